"""Small scripts of talks for the tests of screen and protocol."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from overture.safety import SafetyReply, Screening, ScreenState, respond, screen

START = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Turn:
    said: str
    found: Screening
    reply: SafetyReply | None


def talk(
    messages: Sequence[str],
    region: str | None = "US",
    *,
    state: ScreenState | None = None,
    start: datetime = START,
    gap: timedelta = timedelta(minutes=1),
    person: str | None = None,
) -> list[Turn]:
    """What the screen finds and the protocol says, turn by turn."""
    return list(_turns(messages, region, state or ScreenState(), start, gap, person))


def _turns(
    messages: Sequence[str],
    region: str | None,
    state: ScreenState,
    start: datetime,
    gap: timedelta,
    person: str | None,
) -> Iterator[Turn]:
    for number, message in enumerate(messages):
        # Through JSON each time, as a restart between any two turns would do it.
        kept = ScreenState.from_json(state.to_json())
        found = screen(message, kept, now=start + number * gap)
        reply = respond(found, None, region, message=message, person=person)
        state = reply.state if reply else found.state
        yield Turn(message, found, reply)


def acts(turns: Sequence[Turn]) -> set[str]:
    return {act for turn in turns if turn.reply for act in turn.reply.acts}
