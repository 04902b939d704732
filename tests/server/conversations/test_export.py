"""Everything kept of a member is in the export, and gone after erasing."""

import json
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from tests.support import factories, groups, nudging
from tests.support.factories import NOW

from overture.server.accounts import asked_once, bulk_copies, invitations, tokens
from overture.server.accounts import services as accounts
from overture.server.accounts import sharing as grants
from overture.server.accounts.models import EmergencyLook, GuardianConsent, Member
from overture.server.assessments import services as assessments
from overture.server.assessments.models import Asking, NotSo
from overture.server.audit.models import Event, Head
from overture.server.care import alerting, handing, own_notes, proposing, suggesting
from overture.server.care.models import (
    Celebration,
    LookingAway,
    MemberCheck,
    Parting,
    Sent,
    SupporterCheck,
)
from overture.server.conversations.export import SECRETS, export, tables
from overture.server.conversations.models import (
    Conversation,
    Memory,
    ModelChoice,
    Report,
    Turn,
    UsedLine,
)
from overture.server.practice import drills, sharing, thoughts, told_again, values
from overture.server.practice import services as practice
from overture.server.practice.models import (
    Anchor,
    Answer,
    Asked,
    Away,
    CalendarFeed,
    CourseAnswer,
    CourseChoice,
    CourseTick,
    DailyGoal,
    Day,
    FeltWord,
    Interaction,
    LogChoice,
    Plan,
    PushSubscription,
    QuietPlan,
)
from overture.server.practice.nudges import deciding
from overture.server.practice.services import Expected, Happened
from overture.server.safeguarding.models import (
    Alert,
    AlertConsent,
    Contact,
    Delivery,
    ReviewChoice,
    ReviewItem,
    RiskEvent,
    SafetyPlan,
    Watch,
)

pytestmark = pytest.mark.django_db

# Rows that are of nobody: throttles hold hashes of addresses, the trail and the counts no person.
OF_NOBODY = {"Throttle", "DailyCount", "AddedInstrument", Event.__name__, Head.__name__}
OF_NOBODY |= {"Person", "Role", "SignIn"}  # of people around members, who are theirs to close
OF_NOBODY |= {"Remembered"}  # counts and used codes, under hashes
# What a group is, who may look into it, how a week felt without names, and a log without words.
OF_NOBODY |= {"Group", "GroupTask", "LookIn", "WeekFelt", "ModerationEvent"}
# How it is for somebody close is not the member's to read; it goes with the rest.
OF_SOMEBODY_CLOSE = {SupporterCheck, LookingAway}


