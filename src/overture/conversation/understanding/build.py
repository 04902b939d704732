"""Training the classifier from the authored examples, and keeping what was learned."""

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from overture.content.errors import ContentError
from overture.content.files import read_toml
from overture.content.schema.acts import (
    FEELINGS,
    SCENE_ACTS,
    TALK_ACTS,
    TOPICS,
    Act,
    ActFile,
    Example,
    Examples,
)
from overture.conversation.understanding.features import features
from overture.language import encoder, heads, lbfgs, together
from overture.language.together import part, train_together

CODE = ("build.py", "features.py", "lexicon.py", "patterns.py", "text.py")
"""Modules that decide what is learned; a change in one makes what was learned before stale."""

ALSO_IN_SCENES: tuple[Act, ...] = (
    "greet",
    "stop_here",
    "thanks",
    "share_bad_event",
    "loneliness",
    "self_criticism",
    "worry_upcoming",
    "silence_filler",
    "test_or_nonsense",
    "request_slower",
)
"""Acts of a talk that a scene must tell apart from its own: heavy, short, or a way out."""

IN_A_SCENE: dict[Act, Act] = {"bye": "close", "agree": "acknowledge"}
"""What a word of a talk does when it is said to a partner: there is one leaving, and one nod."""

PENALTY = 0.6
FOLDS = 3
BATCH = 256
READERS = 2
"""Batches read at once; the sentence model uses one core for each."""

Part = Literal["learned", "held_out", "held_out_2"]
HELD_OUT: tuple[Part, ...] = ("held_out", "held_out_2")
"""What is only measured with: see `ActFile`."""

Progress = Callable[[str, float], None]
"""Told what is being done and how far it is, 0-1."""

READING_SHARE = 0.8
"""How much of the time the reading takes, 0-1; the rest is learning."""

Matrix = NDArray[np.float32]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Labelled:
    """An example with all acts that it performs, its file's own first."""

    example: Example
    acts: tuple[Act, ...]


@dataclass(frozen=True, eq=False)
class Asked:
    """The names of one head, how far each example bears them (n, k), and which examples tell."""

    names: tuple[str, ...]
    wanted: Floats
    known: NDArray[np.bool_]

    @property
    def importance(self) -> Floats:
        """One (n, k) where an example tells of a name, else nothing."""
        return np.repeat(self.known[:, None], len(self.names), axis=1).astype(np.float64)


def examples(library: Path, part: Part = "learned") -> list[Labelled]:
    """All examples of a library, or one of the sets held out of training, act by act.

    Raises ContentError, naming file and line, when one cannot be read or an act has no file.
    """
    found: list[Labelled] = []
    for act in (*TALK_ACTS, *SCENE_ACTS):
        path = library / "acts" / f"{act}.toml"
        file = read_toml(path, ActFile)
        if file.act != act:
            raise ContentError(path, 2, f"the act {file.act!r} must be the file's name")
        chosen: Examples = getattr(file, part)
        found += [Labelled(example, (act, *example.also)) for example in chosen]
    return found


def fingerprint(library: Path) -> str:
    """Names what would be learned: examples, word lists, encoder and code version."""
    content = hashlib.sha256(encoder().digest.encode())
    lists = [library / "companion" / name for name in ("patterns.toml", "words.toml")]
    code = [Path(__file__).with_name(name) for name in CODE] + [
        Path(str(module.__file__)) for module in (heads, lbfgs, together)
    ]
    for path in (*sorted((library / "acts").glob("*.toml")), *lists, *code):
        content.update(path.name.encode())
        content.update(path.read_bytes())
    return content.hexdigest()[:16]


def artefact_name(library: Path) -> str:
    """The file that `build` writes for this library."""
    return f"acts-{fingerprint(library)}.npz"


def build(library_root: Path, out_dir: Path, progress: Progress | None = None) -> Path:
    """Learn from `library_root` and write the artefact into `out_dir`; returns its path.

    Raises ContentError for a fault in the examples and OSError when the folder cannot be written.
    """
    tell = progress or (lambda _doing, _share: None)
    name = artefact_name(library_root)
    learned = learn(examples(library_root), tell)
    out_dir.mkdir(parents=True, exist_ok=True)
    heads.save(out_dir / name, learned)
    for older in out_dir.glob("acts-*.npz"):
        if older.name != name:
            older.unlink(missing_ok=True)
    tell("Written", 1.0)
    return out_dir / name


