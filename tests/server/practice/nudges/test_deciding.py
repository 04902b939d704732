"""A nudge is decided on as a window begins: once, by the member's own rules, and never late."""

import threading
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from django.db import connection
from tests.support import factories, nudging
from tests.support.nudging import BEFORE, DAY, MINUTE, NINE, one_round, rounds, sent_to, wants

from overture.planning import nudges as policy
from overture.planning.nudges import Features, Window, Wish
from overture.server.accounts.services import erase
from overture.server.practice import services as practice
from overture.server.practice.models import Away, Nudge, Nudging
from overture.server.practice.nudges import choosing, deciding
from overture.server.practice.services import Happened
from overture.server.safeguarding import services as safeguarding

pytestmark = pytest.mark.django_db


def test_b10_a_rule_of_ones_own_brings_a_nudge_at_the_hour_that_was_chosen(ada, mail):
    wants(ada)
    assert one_round(BEFORE + 2 * nudging.DAY / 24) == 0  # eight: before the window
    assert one_round(NINE) == 1
    (one,) = sent_to(ada)
    assert (one.why, one.probability, one.occasion) == ("wished", 1.0, "on these days")
    assert one.expires == datetime(2026, 3, 2, 11, tzinfo=UTC)
    assert mail.recipients == ["ada@example.org"]


def test_nobody_who_did_not_switch_them_on_is_nudged(ada, di, mail):
    wants(ada, on=False)
    rounds(BEFORE, BEFORE + DAY, 20 * MINUTE)
    assert not Nudge.objects.exists()
    assert mail.taken == []


def test_b11_one_a_day_and_four_a_week_at_most_and_none_after_eight(ada, mail):
    wants(ada, windows=(Window(time(8), time(10)), Window(time(18), time(20))))
    for minute in range(0, 3 * 7 * 24 * 60, 45):
        at = BEFORE + minute * MINUTE
        one_round(at)
        for one in ada.nudges.filter(became="", sent=True):
            Nudge.objects.filter(pk=one.pk).update(became="opened")
            kept = Nudging.objects.get(member=ada)
            state = policy.opened(choosing.state_of(kept), one.at + MINUTE)
            Nudging.objects.filter(pk=ada.pk).update(state=policy.state_to_dict(state))
    times = [one.at for one in sent_to(ada)]
    assert len(times) == 12
    assert len({at.date() for at in times}) == 12
    for at in times:
        assert len([other for other in times if timedelta(0) <= at - other < 7 * DAY]) <= 4
        assert time(8) <= at.time() < time(20)


def test_chance_is_kept_with_its_seed_and_can_be_drawn_again(ada, mail):
    wants(ada, wishes=())
    for day in range(12):
        one_round(NINE + day * DAY, seed=1000 + day)
    drawn = list(Nudge.objects.filter(why__in=("drawn", "not drawn"), features__isnull=False))
    assert {one.sent for one in drawn} == {True, False}
    for one in drawn:
        assert policy.LEAST <= one.probability <= policy.MOST
        assert one.sent == (np.random.default_rng(one.seed).random() < one.probability)
        assert Features(**one.features).always == 1.0


def test_what_a_day_is_like_is_read_from_the_record(ada):
    wants(ada, wishes=(Wish("a step is planned"),))
    step = factories.own_step(ada, now=BEFORE)
    step.planned_for = date(2026, 3, 3)
    step.save()
    one_round(NINE)
    one_round(NINE + DAY)
    assert [one.at.date() for one in Nudge.objects.filter(why="wished")] == [date(2026, 3, 3)]


def test_quiet_is_counted_from_the_last_moment_with_people(ada, mail):
    wants(ada, wishes=(Wish("quiet", quiet_days=3),))
    factories.attempt(ada, now=BEFORE)
    for day in range(4):
        one_round(NINE + day * DAY)
    wished = Nudge.objects.filter(why="wished")
    assert [(one.at.date(), one.occasion) for one in wished] == [(date(2026, 3, 5), "quiet")]


def test_texts_go_round_in_order_and_none_is_drawn(ada, mail):
    wants(ada)
    for week in range(4):
        one_round(NINE + week * 8 * DAY, seed=week)
        choosing.wake(member=ada, now=NINE + week * 8 * DAY + MINUTE)
    found = [one.text_id for one in sent_to(ada)]
    assert found[:3] == ["days-morning", "days-place", "days-another"]
    assert found[3] == found[0]


@pytest.mark.requirement(7)
def test_none_comes_while_something_heavy_is_not_long_past(ada, mail):
    wants(ada)
    safeguarding.look(member=ada, text="I want to kill myself", surface="talk", now=BEFORE)
    one_round(NINE)
    (one,) = ada.nudges.all()
    assert (one.sent, one.why, one.probability) == (False, deciding.LEFT_ALONE, 0.0)
    assert mail.taken == []


def test_none_comes_on_days_away(ada, mail):
    wants(ada)
    Away.objects.create(member=ada, first=NINE.date(), last=NINE.date(), said_at=BEFORE)
    one_round(NINE)
    assert one_round(NINE + DAY) == 1
    assert [one.at.date() for one in sent_to(ada)] == [date(2026, 3, 3)]


