"""Somebody close takes an invitation: `python -m tests.support.somebody_close TOKEN TITLE`.

In a process of its own, beside a running server whose data folder it is given. The member of the
invitation finishes a step of that title; printed is the cookie with which somebody close is in.
"""

import os
import sys


def main(token: str, title: str) -> None:
    """Make the account, take the invitation, and print the cookie."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "overture.server.project.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from overture.server.accounts import invitations
    from tests.support import factories

    now = timezone.now()
    lena = factories.person(f"lena-{token[:8]}", name="Lena", now=now)
    taken = invitations.take(token=token, person=lena, now=now)
    member = taken.from_member
    assert member is not None
    factories.attempt(member, of=factories.own_step(member, title, now=now), now=now)
    browser = Client()
    browser.force_login(lena)
    sys.stdout.write(browser.cookies[settings.SESSION_COOKIE_NAME].value)


if __name__ == "__main__":
    main(*sys.argv[1:])
