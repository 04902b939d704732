"""Rows for tests, made through the same services that pages use."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from overture.server.accounts import people, sharing
from overture.server.accounts import services as accounts
from overture.server.accounts.models import Link, Member, Person
from overture.server.conversations import services as conversations
from overture.server.conversations.models import Conversation, Turn
from overture.server.practice import services as practice
from overture.server.practice import thoughts, values
from overture.server.practice.models import (
    Attempt,
    Outcome,
    Prediction,
    SortedValue,
    Step,
    Thought,
    ValueRated,
)
from overture.server.practice.services import Expected, Happened
from overture.server.safeguarding import alerts, contacts
from overture.server.safeguarding.models import Alert, Contact

NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
"""The moment at which every test takes place unless it says otherwise: a Monday evening."""

EXPECTED = Expected(anxiety=7, enjoyment=3, feared_event="It goes quiet", feared_in_ten=6)
HAPPENED = Happened(anxiety=4, enjoyment=5, feared="no", understood=6)
"""A moment that went better than expected."""

LIBRARY_STEP = "neighbour-parcel/morning"
"""A small real step that is in the library."""


def member(
    *,
    name: str = "",
    now: datetime = NOW,
    age: Member.Age = Member.Age.ADULT,
    **choices: str | bool,
) -> Member:
    """A member with a private space, who said to be an adult."""
    made = accounts.open_space(now=now, age=age)
    return accounts.choose(member=made, choices={"name": name, **choices})


def person(handle: str, *roles: str, name: str = "", now: datetime = NOW) -> Person:
    """Somebody with an account, who is this and that here."""
    made = Person.objects.create_user(handle, created_at=now, name=name or handle.title())
    for kind in roles:
        people.give_role(person=made, kind=kind, by="", now=now)
    return made


def linked(
    owner: Member,
    to: Person,
    *things: str,
    kind: str = "supporter",
    called: str = "",
    now: datetime = NOW,
) -> Link:
    """Somebody who sees these things of a member's."""
    link = sharing.tie(member=owner, person=to, kind=kind, called=called, now=now)
    for thing in things:
        sharing.grant(link=link, thing=thing, now=now)
    return link


def step(owner: Member, *, library_id: str = LIBRARY_STEP, now: datetime = NOW) -> Step:
    """A step of the library on somebody's ladder."""
    return practice.plan_library_step(member=owner, library_id=library_id, key=uuid4(), now=now)


def own_step(owner: Member, title: str = "Say hello at the stop", *, now: datetime = NOW) -> Step:
    """A step in somebody's own words."""
    return practice.plan_own_step(member=owner, title=title, key=uuid4(), now=now)


def attempt(
    owner: Member,
    *,
    of: Step | None = None,
    expected: Expected = EXPECTED,
    outcome: Happened | None = HAPPENED,
    key: UUID | None = None,
    now: datetime = NOW,
) -> Attempt:
    """A real step tried once: predicted and, unless `outcome` is None, over."""
    begun = practice.begin_attempt(step=of or step(owner, now=now), key=key or uuid4(), now=now)
    practice.predict(attempt=begun, expected=expected, now=now)
    if outcome is not None:
        practice.happened(attempt=begun, outcome=outcome, now=now)
    return begun


def record(owner: Member, count: int, *, now: datetime = NOW) -> None:
    """That many real steps, one a day, each tried once; written in one go and not learned from."""
    days = [now + timedelta(days=number) for number in range(count)]
    shared = {"member": owner, "family": "own", "features": practice.OWN_STEP_FEATURES}
    steps = Step.objects.bulk_create(
        Step(title=f"Step {number}", status="done", created_at=day, touched_at=day, **shared)
        for number, day in enumerate(days)
    )
    attempts = Attempt.objects.bulk_create(
        Attempt(step=step, kind="real", title=step.title, begun_at=step.created_at, **shared)
        for step in steps
    )
    Prediction.objects.bulk_create(
        Prediction(attempt=one, at=one.begun_at, **vars(EXPECTED)) for one in attempts
    )
    Outcome.objects.bulk_create(
        Outcome(attempt=one, at=one.begun_at, **vars(HAPPENED)) for one in attempts
    )


def scene(
    owner: Member, *, scene_id: str = "neighbour-parcel", now: datetime = NOW
) -> Conversation:
    """A scene that has been predicted and opened."""
    begun = practice.begin_scene(
        member=owner, scene_id=scene_id, level="easy", key=uuid4(), now=now
    )
    practice.predict(attempt=begun, expected=EXPECTED, now=now)
    return conversations.open_scene(attempt=begun, now=now, seed=7)


def turn(talk: Conversation, said: str, *, now: datetime = NOW) -> Turn:
    """Something said in a talk or a scene, and answered."""
    begun = conversations.start_turn(
        conversation=talk, manner="words", said=said, key=uuid4(), now=now
    )
    return conversations.finish(turn_id=begun.pk, now=now)


def thought(
    owner: Member,
    words: str = "They think I am odd",
    *,
    until: str = "examine",
    now: datetime = NOW,
) -> Thought:
    """A thought of somebody's, written down as far as the part that comes next, `until`."""
    made = thoughts.catch(
        member=owner, about="past", moment="The stairs", words=words, sure=7, key=uuid4(), now=now
    )
    if until == "examine":
        return made
    thoughts.examine(thought=made, speaks_for="A look", speaks_against="A nod", now=now)
    if until == "readings":
        return made
    thoughts.other_readings(
        thought=made, kind="mind", offered=[], own="They were tired", sure=5, now=now
    )
    if until == "test":
        return made
    shows = own_step(owner, now=now)
    thoughts.test(thought=made, step=shows, feared_event="They stare", key=uuid4(), now=now)
    if until == "happened":
        attempt(owner, of=shows, now=now)
    return made


def value(
    owner: Member, words: str = "", *, card_id: str = "neighbour", now: datetime = NOW
) -> SortedValue:
    """A value at the top of a sort of its own: a card of the library, or one in own words."""
    heaps = {} if words else {card_id: "lot"}
    made = values.sort(member=owner, heaps=heaps, own=words, key=uuid4(), now=now)
    return made.cards.get()


def rated(card: SortedValue, *, now: datetime = NOW) -> ValueRated:
    """How important and how sure somebody said it is."""
    return values.rate(card=card, importance=7, confidence=3, key=uuid4(), now=now)


def contact(owner: Member, name: str = "Mia", *, now: datetime = NOW, **more: object) -> Contact:
    """Somebody on a member's list, with a yes for a tap; `also="immediate"` for at once too."""
    also = more.pop("also", "")
    given = {"email": f"{name.lower()}@example.org", "wait": 15, **more}
    named = contacts.Named(name=name, signed=owner.name or "Ada", **given)  # type: ignore[arg-type]
    made = contacts.name_someone(member=owner, named=named, key=uuid4(), now=now)
    contacts.say(contact=made, purpose="asked", yes=True, now=now)
    if also == "immediate":
        contacts.say(contact=made, purpose="immediate", yes=True, now=now)
    return made


def alert(owner: Member, *who: Contact, now: datetime = NOW, **more: object) -> Alert:
    """A tap: these people are to be told."""
    given = {"why": "asked", "key": uuid4(), "zone": "Europe/London", **more}
    return alerts.tell(member=owner, contacts=who, now=now, **given)  # type: ignore[arg-type]
