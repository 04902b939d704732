"""Several partners in one scene: who speaks, who is asked, and whose words a debrief quotes."""

import json

from tests.support.scene_plays import SILENCE, Play, said
from tests.support.several import raw_scene, scene_of_two

from overture.content import scenes
from overture.content.schema.scene import Scene
from overture.conversation.scene import MemberTurn, SceneState, answer, begin, debrief
from overture.conversation.scene.discounting import discount_answer
from overture.conversation.scene.exchanges import pair_at

ANSWERS = {
    "text": "I heard you the first time.",
    "then": [{"by": "Teo", "text": "I did not. What is in the box?", "opens": "tomato"}],
}


def begun(scene: Scene, level: str = "easy", seed: int = 7) -> Play:
    start = begin(scene, level=level, seed=seed)
    went_in = answer(
        scene, start[0], MemberTurn("choice", scene.opening.choices[0].id), None, seed=seed
    )
    return Play(scene, (start, went_in), seed)


def with_line(act: str, *lines: dict) -> Scene:
    raw = raw_scene()
    raw["beats"][0]["say"][act] = {"any": list(lines)}
    for level in ("easy", "middle", "hard"):
        raw["beats"][0]["say"][act].pop(level, None)
    return Scene.model_validate(raw)


def test_each_utterance_names_who_says_it():
    play = begun(scene_of_two())
    assert [spoken.who for spoken in play.reply.spoken] == ["Mrs Okafor", "Teo"]


def test_where_one_person_is_played_nobody_is_named():
    play = begun(scenes()["neighbour-parcel"])
    assert {spoken.who for spoken in play.reply.spoken} == {""}


def test_a_question_to_another_partner_is_not_the_members_to_answer():
    play = begun(scene_of_two())
    assert [line.asks for line in play.state.last_lines] == [True, False]
    raw = raw_scene()
    raw["opening"]["say"] = {"any": [{"text": "Who is it?", "to": "Teo"}]}
    assert not begun(Scene.model_validate(raw)).state.wants_answer


def test_what_another_says_next_leaves_its_own_opening_and_question():
    play = begun(with_line("joke", ANSWERS)).goes(said("a joke of mine", "joke"))
    assert play.state.wants_answer
    assert "tomato" in play.state.pending


def test_each_shows_their_own_face_at_rest():
    readings = [spoken.reading for spoken in begun(scene_of_two()).reply.spoken]
    assert readings == ["at ease", "curious"]


def test_whoever_is_called_by_name_is_the_one_to_answer():
    lines = [{"text": f"Number {n}."} for n in range(6)] + [{"by": "Teo", "text": "Me?"}]
    scene = with_line("joke", *lines)
    for seed in range(8):
        play = begun(scene, seed=seed).goes(said("Teo, you look like a stamp", "joke"))
        assert play.reply.spoken[0].who == "Teo"


def test_whoever_has_a_fact_is_the_one_to_tell_it():
    raw = raw_scene()
    for fact in raw["partner"]["facts"]:
        fact["by"] = "Teo"
    play = begun(Scene.model_validate(raw)).goes(said("What is that tomato?", "question"))
    told = [spoken for spoken in play.reply.spoken if spoken.line_ids[0].startswith("fact/")]
    assert [spoken.who for spoken in told] == ["Teo"]


def test_a_debrief_names_who_answered():
    play = begun(with_line("request", {"by": "Teo", "text": "Here.", "sets": ["asked"]}))
    told = debrief(play.scene, play.goes(said("my parcel, please", "request")).state)
    assert any("Teo: “Here.”" in worked.words for worked in told.worked)


def test_a_members_line_belongs_to_whichever_line_it_picks_up():
    first = {"text": "The ladder is mine.", "then": [{"by": "Teo", "text": "Nobody asked."}]}
    play = begun(with_line("joke", first)).goes(said("a joke", "joke"))
    play = play.goes(said("What ladder is that?", "question"))
    pair = pair_at(play.state.exchanges, len(play.state.exchanges) - 1)
    assert (pair.hers, pair.who) == ("The ladder is mine.", "Mrs Okafor")


def test_asked_again_the_one_who_asked_repeats_the_question():
    line = {"text": "Which flat?", "then": [{"by": "Teo", "text": "The flat upstairs."}]}
    play = begun(with_line("joke", line)).goes(said("a joke", "joke"))
    again = play.goes(said("say that again", "question")).reply.spoken
    assert [(spoken.who, spoken.text) for spoken in again] == [("Mrs Okafor", "Which flat?")]


def test_nobody_is_asked_a_second_thing_where_there_is_a_choice():
    raw = raw_scene()
    raw["beats"][0]["say"]["request"] = {"any": [{"text": "This one?", "sets": ["asked"]}]}
    for beat in raw["beats"]:
        if beat["id"] == "which":
            beat["enter"] = {"any": [{"text": "Whose?"}, {"text": "I'll look.", "by": "Teo"}]}
    scene = Scene.model_validate(raw)
    for seed in range(8):
        reply = begun(scene, seed=seed).goes(said("my parcel please", "request")).reply
        assert [spoken.text for spoken in reply.spoken] == ["This one?", "I'll look."]


def test_the_state_keeps_who_spoke():
    state = begun(scene_of_two()).goes(SILENCE).state
    assert SceneState.from_json(json.loads(json.dumps(state.to_json()))) == state


def test_all_of_them_are_owned_to_be_written():
    state = begun(scene_of_two()).goes(said("hello", "greet")).state
    assert "Mrs Okafor and Teo are written." in discount_answer("easy", scene_of_two(), state)
