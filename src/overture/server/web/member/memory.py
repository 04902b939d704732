"""Memory: what Cue knows in every talk, with where it comes from; change it or strike it out."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from overture.server.conversations import memory as kept
from overture.server.web.clock import local_now, today_of
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.forms import NoteForm, problems, typed
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import day_words

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SAID = {
    "kept": "Kept. Cue knows it from the next line on.",
    "changed": "Changed.",
    "gone": "Struck out. Cue doesn’t know it any more.",
}
FULL = "There is room for 200 notes, and they are all in use. Strike one out first. {}"
STILL_HERE = "What you typed is below."


@dataclass(frozen=True)
class NoteRow:
    """One note as it is shown: its words, when it was kept, and what it comes from."""

    id: UUID
    words: str
    day: str
    kept: str
    said: str
    source: str


@members_only
@require_http_methods(["GET", "POST"])
def memory(request: MemberRequest) -> HttpResponse:
    """All notes, the newest first, and a place to write one."""
    if request.method == "GET":
        return _page(request, NoteForm())
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    now = local_now(request)
    words, weekday = _worded(form)
    try:
        kept.remember(
            member=request.member, words=words, weekday=weekday, key=key_of(request), now=now
        )
    except kept.MemoryFullError:
        return _page(request, form, full=FULL.format(STILL_HERE), status=422)
    to = f"{reverse('memory')}?said=kept"
    return onward(request, typed=(words,), to=to, now=now)


@members_only
@require_http_methods(["GET", "POST"])
def note(request: MemberRequest, note_id: UUID) -> HttpResponse:
    """Change the words of one note, or the day on which it comes round."""
    found = _found(request, note_id)
    if request.method == "GET":
        weekday = "" if found.weekday is None else str(found.weekday)
        return _one(request, note_id, found.words, weekday, {})
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _one(
            request, note_id, typed(form, "words"), typed(form, "weekday"), problems(form), 422
        )
    now = local_now(request)
    words, weekday_now = _worded(form)
    kept.rewrite(note=found, words=words, weekday=weekday_now, now=now)
    to = f"{reverse('memory')}?said=changed"
    return onward(request, typed=(words,), to=to, now=now)


@members_only
@require_POST
def strike_out(request: MemberRequest, note_id: UUID) -> HttpResponse:
    """Forget one note. Struck out twice is struck out."""
    found = kept.note_of(request.member, note_id)
    if found:
        kept.strike_out(note=found, now=local_now(request))
    return redirect(f"{reverse('memory')}?said=gone")


def _found(request: MemberRequest, note_id: UUID) -> kept.Memory:
    found = kept.note_of(request.member, note_id)
    if found is None:
        raise Http404
    return found


def _worded(form: NoteForm) -> tuple[str, int | None]:
    day = form.cleaned_data["weekday"]
    return " ".join(form.cleaned_data["words"].split()), int(day) if day else None


def _page(
    request: MemberRequest, form: NoteForm, *, full: str = "", status: int = 200
) -> HttpResponse:
    today = today_of(request)
    page = {
        "rows": [_row(one, today) for one in kept.notes_of(request.member)],
        "words": typed(form, "words"),
        "days": _days(typed(form, "weekday")),
        "day": typed(form, "weekday"),
        "problems": problems(form) if form.is_bound else {},
        "full": full,
        "key": request.POST.get("key") or fresh_key(),
        "said": SAID.get(request.GET.get("said", ""), ""),
    }
    return render(request, "member/memory.html", page, status=status)


def _one(
    request: MemberRequest,
    note_id: UUID,
    words: str,
    weekday: str,
    wrong: dict[str, str],
    status: int = 200,
) -> HttpResponse:
    page = {
        "note_id": note_id,
        "words": words,
        "days": _days(weekday),
        "day": weekday,
        "problems": wrong,
    }
    return render(request, "member/memory_note.html", page, status=status)


def _days(chosen: str) -> list[tuple[str, str, bool]]:
    """The weekdays as taps: value, words, whether it is the one."""
    return [(str(n), name, str(n) == chosen) for n, name in enumerate(WEEKDAYS)]


def _row(one: kept.Memory, today: date) -> NoteRow:
    when = day_words(timezone.localdate(one.confirmed_at), today)
    changed = ", changed since" if one.changed_at else ""
    return NoteRow(
        id=one.pk,
        words=one.words,
        day="" if one.weekday is None else f"Every {WEEKDAYS[one.weekday]}",
        kept=f"Kept {when}{changed}",
        said=one.source.said if one.source else "",
        source=_source(one, today),
    )


def _source(one: kept.Memory, today: date) -> str:
    """Where a note comes from, in words."""
    if one.source:
        return f"You said, {day_words(timezone.localdate(one.source.created_at), today)}"
    return "From a talk that you erased" if one.asked else "You wrote it here"
