"""What is due goes out once, by whoever claims it, and is never said to be more than it is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.server.safeguarding import contacts, outbox, sending, services
from overture.server.safeguarding.on_call import DAYS, Hours, Team
from overture.server.safeguarding.sending import NotSentError

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(27)]

MINUTE = timedelta(minutes=1)


def run(at=NOW):
    return outbox.run_due(clock=lambda: at)


def states(alert):
    return list(alert.deliveries.values_list("status", flat=True))


@pytest.mark.requirement(45)
def test_a_yes_taken_back_stops_the_next_round(ada, post):
    mia = factories.contact(ada)
    alert = factories.alert(ada, mia)
    contacts.say(contact=mia, purpose="asked", yes=False, now=NOW)
    run()
    assert post == []
    assert states(alert) == ["withdrawn"]


@pytest.mark.requirement(45)
def test_the_message_itself_cannot_be_made_without_a_yes(ada):
    mia = factories.contact(ada)
    delivery = factories.alert(ada, mia).deliveries.get()
    contacts.say(contact=mia, purpose="asked", yes=False, now=NOW)
    with pytest.raises(contacts.NoConsentError):
        outbox.message_of(delivery)


def test_an_address_that_is_refused_is_given_up_and_the_next_is_told_at_once(ada, post):
    alert = factories.alert(ada, factories.contact(ada), factories.contact(ada, "Jonas"))
    post.fault = NotSentError("refused", for_good=True)
    outbox.run_due(clock=lambda: NOW, most=1)
    post.fault = None
    run()
    assert states(alert) == ["failed", "sent"]
    assert alert.deliveries.first().problem == "refused"


def test_a_server_that_is_down_for_an_hour_gets_it_when_it_is_back(ada, post):
    alert = factories.alert(ada, factories.contact(ada))
    post.fault = NotSentError("unreachable")
    tried = [minute for minute in range(61) if run(NOW + minute * MINUTE)]
    assert tried == [0, 1, 3, 7, 15, 30, 45, 60]
    assert states(alert) == ["waiting"]
    post.fault = None
    run(NOW + 75 * MINUTE)
    assert states(alert) == ["sent"]
    assert len(post) == 1


def test_after_six_hours_it_is_given_up_and_said_to_be_so(ada, post):
    alert = factories.alert(ada, factories.contact(ada))
    post.fault = NotSentError("unreachable")
    for quarter in range(30):
        run(NOW + quarter * 15 * MINUTE)
    assert states(alert) == ["failed"]
    assert alert.deliveries.get().sent_at is None


def test_what_was_claimed_by_a_worker_that_died_is_claimed_again(ada, post):
    alert = factories.alert(ada, factories.contact(ada))
    alert.deliveries.update(status="claimed", claim=uuid4(), claimed_at=NOW)
    run(NOW + MINUTE)
    assert post == []
    run(NOW + 3 * MINUTE)
    assert states(alert) == ["sent"]


def test_a_worker_that_was_taken_for_dead_changes_nothing_any_more(ada, post):
    alert = factories.alert(ada, factories.contact(ada))
    mine = outbox._claim_next(NOW, None)
    run(NOW + 3 * MINUTE)
    outbox._not_sent(mine, NotSentError("timeout"), NOW + 3 * MINUTE)
    assert states(alert) == ["sent"]


def test_of_two_workers_at_one_row_one_claims_it(ada, post):
    factories.alert(ada, factories.contact(ada))
    first, second = outbox._claim_next(NOW, None), outbox._claim_next(NOW, None)
    assert first is not None
    assert second is None


def test_a_fault_of_ours_is_tried_again_and_tells_the_log_no_word(ada, monkeypatch, caplog):
    alert = factories.alert(ada, factories.contact(ada), excerpt="marmalade")

    def broken(*_arguments, **_named):
        raise RuntimeError("marmalade")

    monkeypatch.setattr(outbox, "by_mail", broken)
    run()
    assert states(alert) == ["waiting"]
    assert alert.deliveries.get().problem == "fault"
    assert "marmalade" not in caplog.text


# ---- what is slow keeps nobody else waiting


@pytest.fixture
def night_team(settings):
    """A team with a system of its own, that is always there."""
    always = Hours(days=DAYS, begins="00:00", ends="00:00")
    team = Team(
        id="night",
        name="Night team",
        says="",
        zone="Europe/Berlin",
        webhook="https://team.example.org/told",
        hours=(always,),
    )
    settings.OVERTURE_TEAMS = (team,)
    return team


def test_each_way_out_carries_out_its_own_and_no_other(ada, night_team, post, monkeypatch):
    posted = []
    monkeypatch.setattr(outbox, "by_webhook", lambda url, *_, **__: posted.append(url))
    mias = factories.alert(ada, factories.contact(ada))
    teams = factories.alert(ada, factories.contact(ada, "Team", email="", team="night"))
    assert outbox.ways_out() == ("mail", "night")
    outbox.run_due(clock=lambda: NOW, by="night")
    assert (states(mias), states(teams)) == (["waiting"], ["delivered"])
    outbox.run_due(clock=lambda: NOW, by="mail")
    assert (states(mias), states(teams)) == (["sent"], ["delivered"])
    assert (len(post), len(posted)) == (1, 1)


def test_a_team_that_is_gone_from_the_file_is_still_taken_up(ada, night_team, post, settings):
    alert = factories.alert(ada, factories.contact(ada, "Team", email="", team="night"))
    settings.OVERTURE_TEAMS = ()
    for way in outbox.ways_out():
        outbox.run_due(clock=lambda: NOW, by=way)
    assert states(alert) == ["failed"]


@pytest.mark.requirement(17)
def test_a_full_queue_of_what_could_not_be_sent_keeps_nobody_waiting_who_asks_now(ada, post):
    post.fault = NotSentError("timeout")
    for number in range(60):
        owner = factories.member()
        factories.alert(owner, factories.contact(owner, f"Friend {number}", email="f@example.org"))
    outbox.run_due(clock=lambda: NOW, most=60)
    later = NOW + MINUTE
    services.look(member=ada, text="I want to die", surface="talk", now=later)
    factories.contact(ada, also="immediate")
    services.look(member=ada, text="yes, today", surface="talk", now=later)
    post.fault = None
    (first,) = outbox.run_due(clock=lambda: later + MINUTE, most=1)
    assert first.alert.member == ada
    assert [address for address, *_ in post] == ["mia@example.org"]


def test_a_claim_is_held_for_several_times_as_long_as_a_delivery_may_take():
    assert timedelta(seconds=3 * sending.WITHIN) <= outbox.STALE
