"""No number, link or address leaves that is not in the directory of the member's region."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from overture.safety import OutboundContext, check, directory, regions
from overture.safety.directory import numbers, reach

EVERYWHERE = tuple(code for code, _ in regions())
REGIONS = st.sampled_from((*EVERYWHERE, "", "XX"))
DIGITS = st.text("0123456789", min_size=5, max_size=14)
AROUND = st.sampled_from(
    (
        "Call {} now.", "Ring {}.", "You could text {} tonight.", "There is {} for that.",
        "Number: {}", "tel:{}", "Phone:{}.", "({})", "It is {}, day and night.", "Try “{}” first.",
        "Somebody answers at {} and listens.", "{}",
    )
)  # fmt: skip
FORMS = st.sampled_from(("plain", "spaced", "dashed", "dotted", "plus", "bracket", "wide", "nbsp"))
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _formed(digits: str, form: str) -> str:
    pairs = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return {
        "plain": digits,
        "spaced": " ".join(pairs),
        "dashed": "–".join(pairs),
        "dotted": ".".join(pairs),
        "plus": f"+{digits}",
        "bracket": f"({pairs[0]}) {''.join(pairs[1:])}",
        "wide": "".join(chr(ord("０") + int(digit)) for digit in digits),
        "nbsp": "\u00a0".join(pairs),
    }[form]


@pytest.mark.requirement(30)
@given(DIGITS, AROUND, FORMS, REGIONS)
def test_a_number_that_is_not_of_the_region_never_passes(
    digits: str, around: str, form: str, region: str
) -> None:
    if digits in numbers(region) or (form == "dotted" and re.fullmatch(r"\d{1,2}", digits)):
        return
    verdict = check(around.format(_formed(digits, form)), OutboundContext(region=region))
    assert verdict.action == "replace"


@pytest.mark.requirement(30)
@given(REGIONS, st.sampled_from(EVERYWHERE), AROUND)
@example("HU", "CO", "Call {} now.")
def test_a_number_of_another_region_never_passes(region: str, other: str, around: str) -> None:
    for number in numbers(other) - numbers(region):
        if len(number) >= 3:
            said = around.format(number)
            assert not check(said, OutboundContext(region=region)).ok, said


@given(REGIONS, st.sampled_from(("Call {}.", "You could ring {}.", "Dial {} now.")), DIGITS)
def test_a_number_spelt_out_never_passes_either(region: str, around: str, digits: str) -> None:
    if digits not in numbers(region):
        said = around.format(" ".join(WORDS[int(digit)] for digit in digits))
        assert not check(said, OutboundContext(region=region)).ok, said


@pytest.mark.requirement(30)
@pytest.mark.parametrize("region", EVERYWHERE)
def test_the_regions_own_lines_may_be_named(region: str) -> None:
    known = directory(region)
    for line in known.lines:
        said = f"You could {reach(line)}."
        assert check(said, OutboundContext(region=region, authored=True)).ok, said
    assert check(f"More at {known.worldwide}.", OutboundContext(region=region)).ok


@pytest.mark.requirement(30)
@pytest.mark.parametrize("region", ["", "XX"])
def test_where_the_region_is_not_known_no_number_is_said(region: str) -> None:
    for number in ("988", "116 123", "999", "112", "0800 111 0 111", "741741"):
        assert not check(f"Call {number}.", OutboundContext(region=region)).ok
    assert check("Lines are listed at findahelpline.com.", OutboundContext(region=region)).ok


@pytest.mark.parametrize(
    "said",
    [
        "See evilfindahelpline.com for more.",
        "See findahelpline.com.evil.org for more.",
        "Write to help@example.com about it.",
        "Write to help (at) example about it.",
        "It is at samaritans.org.uk/chat tonight.",
        "Open https://findahelpline.evil.net now.",
        "Press tel:0800123123 there.",
        "Nine eight eight is there for you.",
        "call nine double eight",
        "988 is open at any hour.",
        "Reach them at 85258.",
        "The ring of it: ٠٨٠٠١٢٣٤٥٦",
    ],
)
def test_other_ways_to_send_somebody_astray_are_held_back(said: str) -> None:
    assert not check(said, OutboundContext(region="FR")).ok


@pytest.mark.parametrize(
    "said",
    [
        "You rang her at 14:10, and again at 9:05.",
        "In 2024 you moved; on 12/05/2025 you wrote.",
        "Ten thousand steps, or 10,000 of them.",
        "Five, six or seven people may come.",
        "One, two people at most.",
        "Chances stand at 7 in 10.",
        "It was bus 42, stop 7.",
    ],
)
def test_ordinary_figures_are_left_alone(said: str) -> None:
    assert check(said, OutboundContext(region="GB")).ok


def test_only_in_our_own_lines_a_members_number_may_be_quoted() -> None:
    said = "You wrote “0800 123 4567” on the card."
    assert check(said, OutboundContext(region="GB", authored=True)).ok
    assert not check(said, OutboundContext(region="GB")).ok
