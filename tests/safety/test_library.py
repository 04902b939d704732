import re

import pytest

from overture.language import encoder
from overture.safety import head, protocol_page
from overture.safety.library import helplines, wording
from overture.safety.text import folded, sentences, windowed
from overture.safety.training import examples_digest


def test_the_shipped_head_was_trained_on_the_messages_that_ship() -> None:
    trained = head.shipped()
    assert trained.examples_digest == examples_digest()
    assert trained.encoder_digest == encoder().digest


def test_an_altered_head_is_refused(tmp_path: object) -> None:
    path = tmp_path / "head.json"  # type: ignore[operator]
    path.write_text(head.FILE.read_text().replace('"digest": "', '"digest": "0'))
    with pytest.raises(head.HeadUnreadableError):
        head.shipped(path)


def test_there_is_a_protocol_and_a_directory() -> None:
    assert wording().line
    assert helplines().country
    assert "What is not done" in protocol_page()


def test_the_protocol_page_is_dated_and_holds_no_number_to_dial() -> None:
    page = protocol_page()
    assert "Version 3, 22 November 2026" in page
    assert not re.search(r"\b\d{2,4} \d{3} \d{3,4}\b", page)


def test_folding_puts_slang_and_slips_right() -> None:
    assert folded("I dont WANNA liv anymoooore") == "i dont want to live any more"
    assert folded("suiicidal") == "suicidal"
    assert folded("I’m “fine”.") == "im , fine , ."


def test_folding_leaves_real_words_alone() -> None:
    assert folded("the gardening") == "the gardening"
    assert sentences(folded("One. Two, three? 3.5 and e.g. this")) == [
        "one",
        "two , three",
        "3 , 5 and e , g",
        "this",
    ]


def test_a_long_text_is_windowed() -> None:
    assert len(windowed("a" * 1_000_000)) <= 14_000
