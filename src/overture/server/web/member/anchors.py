"""Regular things: declare one, say how it was, let it rest or end it; and a calendar of all."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from overture.server.practice import anchors as kept
from overture.server.web.clock import local_now, today_of
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.forms import AnchorForm, problems, typed
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import capital, day_words

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
RHYTHMS: Final = (("week", "Each week"), ("fortnight", "Every other"), ("month", "Each month"))
ANSWERS: Final = (("yes", "I was there"), ("no", "Not this time"), ("off", "It was called off"))
SAID: Final = {
    "declared": "Kept. It can rest or end whenever you like.",
    "said": "Kept.",
    "rests": "Resting. Nothing is asked about it until you take it up again.",
    "up": "Taken up again.",
    "closed": "Ended. Nothing more is asked about it.",
    "stopped": "The calendar can read nothing here any more.",
}


@members_only
@require_http_methods(["GET", "POST"])
def anchors(request: MemberRequest) -> HttpResponse:
    """The member's regular things, and a form for one more."""
    if request.method == "GET":
        return _page(request, AnchorForm())
    form = AnchorForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    given, now = form.cleaned_data, local_now(request)
    try:
        kept.declare(
            member=request.member,
            title=given["title"],
            first=_next(int(given["weekday"]), now.date()),
            every=given["every"] or "week",
            at=given["at"],
            key=key_of(request),
            now=now,
        )
    except ValueError:
        full = "There are twelve already. End one that is over, and there is room again."
        return _page(request, form, full=full, status=422)
    to = f"{reverse('anchors')}?said=declared"
    return onward(request, typed=(given["title"],), to=to, now=now)


@members_only
@require_POST
def anchor(request: MemberRequest, anchor_id: UUID) -> HttpResponse:
    """How it was on one day; or let it rest, take it up, end it."""
    own = kept.of_member(request.member, anchor_id)
    if own is None:
        raise Http404
    now, wanted = local_now(request), request.POST.get("do", "")
    if wanted in {"rests", "up"}:
        kept.rest(anchor=own, rests=wanted == "rests", now=now)
    elif wanted == "closed":
        kept.close(anchor=own, now=now)
    elif not _said_how_it_was(request, own):
        return redirect("anchors")
    said = wanted if wanted in SAID else "said"
    return redirect(f"{reverse('anchors')}?said={said}")


@members_only
@require_POST
def calendar_address(request: MemberRequest) -> HttpResponse:
    """Make a private address for a calendar and show it this once, or stop it."""
    now = local_now(request)
    if "stop" in request.POST:
        kept.stop_calendar(member=request.member, now=now)
        return redirect(f"{reverse('anchors')}?said=stopped")
    token = kept.make_calendar(member=request.member, now=now)
    path = reverse("calendar", args=[token])
    address = settings.OVERTURE_ADDRESS or request.build_absolute_uri("/")
    return _page(request, AnchorForm(), address=f"{address.rstrip('/')}{path}")


def _said_how_it_was(request: MemberRequest, own: kept.Anchor) -> bool:
    try:
        due = date.fromisoformat(request.POST.get("due", ""))
        said = request.POST.get("kept", "")
        kept.say_kept(anchor=own, due=due, kept=said, now=local_now(request))
    except ValueError:
        return False
    return True


def _next(weekday: int, today: date) -> date:
    """The next such weekday, today if it is one."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _page(
    request: MemberRequest,
    form: AnchorForm,
    *,
    full: str = "",
    address: str = "",
    status: int = 200,
) -> HttpResponse:
    today = today_of(request)
    day, every = typed(form, "weekday"), typed(form, "every") or "week"
    page = {
        "rows": [_row(one, today) for one in kept.standing(request.member, local_now(request))],
        "answers": ANSWERS,
        "days": [(str(n), name, str(n) == day) for n, name in enumerate(WEEKDAYS)],
        "rhythms": [(value, name, value == every) for value, name in RHYTHMS],
        "title": typed(form, "title"),
        "at": typed(form, "at"),
        "key": request.POST.get("key") or fresh_key(),
        "problems": problems(form),
        "full": full,
        "said": SAID.get(request.GET.get("said", ""), ""),
        "calendar": kept.has_calendar(request.member),
        "address": address,
    }
    return render(request, "member/anchors.html", page, status=status)


def _row(one: kept.Standing, today: date) -> dict[str, object]:
    return {
        "anchor": one.anchor,
        "line": _line(one, today),
        "asked": one.asked,
        "asked_words": capital(day_words(one.asked, today)) if one.asked else "",
    }


def _line(one: kept.Standing, today: date) -> str:
    """When it is next, and how often."""
    if one.anchor.rests:
        return "Resting until you take it up again."
    day = capital(day_words(one.next, today)) if one.next else ""
    at = f"{one.anchor.at:%H:%M}" if one.anchor.at else ""
    when = " ".join(part for part in (day, at) if part)
    return ", ".join(part for part in (when, one.anchor.get_every_display().lower()) if part)
