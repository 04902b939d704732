"""Parsed files are read back while text and copy are whole, and parsed again when not."""

import threading
import tomllib
from pathlib import Path

import pytest

from overture.content import kept
from overture.content.files import read_toml
from overture.content.loader import LIBRARY
from overture.content.schema.companion import Card

TEXT = 'schema = "x/1"\nwords = ["one", "two"]\n[dial]\nwarmth = 0.5\n'
SAYS = tomllib.loads(TEXT)


@pytest.fixture
def library(tmp_path, monkeypatch):
    """An own library, with its own places where things are kept."""
    monkeypatch.setattr(kept, "LIBRARY", tmp_path / "library")
    monkeypatch.setattr(kept, "places", lambda: (tmp_path / "beside", tmp_path / "cache"))
    return tmp_path / "library"


@pytest.fixture
def parsings(monkeypatch):
    """The texts that went through the parser."""
    texts = []

    def loads(text):
        texts.append(text)
        return tomllib_loads(text)

    tomllib_loads = tomllib.loads
    monkeypatch.setattr(kept.tomllib, "loads", loads)
    return texts


def test_a_text_is_parsed_once(library, parsings):
    path = library / "scenes" / "lift.toml"
    assert [kept.parsed(path, TEXT) for _ in range(3)] == [SAYS] * 3
    assert parsings == [TEXT]


def test_an_edited_text_is_parsed_and_so_is_its_return(library, parsings):
    path, edited = library / "lift.toml", TEXT.replace("two", "three")
    said = [kept.parsed(path, text)["words"][1] for text in (TEXT, edited, edited, TEXT)]
    assert said == ["two", "three", "three", "two"]
    assert parsings == [TEXT, edited, TEXT]


@pytest.mark.parametrize(
    "damage",
    [
        lambda copy: b"",
        lambda copy: copy[:-1],
        lambda copy: copy.replace(b"one", b"won"),
        lambda copy: copy.split(b"\n")[0],
        lambda copy: bytes(len(copy)),
    ],
    ids=["empty", "cut off", "a letter changed", "only its head", "zeroes"],
)
def test_a_damaged_copy_is_never_believed_and_made_again(library, parsings, damage):
    path = library / "lift.toml"
    kept.parsed(path, TEXT)
    copy = kept.places()[0] / "lift.toml.json"
    whole = copy.read_bytes()
    copy.write_bytes(damage(whole))
    assert kept.parsed(path, TEXT) == SAYS
    assert copy.read_bytes() == whole
    assert len(parsings) == 2


def test_where_nothing_can_be_written_beside_it_the_cache_serves(library, parsings):
    beside, cache = kept.places()
    beside.write_text("no folder")
    assert [kept.parsed(library / "lift.toml", TEXT) for _ in range(2)] == [SAYS] * 2
    assert len(parsings) == 1
    assert [path.name for path in cache.iterdir()] == ["lift.toml.json"]


def test_where_nothing_can_be_written_at_all_every_start_parses(library, parsings):
    for place in kept.places():
        place.write_text("no folder")
    assert [kept.parsed(library / "lift.toml", TEXT) for _ in range(2)] == [SAYS] * 2
    assert len(parsings) == 2


def test_a_file_with_dates_is_always_parsed(library, parsings):
    dated = "checked = 2026-10-07\n"
    assert [kept.parsed(library / "lines.toml", dated) for _ in range(2)] == [
        tomllib.loads(dated)
    ] * 2
    assert not any(place.exists() for place in kept.places())


def test_nothing_is_kept_of_another_library(library, tmp_path):
    kept.parsed(tmp_path / "other" / "lift.toml", TEXT)
    assert not any(place.exists() for place in kept.places())


def test_what_was_kept_still_goes_through_its_schema(library):
    text = (LIBRARY / "companion" / "card.toml").read_text("utf-8")
    path = library / "card.toml"
    library.mkdir()
    path.write_text(text, "utf-8")
    kept.parsed(path, text)
    assert read_toml(path, Card) == read_toml(LIBRARY / "companion" / "card.toml", Card)
    path.write_text(text + "\n[unheard_of]\n", "utf-8")
    kept.parsed(path, text + "\n[unheard_of]\n")
    with pytest.raises(ValueError, match="unheard_of"):
        read_toml(path, Card)


def test_two_threads_that_keep_the_same_file_do_not_write_into_one_draft(library, monkeypatch):
    both_wrote, write = threading.Barrier(2, timeout=10), Path.write_bytes

    def write_bytes(path, content):
        write(path, content)
        both_wrote.wait()

    monkeypatch.setattr(kept.Path, "write_bytes", write_bytes)
    threads = [threading.Thread(target=kept.keep, args=("x.json", b"whole")) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    first, second = kept.places()
    assert (first / "x.json").read_bytes() == b"whole"
    assert not second.exists()  # nobody's draft was gone, so nobody went on to the second place
