"""Help now: for everybody, at once, from the directory alone."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from overture import safety
from overture.safety.directory import numbers
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
    assert "Nobody is told that this page was opened." in _help()


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
