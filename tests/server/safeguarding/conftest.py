"""A mail server in memory, for tests of what becomes of a message rather than of its way."""

import pytest

from overture.server.safeguarding import outbox
from overture.server.safeguarding.sending import NotSentError


@pytest.fixture
def post(monkeypatch):
    """A mail server in memory: whom it took a message for, or a fault it is told to have."""

    class Post(list):
        fault: NotSentError | None = None

    sent = Post()

    def by_mail(address, message, *, ident):
        if sent.fault:
            raise sent.fault
        sent.append((address, message, ident))

    monkeypatch.setattr(outbox, "by_mail", by_mail)
    return sent
