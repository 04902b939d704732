"""Whether a line's `when` holds. The words of the conditions are those of `conditions.toml`."""

from collections.abc import Callable, Mapping
from functools import cache

from overture.conversation.guided.ground import Ground
from overture.conversation.policy.capture import quotable
from overture.conversation.policy.lasting import is_known

Test = Callable[[Ground], bool]


def _key_is(kind: str) -> Test:
    if kind == "quote":
        return lambda g: bool(g.key)
    if kind == "np":
        return lambda g: bool(g.noun_phrase)
    if kind in {"ger", "clause"}:
        return lambda g: bool(g.turned(kind))  # type: ignore[arg-type]
    return lambda g: _leads(g, kind)


def _leads(ground: Ground, kind: str) -> bool:
    """Whether the phrase that would be quoted, or put in the sentence, is of this kind."""
    found = ground.understanding.key(kind)  # type: ignore[arg-type]
    shown = ground.noun_phrase if kind == "place" else ground.key
    return bool(found and shown and shown in {found.turned, quotable(found.verbatim)})


def _sure(level: str) -> Test:
    order = ("low", "mid", "high")
    if level == "low":
        return lambda g: g.understanding.sureness == "low"
    return lambda g: order.index(g.understanding.sureness) >= order.index(level)


def _feeling(name: str) -> Test:
    fixed: Mapping[str, Test] = {
        "known": lambda g: bool(g.understanding.feelings_named),
        "two": lambda g: len(g.understanding.feelings_named) >= 2,
        "strong": lambda g: g.understanding.strongest >= 0.7,
        "not strong": lambda g: g.understanding.strongest < 0.7,
        "not fear": lambda g: not {"anxious", "afraid"} & set(g.understanding.feelings_named),
    }
    if name in fixed:
        return fixed[name]
    wanted = name.removeprefix("is ")
    return lambda g: wanted in g.understanding.feelings


def _repeat(times: str) -> Test:
    return lambda g: g.state.repeats(g.act) >= int(times)


def _step(status: str) -> Test:
    fixed: Mapping[str, Test] = {
        "planned": lambda g: g.facts.step.status in {"planned", "due"},
        "missed or moved": lambda g: g.facts.step.status in {"missed", "moved"},
        "worded": lambda g: bool(g.state.worded_step),
        "saved": lambda g: g.state.step_saved,
    }
    return fixed.get(status, lambda g: g.facts.step.status == status)


def _register(kind: str) -> Test:
    return {
        "joking": lambda g: g.state.jokes >= 2,
        "plain": lambda g: g.facts.plain_style,
        "any": lambda _g: True,
    }[kind]


def _time(part: str) -> Test:
    if part == "night":
        return lambda g: g.facts.now.hour >= 23 or g.facts.now.hour < 5
    return lambda g: part in {g.understanding.daypart, g.daypart}


def _offer(status: str) -> Test:
    fixed: Mapping[str, Test] = {
        "open": lambda g: bool(g.state.offer),
        "open is step": lambda g: g.state.offer in {"step", "step_due", "write_down", "word_it"},
        "refused": lambda g: g.state.offers_locked,
    }
    return fixed.get(status, lambda g: g.state.offer == status.removeprefix("open is "))


def _topic(ground: Ground) -> str:
    if ground.state.beside_loss:
        return "grief"
    heard = ground.understanding.topic if ground.understanding.topic != "grief" else None
    return "small_talk" if ground.state.meaning == "chat" else heard or ""


def _repeated(words: str, before: tuple[str, ...]) -> bool:
    return bool(words) and words.lower() in {earlier.lower() for earlier in before}


def _permitted(ground: Ground) -> bool:
    """They said yes to hearing it, or asked for advice a second time."""
    if ground.act == "ask_advice" and ground.act in ground.state.acts:
        return True
    yes = ground.state.meaning in {"yes", "on"} or ground.understanding.act == "agree"
    return ground.state.offer == "permission" and yes and ground.state.meaning != "no"


def _has_a_fact(ground: Ground) -> bool:
    """A lasting fact was told that is not known yet, or an answer about one is due."""
    known = is_known(ground.state.fact, ground.facts.remembered)
    return bool(ground.state.fact) and (not known or ground.state.offer == "remember")


LONG_TURN = 12
NEW_TO_CUE = 2
"""Replies about a pursuit for which it may still be called new."""

