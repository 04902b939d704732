"""A conversation in the terminal: the same for a seed, in words or in JSON, and nothing kept."""

import json

import pytest
from tests.support.commands import overture
from typer.testing import CliRunner

from overture.cli.app import app
from overture.cli.problems import Problem
from overture.content import scenes

PARCEL = ("--scene", "neighbour-parcel")
HELLO = {"text": "Hello, have you got my parcel?"}
WORRIED = {"text": "I have to ring the dentist tomorrow and I keep putting it off"}


def _run(*arguments: str, given: str = ""):
    return CliRunner().invoke(app, ["talk", *arguments], input=given)


def _json(*lines, options: tuple[str, ...] = ()) -> list[dict]:
    given = "".join(json.dumps(line) + "\n" for line in lines)
    done = _run("--json", *options, given=given)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def _problem(*arguments: str, given: str = "") -> Problem:
    done = _run(*arguments, given=given)
    assert done.exit_code == 1
    assert isinstance(done.exception, Problem)
    return done.exception


# ---- with Cue


def test_every_line_in_is_one_event_out_after_the_opening():
    events = _json(WORRIED, {"text": "Every time I pick up the phone"}, options=("--seed", "7"))
    assert [event["event"] for event in events] == ["opening", "reply", "reply"]
    for event in events:
        assert event["text"]
        assert event["move"]
        assert event["reason"]
        assert event["origin"] == "authored"
    assert events[1]["understanding"]["acts"]


@pytest.mark.parametrize("options", [(), PARCEL])
def test_the_same_seed_gives_the_same_conversation(options):
    told = [_json(HELLO, WORRIED, options=(*options, "--seed", "7")) for _ in range(2)]
    assert told[0] == told[1]


def test_another_seed_gives_another_conversation():
    lines = [WORRIED, {"text": "It rang and nobody answered"}, {"text": "I felt stupid"}]
    told = {
        json.dumps([event["text"] for event in _json(*lines, options=("--seed", seed))])
        for seed in ("1", "2", "3")
    }
    assert len(told) > 1


def test_a_farewell_ends_it_and_what_comes_after_is_not_read():
    events = _json({"text": "bye"}, HELLO, HELLO)
    assert events[-1]["ends"]
    assert len(events) == 2


def test_stop_ends_it_with_one_line():
    events = _json({"control": "stop"})
    assert (events[-1]["text"], events[-1]["ends"]) == ("Stopped. That’s fine.", True)


def test_the_end_of_the_input_is_the_end():
    assert [event["event"] for event in _json()] == ["opening"]


def test_the_screen_comes_first_here_too():
    events = _json({"text": "I want to kill myself"}, {"text": "yes"}, options=("--region", "gb"))
    assert [event["origin"] for event in events] == ["authored", "safety", "safety"]
    assert events[1]["help_link"]
    assert "116 123" in events[1]["text"] + events[2]["text"]


# ---- a scene


def test_a_scene_is_gone_into_and_answered_with_dial_hints_and_stage():
    events = _json(HELLO, options=PARCEL)
    assert [event["event"] for event in events] == ["opening", "reply", "reply"]
    assert events[0]["taps"]
    assert events[-1]["move"].startswith("partner:")
    assert all({"want", "words"} == set(hint) for hint in events[-1]["hints"])
    assert any(spoken["stage"] for event in events for spoken in event["spoken"])


@pytest.mark.parametrize("control", ["silence", "nod", "wait", "slower"])
def test_controls_are_turns_without_words(control):
    events = _json({"control": control}, HELLO, options=PARCEL)
    assert len(events) == 4
    assert events[2]["understanding"] is None


def test_an_empty_text_says_nothing_in_a_scene():
    assert _json({"text": " "}, options=PARCEL) == _json({"control": "silence"}, options=PARCEL)


