import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overture.evaluation.nudge_rules import ZONES, Entry, broken
from overture.planning.nudges import (
    Choices,
    Circumstances,
    NudgeState,
    Window,
    Wish,
    asked_again,
    decide,
    new_state,
    opened,
    settled,
    state_from_dict,
    state_to_dict,
    wished,
)

LONDON = ZoneInfo("Europe/London")
MORNING = datetime(2026, 3, 27, 9, 30, tzinfo=LONDON)
CHOICES = Choices(on=True, windows=(Window(time(9), time(11)), Window(time(17), time(19))))
ASKED = replace(CHOICES, wishes=(Wish("on these days", frozenset(range(7))),))
TODAY = Circumstances()


def ask(state: NudgeState, now: datetime, choices: Choices = ASKED, *, seed: int = 1):
    return decide(state, choices, TODAY, now=now, rng=np.random.default_rng(seed))


def later(days: float) -> datetime:
    return (MORNING.astimezone(UTC) + timedelta(days=days)).astimezone(LONDON)


def test_what_the_person_asked_for_is_sent_without_a_draw():
    _, decision = ask(new_state(), MORNING)
    assert (decision.sent, decision.why, decision.probability) == (True, "wished", 1.0)
    assert decision.features is None


def test_without_a_rule_a_draw_is_made_and_its_chance_kept():
    decisions = [ask(new_state(), MORNING, CHOICES, seed=n)[1] for n in range(40)]
    assert {one.why for one in decisions} == {"drawn", "not drawn"}
    assert len({one.probability for one in decisions}) == 1
    assert all(one.sent == (one.why == "drawn") for one in decisions)


def test_after_the_course_nothing_comes_by_chance_and_what_was_asked_for_still_does():
    after = Circumstances(after_course=True)
    for seed in range(20):
        rng = np.random.default_rng(seed)
        _, decision = decide(new_state(), CHOICES, after, now=MORNING, rng=rng)
        assert (decision.sent, decision.why) == (False, "after the course")
        assert (decision.probability, decision.by_chance) == (0.0, False)
    _, asked = decide(new_state(), ASKED, after, now=MORNING, rng=np.random.default_rng(1))
    assert (asked.sent, asked.why) == (True, "wished")


def test_the_same_arguments_decide_the_same():
    assert ask(new_state(), MORNING, CHOICES)[1] == ask(new_state(), MORNING, CHOICES)[1]


@pytest.mark.parametrize(
    ("choices", "hour", "why"),
    [
        (replace(ASKED, on=False), 9, "switched off"),
        (ASKED, 8, "outside the windows"),
        (ASKED, 11, "outside the windows"),
        (ASKED, 20, "outside the windows"),
        (replace(ASKED, windows=()), 9, "outside the windows"),
    ],
)
def test_limits_hold_even_where_the_person_asked(choices, hour, why):
    state, decision = ask(new_state(), MORNING.replace(hour=hour, minute=0), choices)
    assert (decision.sent, decision.why, decision.probability) == (False, why, 0.0)
    assert state.dose == 0.0


def test_a_window_is_decided_on_once():
    state, _ = ask(new_state(), MORNING)
    _, again = ask(state, MORNING + timedelta(minutes=20))
    assert again.why == "decided already"


def test_twenty_hours_lie_between_two():
    state, _ = ask(new_state(), MORNING)
    state = opened(state, MORNING + timedelta(minutes=1))
    evening = MORNING.replace(hour=17)
    state, decision = ask(state, evening)
    assert decision.why == "too soon"
    assert ask(state, later(1.0))[1].sent


def test_hours_are_counted_and_not_what_the_clock_shows():
    """On the night of 29 March an hour is lost in London: 14:30 to 10:45 is nineteen and a bit."""
    choices = replace(ASKED, windows=(Window(time(9), time(15)),))
    first = datetime(2026, 3, 28, 14, 30, tzinfo=LONDON)
    state, _ = ask(new_state(), first, choices)
    state = opened(state, first + timedelta(minutes=1))
    assert ask(state, datetime(2026, 3, 29, 11, 15, tzinfo=LONDON), choices)[1].why == "too soon"
    assert ask(state, datetime(2026, 3, 29, 11, 45, tzinfo=LONDON), choices)[1].sent