def learn(given: Sequence[Labelled], tell: Progress) -> dict[str, heads.LinearHead]:
    """The heads for acts in talks and in scenes, their confidence, topics and feelings.

    All are fitted as one head of many names: a product with 90 columns takes little longer than
    one with 25.
    """
    rows = _read(given, tell)
    tell("Learning acts, topics and feelings", READING_SHARE)
    asked = _asked(given)
    whole, unseen = train_together(
        rows,
        np.hstack([one.wanted for one in asked.values()]),
        np.hstack([one.importance for one in asked.values()]),
        tuple(f"{name}: {column}" for name, one in asked.items() for column in one.names),
        penalty=PENALTY,
        folds=FOLDS,
    )
    learned: dict[str, heads.LinearHead] = {}
    start = 0
    for name, one in asked.items():
        chosen = slice(start, start := start + len(one.names))
        learned[name] = part(whole, chosen, one.names)
        if name in vocabularies():
            learned[f"{name}.confidence"] = _confidence(
                unseen[one.known, chosen], one.wanted[one.known]
            )
    return learned


def _asked(given: Sequence[Labelled]) -> dict[str, "Asked"]:
    """What is to be learned of each example, head by head."""
    asked = {name: _acts(given, name, acts) for name, acts in vocabularies().items()}
    every = np.ones(len(given), dtype=np.bool_)
    asked["topics"] = Asked(TOPICS, _topics(given), every)
    asked["feelings"] = Asked(FEELINGS, _feelings(given), every)
    return asked


def _acts(given: Sequence[Labelled], place: str, acts: tuple[Act, ...]) -> "Asked":
    """The acts of each example in a place, known where the first of them can be done there."""
    done = [_done(one, place) for one in given]
    wanted = np.array([[act in does for act in acts] for does in done], dtype=np.float64)
    return Asked(acts, wanted, np.array([does[0] in acts for does in done]))


def vocabularies() -> dict[str, tuple[Act, ...]]:
    """The acts told apart in a talk, and those in a scene."""
    return {"talk": TALK_ACTS, "scene": (*SCENE_ACTS, *ALSO_IN_SCENES)}


def _done(one: Labelled, place: str) -> tuple[Act, ...]:
    """The acts of an example as they count in a talk or in a scene."""
    return tuple(IN_A_SCENE.get(act, act) if place == "scene" else act for act in one.acts)


def _read(given: Sequence[Labelled], tell: Progress) -> Matrix:
    texts = [one.example.text for one in given]
    starts = range(0, len(texts), BATCH)
    parts = []
    with ThreadPoolExecutor(READERS) as pool:
        read = pool.map(lambda at: features(texts[at : at + BATCH], encoder()), starts)
        for start in starts:
            tell("Reading the examples", READING_SHARE * start / len(texts))
            parts.append(next(read))
    return np.vstack(parts)


def _confidence(unseen: Floats, wanted: Floats) -> heads.LinearHead:
    """The head that says how often the first reading of an example not seen is right."""
    right = np.take_along_axis(wanted, unseen.argmax(axis=1)[:, None], axis=1)
    return heads.train(
        certainty(unseen.astype(np.float32)), right, ("right",), penalty=0.1, folds=1
    )


def certainty(read: Matrix) -> Matrix:
    """What confidence is judged by: log odds of the first reading, and its lead on the second."""
    first, second = (np.sort(read, axis=1)[:, -place] for place in (1, 2))
    odds = [np.log(np.clip(p, 1e-4, 1 - 1e-4) / (1 - np.clip(p, 1e-4, 1 - 1e-4)))
            for p in (first, second)]  # fmt: skip
    return np.stack([odds[0], odds[0] - odds[1]], axis=1).astype(np.float32)


def _topics(given: Sequence[Labelled]) -> Floats:
    return np.array([[one.example.topic == topic for topic in TOPICS] for one in given], float)


def _feelings(given: Sequence[Labelled]) -> Floats:
    return np.array(
        [[one.example.feelings.get(feeling, 0.0) for feeling in FEELINGS] for one in given]
    )
