"""How long it takes to understand one message, and where the time goes.

    python -m benchmarks.understand [--json]

Reads every held-out example of the shipped library through `understand`, as a member's turn would
be, and times its parts alone: tokeniser, encoder, features beside the encoder, heads, echoes.
Pin it to one core (`taskset -c 0`) for figures that compare between machines.
"""

from collections.abc import Callable, Sequence
from functools import partial

from benchmarks.figures import Figure, of_runs, report, resident_mb, timed
from overture.content import LIBRARY
from overture.conversation.understanding import understand
from overture.conversation.understanding.build import examples
from overture.conversation.understanding.features import signs
from overture.conversation.understanding.grammar import parse
from overture.conversation.understanding.keys import key_phrases
from overture.conversation.understanding.model import classifier
from overture.conversation.understanding.text import prepare
from overture.language import encoder

PASSES = 2


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


def _of_each(
    what: str, read: Callable[[str], object], texts: Sequence[str], goal: str = ""
) -> Figure:
    """Milliseconds for each text, several times over."""
    taken = [1e3 * timed(partial(read, text)) for _ in range(PASSES) for text in texts]
    return of_runs(what, "ms", taken, goal)


if __name__ == "__main__":
    report("Understanding one message", measure)
