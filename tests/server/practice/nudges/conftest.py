"""A mail server on the loopback that the settings point at."""

import pytest
from tests.support.mail import mail_server

from overture.server.safeguarding import sending


@pytest.fixture
def mail(settings, monkeypatch):
    """A real mail server; what is slow here is given up soon."""
    with mail_server() as box:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.OVERTURE_MAIL, settings.OVERTURE_MAIL_DOMAIN = True, "overture.example"
        settings.OVERTURE_ADDRESS = "https://overture.example"
        monkeypatch.setattr(sending, "WITHIN", 2.0)
        yield box
