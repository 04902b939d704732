"""Whatever fails, what somebody in danger writes is answered, with people to ring."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.urls import reverse
from tests.support import factories
from tests.support.bad_models import stalls
from tests.support.factories import NOW

from overture.safety import protocol, screening
from overture.safety.places import chosen, strictest
from overture.server.conversations import consent, replying, services, streaming
from overture.server.conversations.models import Turn
from overture.server.safeguarding.models import DailyCount, RiskEvent, Watch

pytestmark = pytest.mark.django_db

CANARY = "marmalade"
PLAIN = f"The bus was late, {CANARY}."
NOW_MIGHT = f"I'm going to kill myself tonight, {CANARY}"


@pytest.fixture
def ada(ada):
    ada.region = "GB"
    ada.save()
    return ada


def said(member, text, *, now=NOW, manner="words") -> Turn:
    """The turn as the talk's page takes and answers it, in the request that brings it."""
    talk = services.open_talk(member=member, now=now)
    return services.answer_turn(conversation=talk, manner=manner, said=text, key=uuid4(), now=now)


def words(turn: Turn) -> str:
    return " ".join(one["text"] for one in turn.reply["spoken"])


def assert_static(turn: Turn, caplog) -> None:
    assert turn.status == Turn.Status.DONE
    assert turn.engine.startswith("safety/")
    assert "Something on our side failed" in words(turn)
    assert "999" in words(turn)
    assert "116 123" in words(turn)
    assert turn.reply["help_link"]
    assert not turn.reply["ends"]
    assert CANARY not in caplog.text


def broken(*_arguments, **_named):
    raise RuntimeError(NOW_MIGHT)


@contextmanager
def database_failing(*, at: str, on: str):
    """Every statement of one kind on one table fails, as on a full disk."""

    def failing(execute, sql, params, many, context):
        if sql.lstrip().startswith(at) and on in sql:
            raise OperationalError("disk I/O error")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(failing):
        yield


# ---- the screen and what it remembers


@pytest.mark.requirement(16)
@pytest.mark.parametrize("text", [PLAIN, NOW_MIGHT])
@pytest.mark.parametrize("part", ["_screened", "weigh", "judge", "shipped"])
def test_a_fault_in_the_screen_ends_in_the_fixed_reply(ada, monkeypatch, caplog, part, text):
    services.open_talk(member=ada, now=NOW)
    monkeypatch.setattr(screening, part, broken)
    assert_static(said(ada, text), caplog)


@pytest.mark.requirement(16)
@pytest.mark.parametrize("text", [PLAIN, NOW_MIGHT])
@pytest.mark.parametrize("at", ["SELECT", "INSERT", "UPDATE"])
def test_a_fault_where_the_state_is_kept_ends_in_the_fixed_reply(ada, caplog, at, text):
    services.open_talk(member=ada, now=NOW)
    with database_failing(at=at, on=Watch._meta.db_table):
        assert_static(said(ada, text), caplog)


@pytest.mark.requirement(16)
@pytest.mark.parametrize("table", ["safeguarding_riskevent", "safeguarding_dailycount"])
def test_a_fault_where_events_are_noted_ends_in_the_fixed_reply(ada, caplog, table):
    services.open_talk(member=ada, now=NOW)
    with database_failing(at="INSERT", on=table):
        assert_static(said(ada, NOW_MIGHT), caplog)


@pytest.mark.requirement(16)
def test_a_fault_in_the_protocol_ends_in_the_fixed_reply(ada, monkeypatch, caplog):
    monkeypatch.setattr(protocol, "_spoken", broken)
    assert_static(said(ada, NOW_MIGHT), caplog)


@pytest.mark.requirement(16)
def test_after_the_fault_the_screen_is_as_it_was(ada):
    services.open_talk(member=ada, now=NOW)
    with database_failing(at="UPDATE", on=Watch._meta.db_table):
        said(ada, NOW_MIGHT)
    turn = said(ada, NOW_MIGHT, now=NOW + timedelta(minutes=1))
    assert "Please ring 999 now" in words(turn)


