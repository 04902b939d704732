"""A sitting of six, each kept once, chosen by what went before, read after the screen alone."""

from datetime import timedelta
from statistics import fmean
from uuid import uuid4

import pytest
from tests.support.drills import LISTENING
from tests.support.factories import NOW

from overture.content.drills import drills as authored
from overture.exercises.drilling import as_asked
from overture.exercises.skill_words import TOO_FEW
from overture.server.practice import drills
from overture.server.practice.models import DrillAnswer, DrillSitting

pytestmark = pytest.mark.django_db

FACES = authored()["faces"]


@pytest.fixture
def listens(monkeypatch):
    """A drill in which one listens, whatever is shipped."""
    monkeypatch.setattr(drills, "drills", lambda: {**authored(), LISTENING.id: LISTENING})


def sat(owner, drill_id="faces", **given) -> DrillSitting:
    return drills.begin(member=owner, drill_id=drill_id, **{"key": uuid4(), "now": NOW, **given})


def place_of(item, fits):
    answers = item.questions[0].answers
    return next(n for n, answer in enumerate(answers) if answer.fits == fits)


def whole(owner, fits, *, after=0) -> list:
    """A whole sitting, everything answered alike; the items that were asked."""
    sitting, asked = sat(owner), []
    for n in range(6):
        item = drills.place(sitting).item
        now = NOW + timedelta(minutes=10 * after + n)
        drills.pick(sitting=sitting, item_id=item.id, picked=[place_of(item, fits)], now=now)
        asked.append(item)
    return asked


def test_a_double_tap_begins_one_sitting(ada):
    key = uuid4()
    assert sat(ada, key=key) == sat(ada, key=key)


def test_a_drill_that_there_is_not_is_refused(ada):
    with pytest.raises(KeyError):
        sat(ada, "juggling")


def test_the_item_stays_the_same_until_it_is_answered(ada):
    sitting = sat(ada)
    items = {drills.place(sitting).item.id for _ in range(5)}
    assert len(items) == 1
    drills.pick(sitting=sitting, item_id=items.pop(), picked=[0], now=NOW)
    assert drills.place(sitting).answered == 1


def test_an_item_is_answered_once(ada):
    sitting = sat(ada)
    item = drills.place(sitting).item
    for fits in ("best", "not"):
        drills.pick(sitting=sitting, item_id=item.id, picked=[place_of(item, fits)], now=NOW)
    kept = DrillAnswer.objects.get()
    assert (kept.credit, kept.picked) == (1.0, [item.questions[0].best.text])


def test_a_sitting_is_over_after_six(ada):
    whole(ada, "best")
    sitting = DrillSitting.objects.get()
    assert drills.place(sitting) == drills.Place(6, None)
    left = next(item for item in FACES.items if not drills.answer_of(sitting, item.id))
    with pytest.raises(ValueError, match="over"):
        drills.pick(sitting=sitting, item_id=left.id, picked=[0], now=NOW)


def test_b2_what_goes_well_brings_harder_items_and_what_does_not_plainer_ones(ada, di):
    for n in range(4):
        well, badly = whole(ada, "best", after=n), whole(di, "not", after=n)
    assert fmean(item.hard for item in well) > 1.5 + fmean(item.hard for item in badly)


def test_no_item_of_the_last_two_sittings_comes_again(ada):
    asked = [item.id for n in range(5) for item in whole(ada, "best", after=n)]
    assert not any(item in asked[max(0, n - 12) : n] for n, item in enumerate(asked))


def test_i_cannot_tell_counts_as_much_as_guessing_would(ada):
    sitting = sat(ada)
    item = drills.place(sitting).item
    kept = drills.pick(sitting=sitting, item_id=item.id, picked=[], now=NOW)
    assert (kept.credit, kept.picked) == (as_asked(item).floor, [])


@pytest.mark.parametrize(
    ("item_id", "picked"), [("no-such-item", [0]), (None, [9]), (None, [0, 0])]
)
def test_what_is_no_answer_is_refused(ada, item_id, picked):
    sitting = sat(ada)
    item_id = item_id or drills.place(sitting).item.id
    with pytest.raises(ValueError, match=r"no item|no answer|every question"):
        drills.pick(sitting=sitting, item_id=item_id, picked=picked, now=NOW)
    assert not DrillAnswer.objects.exists()


def test_where_one_stands_is_said_after_a_whole_sitting(ada):
    assert drills.in_words(ada)["faces"] == TOO_FEW
    whole(ada, "best")
    assert "of the plain ones" in drills.in_words(ada)["faces"]


def test_where_one_stands_is_told_from_ones_own_answers(ada, di):
    whole(ada, "best")
    assert drills.in_words(di)["faces"] == TOO_FEW
    assert drills.sitting_of(di, DrillSitting.objects.get().pk) is None


def test_answers_are_shown_in_another_order_for_another_item_and_the_same_for_the_same(ada):
    sitting = sat(ada)
    orders = {tuple(drills.in_order(sitting, item)[0]) for item in FACES.items}
    assert len(orders) > 6
    assert drills.in_order(sitting, FACES.items[0]) == drills.in_order(sitting, FACES.items[0])


def test_a_reflection_is_read_only_if_the_screen_let_it_pass(ada, listens):
    sitting = sat(ada, LISTENING.id)
    for n, (may_read, credit) in enumerate([(True, 1.0), (False, None)]):
        kept = drills.say(
            sitting=sitting,
            item_id=LISTENING.items[n].id,
            said="Your sister is far off, and you miss her.",
            may_read=may_read,
            now=NOW,
        )
        assert kept.credit == credit
    assert drills.place(sitting).answered == 2


def test_to_see_how_it_is_said_counts_for_nothing(ada, listens):
    sitting = sat(ada, LISTENING.id)
    kept = drills.pick(sitting=sitting, item_id=LISTENING.items[0].id, picked=[], now=NOW)
    assert kept.credit is None


def test_nothing_is_said_to_a_face(ada):
    sitting = sat(ada)
    with pytest.raises(ValueError, match="nothing is listened to"):
        drills.say(sitting=sitting, item_id=FACES.items[0].id, said="Hello", may_read=True, now=NOW)


def test_a_sitting_at_a_drill_that_is_gone_is_gone(ada):
    sitting = sat(ada)
    DrillSitting.objects.update(drill="taken-out")
    assert drills.sitting_of(ada, sitting.pk) is None
