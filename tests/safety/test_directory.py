"""Whom a member can ring: the right numbers, where they come from, and what is not known."""

from datetime import date, timedelta
from typing import get_args

import pytest
from pydantic import ValidationError

from overture.content.schema.safety import Country, HelplineFile, Serves
from overture.safety.directory import (
    BLOCK_AFTER_DAYS,
    WARN_AFTER_DAYS,
    ages,
    directory,
    numbers,
    problems,
    reach,
    unread,
)
from overture.safety.library import helplines
from tests.safety.talks import talk

CHECKED = max(line.verified_on for country in helplines().country for line in country.line)
OLDEST = min(line.verified_on for country in helplines().country for line in country.line)

KNOWN = {
    "US": ("911", "988 V", "HOME to 741741 V", "1-800-799-7233 V", "START to 88788 V"),
    "CA": ("911", "988 V", "1-866-633-4220 S"),
    "GB": ("999", "116 123 S", "SHOUT to 85258 S", "0808 2000 247 V"),
    "IE": ("112 or 999", "116 123 M", "HELLO to 50808 M", "1800 341 900 V"),
    "AU": ("000", "13 11 14 V", "0477 13 11 14 V", "1800 33 4673 V", "1800 737 732 S"),
    "NZ": ("111", "1737 M", "0800 543 354 S"),
    "FR": ("15 or 112", "3114 V", "3919 V"),
    "ES": ("112", "024 V", "016 S"),
    "PT": ("112", "1411 V", "808 24 24 24 V"),
    "NL": ("112", "113 or 0800-0113 V"),
    "BE": ("112", "1813 M", "0800 32 123 M", "107 M"),
    "DE": ("112", "0800 111 0 111 or 0800 111 0 222 or 116 123 S", "116 016 V"),
    "AT": ("112", "142 V", "147 V"),
    "CH": ("144 or 112", "143 S"),
    "IT": ("112", "02 2327 2327 S", "1522 S"),
    "SE": ("112", "90101 M"),
    "NO": ("112 or 113", "116 123 M"),
    "DK": ("112", "70 201 201 S"),
    "FI": ("112", "09 2525 0111 M"),
    "IS": ("112", "1717 S"),
    "PL": ("112", "116 123 M", "800 70 2222 M"),
    "CZ": ("112", "116 123 M"),
    "GR": ("112", "1018 S"),
    "HU": ("112", "116 123 M"),
    "RO": ("112", "0800 801 200 M"),
    "IN": ("112", "14416 or 1-800-891-4416 V"),
    "KR": ("119", "109 V"),
    "JP": ("119 or 110", "0120-783-556 M", "0120-061-338 M"),
    "CN": ("120 or 110", "12356 S"),
    "TW": ("119", "1925 M"),
    "HK": ("999", "18111 M", "2896 0000 S"),
    "SG": ("995 or 999", "1767 M", "1771 M"),
    "MY": ("999", "15555 M"),
    "PH": ("911", "1553 M"),
    "TH": ("1669 or 191", "1323 M"),
    "ID": ("112", "119 M"),
    "BR": ("192", "188 V"),
    "MX": ("911", "800 911 2000 V"),
    "CL": ("131", "*4141 V", "600 360 7777 V"),
    "AR": ("911", "135 (Buenos Aires) or 011 5275-1135 V", "0800 345 1435 V"),
    "PE": ("106 or 105", "113 S"),
    "CO": ("123", "106 (Bogotá) M", "192 M"),
    "UY": ("911", "0800 0767 M"),
    "ZA": ("112 or 10177", "0800 567 567 S", "0861 322 322 S"),
    "KE": ("999 or 112", "1199 V", "+254 722 178 177 V", "116 V"),
    "IL": ("101 or 100", "1201 S"),
    "UA": ("112 or 103", "7333 M"),
    "TR": ("112",),
}
"""What was found when the directory was made: emergency number, then each line and its status."""


@pytest.mark.requirement(30)
@pytest.mark.parametrize("code", KNOWN)
def test_a_country_has_the_numbers_that_were_found_and_their_status(code: str) -> None:
    known = directory(code)
    shown = [
        f"{number} {line.status}"
        for line in known.lines
        for number in dict.fromkeys(filter(None, (line.call, line.text)))
    ]
    assert (known.emergency, *shown) == KNOWN[code]


def test_there_is_no_country_beside_those() -> None:
    assert {country.code for country in helplines().country} == set(KNOWN)


@pytest.mark.requirement(30)
def test_a_number_that_was_replaced_is_never_offered() -> None:
    replaced = {"IN": "18005990019", "KR": "1393", "NL": "09000113", "BR": "141"}
    for code, number in replaced.items():
        assert number not in numbers(code)
        assert any(line.superseded_by for c in helplines().country for line in c.line)


