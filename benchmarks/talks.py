"""Many members talking with Cue at once: first word, failed turns, processor time and memory.

    python -m benchmarks.talks [--members 200] [--seconds 45] [--shortest 5] [--longest 15]
                               [--workers 2] [--seed 1] [--json]

A real server on a fresh data folder, of two processes, without a language model. Every member has
an open talk and a browser session. Each thinks for a random time, sends one of the held-out example
messages over HTTP, gets the reply, and thinks again, until the time is over. The first word is
timed from sending the message to the answer with the reply, which the page deals out word by word.
A turn fails if the request is refused, breaks off, or takes longer than a minute. Members and
server share the machine: processor time is the server's alone.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.calling import Caller, Heard, TurnFailedError
from benchmarks.figures import Figure, of_runs, processor_seconds, report, resident_mb
from benchmarks.serving import server
from overture.cli.ready import open_database, set_up_django

OPTIONS = {
    "members": (200, "members talking at once"),
    "seconds": (45.0, "how long they talk"),
    "shortest": (5.0, "seconds of the shortest thought before a message"),
    "longest": (15.0, "seconds of the longest"),
    "workers": (2, "processes of the server"),
    "seed": (1, "who says what, and when"),
}


@dataclass(frozen=True)
class Habits:
    """How long members think, what they may say, and how long all of it goes on."""

    shortest: float
    longest: float
    texts: Sequence[str]
    until: float


@dataclass
class Told:
    """What came of the turns of all members."""

    heard: list[Heard] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def measure(
    members: int, seconds: float, shortest: float, longest: float, workers: int, seed: int
) -> list[Figure]:
    """Let members talk, and see how long they wait."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        sessions = _opened(data, members)
        with server(data, workers) as (port, pid, _):
            callers = [Caller(port, session) for session in sessions]
            asyncio.run(_warmed(callers))
            spent = processor_seconds(pid)
            habits = Habits(shortest, longest, _texts(), time.monotonic() + seconds)
            told = asyncio.run(_talking(callers, habits, seed))
            spent, held = processor_seconds(pid) - spent, resident_mb(pid)
    return _figures(members, told, spent, held)


def _opened(data: Path, members: int) -> list[str]:
    """Sessions of members who have just opened a talk."""
    os.environ["OVERTURE_DATA"] = str(data)
    set_up_django()
    open_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from benchmarks.filling import in_talk  # noqa: PLC0415

    return [in_talk(timezone.now())[1] for _ in range(members)]


def _texts() -> list[str]:
    """Held-out examples of messages that are about nothing grave: those have pages of their own."""
    from django.utils import timezone  # noqa: PLC0415

    from overture.content import LIBRARY  # noqa: PLC0415
    from overture.conversation.understanding.build import examples  # noqa: PLC0415
    from overture.safety import ScreenState, screen  # noqa: PLC0415

    now = timezone.now()
    texts = sorted({one.example.text for one in examples(LIBRARY, "held_out")})
    some = texts[:: max(1, len(texts) // 300)]
    return [text for text in some if screen(text, ScreenState(), now=now).next == "none"]


async def _warmed(callers: Sequence[Caller]) -> None:
    """Wait until every process has loaded what it loads beside its first requests."""
    for said in ("I am here early today.", "The bus came at once.", "Nothing much happened."):
        await asyncio.gather(*(caller.turn(said) for caller in callers[:8]))


async def _talking(callers: Sequence[Caller], habits: Habits, seed: int) -> Told:
    told = Told()
    chances = np.random.default_rng(seed).spawn(len(callers))
    each = zip(callers, chances, strict=True)
    await asyncio.gather(*(_member(caller, chance, habits, told) for caller, chance in each))
    return told


async def _member(caller: Caller, chance: np.random.Generator, habits: Habits, told: Told) -> None:
    """Think, say something, listen; from the first thought on at a moment of one's own."""
    thought = chance.uniform(0.0, habits.longest)
    while time.monotonic() + thought < habits.until:
        await asyncio.sleep(thought)
        try:
            told.heard.append(await caller.turn(str(chance.choice(habits.texts))))
        except TurnFailedError as error:
            told.failed.append(str(error))
        thought = chance.uniform(habits.shortest, habits.longest)


def _figures(members: int, told: Told, spent: float, held: float) -> list[Figure]:
    turns, where = max(1, len(told.heard)), f", {members} members"
    waited = [1e3 * (heard.first_word - heard.sent) for heard in told.heard]
    return [
        of_runs(f"first word of a guided reply{where}", "ms", waited, "p95 < 300"),
        of_runs("turns that failed", f"of {turns + len(told.failed)}", [len(told.failed)], "0"),
        of_runs("processor time of the server", "ms/turn", [1e3 * spent / turns]),
        of_runs("resident memory after this", "MB", [held]),
    ]


if __name__ == "__main__":
    report("Many talks at once", measure, OPTIONS)
