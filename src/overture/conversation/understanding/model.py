"""The trained classifier of this process: found where it was built, or built when first needed."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from overture.content.loader import LIBRARY
from overture.conversation.understanding.build import Progress, artefact_name, build, certainty
from overture.conversation.understanding.features import features
from overture.language import encoder
from overture.language.heads import HeadsUnreadableError, LinearHead, load

BUILT = Path(__file__).parent / "built"


@dataclass(frozen=True)
class Classifier:
    """The heads over one kind of features."""

    heads: dict[str, LinearHead]

    def features(self, texts: list[str]) -> NDArray[np.float32]:
        """The rows that `read` takes, one a text."""
        return features(texts, encoder())

    def read(self, name: str, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probabilities (n, k) by the head called `name`."""
        return self.heads[name].probabilities(rows)

    def names(self, name: str) -> tuple[str, ...]:
        """What the columns of `read` stand for."""
        return self.heads[name].names

    def confidence(self, name: str, read: NDArray[np.float32]) -> float:
        """How often the first of such a reading (k,) is right, 0-1."""
        judged = self.heads[f"{name}.confidence"].probabilities(certainty(read[None, :]))
        return float(judged[0, 0])


def places() -> tuple[Path, ...]:
    """Where an artefact may lie: beside the code, else in the user's cache."""
    return BUILT, user_cache_path("overture") / "understanding"


_lock = threading.Lock()
_loaded: dict[Path, Classifier] = {}


def classifier(library: Path = LIBRARY, progress: Progress | None = None) -> Classifier:
    """The classifier for a library, loaded once; built first where there is none (a minute or so).

    An artefact that cannot be read is built again. Raises ContentError for faulty examples.
    """
    with _lock:
        if library not in _loaded:
            _loaded[library] = Classifier(_found(library) or load(_built(library, progress)))
        return _loaded[library]


def is_there(name: str) -> bool:
    """Whether the artefact of this name lies somewhere and can be read; no model is loaded."""
    return _read(name) is not None


def _found(library: Path) -> dict[str, LinearHead] | None:
    return _read(artefact_name(library))


def _read(name: str) -> dict[str, LinearHead] | None:
    for place in places():
        try:
            return load(place / name)
        except HeadsUnreadableError:
            continue
    return None


def _built(library: Path, progress: Progress | None) -> Path:
    return build(library, next(place for place in places() if _writable(place)), progress)


def _writable(place: Path) -> bool:
    """Whether files can be made in a folder, which is made if need be."""
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(place, os.W_OK)
