"""What is wrong with a scene is found, whichever of its parts it stands in."""

import tomllib

import pytest

from overture.content import LIBRARY
from overture.content.findings import Source
from overture.content.lint_scenes import lint_scene, same_partners
from overture.content.schema.scene import Scene

PATH = LIBRARY / "scenes" / "neighbour-parcel.toml"


@pytest.fixture
def raw():
    return tomllib.loads(PATH.read_text("utf-8"))


def problems(raw):
    return [finding.problem for finding in lint_scene(Scene.model_validate(raw), Source(PATH))]


def test_the_shipped_scene_is_sound(raw):
    assert problems(raw) == []


def move_to_nowhere(raw):
    raw["beats"][0]["moves_on"] = [{"when": ["asked"], "to": "roof"}]


def leave_by_the_window(raw):
    raw["opening"]["choices"][1]["exit"] = "window"


def open_what_is_not_there(raw):
    raw["opening"]["say"]["easy"] = [{"text": "Hello.", "opens": "weather"}]


def show_an_unknown_cue(raw):
    raw["opening"]["say"]["easy"] = [{"text": "Hello.", "cue": "wink"}]


def need_what_nothing_sets(raw):
    raw["opening"]["say"]["easy"] = [{"text": "Hello.", "needs": ["moon_full"]}]


def leave_a_slot_alone(raw):
    raw["leads"]["greet"] = {"easy": ["{name}."]}


def fill_a_slot_with_nothing(raw):
    raw["leads"]["greet"] = {"any": ["{shoe}.", "Hello."]}


def ask_twice(raw):
    raw["leads"]["greet"] = {"any": ["Who? Why?"]}


def write_a_long_title(raw):
    raw["title"] = "Asking the neighbour on the second floor about a parcel"


def answer_an_unknown_act(raw):
    raw["anywhere"]["sneeze"] = {"any": ["Bless you."]}


def use_an_id_twice(raw):
    raw["goals"].append(raw["goals"][0])


def strand_a_beat(raw):
    raw["beats"].append({"id": "attic", "purpose": "Nobody comes here."})


def offer_an_unknown_fact(raw):
    for beat in raw["beats"]:
        if isinstance(beat.get("enter"), dict) and "choose" in beat["enter"]:
            beat["enter"]["choose"] = "not told yet; weather first at easy"


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (move_to_nowhere, "no beat 'roof'"),
        (leave_by_the_window, "no exit 'window'"),
        (open_what_is_not_there, "'weather'"),
        (show_an_unknown_cue, "'wink'"),
        (need_what_nothing_sets, "'moon_full'"),
        (leave_a_slot_alone, "every line has a slot"),
        (fill_a_slot_with_nothing, "'shoe'"),
        (ask_twice, "more than one thing"),
        (write_a_long_title, "characters"),
        (answer_an_unknown_act, "no act 'sneeze'"),
        (use_an_id_twice, "used twice"),
        (strand_a_beat, "'attic'"),
        (offer_an_unknown_fact, "no known fact"),
    ],
)
def test_a_fault_is_found(raw, spoil, problem):
    spoil(raw)
    assert any(problem in found for found in problems(raw))


def test_a_finding_names_the_line():
    written = Source(PATH).finding('id = "neighbour-parcel"', "here")
    assert PATH.read_text("utf-8").splitlines()[written.line - 1] == 'id = "neighbour-parcel"'


def test_two_partners_of_one_name_are_found(raw):
    first, second = Scene.model_validate(raw), Scene.model_validate({**raw, "id": "other-door"})
    assert list(same_partners({Source(PATH): first, Source(PATH): second}))
