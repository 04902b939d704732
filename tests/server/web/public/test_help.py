"""Help now: for everybody, at once, from the directory alone."""

import re
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from tests.support import factories
from tests.support.factories import NOW

from overture import safety
from overture.safety.directory import numbers
from overture.server.safeguarding import contacts, plans
from overture.server.web.prose import prose
from overture.server.web.public.lines import emergency_calls, specials, ways

pytestmark = pytest.mark.django_db

EVERY_REGION = [code for code, _ in safety.regions()]


def _help(client: Client | None = None, code: str = "") -> str:
    address = reverse("help_in", args=[code.lower()]) if code else reverse("help")
    return (client or Client()).get(address).content.decode()


def test_it_opens_without_a_space_and_names_the_emergency_number_first():
    page = _help(code="GB")
    assert page.index("tel:999") < page.index("tel:116123") < page.index("sms:85258?body=SHOUT")
    assert "Numbers for: United Kingdom" in page


@pytest.mark.requirement(30)
def test_an_unknown_country_says_so_and_invents_no_number():
    page = _help(code="XX")
    assert "tel:" not in page
    assert "Call your local emergency number" in page
    assert "findahelpline.com" in page


def test_the_members_own_country_is_shown(ada, ada_client):
    ada.region = "CA"
    ada.save()
    assert "Numbers for: Canada" in _help(ada_client)


def test_it_is_honest_that_nobody_is_told():
    assert "Nobody is told that this page was opened, unless you ticked that" in _help()


def test_it_needs_no_scripts_and_asks_nothing():
    page = _help(code="US")
    assert "<form" not in page
    assert "<textarea" not in page


def test_closing_leads_a_member_back_to_today(ada_client):
    assert f'href="{reverse("today")}">Close</a>' in _help(ada_client)
    assert f'href="{reverse("welcome")}">Close</a>' in _help()


@pytest.mark.parametrize("code", EVERY_REGION)
def test_every_number_shown_comes_from_the_directory(code):
    known = safety.directory(code)
    every = [*ways(known), *(way for special in specials(known) for way in special.ways)]
    shown = [way.address for way in every]
    digits = [
        re.sub(r"\D", "", address.split("?")[0]) for address in shown if "https:" not in address
    ]
    listed = " ".join(re.sub(r"\D", "", f"{line.call}{line.text}") for line in known.lines)
    assert digits or not known.lines
    assert all(number in listed for number in digits)


@pytest.mark.requirement(30)
@pytest.mark.parametrize("code", EVERY_REGION)
def test_the_page_of_a_country_holds_no_number_of_another(code):
    called = set(re.findall(r'href="(?:tel|sms):([\d+*]+)', _help(code=code)))
    allowed = {re.sub(r"\D", "", number) for number in numbers(code)}
    assert called
    assert {re.sub(r"\D", "", number) for number in called} <= allowed


def test_lines_for_one_trouble_stand_apart_and_say_where_there_is_none():
    page = _help(code="AU")
    general, special = page.split("If you are under eighteen")
    assert "tel:131114" in general
    assert "tel:1800334673" not in general
    assert "tel:1800334673" in special
    assert "There is no line for this here that we could check. findahelpline.com" in special


@pytest.mark.parametrize("code", EVERY_REGION)
def test_every_country_offers_an_emergency_call_and_a_way_to_talk(code):
    found = safety.directory(code)
    assert emergency_calls(found)
    assert ways(found) or "anyone" in found.absent
    page = _help(code=code)
    assert "Numbers for: " in page
    assert "findahelpline.com" in page


def test_calls_come_before_texts_and_texts_before_chats():
    icons = [way.icon for way in ways(safety.directory("US"))]
    assert icons == sorted(icons, key=["phone", "text", "practise"].index)


def test_two_numbers_of_one_line_are_two_calls():
    dutch = [way.address for way in ways(safety.directory("NL")) if way.icon == "phone"]
    assert dutch == ["tel:113", "tel:08000113"]


def test_the_protocol_is_published_for_anybody():
    answer = Client().get(reverse("safety_protocol"))
    assert answer.status_code == 200
    assert "<h1>" in answer.content.decode()


def test_authored_markdown_lets_no_raw_html_and_no_pictures_in():
    html = prose("# A\n\n<script>x</script>\n\n![a](https://x.org/a.png) [b](https://x.org)")
    assert "<script>" not in html
    assert "<img" not in html
    assert 'rel="noopener nofollow noreferrer"' in html


@pytest.mark.requirement(17)
@pytest.mark.parametrize("address", ["/help", "/help/gb", "/safety-protocol"])
def test_it_opens_for_a_member_when_the_database_is_gone(ada_client, monkeypatch, address):
    def gone(_self):
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(SessionStore, "load", gone)
    answer = ada_client.get(address)
    assert answer.status_code == 200
    assert "findahelpline.com" in answer.content.decode()


@pytest.mark.requirement(17)
def test_it_opens_when_the_database_goes_while_it_is_made(ada_client, monkeypatch):
    def gone(_member):
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(plans, "has_plan", gone)
    page = _help(ada_client, "GB")
    assert "tel:999" in page
    assert "None yet" not in page  # what could not be read is not said to be missing


@pytest.mark.requirement(17)
@pytest.mark.parametrize("code", ["", "GB"])
def test_signed_out_it_asks_the_database_nothing(django_assert_num_queries, code):
    with django_assert_num_queries(0):
        _help(code=code)


@pytest.mark.requirement(25)
def test_leaving_fast_is_a_plain_link_to_an_ordinary_site_and_says_what_it_does():
    page = _help()
    link = re.search(r'<a[^>]*href="https://www\.wikipedia\.org/"[^>]*>Leave fast</a>', page)
    assert link
    assert 'rel="noopener noreferrer nofollow"' in link.group(0)
    assert "opens www.wikipedia.org in place of this page" in page
    assert "you stay signed in here" in page


def test_a_plan_is_one_tap_away_for_a_member(ada, ada_client):
    assert "None yet. People first" in _help(ada_client)
    plans.keep(member=ada, words={"signs": "No sleep"}, key=uuid4(), now=NOW)
    assert "What you wrote for hours like this" in _help(ada_client)
    assert reverse("safety_plan") not in _help()


def _bar(page: str) -> list[str]:
    """What stands in the bar at the top, from left to right."""
    return re.findall(
        r'class="(brand|help|me|iconbtn[^"]*)"', page.split("</header>", maxsplit=1)[0]
    )


def test_on_a_page_that_is_not_there_help_stands_where_it_stands_on_today(ada_client):
    today = ada_client.get(reverse("today")).content.decode()
    nowhere = ada_client.get("/nowhere").content.decode()
    assert _bar(nowhere) == _bar(today) == ["brand", "help", "me"]
    assert _bar(Client().get("/nowhere").content.decode()) == ["brand", "help"]


@pytest.mark.requirement(27)
def test_people_to_tell_are_one_tap_away_and_only_with_a_yes(ada, ada_client):
    mia, jonas = factories.contact(ada), factories.contact(ada, "Jonas")
    contacts.say(contact=jonas, purpose="asked", yes=False, now=NOW)
    page = _help(ada_client)
    assert reverse("tell_now", args=[mia.pk]) in page
    assert reverse("tell_now", args=[jonas.pk]) not in page
    assert "Mia" not in _help()
