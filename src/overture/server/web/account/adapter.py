"""What allauth does in our way: our words, our space, our post, and no address of a network."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from overture.server.accounts.people import Person
from overture.server.web.account.post import send
from overture.server.web.account.words import ERRORS, WAYS
from overture.server.web.people import proved_lately
from overture.server.web.requests import SESSION_MEMBER
from overture.server.web.signing import SESSION_ASIDE, enter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in and out."""

    error_messages: ClassVar = {**DefaultAccountAdapter.error_messages, **ERRORS}

    def login(self, request: HttpRequest, user: Person) -> None:
        """Open the account and, if it has one, its space."""
        super().login(request, user)
        enter(request, user)

    def post_login(self, request: HttpRequest, user: Person, **more: Any) -> HttpResponse:  # noqa: ANN401 - allauth's hook
        """Go on; where another space stood open here, first say what became of it."""
        response: HttpResponse = super().post_login(request, user, **more)
        if not stands_beside(request, user):
            return response
        query = urlencode({"next": response.headers["Location"]})
        return redirect(f"{reverse('account_spaces')}?{query}")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Today, for who has a space; else the page of the account, with what it opens."""
        return reverse("today" if request.session.get(SESSION_MEMBER) else "account")

    def get_client_ip(self, request: HttpRequest) -> str:
        """A name for the place that somebody asks from: of one day, and not its address."""
        key = f"overture place:{timezone.now():%Y-%m-%d}:{settings.SECRET_KEY}".encode()
        place = str(request.META.get("REMOTE_ADDR", ""))
        return hmac.new(key, place.encode(), hashlib.sha256).hexdigest()

    def get_http_user_agent(self, request: HttpRequest) -> str:
        """Nothing: no letter says what a browser said of itself."""
        del request
        return ""

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:  # noqa: ANN401
        """Whether who is signed in has to prove it again: not within a quarter of an hour."""
        del app, more
        return not proved_lately(self.request)

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """The ways there are, in our words."""
        found = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS[way["id"]]} for way in found]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ANN401
        """Tries are counted for a name and a place together.

        Counted for the name alone, anybody could keep its owner out by trying.
        """
        name = str(credentials.get("username") or credentials.get("email") or "").lower()
        return f"{self.get_client_ip(request)}:{name}"

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        """Hand a letter to the mail server."""
        words = {
            part: render_to_string(f"{template_prefix}_{part}.txt", dict(context)).strip()
            for part in ("subject", "message")
        }
        send(email, subject=words["subject"], text=words["message"])


def stands_beside(request: HttpRequest, person: Person) -> bool:
    """Whether a space is open here, or put aside, that is not the account's own."""
    here = request.session.get(SESSION_MEMBER)
    own = getattr(person, "member", None)
    return bool(request.session.get(SESSION_ASIDE)) or bool(here and own is None)
