"""A model words a reply only for who agreed to it, and every turn ends in a whole, kept reply."""

from threading import Event
from uuid import uuid4

import pytest
from django.db import connection
from tests.support import factories
from tests.support.asgi import get
from tests.support.bad_models import endless, fails, rewords, says, stalls
from tests.support.factories import NOW

from overture.conversation.llm.client import warm_up
from overture.server.conversations import consent, desk, replying, services, streaming
from overture.server.conversations.export import export
from overture.server.conversations.models import ModelChoice, Turn

pytestmark = pytest.mark.django_db(transaction=True)

SAID = "My boss shouted at me in front of everyone today."
GOOD = "Your boss shouted at you today."
GOOD_QUESTION = "What did you do after your boss shouted?"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """The same talk every time, and nothing to be loaded in a turn."""
    monkeypatch.setattr(services.secrets, "randbits", lambda _bits: 1)
    services.warm_up()
    warm_up()


@pytest.fixture
def model(bad_model, settings):
    """A model that the operator has set up."""
    settings.OVERTURE_MODEL = bad_model.endpoint
    return bad_model.will(says(f"{GOOD} {GOOD_QUESTION}"))


@pytest.fixture
def agreed(ada, model):
    """Ada, who agreed to the model."""
    consent.choose_model(member=ada, agreed=True, now=NOW)
    return ada


def begun(member, said=SAID) -> Turn:
    talk = services.open_talk(member=member, now=NOW)
    return services.start_turn(conversation=talk, manner="words", said=said, key=uuid4(), now=NOW)


def answered(member, said=SAID) -> Turn:
    return services.finish(turn_id=begun(member, said).pk, now=NOW)


def words(turn: Turn) -> str:
    return " ".join(one["text"] for one in turn.reply["spoken"])


# ---- consent


def test_without_an_answer_no_word_leaves(ada, model):
    turn = answered(ada)
    assert model.asked == []
    assert (turn.engine, turn.origin["by"]) == ("guided/1", "people")


def test_a_no_is_a_no(ada, model):
    consent.choose_model(member=ada, agreed=False, now=NOW)
    answered(ada)
    assert model.asked == []


def test_a_yes_lets_the_model_find_the_words(agreed, model):
    turn = answered(agreed)
    assert words(turn).startswith(GOOD)
    assert turn.engine == "llm/stub:1"
    assert turn.origin["host"] == turn.reply["origin"]["host"] == model.endpoint.host
    assert turn.origin["total_ms"] >= turn.origin["first_ms"]


def test_a_yes_taken_back_holds_at_once(agreed, model):
    answered(agreed)
    consent.choose_model(member=agreed, agreed=False, now=NOW)
    asked = len(model.asked)
    turn = answered(agreed)
    assert len(model.asked) == asked
    assert turn.engine == "guided/1"


@pytest.mark.parametrize("change", ["url", "model"])
def test_another_host_or_model_is_asked_about_anew(agreed, model, settings, change):
    from dataclasses import replace

    other = {"url": model.endpoint.url.replace("127.0.0.1", "localhost"), "model": "other:1"}
    settings.OVERTURE_MODEL = replace(model.endpoint, **{change: other[change]})
    assert consent.offer_to(agreed).asks
    answered(agreed)
    assert model.asked == []


def test_a_strangers_yes_is_nobody_elses(agreed, di, model):
    answered(di)
    assert model.asked == []


def test_the_same_answer_twice_is_one(agreed):
    consent.choose_model(member=agreed, agreed=True, now=NOW)
    assert ModelChoice.objects.count() == 1


# ---- what is sent


def test_the_name_a_member_gave_is_not_sent(agreed, model):
    answered(agreed)
    answered(agreed, "It was about a report that my boss never even read.")
    assert "Ada" not in model.sent()


