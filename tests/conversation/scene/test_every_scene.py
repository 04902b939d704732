"""Whatever a member does, in every scene: a reply, no trap, no slot left open, the same twice."""

import itertools
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.understandings import understood

from overture.content import scenes
from overture.content.schema.acts import SCENE_ACTS, TALK_ACTS
from overture.content.schema.base import LEVELS
from overture.content.schema.scene import Scene
from overture.conversation.messages import PartnerReply
from overture.conversation.scene import MemberTurn, SceneState, answer, begin

SCENES = scenes()
WORDS = (
    "hi", "yes", "no", "six", "Joss", "it's Joss Hale", "a parcel please", "coffee", "Monday",
    "Thursday, please", "where are the washers?", "the code for this form", "can I sit?",
    "it's not mine", "the tap is dripping", "an appointment", "thanks for that", "sorry",
    "never mind, it's fine", "what do you do?", "really?", "bye", "I kill basil", "you're a cow",
    "my mum's in hospital", "asdf", "42", "none", "does it always do that?", "", "😀" * 40,
    "<b>shout</b>", "ok", "is something wrong?", "can I help?", "I'm nervous about this",
)  # fmt: skip
KINDS = ("words",) * 12 + ("silence", "silence", "nod", "wait", "slower")

turns = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(WORDS),
        st.lists(st.sampled_from(TALK_ACTS + SCENE_ACTS), max_size=3, unique=True),
        st.sampled_from((0.2, 0.5, 0.9)),
    ),
    min_size=40,
    max_size=40,
)


def played(
    scene: Scene, level: str, script: list[tuple], *, seed: int, harder: bool
) -> list[tuple[SceneState, PartnerReply]]:
    steps = [begin(scene, level=level, seed=seed, harder_moment_agreed=harder)]
    go_in = MemberTurn("choice", scene.opening.choices[0].id)
    steps.append(answer(scene, steps[-1][0], go_in, None, seed=seed))
    for kind, text, acts, sure in script:
        if steps[-1][0].ended:
            break
        said = text if kind == "words" else ""
        heard = understood(said, *acts, sure=sure, phrase="your sister") if said else None
        steps.append(answer(scene, steps[-1][0], MemberTurn(kind, said), heard, seed=seed))
    return steps


def ids(steps: list[tuple[SceneState, PartnerReply]]) -> list[str]:
    return [line for _, reply in steps for spoken in reply.spoken for line in spoken.line_ids]


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES.keys())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    script=turns, level=st.sampled_from(LEVELS), seed=st.integers(0, 10_000), harder=st.booleans()
)
def test_a_scene_answers_everything_and_traps_nobody(scene, script, level, seed, harder):
    steps = played(scene, level, script, seed=seed, harder=harder)
    for (before, _), (after, reply) in itertools.pairwise(steps):
        assert len(reply.spoken) <= 2
        assert after.exit == reply.exit
        if not reply.exit and reply.note_to_member != "Slower, from the next line on.":
            assert reply.spoken
        for spoken in reply.spoken:
            assert spoken.text or spoken.stage
            assert not re.search(r"[{}]", spoken.text + spoken.stage)
        assert before.exit is None
    last = steps[-1][0]
    assert last.ended or len(steps) == len(script) + 2
    if not last.ended:
        stopped, reply = answer(scene, last, MemberTurn("stop"), None, seed=seed)
        assert stopped.exit == reply.exit == "stop"


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES.keys())
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=turns, level=st.sampled_from(LEVELS), seed=st.integers(0, 10_000))
def test_the_same_seed_plays_the_same_scene_and_every_state_survives_storage(
    scene, script, level, seed
):
    first = played(scene, level, script, seed=seed, harder=False)
    again = played(scene, level, script, seed=seed, harder=False)
    assert ids(first) == ids(again)
    assert [state for state, _ in first] == [state for state, _ in again]
    for state, _ in first:
        assert SceneState.from_json(json.loads(json.dumps(state.to_json()))) == state


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES.keys())
@pytest.mark.parametrize("level", LEVELS)
def test_someone_who_never_says_a_word_is_helped_and_never_thrown_out(scene, level):
    steps = played(scene, level, [("silence", "", [], 0.9)] * 40, seed=7, harder=False)
    assert steps[-1][0].exit in {None, "done"}
    assert steps[3][1].may_nod
    assert steps[4][1].level in {"easy", "middle"}


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES.keys())
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("harder", [False, True])
def test_every_beat_leads_on_when_the_same_dull_word_is_said_for_ever(scene, level, harder):
    nod = [("silence", "", [], 0.9)] * 2 + [("nod", "", [], 0.9)]
    for act in ("acknowledge", "question", "silence_filler", "share_neutral"):
        script = nod + [("words", "ok then", [act], 0.9)] * 37
        steps = played(scene, level, script, seed=3, harder=harder)
        assert steps[-1][0].ended, (act, steps[-1][0].beat)
