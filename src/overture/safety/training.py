"""Train the head of the screen from authored messages: `python -m overture.safety.training`.

It learns risk and near misses from the files named in SETS, and what ordinary talk sounds like from
the rest of the library (`overture.safety.everyday`). Ordinary texts weigh less each, because there
are ten of them to every message at risk; what the program itself puts into a member's mouth weighs
three times a near miss, because a question about that would be the program's own doing.

A long message is read whole and part by part (`overture.safety.units`). The head is fitted twice:
the first fit says which part of a message at risk means it, the second learns that part too.

Everything that is chosen, is chosen on scores from heads that had not seen the hand which wrote
the message: whole files are left out in turn, since one person's messages are alike. On those
scores, of files written after the patterns, a small logistic model learns how far the head and each
kind of sign are to be trusted. Of the thresholds that ask at most NEAR_MISSES_AT_MOST of the near
misses and ORDINARY_AT_MOST of ordinary texts, those that catch most risk are taken, and of equals
those that ask least. The held-out messages are never read here, but that texts which equal one of
them are left out.
"""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from overture.language import LinearHead, embedding, encoder, heads
from overture.safety import everyday, fusion, ideas, judgement, library, needs, signals, text, units
from overture.safety import head as risk
from overture.safety.head import RiskHead, Thresholds
from overture.safety.judgement import judge
from overture.safety.messages import Message, authored, messages
from overture.safety.signals import Reading, read_folded

UNPATTERNED = (
    *("development-6", "development-7", "development-8", "development-9", "development-10"),
    *("development-11", "development-12", "development-13", "development-14"),
)
"""Files written after the patterns: on the others the patterns look better than they are."""

JUDGED_BY = ("development", "development-2", "development-3", "development-6")
"""Files by which thresholds are chosen. The near misses of the others were written as twins of
messages at risk, word by word, and are harder than talk is."""

PENALTY = 0.3
ORDINARY_WEIGHT, OFFERED_WEIGHT, PART_WEIGHT, BESIDE_ORDINARY = 0.3, 3.0, 0.5, 0.2
NEAR_MISSES_AT_MOST, ORDINARY_AT_MOST, PROTOCOLS_AT_MOST = 0.03, 0.004, 0.003
FAINT_PART = 0.5
"""From this part of what is enough for the question a text is added up."""

_ALONE = (0.5, 0.55, 0.6, 0.65, 0.7, 0.74, 0.76, 0.78, 0.8, 0.82, 0.84, 0.86, 0.88, 0.9)
_IN_CONTEXT = (0.9, 0.95)
_DOUBTFUL = (0.02, 0.2, 0.5)
_WEIGHT = {"ordinary": ORDINARY_WEIGHT, "offered": OFFERED_WEIGHT}

_CODE = (text, signals, needs, judgement, risk, fusion, ideas, units, everyday, embedding, heads)
_DATA = ("patterns.toml", "ideas.toml")


@dataclass(frozen=True)
class Rates:
    """Shares of judged messages: risk caught, and near misses and ordinary texts asked about."""

    recall: float
    questions: float
    ordinary: float
    protocols: float


def examples_digest() -> str:
    """SHA-256 over all that a head depends on; a head of another digest is stale.

    The messages with their labels, the patterns and context rules, and the code that folds a text,
    reads its signs, judges it and makes features of it. Only the words of scenes and taps are left
    out: they change often, and a test screens every one of them instead.
    """
    content = hashlib.sha256()
    for words, label, group in authored():
        if not group.startswith(("scenes/", "taps")):
            content.update(f"{group}\0{label}\0{words}\0".encode())
    # How an answer to a question of ours is read has no part in it.
    content.update(library.context().model_dump_json(exclude={"answers"}).encode())
    files = [library.FOLDER / name for name in _DATA]
    files += [Path(str(module.__file__)) for module in _CODE]
    for path in [*files, Path(__file__)]:
        content.update(path.read_bytes())
    return content.hexdigest()


