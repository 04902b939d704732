import pytest

from overture.language.wordpiece import WordPiece, words


@pytest.fixture(scope="module")
def tokeniser() -> WordPiece:
    return WordPiece.packaged()


def test_words_are_folded_and_split_at_punctuation() -> None:
    assert words("Café—déjà VU, isn't it?") == [
        "cafe", "—", "deja", "vu", ",", "isn", "'", "t", "it", "?",
    ]  # fmt: skip


def test_ideographs_stand_alone_and_control_characters_vanish() -> None:
    assert words("我in\x00out\u200b\ufffd") == ["我", "inout"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("hello world", [101, 7592, 2088, 102]),
        ("unaffable", [101, 14477, 20961, 3468, 102]),
        ("", [101, 102]),
        ("x" * 101, [101, 100, 102]),
        ("[SEP]", [101, 1031, 19802, 1033, 102]),
    ],
)
def test_known_ids(tokeniser: WordPiece, text: str, ids: list[int]) -> None:
    assert tokeniser.ids(text) == ids


@pytest.mark.parametrize("text", ["hi " * 50_000, "x" * 100_000, "," * 100_000, "🦜" * 9_000])
def test_long_text_is_cut_at_the_limit_with_both_markers(tokeniser: WordPiece, text: str) -> None:
    ids = tokeniser.ids(text)
    assert len(ids) <= 128
    assert (ids[0], ids[-1]) == (101, 102)