def ours() -> list[type[Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("overture.")]


def fill_course(member: Member) -> None:
    """A row in every table of the course and of the plan that it leaves."""
    CourseChoice.objects.create(member=member, said="began", at=NOW, key=uuid4())
    CourseTick.objects.create(member=member, week="week-1", thing="noticing", at=NOW)
    CourseAnswer.objects.create(member=member, week="week-1", words="Mia", at=NOW, key=uuid4())
    QuietPlan.objects.create(member=member, number=1, key=uuid4(), at=NOW, signs="No calls")


def fill_drills(member: Member) -> None:
    sitting = drills.begin(member=member, drill_id="faces", key=uuid4(), now=NOW)
    drills.pick(sitting=sitting, item_id=drills.place(sitting).item.id, picked=[0], now=NOW)


def fill_questions(member: Member) -> None:
    """What a member tapped in answer to questions about themselves."""
    assessments.answer_profile(member=member, answers={}, key=uuid4(), now=NOW)
    Asking.objects.create(member=member, shown_on=NOW.date())
    sharing.say(member=member, yes=True, now=NOW)
    NotSo.objects.create(member=member, kind="phone", facet="dread", at=NOW)


def fill_thoughts(member: Member) -> None:
    """A thought that was tried out and kept, and one that ended with a friend."""
    thought = factories.thought(member, until="happened")
    tried = member.attempts.latest("begun_at")
    told_again.keep_beside(attempt=tried, told=Happened(note="More of it"), now=NOW)
    thoughts.keep(thought=thought, attempt=tried, words="They nodded", sure=2, now=NOW)
    friend = factories.thought(member, until="test")
    thoughts.say_to_friend(thought=friend, words="It was a long day", now=NOW)


def fill_nudges(member: Member) -> None:
    nudging.wants(member)
    deciding.decide_due(clock=lambda: nudging.NINE, seeds=lambda: 7)
    PushSubscription.objects.create(
        member=member, endpoint="https://x", endpoint_hash=uuid4().hex, made_at=NOW
    )


def fill_values(member: Member) -> None:
    """A value that was sorted, seen from both sides, and has a step."""
    card = factories.value(member)
    values.weigh(rated=factories.rated(card), sides=values.Sides(i_fear="Being a bore"), now=NOW)
    values.tie(step=factories.own_step(member), card=card, now=NOW)


def fill_people(member: Member) -> None:
    """Somebody who was invited, sees something, and looked."""
    invitations.from_member(member=member, kind="supporter", called="Lena", now=NOW)
    lena = factories.person(f"lena-{uuid4()}")
    seen = factories.linked(member, lena, "steps-done")
    grants.see(link=seen, thing="steps-done", now=NOW)
    sent = Sent.objects.create(link=seen, words="I went", at=NOW, key=uuid4())
    Celebration.objects.create(link=seen, sent=sent, words="You went", at=NOW, key=uuid4())
    MemberCheck.objects.create(link=seen, at=NOW)
    why = {"by": "Oz", "reason": "A relative rang"}
    EmergencyLook.objects.create(member=member, at=NOW, ends_at=NOW, **why)
    SupporterCheck.objects.create(link=seen, at=NOW)
    LookingAway.objects.create(link=seen, since=NOW)
    Parting.objects.create(link=seen, words="Be well", at=NOW)


def fill_beside_a_clinician(member: Member) -> None:
    """What a clinician suggested, noted and was told, and one yes."""
    tom = factories.person(f"tom-{uuid4()}", "clinician")
    seen = factories.linked(member, tom, "help-opened", kind="clinician")
    made = proposing.propose(link=seen, setting="hardest", value=6, key=uuid4(), now=NOW)
    proposing.answer(proposal=made, said="yes", now=NOW)
    suggesting.suggest_step(link=seen, title="Nod once", key=uuid4(), now=NOW)
    own_notes.note(link=seen, words="Rowan berries", key=uuid4(), now=NOW)
    own_notes.hold(link=seen, key=uuid4(), now=NOW)
    alerting.help_opened(member=member, now=NOW)
    alerting.acknowledge(link=seen, code="help", about="1", now=NOW)
    to = factories.person(f"ida-{uuid4()}", "clinician")
    handing.offer(link=seen, to=to, key=uuid4(), now=NOW)


def fill_talk(member: Member) -> None:
    """A talk with one turn, and what it left behind."""
    talk = Conversation.objects.create(
        member=member,
        kind="talk",
        seed=1,
        state={},
        content_version="1",
        opening={"spoken": [{"speaker": "cue", "text": "Hello.", "stage": ""}]},
        began_at=NOW,
    )
    Turn.objects.create(
        conversation=talk,
        number=1,
        key="00000000-0000-4000-8000-000000000001",
        manner="words",
        said="A canary sings",
        reply={"spoken": [{"speaker": "cue", "text": "It sings.", "stage": ""}]},
        engine="guided/1",
        content_version="1",
        created_at=NOW,
    )
    UsedLine.objects.create(member=member, line_id="hello-1", talk_number=1)
    ModelChoice.objects.create(member=member, host="models", model="small:1", agreed=True, at=NOW)


def fill_programs(member: Member) -> None:
    """A program that asked for something once."""
    token, _ = tokens.make(member=member, name="Mine", scopes=("export",), key=uuid4(), now=NOW)
    asked_once.begin(token=token, key="k", asked_hash="x", now=NOW)
    bulk_copies.keep(token=token, asked="/fhir", files={"Goal": "{}"}, now=NOW)


def fill(member: Member) -> None:
    """A row in every table, as a member leaves them behind."""
    fill_nudges(member)
    fill_people(member)
    fill_programs(member)
    fill_beside_a_clinician(member)
    attempt = factories.attempt(member)
    practice.rerate(attempt=attempt, again=Expected(anxiety=4), now=NOW)
    practice.review(attempt=attempt, got_in_the_way="", another_reading="", change="", now=NOW)
    fill_questions(member)
    Day.objects.create(member=member, day=NOW.date(), room=Day.Room.SOME)
    Answer.objects.create(member=member, sign="withdrawal", said="not_it", seen={}, at=NOW)
    Away.objects.create(member=member, first=NOW.date(), last=NOW.date(), said_at=NOW)
    choir = Anchor.objects.create(
        member=member, title="Choir", first=NOW.date(), every="week", changed_at=NOW, key=uuid4()
    )
    choir.occasions.create(due=NOW.date(), kept="yes", at=NOW)
    CalendarFeed.objects.create(member=member, token_hash=uuid4().hex, made_at=NOW)
    for fill_more in (fill_course, fill_drills, fill_log, fill_thoughts, fill_values):
        fill_more(member)
    Memory.objects.create(member=member, key=uuid4(), words="My dog is Bo", confirmed_at=NOW)
    Plan.objects.create(member=member, made_at=NOW, seed=1, rule="gain", offers=[], considered=[])
    fill_talk(member)
    Report.objects.create(member=member, key=uuid4(), words="It sings.", kind="talk", at=NOW)
    Watch.objects.create(member=member, state={}, updated_at=NOW)
    RiskEvent.objects.create(
        member=member, at=NOW, level="none", step="none", topic="x", reason="x", surface="talk"
    )
    ReviewItem.objects.create(
        member=member, at=NOW, surface="talk", drawn="spoke", step="question", reason="x"
    )
    ReviewChoice.objects.create(member=member, agreed=True, text_hash="x", at=NOW)
    SafetyPlan.objects.create(member=member, number=1, key=uuid4(), at=NOW, signs="No sleep")
    mia = Contact.objects.create(
        member=member, key=uuid4(), name="Mia", signed="Ada", created_at=NOW
    )
    AlertConsent.objects.create(contact=mia, purpose="asked", agreed=True, at=NOW)
    GuardianConsent.objects.create(member=member, guardian="Ines", agreed=True, at=NOW)
    alert = Alert.objects.create(
        member=member, key=uuid4(), why="asked", zone="UTC", at=NOW, expires_at=NOW
    )
    Delivery.objects.create(alert=alert, contact=mia, place=0, due_at=NOW)
    groups.fill(member)


def fill_log(member: Member) -> None:
    FeltWord.objects.create(member=member, feeling="calm", note="Rain", at=NOW, key=uuid4())
    met = Interaction.objects.create(member=member, who="friend", at=NOW, key=uuid4())
    Asked.objects.create(member=member, interaction=met, question="your-half", at=NOW)
    LogChoice.objects.create(member=member, changed_at=NOW)
    DailyGoal.objects.create(member=member, day=NOW.date(), words="Nod once", made_at=NOW)


def leads_to_a_member(model: type[Model], seen: frozenset[type[Model]] = frozenset()) -> bool:
    if model is Member:
        return True
    targets = {f.related_model for f in model._meta.concrete_fields if f.is_relation} - seen
    return any(leads_to_a_member(target, seen | {model}) for target in targets)


def test_every_table_that_leads_to_a_member_is_in_the_export():
    exported = {table.model for table in tables()}
    assert {model for model in ours() if leads_to_a_member(model)} == exported | OF_SOMEBODY_CLOSE


def test_tables_that_lead_to_no_member_are_known_and_hold_no_person():
    assert {m.__name__ for m in ours() if not leads_to_a_member(m)} == OF_NOBODY


def test_every_table_has_rows_in_the_export_and_none_after_erasing(ada):
    fill(ada)
    copied = export(member=ada, now=NOW)["tables"]
    assert [name for name, rows in copied.items() if not rows] == []
    accounts.erase(member=ada, now=NOW)
    held = {table.model for table in tables()} | OF_SOMEBODY_CLOSE
    assert [model.__name__ for model in held if model._default_manager.exists()] == []


def test_a_clinicians_note_is_named_in_the_copy_without_its_words(ada):
    fill(ada)
    copied = export(member=ada, now=NOW)
    (note,) = copied["tables"]["notes_by_people"]
    assert note["at"] == NOW
    assert "Rowan" not in json.dumps(copied, cls=DjangoJSONEncoder)


def test_nothing_of_somebody_else_is_in_the_export(ada, di):
    fill(ada)
    fill(di)
    text = json.dumps(export(member=ada, now=NOW), cls=DjangoJSONEncoder)
    assert str(ada.pk) in text
    assert str(di.pk) not in text


def test_erasing_one_space_leaves_the_others_as_they_are(ada, di):
    fill(ada)
    fill(di)
    before = export(member=di, now=NOW)["tables"]
    accounts.erase(member=ada, now=NOW)
    assert export(member=di, now=NOW)["tables"] == before


def test_every_message_of_the_program_names_its_origin_engine_and_content_version(ada):
    fill(ada)
    found = export(member=ada, now=NOW)["messages"]
    bot = [message for message in found if message["origin"] == "program"]
    assert [message["text"] for message in bot] == ["Hello.", "It sings."]
    assert all(message["engine"] and message["content_version"] for message in bot)
    assert [m["text"] for m in found if m["origin"] == "member"] == ["A canary sings"]


def test_what_would_open_the_space_is_not_handed_out(ada):
    accounts.give_code(member=ada, now=NOW)
    space = export(member=ada, now=NOW)["tables"]["space"][0]
    assert not SECRETS & set(space)


def test_the_audit_trail_notes_the_export_without_a_word_of_it(ada):
    fill(ada)
    export(member=ada, now=NOW)
    last = Event.objects.order_by("-pk").first()
    assert last is not None
    assert (last.action, last.detail) == ("space.exported", "")


def test_of_several_played_partners_the_one_who_spoke_is_named(ada):
    turn = factories.turn(factories.scene(ada), "hello")
    turn.reply["spoken"] = [{"speaker": "partner", "who": "Teo", "text": "Hm.", "stage": ""}]
    turn.save()
    found = export(member=ada, now=NOW)["messages"]
    assert {message["name"] for message in found} == {"", "Teo"}
