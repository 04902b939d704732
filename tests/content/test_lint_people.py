"""Who says what to whom: faults in a scene with several partners, and in a message thread."""

import pytest
from tests.support.several import PATH, raw_scene

from overture.content.findings import Source
from overture.content.lint_scenes import lint_scene, same_partners
from overture.content.schema.scene import Scene


@pytest.fixture
def raw():
    return raw_scene()


def problems(raw):
    return [finding.problem for finding in lint_scene(Scene.model_validate(raw), Source(PATH))]


def test_a_scene_of_two_is_sound(raw):
    assert problems(raw) == []


def say(raw, **line):
    raw["leads"]["greet"] = {"any": [{"text": "Hello.", **line}]}


def let_nobody_speak(raw):
    say(raw, by="Ada")


def speak_to_nobody(raw):
    say(raw, to="Ada")


def speak_to_oneself(raw):
    say(raw, by="Teo", to="Teo")


def give_a_fact_to_nobody(raw):
    raw["partner"]["facts"][0]["by"] = "Ada"


def make_an_answer_conditional(raw):
    say(raw, then=[{"by": "Teo", "text": "Hm.", "needs": ["asked"]}])


def nest_an_answer(raw):
    say(raw, then=[{"by": "Teo", "text": "Hm.", "then": [{"text": "Hm?", "to": "Teo"}]}])


def ask_by_two_people(raw):
    say(raw, text="Who is it?", then=[{"by": "Teo", "text": "What do they want?"}])


def leave_teo_out_of_hard(raw):
    raw["opening"]["say"]["hard"] = ["Yes?"]


def agree_to_lines_of_its_own(raw):
    raw["setbacks"][-1]["say"] = ["Oh."]


def wait_in_no_beat(raw):
    raw["setbacks"][1]["in_beats"] = ["attic"]


def show_a_face_in_a_thread(raw):
    raw["features"]["real"]["channel"] = "text"


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (let_nobody_speak, "'Ada' is nobody"),
        (speak_to_nobody, "'Ada' is nobody"),
        (speak_to_oneself, "to themselves"),
        (give_a_fact_to_nobody, "'Ada'"),
        (make_an_answer_conditional, "belong to the first"),
        (nest_an_answer, "belong to the first"),
        (ask_by_two_people, "two things in one turn"),
        (leave_teo_out_of_hard, "Teo has no line written for hard"),
        (agree_to_lines_of_its_own, "announced beat"),
        (wait_in_no_beat, "'attic'"),
        (show_a_face_in_a_thread, "shows a face"),
        (show_a_face_in_a_thread, "not answered yet"),
    ],
)
def test_a_fault_is_found(raw, spoil, problem):
    spoil(raw)
    assert any(problem in found for found in problems(raw))


def test_two_may_ask_each_other_and_one_the_member(raw):
    say(raw, text="Who is it?", to="Teo", then=[{"by": "Teo", "text": "Who are you?"}])
    assert problems(raw) == []


def test_the_speaker_of_a_quoted_line_can_be_named_only_where_there_are_several(raw):
    raw["debrief"][0]["say_if_true"] = "{who} said “{hers}”."
    assert problems(raw) == []
    del raw["others"]
    raw["opening"]["say"] = {"any": ["Yes?"]}
    assert any("'who'" in found for found in problems(raw))


def test_somebodys_name_is_used_in_one_scene_only(raw):
    first = Scene.model_validate(raw)
    raw["partner"] |= {"name": "Mrs Adeyemi", "says_of_herself": ""}
    second = Scene.model_validate({**raw, "id": "other-door"})
    found = [f.problem for f in same_partners({Source(PATH): first, Source(PATH): second})]
    assert any("Teo" in problem for problem in found)
