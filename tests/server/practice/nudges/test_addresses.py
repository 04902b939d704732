"""An address is used once its owner said yes to it, and is forgotten with one press."""

from datetime import timedelta

import pytest
from tests.support.nudging import BEFORE, DAY, MINUTE, wants

from overture.server.audit.models import Event
from overture.server.practice.models import Nudging
from overture.server.practice.nudges import addresses
from overture.server.practice.nudges.addresses import TooManyAskedError
from overture.server.safeguarding.sending import NotSentError

pytestmark = pytest.mark.django_db


def link_in(text):
    return next(word for word in text.split() if "/nudges/address/" in word).rpartition("/")[2]


def ask(member, email="ada@example.org", now=BEFORE):
    addresses.ask_address(member=member, email=email, now=now)


def kept(member):
    return Nudging.objects.get(member=member)


def test_an_address_is_nobodys_until_its_owner_says_so(ada, mail):
    ask(ada)
    assert (kept(ada).email, kept(ada).asked_email) == ("", "ada@example.org")
    assert mail.taken[0]["Subject"] == "An address to confirm"
    token = link_in(mail.texts[0])
    assert addresses.waits(token, BEFORE + MINUTE)
    assert addresses.confirm(token=token, now=BEFORE + MINUTE)
    assert (kept(ada).email, kept(ada).asked_email) == ("ada@example.org", "")


def test_a_link_counts_once_and_for_two_days(ada, mail):
    ask(ada)
    token = link_in(mail.texts[0])
    assert not addresses.confirm(token=token, now=BEFORE + 2 * DAY)
    assert addresses.confirm(token=token, now=BEFORE + DAY)
    assert not addresses.confirm(token=token, now=BEFORE + DAY)


def test_a_second_link_ends_the_first(ada, mail):
    ask(ada)
    ask(ada, "other@example.org")
    first, second = (link_in(text) for text in mail.texts)
    assert not addresses.confirm(token=first, now=BEFORE)
    assert addresses.confirm(token=second, now=BEFORE)
    assert kept(ada).email == "other@example.org"


def test_nobodys_mailbox_is_filled_by_way_of_us(ada, mail):
    for n in range(3):
        ask(ada, f"mia{n}@example.org", BEFORE + n * MINUTE)
    with pytest.raises(TooManyAskedError):
        ask(ada, "mia@example.org", BEFORE + 23 * 60 * MINUTE)
    assert len(mail.taken) == 3
    ask(ada, now=BEFORE + timedelta(hours=25))
    assert len(mail.taken) == 4


def test_without_a_mail_server_it_is_said(ada, settings):
    settings.OVERTURE_MAIL = False
    with pytest.raises(NotSentError):
        ask(ada)


@pytest.mark.parametrize("token", ["", "no", "x" * 64])
def test_no_other_link_confirms_anything(ada, mail, token):
    wants(ada, email="")
    assert not addresses.confirm(token=token, now=BEFORE)
    ask(ada)
    assert not addresses.confirm(token=token, now=BEFORE)


def test_a_stop_forgets_the_address_and_what_was_asked(ada, mail):
    wants(ada)
    ask(ada, "new@example.org")
    for _ in range(2):
        assert addresses.stop_mail_by(token=addresses.stop_token(ada), now=BEFORE)
    assert (kept(ada).email, kept(ada).asked_email) == ("", "")
    assert kept(ada).on


def test_the_trail_holds_no_address(ada, mail):
    ask(ada)
    addresses.confirm(token=link_in(mail.texts[0]), now=BEFORE)
    addresses.forget_address(member=ada, now=BEFORE)
    events = list(Event.objects.values())
    assert {"nudges.address", "nudges.address-gone"} <= {one["action"] for one in events}
    assert "example.org" not in str(events)
