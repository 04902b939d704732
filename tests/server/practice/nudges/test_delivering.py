"""What was decided is sent once, while it is wanted and in time; what became of it is kept."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from tests.support import nudging
from tests.support.nudging import BEFORE, DAY, MINUTE, NINE, one_round, sent_to, wants
from tests.support.server import free_port

from overture.server.practice.models import NudgeDelivery, Nudging
from overture.server.practice.nudges import addresses, choosing, deciding, delivering
from overture.server.safeguarding import services as safeguarding

pytestmark = pytest.mark.django_db


def decided(member):
    """A nudge that is to be sent, and was not yet."""
    wants(member)
    deciding.decide_due(clock=lambda: NINE, seeds=lambda: 7)
    return sent_to(member)[0].deliveries.get()


def send(at):
    return delivering.run_due(clock=lambda: at, by="mail")


def state(delivery):
    delivery.refresh_from_db()
    return delivery.status, delivery.problem


@pytest.mark.requirement(7)
def test_a_mail_tells_a_stranger_nothing_and_stops_with_one_press(ada, mail):
    wants(ada)
    one_round(NINE)
    (arrived,) = mail.taken
    assert arrived["Subject"] == "Something you asked for"
    one = sent_to(ada)[0]
    stop = f"https://overture.example/nudges/stop/{addresses.stop_token(ada)}"
    assert arrived["List-Unsubscribe"].strip() == f"<{stop}>"  # it is folded
    assert arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert arrived["Auto-Submitted"] == "auto-generated"
    text = mail.texts[0]
    assert f"https://overture.example/nudges/{one.pk}" in text
    assert stop in text
    assert "until 11:00" in text
    private = re.sub(r"https://\S+", "", text)
    assert not re.search(r"(?i)ada|step|people|practice|quiet|alone", private)


def test_where_mail_programs_would_not_encrypt_no_press_of_theirs_is_asked_for(ada, mail, settings):
    settings.OVERTURE_ADDRESS = "http://overture.example"
    wants(ada)
    one_round(NINE)
    assert mail.taken[0]["List-Unsubscribe-Post"] is None
    assert mail.taken[0]["List-Unsubscribe"].strip().startswith("<http://")


@pytest.mark.parametrize(
    ("chosen", "subject"),
    [
        ({"lock": "plain"}, "One of the days you chose"),
        (
            {"lock": "own", "words": "Tea, then the stairs", "words_heard": True},
            "Tea, then the stairs",
        ),
        ({"lock": "own", "words": "Tea, then the stairs"}, "Something you asked for"),
        ({"lock": "own"}, "Something you asked for"),
    ],
)
def test_what_stands_on_the_lock_screen_is_what_was_chosen(ada, mail, chosen, subject):
    wants(ada, **chosen)
    one_round(NINE)
    assert mail.taken[0]["Subject"] == subject


def test_it_is_sent_once(ada, mail):
    wants(ada)
    for minute in range(30):
        one_round(NINE + minute * MINUTE)
    assert len(mail.taken) == 1


def test_what_was_not_sent_before_its_time_is_over_is_never_sent(ada, mail):
    delivery = decided(ada)
    send(datetime(2026, 3, 2, 11, 0, tzinfo=UTC))
    assert state(delivery) == ("expired", "")
    assert mail.taken == []


def test_a_server_that_is_down_is_tried_again_soon_and_not_for_long(ada, mail, settings):
    delivery = decided(ada)
    settings.EMAIL_PORT = free_port()
    tried = [minute for minute in range(30) if send(NINE + minute * MINUTE)]
    assert tried == [0, 1, 3]
    assert state(delivery) == ("failed", "unreachable")


def test_a_server_that_comes_back_in_time_gets_it_once(ada, mail, settings):
    delivery = decided(ada)
    settings.EMAIL_PORT, port = free_port(), mail.port
    send(NINE)
    settings.EMAIL_PORT = port
    send(NINE + MINUTE)
    send(NINE + 5 * MINUTE)
    assert state(delivery) == ("sent", "")
    assert len(mail.taken) == 1


def test_an_address_that_is_refused_is_not_tried_again(ada, mail):
    delivery = decided(ada)
    mail.mood = "refuses"
    assert len(send(NINE)) == 1
    assert send(NINE + 10 * MINUTE) == []
    assert state(delivery) == ("failed", "refused")


def test_what_a_process_had_as_it_died_stays_away_rather_than_coming_twice(ada, mail):
    delivery = decided(ada)
    NudgeDelivery.objects.update(status="claimed", claim=uuid4(), claimed_at=NINE)
    assert send(NINE + MINUTE) == []
    send(NINE + delivering.STALE + MINUTE)
    assert state(delivery) == ("failed", "dropped")
    assert mail.taken == []


@pytest.mark.parametrize(
    "change",
    [
        lambda member: choosing.off(member=member, now=NINE),
        lambda member: choosing.rest(member=member, now=NINE),
        lambda member: choosing.snooze(member=member, days=1, now=NINE),
        lambda member: addresses.forget_address(member=member, now=NINE),
        lambda member: safeguarding.look(
            member=member, text="I want to kill myself", surface="talk", now=NINE
        ),
    ],
    ids=["off", "rest", "asleep", "no address", "something heavy"],
)
def test_what_is_not_wanted_any_more_at_the_last_moment_is_not_sent(ada, mail, change):
    delivery = decided(ada)
    change(ada)
    send(NINE + MINUTE)
    assert state(delivery)[0] == "withdrawn"
    assert mail.taken == []


def test_a_fault_of_ours_ends_no_round_and_tells_no_word(ada, di, mail, caplog):
    wants(ada)
    wants(di, email="di@example.org")
    deciding.decide_due(clock=lambda: NINE, seeds=lambda: 7)

    def broken(delivery, now):
        if delivery.nudge.member == ada:
            raise RuntimeError("marmalade")
        delivering.mail(delivery, now)

    delivering.run_due(clock=lambda: NINE, by="mail", deliver={"mail": broken})
    assert mail.recipients == ["di@example.org"]
    assert "marmalade" not in caplog.text
    assert NudgeDelivery.objects.get(nudge__member=ada).problem == "fault"


def test_what_could_not_be_sent_tires_nobody_and_counts_as_no_nudge(ada, mail, settings):
    settings.EMAIL_PORT, port = free_port(), mail.port
    wants(ada)
    for minute in range(0, 150, 2):
        one_round(NINE + minute * MINUTE)
    assert sent_to(ada)[0].became == "never_came"
    known = choosing.state_of(Nudging.objects.get())
    assert (known.sent, known.waiting, known.ignored, known.dose) == ((), None, 0, 0.0)
    settings.EMAIL_PORT = port
    assert one_round(NINE + DAY) == 1
    assert len(mail.taken) == 1


def test_two_that_were_left_put_nudges_to_rest_until_they_are_wanted(ada, mail):
    wants(ada)
    for hour in range(24 * 6):
        one_round(NINE + timedelta(hours=hour))
    assert [one.became for one in sent_to(ada)] == ["left", "left"]
    kept = Nudging.objects.get()
    assert choosing.rests_by_itself(kept, NINE + 6 * DAY)
    choosing.wake(member=ada, now=NINE + 6 * DAY)
    assert not choosing.rests_by_itself(Nudging.objects.get(), NINE + 6 * DAY)
    assert one_round(NINE + 7 * DAY) == 1


def test_no_two_members_share_a_way_out(ada, di):
    assert addresses.stop_token(ada) != addresses.stop_token(di)
    assert not addresses.is_stop_token(addresses.stop_token(ada) + "x")
    assert nudging.wants(di).email
    assert addresses.stop_mail_by(token=addresses.stop_token(ada), now=BEFORE)
    assert Nudging.objects.get(member=di).email
