"""Whether a line's `when` holds. The words of the conditions are those of `conditions.toml`."""

from collections.abc import Callable, Mapping

from overture.conversation.guided.slots import Ground

Test = Callable[[Ground], bool]


def _key_is(kind: str) -> Test:
    if kind in {"quote", "speech"}:
        return lambda g: g.understanding.key(*_VERBATIM[kind]) is not None  # type: ignore[arg-type]
    if kind == "np":
        return lambda g: bool((key := g.understanding.key("np", "place")) and key.turned)
    return lambda g: g.understanding.key(kind) is not None  # type: ignore[arg-type]


_VERBATIM = {"quote": ("quote", "speech", "clause", "coping"), "speech": ("speech",)}


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
        "refused": lambda g: g.state.offers_locked,
    }
    return fixed.get(status, lambda g: g.state.offer == status.removeprefix("open is "))


_PREFIXES: Mapping[str, Callable[[str], Test]] = {
    "key is ": _key_is,
    "confidence ": _sure,
    "feeling ": _feeling,
    "repeat ": _repeat,
    "step ": _step,
    "register ": _register,
    "time ": _time,
    "offer ": _offer,
    "topic ": lambda name: lambda g: (g.understanding.topic or g.state.topic) == name,
    "pattern ": lambda name: lambda g: name in g.understanding.patterns,
    "terms ": lambda count: lambda g: len(g.state.nps) >= int(count),
    "quotes ": lambda count: lambda g: len(g.state.quotes) >= int(count),
}

_WHOLE: Mapping[str, Test] = {
    "prev key is np": lambda g: bool(g.state.nps),
    "key repeated": lambda g: bool(
        (key := g.understanding.key("np")) and key.turned and key.turned in g.state.nps
    ),
    "energy low": lambda g: g.state.energy_low,
    "energy not low": lambda g: not g.state.energy_low,
    "no step": lambda g: g.facts.step.status == "none",
    "offers none": lambda g: g.state.offers == 0 and not g.state.offers_locked,
    "term known": lambda g: g.state.term_explained,
    "term unknown": lambda g: bool(g.understanding.term) and not g.state.term_explained,
    "record five": lambda g: g.facts.record_size >= 5,
    "only_talk": lambda g: g.state.only_talk,
    "turn over 6": lambda g: g.state.turn > 6,
    "day known": lambda g: bool(g.understanding.day),
    "person known": lambda g: len({p.named for p in g.understanding.people}) == 1,
    "noun known": lambda g: bool(g.understanding.noun),
    "number given": lambda g: g.understanding.number is not None,
    "choice made": lambda g: g.state.asked == "choice",
    "duration known": lambda g: bool(g.understanding.duration),
    "when known": lambda g: bool(g.facts.step.when or g.understanding.day),
    "scene match": lambda g: g.scene is not None,
    "scene none": lambda g: g.scene is None,
    "scene chosen": lambda g: g.state.offer == "scene",
    "fear worded": lambda g: bool(g.state.fear),
    "fear is speech": lambda g: bool(g.state.fear) and g.state.fear_is_speech,
    "fear none": lambda g: not g.state.fear,
    "talk first": lambda g: g.facts.talks_before == 0,
    "talk later": lambda g: g.facts.talks_before > 0,
    "last topic confirmed": lambda g: bool(g.facts.last_topic),
    "last topic none": lambda g: not g.facts.last_topic,
    "change carried": lambda g: bool(g.facts.step.change),
    "engine guided": lambda _g: True,
}


def test_of(condition: str) -> Test | None:
    """The test that a condition names, or None if there is no such condition."""
    if condition in _WHOLE:
        return _WHOLE[condition]
    for prefix, make in _PREFIXES.items():
        if condition.startswith(prefix):
            return make(condition.removeprefix(prefix))
    return None


WAITING = frozenset(
    {
        "permission given",
        "scene done",
        "step suggested",
        "anchor today",
        "fact stable",
        "lesson known",
        "when soon",
        "step soon",
    }
)
"""Conditions whose facts this version does not gather yet: a line that needs one waits."""


def holds(conditions: tuple[str, ...], ground: Ground) -> bool:
    """Whether all conditions hold. One that waits never does."""
    for condition in conditions:
        if condition in WAITING:
            return False
        test = test_of(condition)
        if test is None or not test(ground):
            return False
    return True
