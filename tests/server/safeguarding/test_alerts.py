"""Telling people: once for a tap, in order, only with a yes, never said to be more than it is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.server.audit.models import Event
from overture.server.safeguarding import alerts, contacts, outbox, services
from overture.server.safeguarding.models import Alert, DailyCount, Delivery

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(27)]

MINUTE = timedelta(minutes=1)
NOW_MIGHT = "I'm going to kill myself tonight"


def run(at=NOW):
    return outbox.run_due(clock=lambda: at)


def states(alert):
    return list(alert.deliveries.values_list("status", flat=True))


def test_nothing_is_sent_by_a_tap_alone_and_the_next_round_sends_it(ada, post):
    alert = factories.alert(ada, factories.contact(ada))
    assert post == []
    run()
    assert [address for address, *_ in post] == ["mia@example.org"]
    assert states(alert) == ["sent"]
    assert alert.deliveries.get().sent_at == NOW


def test_a_form_tapped_twice_tells_once(ada, post):
    mia, key = factories.contact(ada), uuid4()
    assert factories.alert(ada, mia, key=key) == factories.alert(ada, mia, key=key)
    run()
    run()
    assert len(post) == 1


def test_nobody_is_told_without_a_yes(ada):
    mia = factories.contact(ada)
    contacts.say(contact=mia, purpose="asked", yes=False, now=NOW)
    with pytest.raises(contacts.NoConsentError):
        factories.alert(ada, mia)
    with pytest.raises(contacts.NoConsentError):
        factories.alert(ada, factories.contact(ada, "Jonas"), why="immediate")
    assert not Alert.objects.exists()


def test_who_is_next_is_told_when_nobody_has_seen_it_in_time(ada, post):
    chain = [factories.contact(ada, "Mia", wait=5), factories.contact(ada, "Jonas")]
    alert = factories.alert(ada, *chain)
    run()
    run(NOW + 4 * MINUTE)
    assert states(alert) == ["sent", "waiting"]
    run(NOW + 5 * MINUTE)
    assert states(alert) == ["sent", "sent"]
    assert [address for address, *_ in post] == ["mia@example.org", "jonas@example.org"]


def test_who_is_next_is_not_told_once_somebody_has_seen_it(ada, post):
    alert = factories.alert(ada, factories.contact(ada), factories.contact(ada, "Jonas"))
    run()
    mias = alert.deliveries.first()
    assert alerts.seen(delivery=mias, now=NOW + MINUTE)
    run(NOW + 60 * MINUTE)
    assert states(alert) == ["seen", "not_needed"]
    assert len(post) == 1


def test_seen_counts_once(ada, post):
    delivery = factories.alert(ada, factories.contact(ada)).deliveries.get()
    run()
    assert alerts.seen(delivery=delivery, now=NOW + MINUTE)
    assert not alerts.seen(delivery=delivery, now=NOW + 2 * MINUTE)
    delivery.refresh_from_db()
    assert delivery.seen_at == NOW + MINUTE


def test_the_member_can_stop_it_and_nobody_further_is_told(ada, post):
    alert = factories.alert(ada, factories.contact(ada), factories.contact(ada, "Jonas"))
    run()
    alerts.stop(alert=alert, now=NOW + MINUTE)
    run(NOW + 60 * MINUTE)
    assert states(alert) == ["sent", "not_needed"]


def test_who_asks_not_to_be_written_to_is_not_and_the_next_is_told(ada, post):
    mia, jonas = factories.contact(ada), factories.contact(ada, "Jonas")
    alert = factories.alert(ada, mia, jonas)
    run()
    alerts.refuse(delivery=alert.deliveries.first(), now=NOW + MINUTE)
    run(NOW + MINUTE)
    assert states(alert) == ["sent", "sent"]
    mia.refresh_from_db()
    with pytest.raises(contacts.NoConsentError):
        factories.alert(ada, mia)


def test_ten_a_day_is_as_many_as_go_out_for_one_member(ada):
    mia = factories.contact(ada)
    for _ in range(alerts.MOST_A_DAY):
        factories.alert(ada, mia)
    with pytest.raises(alerts.TooManyAlertsError):
        factories.alert(ada, mia)
    factories.alert(ada, mia, now=NOW + timedelta(days=2))


def test_trying_it_out_uses_up_nothing_of_what_a_bad_night_needs(ada):
    mia = factories.contact(ada)
    for _ in range(alerts.MOST_A_DAY):
        factories.alert(ada, mia, why="test")
    with pytest.raises(alerts.TooManyAlertsError):
        factories.alert(ada, mia, why="test")
    assert factories.alert(ada, mia).why == "asked"


def test_who_tapped_all_day_still_has_people_told_when_it_could_be_now(ada):
    mia = factories.contact(ada, "Mia", also="immediate")
    for _ in range(alerts.MOST_A_DAY):
        factories.alert(ada, mia)
    services.look(member=ada, text=NOW_MIGHT, surface="talk", now=NOW)
    assert Alert.objects.filter(why="immediate").count() == 1


def test_those_agreed_to_beforehand_are_told_when_it_could_be_now(ada, post):
    factories.contact(ada, "Jonas")
    factories.contact(ada, "Mia", also="immediate")
    look = services.look(member=ada, text=NOW_MIGHT, surface="talk", now=NOW)
    assert look.screening.state.path == "immediate"
    alert = Alert.objects.get()
    assert (alert.why, alert.excerpt) == ("immediate", "")
    run()
    assert [address for address, *_ in post] == ["mia@example.org"]


def test_the_same_night_they_are_not_told_again_without_a_tap(ada, post):
    factories.contact(ada, "Mia", also="immediate")
    for minute in range(3):
        services.look(member=ada, text=NOW_MIGHT, surface="talk", now=NOW + minute * MINUTE)
    assert Alert.objects.count() == 1


def test_without_a_yes_beforehand_nobody_is_told_by_the_program(ada):
    factories.contact(ada, "Mia")
    services.look(member=ada, text=NOW_MIGHT, surface="talk", now=NOW)
    assert not Alert.objects.exists()


def test_fear_of_somebody_tells_nobody_by_itself(ada):
    factories.contact(ada, "Mia", also="immediate")
    text = "I am scared my husband will hit me tonight, he said he would hurt me"
    services.look(member=ada, text=text, surface="talk", now=NOW)
    assert not Alert.objects.exists()


@pytest.mark.requirement(16)
def test_where_telling_fails_the_member_is_answered_all_the_same(ada, monkeypatch, caplog):
    factories.contact(ada, "Mia", also="immediate")

    def broken(**_named):
        raise RuntimeError(NOW_MIGHT)

    monkeypatch.setattr(alerts, "tell_as_agreed", broken)
    look = services.look(member=ada, text=NOW_MIGHT, surface="talk", now=NOW)
    assert look.reply.help_link
    assert "kill" not in caplog.text


def test_what_is_counted_names_nobody(ada, post):
    delivery = factories.alert(ada, factories.contact(ada)).deliveries.get()
    run()
    alerts.seen(delivery=delivery, now=NOW)
    counts = dict(DailyCount.objects.values_list("what", "count"))
    assert counts == {"alert_sent": 1, "alert_seen": 1}


def test_the_trail_holds_no_word_no_name_and_no_address(ada, post):
    delivery = factories.alert(ada, factories.contact(ada), excerpt="marmalade").deliveries.get()
    run()
    alerts.seen(delivery=delivery, now=NOW)
    trail = str(list(Event.objects.values())).lower()
    assert all(action in trail for action in ("alert.asked", "alert.sent", "alert.seen"))
    assert "marmalade" not in trail
    assert "mia" not in trail
    assert Delivery.objects.exists()