def test_what_the_screen_takes_up_is_never_sent(agreed, model):
    answered(agreed, "i want to die")
    answered(agreed, "My boss shouted at me again, in front of everyone.")
    assert "kill" not in model.sent()


def test_what_was_said_before_is_told(agreed, model):
    answered(agreed, "My boss shouted at me about the quarterly report.")
    answered(agreed, "It was in front of everyone and nobody said a word.")
    assert "quarterly report" in str(model.asked[-1])


def test_what_led_to_a_safety_reply_and_what_came_right_after_it_are_not_told(agreed, model):
    answered(agreed, "My boss shouted at me about the quarterly report.")
    answered(agreed, "i want to die")
    for colour in ("red", "green", "blue", "brown"):
        answered(agreed, f"I painted the {colour} fence in the garden.")
    asked = len(model.asked)
    answered(agreed, "My boss shouted at me again, in front of everyone.")
    assert len(model.asked) == asked + 1
    for word in ("quarterly", "kill", "red fence", "brown fence"):
        assert word not in str(model.asked[-1])


def test_after_a_safety_reply_people_wrote_what_is_said(agreed, model):
    answered(agreed, "i want to die")
    asked = len(model.asked)
    turn = answered(agreed)
    assert len(model.asked) == asked
    assert turn.engine == "guided/1"


def test_a_farewell_is_peoples(agreed, model):
    turn = answered(agreed, "Bye, I have to go now.")
    assert model.asked == []
    assert turn.reply["ends"]
    assert turn.reply["origin"]["why"] == "decided"


# ---- streams


def stream(turn, **options):
    return get(streaming.stream, streaming.address_of(turn), **options)


def test_checked_sentences_are_streamed_and_then_the_whole_with_its_origin(agreed, model):
    turn = begun(agreed)
    events = stream(turn).events
    shown = " ".join(data for name, data in events if name == "text")
    turn.refresh_from_db()
    assert shown == words(turn)
    assert shown.startswith(GOOD)
    assert [name for name, _ in events][-2:] == ["whole", "end"]
    assert f"stub:1 at {model.endpoint.host}" in dict(events)["whole"]


@pytest.mark.parametrize(
    "script",
    [says("I love you."), fails(500), stalls(), endless("and "), says("<script>x</script>")],
)
def test_whatever_the_model_does_a_whole_safe_reply_is_shown_and_kept(agreed, model, script):
    model.will(script)
    turn = begun(agreed)
    events = stream(turn).events
    turn.refresh_from_db()
    assert turn.status == "done"
    assert turn.engine == "guided/1"
    assert " ".join(data for name, data in events if name == "text") == words(turn)
    assert "People wrote this." in dict(events)["whole"]


def test_a_closed_tab_hangs_up_and_keeps_what_was_shown(agreed, model):
    model.will(stalls(f"{GOOD} And th"))
    turn = begun(agreed)
    heard = stream(turn, leaves_after=2)
    turn.refresh_from_db()
    assert "whole" not in dict(heard.events)
    assert turn.status == "done"
    assert words(turn).startswith(GOOD)
    assert stream(turn).events[-1][0] == "end"


def test_a_reply_is_kept_although_every_thread_waits_for_one(agreed, model):
    over, waiting = Event(), []

    def script(answer):
        waiting.extend(desk._POOL.submit(over.wait, 20) for _ in range(desk.THREADS))
        says(f"{GOOD} {GOOD_QUESTION}")(answer)

    model.will(script)
    heard = stream(begun(agreed))
    still = [not one.done() for one in waiting]
    over.set()
    assert "whole" in dict(heard.events)
    assert still == [True] * desk.THREADS


def test_a_stream_left_before_the_model_was_asked_keeps_peoples_words(agreed, model):
    draft = replying.begin(turn_id=begun(agreed).pk, now=NOW)
    assert draft.speaker
    turn = replying.keep(draft, now=NOW)
    assert words(turn) == " ".join(one.text for one in draft.answer.spoken) != ""
    assert (turn.engine, turn.origin["by"], turn.origin["why"]) == ("guided/1", "people", "left")
    assert model.asked == []


