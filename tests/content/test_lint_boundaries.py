"""What pulls somebody back and what claims to be care is found; plain words are left alone."""

import pytest

from overture.content.check import check
from overture.content.lessons import lessons
from overture.content.lint_boundaries import claims, oversteps, pulls


@pytest.mark.requirement(7)
@pytest.mark.parametrize(
    "text",
    [
        "We missed you.",
        "Cue is waiting for you.",
        "It’s been 5 days.",
        "You’re on a 12-day streak.",
        "Three days in a row.",
        "You haven't talked in a while, you haven’t been here since Monday.",
        "Don’t give up.",
        "Are you sure you want to leave?",
        "Before you go, one thing.",
        "Come back tomorrow.",
        "You earned a badge.",
        "Your daily reward is here.",
        "Find out what happens next.",
        "Welcome back.",
        "Where have you been?",
        "Cue has something for you.",
    ],
)
def test_what_pulls_somebody_back_is_found(text: str) -> None:
    assert list(pulls(text))


@pytest.mark.requirement(41)
@pytest.mark.parametrize(
    "text",
    [
        "Online therapy at your pace.",
        "A treatment for shyness.",
        "It treats social fear: treats your fear.",
        "It cures loneliness.",
        "Diagnose yourself in six taps.",
        "Clinically proven.",
        "Reduces symptoms in four weeks.",
        "For social anxiety disorder.",
        "Helps against depression.",
        "Better than a therapist.",
        "Heals you from within.",
        "Proven to help.",
    ],
)
def test_a_claim_of_care_is_found(text: str) -> None:
    assert list(claims(text))


@pytest.mark.parametrize(
    "text",
    [
        "Hello, Remi. Everything is as you left it.",
        "It is a program, not a person and not therapy.",
        "This isn’t treatment and can’t become it.",
        "It can’t diagnose anything.",
        "One line to your sister would do.",
        "You can come back to this page with six words.",
        "A treat for the dog.",
        "Stopped. That’s fine.",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert list(oversteps(text)) == []


def test_what_is_allowed_is_allowed_in_its_place_alone() -> None:
    told = "a diagnosis is never given"
    assert list(claims(told, where="conversation/llm/prompt.py")) == []
    assert list(claims(told, where="companion/card.toml"))


def test_what_others_called_their_work_is_a_title_and_no_claim_of_ours() -> None:
    titles = [source.work for lesson in lessons().values() for source in lesson.sources]
    assert any(list(claims(title)) for title in titles)
    assert [found for found in check() if found.path.parent.name == "lessons"] == []


@pytest.mark.requirement(7, 41)
def test_nothing_that_cue_says_pulls_back_or_claims_care() -> None:
    problems = [f for f in check() if "pulls back" in f.problem or "claims" in f.problem]
    assert problems == []
