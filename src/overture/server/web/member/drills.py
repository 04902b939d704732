"""Skill drills: six items one at a time, each explained at once; stopping is always there."""

from typing import Final
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from overture.content.drills import drills as authored
from overture.content.schema.drill import Drill, DrillItem
from overture.exercises.faces import between, face, features
from overture.exercises.staircase import SIX
from overture.server.practice import drills as kept
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.drill_words import Reading, explained, heard
from overture.server.web.member.forms import Words, problem
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only

LONGEST: Final = 600
UNPICKED: Final = "Tap the one that fits best as you see it. Or say that you can’t tell."
UNSAID: Final = "Write what you would say first. Or leave it, and see two ways to say it."
NO_LONGER: Final = "That one isn’t here any more. Here is another."


class ReflectionForm(forms.Form):
    """What the member would say back."""

    words = Words(LONGEST, needed=UNSAID)


@members_only
@require_GET
def every(request: MemberRequest) -> HttpResponse:
    """All drills, with what each is good for and where one stands, in words."""
    stands = kept.in_words(request.member)
    rows = [(drill, stands[drill.id]) for drill in authored().values()]
    page = {"rows": rows, "stopped": "stopped" in request.GET}
    return render(request, "member/drills.html", page)


@members_only
@require_http_methods(["GET", "POST"])
def drill(request: MemberRequest, drill_id: str) -> HttpResponse:
    """One drill before it begins; and beginning it."""
    found = authored().get(drill_id)
    if found is None:
        raise Http404
    if request.method == "GET":
        stands = kept.in_words(request.member)[found.id]
        page = {"drill": found, "stands": stands, "key": fresh_key()}
        return render(request, "member/drill.html", page)
    begun = kept.begin(
        member=request.member, drill_id=found.id, key=key_of(request), now=local_now(request)
    )
    return redirect("drill_sitting", sitting_id=begun.pk)


@members_only
@require_http_methods(["GET", "POST"])
def sitting(request: MemberRequest, sitting_id: UUID) -> HttpResponse:
    """The next item of a sitting; the last one explained (`?after=`); or the end."""
    own = kept.sitting_of(request.member, sitting_id)
    if own is None:
        raise Http404
    if request.method == "POST":
        return _sent(request, own)
    answer = kept.answer_of(own, request.GET.get("after", ""))
    item = authored()[own.drill].item(answer.item) if answer else None
    if answer and item:
        return _after(request, own, item, answer)
    return _next(request, own)


def _sent(request: MemberRequest, own: kept.DrillSitting) -> HttpResponse:
    item = authored()[own.drill].item(request.POST.get("item", ""))
    if item is None:
        return _next(request, own, trouble=NO_LONGER, status=422)
    if item.heard and "pass" not in request.POST:
        return _said(request, own, item)
    picked = [] if "pass" in request.POST else _picked(request, item)
    if picked is None:
        return _item_page(request, own, item, trouble=UNPICKED, status=422)
    try:
        kept.pick(sitting=own, item_id=item.id, picked=picked, now=local_now(request))
    except ValueError:
        return redirect("drill_sitting", sitting_id=own.pk)
    return redirect(_after_of(own, item))


def _said(request: MemberRequest, own: kept.DrillSitting, item: DrillItem) -> HttpResponse:
    """Words go past the screen first; only what it lets pass is read."""
    form = ReflectionForm(request.POST)
    if not form.is_valid():
        said = problem(form, "words")
        return _item_page(request, own, item, trouble=said, status=422)
    now, words = local_now(request), form.cleaned_data["words"]
    answer = onward(request, typed=(words,), to=_after_of(own, item), now=now)
    may_read = answer.status_code == 302
    try:
        kept.say(sitting=own, item_id=item.id, said=words, may_read=may_read, now=now)
    except ValueError:
        return redirect("drill_sitting", sitting_id=own.pk) if may_read else answer
    return answer


def _picked(request: MemberRequest, item: DrillItem) -> list[int] | None:
    """The tapped answers, one a question; None if one is missing or is none of them."""
    given = [request.POST.get(f"q{n}", "") for n in range(len(item.questions))]
    known = [
        text in {str(n) for n in range(len(question.answers))}
        for text, question in zip(given, item.questions, strict=True)
    ]
    return [int(text) for text in given] if all(known) else None


def _after_of(own: kept.DrillSitting, item: DrillItem) -> str:
    return f"{reverse('drill_sitting', args=[own.pk])}?after={item.id}"


def _next(
    request: MemberRequest, own: kept.DrillSitting, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    item = kept.place(own).item
    if item is None:
        return _end(request, own)
    return _item_page(request, own, item, trouble=trouble, status=status)


def _item_page(
    request: MemberRequest,
    own: kept.DrillSitting,
    item: DrillItem,
    *,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    orders = kept.in_order(own, item)
    given = request.POST if request.POST.get("item") == item.id else {}
    questions = [
        {
            "name": f"q{n}",
            "asks": question.asks,
            "answers": [(str(place), question.answers[place].text) for place in order],
            "chosen": given.get(f"q{n}", ""),
        }
        for n, (question, order) in enumerate(zip(item.questions, orders, strict=True))
    ]
    page = {
        **_shared(own, item, kept.place(own).answered + 1),
        "questions": questions,
        "words": given.get("words", ""),
        "trouble": trouble,
    }
    return render(request, "member/drill_item.html", page, status=status)


def _after(
    request: MemberRequest, own: kept.DrillSitting, item: DrillItem, answer: kept.DrillAnswer
) -> HttpResponse:
    """The answer, explained from what stands in the item."""
    at = kept.place(own)
    reading: Reading | None = heard(item, answer) if item.heard else None
    page = {
        **_shared(own, item, at.answered),
        "answer": answer,
        "explained": explained(item, answer.picked),
        "reading": reading,
        "is_last": at.item is None,
    }
    return render(request, "member/drill_after.html", page)


def _end(request: MemberRequest, own: kept.DrillSitting) -> HttpResponse:
    found = authored()[own.drill]
    stands = kept.in_words(request.member)[found.id]
    page = {"drill": found, "stands": stands, "key": fresh_key()}
    return render(request, "member/drill_end.html", page)


def _shared(own: kept.DrillSitting, item: DrillItem, number: int) -> dict[str, object]:
    found = authored()[own.drill]
    return {
        "drill": found,
        "sitting": own,
        "item": item,
        "number": number,
        "six": SIX,
        "face": _drawn(found, item),
    }


def _drawn(drill: Drill, item: DrillItem) -> str:
    """The face of an item, with its features in words for whoever cannot see it."""
    if item.face is None:
        return ""
    shown = item.face
    reading = between(shown.reading, shown.towards, shown.mix, shown.strength)
    label = f"A face: {features(reading)}"
    return face(reading, hair=shown.hair, label=label, ident=f"{drill.id}-{item.id}")