def test_going_back_takes_the_turn_back_and_the_next_one_is_as_if_it_were_the_first():
    straight = _json(HELLO, options=(*PARCEL, "--seed", "3"))
    lines = [{"text": "Give me my box now"}, {"control": "back"}, HELLO]
    after = _json(*lines, options=(*PARCEL, "--seed", "3"))
    assert after[-2]["event"] == "note"
    assert after[-1]["spoken"] == straight[-1]["spoken"]


def test_there_is_an_end_to_going_back():
    events = _json({"control": "back"}, {"control": "back"}, {"control": "back"}, options=PARCEL)
    assert events[-1]["text"] == "There is nothing to go back to."


def test_in_a_talk_there_is_nothing_to_go_back_to():
    assert _json(HELLO, {"control": "back"})[-1]["text"] == "There is nothing to go back to."


# ---- in words


def test_in_words_slashes_are_controls_and_an_empty_line_is_silence():
    done = _run(*PARCEL, given="Hello, have you got my parcel?\n/back\n\n/slower\n/stop\n")
    assert done.exit_code == 0
    assert "Back one turn. Both versions are kept." in done.stdout
    assert "{" not in done.stdout


def test_in_words_a_talk_shows_what_may_be_tapped():
    done = _run(given="bye\n")
    assert done.exit_code == 0
    assert "  or: " in done.stdout


# ---- odd input


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("hello", "not JSON"),
        ("{", "not JSON"),
        ("", "not JSON"),
        ("[1]", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ('{"text": 5}', "not a string"),
        ('{"text": null}', "not a string"),
        ('{"control": "explode"}', "not a control"),
        ('{"control": ["stop"]}', "not a control"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_in_words(line, says):
    problem = _problem("--json", given=f"{line}\n")
    assert says in problem.what
    assert problem.todo


def test_a_scene_that_there_is_not_lists_those_there_are():
    problem = _problem("--scene", "nowhere")
    assert "'nowhere'" in problem.what
    assert all(scene_id in problem.todo for scene_id in scenes())


def test_the_harder_moment_comes_only_where_it_was_agreed_to():
    asked = ({"text": "Hello"}, {"text": "Have you got my parcel?"}, {"text": "It says no. 4"})
    announced = "In this one something small goes wrong."
    told = [json.dumps(_json(*asked, options=(*PARCEL, *more))) for more in ((), ("--harder",))]
    assert [announced in words for words in told] == [False, True]


def test_a_harder_moment_without_a_scene_is_told():
    assert "--scene" in _problem("--harder").todo


def test_a_level_that_there_is_not_lists_those_there_are():
    problem = _problem(*PARCEL, "--level", "impossible")
    assert "easy, middle, hard" in problem.todo


def test_odd_words_are_answered():
    odd = ["", "   ", "x" * 20_000, "مرحبا", "🙂", "<script>alert(1)</script>", "\x00\x01"]
    events = _json(*({"text": words} for words in odd))
    assert len(events) == len(odd) + 1
    assert "<script>" not in "".join(event["text"] for event in events)


def test_a_problem_is_told_on_standard_error_and_nothing_is_left_on_disk(tmp_path):
    done = overture("talk", "--json", data=tmp_path / "data", given=b"hello\n")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("overture: a line is not JSON")
    assert b"Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert not list((tmp_path / "data").glob("*.sqlite3"))


def test_a_model_may_find_the_words_and_is_named(tmp_path, bad_model):
    from tests.support.bad_models import rewords

    address = ("--llm", bad_model.will(rewords).url, "--model", bad_model.endpoint.model)
    given = b'{"text": "My boss shouted at me in front of everyone today"}\n{"text": "bye"}\n'
    done = overture("talk", "--json", "--seed", "1", *address, data=tmp_path, given=given)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[1]["origin"] in {"model", "both"}
    assert events[1]["text"].startswith("Well, ")
    assert events[1]["worded"]["model"] == "stub:1"
    assert events[-1]["origin"] == "authored"
    assert len(bad_model.asked) == 1
