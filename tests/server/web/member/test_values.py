"""What matters: three heaps without scripts, both sides in own words, a step that says its why."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.support import factories

from overture.content.values import value_cards
from overture.server.practice import planning, values
from overture.server.practice.models import SortedValue, Step, StepValue, ValueSides, ValueSort
from overture.server.web.member.value_sides import why_not_lower

pytestmark = pytest.mark.django_db

SIX = {f"card-{card_id}": "lot" for card_id in list(value_cards())[:6]}
SIDES = {
    "why_important": "My mother had the kettle on for everybody",
    "good_as_it_is": "Nobody sees the mess",
    "it_costs": "The stairs go quiet",
    "might_be_good": "A name to say",
    "i_fear": "They would never leave",
}


def page(client, name, *args, **given) -> str:
    return client.get(reverse(name, args=args), given).content.decode()


def test_b8_the_cards_lie_open_and_nothing_is_chosen_beforehand(ada_client):
    shown = page(ada_client, "value_sort")
    assert shown.count("<fieldset") == len(value_cards())
    assert "checked" not in shown
    assert len(re.findall(r"<details[^>]*>", shown)) == 5
    assert len(re.findall(r"<details[^>]* open>", shown)) == 1  # so few lie open at first
    assert "Nothing is sorted yet, and nothing is missing." in page(ada_client, "values")


def test_up_to_five_go_straight_to_the_top(ada_client):
    sent = {"card-neighbour": "lot", "card-faith": "not_now", "own_value": "My hens"}
    answer = ada_client.post(reverse("value_sort"), sent)
    assert answer.headers["Location"] == f"{reverse('values')}?said=sorted"
    shown = page(ada_client, "values")
    top = shown.split('id="top"')[1].split("</section>")[0]
    assert "Being a good neighbour" in top
    assert "My hens" in top
    assert "living by a faith" in shown
    assert "living by a faith" not in top


def test_of_more_than_five_the_member_chooses_and_may_leave_it(ada, ada_client):
    answer = ada_client.post(reverse("value_sort"), SIX)
    made = ValueSort.objects.get()
    narrow = reverse("value_narrow", args=[made.pk])
    assert answer.headers["Location"] == narrow
    assert narrow in page(ada_client, "values")
    cards = [str(card.pk) for card in made.cards.all()]
    for wrong in ({}, {"top": cards}, {"top": "nonsense"}):
        refused = ada_client.post(narrow, wrong)
        assert refused.status_code == 422
        assert "Tick one to five" in refused.content.decode()
    ada_client.post(narrow, {"top": cards[:2]})
    assert [str(card.pk) for card in values.top_of(ada)] == cards[:2]
    assert ada_client.get(narrow).headers["Location"] == reverse("values")


@pytest.mark.parametrize(
    ("given", "said"),
    [({}, "Put one card on a heap"), ({"card-play": "lots"}, "Put one card on a heap"),
     ({"own_value": "x" * 121, "card-home": "some"}, "characters longer than fits")],
)  # fmt: skip
def test_what_is_no_sorting_comes_back_as_it_was(ada_client, given, said):
    answer = ada_client.post(reverse("value_sort"), given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    if "card-home" in given:
        assert 'name="card-home" value="some" checked' in answer.content.decode()
    assert not ValueSort.objects.exists()


def test_b8_why_not_lower_is_asked_back_and_both_sides_stand_side_by_side(ada, ada_client):
    card = factories.value(ada)
    rate = reverse("value_rate", args=[card.pk])
    assert "checked" not in page(ada_client, "value_rate", card.pk)
    to = ada_client.post(rate, {"importance": "6", "confidence": ""}).headers["Location"]
    asked = ada_client.get(to).content.decode()
    assert "What makes it 6, and not lower?" in asked
    assert "how confident" not in asked
    back = ada_client.post(to, SIDES).headers["Location"]
    assert back == f"{reverse('value', args=[card.pk])}?said=weighed"
    shown = page(ada_client, "value", card.pk)
    assert all(words in shown for words in SIDES.values())
    assert shown.index("As it is") < shown.index("With more of it")
    assert ada_client.get(to).headers["Location"] == reverse("value", args=[card.pk])


@pytest.mark.parametrize(
    ("said", "asks"),
    [(None, ""), (0, "be different for it to be a 1?"), (10, "What makes it 10, and not lower?")],
)  # fmt: skip
def test_what_is_asked_back_follows_from_the_tap(said, asks):
    assert asks in why_not_lower(said, "important")
    assert bool(asks) == bool(why_not_lower(said, "important"))


def test_no_page_gives_a_verdict(ada, ada_client):
    card = factories.value(ada)
    rated = factories.rated(card)
    values.weigh(rated=rated, sides=values.Sides(**SIDES), now=factories.NOW)
    texts = [page(ada_client, "values"), page(ada_client, "value", card.pk)]
    told = re.sub(r"<[^>]*>", " ", " ".join(texts))
    assert not re.search(r"\b(?:you should|you must|outweighs?|worth it|well done|goal)\b", told)


def test_sides_that_are_too_long_come_back(ada, ada_client):
    rated = factories.rated(factories.value(ada))
    to = reverse("value_sides", args=[rated.pk])
    answer = ada_client.post(to, {**SIDES, "i_fear": "x" * 4001})
    assert answer.status_code == 422
    assert "The stairs go quiet" in answer.content.decode()
    assert not ValueSides.objects.exists()


def test_what_was_said_before_is_kept_behind_the_newest(ada, ada_client):
    card = factories.value(ada)
    values.weigh(
        rated=factories.rated(card), sides=values.Sides(i_fear="The first"), now=factories.NOW
    )
    factories.rated(card, now=factories.NOW.replace(day=9))
    shown = page(ada_client, "value", card.pk)
    assert "Both sides are still open" in shown
    assert shown.index("What you said before") < shown.index("The first")


def test_b8_a_step_tied_to_a_value_says_so_on_steps_and_today(ada, ada_client, monkeypatch):
    card = factories.value(ada)
    step = factories.own_step(ada, "Nod to Mrs Rahman")
    here = reverse("value", args=[card.pk])
    answer = ada_client.post(here, {"step": str(step.pk)})
    assert answer.headers["Location"] == f"{here}?said=tied"
    assert "For: being a good neighbour" in page(ada_client, "steps")
    offer = planning.Suggestion(1, f"own:{step.pk}", step.title, "Small.", "real", "", 5)
    monkeypatch.setattr(planning, "suggest", lambda **_: offer)
    sentence = "You said that being a good neighbour matters to you."
    assert sentence in page(ada_client, "today")
    ada_client.post(here, {"untie": str(step.pk)})
    assert sentence not in page(ada_client, "today")
    assert "For: being" not in page(ada_client, "steps")


def test_a_step_planned_for_today_says_what_it_is_for(ada, ada_client, monkeypatch):
    from django.utils import timezone

    step = factories.own_step(ada, "Nod to Mrs Rahman")
    Step.objects.filter(pk=step.pk).update(planned_for=timezone.localdate())
    values.tie(step=step, card=factories.value(ada, "My brother’s laugh"), now=factories.NOW)
    monkeypatch.setattr(planning, "suggest", lambda **_: None)
    assert "this matters to you: “My brother’s laugh”" in page(ada_client, "today")


def test_a_new_step_for_a_value_is_prefilled_and_tied(ada, ada_client):
    card = factories.value(ada)
    link = f"{reverse('step_add')}?value={card.pk}"
    assert link in page(ada_client, "value", card.pk)
    shown = ada_client.get(link).content.decode()
    assert value_cards()["neighbour"].step in shown
    assert "For: being a good neighbour" in shown
    ada_client.post(link, {"title": "Say good morning to number four"})
    assert StepValue.objects.get().step.title == "Say good morning to number four"


def test_an_own_card_is_shown_as_it_was_written_and_prefills_nothing(ada, ada_client):
    card = factories.value(ada, "My brother’s laugh")
    shown = ada_client.get(f"{reverse('step_add')}?value={card.pk}").content.decode()
    assert "</textarea>" in shown
    assert re.search(r'id="title"[^>]*></textarea>', shown)


@pytest.mark.parametrize("given", [{}, {"step": "x"}, {"untie": "x"}])
def test_what_is_no_step_changes_nothing(ada, ada_client, given):
    card = factories.value(ada)
    ada_client.post(reverse("value", args=[card.pk]), given)
    assert not StepValue.objects.exists()


def test_the_copy_to_read_holds_sorts_and_both_sides(ada, ada_client):
    card = factories.value(ada, "My brother’s laugh")
    sides = values.Sides(**SIDES)
    values.weigh(rated=factories.rated(card), sides=sides, now=factories.NOW)
    copy = page(ada_client, "export_html")
    assert "My brother’s laugh" in copy
    assert all(words in copy for words in SIDES.values())


def test_the_record_leads_here(ada_client):
    assert reverse("values") in page(ada_client, "record")


def test_a_stranger_finds_no_value_ties_nothing_and_gets_no_prefilled_words(ada, di, di_client):
    card = factories.value(ada, "My brother’s laugh")
    theirs = factories.own_step(di)
    rated = factories.rated(card)
    for name, key in (("value", card.pk), ("value_rate", card.pk), ("value_narrow", card.sort_id),
                      ("value_sides", rated.pk)):  # fmt: skip
        for answer in (
            di_client.get(reverse(name, args=[key])),
            di_client.post(reverse(name, args=[key]), {"step": str(theirs.pk), **SIDES}),
        ):
            assert answer.status_code == 404
            assert "laugh" not in answer.content.decode()
    link = f"{reverse('step_add')}?value={card.pk}"
    assert "laugh" not in di_client.get(link).content.decode()
    di_client.post(link, {"title": "Mine"})
    assert not StepValue.objects.exists()
    assert "laugh" not in page(di_client, "values")
    assert SortedValue.objects.count() == 1


def test_somebody_elses_step_cannot_be_tied(ada, di, ada_client):
    card = factories.value(ada)
    theirs = factories.own_step(di)
    ada_client.post(reverse("value", args=[card.pk]), {"step": str(theirs.pk)})
    assert not StepValue.objects.exists()


@pytest.mark.parametrize("name", ["values", "value_sort"])
def test_without_a_space_the_page_leads_to_the_start(db, name):
    assert Client().get(reverse(name)).headers["Location"] == reverse("welcome")
