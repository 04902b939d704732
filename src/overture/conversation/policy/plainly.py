"""What a turn says in plain words, whatever its reading makes of it: a loss, a low mood, an
insult, a wish for advice. Small word lists, for places where a mistake would hurt."""

import re

_LIVING = (
    r"(?:mum|mom|mam|mother|dad|father|nan|nana|gran|granny|grandma|grandad|granddad|grandpa"
    r"|grandmother|grandfather|husband|wife|partner|boyfriend|girlfriend|son|daughter|baby|child"
    r"|brother|sister|twin|uncle|aunt|auntie|cousin|friend|mate|neighbour|dog|cat|puppy|kitten"
    r"|rabbit|hamster|budgie|horse|parrot|tortoise)"
)
_IDIOMS = re.compile(
    r"\b(?:nearly|almost|could(?:['’]?ve| have)|would(?:['’]?ve| have)) died\b"
    r"|\bi(?: (?:just|literally|actually|honestly))? died\b|\bdied (?:inside|laughing)\b"
    r"|\bdied (?:of|from|with) (?:the )?(?:embarrassment|shame|boredom|laughter|laughing|cringe)\b"
    r"|\b(?:phone|battery|laptop|computer|tablet|car|engine|boiler|internet|wifi|conversation|chat"
    r"|party|joke|plant|telly|tv|console|signal|line|mood|fire)s?(?: (?:just|has|had))* died\b",
    re.IGNORECASE,
)
_LOSS = re.compile(
    r"\b(?:died|passed away|passed on|funeral|widow(?:ed|er)?|bereave\w*|grieving|grief"
    r"|no longer with us|put to sleep|late (?:husband|wife|mother|father|mum|dad))\b"
    rf"|\b{_LIVING}(?:['’]s| is| has been) (?:dead|gone)\b"
    r"|\b(?-i:[A-Z][a-z]+)(?:['’]s| has) been (?:dead|gone)"
    r" (?:since|for|a|two|three|nearly|almost)\b"
    rf"|\b{_LIVING} passed (?:in (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer"
    r"|autumn|winter|the (?:spring|summer|autumn|winter))|last |(?:a|two|three|four|five|six) "
    r"(?:weeks?|months?|years?) ago)"
    rf"|\b(?:we|i)(?:['’]ve| have)?(?: just)? lost (?:my|our) (?:\w+ )?{_LIVING}\b"
    r"|\bscattered (?:\w+ ){0,4}ashes\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:s?he|him|her|his|hers)\b", re.IGNORECASE)
_MORE = r"(?:(?:a bit|a little|bit|so|really|very|quite|pretty|rather|kind of|just|all|too) )*"
_LOW_WORDS = (
    r"(?:low|down|blue|sad|rubbish|awful|terrible|crap|horrible|miserable|rough"
    r"|not (?:(?:so|too|very|really|feeling) )*(?:great|good|brilliant))"
)
_LOW = re.compile(
    rf"\b(?:feel|feeling|felt|been|i['’]?m|i am) {_MORE}{_LOW_WORDS}\b"
    r"(?! (?:the|to|for|with|at|on|there|here|about|in|by|as)\b)"
    rf"|^\W*(?:(?:honestly|today|well|oh|it['’]?s|its)[ ,]+)*{_MORE}{_LOW_WORDS}"
    r"(?:[ ,]+(?:today|tonight|really|tbh|honestly|lately|again|at the moment|this week))*\W*$",
    re.IGNORECASE,
)
_NOT_LOW = re.compile(
    r"(?:n['’]?t|\b(?:not|never)) (?:feel\w* |been )?(?:so |that )?(?:low|down|sad|blue|bad)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\btell me what (?:to|i (?:should|could|can))\b"
    r"|\bwhat (?:should|shall|do|can|could) i (?:do|say|tell)\b|\bwhat would you (?:do|say)\b"
    r"|\bwhat am i (?:meant|supposed) to (?:do|say)\b"
    r"|\b(?:any|some|your|need|want) (?:advice|ideas|tips|suggestions)\b",
    re.IGNORECASE,
)
_NO_ADVICE = re.compile(
    r"(?:n['’]?t|\b(?:not|no|never)) (?:want|need|ask|asking|look|looking)\b|\bno advice\b",
    re.IGNORECASE,
)
_JOKE = re.compile(
    r"\bwhy did the \w+ cross the road\b|\bknock,? knock\b|\bwalks? into a bar\b", re.IGNORECASE
)
_INSULT = re.compile(
    r"\b(?:fools?|idiots?|cows?|pigs?|gits?|prats?|clowns?|muppets?|twits?|nitwits?|halfwits?"
    r"|jerks?|lumps?|hags?|crones?|brats?|tossers?|losers?|freaks?|weirdos?|creeps?|mingers?"
    r"|scum|stupid|ugly|fat|pathetic|useless|worthless|dumb|thick|horrid)\b",
    re.IGNORECASE,
)
_OF_THE_MEMBER = re.compile(
    r"\b(?:hates?|hated|despises?|despised|loathes?|dislikes?|can['’]?t stand|sick of|tired of"
    r"|mocks?|mocked|(?:do|does|did)(?: not|n['’]?t) (?:like|want)|laugh(?:s|ed|ing)? at)"
    r" (?:me|us)\b"
    r"|(?<!n['’]t )(?<!nt )(?<!not )(?<!never )\bcall(?:s|ed|ing)? me"
    r" (?:a|an|the|names?|weird|crazy|lazy|mad|boring|sad|odd|strange|mental|soft)\b"
    r"|\b(?:think|thinks|thought|says?|said) (?:that )?i['’]?m\b",
    re.IGNORECASE,
)
_YES = re.compile(r"(?:yes|yeah|yep|yup|aye|sure|i have|i did)\W*", re.IGNORECASE)
_WRITE = re.compile(r"\b(?:write|put|note|jot|take) (?:it|that|this) down\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:no|not|never|don['’]?t|won['’]?t)\b", re.IGNORECASE)
_DAY = re.compile(
    r"\b(?:(?:on|this|next) )?((?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|\b(today|tonight|tomorrow|next week|at the weekend)\b",
    re.IGNORECASE,
)


