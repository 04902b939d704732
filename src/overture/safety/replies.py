"""Replies of the protocol, made from authored lines; no line twice while another is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from overture.content.schema.safety import Card, SafetyAct, SafetyLine
from overture.safety.library import wording
from overture.safety.lines import Listed, line, sayable
from overture.safety.state import ScreenState


@dataclass(frozen=True)
class SafetyReply:
    """One reply of the protocol.

    `lines` are said in order; `act` is the first line's and `acts` all of them. `taps` stand beside
    free text. `card` holds the words of the card that pauses the talk, once, when it opens.
    `state` is the one to keep.
    """

    lines: tuple[str, ...]
    act: SafetyAct
    acts: tuple[SafetyAct, ...]
    taps: tuple[str, ...]
    help_link: bool
    card: Card | None
    state: ScreenState

    @property
    def text(self) -> str:
        """The whole reply."""
        return " ".join(self.lines)


def anew(state: ScreenState, steps: Listed, slots: Mapping[str, str]) -> SafetyReply:
    """The plan from its beginning, once every line of it has been said."""
    known = {id_ for ids in steps for one in ids for id_ in (one, f"{one}.named", f"{one}.world")}
    again = replace(state, said=without(state.said, known))
    return reply_of(again, steps, slots) or static(state, slots)


def without(said: tuple[str, ...], ids: set[str]) -> tuple[str, ...]:
    """Ids of lines said, less these, so that those may be said again."""
    return tuple(id_ for id_ in said if id_ not in ids)


def reply_of(
    state: ScreenState, replies: Sequence[Sequence[str]], slots: Mapping[str, str]
) -> SafetyReply | None:
    """The first reply of the plan with something unsaid and sayable in it."""
    for ids in replies:
        lines = [found for id_ in ids if (found := sayable(id_, slots)) is not None]
        fresh = [one for one in lines if one.id not in state.said]
        # A reply that was begun is not said again in part: its leading step was taken.
        if fresh and (lines[0] in fresh):
            return said_now(state, fresh, slots)
    return None


def said_now(
    state: ScreenState, lines: Sequence[SafetyLine], slots: Mapping[str, str]
) -> SafetyReply:
    """These lines as one reply, and noted as said."""
    taps = next((one.taps for one in reversed(lines) if one.taps), ())
    acts = tuple(one.act for one in lines)
    return SafetyReply(
        lines=tuple(_raised(one.text.format(**slots)) for one in lines),
        act=acts[0],
        acts=acts,
        taps=taps,
        help_link=True,
        card=None,
        state=replace(state, said=(*state.said, *(one.id for one in lines))),
    )


def _raised(text: str) -> str:
    """A line that begins with a filled slot begins like a sentence all the same."""
    return text[:1].upper() + text[1:]


def carded(reply: SafetyReply) -> SafetyReply:
    """With the card that pauses the talk and says what it is; its own tap is one of three."""
    acts: tuple[SafetyAct, ...] = (*reply.acts, "ai_honesty")
    return replace(reply, card=wording().card, acts=acts, taps=reply.taps[:2])


def static(state: ScreenState, slots: Mapping[str, str], name: str = "static.reply") -> SafetyReply:
    """The fixed reply; it may come more than once, since a fault may."""
    return said_now(state, [sayable(name, slots) or line(f"{name}.world")], slots)