# ---- what follows from a text is done all the same, as far as it can be


def to_be_told_at_once(member):
    factories.contact(member, also="immediate")
    services.open_talk(member=member, now=NOW)


@pytest.mark.requirement(16, 27)
@pytest.mark.parametrize("at", ["SELECT", "INSERT", "UPDATE"])
def test_who_agreed_beforehand_has_people_told_where_the_state_cannot_be_kept(ada, caplog, at):
    to_be_told_at_once(ada)
    with database_failing(at=at, on=Watch._meta.db_table):
        assert_static(said(ada, NOW_MIGHT), caplog)
        assert_static(said(ada, NOW_MIGHT, now=NOW + timedelta(minutes=1)), caplog)
    assert ada.alerts.get().why == "immediate"


@pytest.mark.requirement(16, 27)
@pytest.mark.parametrize("table", ["safeguarding_riskevent", "safeguarding_reviewitem"])
def test_who_agreed_beforehand_has_people_told_where_nothing_can_be_noted(ada, caplog, table):
    to_be_told_at_once(ada)
    with database_failing(at="INSERT", on=table):
        assert_static(said(ada, NOW_MIGHT), caplog)
    assert ada.alerts.get().why == "immediate"


@pytest.mark.requirement(16, 27)
@pytest.mark.parametrize("part", ["weigh", "_probability"])
def test_who_agreed_beforehand_has_people_told_where_a_text_cannot_be_weighed(
    ada, monkeypatch, caplog, part
):
    to_be_told_at_once(ada)
    monkeypatch.setattr(screening, part, broken)
    assert_static(said(ada, NOW_MIGHT), caplog)
    assert ada.alerts.get().why == "immediate"


@pytest.mark.requirement(16, 27)
def test_who_agreed_beforehand_has_people_told_where_the_protocol_fails(ada, monkeypatch, caplog):
    to_be_told_at_once(ada)
    monkeypatch.setattr(protocol, "_spoken", broken)
    assert_static(said(ada, NOW_MIGHT), caplog)
    assert ada.alerts.get().why == "immediate"


@pytest.mark.requirement(27)
@pytest.mark.parametrize("part", ["_screened", "weigh"])
def test_a_fault_alone_tells_nobody(ada, monkeypatch, part):
    to_be_told_at_once(ada)
    with database_failing(at="UPDATE", on=Watch._meta.db_table):
        said(ada, PLAIN)
    monkeypatch.setattr(screening, part, broken)
    said(ada, PLAIN)
    assert not ada.alerts.exists()


@pytest.mark.requirement(27)
def test_a_yes_to_now_has_people_told_where_it_cannot_be_kept(ada):
    to_be_told_at_once(ada)
    _played(ada, ["I want to die", "yes"])
    with database_failing(at="UPDATE", on=Watch._meta.db_table):
        said(ada, "yes, today", now=NOW + timedelta(minutes=5))
    assert ada.alerts.get().why == "immediate"


@pytest.mark.requirement(16, 33, 38)
@pytest.mark.parametrize("at", ["SELECT", "INSERT", "UPDATE"])
def test_a_fixed_reply_is_counted_noted_and_put_to_review(ada, at):
    services.open_talk(member=ada, now=NOW)
    with database_failing(at=at, on=Watch._meta.db_table):
        said(ada, PLAIN)
    counted = dict(DailyCount.objects.values_list("what", "count"))
    assert counted == {"notice": 1, "protocol": 1}
    assert ada.risk_events.get().reason == "state_failed"
    item = ada.review_items.get()
    assert (item.drawn, item.reason, item.text) == ("spoke", "state_failed", "")


