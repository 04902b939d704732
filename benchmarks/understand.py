"""How long it takes to understand one message, and where the time goes.

Run:  python benchmarks/understand.py [--repeats 5] [--json]

Reads every held-out example of the shipped library through `understand`, as a member's turn would
be, and times its parts alone: tokeniser, encoder, features beside the encoder, heads, echoes.
Pin it to one core (`taskset -c 0`) for figures that compare between machines.
"""

import argparse
import json
import platform
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from overture.content.loader import LIBRARY
from overture.conversation.understanding import understand
from overture.conversation.understanding.build import examples
from overture.conversation.understanding.features import signs
from overture.conversation.understanding.grammar import parse
from overture.conversation.understanding.keys import key_phrases
from overture.conversation.understanding.model import classifier
from overture.conversation.understanding.text import prepare
from overture.language import encoder

Figures = dict[str, float]


def milliseconds(act: Callable[[str], object], texts: list[str], repeats: int) -> Figures:
    """Percentiles over all texts and repeats of one call, in milliseconds."""
    taken = []
    for _ in range(repeats):
        for text in texts:
            begun = time.perf_counter()
            act(text)
            taken.append((time.perf_counter() - begun) * 1e3)
    p50, p95, p99 = np.percentile(taken, [50, 95, 99])
    return {"p50": round(p50, 3), "p95": round(p95, 3), "p99": round(p99, 3)}


def resident_mebibytes() -> float:
    """Resident memory of this process; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def measure(repeats: int) -> tuple[dict[str, object], dict[str, Figures]]:
    """What was measured on, and the times of each part."""
    begun = time.perf_counter()
    understand("A first message, so that everything is loaded.")
    start = time.perf_counter() - begun
    texts = [one.example.text for one in examples(LIBRARY, held_out=True)]
    long = [" ".join(texts[at : at + 8]) for at in range(0, 80, 8)]
    model = classifier()
    rows = {text: model.features([text]) for text in texts}
    parts: dict[str, tuple[Callable[[str], object], list[str]]] = {
        "understand": (understand, texts),
        "understand, about 90 words": (understand, long),
        "tokeniser": (encoder().tokeniser.ids, texts),
        "encoder with tokeniser": (lambda text: encoder().encode([text]), texts),
        "signs": (lambda text: signs(prepare(text)), texts),
        "heads": (
            lambda text: [model.read(name, rows[text]) for name in model.heads if "." not in name],
            texts,
        ),
        "echoes": (lambda text: key_phrases(prepare(text), parse(text), frozenset()), texts),
    }
    about = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "messages": len(texts),
        "first message, s": round(start, 2),
        "resident, MiB": round(resident_mebibytes()),
    }
    return about, {n: milliseconds(act, given, repeats) for n, (act, given) in parts.items()}


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--repeats", type=int, default=5)
    arguments.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = arguments.parse_args()
    about, times = measure(chosen.repeats)
    if chosen.json:
        print(json.dumps({**about, "ms": times}))
        return
    for name, value in about.items():
        print(f"{name:30} {value}")
    print(f"{'ms':30} {'p50':>8} {'p95':>8} {'p99':>8}")
    for name, row in times.items():
        print(f"{name:30} {row['p50']:8.2f} {row['p95']:8.2f} {row['p99']:8.2f}")


if __name__ == "__main__":
    main()
