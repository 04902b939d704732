"""What a turn is within its talk: what no reading of the words alone can know."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from unicodedata import name

from overture.content.schema.acts import Act
from overture.conversation.messages import TalkFacts
from overture.conversation.policy import hearing, plainly, support, surface
from overture.conversation.policy.capture import PLAN
from overture.conversation.policy.state import TalkState
from overture.conversation.policy.support import told
from overture.conversation.policy.taps import picked
from overture.conversation.understanding.types import HIGH, MID, ActReading, Understanding
from overture.safety.boundaries import asks_if_human, says_farewell

FIRST_QUESTIONS = ("ask_if_human", "ask_privacy", "romance_towards_companion")
SOCIAL = frozenset({"greet", "thanks", "agree", "silence_filler"})
TELLING = frozenset({"share_bad_event", "share_neutral", "share_good_event", "loneliness"})
TROUBLED = frozenset(
    {"share_bad_event", "worry_upcoming", "rumination", "self_criticism", "loneliness"}
)
TOLD_WORDS = 7
"""From so many words on, a greeting or a thank-you that also tells something is a telling."""

THIRD_TIME = 3
UNSURE = 0.4
HARDLY, SURE_ENOUGH = 0.25, 0.6
SECOND = 0.5
"""Below the first an act is hardly heard; from the second on it is heard well enough."""

SHORT_TURN = 3
VERY_LONG = 110
MUCH_TALK = 4

_NO_PLAN = re.compile(
    r"\bi (?:could|can|might|may)(?:n['’]?t| not| never| hardly| barely| have| see| feel| hear"
    r"| tell| only| die| cry| say i| be)\b|\bcan['’]?t\b|\bcannot\b|\bcouldn['’]?t\b|\?|\bif i\b"
    r"|\bmake a fool|\bsomething (?:stupid|wrong|weird)|\b(?:skip|avoid|cancel|hide|give up|stay in"
    r"|yesterday|stay (?:at )?home|not go|not bother)\b",
    re.IGNORECASE,
)
_PLAN_WORDS = 4
_NOT_WORDING = frozenset(
    {"bye", "stop_here", "refuse_suggestion", "silence_filler", "ask_advice", "ask_practise"}
)
_MISREAD = frozenset(
    {"hobby_talk", "share_good_event", "romance_towards_companion", "refuse_suggestion"}
)
_DREADED = frozenset({"worry_upcoming", "ask_advice", "loneliness", "self_criticism"})
_UNFINISHED = re.compile(r"(?:\band then|\bso|\band|\bbut|\.\.\.|…)\W*$", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:je|suis|nicht|ich|bin|und|ist|der|auf|que|qué|estoy|muy|pero|por|para|como|una|los|las"
    r"|con|sono|che|per|anche|della|questo|ben|bir|çok|için|değil|nie|jest|się|jestem|tak|jak|não"
    r"|você|isso|muito|est|les|des|pas|vous|nous|mais|avec|dans|och|jag|är|inte|att|det|ik|niet"
    r"|een|het|zijn|olen|ikke)\b"
)
_ENGLISH = re.compile(
    r"\b(?:the|i|my|me|you|to|and|of|it|is|was|that|not|for|with|have|but|on|so|do|at|be|this"
    r"|just|im|dont|he|she|they|we|no|yes|ok|what|how|are|up|like|about|go|can|if|or|as|all)\b"
)
_NO = re.compile(
    r"(?:(?:no|nah|nope)\W+)?(?:no|nah|nope|not really|not quite|i do ?n['’]?t think so|not that"
    r"|i would ?n['’]?t say so)\W*",
    re.IGNORECASE,
)
_DUNNO = re.compile(
    r"(?:(?:oh|um|hm+|well|honestly|no)\W+)*(?:i (?:really |honestly )?(?:do ?n['’]?t|dont) know"
    r"|dunno|idk|no idea|not sure|i['’]?m not sure)(?: really| yet)?\W*",
    re.IGNORECASE,
)
_BY_WORDS: Mapping[str, re.Pattern[str]] = {
    "wants_a_question": re.compile(
        r"\bask me (?:an?other|other|something|anything|more|a question)\b", re.IGNORECASE
    ),
    "no_advice": re.compile(
        r"\b(?:do ?n['’]?t|dont|do not) want (?:any )?(?:advice|tips|solutions|help|fixing)"
        r"|\bnot (?:asking|looking) for (?:any )?(?:advice|help)\b|\bno advice\b"
        r"|\b(?:do ?n['’]?t|dont|do not) (?:give|offer) me (?:any )?(?:ideas|advice|tips)",
        re.IGNORECASE,
    ),
    "asks_if_followed": re.compile(
        r"\b(?:do|can|did) you (?:even )?(?:understand|follow|get)\b", re.IGNORECASE
    ),
    "asks_what_is_known": re.compile(r"\byou know (?:about|of|what|any|anything)\b", re.IGNORECASE),
    "you_dont_understand": re.compile(
        r"\byou (?:do ?n['’]?t|dont|didn['’]?t|didnt) (?:even )?(?:know|get|understand|listen)\b",
        re.IGNORECASE,
    ),
}
_TO_CUE = re.compile(r"\b(?:you|youre|u|ur|your|cue|chatty|words)\b", re.IGNORECASE)
"""Whom a remark on being quiet is made to: a quiet night is none."""

_GOES = re.compile(
    r"\b(?:i(?:['’]?m| am)? (?:go|going|off)\b|got ?ta go|have to go|better (?:go|get|be|feed))",
    re.IGNORECASE,
)


def in_talk(understanding: Understanding, state: TalkState, facts: TalkFacts) -> Understanding:
    """The reading with what the talk adds to it: patterns over turns, and the act they make."""
    understanding = support.supported(_undenied(understanding), state)
    alone = understanding.patterns - set(_misread(understanding, state))
    patterns = frozenset(
        alone
        | set(_over_turns(understanding, state, facts))
        | set(surface.phrases_found(understanding, mourning=_mourns(understanding, state)))
        | set(surface.marks(understanding, state.echoed))
    )
    read = replace(understanding, patterns=patterns, topic=surface.topic(understanding, patterns))
    if "worded_plan" in patterns or _takes_up(understanding, state):
        return replace(read, acts=_led_by("agree", read.acts))
    if understanding.does("thanks") and _GOES.search(understanding.text):
        return replace(read, acts=_led_by("bye", read.acts), confidence=HIGH)
    if read.act == "hobby_talk" and not (state.term or _speaks_of_a_pursuit(read)):
        return _plainly(replace(read, acts=_led_by(told(read), read.acts[1:] or read.acts)), state)
    if _of_the_pursuit(read, state):
        sure = max(MID, understanding.confidence)
        return replace(read, acts=_led_by("hobby_talk", read.acts), confidence=sure)
    return _plainly(read, state)


def _undenied(read: Understanding) -> Understanding:
    """The reading without the feelings that the turn says it is not."""
    denied = hearing.denied_feelings(read.text)
    if not denied:
        return read
    felt = {name: strength for name, strength in read.feelings.items() if name not in denied}
    told_as = (
        read
        if read.act not in _OF_A_FEELING
        else replace(read, acts=_led_by("share_neutral", read.acts[1:] or read.acts))
    )
    named = tuple(name for name in read.feelings_named if name not in denied)
    return replace(told_as, feelings=felt, feelings_named=named)


_OF_A_FEELING = frozenset({"loneliness", "boredom", "self_criticism", "share_bad_event"})


def _mourns(understanding: Understanding, state: TalkState) -> bool:
    return state.grieving or plainly.says_a_loss(understanding.text)


def _misread(understanding: Understanding, state: TalkState) -> Iterable[str]:
    """Patterns that the words alone suggested, and that plain reading takes back."""
    yield "grief"
    if state.asked != "none" or understanding.number is not None:
        yield "after_disclosure"
    if plainly.jokes(understanding.text):
        yield "avoids"
    if plainly.foresees(understanding.text):
        yield "empty_day"
    if not _TO_CUE.search(understanding.text):
        yield "remarks_on_quiet"


def _plainly(read: Understanding, state: TalkState) -> Understanding:
    """A low mood, a wish for advice or a joke said outright, however sure the reading is."""
    text, sure = read.text, max(MID, read.confidence)
    if "low_mood" in read.patterns:
        felt = {**read.feelings, "sad": max(LOW_MOOD, read.feelings.get("sad", 0.0))}
        acts = read.acts if read.act in TROUBLED else _led_by("share_bad_event", read.acts)
        return replace(read, acts=acts, feelings=felt, confidence=sure)
    if _fears(read):
        return replace(read, acts=_led_by("worry_upcoming", read.acts), confidence=sure)
    if plainly.jokes(text):
        return replace(read, acts=_led_by("test_or_nonsense", read.acts), confidence=sure)
    if read.words <= ADVICE_WORDS and read.act in _ADVICE_READ_AS and plainly.asks_for_advice(text):
        return replace(read, acts=_led_by("ask_advice", read.acts), confidence=sure)
    return _doubted(read, mourning=state.loss_turn == state.turn - 1)


def _fears(read: Understanding) -> bool:
    """What others will ask or think is a worry, unless the turn is glad or asks for something."""
    glad = {"glad", "proud", "relieved"} & set(read.feelings_named)
    plain = read.act in TELLING | TROUBLED | {"boredom", "refuse_suggestion", "hobby_talk"}
    return plain and not glad and plainly.foresees(read.text)


LOW_MOOD = 0.7
ADVICE_WORDS = 14
_ADVICE_READ_AS = frozenset(
    {"ask_advice", "boredom", "agree", "silence_filler", "request_slower", "test_or_nonsense"}
    | {"share_neutral", "share_bad_event", "self_criticism", "rumination", "worry_upcoming"}
)
_HARD_WORDS_IN = frozenset({"self_criticism", "share_neutral", "loneliness", "test_or_nonsense"})
_LONELY = 0.5


def _doubted(read: Understanding, *, mourning: bool) -> Understanding:
    """A feeling named alone is told; an act hardly heard is rather something not understood.

    Beside a loss, whatever is hard to place is more likely about the loss.
    """
    if _points_the_wrong_way(read):
        acts = _led_by("share_neutral", read.acts[1:] or read.acts)
        read = replace(read, acts=acts, confidence=min(read.confidence, MID))
    if mourning and read.act in _MISREAD and read.acts[0].probability < SURE_ENOUGH:
        return replace(read, acts=_led_by("share_bad_event", read.acts))
    if read.acts[0].probability < HARDLY and read.words > 2:
        acts = read.acts if read.act in TELLING | TROUBLED else _led_by(told(read), read.acts)
        return replace(read, acts=acts, confidence=min(read.confidence, UNSURE))
    unclear = read.act in {"test_or_nonsense", "greet", "silence_filler"}
    if unclear and read.feelings_named and read.words <= SHORT_TURN:
        return replace(read, acts=_led_by(told(read), read.acts))
    if read.act == "request_slower" and read.key("speech") and read.words > TOLD_WORDS:
        return replace(read, acts=_led_by(told(read), read.acts))
    hardly = read.acts[0].probability < MID and not read.patterns & {"take_me_to"}
    if read.act == "test_or_nonsense" and (hardly or read.words < SHORT_TURN):
        return replace(read, confidence=min(read.confidence, UNSURE))
    return read


def _points_the_wrong_way(read: Understanding) -> bool:
    """Good news or a worry without one word that bears it out: it is rather only told."""
    if read.act == "share_good_event":
        glad = {"glad", "proud", "relieved"} & set(read.feelings_named)
        return not glad and not hearing.sounds_good(read.text)
    return read.act == "worry_upcoming" and not hearing.sounds_ahead(read.text)


_PURSUITS = frozenset(
    {
        *("doing_it", "likes_the_talk", "called_something", "may_i_tell"),
        *(f"{surface.ABOUT}{topic}" for topic in ("craft", "games", "music", "sport", "books")),
    }
)


def _speaks_of_a_pursuit(read: Understanding) -> bool:
    return bool(read.term or read.patterns & _PURSUITS)


def _of_the_pursuit(understanding: Understanding, state: TalkState) -> bool:
    """While a pursuit is being explained, what is hard to read is most likely more of it."""
    going_on = "doing_it" in understanding.patterns and "hobby_talk" in state.acts
    chatting = bool(state.term) or (state.only_talk and going_on)
    leaving = understanding.act in {"bye", "stop_here"}
    if not chatting or leaving or understanding.words <= SHORT_TURN:
        return False
    quoting = understanding.act == "request_slower" and understanding.key("speech") is not None
    unclear = understanding.sureness == "low" or understanding.act == "test_or_nonsense"
    return unclear or quoting


def _over_turns(understanding: Understanding, state: TalkState, facts: TalkFacts) -> Iterable[str]:
    yield from _by_state(understanding, state)
    yield from _put_right(understanding.text, state)
    if _UNFINISHED.search(understanding.text) and understanding.words > 3:
        yield "story_unfinished"
    if told_thrice(understanding, state):
        yield "same_event_three_times"
    if facts.talks_this_week >= MUCH_TALK and facts.people_this_week == 0:
        yield "substitute"
    if understanding.words > VERY_LONG:
        yield "very_long"
    for pattern, words in _BY_WORDS.items():
        if words.search(understanding.text):
            yield pattern
    if in_another_language(understanding.text):
        yield "other_language"


_YES = re.compile(
    r"(?:ouch|ha|lol|oh|well|ok|okay)?\W*(?:yes|yeah|yep|true|exactly|precisely|indeed|correct"
    r"|that(?:['’]?s| is) (?:exactly )?(?:it|right|true)|bit of both|a bit of both|i suppose"
    r"|i guess|probably|maybe|perhaps|sort of|kind of|pretty much|spot on|fair|right)\b",
    re.IGNORECASE,
)
_TAKEN_UP_WORDS = 5


def _takes_up(understanding: Understanding, state: TalkState) -> bool:
    """A short yes to what was just said back, in whichever words."""
    short = understanding.words <= _TAKEN_UP_WORDS or understanding.act == "agree"
    return state.reflected_last and short and bool(_YES.match(understanding.text.strip()))


def _by_state(understanding: Understanding, state: TalkState) -> Iterable[str]:
    if plainly.says_a_loss(understanding.text):
        yield "grief"
    elif plainly.says_a_low_mood(understanding.text):
        yield "low_mood"
    elif (
        not understanding.jokes
        and understanding.act == "loneliness"
        and understanding.feelings.get("lonely", 0) >= _LONELY
    ):
        yield "lonely_now"
    if (
        not understanding.jokes
        and understanding.act in _HARD_WORDS_IN
        and plainly.hurtful(understanding.text)
    ):
        yield "hard_words"
    if plainly.jokes(understanding.text):
        yield "take_me_to"
    if state.asked == "open" and plainly.bare_yes(understanding.text):
        yield "bare_yes"
    if state.disclosed and state.asked == "none" and understanding.number is None:
        yield "after_disclosure"
    if words_a_plan(understanding, state):
        yield "worded_plan"
    if state.asked in {"none", "open"} and _NO.fullmatch(understanding.text.strip()):
        yield "bare_no"


def _put_right(text: str, state: TalkState) -> Iterable[str]:
    """An apology to the program, what it is not about, and not knowing: each has its answer."""
    if plainly.says_sorry(text, insulted=state.insults > 0):
        yield "says_sorry"
    if plainly.not_about(text):
        yield "not_about"
    if _DUNNO.fullmatch(text.strip()):
        yield "bare_dunno"


_OUTRIGHT: Mapping[Act, Callable[[str], bool]] = {
    "ask_if_human": asks_if_human,
    "bye": says_farewell,
}


def leading_act(understanding: Understanding, state: TalkState | None = None) -> Act:
    """The act that is answered when a turn has several.

    What the rules of safety hear outright, leaving and asking whether this is a person, is sure.

    Stopping comes first, then questions about the program, then a bad event before a good one; a
    greeting, a thank-you or a yes that also tells something is answered for what it tells, and a
    third insult is passed over for the rest of the turn.
    """
    names = [reading.name for reading in understanding.acts]
    for outright, hears in _OUTRIGHT.items():
        if hears(understanding.text):
            return outright
    for first in ("stop_here", "bye", *FIRST_QUESTIONS):
        if first in names[:2] and not _doubtful(understanding, first):
            return first
    if state and state.insults > 1 and names[0] == "insult_companion":
        rest = [other for other in names[1:] if other not in {"stop_here", "bye"}]
        return next(iter(rest), "insult_companion")
    if names[0] == "share_good_event" and "share_bad_event" in names:
        return "share_bad_event"
    if _tells(understanding, names[0], state):
        return next((other for other in names[1:] if other not in SOCIAL), told(understanding))
    leaving = names[0] in {"bye", "stop_here"} and _doubtful(understanding, names[0])
    instead: Act = "refuse_suggestion"
    if names[0] == "bye" or _STOPS_ELSEWHERE.search(understanding.text):
        instead = told(understanding)
    return next(iter(names[1:]), instead) if leaving else names[0]


def _tells(understanding: Understanding, act: str, state: TalkState | None) -> bool:
    """A social word with a telling behind it; a yes to a worded fear stays a yes."""
    said_yes = act == "agree" and state and (state.fear and state.reflected_last)
    planned = "worded_plan" in understanding.patterns
    long = understanding.words >= TOLD_WORDS and (bool(understanding.keys) or act == "greet")
    return act in SOCIAL and long and not said_yes and not planned


_STOPS = re.compile(
    r"\b(?:stop\w*|end\w*|enough|finish\w*|finito|quit\w*|leav\w*|done|bye|go|going|gonna|off|break\w*"
    r"|later|rest|shut\w*|clos\w*|out|pause\w*|over|cut|call it|halt|any ?more|no more|exit|cancel"
    r"|drop|away|that['’]?s (?:it|me|all)|wrap|bed|tired|too much|continue|carry on|cease\w*|abort"
    r"|terminate|further|pack it|anything else)\b",
    re.IGNORECASE,
)
"""What somebody who stops says in some form; without any of it, a no is a no to something else."""

_STOPS_ELSEWHERE = re.compile(
    r"\b(?:can['’]?t|cannot|can not|couldn['’]?t|won['’]?t|will not|wouldn['’]?t|doesn['’]?t"
    r"|didn['’]?t|never|don['’]?t (?:want|know how) to) (?:\w+ ){0,2}?(?:stops?|stopped)\b"
    r"|\b(?:make|want|wish|need) (?:it|them|him|her|everything|the \w+|my \w+) (?:all )?"
    r"(?:(?:to|would|could) )?(?:just )?stop\b"
    r"|\bstop (?!(?:ask|talk|say|writ|typ|repl|messag|text|push|go|do|try|noth|everyth|anyth)\w*\b)"
    r"\w+ing\b",
    re.IGNORECASE,
)
"""Something that does not stop, or a habit to be stopped: the tears or the drink, not the talk."""


_AS_A_RULE = re.compile(
    r"^\W*(?:i )?(?:might|maybe|could|may) (?!as well)"
    r"|\bi (?:never|always|usually|often|used to|hardly ever|don['’]?t)"
    r" (?:know|like|want|go|leave|say)\b",
    re.IGNORECASE,
)
"""How one speaks of leaving in general or some time, not now."""


def _doubtful(understanding: Understanding, act: str) -> bool:
    """A leaving word inside a longer turn, or a leaving hardly heard, does not end a talk.

    Nor is a plan put into words, "I could ask Bev to come with me", said to the companion.
    """
    heard = next(r.probability for r in understanding.acts if r.name == act)
    if act == "romance_towards_companion" and "worded_plan" in understanding.patterns:
        return True
    if understanding.act != act and heard < SECOND:
        return True
    if act not in {"bye", "stop_here"}:
        return False
    if _AS_A_RULE.search(understanding.text):
        return True
    if act == "stop_here" and not _stops_here(understanding.text):
        return True
    long = understanding.act != act and understanding.words > 2 * TOLD_WORDS
    return long or (heard < MID and understanding.words > 2)


def _stops_here(text: str) -> bool:
    """Whether a word of stopping is left once those about something else are taken away."""
    return bool(_STOPS.search(_STOPS_ELSEWHERE.sub(" ", text)))


def says_new(understanding: Understanding, state: TalkState) -> bool:
    """Whether a turn brings a phrase, a person or a day that this talk had not heard."""
    before = {key.verbatim.lower() for turn in state.keys for key in turn}
    known = {person.named for turn in state.people for person in turn}
    keys = {key.verbatim.lower() for key in understanding.keys}
    people = {person.named for person in understanding.people}
    return bool(keys - before or people - known)


def told_thrice(understanding: Understanding, state: TalkState) -> bool:
    """The same person with the same trouble for the third time, and nothing new in it."""
    if understanding.act not in TROUBLED:
        return "same_event_three_times" in understanding.patterns
    counts = dict(state.events)
    signs = signatures(understanding)
    again = any(counts.get(sign, 0) + 1 >= THIRD_TIME for sign in signs)
    return again and (not says_new(understanding, state) or _same_words(understanding, state))


def signatures(understanding: Understanding) -> tuple[str, ...]:
    """Marks of an event: each person in it, and each thing, whatever was said around them."""
    people = [person.named.lower() for person in understanding.people]
    things = [key.turned.lower() for key in understanding.keys if key.kind in {"np", "place"}]
    return tuple(dict.fromkeys([*people, *(thing for thing in things if thing)]))


def _same_words(understanding: Understanding, state: TalkState) -> bool:
    """Most of the words of the turn's phrases have been here before."""
    said = {word for key in understanding.keys for word in key.verbatim.lower().split()}
    before = {w for turn in state.keys for key in turn for w in key.verbatim.lower().split()}
    return bool(said) and len(said & before) >= 0.75 * len(said)


