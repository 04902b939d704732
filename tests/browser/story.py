"""Seventeen moments of one invented person, written down through the services that pages use."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import uuid4

from overture.server.accounts import services as accounts
from overture.server.accounts.models import Member
from overture.server.conversations import services as conversations
from overture.server.conversations.models import Conversation
from overture.server.practice import services as practice
from overture.server.practice.models import Attempt
from overture.server.practice.services import Expected, Happened
from overture.server.web.requests import SESSION_MEMBER
from tests.support import factories

SEED = 7
BLANK = "I go blank and say nothing"
VOICE = "My voice shakes and they hear it"


@dataclass(frozen=True)
class Moment:
    """One moment: how many days ago, what, anxiety and enjoyment as (expected, met), the fear.

    `what` is a scene, a step of the library, or words for a step of one's own.
    """

    ago: int
    what: str
    anxiety: tuple[int, int]
    joy: tuple[int, int]
    fear: str = ""
    in_ten: int = 6
    came: str = "no"


MOMENTS = (
    Moment(37, "counter-coffee", (8, 5), (2, 3), "I'll get to the front and go blank.", 8),
    Moment(35, "counter-coffee", (8, 4), (1, 3), "He'll think I'm making a fuss.", 7),
    Moment(30, "neighbour-parcel/morning", (9, 4), (1, 4), "She looks through me", 7),
    Moment(28, "phone-dentist", (9, 6), (0, 2), "He'll be short with me.", 8),
    Moment(26, "shop-where/ask_unknown", (8, 3), (2, 4), "They sigh at me", 6),
    Moment(25, "Send Lena a photo", (7, 3), (3, 6), "She doesn't answer", 6),
    Moment(22, "colleague-kitchen", (8, 5), (1, 3), "She'll wish I'd gone somewhere else.", 7),
    Moment(16, "First evening at Tuesday table", (9, 7), (1, 4), BLANK, 7, "yes"),
    Moment(14, "phone-dentist", (7, 4), (2, 2), "I'll go blank and there'll be a silence.", 6),
    Moment(12, "counter-coffee/order_change", (6, 2), (3, 5), "They get annoyed", 5),
    Moment(10, "phone-dentist/ring_and_book", (6, 8), (2, 1), VOICE, 5, "yes"),
    Moment(8, "phone-dentist", (7, 4), (2, 2), "He'll be short with me.", 6),
    Moment(7, "neighbour-lift/one_remark", (5, 2), (4, 6), "It just drops", 5),
    Moment(6, "colleague-kitchen/hello_in", (6, 4), (3, 3), "Nobody says it back", 5),
    Moment(3, "colleague-kitchen", (5, 3), (4, 5), "She'll notice how I eat.", 4),
    Moment(2, "Tuesday table, second evening", (5, 4), (4, 6), BLANK, 5),
)
"""All but the last one, which is a scene that can be read (`PRACTISED`)."""

PRACTISED = Moment(0, "neighbour-parcel", (5, 3), (3, 6), "She'll be annoyed that I knocked.", 4)
LINES_BEHIND = (
    "Hello, I'm from number six. I think you may have a parcel of mine.",
    "Sorry to bother you, it doesn't matter if it's not here.",
    "Have you been planting something?",
    "What made you start with tomatoes?",
    "Thanks for taking it in. I'll let you get on.",
)
LINES_NOW = ("Hello. The card says my parcel is with you?",)
LINES_TO_CUE = (
    "A card says my parcel is with the neighbour. I want to knock tomorrow.",
    "She'll be annoyed, and it'll be obvious I don't know how to talk.",
)
SEED_OF_TALK = 3


@dataclass(frozen=True)
class Story:
    """The filled space, and where the pictures are taken."""

    member: Member
    cookie: str
    scene: str
    debrief: str


def fill(now: datetime) -> Story:
    """A space that has been lived in for five weeks, ending a few minutes before `now`."""
    member = factories.member(name="Remi", now=now - timedelta(days=38))
    accounts.choose(member=member, choices={"region": "GB", "pace": "slow"})
    for moment in MOMENTS:
        _met(member, moment, _evening(now, moment.ago))
    _plans(member, now)
    practice.say_room(member=member, day=now.date(), room="a little")
    behind = _practised(member, now - timedelta(minutes=40))
    _talk(member, now - timedelta(minutes=20))
    present = _scene(member, LINES_NOW, now - timedelta(minutes=5))
    accounts.seen(member=member, now=now)
    return Story(
        member=member,
        cookie=_session(member),
        scene=f"/attempts/{present.attempt_id}/scene",
        debrief=f"/attempts/{behind.pk}/looking-back",
    )


def _evening(now: datetime, ago: int) -> datetime:
    day = (now - timedelta(days=ago)).date()
    return datetime.combine(day, time(17, 30), now.tzinfo)


def _met(member: Member, moment: Moment, at: datetime) -> None:
    attempt = _begun(member, moment, at)
    practice.predict(attempt=attempt, expected=_expected(moment), now=at)
    practice.happened(attempt=attempt, outcome=_happened(moment), now=at + timedelta(minutes=9))


def _begun(member: Member, moment: Moment, at: datetime) -> Attempt:
    if "/" in moment.what:
        step = factories.step(member, library_id=moment.what, now=at)
    elif " " in moment.what:
        step = factories.own_step(member, moment.what, now=at)
    else:
        return practice.begin_scene(
            member=member, scene_id=moment.what, level="easy", key=uuid4(), now=at
        )
    return practice.begin_attempt(step=step, key=uuid4(), now=at)


def _expected(moment: Moment) -> Expected:
    return Expected(
        anxiety=moment.anxiety[0],
        enjoyment=moment.joy[0],
        feared_event=moment.fear,
        feared_in_ten=moment.in_ten,
    )


def _happened(moment: Moment) -> Happened:
    return Happened(
        anxiety=moment.anxiety[1],
        enjoyment=moment.joy[1],
        feared=moment.came if moment.fear else "",
        understood=6,
    )


def _plans(member: Member, now: datetime) -> None:
    for title, days, when in (("Call with Lena", 2, "at eleven"), ("Tuesday table", 5, "at six")):
        practice.plan_own_step(
            member=member,
            title=title,
            key=uuid4(),
            now=now,
            day=now.date() + timedelta(days=days),
            when_words=when,
        )


def _practised(member: Member, at: datetime) -> Attempt:
    """The seventeenth moment: a scene played to its end, and rated."""
    talk = _scene(member, LINES_BEHIND, at)
    conversations.stop(conversation=talk, now=at)
    attempt = Attempt.objects.get(pk=talk.attempt_id)
    practice.happened(attempt=attempt, outcome=_happened(PRACTISED), now=at)
    return attempt


def _scene(member: Member, lines: tuple[str, ...], at: datetime) -> Conversation:
    attempt = _begun(member, PRACTISED, at)
    practice.predict(attempt=attempt, expected=_expected(PRACTISED), now=at)
    scene = conversations.open_scene(attempt=attempt, now=at, seed=SEED)
    for line in lines:
        factories.turn(scene, line, now=at)
    return scene


def _talk(member: Member, at: datetime) -> None:
    talk = conversations.open_talk(member=member, now=at)
    talk.seed = SEED_OF_TALK  # so that the picture is the same each time
    talk.save(update_fields=["seed"])
    for line in LINES_TO_CUE:
        factories.turn(talk, line, now=at)


def _session(member: Member) -> str:
    """The cookie of a browser that is in the space."""
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_MEMBER] = str(member.pk)
    session.create()
    return str(session.session_key)
