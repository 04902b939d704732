"""What can be counted in a scene: measured from the turns, never guessed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from overture.content.schema.scene import Cue, Scene
from overture.conversation.scene.exchanges import (
    Exchanges,
    Pair,
    cue_of,
    first_place,
    line_before,
    member_turns,
    opener,
    pair_at,
    pairs,
)
from overture.conversation.scene.matching import folded, has_phrase, in_common
from overture.conversation.scene.state import Exchange, SceneState
from overture.conversation.scene.weight import puts_self_down

_GOOD_WISH = re.compile(r"\b(?:good luck|i hope|hope (?:it|that|you)|well done)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:i|i['’]\w+|my|we|our)\b", re.IGNORECASE)
PARTICULAR_THANKS, FEW_WORDS, SHORT_REPLY = 4, 4, 3
"""Words from which thanks are for something; up to which a yes is help taken rather than an ask
made; up to which a question can only be about what was just said."""


@dataclass(frozen=True)
class CueMet:
    """An unclear look and the member's next turn: asked about it, or went quiet or sorry."""

    cue: Cue
    pair: Pair
    asked: bool
    hushed: bool


@dataclass(frozen=True)
class Ask:
    """Whether the member said what they came for.

    `due`: there was an occasion; `made`: it was said or agreed to; `helped`: the partner's word
    came first; `own`: the member's line; `taken_back`: the line that took it back.
    """

    due: bool
    made: bool
    helped: bool
    own: Pair | None
    taken_back: Pair | None


@dataclass(frozen=True)
class Measures:
    """Everything the coach counts. `share_of_talk` is 0-1, None before anybody has spoken.

    `question_run` is the longest run of questions with nothing of the member's own between them.
    `spoke_up`: some turn in words did what its moment asked for.
    """

    turns: int
    silences: int
    own_words: int
    partner_words: int
    share_of_talk: float | None
    questions: int
    question_run: tuple[Pair, ...]
    disclosures: int
    follow_ups: tuple[Pair, ...]
    openings_taken: tuple[Pair, ...]
    openings_returned_to: tuple[Pair, ...]
    openings_missed: tuple[Pair, ...]
    warm_cues: int
    warm_answered: tuple[Pair, ...]
    warmth_given: tuple[Pair, ...]
    put_downs: tuple[Pair, ...]
    rude: tuple[Pair, ...]
    cues_met: tuple[CueMet, ...]
    spoke_up: bool
    ask: Ask
    exit: str | None

    def count(self, measure: str) -> int:
        """How often something that may be said to have worked is in the record."""
        counted = {
            "follow_ups": len(self.follow_ups),
            "ask_made": int(self.ask.made and self.ask.own is not None),
            "warmth": len(self.warmth_given),
            "unclear_cues": sum(met.asked for met in self.cues_met),
        }
        return counted.get(measure, 0)

    @property
    def frozen(self) -> bool:
        """Whether the words did not come: nothing asked, and hardly a word said."""
        little = self.own_words <= max(3, self.turns)
        return self.ask.due and not self.ask.made and little and not (self.rude or self.spoke_up)


def measure(scene: Scene, state: SceneState) -> Measures:
    """The measures of a scene as it stands, without the turns that were taken back."""
    every = state.exchanges
    spoken = list(member_turns(every))
    own = sum(exchange.words for _, exchange in spoken)
    partner = sum(len(line.text.split()) for line in state.spoken_lines)
    return Measures(
        turns=sum(exchange.act not in {"opening", "exit"} for exchange in every),
        silences=sum(exchange.act == "silence" for exchange in every),
        own_words=own,
        partner_words=partner,
        share_of_talk=own / (own + partner) if own + partner else None,
        questions=sum(_asks(exchange) for _, exchange in spoken),
        question_run=pairs(every, _longest_run(every)),
        disclosures=sum("self_disclosure" in exchange.acts for _, exchange in spoken),
        follow_ups=tuple(
            pair_at(every, at, _picked_up(every, at))
            for at, _ in spoken
            if _picks_up(scene, every, at)
        ),
        openings_taken=_openings(scene, every, "took"),
        openings_returned_to=_openings(scene, every, "came_back"),
        openings_missed=_missed(scene, every),
        warm_cues=len(_warm_places(scene, every)),
        warm_answered=pairs(every, (at for at, _ in spoken if _answers_warmth(scene, every, at))),
        warmth_given=pairs(every, (at for at, exchange in spoken if _gives(exchange))),
        put_downs=pairs(every, (at for at, exchange in spoken if puts_self_down(exchange.text))),
        rude=pairs(every, (at for at, exchange in spoken if exchange.act == "rude")),
        cues_met=tuple(_cues_met(scene, every)),
        spoke_up=any(exchange.job for _, exchange in spoken),
        ask=_ask(scene, state),
        exit=state.exit,
    )


def _asks(exchange: Exchange) -> bool:
    return "?" in exchange.text or bool({"question", "follow_up"} & set(exchange.acts))


def _longest_run(exchanges: Exchanges) -> list[int]:
    """The places of the longest run of questions with nothing of one's own between them."""
    longest: list[int] = []
    run: list[int] = []
    for at, exchange in member_turns(exchanges):
        own = "self_disclosure" in exchange.acts or bool(_OWN.search(exchange.text))
        run = [*run, at] if _asks(exchange) and not own and exchange.act != "request" else []
        longest = max(longest, run, key=len)
    return longest