def test_a_turn_left_behind_is_answered_by_people_when_the_page_is_opened(agreed, model):
    turn = begun(agreed)
    services.answer_pending(conversation=turn.conversation, now=NOW)
    assert model.asked == []
    turn.refresh_from_db()
    assert turn.status == "done"


# ---- scenes


def test_a_partners_line_may_be_worded_and_is_remembered_as_it_was_shown(agreed, model):
    model.will(rewords)
    turn = answered_in_scene(agreed, "Hello, have you got my parcel?")
    spoken = [one["text"] for one in turn.reply["spoken"] if one["text"]]
    turn.conversation.refresh_from_db()
    said = [line["text"] for line in turn.conversation.state["exchanges"][-1]["said"]]
    assert turn.engine == "llm/stub:1"
    assert spoken[0].startswith("Well, ")
    assert spoken[0] in said


def test_what_a_partner_tells_survives_a_model_that_forgets_it(agreed, model):
    model.will(says("Hello there, a parcel, maybe, who knows."))
    turn = answered_in_scene(agreed, "Hello, have you got my parcel?")
    assert turn.status == "done"
    assert words(turn)
    if "?" in words(turn):
        assert turn.engine == "guided/1"


@pytest.mark.parametrize("said", ["Are you a real person?", "Bye then.", "Shut up, you idiot."])
def test_what_an_author_must_answer_in_a_scene_is_never_asked_of_a_model(agreed, model, said):
    model.will(rewords)
    assert answered_in_scene(agreed, said).engine == "guided/1"
    assert model.asked == []


def test_a_scene_in_which_the_screen_spoke_goes_on_in_peoples_words(agreed, model):
    model.will(rewords)
    scene = factories.scene(agreed)
    taps = scene.opening["taps"]
    for said, manner in ((taps[0], "choice"), ("i want to die", "words")):
        services.finish(turn_id=_taken(scene, said, manner).pk, now=NOW)
    turn = services.finish(turn_id=_taken(scene, "Hello, have you got my parcel?").pk, now=NOW)
    assert turn.screening is None
    assert turn.engine == "guided/1"
    assert model.asked == []


def answered_in_scene(member, said) -> Turn:
    scene = factories.scene(member)
    services.finish(turn_id=_taken(scene, scene.opening["taps"][0], "choice").pk, now=NOW)
    return services.finish(turn_id=_taken(scene, said).pk, now=NOW)


def _taken(scene, said, manner="words") -> Turn:
    return services.start_turn(conversation=scene, manner=manner, said=said, key=uuid4(), now=NOW)


# ---- kept


def test_the_export_says_who_found_the_words(agreed, model):
    answered(agreed)
    messages = export(member=agreed, now=NOW)["messages"]
    assert messages[-1]["worded_by"].startswith(f"stub:1 at {model.endpoint.host}")
    assert messages[0]["worded_by"] == "people"


# ---- whoever waits keeps nobody else from the database


def test_while_a_model_finds_words_no_connection_is_held(agreed, monkeypatch):
    held, spoken_now = [], replying.llm.spoken_now

    def noted(speaker):
        held.append(connection.connection)
        return spoken_now(speaker)

    monkeypatch.setattr(replying.llm, "spoken_now", noted)
    assert answered(agreed).status == Turn.Status.DONE
    assert held == [None]


def test_while_somebody_else_answers_no_connection_is_held(ada, monkeypatch):
    held, turn = [], begun(ada)
    Turn.objects.update(status=Turn.Status.CLAIMED, claimed_at=NOW)
    monkeypatch.setattr(replying.time, "sleep", lambda _: held.append(connection.connection))
    assert services.finish(turn_id=turn.pk, now=NOW).status == Turn.Status.DONE
    assert set(held) == {None}
