import pytest

from overture.conversation.understanding.text import plain, prepare


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ""),
        ("  hello \n", "hello"),
        ("<b>hello</b> there", "hello  there"),
        ("<script>alert('x')</script>", ""),
        ("i <3 you and 2 < 3", "i <3 you and 2 < 3"),
        ("a\x00b\ufffdc", "a b c"),
    ],
)
def test_tags_and_control_marks_are_not_read(typed: str, read: str) -> None:
    assert prepare(typed).text == read


def test_a_long_turn_keeps_its_beginning_and_its_end() -> None:
    turn = prepare("first words " + "and so on " * 10_000 + "last words")
    assert len(turn.text) < 4_000
    assert turn.text.startswith("first words")
    assert turn.text.endswith("last words")
    assert turn.words > 29_000


def test_a_sign_off_is_left_out_and_a_mention_is_not() -> None:
    signed = prepare("It was cold. Kind regards, Gordon.", ("regards", "kind regards"))
    assert signed.text == "It was cold."
    assert prepare("Regards to Gordon.", ("regards",)).text == "Regards to Gordon."


def test_plain_text_has_no_apostrophes_and_single_spaces() -> None:
    assert plain("I’m  NOT sure, it's 4.30…") == " im not sure its 4.30 ... "


def test_sentences_end_at_marks_and_lines() -> None:
    turn = prepare("One. Two? Three!\nfour")
    assert turn.sentences == ("One.", "Two?", "Three!", "four")


@pytest.mark.parametrize(("text", "share"), [("hello", 1.0), ("مرحبا", 0.0), ("😀 12", 0.0)])
def test_legibility_is_the_share_of_latin_letters(text: str, share: float) -> None:
    assert prepare(text).legible == share
