"""One sheet before a session: what came since the last one. To read, to print, and as a PDF."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from overture.planning import session as pure
from overture.server.accounts.people import Role
from overture.server.accounts.sharing import Thing
from overture.server.care import own_notes
from overture.server.web import pdf
from overture.server.web.charts import short_day
from overture.server.web.clinician import alerts, desk
from overture.server.web.clinician.look import Look
from overture.server.web.clinician.rules import allowed
from overture.server.web.keys import fresh_key
from overture.server.web.people import PersonRequest, role_only

WITHOUT_ONE = timedelta(days=14)
NOTES = 3


@dataclass(frozen=True)
class Sheet:
    """What stands on it: a title, since when, and parts of a heading and lines each."""

    title: str
    since: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@role_only(Role.Kind.CLINICIAN)
@require_GET
def session(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """The sheet as a page that prints on one side."""
    link = desk.shared_or_404(request, link_id)
    page = {"link": link, "sheet": _sheet(desk.look_at(request, link)), "key": fresh_key()}
    return desk.shown(request, "session", page)


@role_only(Role.Kind.CLINICIAN)
@require_GET
def session_pdf(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """The same as a file."""
    link = desk.shared_or_404(request, link_id)
    sheet = _sheet(desk.look_at(request, link))
    made = pdf.sheet(sheet.title, sheet.since, sheet.parts)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="before-the-session.pdf"'
    return response


def _sheet(look: Look) -> Sheet:
    last = own_notes.last_held(look.link)
    began = timezone.localtime(last or look.now - WITHOUT_ONE)
    opening = "Since the last session, on" if last else "The last two weeks, from"
    since = f"{opening} {began.day} {began:%B}"
    parts = [
        ("What changed", pure.since(look.shared, began) if allowed().reasons else ()),
        ("Moments", tuple(_moments(look, began))),
        ("What they answered, and what you are told", tuple(_alerts(look, began))),
        ("Your notes", tuple(_notes(look))),
    ]
    return Sheet(look.name, since, tuple((title, lines) for title, lines in parts if lines))


def _moments(look: Look, began: datetime) -> list[str]:
    """What was done since, with its numbers, as far as moments are shared."""
    if not look.opens(Thing.MOMENTS):
        return []
    lately = [one for one in look.met if one.at >= began]
    return [
        f"{short_day(timezone.localdate(one.at))}: {one.title}"
        f"{' (practice)' if one.kind == 'scene' else ''}, anxiety "
        f"{_pair(one.expected_anxiety, one.anxiety)}, enjoyment "
        f"{_pair(one.expected_enjoyment, one.enjoyment)}"
        for one in lately[-8:]
    ]


def _pair(expected: int | None, felt: int | None) -> str:
    said = ["–" if rating is None else str(rating) for rating in (expected, felt)]
    return f"{said[0]} expected, {said[1]} felt"


def _alerts(look: Look, began: datetime) -> list[str]:
    found = [one for one in alerts.told([look]) if one.at >= began]
    return [f"{one.words} {one.detail if one.code == 'answer' else ''}".strip() for one in found]


def _notes(look: Look) -> list[str]:
    kept = own_notes.notes_of(look.link)[:NOTES]
    return [f"{short_day(timezone.localdate(one.at))}: {one.words}" for one in kept]
