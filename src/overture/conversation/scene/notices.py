"""What a turn shows beside its acts: flags from authored word lists, and a name given here."""

import re
from collections.abc import Iterable

from overture.content.schema.scene import Notice, Scene
from overture.conversation.scene.matching import folded, has_any
from overture.conversation.scene.smalltalk import SMALL_TALK, small_talk
from overture.conversation.scene.state import PartnerLine, SceneState
from overture.conversation.scene.weight import puts_self_down

_NAME = r"[^\W\d_][^\W\d_’'-]*(?:['’-][^\W\d_]+)*"
_GIVEN = re.compile(
    r"(?:\bmy name(?:['’]s| is)|\bname(?:['’]s| is)|\bi(?:['’]m| am) called|\bcall me"
    r"|\bname:?)\s+"
    rf"((?:mrs?\.?|ms\.?|miss|dr\.?)\s+{_NAME}|{_NAME})",
    re.IGNORECASE,
)
_SAID_TO_BE = re.compile(
    r"\b(?:[Ii]t(?:['’]s|s| is)|[Ii](?:['’]m|m| am)|[Tt]his is)\s+"
    rf"((?:Mrs?|Ms|Miss|Dr)\.?\s+{_NAME}|{_NAME})"
)
_TITLED = re.compile(rf"(?:mrs?|ms|miss|dr)\.?\s+{_NAME}", re.IGNORECASE)
_COMMON = (
    "a actually afraid again all alright am an and annoyed any anxious anything are ask at "
    "awkward bad be because box busy but by bye called can card cheers coffee cool could "
    "delivery did do dont double dunno eh er erm even fine flat for from gone good got great "
    "happy hardly have hello her here hey hi hiya him his hm hmm how i if im in is isnt it "
    "its just kind left like look lost me mine mm morning mum my name nah need nervous new "
    "never next nice no nobody nope none anyone not nothing now number of off oh ok okay on "
    "one only or our out over parcel perfect please post probably quite really right seven "
    "she should six so some sorry still stuck sure ta tea thank thanks that the there they "
    "this three to today too two um umm up upstairs us very was we well were what whatever "
    "when where which who why will wrong yeah yep yes you your monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august "
    "september october november december british english"
)
_NOT_NAMES = frozenset(_COMMON.split())
_OFFERS = re.compile(
    r"\b(?:need|want|like) (?:any |some |a )?(?:help|hand)\b|\b(?:can|could|let) (?:i|me) help\b",
    re.IGNORECASE,
)
LONGEST_NAME = 24
_TYPED_AT_RANDOM = re.compile(
    r"^[b-df-hj-np-tv-xz]{4,}$|(.)\1\1|asdf|sdfg|dfgh|hjkl|qwer|wert|zxcv|xcvb"
)


def flags_noticed(
    scene: Scene, state: SceneState, text: str, acts: Iterable[str]
) -> frozenset[str]:
    """The flags that the scene's notices set for this turn."""
    flat, found = folded(text), frozenset(acts)
    noticed = {
        notice.flag
        for notice in scene.notices
        if _applies(notice, state) and _seen(notice, flat, found)
    }
    plainly = {"said_nervous": puts_self_down(text), "offers_help": bool(_OFFERS.search(text))}
    noticed |= {notice.flag for notice in scene.notices if plainly.get(notice.flag)}
    noticed |= small_talk(flat)
    if _wants_name(scene) and name_given(scene, state, text):
        noticed |= {notice.flag for notice in scene.notices if notice.slot == "name"}
    return frozenset(noticed)


def _applies(notice: Notice, state: SceneState) -> bool:
    in_place = not notice.in_beats or state.beat in notice.in_beats
    return in_place and (notice.after_opening is None or notice.after_opening in state.pending)


def _seen(notice: Notice, flat: str, acts: frozenset[str]) -> bool:
    return has_any(flat, notice.words) or not acts.isdisjoint(notice.acts)


def _wants_name(scene: Scene) -> bool:
    return any(notice.slot == "name" for notice in scene.notices)


def asks_name(state: SceneState) -> bool:
    """Whether the partner asked for a name, and nothing has come between that closes it.

    Silence, a word in passing and heavy news leave the question open.
    """
    last: list[PartnerLine] = []
    for exchange in reversed(state.exchanges):
        last += exchange.said
        aside = bool(SMALL_TALK & set(exchange.noticed))
        if not aside and exchange.act not in {"silence", "silent", "heavy", "unclear"}:
            break
    asked = folded(" ".join(line.text for line in last))
    return " name " in asked and any(line.asks for line in last)


def name_given(scene: Scene, state: SceneState, text: str) -> str:
    """The name that this turn gives, or "". Never guessed: said as a name, or asked for."""
    said = _GIVEN.search(text)
    if said:
        return _as_name(said.group(1))
    introduced = _SAID_TO_BE.search(text)
    if introduced and (introduced.group(1)[:1].isupper() or asks_name(state)):
        return _as_name(introduced.group(1))
    return _bare_name(scene, text) if asks_name(state) else ""


def _bare_name(scene: Scene, text: str) -> str:
    words = re.sub(r"[.,!?]+", " ", text).split()
    while words and folded(words[0]).strip() in {"um", "er", "erm", "oh", "hi", "yes", "just"}:
        words = words[1:]
    if not 1 <= len(words) <= 3 or any(folded(word).strip() in _NOT_NAMES for word in words):
        return ""
    listed = (notice.words for notice in scene.notices if notice.words)
    if any(has_any(folded(text), phrases) for phrases in listed):
        return ""
    return _as_name(" ".join(words))


def _as_name(words: str) -> str:
    """A name fit to be said back: the title with its name, or the first name alone."""
    titled = _TITLED.match(words)
    first = titled.group(0) if titled else words.split(maxsplit=1)[0]
    letters = re.sub(r"[\s.'’-]", "", first)
    if not letters.isalpha() or len(first) > LONGEST_NAME or len(letters) < 2:
        return ""
    if _TYPED_AT_RANDOM.search(letters.lower()):
        return ""
    if folded(first.split()[-1]).strip() in _NOT_NAMES:
        return ""
    return " ".join(part[:1].upper() + part[1:] for part in first.split())
