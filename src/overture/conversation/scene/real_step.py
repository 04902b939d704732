"""The smallest real step that fits what happened, and what would count for the member."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from overture.content.schema.scene import Features, RealStep
from overture.conversation.scene.looking import Look
from overture.conversation.scene.quoting import quoted


@dataclass(frozen=True)
class Wish:
    """Something that would make it count: how it is said, whether a step has it, and its words."""

    said: re.Pattern[str]
    has: Callable[[Features], bool]
    words: str


@dataclass(frozen=True)
class Offered:
    """A real step, why this one, and the one that is smaller still, if there is one."""

    step: RealStep
    reason: str
    smaller: RealStep | None


def _wish(said: str, has: Callable[[Features], bool], words: str) -> Wish:
    return Wish(re.compile(said, re.IGNORECASE), has, words)


def _with_somebody(features: Features) -> bool:
    """Whether somebody is met who could think something of it: hold music is nobody."""
    return features.channel != "none" and features.partner != "ai" and features.evaluation > 0.0


WISHES: tuple[Wish, ...] = (
    _wish(
        r"\b(?:real|human|person|people|someone|somebody|stranger|alive)\b"
        r"|\bnot (?:a |an )?(?:bot|script|program|computer|ai)\b",
        lambda f: _with_somebody(f) and f.initiation > 0.0,
        "there is somebody real",
    ),
    _wish(
        r"\b(?:fed up|annoyed|turn\w* me (?:down|away)|sa(?:y|id) no|refus\w+|reject\w*|free to"
        r"|walk\w* off|not (?:paid|obliged|written)|could(?:['’]ve| have) (?:said|gone|been|got"
        r"|left))\b",
        lambda f: _with_somebody(f) and f.initiation >= 0.5,
        "they may answer as they like, or not at all",
    ),
    _wish(
        r"\b(?:first|started (?:it|the)|begin|began|on my own|by myself|unprompted|my own words"
        r"|without (?:any )?(?:help|hints?))\b",
        lambda f: _with_somebody(f) and f.initiation >= 0.7,
        "the first word is yours",
    ),
    _wish(r"\b(?:face to face|in person|to (?:their|his|her|a) face|out loud|my voice)\b",
          lambda f: f.channel == "face" and f.initiation > 0.0, "it is said aloud, face to face"),
    _wish(r"\b(?:phone|call|ring|rang|rung)\b", lambda f: f.channel == "phone",
          "it is on the phone"),
    _wish(r"\b(?:longer|minutes|conversation|chat|more than (?:a|one|two)|kept going|keep going)\b",
          lambda f: _with_somebody(f) and f.duration >= 0.2, "it takes more than a line"),
    _wish(r"\b(?:about (?:me|myself)|something (?:true|personal|of my own)|opened up|open up)\b",
          lambda f: f.self_disclosure > 0.0, "there is something of your own in it"),
    _wish(r"\b(?:friends?|someone i know|somebody i know|know me|knows me|familiar)\b",
          lambda f: f.partner == "familiar", "it is somebody who knows you"),
    _wish(r"\bstrangers?\b", lambda f: f.partner == "stranger" and f.initiation > 0.0,
          "it is somebody you do not know"),
)  # fmt: skip
"""What people say would make it count, and the steps that have it. The commoner stands first."""


def real_step(look: Look, *, harder: bool, would_count: str = "") -> Offered:
    """The smallest real step that fits. After a hard one, the smallest there is.

    What the member says would make it count goes first: their measure, not ours.
    """
    step, reason = _wished(look, would_count) or _fitting(look, harder=harder)
    place = look.scene.real_steps.index(step)
    return Offered(step, reason, look.scene.real_steps[place - 1] if place else None)


def _wished(look: Look, words: str) -> tuple[RealStep, str] | None:
    """The smallest step with the most of what would count; None if no step has any of it."""
    wishes = [wish for wish in WISHES if wish.said.search(words)]
    met = [[wish for wish in wishes if wish.has(s.features)] for s in look.scene.real_steps]
    most = max(met, key=len)
    if not most:
        return None
    has = _in_a_row([wish.words for wish in most])
    reason = f"You said it would count with this: “{quoted(words)}”. In this one {has}."
    return look.scene.real_steps[met.index(most)], reason


def _in_a_row(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


def _fitting(look: Look, *, harder: bool) -> tuple[RealStep, str]:
    scene, ask = look.scene, look.measures.ask
    steps = scene.real_steps
    if harder or look.kind in {"frozen", "rude", "looked"}:
        reason = "This was harder than you expected, so this is the smallest there is."
        return steps[0], reason if harder else "It is the smallest there is."
    if ask.helped or not ask.made:
        step = next((s for s in steps if s.features.initiation >= 0.4), steps[0])
        return step, "A word or two was enough for you here. This asks for no more than that."
    real_kind = (scene.features.real.channel, scene.features.real.partner)
    alike = [s for s in steps if (s.features.channel, s.features.partner) == real_kind]
    step = next((s for s in alike if s.features.initiation >= 0.6), steps[len(steps) // 2])
    return step, "It is the smallest here in which you say the first word to somebody real."
