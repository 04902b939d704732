from datetime import UTC, datetime, timedelta

import pytest

from overture.safety import (
    NoticeClock,
    asks_if_human,
    honest_answer,
    lint_line,
    notice_due,
    says_farewell,
    shows_dependence,
    states_minor,
)
from overture.safety.library import boundaries

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def _writing(minutes: list[int], *, minor: bool = False) -> list[str | None]:
    clock = NoticeClock()
    seen: list[str | None] = []
    for at in minutes:
        notice = notice_due(clock, NOW + timedelta(minutes=at), minor_or_unknown=minor)
        clock = notice.clock
        seen.append(notice.occasion)
    return seen


def test_the_first_message_ever_carries_a_notice_and_the_second_does_not() -> None:
    assert _writing([0, 1]) == ["first", None]


def test_three_hours_of_continuing_use_bring_a_reminder_and_not_earlier() -> None:
    seen = _writing(list(range(0, 181, 10)))
    assert seen[0] == "first"
    assert seen[-1] == "continuing"
    assert set(seen[1:-1]) == {None}


def test_it_is_one_hour_for_minors_and_unknown_ages() -> None:
    assert _writing(list(range(0, 61, 10)), minor=True)[-1] == "continuing"


def test_a_long_pause_is_not_continuing_use() -> None:
    assert _writing([0, 200, 210]) == ["first", None, None]


def test_each_day_begins_with_a_notice() -> None:
    assert _writing([0, 24 * 60, 24 * 60 + 1]) == ["first", "daily", None]


def test_seven_days_away_bring_a_notice_of_their_own() -> None:
    assert _writing([0, 7 * 24 * 60]) == ["first", "after_absence"]


@pytest.mark.parametrize(
    "text",
    [
        "are you human?",
        "Are you a real person",
        "r u a bot",
        "is this a bot",
        "am I talking to a human",
        "Am I speaking with a real person?",
        "who are you really",
        "what are you",
        "is anyone there typing this",
        "is there a real person behind this",
        "do you have feelings",
        "you're a robot, aren't you",
        "human or bot?",
        "are you chatgpt",
        "are you an AI",
        "so are you a machine or what",
        "did a human write that",
        "are you alive",
        "are you conscious?",
        "hang on. are you real?",
        "is it a computer i'm writing to",
        "bot?",
        "are you just a program",
        "are you some kind of ai",
        "is this automated",
        "am i chatting to a machine",
        "are you sentient",
        "are you a man or a woman",
        "do you have a body",
        "is somebody reading this",
    ],
)
def test_the_question_whether_this_is_a_person_is_noticed(text: str) -> None:
    assert asks_if_human(text)


@pytest.mark.parametrize("text", ["are you free to practise", "is there a scene with a dentist"])
def test_other_questions_are_not_taken_for_it(text: str) -> None:
    assert not asks_if_human(text)


def test_the_answer_comes_first_and_is_honest() -> None:
    assert honest_answer().startswith("No. I'm a program.")


@pytest.mark.parametrize(
    "text",
    [
        "you're my only friend",
        "you're the only one i can talk to",
        "only you understand me",
        "i couldn't cope without you",
        "i'd rather talk to you than people",
        "you understand me better than my sister",
        "i love you",
        "i don't need anyone now that I have you",
        "promise you'll never leave",
    ],
)
def test_leaning_on_the_program_is_noticed(text: str) -> None:
    assert shows_dependence(text)


@pytest.mark.parametrize("text", ["my friend rang me", "i love soup", "only two people came"])
def test_ordinary_talk_is_not_dependence(text: str) -> None:
    assert not shows_dependence(text)


@pytest.mark.parametrize(
    "text",
    [
        "i am 15",
        "I'm fourteen years old",
        "im only 16 btw",
        "i'm in year 9",
        "i'm in 8th grade",
        "just turned 17",
        "im a minor",
        "I'm under 18",
        "14f",
        "i'll be 16 in june",
        "i'm 13, and my mum doesn't know",
    ],
)
def test_a_stated_age_under_eighteen_is_noticed(text: str) -> None:
    assert states_minor(text)


@pytest.mark.parametrize(
    "text",
    [
        "my son is 15",
        "I'm 45",
        "when I was 15 I moved",
        "i'm 16 minutes late",
        "I've got 12 cousins",
        "I teach year 9",
    ],
)
def test_other_ages_are_not(text: str) -> None:
    assert not states_minor(text)


@pytest.mark.parametrize("text", ["bye", "good night", "ok im off", "gtg", "have to go now"])
def test_a_farewell_is_noticed(text: str) -> None:
    assert says_farewell(text)


@pytest.mark.parametrize("text", ["i said goodbye to the class", "i have to go to the dentist"])
def test_talk_about_leaving_is_not_leaving(text: str) -> None:
    assert not says_farewell(text)


def test_the_notices_pass_the_bans() -> None:
    for text in boundaries().notices.model_dump().values():
        assert lint_line(text) == []
