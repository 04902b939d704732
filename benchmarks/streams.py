"""What a turn adds to a language model's first word, when streams begin in bursts.

    python -m benchmarks.streams [--largest 100] [--rounds 3] [--json]

Protocol. A model of fixed pace (`benchmarks.fake_model`: 60 tokens, one every 20 ms) answers in a
process of its own, and a real server is set to it. In a burst so many members, each with a fresh
talk and with their yes to the model on record, send one message in the same moment and listen to
the stream; 3 rounds of every size, 10 of size 1. A turn is two requests over HTTP (the message,
then the stream), and all of it is in the figures: middleware, screen, understanding, policy,
prompt, and the judging of every sentence. No two messages are alike.

- first word: from sending the message to the first streamed sentence, whose first word is shown
  at once.
- added in all: the first word, less the time in which the model, from having read its request,
  had finished its first sentence. Nothing can be shown sooner: a sentence is judged whole.
- added behind the sentence: the first word, less the moment at which the model had finished its
  first sentence. This is what judging, and the queue for it, cost.
- failed: refused, broken off, over a minute, or kept in people's words where the model's stood.
- memory for an open stream: highest resident memory in the first burst of the largest size, less
  that before it, by streams. Smaller bursts were served before it.

The clients share the machine with the server; processor time is the server's alone.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice, product
from pathlib import Path

from benchmarks.calling import Caller, Heard, TurnFailedError
from benchmarks.fake_model import MODEL
from benchmarks.figures import Figure, of_runs, processor_seconds, report, resident_mb
from benchmarks.serving import free_port, server
from overture.cli.ready import open_database, set_up_django

OPTIONS = {
    "largest": (100, "streams in the largest burst"),
    "rounds": (3, "rounds of every burst of more than one"),
}
SIZES = (1, 10, 25, 50, 100)
ALONE, WARMING = 10, 3
"""Rounds of one stream, and turns before anything is measured."""

_WHO = ("My sister", "My boss", "A neighbour", "My old teacher", "The woman at the bakery")
_DID = ("rang me", "waved at me", "talked over me", "asked me in", "forgot my name")
_WHEN = ("on Monday", "last night", "before lunch", "after work", "at the weekend")
_WHERE = ("by the lift", "at the bus stop", "in the hall", "outside the shop", "near the school")


@dataclass(frozen=True)
class Turn:
    """One turn that was heard to its end, and when the model came in: seconds of one clock.

    `asked` is when the model had read its request, `sentence` when its first one was finished;
    both are None where what is kept is not the model's.
    """

    heard: Heard
    asked: float | None
    sentence: float | None


@dataclass
class Burst:
    """The turns of all bursts of one size, and what they cost the server."""

    size: int
    turns: list[Turn] = field(default_factory=list)
    broken: int = 0
    processor: float = 0.0


def measure(largest: int, rounds: int) -> list[Figure]:
    """Serve, burst after burst, the small ones first."""
    sizes = [size for size in SIZES if size <= largest]
    plan = [size for size in sizes for _ in range(ALONE if size == 1 else rounds)]
    with tempfile.TemporaryDirectory() as folder, _model() as address:
        data = Path(folder)
        os.environ |= {"OVERTURE_LLM_URL": address, "OVERTURE_LLM_MODEL": MODEL}
        sessions = iter(_agreed(data, sum(plan) + WARMING))
        texts = (" ".join(words) + "." for words in product(_WHO, _DID, _WHEN, _WHERE))
        with server(data) as (port, pid, _):
            callers = (Caller(port, session) for session in sessions)
            said = zip(callers, texts, strict=False)
            for _ in range(WARMING):
                asyncio.run(_together(list(islice(said, 1))))
            return _bursts(plan, said, pid)


@contextmanager
def _model() -> Iterator[str]:
    """The address of a model of fixed pace."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.fake_model", str(port)])
    try:
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _agreed(data: Path, members: int) -> list[str]:
    """Sessions of members in a fresh talk who have said yes to the model."""
    os.environ["OVERTURE_DATA"] = str(data)
    set_up_django()
    open_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from benchmarks.filling import in_talk  # noqa: PLC0415
    from overture.server.conversations.consent import choose_model  # noqa: PLC0415

    sessions = []
    for _ in range(members):
        member, session = in_talk(timezone.now())
        choose_model(member=member, agreed=True, now=timezone.now())
        sessions.append(session)
    return sessions