_PREFIXES: Mapping[str, Callable[[str], Test]] = {
    "key is ": _key_is,
    "confidence ": _sure,
    "feeling ": _feeling,
    "repeat ": _repeat,
    "step ": _step,
    "register ": _register,
    "time ": _time,
    "tense ": lambda name: lambda g: g.understanding.time == name,
    "offer ": _offer,
    "topic ": lambda name: lambda g: _topic(g) == name,
    "choice is ": lambda name: lambda g: g.state.meaning == name,
    "pattern ": lambda name: lambda g: name in g.understanding.patterns,
    "terms ": lambda count: lambda g: len(g.terms) >= int(count),
    "terms here ": lambda count: lambda g: g.terms != g.state.nps and len(g.terms) >= int(count),
    "quotes ": lambda count: lambda g: len(g.state.quotes) >= int(count),
}

_WHOLE: Mapping[str, Test] = {
    "prev key is np": lambda g: bool(g.state.nps),
    "key repeated": lambda g: _repeated(g.noun_phrase, g.state.nps),
    "quote repeated": lambda g: _repeated(g.key, g.state.quotes),
    "permission given": _permitted,
    "energy low": lambda g: g.state.energy_low,
    "energy not low": lambda g: not g.state.energy_low,
    "no step": lambda g: g.facts.step.status == "none",
    "offers none": lambda g: not (g.state.offers or g.state.offers_locked or g.state.only_talk),
    "term known": lambda g: g.state.term_explained,
    "term unknown": lambda g: bool(g.understanding.term) and not g.state.term_explained,
    "pursuit new": lambda g: g.state.rung <= NEW_TO_CUE,
    "only_talk": lambda g: g.state.only_talk,
    "turn long": lambda g: g.understanding.words >= LONG_TURN,
    "turn over 6": lambda g: g.state.turn > 6,
    "safety asked": lambda g: g.state.safety_turn >= 0,
    "mood not low": lambda g: not g.tender,
    "day known": lambda g: bool(g.understanding.day),
    "person known": lambda g: len({p.named for p in g.understanding.people}) == 1,
    "noun known": lambda g: bool(g.understanding.noun),
    "number given": lambda g: g.understanding.number is not None,
    "choice made": lambda g: bool(g.state.picked),
    "duration known": lambda g: bool(g.understanding.duration),
    "when known": lambda g: bool(g.understanding.day or g.facts.step.when),
    "scene match": lambda g: g.scene is not None,
    "scene none": lambda g: g.scene is None and g.nearest is not None,
    "scene chosen": lambda g: g.state.offer == "scene",
    "fear worded": lambda g: bool(g.state.fear),
    "fear is speech": lambda g: bool(g.state.fear) and g.state.fear_is_speech,
    "fear none": lambda g: not g.state.fear,
    "talk first": lambda g: g.facts.talks_before == 0,
    "talk later": lambda g: g.facts.talks_before > 0,
    "last topic confirmed": lambda g: bool(g.facts.last_topic),
    "last topic none": lambda g: not g.facts.last_topic,
    "change carried": lambda g: bool(g.facts.step.change),
    "anchor today": lambda g: bool(g.facts.anchor),
    "fact stable": _has_a_fact,
    "engine guided": lambda g: not g.facts.worded_by_model,
}


@cache
def check_for(condition: str) -> Test | None:
    """The test that a condition names, or None if there is no such condition."""
    if condition in _WHOLE:
        return _WHOLE[condition]
    fitting = [prefix for prefix in _PREFIXES if condition.startswith(prefix)]
    longest = max(fitting, key=len, default="")
    return _PREFIXES[longest](condition.removeprefix(longest)) if longest else None


WAITING = frozenset(
    {
        "scene done",
        "record five",
        "step suggested",
        "lesson known",
        "when soon",
        "step soon",
    }
)
"""Conditions whose facts this version does not gather yet: a line that needs one waits. Five
moments in a record are not yet a pattern in it, and what was not looked at is not claimed."""


@cache
def checks_for(conditions: tuple[str, ...]) -> tuple[Test, ...] | None:
    """The tests of a line's conditions; None if it can never hold, since one waits."""
    tests = [None if condition in WAITING else check_for(condition) for condition in conditions]
    return None if None in tests else tuple(filter(None, tests))


def holds(conditions: tuple[str, ...], ground: Ground) -> bool:
    """Whether all conditions hold. One that waits never does. Each set is tried once a ground."""
    known = ground.holding.get(conditions)
    if known is None:
        tests = checks_for(conditions)
        known = tests is not None and all(test(ground) for test in tests)
        ground.holding[conditions] = known
    return known
