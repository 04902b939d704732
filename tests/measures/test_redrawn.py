"""The profile redrawn from the record: declared things only, with doubts, and what it steers."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from overture.learning import Event, Outcome, Prediction, Situation
from overture.measures.contact import CONTACTS, Kinds
from overture.measures.redrawn import FEW, Steering, redraw, steering

NOW = datetime(2026, 3, 30, 18, 30, tzinfo=UTC)
PHONE = Situation("stranger", channel="phone")
ratings = st.none() | st.integers(0, 10)


def met(n=0, *, where=PHONE, dread=7, hoped=3, felt=4, joy=5, feared="no"):
    return Event(
        where, NOW - timedelta(days=n), Prediction(dread, hoped, 5), Outcome(felt, joy, feared)
    )


def drawn(*events, **more):
    return redraw(events, [], NOW, **more)


def reading(found, facet, kind="phone"):
    return next(one for one in found.kinds[kind] if one.facet == facet)


def test_b1_each_facet_is_the_mean_of_what_was_rated():
    found = drawn(*[met(n) for n in range(FEW)])
    values = {one.facet: (one.value, one.level) for one in found.kinds["phone"]}
    assert values == {
        "frequent": (5, None),
        "predictable": (5, "some"),
        "trustworthy": (10, "much"),
        "wanting": (3, "little"),
        "enjoying": (5, "some"),
        "dread": (7, "much"),
    }


def test_with_too_few_nothing_is_said_but_how_few():
    found = reading(drawn(met(), met(), met()), "dread")
    assert (found.count, found.value, found.level) == (3, None, None)


def test_what_was_not_rated_is_not_counted():
    silent = met(dread=None, hoped=None, felt=None, joy=None, feared=None)
    found = drawn(*[silent] * 9)
    assert {one.count for one in found.kinds["phone"] if one.facet != "frequent"} == {0}
    assert reading(found, "frequent").count == 9


def test_often_is_counted_over_the_last_four_weeks():
    assert reading(drawn(met(1), met(27), met(40)), "frequent").count == 2


def test_practice_and_steps_alone_draw_nothing():
    alone, practice = Situation("stranger", channel="none"), Situation("ai")
    assert drawn(*[met(where=alone)] * 9, *[met(where=practice)] * 9).kinds == {}


def test_turning_back_says_what_was_expected_and_nothing_of_people():
    left = [met(n, feared="yes", joy=0) for n in range(FEW)]
    found = drawn(turned_back=left)
    assert reading(found, "dread").level == "much"
    assert reading(found, "frequent").count == 0
    assert reading(found, "enjoying").count == reading(found, "trustworthy").count == 0


def test_room_for_people_is_of_no_kind():
    assert redraw([], ["plenty"] * 4, NOW).energy.level is None
    assert redraw([], ["plenty"] * 5, NOW).energy.level == "much"
    assert redraw([], ["hardly any"] * 5, NOW).energy.level == "little"


@given(
    st.lists(st.builds(met, dread=ratings, hoped=ratings, felt=ratings, joy=ratings), max_size=9)
)
def test_every_value_stays_on_its_scale(events):
    for readings in drawn(*events).kinds.values():
        for one in readings[1:]:
            assert (one.value is None) == (one.level is None) == (one.count < FEW)
            assert one.value is None or 0 <= one.value <= 10


SAID = Kinds(dreaded=frozenset({"phone"}), wanted=frozenset({"phone", "familiar"}))


def test_b1_what_was_said_first_steers_until_the_record_says_it():
    assert steering(SAID, drawn()) == Steering(
        frozenset({"phone", "familiar"}), frozenset({"phone"})
    )
    calm = drawn(*[met(n, dread=1, hoped=1, joy=1) for n in range(FEW)])
    assert steering(SAID, calm) == Steering(frozenset({"familiar"}), frozenset())


def test_b1_a_tap_that_it_is_not_so_counts_more_than_the_record():
    calm = [met(n, dread=1) for n in range(FEW)]
    assert steering(SAID, drawn(*calm)).wary == frozenset()
    assert steering(SAID, drawn(*calm, aside={("phone", "dread")})).wary == {"phone"}
    hard = [met(n, dread=9) for n in range(FEW)]
    assert steering(Kinds(), drawn(*hard)).wary == {"phone"}
    assert steering(Kinds(), drawn(*hard, aside={("phone", "dread")})).wary == frozenset()


def test_a_kind_that_is_enjoyed_is_welcome_unless_people_there_let_one_down():
    good = [met(n, joy=8) for n in range(FEW)]
    bad = [met(n, joy=8, feared="yes") for n in range(FEW)]
    assert steering(Kinds(), drawn(*good)).welcome == {"phone"}
    assert steering(Kinds(), drawn(*bad)).welcome == frozenset()
    nowhere = Kinds(wanted=frozenset(CONTACTS), trusted=frozenset({"familiar"}))
    assert steering(nowhere, drawn()).welcome == {"familiar"}


def test_with_nothing_said_and_nothing_met_nothing_is_steered():
    assert steering(Kinds(), drawn()) == Steering()
