"""Nothing in the course is passed by missing it, nothing expires, and every way back is open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overture.content.course import course
from overture.planning.course import Choice, Done, Ticked, place

WEEKS = tuple(course().values())
COURSE = WEEKS[:-1]
EVERY = [Ticked(week.id, thing.id) for week in COURSE for thing in week.things]
KINDS = sorted({thing.kind for week in WEEKS for thing in week.things})

weeks = st.sampled_from([week.id for week in COURSE])
choices = st.lists(
    st.one_of(
        st.builds(Choice, st.sampled_from(["on", "stay", "back"]), weeks),
        st.builds(Choice, st.sampled_from(["began", "paused", "up", "left", "offered"])),
    ),
    max_size=12,
)
records = st.builds(
    Done,
    ticked=st.frozensets(st.sampled_from(EVERY), max_size=12),
    kept=st.dictionaries(
        st.sampled_from(KINDS),
        st.dictionaries(st.sampled_from(["counter", "phone", "friend"]), st.integers(0, 5)),
        max_size=4,
    ),
)


def all_of(*names: str) -> Done:
    return Done(frozenset(tick for tick in EVERY if tick.week in names))


def ticks(number: int) -> frozenset[Ticked]:
    return frozenset(EVERY[:number])


def at(*said: Choice, done: Done = Done()):  # noqa: B008 - nothing done is a value
    return place(WEEKS, [Choice("began"), *said], done)


def test_who_never_began_stands_before_the_first_week_and_nothing_is_behind_them():
    found = place(WEEKS, [], Done())
    assert (found.standing, found.week.id, found.behind) == ("not begun", "week-1", frozenset())


def test_a_week_is_behind_when_all_its_things_are_met_and_not_before():
    whole = [tick for tick in EVERY if tick.week == "week-1"]
    assert at(done=Done(frozenset(whole[:-1]))).week.id == "week-1"
    assert at(done=Done(frozenset(whole))).week.id == "week-2"


def test_a_week_is_behind_when_the_member_says_so_with_nothing_met():
    found = at(Choice("on", "week-1"))
    assert (found.week.id, found.behind, found.met) == ("week-2", {"week-1"}, frozenset())


def test_six_times_on_to_the_next_leads_to_what_comes_after_and_no_further():
    said = [Choice("on", week.id) for week in COURSE]
    assert at(*said).is_over
    assert at(*said, Choice("on", "after")).week.phase == "after"


def test_who_stays_is_not_moved_on_by_meeting_everything():
    stays = Choice("stay", "week-1")
    done = all_of("week-1")
    assert at(stays, done=done).week.id == "week-1"
    assert at(stays, Choice("on", "week-1"), done=done).week.id == "week-2"


def test_who_went_back_is_brought_to_where_they_were_by_going_on():
    said = [Choice("on", week.id) for week in COURSE[:4]]
    back = at(*said, Choice("back", "week-2"))
    assert (back.week.id, back.revisited) == ("week-2", True)
    assert back.behind == at(*said).behind
    assert at(*said, Choice("back", "week-2"), Choice("on", "week-2")).week.id == "week-5"


@pytest.mark.parametrize(
    ("kind", "counts", "met"),
    [
        ("moment", {"counter": 1}, False),
        ("moment", {"counter": 1, "phone": 1}, True),
        ("scene", {"phone": 4}, False),
        ("scene", {"counter": 1}, True),
    ],
)
def test_the_record_meets_a_thing_by_its_kind_its_target_and_how_often(kind, counts, met):
    week = WEEKS[1]
    thing = next(thing for thing in week.things if thing.kind == kind)
    assert Done(kept={kind: counts}).meets(week, thing) is met


@given(choices, records, st.sampled_from(EVERY))
def test_more_done_never_puts_a_week_back_in_front(said, done, more):
    before = place(WEEKS, said, done)
    after = place(WEEKS, said, Done(done.ticked | {more}, done.kept))
    assert before.behind <= after.behind
    assert before.met <= after.met
    assert after.week.order >= before.week.order


@given(choices, records)
def test_pausing_and_leaving_lose_nothing(said, done):
    before = place(WEEKS, [*said, Choice("began")], done)
    for away, again in (("paused", "up"), ("left", "began")):
        gone = [*said, Choice("began"), Choice(away)]
        assert place(WEEKS, gone, done).standing == away
        assert place(WEEKS, [*gone, Choice(again)], done) == before


@given(choices, records)
def test_going_back_and_on_again_leads_to_where_one_was(said, done):
    here = place(WEEKS, [*said, Choice("on", "week-1")], done)
    for week in COURSE[:2]:
        there = [*said, Choice("on", "week-1"), Choice("back", week.id)]
        assert place(WEEKS, there, done).week == week
        if week.id in here.behind:
            assert place(WEEKS, [*there, Choice("on", week.id)], done) == here


@given(choices, records)
def test_a_week_is_behind_only_by_being_met_or_by_a_word(said, done):
    found = place(WEEKS, said, done)
    spoken = max((int(c.week[-1]) for c in said if c.said == "on"), default=0)
    for week in COURSE:
        if week.id in found.behind:
            whole = all(done.meets(week, thing) for thing in week.things)
            assert whole or week.order <= spoken


@given(choices, records)
def test_on_to_the_next_never_leads_back(said, done):
    before = place(WEEKS, said, done)
    after = place(WEEKS, [*said, Choice("on", before.week.id)], done)
    assert after.week.order > before.week.order or before.is_over


@given(choices, records)
def test_saying_a_thing_twice_says_it_once(said, done):
    twice = [one for one in said for _ in range(2)]
    assert place(WEEKS, twice, done) == place(WEEKS, said, done)


def test_a_week_that_there_is_not_is_passed_over():
    assert at(Choice("on", "week-99"), Choice("back", "week-98")).week.id == "week-1"
