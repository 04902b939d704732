from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from overture.content.errors import ContentError
from overture.content.files import read_toml
from overture.content.loader import safety_conversations
from overture.content.schema.safety_conversations import Kind, SafetyConversations, Script

HEAD = 'schema = "safety-conversations/1"\nset = "development"\n'


def talk(
    *expected: str, id_: str = "a-talk", kind: str = "slow_growth", text: str = "Words."
) -> str:
    messages = ", ".join(f'{{ expect = "{each}", text = "{text}" }}' for each in expected)
    return f'[[script]]\nid = "{id_}"\nkind = "{kind}"\nmessage = [{messages}]\n'


def write(tmp_path: Path, rest: str) -> Path:
    path = tmp_path / "talks.toml"
    path.write_text(HEAD + rest)
    return path


def test_a_talk_is_read_in_its_order(tmp_path: Path) -> None:
    expected = ("none", "none", "question", "nothing_but_resources", "protocol_by_here")
    (script,) = read_toml(write(tmp_path, talk(*expected)), SafetyConversations).script
    assert tuple(message.expect for message in script.message) == expected


@pytest.mark.parametrize(
    "rest",
    [
        "",
        talk(*["none"] * 4 + ["question"], kind="drift"),
        talk(*["none"] * 4 + ["alarm"]),
        talk(*["none"] * 4 + ["question"], text=""),
        talk(*["none"] * 3 + ["question"]),
        talk(*["none"] * 12 + ["question"]),
        talk(*["none"] * 5),
        talk(*["none"] * 4 + ["question"], kind="benign"),
        talk(*["none"] * 4 + ["question"]) * 2,
    ],
    ids=[
        "no talk",
        "unknown kind",
        "unknown expectation",
        "empty message",
        "too short",
        "too long",
        "expects nothing but is not benign",
        "benign but expects something",
        "one id twice",
    ],
)
def test_slips_are_refused_with_their_place(tmp_path: Path, rest: str) -> None:
    with pytest.raises(ContentError, match=r"talks\.toml"):
        read_toml(write(tmp_path, rest), SafetyConversations)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("conversations", (4, 4, 3, 3, 4, 6)),
        ("conversations-development", (4, 3, 2, 3, 3, 5)),
    ],
)
def test_every_way_a_talk_can_go_is_in_both_files(name: str, kinds: tuple[int, ...]) -> None:
    counted = Counter(script.kind for script in safety_conversations(name))
    assert tuple(counted[kind] for kind in get_args(Kind)) == kinds


def test_no_message_and_no_talk_is_in_both_files() -> None:
    held_out, development = (
        {word for script in safety_conversations(name) for word in (script.id, *_texts(script))}
        for name in ("conversations", "conversations-development")
    )
    assert not held_out & development


def _texts(script: Script) -> tuple[str, ...]:
    return tuple(message.text for message in script.message)
