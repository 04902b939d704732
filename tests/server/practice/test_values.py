"""What matters: sorted and kept, weighed in the member's words, tied to steps if they tie it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.content.values import value_cards
from overture.server.audit.models import Event
from overture.server.practice import values
from overture.server.practice.models import SortedValue, StepValue, ValueSides, ValueSort

pytestmark = pytest.mark.django_db

LOTS = dict.fromkeys(list(value_cards())[:7], "lot")
LATER = NOW + timedelta(days=3)


def sorted_by(owner, heaps, own="", *, key=None, now=NOW):
    return values.sort(member=owner, heaps=heaps, own=own, key=key or uuid4(), now=now)


def test_b8_up_to_five_stand_at_the_top_and_all_heaps_are_kept(ada):
    made = sorted_by(ada, {"neighbour": "lot", "faith": "not_now", "play": "some"}, "my  hens")
    assert [card.words for card in values.top_of(ada)] == ["being a good neighbour", "my hens"]
    assert made.cards.count() == 4
    assert made.narrowed_at == NOW


def test_where_more_matter_a_lot_the_member_chooses_up_to_five(ada):
    made = sorted_by(ada, LOTS)
    assert values.top_of(ada) == []
    much = [card.pk for card in made.cards.all()]
    for chosen in ([], much[:6]):
        with pytest.raises(ValueError, match="one to 5"):
            values.narrow(made=made, chosen=chosen, now=NOW)
    values.narrow(made=made, chosen=much[2:4], now=NOW)
    values.narrow(made=made, chosen=much[:5], now=NOW)
    assert [card.pk for card in values.top_of(ada)] == much[2:4]


def test_only_what_matters_a_lot_in_that_very_sort_comes_to_the_top(ada):
    made = sorted_by(ada, {**LOTS, "play": "some"})
    other = factories.value(ada)
    for wrong in (made.cards.get(card_id="play").pk, other.pk, uuid4()):
        with pytest.raises(ValueError, match="one to 5"):
            values.narrow(made=made, chosen=[wrong], now=NOW)


@pytest.mark.parametrize("heaps", [{}, {"neighbour": "much"}, {"yachts": "lot"}])
def test_what_is_no_sorting_is_refused_and_leaves_nothing(ada, heaps):
    with pytest.raises(ValueError, match=r"nothing was|there is no"):
        sorted_by(ada, heaps)
    assert not ValueSort.objects.exists()


def test_the_same_form_sorts_once_and_a_later_sort_keeps_the_older(ada):
    key = uuid4()
    for _ in range(2):
        sorted_by(ada, {"play": "lot"}, key=key)
    sorted_by(ada, {"home": "lot"}, now=LATER)
    assert [card.card_id for card in values.top_of(ada)] == ["home"]
    assert len(values.sorts_of(ada)) == 2
    assert SortedValue.objects.filter(card_id="play").count() == 1
    assert Event.objects.filter(action="values.sorted").count() == 2


def test_both_sides_are_written_once_and_may_be_looked_at_anew(ada):
    card = factories.value(ada)
    first = factories.rated(card)
    for words in ("quiet evenings", "changed"):
        values.weigh(rated=first, sides=values.Sides(good_as_it_is=f" {words} "), now=NOW)
    assert ValueSides.objects.get().good_as_it_is == "quiet evenings"
    again = factories.rated(card, now=LATER)
    assert values.ratings_of(ada, card) == [again, first]


def test_b8_a_step_says_what_it_is_for_only_if_the_member_tied_it(ada):
    step = factories.step(ada)
    own = factories.own_step(ada)
    assert values.said_of(ada, step.library_id) == ""
    card = factories.value(ada)
    values.tie(step=step, card=card, now=NOW)
    values.tie(step=own, card=factories.value(ada, "My brother’s laugh"), now=NOW)
    sentence = "You said that being a good neighbour matters to you."
    assert values.said_of(ada, step.library_id) == sentence
    assert values.sentences([step]) == {step.pk: sentence}
    assert values.values_of_steps([step, own])[own.pk] == "My brother’s laugh"
    assert values.said_of(ada, f"own:{own.pk}") == (
        "You said that this matters to you: “My brother’s laugh”."
    )
    values.untie(step=step)
    assert values.said_of(ada, step.library_id) == ""


def test_a_tie_outlives_a_new_sort_and_the_last_word_holds(ada):
    step = factories.own_step(ada)
    values.tie(step=step, card=factories.value(ada), now=NOW)
    same = factories.value(ada, now=LATER)
    assert values.tied_to(ada, same) == [step]
    assert values.to_tie(ada) == []
    values.tie(step=step, card=factories.value(ada, card_id="home"), now=LATER)
    assert StepValue.objects.count() == 1
    assert values.tied_to(ada, same) == []


def test_somebody_elses_values_do_not_exist(ada, di):
    card = factories.value(ada)
    step = factories.step(ada)
    values.tie(step=step, card=card, now=NOW)
    rated = factories.rated(card)
    assert values.card_of(di, card.pk) is None
    assert values.sort_of(di, card.sort_id) is None
    assert values.rated_of(di, rated.pk) is None
    assert values.top_of(di) == []
    assert values.all_ratings(di) == []
    assert values.ratings_of(di, card) == []
    assert values.said_of(di, step.library_id) == ""
    assert values.tied_to(di, card) == []
