"""How long it takes to understand one message, and where the time goes.

    python -m benchmarks.understand [--json]

Reads every held-out example of the shipped library through `understand`, as a member's turn would
be, and times its parts alone: tokeniser, encoder, features beside the encoder, heads, echoes.
The safety screen reads the same messages, and long texts made to be slow to read.
Pin it to one core (`taskset -c 0`) for figures that compare between machines.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from benchmarks.figures import Figure, of_runs, report, resident_mb, timed
from benchmarks.hostile import HOSTILE
from overture.content import LIBRARY
from overture.conversation.understanding import understand
from overture.conversation.understanding.build import examples
from overture.conversation.understanding.features import signs
from overture.conversation.understanding.grammar import parse
from overture.conversation.understanding.keys import key_phrases
from overture.conversation.understanding.model import classifier
from overture.conversation.understanding.text import prepare
from overture.language import encoder
from overture.safety import ScreenState, screen

PASSES = 2
RUNS = 3
"""Runs over each of the long texts that are made to keep a reader busy."""


def measure() -> list[Figure]:
    """The first message, the whole reading, its parts, and what the process holds after all."""
    first = timed(lambda: understand("A first message, so that everything is loaded."))
    texts = [one.example.text for one in examples(LIBRARY, "held_out")]
    long = [" ".join(texts[at : at + 8]) for at in range(0, 80, 8)]
    return [
        of_runs("first message, everything loaded", "s", [first]),
        _of_each("understand one message", understand, texts, "< 15"),
        _of_each("understand about 90 words", understand, long),
        *_parts(texts),
        _of_each("screen one message", _screened, texts),
        *(
            _of_each(f"screen 100 kB of {name}", _screened, [HOSTILE[name]] * RUNS)
            for name in HOSTILE
        ),
        of_runs("resident memory after this", "MB", [resident_mb()]),
    ]


def _parts(texts: Sequence[str]) -> list[Figure]:
    model = classifier()
    rows = {text: model.features([text]) for text in texts}
    heads = [name for name in model.heads if "." not in name]
    parts: dict[str, Callable[[str], object]] = {
        "tokeniser": encoder().tokeniser.ids,
        "encoder with tokeniser": lambda text: encoder().encode([text]),
        "signs": lambda text: signs(prepare(text)),
        "heads": lambda text: [model.read(name, rows[text]) for name in heads],
        "echoes": lambda text: key_phrases(prepare(text), parse(text), frozenset()),
    }
    return [_of_each(name, read, texts) for name, read in parts.items()]


def _screened(text: str) -> object:
    return screen(text, ScreenState(), now=datetime(2026, 1, 1, tzinfo=UTC))


def _of_each(
    what: str, read: Callable[[str], object], texts: Sequence[str], goal: str = ""
) -> Figure:
    """Milliseconds for each text, several times over."""
    taken = [1e3 * timed(partial(read, text)) for _ in range(PASSES) for text in texts]
    return of_runs(what, "ms", taken, goal)


if __name__ == "__main__":
    report("Understanding one message", measure)
