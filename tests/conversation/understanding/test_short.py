import pytest

from overture.conversation.understanding.short import answer, lead
from overture.conversation.understanding.text import prepare
from overture.conversation.understanding.types import Asked, UnderstandingContext


def act(text: str, asked: Asked = "none", number: float | None = None) -> str | None:
    read = answer(prepare(text), number, UnderstandingContext(asked=asked))
    return read.act if read else None


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("yeah", "offer", "agree"),
        ("Go on then.", "yes_no", "agree"),
        ("nah", "offer", "refuse_suggestion"),
        ("not today", "yes_no", "refuse_suggestion"),
        ("2nd one", "choice", "agree"),
        ("k", "open", "silence_filler"),
        ("dunno", "offer", "silence_filler"),
        ("STOP", "offer", "stop_here"),
        ("ok bye", "none", "bye"),
        ("...", "none", "silence_filler"),
        ("", "none", "silence_filler"),
        ("🦜", "none", "silence_filler"),
        ("lol. yeah", "none", "agree"),
        ("my sister rang me", "offer", None),
    ],
)
def test_short_turns_are_read_by_what_was_asked(
    text: str, asked: Asked, expected: str | None
) -> None:
    assert act(text, asked) == expected


def test_a_number_answers_a_question_for_one() -> None:
    assert act("six", "number", 6.0) == "agree"
    assert act("six", "none", 6.0) is None


def test_a_yes_is_surer_when_something_was_asked() -> None:
    asked, unasked = (
        answer(prepare("yes"), None, UnderstandingContext(asked=what)) for what in ("offer", "none")
    )
    assert asked
    assert unasked
    assert asked.probability > 0.7 > unasked.probability


def test_no_in_a_scene_is_a_refusal_of_the_partner() -> None:
    read = answer(prepare("no thanks"), None, UnderstandingContext(asked="offer", in_scene=True))
    assert read
    assert read.act == "refusal"


def test_an_answer_may_open_a_longer_turn() -> None:
    offered = UnderstandingContext(asked="offer")
    read = lead(prepare("nah. not doing role play with a computer"), None, offered)
    assert read
    assert read.act == "refuse_suggestion"
    assert lead(prepare("nah. not doing that"), None, UnderstandingContext()) is None
    assert lead(prepare("the thing is, no"), None, offered) is None


def test_in_a_scene_a_farewell_closes_and_a_yes_to_nothing_is_a_nod() -> None:
    in_scene, offered = (
        UnderstandingContext(in_scene=True, asked=asked) for asked in ("none", "offer")
    )
    read = [answer(prepare(text), None, where) for text, where in (
        ("bye", in_scene), ("yeah", in_scene), ("yeah", offered))]  # fmt: skip
    assert [one.act if one else None for one in read] == ["close", "acknowledge", "agree"]