def words_a_plan(understanding: Understanding, state: TalkState) -> bool:
    """The member says what they could do about what has been talked of."""
    text, act = understanding.text, understanding.act
    only_a_line = "own_line_that_is_true" in understanding.patterns and not understanding.day
    if act in _NOT_WORDING or only_a_line:
        return False
    if picked(text, state.taps) or state.only_talk:
        return False
    if state.offer == "word_it" or (state.offer == "step" and not state.taps):
        return understanding.words > 1 and "?" not in text
    ground = bool(state.fear or state.offers or _DREADED & set(state.acts))
    planned = PLAN.search(text) and not _NO_PLAN.search(text)
    return ground and understanding.words >= _PLAN_WORDS and bool(planned)


def in_another_language(text: str) -> bool:
    """Whether a turn is written in letters or in small words that are not English."""
    letters = [character for character in text if character.isalpha()]
    if not letters:
        return False
    if sum(not name(letter, "").startswith("LATIN") for letter in letters) > len(letters) / 2:
        return True
    said = text.lower()
    foreign = len(_ELSEWHERE.findall(said))
    return foreign >= 2 and foreign > len(_ENGLISH.findall(said))


def _led_by(act: Act, acts: tuple[ActReading, ...]) -> tuple[ActReading, ...]:
    rest = tuple(reading for reading in acts if reading.name != act)
    return (ActReading(act, max(0.75, acts[0].probability)), *rest)
