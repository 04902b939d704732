"""What can be counted in a scene: measured from the turns, never guessed."""

from dataclasses import dataclass

from overture.content.schema.scene import Scene
from overture.conversation.scene import habits
from overture.conversation.scene.exchanges import Exchanges, Pair, member_turns, pair_at, pairs
from overture.conversation.scene.openings import follow_ups, missed, openings
from overture.conversation.scene.state import PartnerLine, SceneState
from overture.conversation.scene.the_ask import Ask, the_ask
from overture.conversation.scene.warmth import (
    CueMet,
    cues_met,
    warm_lines,
    warmth_answered,
    warmth_given,
    warmth_missed,
)
from overture.conversation.scene.weight import puts_self_down

LEAVING = frozenset({"stop", "said_leave"})
"""The exits by which the member went before the scene was through."""


@dataclass(frozen=True)
class Measures:
    """Everything the coach counts. `share_of_talk` is 0-1, None before anybody has spoken.

    `spoken` counts the member's turns in words: `brief` are those of a word or two, `stuck` those
    that said nearly nothing and left all open, `at_length` the long ones about the member.
    `question_run` is the longest run of questions with nothing of the member's own between them.
    `unanswered` are questions of the partner's that the next turn was not about. `spoke_up`: some
    turn in words did what its moment asked for. `left` is the last turn of somebody who went
    before the scene was through.
    """

    turns: int
    spoken: int
    silences: int
    own_words: int
    partner_words: int
    share_of_talk: float | None
    brief: tuple[Pair, ...]
    stuck: tuple[Pair, ...]
    at_length: tuple[Pair, ...]
    questions: int
    question_run: tuple[Pair, ...]
    unanswered: tuple[Pair, ...]
    disclosures: tuple[Pair, ...]
    follow_ups: tuple[Pair, ...]
    openings_taken: tuple[Pair, ...]
    openings_returned_to: tuple[Pair, ...]
    openings_missed: tuple[Pair, ...]
    warm_lines: tuple[PartnerLine, ...]
    warm_answered: tuple[Pair, ...]
    warm_missed: tuple[Pair, ...]
    warmth_given: tuple[Pair, ...]
    put_downs: tuple[Pair, ...]
    apologies: tuple[Pair, ...]
    rude: tuple[Pair, ...]
    mended: tuple[Pair, ...]
    cues_met: tuple[CueMet, ...]
    spoke_up: bool
    ask: Ask
    exit: str | None
    left: Pair | None

    def count(self, measure: str) -> int:
        """How often something that may be said to have worked is in the record."""
        counted = {
            "follow_ups": len(self.follow_ups),
            "ask_made": int(self.ask.made and self.ask.own is not None),
            "warmth": len(self.warmth_given),
            "warm_answered": len(self.warm_answered),
            "unclear_cues": sum(met.asked for met in self.cues_met),
            "mended": len(self.mended),
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
        spoken=len(spoken),
        silences=sum(exchange.act == "silence" for exchange in every),
        own_words=own,
        partner_words=partner,
        share_of_talk=own / (own + partner) if own + partner else None,
        brief=habits.brief_turns(every),
        stuck=pairs(every, (at for at, exchange in spoken if exchange.stuck)),
        at_length=habits.told_at_length(every),
        questions=sum(habits.asks(exchange) for _, exchange in spoken),
        question_run=habits.questions_in_a_row(every),
        unanswered=habits.unanswered(every),
        disclosures=pairs(every, (at for at, e in spoken if "self_disclosure" in e.acts)),
        follow_ups=follow_ups(scene, every),
        openings_taken=openings(scene, every, "took"),
        openings_returned_to=openings(scene, every, "came_back"),
        openings_missed=missed(scene, every),
        warm_lines=warm_lines(scene, every),
        warm_answered=warmth_answered(scene, every),
        warm_missed=warmth_missed(scene, every),
        warmth_given=warmth_given(every),
        put_downs=pairs(every, (at for at, exchange in spoken if puts_self_down(exchange.text))),
        apologies=habits.apologies(every),
        rude=pairs(every, (at for at, exchange in spoken if exchange.act == "rude")),
        mended=habits.mendings(every),
        cues_met=cues_met(scene, every),
        spoke_up=any(exchange.job for _, exchange in spoken),
        ask=the_ask(scene, state),
        exit=state.exit,
        left=_left(every, state.exit),
    )


def _left(exchanges: Exchanges, exit_id: str | None) -> Pair | None:
    """The last turn of a scene that the member went from before it was through."""
    return pair_at(exchanges, len(exchanges) - 1) if exit_id in LEAVING else None
