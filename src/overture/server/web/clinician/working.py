"""What a clinician does beside looking: steps to suggest, notes, a session, handing over."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from overture.server.accounts.people import Role
from overture.server.accounts.sharing import Link, Thing, shared
from overture.server.care import handing, own_notes, suggesting
from overture.server.web.clinician import desk
from overture.server.web.keys import key_of
from overture.server.web.own_words import is_text
from overture.server.web.people import PersonRequest, role_only
from overture.server.web.requests import now_of


@role_only(Role.Kind.CLINICIAN)
@require_POST
def suggest_step(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """A step in a few words, one of the library, a scene, or an order: it waits for their yes."""
    link = desk.shared_or_404(request, link_id)
    try:
        _suggest(request, link)
    except ValueError:
        return _back(link, "nothing")
    return _back(link, "suggested")


def _suggest(request: PersonRequest, link: Link) -> None:
    """Raises ValueError for what cannot be suggested."""
    key, now = key_of(request), now_of(request)
    scene, library = request.POST.get("scene", ""), request.POST.get("library", "")
    if "up" in request.POST:
        order = _moved_up(request, link)
        suggesting.suggest_order(link=link, order=order, key=key, now=now)
    elif scene:
        suggesting.suggest_scene(link=link, scene_id=scene, key=key, now=now)
    else:
        title = request.POST.get("title", "")
        if not is_text(title):
            raise ValueError("not text")
        suggesting.suggest_step(link=link, title=title, library_id=library, key=key, now=now)


def _moved_up(request: PersonRequest, link: Link) -> list[UUID]:
    """The open steps with one of them first. Raises ValueError where their list is not shared."""
    if Thing.STEPS not in shared(link, now_of(request)):
        raise ValueError("their list is not shared")
    look = desk.look_at(request, link)
    still_open = [one.pk for one in look.steps or () if one.status == "planned"]
    first = UUID(request.POST.get("up", ""))
    if first not in still_open:
        raise ValueError("not an open step of theirs")
    return [first, *(one for one in still_open if one != first)]


@role_only(Role.Kind.CLINICIAN)
@require_POST
def suggest_back(request: PersonRequest, link_id: UUID, suggested_id: UUID) -> HttpResponse:
    """Take back what was not answered yet."""
    link = desk.shared_or_404(request, link_id)
    for one in suggesting.of_link(link):
        if one.pk == suggested_id:
            suggesting.withdraw(suggested=one, now=now_of(request))
    return _back(link, "withdrawn")


@role_only(Role.Kind.CLINICIAN)
@require_POST
def note(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """Keep a note of one's own, or erase one."""
    link = desk.shared_or_404(request, link_id)
    if "erase" in request.POST:
        found = own_notes.note_of(link, _uuid(request.POST["erase"]))
        if found:
            own_notes.erase(note=found)
        return _back(link, "erased", "notes")
    words = request.POST.get("note", "").replace("\r\n", "\n")
    if not is_text(words) or not words.strip() or len(words) > own_notes.LONGEST:
        return _back(link, "nothing", "notes")
    own_notes.note(link=link, words=words, key=key_of(request), now=now_of(request))
    return _back(link, "noted", "notes")


@role_only(Role.Kind.CLINICIAN)
@require_POST
def held(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """A session was held: the next sheet begins here."""
    link = desk.shared_or_404(request, link_id)
    own_notes.hold(link=link, key=key_of(request), now=now_of(request))
    return _back(link, "held")


@role_only(Role.Kind.CLINICIAN)
@require_POST
def hand_over(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """Suggest that a colleague goes on."""
    link = desk.shared_or_404(request, link_id)
    to = handing.colleagues(request.user).filter(pk=_uuid(request.POST.get("to", ""))).first()
    if to is None:
        return _back(link, "nothing")
    handing.offer(link=link, to=to, key=key_of(request), now=now_of(request))
    return _back(link, "suggested")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _back(link: Link, said: str, to: str = "") -> HttpResponse:
    return redirect(f"{reverse('clinic_person', args=[link.pk])}?said={said}#{to}".rstrip("#"))