@pytest.mark.requirement(16)
def test_what_cannot_be_noted_keeps_nothing_else_from_being_noted(ada):
    services.open_talk(member=ada, now=NOW)
    with database_failing(at="INSERT", on=RiskEvent._meta.db_table):
        said(ada, NOW_MIGHT)
    assert ada.review_items.get().reason == "state_failed"
    assert dict(DailyCount.objects.values_list("what", "count"))["immediate"] == 1


@pytest.mark.requirement(16)
def test_silence_is_answered_with_help_where_nobody_can_tell_what_was_before(ada, caplog):
    said(ada, NOW_MIGHT)
    with database_failing(at="SELECT", on=Watch._meta.db_table):
        turn = said(ada, "", manner="silence", now=NOW + timedelta(minutes=1))
    assert_static(turn, caplog)


# ---- the model and everything else that a talk leans on


@pytest.fixture
def agreed(ada, bad_model, settings):
    """Ada, who agreed to a model, and her talk, begun."""
    settings.OVERTURE_MODEL = bad_model.endpoint
    consent.choose_model(member=ada, agreed=True, now=NOW)
    services.open_talk(member=ada, now=NOW)
    return ada


@pytest.mark.requirement(17)
def test_somebody_in_danger_is_answered_in_the_request_and_no_model_is_asked(agreed, bad_model):
    bad_model.will(stalls("Wait."))
    turn = said(agreed, NOW_MIGHT)
    assert turn.status == Turn.Status.DONE
    assert "Please ring 999 now" in words(turn)
    assert bad_model.asked == []


@pytest.mark.requirement(17)
def test_somebody_in_danger_is_answered_with_no_model_at_the_address(ada, settings):
    from tests.support.bad_models import running

    with running() as gone:
        settings.OVERTURE_MODEL = gone.endpoint
    consent.choose_model(member=ada, agreed=True, now=NOW)
    turn = said(ada, NOW_MIGHT)
    assert (turn.status, turn.origin["by"]) == (Turn.Status.DONE, "people")
    assert "Please ring 999 now" in words(turn)


@pytest.mark.requirement(17)
def test_somebody_in_danger_is_answered_while_no_stream_can_be_had(agreed, monkeypatch):
    for name in ("_begin", "_keep"):
        monkeypatch.setattr(streaming, name, broken)
    turn = said(agreed, NOW_MIGHT)
    assert turn.status == Turn.Status.DONE
    assert "Please ring 999 now" in words(turn)


@pytest.mark.requirement(17)
def test_somebody_in_danger_is_answered_where_the_talk_itself_is_broken(ada, monkeypatch):
    services.open_talk(member=ada, now=NOW)
    monkeypatch.setattr(replying, "facts_for", broken)
    turn = said(ada, NOW_MIGHT)
    assert "Please ring 999 now" in words(turn)
    assert turn.reply["help_link"]


# ---- silence does not lead past it


@pytest.mark.requirement(22)
@pytest.mark.parametrize("manner", ["silence", "nod", "wait", "slower"])
def test_silence_while_it_could_be_now_is_answered_by_the_protocol(ada, manner):
    said(ada, NOW_MIGHT)
    turn = said(ada, "", manner=manner, now=NOW + timedelta(minutes=1))
    assert turn.engine.startswith("safety/")
    assert turn.reply["help_link"]


@pytest.mark.requirement(22)
def test_silence_in_a_scene_while_it_could_be_now_is_not_answered_by_the_partner(ada):
    scene = factories.scene(ada)
    for minute, (manner, text) in enumerate([("words", NOW_MIGHT), ("silence", "")]):
        turn = services.answer_turn(
            conversation=scene,
            manner=manner,
            said=text,
            key=uuid4(),
            now=NOW + timedelta(minutes=minute),
        )
        assert turn.engine.startswith("safety/")


def test_who_stops_is_let_go_even_then(ada):
    said(ada, NOW_MIGHT)
    turn = said(ada, "", manner="stop", now=NOW + timedelta(minutes=1))
    assert turn.reply["ends"]


def test_silence_is_silence_for_everybody_else(ada):
    said(ada, PLAIN)
    turn = said(ada, "", manner="silence", now=NOW + timedelta(minutes=1))
    assert not turn.engine.startswith("safety/")