def _bursts(plan: Sequence[int], said: Iterator[tuple[Caller, str]], pid: int) -> list[Figure]:
    bursts = {size: Burst(size) for size in plan}
    before, highest = resident_mb(pid), 0.0
    for number, size in enumerate(plan):
        burst = bursts[size]
        if number == plan.index(max(plan)):
            before = resident_mb(pid)
            highest = before
        began = processor_seconds(pid)
        heard, peak = asyncio.run(_watched(list(islice(said, size)), pid))
        burst.processor += processor_seconds(pid) - began
        if number == plan.index(max(plan)):
            highest = peak
        burst.broken += heard.count(None)
        burst.turns += [_known(one) for one in heard if one]
    figures = [figure for burst in bursts.values() for figure in _figures(burst)]
    held = 1e3 * (highest - before) / max(plan)
    memory = of_runs(f"memory for an open stream, burst of {max(plan)}", "kB", [held], "<= 40")
    return [*figures, memory, of_runs("resident memory after this", "MB", [resident_mb(pid)])]


async def _watched(
    said: Sequence[tuple[Caller, str]], pid: int
) -> tuple[list[Heard | None], float]:
    """What was heard in one burst, and the highest resident memory meanwhile in megabytes."""
    going, highest = asyncio.create_task(_together(said)), 0.0
    while not going.done():
        highest = max(highest, resident_mb(pid))
        await asyncio.wait([going], timeout=0.05)
    return going.result(), highest


async def _together(said: Sequence[tuple[Caller, str]]) -> list[Heard | None]:
    """Send in the same moment, and listen; None for a turn that failed."""
    return list(await asyncio.gather(*(_one(caller, text) for caller, text in said)))


async def _one(caller: Caller, text: str) -> Heard | None:
    try:
        return await caller.turn(text)
    except TurnFailedError:
        return None


def _known(heard: Heard) -> Turn:
    """A turn with the moments that the model sent along, as they are kept with the reply."""
    from django.core import signing  # noqa: PLC0415 - needs Django set up

    from overture.server.conversations import streaming  # noqa: PLC0415
    from overture.server.conversations.models import Turn as Kept  # noqa: PLC0415

    signed = heard.stream.removeprefix(streaming.STREAM_PREFIX)
    origin = Kept.objects.get(pk=signing.loads(signed, salt=streaming.SALT)[0]).origin
    if not origin or origin["by"] == "people" or not origin["version"]:
        return Turn(heard, None, None)
    asked, sentence = (int(moment) / 1e9 for moment in origin["version"].split(":"))
    return Turn(heard, asked, sentence)


def _figures(burst: Burst) -> list[Figure]:
    where = f", {burst.size} at once"
    worded = [turn for turn in burst.turns if turn.sentence]
    first = [1e3 * (turn.heard.first_word - turn.heard.sent) for turn in worded]
    sentences = [1e3 * ((turn.sentence or 0.0) - (turn.asked or 0.0)) for turn in worded]
    added = [word - sentence for word, sentence in zip(first, sentences, strict=True)]
    behind = [1e3 * (turn.heard.first_word - (turn.sentence or 0.0)) for turn in worded]
    every = len(burst.turns) + burst.broken
    failed, spent = every - len(worded), 1e3 * burst.processor / max(1, every)
    return [
        of_runs(f"first word{where}", "ms", first),
        of_runs(f"added in all{where}", "ms", added, _goal(burst.size)),
        of_runs(f"added behind the sentence{where}", "ms", behind, _goal(burst.size)),
        of_runs(f"processor time{where}", "ms/turn", [spent], "<= 8"),
        of_runs(f"streams that failed{where}", f"of {every}", [failed], "0"),
    ]


def _goal(size: int) -> str:
    return {1: "<= 15", 100: "p95 <= 300"}.get(size, "")


if __name__ == "__main__":
    report("Streams beside a model of fixed pace", measure, OPTIONS)