def says_a_loss(text: str) -> bool:
    """Whether a turn says in so many words that a person or a pet has died."""
    return bool(_LOSS.search(_IDIOMS.sub(" ", text)))


def speaks_of_somebody(text: str) -> bool:
    """Whether one person is spoken of without being named."""
    return bool(_SOMEBODY.search(text))


def says_a_low_mood(text: str) -> bool:
    """Whether a turn says that its writer is low: "feeling low", "not great", "rubbish"."""
    return bool(_LOW.search(text)) and not _NOT_LOW.search(text)


def asks_for_advice(text: str) -> bool:
    """Whether a turn asks what to do, in any of the usual wordings."""
    return bool(_ADVICE.search(text)) and not _NO_ADVICE.search(text)


def jokes(text: str) -> bool:
    """Whether a turn is the beginning of a stock joke."""
    return bool(_JOKE.search(text))


def hurtful(span: str) -> bool:
    """Whether a span insults anybody, or says what others hold against the member."""
    return bool(_INSULT.search(span) or _OF_THE_MEMBER.search(span))


def bare_yes(text: str) -> bool:
    """A yes and nothing with it."""
    return bool(_YES.fullmatch(text.strip()))


def says_write_it_down(text: str) -> bool:
    """Whether something is to be written down now."""
    return bool(_WRITE.search(text)) and not _DENIED.search(text)


def day_given(text: str) -> str:
    """The day that a turn names, as it stands after a plan ("on Thursday"), or nothing."""
    found = _DAY.search(text)
    if not found:
        return ""
    weekday = found.group(1)
    return f"on {weekday.capitalize()}" if weekday else found.group(2).lower()


_SORRY = re.compile(
    r"^\W*(?:(?:ok|okay|oh|ah|no|well|right)\W+)*(?:i['’]?m |i am |that was rude\W+)?"
    r"(?:(?:so|really|very) )*(?:sorry|i apologi[sz]e|apologies|i take (?:that|it) back"
    r"|i did ?n['’]?t mean (?:that|it|to be)|that was (?:rude|mean|unfair|harsh|nasty) of me)\b",
    re.IGNORECASE,
)
_SORRY_FOR = re.compile(
    r"\b(?:rude|mean|harsh|nasty|unfair|unkind|snapp\w+|swear\w*|sworn|insult\w*|shout\w*"
    r"|call(?:ed|ing) you|took it out on you)\b",
    re.IGNORECASE,
)
_SORRY_WORDS = 3


def says_sorry(text: str, *, insulted: bool) -> bool:
    """Whether this is an apology to the program: for what was said to it, or right after that."""
    if not _SORRY.search(text) or _SOMEBODY.search(text):
        return False
    return bool(_SORRY_FOR.search(text)) or (insulted and len(text.split()) <= _SORRY_WORDS)


_NOT = r"(?:\bnot|n['’]?t|\bnever)(?: (?:really|actually|even|so much|all|exactly))*"
_NOT_ABOUT = re.compile(
    rf"^\W*(?:(?:no|nah|well|but)\W+)*(?:it|that|this)(?:['’]?s)? ?(?:is|was)? ?{_NOT} (?:about )?"
    r"((?:the|my|our|his|her|their|your) [a-z][\w'’-]*(?: [a-z][\w'’-]*)?)\W*$",
    re.IGNORECASE,
)
_TURNED = {"my": "your", "our": "your"}


def not_about(text: str) -> str:
    """What the member says it is not about: "the desk". Nothing where they go on to say what is."""
    found = _NOT_ABOUT.search(text.strip())
    if not found:
        return ""
    first, rest = found.group(1).split(" ", 1)
    return "" if first.lower() == "your" else f"{_TURNED.get(first.lower(), first.lower())} {rest}"


def denied(words: str, text: str) -> bool:
    """Whether a phrase stands in the turn only as what it is not: "it's not about the desk"."""
    here = re.escape(words)
    no = rf"{_NOT} (?:(?:about|because of|down to|to do with|for|in|on|at|with) )?(?:the )?{here}\b"
    denials = len(re.findall(no, text, re.IGNORECASE))
    return 0 < denials == len(re.findall(rf"\b{here}\b", text, re.IGNORECASE))


_FORESEES = re.compile(
    r"\b(?:they|everyone|everybody|people|someone|somebody|s?he|all of them)"
    r"(?:['’]?ll| will| are going to| is going to|['’]re going to|['’]s going to)"
    r" (?:all |just |only |probably |be )?(?:ask|think|laugh|notice|stare|judge|wonder|hate"
    r"|look at me|see me|see that i|know that i|know i)",
    re.IGNORECASE,
)


def foresees(text: str) -> bool:
    """Whether the turn says what others will do or think: a fear, if nothing glad is in it."""
    return bool(_FORESEES.search(text))
