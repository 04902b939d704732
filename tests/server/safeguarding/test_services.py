"""The screen stands before every text, remembers between devices, and keeps no words."""

from datetime import timedelta

import pytest
from django.apps import apps
from tests.support.factories import NOW

from overture.conversation.llm import Endpoint
from overture.safety import screening
from overture.safety.library import wording
from overture.server.accounts.models import Member
from overture.server.audit.models import Event
from overture.server.safeguarding import services
from overture.server.safeguarding.models import DailyCount, RiskEvent, Watch

pytestmark = pytest.mark.django_db

CANARY = "marmalade"
DARK = f"I want to kill myself, {CANARY}"
PLAIN = "The bus was late and I missed my stop."
UNCLEAR = "I don't want to be here any more"


def _look(member: Member, text: str, *, now=NOW, surface: str = "talk") -> services.Look:
    # a new device each time: nothing is known but what the database holds
    return services.look(
        member=Member.objects.get(pk=member.pk), text=text, surface=surface, now=now
    )


def test_an_ordinary_text_passes_without_a_word_or_a_row(ada):
    look = _look(ada, PLAIN)
    assert (look.next, look.reply) == ("none", None)
    assert not RiskEvent.objects.exists()
    assert not DailyCount.objects.exists()


def test_a_sign_is_answered_noted_and_counted(ada):
    look = _look(ada, DARK)
    assert look.next != "none"
    assert look.reply.lines
    assert look.reply.help_link
    kept = RiskEvent.objects.get()
    assert (kept.member, kept.at, kept.step, kept.surface) == (ada, NOW, look.next, "talk")
    assert kept.level == look.screening.level
    of_the_step = DailyCount.objects.filter(what=look.next)
    assert of_the_step.values_list("day", "count").get() == (NOW.date(), 1)


def test_counts_add_up_over_members_and_begin_anew_each_day(ada, di):
    for member in (ada, di):
        _look(member, DARK)
    what = RiskEvent.objects.first().step
    assert DailyCount.objects.get(what=what).count == 2
    _look(di, DARK, now=NOW + timedelta(days=1))
    assert DailyCount.objects.filter(day=NOW.date() + timedelta(days=1)).exists()
    assert DailyCount.objects.get(what=what, day=NOW.date()).count == 2


@pytest.mark.requirement(19)
def test_what_was_asked_is_known_after_a_restart_on_another_page_and_with_another_engine(
    ada, settings
):
    assert _look(ada, UNCLEAR).next == "question"
    settings.OVERTURE_MODEL = Endpoint.of("https://models.example.org/v1", "small:1")
    # as a server that begins: nothing is known but what the database holds
    later = _look(ada, "yes, most nights", now=NOW + timedelta(days=1), surface="scene")
    assert later.next == "protocol"
    assert _look(ada, "yes, most nights", now=NOW + timedelta(days=1)).next == "protocol"


def test_the_question_is_remembered_on_another_device(ada):
    assert _look(ada, UNCLEAR).next == "question"
    assert _look(ada, "yes", now=NOW + timedelta(minutes=1)).next == "protocol"


def test_without_the_question_before_the_same_answer_means_nothing(ada):
    assert _look(ada, "yes").next == "none"


def test_what_one_member_wrote_is_not_held_against_another(ada, di):
    _look(ada, UNCLEAR)
    assert _look(di, "yes").next == "none"


def test_no_is_believed_and_thanked_for(ada):
    _look(ada, UNCLEAR)
    look = _look(ada, "No, I mean something else", now=NOW + timedelta(minutes=1))
    assert look.next == "none"
    assert look.reply.act == "safety_release"


def test_no_word_of_the_member_is_in_any_row_of_the_screen_or_the_trail(ada):
    for minute, text in enumerate([DARK, f"yes, {CANARY}", f"tonight, {CANARY}"]):
        _look(ada, text, now=NOW + timedelta(minutes=minute))
    services.meant_otherwise(member=ada, text=DARK, now=NOW)
    tables = [Watch, RiskEvent, DailyCount, Event]
    kept = str([list(table.objects.values()) for table in tables])
    assert RiskEvent.objects.exists()
    assert CANARY not in kept
    assert "kill myself" not in kept