def _fact_ids(scene: Scene) -> frozenset[str]:
    return frozenset(fact.id for fact in scene.partner.facts)


def _picks_up(scene: Scene, exchanges: Exchanges, at: int) -> bool:
    """Whether a turn picks up something that the partner said, not merely asks something."""
    exchange = exchanges[at]
    if exchange.act in {"leave", "heavy", "rude", "request"} or not _asks(exchange):
        return False
    if _fact_ids(scene) & {*exchange.took, *exchange.came_back}:
        return True
    before = line_before(exchanges, at)
    brief = exchange.words <= SHORT_REPLY and before.id.startswith("fact/")
    return brief or bool(in_common(exchange.text, before.text))


def _picked_up(exchanges: Exchanges, at: int) -> str:
    """The partner's words that a turn picks up."""
    opening = next(iter((*exchanges[at].took, *exchanges[at].came_back)), "")
    return opener(exchanges, opening, at) or line_before(exchanges, at).text


def _openings(scene: Scene, exchanges: Exchanges, kind: str) -> tuple[Pair, ...]:
    facts = _fact_ids(scene)
    return tuple(
        pair_at(exchanges, at, opener(exchanges, opening, at))
        for at, exchange in member_turns(exchanges)
        for opening in getattr(exchange, kind)
        if opening in facts
    )


def _missed(scene: Scene, exchanges: Exchanges) -> tuple[Pair, ...]:
    """Openings let go and never come back to."""
    back = {name for exchange in exchanges for name in (*exchange.took, *exchange.came_back)}
    return tuple(
        pair_at(exchanges, at, opener(exchanges, opening, at))
        for at, exchange in member_turns(exchanges)
        for opening in exchange.passed
        if opening in _fact_ids(scene) - back and exchange.act != "leave"
    )


def _warm_places(scene: Scene, exchanges: Exchanges) -> list[int]:
    """The exchanges in which the partner showed something warm."""
    signs = [[cue_of(scene, line) for line in exchange.said] for exchange in exchanges]
    return [at for at, cues in enumerate(signs) if any(c and c.sign == "warm" for c in cues)]


def _answers_warmth(scene: Scene, exchanges: Exchanges, at: int) -> bool:
    cold = {"leave", "rude", "silence_filler", "unclear", "off_topic", "refusal", "heavy"}
    return at - 1 in _warm_places(scene, exchanges) and exchanges[at].act not in cold


def _gives(exchange: Exchange) -> bool:
    """Warmth given: thanks for a thing, an offer, a good wish."""
    if exchange.act in {"rude", "heavy"}:
        return False
    whole = exchange.words >= PARTICULAR_THANKS or " for " in exchange.text
    thanks = "thanks" in exchange.acts and whole
    offers = any(flag.startswith("offers_") for flag in exchange.noticed)
    return thanks or offers or bool(_GOOD_WISH.search(exchange.text))


def _cues_met(scene: Scene, exchanges: Exchanges) -> Iterator[CueMet]:
    for at in range(1, len(exchanges)):
        cues = [cue_of(scene, line) for line in exchanges[at - 1].said]
        unclear = next((cue for cue in cues if cue and cue.sign == "unclear"), None)
        after = exchanges[at]
        if unclear and after.act != "exit":
            asked = any(flag.startswith("asks_about") for flag in after.noticed)
            hushed = after.act in {"silence", "apology"}
            yield CueMet(unclear, pair_at(exchanges, at), asked=asked, hushed=hushed)


def _ask(scene: Scene, state: SceneState) -> Ask:
    every = state.exchanges
    at = first_place(every, lambda exchange: "asked" in exchange.noticed)
    made = "asked" in state.flags or bool(_helped_flags(scene) & state.flags)
    return Ask(
        due=_due(scene, every),
        made=made,
        helped=made and (at is None or _came_second(scene, every, at)),
        own=pair_at(every, at) if at is not None else None,
        taken_back=_taken_back(every, at),
    )


def _helped_flags(scene: Scene) -> frozenset[str]:
    """Flags by which the partner found out without being told."""
    return frozenset(
        flag for entry in scene.debrief if entry.measure == "ask_made" for flag in entry.helped_if
    )


def _due(scene: Scene, exchanges: Exchanges) -> bool:
    """Whether the member had a turn where the ask belongs."""
    beats = {b for notice in scene.notices if notice.flag == "asked" for b in notice.in_beats}
    return any(e.beat in beats and e.act not in {"opening", "exit"} for e in exchanges)


def _came_second(scene: Scene, exchanges: Exchanges, at: int) -> bool:
    """Whether the partner had said the word first and the member only said it back."""
    if exchanges[at].kind != "words":
        return True
    asking = [notice for notice in scene.notices if notice.flag == "asked"]
    named = {notice.after_opening for notice in asking if notice.after_opening}
    offered = [line for exchange in exchanges[:at] for line in exchange.said if line.opens in named]
    if not offered or exchanges[at].words > FEW_WORDS:
        return False
    said, hers = folded(exchanges[at].text), folded(" ".join(line.text for line in offered))
    words = [w for notice in asking if not notice.after_opening for w in notice.words]
    return not any(has_phrase(said, word) and not has_phrase(hers, word) for word in words)


def _taken_back(exchanges: Exchanges, asked_at: int | None) -> Pair | None:
    if asked_at is None:
        return None
    near = range(asked_at, min(asked_at + 2, len(exchanges)))
    back = next((at for at in near if "took_back" in exchanges[at].noticed), None)
    return pair_at(exchanges, back) if back is not None else None