def test_where_there_is_nowhere_to_go_nothing_is_decided(ada):
    wants(ada, email="")
    assert one_round(NINE) == 0
    assert not Nudge.objects.exists()


def test_a_worker_that_was_down_for_the_whole_window_lets_it_go(ada, mail):
    wants(ada)
    rounds(NINE + 120 * MINUTE, NINE + 600 * MINUTE, 20 * MINUTE)
    assert not Nudge.objects.exists()
    assert one_round(NINE + DAY) == 1


def test_a_worker_that_comes_back_with_minutes_left_lets_it_go(ada, mail):
    wants(ada)
    assert one_round(datetime(2026, 3, 2, 10, 46, tzinfo=UTC)) == 0
    assert mail.taken == []


def test_a_worker_that_comes_back_within_the_window_is_not_late(ada, mail):
    wants(ada)
    assert one_round(datetime(2026, 3, 2, 10, 30, tzinfo=UTC)) == 1
    assert len(mail.taken) == 1


@pytest.mark.parametrize(
    ("zone", "day", "hour"),
    [("Europe/London", 28, 9), ("Europe/London", 29, 8), ("America/New_York", 28, 13)],
)
def test_it_is_due_by_the_members_own_clock_also_when_the_clocks_change(ada, mail, zone, day, hour):
    due = datetime(2026, 3, day, hour, 0, tzinfo=UTC)
    wants(ada, zone=zone, now=due - 12 * 60 * MINUTE)
    assert one_round(due - MINUTE) == 0
    assert one_round(due) == 1


def test_a_member_who_travels_is_nudged_by_the_clock_there(ada, mail):
    wants(ada)
    choosing.here(member=ada, zone="America/New_York", now=BEFORE)
    assert one_round(NINE) == 0
    assert one_round(NINE + 300 * MINUTE) == 1


@pytest.mark.parametrize("name", ["", "Nowhere/Such", "../../etc/passwd"])
def test_a_clock_of_no_known_name_moves_nothing(ada, name):
    wants(ada)
    choosing.here(member=ada, zone=name, now=BEFORE)
    assert Nudging.objects.get().zone == "Europe/London"


def test_rest_and_sleep_hold_and_end(ada, mail):
    wants(ada)
    choosing.snooze(member=ada, days=1, now=BEFORE)
    assert one_round(NINE) == 0
    choosing.rest(member=ada, now=NINE)
    assert one_round(NINE + DAY) == 0
    choosing.wake(member=ada, now=NINE + DAY + MINUTE)
    assert one_round(NINE + 2 * DAY) == 1


def test_who_erased_everything_is_not_looked_for(ada, mail):
    wants(ada)
    erase(member=ada, now=BEFORE)
    assert one_round(NINE) == 0


def test_a_fault_with_one_member_costs_nobody_else_theirs(ada, di, mail, monkeypatch, caplog):
    wants(ada)
    wants(di, email="di@example.org")
    known = deciding.circumstances

    def broken(member, now):
        if member == ada:
            raise RuntimeError("marmalade")
        return known(member, now)

    monkeypatch.setattr(deciding, "circumstances", broken)
    assert one_round(NINE) == 1
    assert mail.recipients == ["di@example.org"]
    assert "marmalade" not in caplog.text


def test_a_fault_that_stays_is_told_once_a_window_and_ends_with_it(ada, mail, monkeypatch, caplog):
    wants(ada)
    known, broken = deciding.circumstances, [True]

    def sometimes(member, now):
        if broken:
            raise RuntimeError
        return known(member, now)

    monkeypatch.setattr(deciding, "circumstances", sometimes)
    rounds(NINE, NINE + 60 * MINUTE)
    assert caplog.text.count("could not be decided") == 1
    assert Nudging.objects.get().next_at.date() == date(2026, 3, 3)
    broken.clear()
    assert one_round(NINE + DAY) == 1


def test_choices_that_cannot_be_read_are_told_of_once(ada, mail, caplog):
    wants(ada)
    Nudging.objects.update(windows=[["nine", "eleven"]])
    rounds(NINE, NINE + 2 * DAY, 60 * MINUTE)
    assert caplog.text.count("could not be decided") == 1


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_decide_once_and_send_once(mail):
    members = [factories.member(name=f"M{n}") for n in range(6)]
    for n, one in enumerate(members):
        wants(one, email=f"m{n}@example.org")
    together = threading.Barrier(2)

    def work():
        together.wait()
        try:
            one_round(NINE)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    one_round(NINE + MINUTE)
    assert Nudge.objects.count() == 6
    assert sorted(mail.recipients) == [f"m{n}@example.org" for n in range(6)]


def test_practice_that_went_well_is_followed_once_until_somebody_is_met(ada, mail):
    wants(ada, wishes=(Wish("practice went well"),))
    practised = factories.scene(ada, now=BEFORE).attempt
    easier = Happened(anxiety=2, enjoyment=5)
    practice.happened(attempt=practised, outcome=easier, now=BEFORE)
    assert one_round(NINE) == 1
    assert sent_to(ada)[0].occasion == "practice went well"
    factories.attempt(ada, now=NINE + MINUTE)
    choosing.wake(member=ada, now=NINE + 2 * MINUTE)
    one_round(NINE + DAY)
    assert Nudge.objects.filter(why="wished").count() == 1
