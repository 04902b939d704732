"""What a listener would not miss in a turn: a leaving, a feeling that is denied, which way an event
points. Small and plain, for places where the reading of a whole turn can be wrong."""

import re
from collections.abc import Mapping

from overture.content.schema.acts import Feeling


def _words(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


_SOON = r"(?:\b(?:ok(?:ay)?|right|well|anyway|so|oh|sorry|thanks|thank you|but|yeah)\b[ ,.!]*)*"
_BUSINESS = (
    r"(?:off to (?:bed|work|sleep|bath)|to the shops?|out"
    r"|for a (?:walk|run|shower|bath|smoke|lie[ -]down))"
)
_LEAVES = _words(
    rf"^\W*{_SOON}(?:i(?:['’]?d| would| must| had|['’]?ll| will|['’]?ve| have)? )?(?:just )?"
    r"(?:(?:must|better|best|gotta|got to|have to|had better|need to)(?: best)? (?:be )?"
    r"(?:go|dash|run|fly|shoot|off|crack on|get on|get going|get back|get to bed|see to|turn in)\b"
    r"|(?:must|better|best)(?: best)? let you (?:go|get on)\b"
    r"|(?:wo ?n['’]?t|will not) keep you\b|let you get on\b|love you and leave you)"
    rf"|^\W*{_SOON}(?:i['’]?m |i am )?(?:(?:going|gonna go|popping|nipping|heading|off) {_BUSINESS}"
    r"|off to bed|hitting the hay|turning in)(?: now| then| with me| for me)?\W*"
    r"(?:ta|thanks|cheers)?\W*$"
    r"|\b(?:bleeps?|pager|buzzer|timer)(?:['’]?s| is)? (?:going|gone|calling)\W*$"
    rf"|^\W*{_SOON}that['’]?s (?:my|the) (?:bus|train|lift|stop|taxi|cab|bell)\b"
    r"|^\W*(?:a )?(?:very )?good day to you\W*$|^\W*(?:ok |k |right )?(?:gtg|g2g)\W*$"
    r"|[.,;!] *(?:speak|talk|write) (?:soon|later)\W*$|[.,;!] *(?:night|nighty|ta ta|tara)\W*$"
    r"|^\W*(?:k|kk|ok|okay|right)[ ,]+(?:dinner|tea|supper|lunch|food)\W*$"
    r"|^\W*(?:right|anyway|ok)\b.{0,30}\bwo ?n['’]?t \w+ (?:it|them)sel(?:f|ves)\b"
    r"|[,.;!] *(?:i(?:['’]?ve)? )?(?:gotta|got to|have to|must) (?:go|dash|run|fly|shoot)\W*$"
)
_TOLD_OF = _words(r"\b(?:s?he|they|people|mum|dad|who|i) (?:always )?(?:said|says?|told|asked)\b")


def leaves(text: str) -> bool:
    """Whether the member is going now, in one of the ways people go: the kettle, the bus."""
    return bool(_LEAVES.search(text.strip())) and not _TOLD_OF.search(text)


_NOT = (
    r"(?:\bnot|\bno|n['’]?t|\bnever|\bneither)"
    r"(?: (?:exactly|really|actually|even|call (?:it|that|this)|that it['’]?s|feeling|being|so|very"
    r"|all that|a|an|just|particularly|especially))*"
)
_NOUNS: Mapping[str, tuple[Feeling, ...]] = {
    r"lonel\w+|alone": ("lonely",),
    r"sad\w*|grie[fv]\w*|upset|depress\w*|low|down|unhapp\w+|crying": ("sad",),
    r"shy\w*|nerv\w+|anxi\w+|worr\w+|scared|afraid|fear": ("anxious", "afraid"),
    r"ang(?:er|ry)\w*|furious|cross|annoyed|mad": ("angry",),
    r"bored\w*": ("bored",),
    r"happy|happiness|glad|joy": ("glad",),
    r"jealous\w*|env\w+|hurt": ("hurt",),
    r"asham\w+|shame|embarrass\w+": ("ashamed",),
    r"guilt\w*": ("guilty",),
}
_DENIALS = {feelings: _words(rf"{_NOT} (?:{noun})\b") for noun, feelings in _NOUNS.items()}
_RATHER = _words(
    r"(?:\bmore (?:that|of|like)|\bit['’]?s (?:just|only|more)(?: that)?|\bjust|\bonly) "
    r"((?:(?!\bthat\b)[\w'’-]+ ?){2,10})\W*$"
)


def denied_feelings(text: str) -> frozenset[Feeling]:
    """Feelings that the turn says it is not: "not loneliness really", "I'm not sad either"."""
    return frozenset(
        feeling for feelings, said in _DENIALS.items() if said.search(text) for feeling in feelings
    )


def rather(text: str) -> str:
    """What it is instead, in the member's words, where a denial goes on to say it."""
    found = _RATHER.search(text) if denied_feelings(text) else None
    words = found.group(1).strip() if found else ""
    return "" if denied_feelings(f"not {words}") else words


_TAKEN_BACK = _words(
    r"\bi (?:said|told \w+)\b[^.;]*[.;,] *(?:it|i|there|s?he|they)"
    r" (?:was|did|had|is|have|are)n['’]?t(?: \w+){0,2}\W*$"
)


def told_otherwise(text: str) -> bool:
    """Whether the member said something and tells here that it was not so: a small untruth."""
    return bool(_TAKEN_BACK.search(text))


_GOOD = _words(
    r"\b(?:good|great|lovely|nice|best|better|won|win|pass(?:ed)?|glad|happy|laugh\w*|smil\w+|enjoy\w*"
    r"|lucky|proud|thank\w*|brilliant|fun|finally|managed|clear|liked?|loved?|yes|kind|well|pleased"
    r"|relie\w+|beautiful|perfect|worth|hello|hi back|back|friend\w*|invited|made|gave"
    r"|got the)\b|!!|:\)"
)
_AHEAD = _words(
    r"\b(?:tomorrow|tonight|next|later|soon|coming up|going to|gonna|will|['’]ll"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|at the weekend|what if|scared|nervous|worr\w+"
    r"|dread\w*|anxious|afraid|frightened|panic\w*|have to|got to|supposed to|about to|before"
    r"|interview|appointment|might"
    r"|terrified|every time|can['’]?t|when i|if i|too many|people)\b"
)


def sounds_good(text: str) -> bool:
    """Whether any word of the turn bears out that it is good news."""
    return bool(_GOOD.search(text)) and not re.search(r"\bwent (?:all )?quiet\b", text)


def sounds_ahead(text: str) -> bool:
    """Whether any word of the turn bears out that something is to come, or feared."""
    return bool(_AHEAD.search(text))
