"""Guided exercises are short, quiet, lead to people and promise nothing."""

import re
from pathlib import Path

import pytest

from overture.content import LIBRARY, ContentError
from overture.content.exercises import exercises

EVERY = pytest.mark.parametrize("exercise", exercises().values(), ids=exercises())
PROMISES = re.compile(
    r"\b(will feel|calms?|relax\w*|cure|heal\w*|brain|vagus)\b|%|!", re.IGNORECASE
)


def test_there_is_one_for_before_one_for_after_and_one_among_people():
    assert list(exercises()) == [
        "feet-on-the-floor",
        "five-four-three",
        "through-the-body",
        "noticing-people",
    ]
    assert {exercise.when for exercise in exercises().values()} == {"before", "after", "either"}


@EVERY
def test_nothing_is_promised_of_the_body(exercise):
    said = " ".join((exercise.why, exercise.ending, *(part.text for part in exercise.parts)))
    assert not PROMISES.search(said)


@EVERY
def test_it_ends_in_a_step_towards_people(exercise):
    assert exercise.step
    assert exercise.ending


@EVERY
def test_there_is_time_to_read_each_part_slowly(exercise):
    for part in exercise.parts:
        assert len(part.text.split()) / part.stay <= 2.5  # words a second


def test_one_that_takes_too_long_is_refused(tmp_path: Path):
    folder = tmp_path / "exercises"
    folder.mkdir()
    part = '[[parts]]\ntext = "Stay with your feet."\nstay = 60\n'
    (folder / "long.toml").write_text(
        'schema = "exercise/1"\nid = "long"\nversion = "1"\norder = 1\ntitle = "Long"\n'
        'reviewed_by = "nobody"\nabout = "x"\nwhy = "x"\nwhen = "after"\nending = "x"\nstep = "x"\n'
        + part
        * 9
    )
    with pytest.raises(ContentError, match="it takes 9 minutes; 8 is the most"):
        exercises(tmp_path)


def test_one_under_another_name_is_refused(tmp_path: Path):
    folder = tmp_path / "exercises"
    folder.mkdir()
    shipped = next(iter(exercises()))
    text = (LIBRARY / "exercises" / f"{shipped}.toml").read_text("utf-8")
    (folder / "other.toml").write_text(text, "utf-8")
    with pytest.raises(ContentError, match="must be the file's name"):
        exercises(tmp_path)
