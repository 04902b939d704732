"""`understand` and `screen` answer any line, however odd, with one JSON object a line."""

import json

import pytest
from tests.support.commands import overture

ODD = (
    b"",
    b"   ",
    b"x" * 100_000,
    b"word " * 20_000,
    b"\x00\x01\xff\xfe\x80",
    "שלום, לא דיברתי עם אף אחד".encode(),
    "😀🙃🫠".encode(),
    b"<script>alert('x')</script><b>hello</b>",
    b'{"text": "hello"}',
    "a\u202egnihtyna\u202c".encode(),
    b"I nodded at the neighbour",
)
"""One message each: empty, blank, long, binary, right to left, emoji, markup, JSON, plain."""


def answers(command, given, data):
    done = overture(command, data=data, given=given)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("lines")


def test_understand_answers_every_line(data):
    found = answers("understand", b"\n".join(ODD) + b"\n", data)
    assert len(found) == len(ODD)
    for one in found:
        assert one["acts"]
        assert all(isinstance(act, str) for act in one["acts"])
        assert 0.0 <= one["confidence"] <= 1.0
        assert all(0.0 <= strength <= 1.0 for strength in one["feelings"].values())
        assert {"topic", "key_phrase", "people", "time"} <= one.keys()


def test_screen_answers_every_line(data):
    found = answers("screen", b"\n".join(ODD) + b"\n", data)
    assert len(found) == len(ODD)
    assert {one["level"] for one in found} <= {"none", "concern", "acute"}
    assert {one["next"] for one in found} <= {"none", "question", "protocol"}


def test_a_last_line_without_an_end_is_read(data):
    assert len(answers("screen", b"hello", data)) == 1


def test_no_lines_give_no_answers(data):
    assert answers("understand", b"", data) == []


def test_screen_remembers_earlier_lines_only_when_asked(data):
    lines = b"I want to die.\nno\n"
    alone = answers("screen", lines, data)[1]
    assert alone["next"] == "none"
    done = overture("screen", "--conversation", data=data, given=lines)
    assert len(done.stdout.splitlines()) == 2