# ---- a pause of the usual talk, where whoever runs the service has chosen it

AFFIRMED_TWICE = ["I want to die", "yes", "not today", "I'm going to end my life"]
CALMED = ["my brother is here with me", *["ok"] * 6]


def _played(member, texts) -> Turn:
    for minute, text in enumerate(texts):
        turn = said(member, text, now=NOW + timedelta(minutes=minute))
    return turn


def _after(member, minutes: int, text=PLAIN) -> Turn:
    return said(member, text, now=NOW + timedelta(minutes=minutes))


@pytest.mark.requirement(23)
def test_without_the_pause_the_talk_goes_on_after_the_protocol(ada):
    _played(ada, [*AFFIRMED_TWICE, *CALMED])
    assert _after(ada, 13).engine.startswith("guided/")


@pytest.mark.requirement(23)
def test_with_the_pause_help_is_all_that_is_said_and_it_ends_by_itself(ada, ada_client, settings):
    settings.OVERTURE_RULES = strictest(chosen(["pause"]))
    _played(ada, [*AFFIRMED_TWICE, *CALMED])
    first, second = _after(ada, 13), _after(ada, 14)
    for turn in (first, second):
        assert turn.engine.startswith("safety/")
        assert turn.reply["help_link"]
        assert not turn.reply["ends"]
    assert words(first) != words(second)
    assert "116 123" in words(first) + words(second)
    assert "punish" not in words(first).lower()
    for address in ("/help", "/help/plan"):
        assert ada_client.get(address, follow=True).status_code == 200
    assert _after(ada, 40).engine.startswith("guided/")


@pytest.mark.requirement(23)
def test_in_the_pause_danger_is_still_answered_and_a_goodbye_let_go(ada, settings):
    settings.OVERTURE_RULES = strictest(chosen(["pause"]))
    _played(ada, [*AFFIRMED_TWICE, *CALMED])
    assert "?" not in words(_after(ada, 13, "bye"))
    assert "999" in words(_after(ada, 14, NOW_MIGHT))


@pytest.mark.requirement(23)
def test_saying_it_once_begins_no_pause(ada, settings):
    settings.OVERTURE_RULES = strictest(chosen(["pause"]))
    _played(ada, ["I want to die", "yes", "not today", *["ok"] * 7])
    assert _after(ada, 11).engine.startswith("guided/")


# ---- one no does not close it


@pytest.mark.requirement(20, 32)
def test_one_denial_leaves_help_asks_otherwise_next_time_and_follows_up(ada):
    asked = said(ada, "I don't want to be here any more")
    denied = _after(ada, 1, "no, you misunderstood me")
    again = _after(ada, 2, "everyone would be better off without me")
    assert "sorry" in words(denied)
    assert denied.reply["help_link"]
    assert "Help now" in words(denied)
    assert again.move == asked.move == "safety:safety_question"
    assert words(again) != words(asked)
    _after(ada, 3, "no")
    visit = services.open_talk(member=ada, now=NOW + timedelta(days=1))
    assert "is it still so?" in str(visit.opening)
    later = services.open_talk(member=ada, now=NOW + timedelta(days=3))
    assert "is it still so?" not in str(later.opening)


# ---- nor does it keep a message back


@pytest.mark.requirement(16)
@pytest.mark.parametrize("at", ["SELECT", "INSERT", "UPDATE"])
def test_somebody_is_told_even_where_the_state_of_the_screen_cannot_be_kept(
    ada, ada_client, caplog, at
):
    mia = factories.contact(ada)
    sent = {"excerpt": PLAIN, "with_words": "on", "key": uuid4()}
    with database_failing(at=at, on=Watch._meta.db_table):
        ada_client.post(reverse("tell_now", args=[mia.pk]), sent)
    assert ada.alerts.get().excerpt == PLAIN
    assert CANARY not in caplog.text
