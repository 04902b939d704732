from pathlib import Path

import pytest

from overture.content.errors import ContentError
from overture.content.files import read_toml
from overture.content.schema.acts import SCENE_ACTS, TALK_ACTS, ActFile

HEAD = 'schema = "acts/1"\nact = "greet"\nmeans = "Hello."\n'


def write(tmp_path: Path, rest: str) -> Path:
    path = tmp_path / "greet.toml"
    path.write_text(HEAD + rest)
    return path


def test_an_example_may_be_only_words(tmp_path: Path) -> None:
    file = read_toml(
        write(tmp_path, 'examples = ["hi", { text = "hi, tired", feelings = { tired = 0.5 } }]'),
        ActFile,
    )
    assert [example.text for example in file.examples] == ["hi", "hi, tired"]
    assert file.examples[1].feelings == {"tired": 0.5}


@pytest.mark.parametrize(
    "rest",
    [
        "examples = []",
        'examples = ["hi", "Hi"]',
        'examples = ["hi"]\nheld_out = ["hi"]',
        'examples = [{ text = "hi", topic = "gossip" }]',
        'examples = [{ text = "hi", also = ["wave"] }]',
        'examples = [{ text = "hi", feelings = { sad = 2 } }]',
    ],
)
def test_slips_are_refused_with_their_place(tmp_path: Path, rest: str) -> None:
    with pytest.raises(ContentError, match=r"greet\.toml, line \d"):
        read_toml(write(tmp_path, rest), ActFile)


def test_no_act_belongs_to_both_kinds_of_talk() -> None:
    assert not set(TALK_ACTS) & set(SCENE_ACTS)
    assert len(TALK_ACTS) == 25
