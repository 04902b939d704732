"""What matters: the sort, the few at the top, and one of them with the steps that are for it."""

from typing import Final
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from overture.content.values import value_cards, value_groups
from overture.server.practice import selectors
from overture.server.practice import values as kept
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.forms import Words, problems, typed
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import capital, long_date

HEAPS: Final = (("lot", "A lot"), ("some", "Some"), ("not_now", "Not now"))
NOTHING: Final = "Put one card on a heap, or write one of your own. Or leave it for another day."
TOO_MANY: Final = "Tick one to five of them. The others stay where they are."
SAID: Final = {
    "sorted": "Kept. You may sort again whenever you like.",
    "weighed": "Kept, both sides of it.",
    "tied": "Tied. The step says what it is for.",
    "untied": "Untied. The step stays on your list.",
}


class SortForm(forms.Form):
    """A card of one's own; the heaps are taps."""

    own_value = Words(120)


def own_value(request: MemberRequest, value_id: UUID) -> kept.SortedValue:
    """A card that the member sorted. Raises Http404 for anybody else's: it does not exist."""
    found = kept.card_of(request.member, value_id)
    if found is None:
        raise Http404
    return found


@members_only
@require_GET
def values(request: MemberRequest) -> HttpResponse:
    """What stands at the top now, and the sorts that were made before."""
    page = {
        "top": [(card, capital(card.words)) for card in kept.top_of(request.member)],
        "sorts": [_told(one) for one in kept.sorts_of(request.member)],
        "said": SAID.get(request.GET.get("said", ""), ""),
    }
    return render(request, "member/values.html", page)


def _told(one: kept.ValueSort) -> dict[str, object]:
    """A sort by its day and its heaps, for looking back."""
    cards = list(one.cards.all())
    heaps = [(words, [c.words for c in cards if c.heap == heap]) for heap, words in HEAPS]
    return {
        "sort": one,
        "day": long_date(timezone.localdate(one.at)),
        "heaps": [(words, said) for words, said in heaps if said],
    }


@members_only
@require_http_methods(["GET", "POST"])
def sort(request: MemberRequest) -> HttpResponse:
    """Three heaps and a card of one's own. Cards may be left out."""
    form = SortForm(request.POST) if request.method == "POST" else SortForm()
    if not form.is_valid():
        return _sort_page(request, form)
    own, now = form.cleaned_data["own_value"], local_now(request)
    heaps = {card_id: heap for card_id, heap in _tapped(request).items() if heap}
    try:
        made = kept.sort(member=request.member, heaps=heaps, own=own, key=key_of(request), now=now)
    except ValueError:
        return _sort_page(request, form, wrong=NOTHING)
    to = f"{reverse('values')}?said=sorted"
    if made.narrowed_at is None:
        to = reverse("value_narrow", args=[made.pk])
    return onward(request, typed=(own,), to=to, now=now)


def _tapped(request: MemberRequest) -> dict[str, str]:
    return {card_id: request.POST.get(f"card-{card_id}", "") for card_id in value_cards()}


def _sort_page(request: MemberRequest, form: SortForm, *, wrong: str = "") -> HttpResponse:
    tapped = _tapped(request)
    groups = [
        (heading, [(card, capital(card.words), tapped[card.id]) for card in cards])
        for heading, cards in value_groups().items()
    ]
    page = {
        # A few at a time: the first lie open, and those of which one was sorted already.
        "groups": [
            (heading, cards, not number or any(heap for *_, heap in cards))
            for number, (heading, cards) in enumerate(groups)
        ],
        "heaps": HEAPS,
        "own_value": typed(form, "own_value"),
        "key": request.POST.get("key") or fresh_key(),
        "problems": problems(form) if form.is_bound else {},
        "wrong": wrong,
    }
    return render(request, "member/value_sort.html", page, status=422 if form.is_bound else 200)


@members_only
@require_http_methods(["GET", "POST"])
def narrow(request: MemberRequest, sort_id: UUID) -> HttpResponse:
    """At most five of what matters a lot."""
    made = kept.sort_of(request.member, sort_id)
    if made is None:
        raise Http404
    if made.narrowed_at is not None:
        return redirect("values")
    wrong = ""
    if request.method == "POST":
        chosen = request.POST.getlist("top")
        try:
            ids = [UUID(one) for one in chosen]
            kept.narrow(made=made, chosen=ids, now=local_now(request))
        except ValueError:
            wrong = TOO_MANY
        else:
            return redirect(f"{reverse('values')}?said=sorted")
    much = [card for card in made.cards.all() if card.heap == kept.SortedValue.Heap.LOT]
    page = {"cards": [(str(card.pk), capital(card.words)) for card in much], "wrong": wrong}
    page["chosen"] = request.POST.getlist("top")
    return render(request, "member/value_narrow.html", page, status=422 if wrong else 200)


@members_only
@require_http_methods(["GET", "POST"])
def value(request: MemberRequest, value_id: UUID) -> HttpResponse:
    """One value: what was said of both sides, and the steps that are for it."""
    card = own_value(request, value_id)
    if request.method == "POST":
        return _tied(request, card)
    ratings = kept.ratings_of(request.member, card)
    library = kept.library_card(card)
    page = {
        "card": card,
        "title": capital(card.words),
        "about": library.about if library else "",
        "rated": ratings[0] if ratings else None,
        "earlier": [(long_date(timezone.localdate(one.at)), one) for one in ratings[1:]],
        "steps": kept.tied_to(request.member, card),
        "to_tie": kept.to_tie(request.member),
        "said": SAID.get(request.GET.get("said", ""), ""),
    }
    return render(request, "member/value.html", page)


def _tied(request: MemberRequest, card: kept.SortedValue) -> HttpResponse:
    """Tie a step of the member's own to a value, or untie it."""
    unties = "untie" in request.POST
    given = request.POST.get("untie") or request.POST.get("step", "")
    try:
        step = selectors.step_of(request.member, UUID(given))
    except ValueError:
        step = None
    here = reverse("value", args=[card.pk])
    if step is None:
        return redirect(here)
    if unties:
        kept.untie(step=step)
    else:
        kept.tie(step=step, card=card, now=local_now(request))
    return redirect(f"{here}?said={'untied' if unties else 'tied'}")
