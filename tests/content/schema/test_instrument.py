"""An instrument that does not hold together is refused, and the words say where."""

from pathlib import Path

import pytest
from pydantic import ValidationError
from tests.support.instruments import FIVE, instrument, items, scale

from overture.content import LIBRARY, ContentError
from overture.content.instruments import instruments

WHERE = {"bands_source": "Invented for a test"}
WRONG = [
    ({"items": items() + items(1)}, "q1: this id is used twice"),
    ({"items": items(answers="")}, "item q1: it needs a set of answers"),
    ({"items": items(answers="nine")}, "item q1: it needs two answers or more"),
    ({"items": items(choices=FIVE)}, "item q1: it needs a set of answers or choices of its own"),
    ({"items": items(answers="", choices=[FIVE[0], FIVE[0]])}, "each of another value"),
    (
        {"items": items(answers="", choices=[FIVE[0], {"value": 1, "words": "0 of four"}])},
        "two of its answers say the same",
    ),
    ({"items": items(within=["g1"])}, "item q1: there is no group g1"),
    ({"items": items(screened=True)}, "says from which answer it matters"),
    ({"items": items(matters_from=1)}, "says from which answer it matters"),
    ({"items": items(screened=True, matters_from=9)}, "item q1: 9 is none of its answers"),
    ({"scales": [scale(high=27)]}, "scale all: its items reach 0 to 16, not 0 to 27"),
    ({"scales": [scale(method="mean")]}, "scale all: its items reach 0 to 4, not 0 to 16"),
    ({"scales": [scale(items=["q1", "q7"])]}, "scale all: there is no item q7"),
    ({"scales": [scale(items=["q1", "q1"])]}, "item q1 stands in it twice"),
    ({"scales": [scale(), scale()]}, "all: two scales have it"),
    ({"scales": [scale(least_answered=5)]}, "it has only 4 items"),
    ({"scales": [scale(bands=[{"from": 0, "words": "few"}])]}, "bands need their source"),
    ({"scales": [scale(**WHERE)]}, "a source its bands"),
    ({"scales": [scale(bands=[{"from": 1, "words": "few"}], **WHERE)]}, "must begin at 0"),
    (
        {"scales": [scale(bands=[{"from": n, "words": "few"} for n in (0, 5, 5)], **WHERE)]},
        "bands must rise",
    ),
    (
        {"scales": [scale(bands=[{"from": n, "words": "few"} for n in (0, 17)], **WHERE)]},
        "end by 16",
    ),
    (
        {"scales": [scale(reliability={"retest": 1.0, "sd": 2, "source": "Invented"})]},
        "less than 1",
    ),
    ({"scales": [scale(reliability={"retest": 0.8, "sd": 2, "source": ""})]}, "at least 8"),
    ({"licence": ""}, "at least 3"),
    ({"source": ""}, "at least 8"),
]


@pytest.mark.parametrize(("given", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_does_not_hold_together_is_refused_in_words(given, said):
    with pytest.raises(ValidationError, match=said):
        instrument(**given)


def test_a_sound_one_is_read():
    made = instrument(scales=[scale(bands=[{"from": 0, "words": "few"}], **WHERE)])
    assert made.ends_of(made.items[0]) == (0, 4)
    assert made.item("q9") is None


def test_ours_are_two_and_short():
    assert list(instruments()) == ["people-this-week", "thoughts-around"]
    assert all(len(one.items) <= 8 for one in instruments().values())


def test_one_under_another_name_is_refused(tmp_path: Path):
    folder = tmp_path / "instruments"
    folder.mkdir()
    text = (LIBRARY / "instruments" / "people-this-week.toml").read_text("utf-8")
    (folder / "other.toml").write_text(text, "utf-8")
    with pytest.raises(ContentError, match="must be the file's name"):
        instruments(tmp_path)
