"""Keys that make a form count once, however often it is sent."""

import secrets
from uuid import UUID, uuid4

from django.http import HttpRequest


def fresh_key() -> UUID:
    """A key for a form that is about to be shown."""
    return uuid4()


def key_of(request: HttpRequest) -> UUID:
    """The key that a form carried; a form without a proper one counts as new."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return fresh_key()


def fresh_seed() -> int:
    """A seed for the planner, stored with the plan that it makes."""
    return secrets.randbits(48)