def test_the_trail_notes_that_the_screen_spoke_under_a_pseudonym(ada):
    look = _look(ada, DARK, surface="scene")
    event = Event.objects.last()
    assert (event.actor, event.action, event.detail) == ("screen", f"safety.{look.next}", "scene")
    assert str(ada.pk) not in event.subject


def test_what_was_meant_otherwise_is_apologised_for_and_weighs_less(ada):
    first = _look(ada, UNCLEAR)
    reply = services.meant_otherwise(member=ada, text=UNCLEAR, now=NOW)
    assert reply.lines == (_line("safe.sorry"),)
    again = _look(ada, UNCLEAR, now=NOW + timedelta(minutes=1))
    assert first.next == "question"
    assert again.next == "none"


def test_only_that_phrase_was_meant_otherwise(ada):
    _look(ada, UNCLEAR)
    services.meant_otherwise(member=ada, text=UNCLEAR, now=NOW)
    assert _look(ada, DARK, now=NOW + timedelta(minutes=1)).next != "none"


def _line(line_id: str) -> str:
    return next(line.text for line in wording().line if line.id == line_id)


def _opened_the_protocol(member: Member) -> None:
    _look(member, "I'm going to kill myself tonight")
    assert RiskEvent.objects.get(member=member).step == "protocol"


def test_the_next_visit_after_the_protocol_begins_with_a_question_once(ada):
    _opened_the_protocol(ada)
    assert services.follow_up(member=ada, now=NOW + timedelta(minutes=10)) is None
    later = NOW + timedelta(hours=20)
    reply = services.follow_up(member=ada, now=later)
    assert reply.lines == (_line("follow.up"),)
    assert services.follow_up(member=ada, now=later + timedelta(hours=1)) is None


def test_there_is_nothing_to_follow_up_for_others(ada, di):
    _opened_the_protocol(ada)
    assert services.follow_up(member=di, now=NOW + timedelta(hours=20)) is None


def test_a_stated_age_under_18_is_kept_on_the_member(ada, di):
    _look(ada, "I'm 14")
    assert Member.objects.get(pk=ada.pk).said_under_age
    assert not Member.objects.get(pk=di.pk).said_under_age


@pytest.mark.parametrize("broken", ["", "{", "null", "[]", '{"concern": "much"}', "\U0001f642"])
def test_a_state_that_cannot_be_read_starts_anew(ada, broken):
    Watch.objects.create(member=ada, state=broken, updated_at=NOW)
    assert _look(ada, UNCLEAR).next == "question"
    assert _look(ada, "yes", now=NOW + timedelta(minutes=1)).next == "protocol"


def test_a_fault_in_the_screen_answers_with_help(ada, monkeypatch):
    monkeypatch.setattr(screening, "_screened", _broken)
    look = _look(ada, PLAIN)
    assert look.next != "none"
    assert look.reply.help_link
    assert look.reply.lines


def test_a_fault_in_the_protocol_answers_with_help_and_keeps_the_state(ada, monkeypatch, caplog):
    monkeypatch.setattr(services, "respond", _broken)
    look = _look(ada, DARK)
    assert look.reply.help_link
    assert look.reply.lines
    assert Watch.objects.get().state == look.screening.state.to_json()
    assert CANARY not in caplog.text


def _broken(*_arguments, **_named):
    raise RuntimeError(DARK)


@pytest.mark.parametrize("text", ["", " ", "\x00", "🙂", "x" * 100_000, "<script>", "مرحبا"])
def test_any_text_can_be_screened(ada, text):
    assert _look(ada, text).next == "none"


def test_every_table_of_the_screen_is_known_here():
    found = {model.__name__ for model in apps.get_app_config("safeguarding").get_models()}
    own_words = {"SafetyPlan", "Contact", "AlertConsent", "Alert", "Delivery", "ReviewItem"}
    assert found - own_words == {"Watch", "RiskEvent", "DailyCount", "ReviewChoice"}