def test_each_entry_says_where_it_is_from_and_what_it_costs() -> None:
    for country in helplines().country:
        for line in country.line:
            assert line.source_url.startswith("https://")
            assert line.channels
            assert all((line.hours, line.languages, line.cost, line.audience, line.says))


@pytest.mark.requirement(13, 30)
def test_a_line_for_one_trouble_is_never_offered_first() -> None:
    assert [line.id for line in directory("AU").serving("eating")] == ["au-butterfly"]
    assert directory("AU").how_for("eating") == (
        "call 1800 33 4673 (Butterfly; 8:00 to midnight, every day, Sydney time)"
    )
    for country in helplines().country:
        known = directory(country.code)
        assert known.first is None or known.first.serves == "anyone"
        assert "88788" not in (known.how_by_text or "")


@pytest.mark.requirement(13, 30)
def test_a_talk_about_eating_or_fear_names_the_line_for_it_where_there_is_one() -> None:
    def said(message: str, region: str) -> str:
        return " ".join(
            t.reply.text for t in talk([message, "yes", "yes", "yes"], region) if t.reply
        )

    eating = "I make myself sick after every meal and I can't stop"
    fear = "I'm scared of my boyfriend, he hits me when he's angry"
    assert "1800 33 4673" in said(eating, "AU")
    assert "findahelpline.com" in said(eating, "FR")
    assert "3919" in said(fear, "FR")
    assert "findahelpline.com" in said(fear, "NZ")


def test_whom_no_line_serves_is_said_for_every_country() -> None:
    for country in helplines().country:
        served = {line.serves for line in directory(country.code).lines}
        assert served | set(country.absent) == set(get_args(Serves))
        assert not served & set(country.absent)


def test_a_country_that_leaves_out_whom_nobody_serves_is_refused() -> None:
    france = next(c for c in helplines().country if c.code == "FR").model_dump()
    with pytest.raises(ValidationError, match="absent"):
        Country.model_validate({**france, "absent": ()})


def test_a_line_replaced_by_one_that_is_not_there_is_refused() -> None:
    raw = helplines().model_dump(by_alias=True)
    brazil = next(c for c in raw["country"] if c["code"] == "BR")
    brazil["line"][1]["superseded_by"] = "br-190"
    with pytest.raises(ValidationError, match="br-190"):
        HelplineFile.model_validate(raw)


def test_what_nobody_of_us_has_read_is_counted_and_said_to_members() -> None:
    assert "us-988" not in unread()
    assert {"gb-samaritans", "se-mind"} <= set(unread())
    for country in helplines().country:
        if any(line.id in unread() and line.serves == "anyone" for line in country.line):
            assert "before opening" in country.checked


def test_hours_are_said_where_a_line_is_not_always_open() -> None:
    befrienders = next(line for line in directory("KE").lines if line.id == "ke-befrienders")
    assert "weekdays" in reach(befrienders)
    assert reach(directory("KE").lines[0]) == "call 1199 (Kenya Red Cross)"


@pytest.mark.requirement(30)
def test_an_unknown_region_offers_only_what_can_be_said_honestly() -> None:
    for region in (None, "", "ZZ"):
        known = directory(region)
        assert known.emergency is None
        assert known.lines == ()
        assert known.worldwide == "findahelpline.com"


def test_the_first_line_is_open_at_any_hour_or_says_that_it_is_not() -> None:
    for country in helplines().country:
        first = directory(country.code.lower()).first
        if first is None:
            assert "anyone" in country.absent
        elif not first.always_open:
            assert any(word in first.says for word in ("not checked", "differ", "Not at every"))


def test_kenyas_office_hours_line_never_comes_first() -> None:
    lines = directory("KE").lines
    assert lines[0].call == "1199"
    assert "Weekdays" in next(line for line in lines if line.id == "ke-befrienders").hours


def test_old_entries_warn_and_then_block() -> None:
    def verdicts(days: int) -> set[str]:
        return {age.verdict for age in ages(CHECKED + timedelta(days=days))}

    assert verdicts(0) == {"fresh"}
    assert verdicts((OLDEST - CHECKED).days + WARN_AFTER_DAYS) == {"fresh"}
    assert verdicts(WARN_AFTER_DAYS + 1) == {"warn"}
    assert verdicts(BLOCK_AFTER_DAYS + 1) == {"block"}
    assert problems(CHECKED) == []
    assert problems(CHECKED + timedelta(days=BLOCK_AFTER_DAYS + 1))
    assert problems(date(2020, 1, 1))