def train() -> tuple[RiskHead, dict[str, float]]:
    """The trained head with its thresholds, and the cross-validated figures behind them."""
    known = messages()
    rows = Rows.of(known)
    unseen = rows.unseen_scores()
    readings = [read_folded(message.plain) for message in known]
    beside = _weighed_beside(readings, unseen, known)
    fused = np.array([fusion.row(r, *z) for r, z in zip(readings, unseen, strict=True)])
    probabilities = beside.probabilities(fused)[:, 0].astype(np.float64)
    thresholds = choose(readings, probabilities, known)
    every = np.ones(len(known), dtype=bool)
    trained = RiskHead(rows.fit(every), beside, thresholds, examples_digest(), encoder().digest)
    return trained, vars(rates(readings, probabilities, known, thresholds))


@dataclass(frozen=True)
class Rows:
    """What there is to fit: a row for each whole message, and one for each part of longer ones.

    `owner` is the place of the message that a part belongs to.
    """

    known: Sequence[Message]
    whole: NDArray[np.float32]
    parts: NDArray[np.float32]
    owner: NDArray[np.int64]

    @staticmethod
    def of(known: Sequence[Message]) -> "Rows":
        """The rows of all messages. Pieces of ordinary texts say nothing that the wholes do not."""
        found = [units.pieces(message.text, message.plain) for message in known]
        laid = [(place, chunk) for place, some in enumerate(found) for chunk in units.chunks(some)]
        read = encoder().read([[piece.text for piece in chunk] for _, chunk in laid])
        counted = np.bincount([place for place, _ in laid], minlength=len(known))
        whole = np.zeros((len(known), read[0].shape[1]), dtype=np.float32)
        parted: list[tuple[int, NDArray[np.float32], str]] = []
        for (place, chunk), readings in zip(laid, read, strict=True):
            whole[place] += readings[0] / counted[place]
            if len(found[place]) > 1 and not known[place].ordinary:
                heard = zip(readings[1:], chunk, strict=True)
                parted += [(place, one, piece.plain) for one, piece in heard]
        return Rows(
            known,
            risk.features(whole, [message.plain for message in known]),
            risk.features(np.array([one for _, one, _ in parted]), [p for _, _, p in parted]),
            np.array([place for place, _, _ in parted]),
        )

    def fit(self, kept: NDArray[np.bool_]) -> LinearHead:
        """A head from the messages `kept`.

        Every part of a benign message is benign. Of a message at risk it is not said which part
        means it, so the first fit says which, and the second learns that part too.
        """
        at_risk = np.array([message.at_risk for message in self.known])
        calm = np.flatnonzero(kept[self.owner] & ~at_risk[self.owner])
        first = self._fitted(kept, calm, np.array([], dtype=np.int64))
        return self._fitted(kept, calm, self._strongest(first, kept & at_risk))

    def _fitted(
        self, kept: NDArray[np.bool_], calm: NDArray[np.int64], strong: NDArray[np.int64]
    ) -> LinearHead:
        chosen = [message for message, one in zip(self.known, kept, strict=True) if one]
        rows = np.vstack([self.whole[kept], self.parts[calm], self.parts[strong]])
        wanted = [*(float(one.at_risk) for one in chosen), *[0.0] * len(calm), *[1.0] * len(strong)]
        weights = [_WEIGHT.get(one.label, 1.0) for one in chosen]
        weights += [PART_WEIGHT] * len(calm) + [1.0] * len(strong)
        return heads.train(
            rows,
            np.array(wanted)[:, None],
            ["risk"],
            penalty=PENALTY,
            importance=np.array(weights)[:, None],
            folds=1,
        )

    def _strongest(self, head: LinearHead, kept: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The place of the part of each message kept that sounds most like risk."""
        scores = self.parts @ head.weights[:, 0]
        best: dict[int, int] = {}
        for place in np.flatnonzero(kept[self.owner]):
            owner = int(self.owner[place])
            if owner not in best or scores[place] > scores[best[owner]]:
                best[owner] = int(place)
        return np.array(list(best.values()), dtype=np.int64)

    def scores(self, head: LinearHead) -> NDArray[np.float64]:
        """The scores (n, 2) of all messages: of the whole, and of the strongest part."""
        whole = (self.whole @ head.weights[:, 0] + head.biases[0]).astype(np.float64)
        strongest = np.full(len(whole), -np.inf)
        np.maximum.at(strongest, self.owner, self.parts @ head.weights[:, 0] + head.biases[0])
        return np.stack([whole, np.where(np.isinf(strongest), whole, strongest)], axis=1)

    def unseen_scores(self) -> NDArray[np.float64]:
        """As `scores`, each from a head that saw nothing of its hand."""
        hands = sorted({message.hand for message in self.known if not message.ordinary})
        fold = np.array([_fold(message, hands) for message in self.known])
        found = np.zeros((len(fold), 2))
        for number in range(len(hands)):
            out = fold == number
            found[out] = self.scores(self.fit(~out))[out]
        return found


def _fold(message: Message, hands: Sequence[str]) -> int:
    """Ordinary groups are dealt among the hands, so that each is left out with one of them."""
    if message.ordinary:
        return zlib.crc32(message.group.encode()) % len(hands)
    return hands.index(message.hand)


def _weighed_beside(
    readings: Sequence[Reading], unseen: NDArray[np.float64], known: Sequence[Message]
) -> LinearHead:
    """How far the head and each kind of sign are to be trusted, from the sets of UNPATTERNED."""
    told = [
        place
        for place, message in enumerate(known)
        if message.ordinary or message.group.split("/")[0] in UNPATTERNED
    ]
    rows = np.array([fusion.row(readings[place], *unseen[place]) for place in told])
    wanted = np.array([[float(known[place].at_risk)] for place in told])
    weights = np.array([[BESIDE_ORDINARY if known[p].ordinary else 1.0] for p in told])
    return heads.train(rows, wanted, ["risk"], penalty=1.0, importance=weights, folds=1)


def choose(
    readings: Sequence[Reading], probabilities: NDArray[np.float64], known: Sequence[Message]
) -> Thresholds:
    """The thresholds of the rule at the head of this module.

    Raises ValueError where no setting keeps within the limits.
    """
    settings = (
        Thresholds(alone, in_context, alone * FAINT_PART, doubtful)
        for alone, in_context, doubtful in product(_ALONE, _IN_CONTEXT, _DOUBTFUL)
        if doubtful < alone < in_context
    )
    found = [
        (asked.recall, -asked.questions, one)
        for one in settings
        if (asked := rates(readings, probabilities, known, one)).questions <= NEAR_MISSES_AT_MOST
        and asked.ordinary <= ORDINARY_AT_MOST
        and asked.protocols <= PROTOCOLS_AT_MOST
    ]
    if not found:
        raise ValueError("no thresholds keep the questions within their limits")
    return max(found, key=lambda entry: entry[:2])[2]


def rates(
    readings: Sequence[Reading],
    probabilities: NDArray[np.float64],
    known: Sequence[Message],
    limits: Thresholds,
) -> Rates:
    """How one setting judges messages, each alone. Recall and questions are those of JUDGED_BY."""
    weights = np.array(
        [judge(r, float(p), limits).weight for r, p in zip(readings, probabilities, strict=True)]
    )
    spoken = np.isin(weights, ("explicit", "clear"))
    at_risk = np.array([message.at_risk for message in known])
    ordinary = np.array([message.ordinary for message in known])
    judged = np.array([message.group.split("/")[0] in JUDGED_BY for message in known])
    return Rates(
        recall=float(spoken[at_risk & judged].mean()),
        questions=float(spoken[~at_risk & judged].mean()),
        ordinary=float(spoken[ordinary].mean()),
        protocols=float((weights[~at_risk] == "explicit").mean()),
    )


def build(path: Path = risk.FILE) -> dict[str, float]:
    """Train and write the head. Returns the cross-validated figures."""
    trained, figures = train()
    risk.dump(trained, {name: round(value, 4) for name, value in figures.items()}, path)
    return figures


if __name__ == "__main__":
    build()
