"""Opening an account in a browser, keeping it open for as long as it may be, and closing it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token

from overture.server.accounts import people, signing
from overture.server.accounts.models import Member, Person
from overture.server.web.devices import in_words
from overture.server.web.people import person_or_none
from overture.server.web.requests import SESSION_MEMBER, member_or_none, now_of

SESSION_SIGN_IN: Final = "sign in"
SESSION_ASIDE: Final = "space aside"
"""A space that was open in this browser before an account with another was opened."""

SESSION_OWN: Final = "space of account"
"""The space of the account that is open here; empty where it has none."""

SESSION_CLOSED: Final = "account closed because"
"""Why an account was closed here without anybody having asked for it."""

Respond = Callable[[HttpRequest], HttpResponse]
LOG = logging.getLogger(__name__)


class SigningMiddleware:
    """Keeps an account open, or closes it: after its time, or because it was ended elsewhere."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with nobody signed in where the account may not stay open."""
        try:
            _keep_or_close(request)
        except DatabaseError:
            LOG.exception("who is signed in could not be read")
            request.user = AnonymousUser()
        return self.respond(request)


def enter(request: HttpRequest, person: Person) -> None:
    """Open the space of an account that was just opened. One that stood open is put aside."""
    own = people.space_of(person)
    here = request.session.get(SESSION_MEMBER)
    request.session[SESSION_OWN] = str(own.pk) if own else ""
    if own is None or here == str(own.pk):
        return
    if here:
        request.session[SESSION_ASIDE] = here
    request.session[SESSION_MEMBER] = str(own.pk)


def leave(request: HttpRequest, person: Person) -> None:
    """Close an account in this browser. A space that was open here without it is open again."""
    here, aside = request.session.get(SESSION_MEMBER), request.session.get(SESSION_ASIDE)
    own = people.space_of(person)
    if found := request.session.get(SESSION_SIGN_IN):
        signing.end(person=person, sign_in_id=UUID(found), now=now_of(request))
    logout(request)
    stays = aside if own and here == str(own.pk) else here
    if stays:
        request.session[SESSION_MEMBER] = stays


@dataclass(frozen=True)
class Spaces:
    """The spaces of one browser in which an account is open.

    Attributes:
        own: the account's, if it has one.
        here: the one that is open.
        aside: one that was open before the account was, and is kept.
    """

    own: Member | None
    here: Member | None
    aside: Member | None

    @property
    def can_join(self) -> bool:
        """Whether the one that is open could become the account's."""
        return self.own is None and self.here is not None and self.here.person_id is None

    @property
    def are_two(self) -> bool:
        """Whether there is another one beside the account's."""
        return self.aside is not None or (self.here is not None and self.here != self.own)


def spaces_of(request: HttpRequest, person: Person) -> Spaces:
    """Which spaces there are to choose from."""
    aside = request.session.get(SESSION_ASIDE)
    found = Member.objects.filter(pk=aside).first() if aside else None
    return Spaces(people.space_of(person), member_or_none(request), found)


def change_over(request: HttpRequest) -> None:
    """Open the space that was put aside, and put aside the one that is open."""
    aside = request.session.pop(SESSION_ASIDE, None)
    if aside is None:
        return
    if here := request.session.get(SESSION_MEMBER):
        request.session[SESSION_ASIDE] = here
    request.session[SESSION_MEMBER] = aside
    rotate_token(request)  # forms of the one that stand open still are of no use in the other


def _left_behind(request: HttpRequest, stays: str | None) -> None:
    """The account was closed elsewhere, or has another password. A space of nobody's stays."""
    logout(request)
    if stays:
        request.session[SESSION_MEMBER] = stays
    request.session[SESSION_CLOSED] = "ended"


def sign_in_of(request: HttpRequest) -> UUID | None:
    """Which of an account's sign-ins this browser is."""
    found = request.session.get(SESSION_SIGN_IN)
    return UUID(found) if found else None


def _keep_or_close(request: HttpRequest) -> None:
    # Read first: Django empties a session whose password was changed elsewhere.
    session, named = request.session, (SESSION_SIGN_IN, SESSION_OWN, SESSION_MEMBER, SESSION_ASIDE)
    signed_in, own, here, aside = (session.get(name) for name in named)
    person = person_or_none(request)
    if person is None:
        if signed_in:
            _left_behind(request, here if own is not None and here != own else aside)
        return
    now, held = now_of(request), sign_in_of(request)
    if held is None:
        device = in_words(request.headers.get("User-Agent", ""))
        begun = signing.begin(person=person, device=device, now=now)
        request.session[SESSION_SIGN_IN] = str(begun.pk)
        return
    state = signing.keeps_open(person=person, sign_in_id=held, now=now)
    if state != "open":
        leave(request, person)
        request.session[SESSION_CLOSED] = state
