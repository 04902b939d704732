from datetime import timedelta

import pytest

from overture.safety import ScreenState, corrected, follow_up, lint_line, screen
from overture.safety.library import wording
from tests.safety.talks import START, Turn, acts, talk

NOT_IMMEDIATE = [
    "i dont want to be alive any more",
    "sometimes",
    "not today",
    *["ok"] * 6,
]
AFTER = [*NOT_IMMEDIATE, "we had soup"]
IMMEDIATE = ["I'm going to kill myself tonight", *["i cant"] * 14]


def _replies(turns: list[Turn]) -> list[str]:
    return [turn.reply.text for turn in turns if turn.reply]


@pytest.mark.parametrize("region", ["US", "GB", "KE", None])
def test_the_not_immediate_path_says_everything_it_must(region: str | None) -> None:
    said = acts(talk(NOT_IMMEDIATE, region))
    assert {
        "safety_question",
        "thanks",
        "ai_honesty",
        "line",
        "lower_barrier",
        "trusted_person",
        "professional_care",
        "distance_from_means",
        "what_helped",
        "stay",
    } <= said


def test_the_talk_is_free_again_after_the_path() -> None:
    assert talk(AFTER)[-1].reply is None
    assert talk(AFTER)[-2].reply is not None


@pytest.mark.parametrize("region", ["US", "FR", None])
def test_the_immediate_path_says_everything_it_must(region: str | None) -> None:
    turns = talk(IMMEDIATE, region)
    assert {
        "line",
        "be_with_someone",
        "distance_from_means",
        "distress_tolerance",
        "lower_barrier",
        "trusted_person",
        "professional_care",
    } <= acts(turns)
    assert turns[0].reply is not None
    assert turns[0].reply.acts[0] == "line"


def test_while_immediate_only_safety_is_talked_about_until_somebody_is_there() -> None:
    turns = talk(["I'm going to kill myself tonight", "tell me about films", "my mum is here now"])
    assert [turn.found.next for turn in turns] == ["protocol"] * 3
    assert turns[2].found.level == "concern"
    assert turns[2].reply is not None
    assert turns[2].reply.act == "thanks"


@pytest.mark.parametrize("script", [NOT_IMMEDIATE, IMMEDIATE[:12]])
def test_nothing_is_said_twice(script: list[str]) -> None:
    replies = _replies(talk(script))
    assert len(set(replies)) == len(replies)


@pytest.mark.parametrize("script", [NOT_IMMEDIATE, IMMEDIATE])
def test_replies_are_short_with_few_taps_and_questions(script: list[str]) -> None:
    for turn in talk(script):
        if turn.reply:
            assert len(turn.reply.taps) <= 3
            assert turn.reply.text.count("?") <= 2
            assert len(turn.reply.text.split()) <= 75
            assert turn.reply.help_link


def test_the_card_comes_once() -> None:
    cards = [turn.reply.card for turn in talk(NOT_IMMEDIATE) if turn.reply]
    assert sum(card is not None for card in cards) == 1


def test_a_line_that_cannot_be_rung_is_met_with_a_lower_step() -> None:
    turns = talk([*NOT_IMMEDIATE[:3], "i cant ring anyone"])
    assert turns[3].reply is not None
    assert turns[3].reply.act == "lower_barrier"


def test_having_nobody_is_taken_seriously() -> None:
    turns = talk([*NOT_IMMEDIATE[:4], "there is nobody"])
    assert turns[4].reply is not None
    assert "hard place" in turns[4].reply.text


def test_a_chosen_person_is_named() -> None:
    assert any("Lena" in text for text in _replies(talk(NOT_IMMEDIATE, person="Lena")))


def test_the_question_says_back_the_members_own_words_as_written() -> None:
    turn = talk(["I don't see a future for myself."])[0]
    assert turn.reply is not None
    assert "“don't see a future for myself”" in turn.reply.text


def test_words_of_risk_are_not_said_back() -> None:
    turn = talk(["i want to kill myself"])[0]
    assert turn.reply is not None
    assert "kill" not in turn.reply.text


def test_worry_about_somebody_gets_advice_and_a_check_on_the_speaker() -> None:
    turns = talk(["my son says he wants to die", "No, only him", "I'm at a loss", "ok"])
    assert turns[0].reply is not None
    assert {"helper_advice", "check_on_speaker"} <= set(turns[0].reply.acts)
    assert {"line", "be_with_someone"} <= acts(turns)


def test_harm_from_somebody_never_suggests_talking_it_out_together() -> None:
    text = " ".join(_replies(talk(["my boyfriend hits me", "ok", "ok"])))
    assert "I won't suggest talking it out with them" in text
    assert "If you could be hurt today" in text


def test_eating_replies_hold_no_numbers() -> None:
    text = " ".join(_replies(talk(["i make myself sick after every meal", "yes", "ok", "ok"])))
    assert not any(character.isdigit() for character in text)


def test_a_correction_apologises_and_weighs_only_that_phrase_less() -> None:
    first = talk(["i just want to disappear and not come back"])[0]
    reply = corrected(first.found.state, first.found.span)
    assert reply.act == "correction"
    again = screen("i just want to disappear and not come back", reply.state, now=START)
    assert again.next == "none"
    assert screen("i want to kill myself", reply.state, now=START).next != "none"


def test_the_next_visit_asks_once() -> None:
    turns = talk(NOT_IMMEDIATE)
    state = turns[-1].found.state
    assert follow_up(state, START + timedelta(hours=1)) is None
    reply = follow_up(state, START + timedelta(days=1))
    assert reply is not None
    assert reply.act == "follow_up"
    assert follow_up(reply.state, START + timedelta(days=2)) is None
    worse = talk(["Worse"], state=reply.state, start=START + timedelta(days=1))
    assert worse[0].found.next == "protocol"


def test_nothing_is_followed_up_where_nothing_was_open() -> None:
    assert follow_up(ScreenState(), START) is None


@pytest.mark.parametrize("line", wording().line, ids=lambda line: line.id)
def test_every_authored_line_passes_the_bans(line: object) -> None:
    assert lint_line(line.text) == []  # type: ignore[attr-defined]
    assert all(lint_line(tap) == [] for tap in line.taps)  # type: ignore[attr-defined]


def test_no_line_is_hard_to_read() -> None:
    for line in wording().line:
        for sentence in line.text.replace("?", ".").split("."):
            assert len(sentence.split()) <= 25, line.id


def test_every_topic_of_the_world_without_a_region_has_a_twin() -> None:
    ids = {line.id for line in wording().line}
    for line in wording().line:
        local = {"line", "emergency"} & set(line.needs)
        assert not local or f"{line.id}.world" in ids or line.id == "im.emergency", line.id
