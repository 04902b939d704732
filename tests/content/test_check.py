"""A fault in an authored file is found, and named with its file and line."""

import shutil

import pytest

from overture.content import LIBRARY, ContentError
from overture.content.check import NEEDED, check, load_everything


@pytest.fixture
def library(tmp_path):
    """A copy of the shipped library that a test may spoil."""
    return shutil.copytree(LIBRARY, tmp_path / "library")


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_shipped_library_has_nothing_to_mend():
    assert check() == []


def test_a_syntax_error_is_named_with_file_and_line(library):
    path = library / "scenes" / "neighbour-lift.toml"
    line = edit(path, 'id = "neighbour-lift"', 'id = "neighbour-lift')
    with pytest.raises(ContentError) as caught:
        load_everything(library)
    assert (caught.value.path, caught.value.line) == (path, line)


def test_an_unknown_field_is_named_with_file_and_line(library):
    path = library / "companion" / "card.toml"
    line = edit(path, 'name = "Cue"', 'name = "Cue"\nhobby = "gossip"')
    with pytest.raises(ContentError, match="hobby") as caught:
        load_everything(library)
    assert (caught.value.path, caught.value.line) == (path, line + 1)


def test_bytes_that_are_no_text_are_named(library):
    path = library / "acts" / "greet.toml"
    path.write_bytes(b'schema = "acts/1"\n\xff\xfe\x00\n')
    with pytest.raises(ContentError, match=r"greet\.toml"):
        load_everything(library)


@pytest.mark.parametrize("name", NEEDED)
def test_nothing_starts_without_a_file_it_needs(library, name):
    (library / name).unlink()
    with pytest.raises(ContentError) as caught:
        load_everything(library)
    assert caught.value.path == library / name


def test_a_file_without_a_known_schema_is_refused(library):
    (library / "companion" / "new.toml").write_text('schema = "poem/1"\n', "utf-8")
    with pytest.raises(ContentError, match="poem/1"):
        load_everything(library)


def test_a_broken_file_is_one_finding(library):
    (library / "safety" / "wording.toml").write_text("", "utf-8")
    (finding,) = check(library)
    assert finding.path.name == "wording.toml"


def found_in(library, path):
    return [(f.line, f.problem) for f in check(library) if f.path == path]


def test_a_raised_voice_is_found_where_it_is(library):
    path = library / "companion" / "card.toml"
    line = edit(path, "Stored on this service’s computer", "Stored! On this service's computer")
    assert found_in(library, path) == [(line, "holds an exclamation mark")]


def test_a_name_used_twice_is_found(library):
    edit(library / "scenes" / "neighbour-lift.toml", 'name = "Mr Rao"', 'name = "Agnes"')
    assert "partner's name" in str(check(library))


def test_a_folder_of_somebodys_machine_is_found(library):
    path = library / "companion" / "slots.toml"
    path.write_text(path.read_text("utf-8") + "# see /home/ada/slots.txt\n", "utf-8")
    assert "machine" in found_in(library, path)[0][1]


def test_too_few_words_for_codes_are_found(library):
    (library / "words.txt").write_text("acorn\nadmire\n", "utf-8")
    assert found_in(library, library / "words.txt")


def test_words_that_people_may_send_to_each_other_are_judged(library):
    spoilt = {
        "groups/replies.toml": ("Glad you told us.", "You should go again.", "gives advice"),
        "supporters/celebrate.toml": ("Glad to know this.", "You were brave.", "gives a grade"),
        "groups/pairs/same-hour.toml": ("Not this hour.", "Not this hour!", "an exclamation"),
        "supporters/harm-check.toml": ('"asking-and-leaving-be"', '"asking"', "is no lesson"),
    }
    lines = {name: edit(library / name, old, new) for name, (old, new, _) in spoilt.items()}
    found = {f.path.relative_to(library).as_posix(): f for f in check(library)}
    assert {name: one.line for name, one in found.items()} == lines
    assert all(problem in found[name].problem for name, (_, _, problem) in spoilt.items())