def test_four_a_week_are_enough():
    state, whys = new_state(), []
    for day in range(8):
        state, decision = ask(state, later(day))
        state = opened(state, later(day) + timedelta(minutes=1))
        whys.append(decision.why)
    assert whys == [*["wished"] * 4, *["enough this week"] * 3, "wished"]


def test_two_that_are_ignored_pause_them_until_they_are_wanted_again():
    state = new_state()
    for day in (0, 1):
        state, decision = ask(state, later(day))
        assert decision.sent
    state, decision = ask(state, later(2))
    assert decision.why == "paused"
    assert ask(state, later(60))[1].why == "paused"
    assert ask(asked_again(state), later(3))[1].sent


def test_opening_one_in_time_starts_the_count_again():
    state, _ = ask(new_state(), later(0))
    state, _ = ask(state, later(1))
    state = opened(state, later(1) + timedelta(minutes=30))
    assert state.ignored == 0
    assert ask(state, later(2))[1].sent


def test_opening_one_after_it_expired_is_too_late():
    state, decision = ask(new_state(), MORNING)
    assert decision.expires == MORNING.replace(hour=11, minute=0).astimezone(UTC)
    assert opened(state, decision.expires).ignored == 1
    assert opened(state, decision.expires - timedelta(seconds=1)).ignored == 0


def test_in_a_long_window_one_lasts_four_hours():
    choices = replace(ASKED, windows=(Window(time(9), time(20)),))
    _, decision = ask(new_state(), MORNING, choices)
    assert decision.expires == MORNING.astimezone(UTC) + timedelta(hours=4)


def test_only_what_was_drawn_for_teaches():
    state, decision = ask(new_state(), MORNING)
    assert settled(state, decision, done=True) is state
    state, drawn = ask(new_state(), MORNING, CHOICES)
    assert not np.array_equal(
        settled(state, drawn, done=True).learner.precision, state.learner.precision
    )


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        ask(new_state(), datetime(2026, 3, 27, 9, 30))  # noqa: DTZ001


def test_a_state_comes_back_from_json_as_it_was():
    state, decision = ask(new_state(), MORNING, CHOICES)
    state = settled(state, decision, done=True)
    state, _ = ask(state, later(1))
    read = state_from_dict(json.loads(json.dumps(state_to_dict(state))))
    assert state_to_dict(read) == state_to_dict(state)
    assert ask(read, later(2), CHOICES)[1] == ask(state, later(2), CHOICES)[1]


@pytest.mark.parametrize("damage", [{"version": 2}, {"shift": [1.0]}, {"sent": None}])
def test_a_damaged_state_is_refused(damage):
    with pytest.raises(ValueError, match=r"version|damaged|reshape"):
        state_from_dict({**state_to_dict(new_state()), **damage})


_windows = st.lists(st.integers(28, 80), min_size=4, max_size=4, unique=True).map(sorted)
_minutes = st.integers(0, 60 * 24 * 40)


@settings(max_examples=60, deadline=None)
@given(
    cuts=_windows,
    zones=st.lists(st.sampled_from(ZONES), min_size=1, max_size=3),
    begins=st.sampled_from([datetime(2026, month, 20, tzinfo=UTC) for month in (3, 9, 10, 12)]),
    asked=st.lists(st.tuples(_minutes, st.booleans(), st.booleans()), max_size=80),
    wishes=st.booleans(),
    seed=st.integers(0, 2**32),
)
def test_no_rule_is_ever_broken(cuts, zones, begins, asked, wishes, seed):
    """Any windows, any questions, any travels, over days on which clocks change."""
    at = [time(cut // 4, 15 * (cut % 4)) for cut in cuts]
    choices = replace(
        ASKED if wishes else CHOICES, windows=(Window(at[0], at[1]), Window(at[2], at[3]))
    )
    state, rng, log = new_state(), np.random.default_rng(seed), []
    for n, (minutes, opens, wants) in enumerate(sorted(asked)):
        now = (begins + timedelta(minutes=minutes)).astimezone(ZoneInfo(zones[n % len(zones)]))
        again = wants and state.paused
        state = asked_again(state) if again else state
        state, decision = decide(state, choices, TODAY, now=now, rng=rng)
        looked = opens and decision.sent
        state = opened(state, now) if looked else state
        wish = wished(choices, TODAY, now.weekday()) is not None
        log.append(Entry(decision, choices, wish, looked, again))
        state = settled(state, decision, done=opens)
    assert broken(log) == {}
