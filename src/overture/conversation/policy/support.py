"""Acts that are not answered without a word for them in the turn: a mistake there would be seen."""

import re
from collections.abc import Mapping
from dataclasses import replace

from overture.content.schema.acts import Act
from overture.conversation.policy import hearing, plainly
from overture.conversation.policy.state import TalkState
from overture.conversation.understanding import lexicon
from overture.conversation.understanding.types import MID, ActReading, Understanding

SAD = frozenset({"sad", "lonely", "hurt", "ashamed", "guilty", "angry", "overwhelmed"})
_SHORT = 2
_SURE = 0.75
_GREETING_WORDS = 4
"""In a longer turn of a talk under way a greeting is spoken of, not given."""


def _words(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


_NEEDED: Mapping[str, re.Pattern[str]] = {
    "ask_practise": _words(
        r"practi[sc]|rehears|role ?-?play|\bscene|\bhave a go|\brun (?:it |that )?through|\bsimulat"
        r"|\bpretend|\btry (?:it|that|one|this|out)\b|\btrial run|\bdry run|\bcould we do"
    ),
    "greet": _words(
        r"\b(?:hi+|hello|hey+|hiya|hullo|yo|sup|wass?up|howdy|greetings|good (?:morning|afternoon"
        r"|evening|day)|morning|afternoon|evening|hola|salut|salaam|namaste|alright|ello|heya)\b|👋"
    ),
    "ask_advice": _words(
        r"\?|\bshould i\b|\bwhat (?:do|would|could|can|shall|should) (?:i|you)\b|\bhow (?:do|can"
        r"|could|should|would|to)\b|\b(?:idea|tip|advi[sc]e|suggest|recommend)|\bhelp me\b"
        r"|\btell me (?:what|how|whether)\b|\bis that all\b|\bwhat now\b|\bwhat next\b"
    ),
    "ask_if_human": _words(
        r"\b(?:human|person|people|real|robot|bot|ai|machine|program|computer|software|someone"
        r"|somebody|anyone|anybody|alive|fake|chat ?gpt|chatbot|script"
        r"|automat\w*|who (?:am|are|is))\b"
    ),
    "ask_privacy": _words(
        r"\b(?:read|record|stor|sav|keep|see|seen|privat|privacy|shar|data|delet|eras|safe|who|log"
        r"|confiden|secret|listen|spy|watch|sell|track|anonymous|police|tell anyone|gdpr)"
    ),
    "insult_companion": _words(
        r"\b(?:you|your|youre|u|ur|bot|robot|program|machine|computer|chatbot|software|cue"
        r"|this thing|this app|useless|rubbish|crap|shit|stupid|pointless|dumb|thick)\b"
    ),
    "thanks": _words(r"\b(?:thank|thanks|thx|ty|cheers|ta|grateful|appreciate)"),
    "request_slower": _words(
        r"\bslow|\btoo (?:fast|much|quick)|\bwait\b|\bhold on\b|\bhang on\b|\ba (?:minute|moment"
        r"|sec)|\bpause|\bone thing at a time|\bshorter|\bless\b|\bquestions?\b|\bbreathe?\b"
        r"|\beasy\b"
    ),
    "loneliness": _words(
        r"\b(?:lonel|alone|lonesome|isolat|by myself|on my own|miss(?:es|ed|ing)?\b|quiet|empty"
        r"|friends?\b|company|only one|a soul|single|invisible|ghost|left out|outsider|belong"
        r"|fit in|talk to|just me|only me|see (?:any|no)|spoke|spoken|knows? me"
        r"|without (?:me|him|her|them)|walks? past|next of kin|for one\b)"
        r"|\b(?:nobody|no[ -]?one|anyone|anybody|none of them|not one|everyone|everybody|people)\b"
        r"(?:['’]?s| is| are|['’]?d| would| has| have| had| else| ever| really| much| here| there"
        r"| left| who)* (?:to|talk\w*|speak\w*|ask\w*|ring\w*|call\w*|text\w*|visit\w*"
        r"|come|comes|came|care\w*|notic\w+|see|sees|saw|look\w*|listen\w*|rememb\w+|invit\w+|want\w*|wait\w*"
        r"|somebody|someone|plans|a|their|each|together|paired|got)\b"
        r"|\b(?:nobody|no[ -]?one|anyone|anybody|everyone|everybody|people)\b.{0,30}\b(?:me|i['’]?m"
        r"|except me|but me|us)\b"
        r"|\b(?:have|has|had|got|know|there['’]?s|there is|see|seen|met|with)(?:n['’]?t| not| no)?"
        r"(?: got)? (?:nobody|no[ -]?one|anyone|anybody)\W*$"
    ),
    "romance_towards_companion": _words(
        r"\b(?:you|your|youre|you['’]re|u|ur|ya|cue|lov\w+|marr\w+|kiss\w*|girlfriend|boyfriend"
        r"|flirt\w*|crush|sex\w*|date me|couple|be mine|be my|let['’]?s|lets|us|together|hug\w*"
        r"|cuddl\w+|naked|nudes?|romantic|romance|relationship|bed with|hold me"
        r"|hold hands)\b|❤|😍|😘|♥"
    ),
    "boredom": _words(
        r"\b(?:bor(?:ed|ing|edom)|dull|nothing|anything|same old|same as|tedious|fed up|meh|flat"
        r"|pass(?:es|ing)? the time|kill(?:ing)? time|empty|slow|drag\w*|until|till|entertain"
        r"|can['’]?t be (?:bothered|arsed)|whatever|aimless|wast\w+|scroll\w*|do(?:ing)?)\b"
    ),
    "bye": _words(
        r"\b(?:bye|goodbye|night|nite|later|go|goes|going|gone|gotta|off|leav\w+|see (?:you|ya|u)"
        r"|ta ?ta|cheer\w*|farewell|take care|speak|talk|soon|tomorrow|next|log\w*|done|good ?day"
        r"|gtg|g2g|brb|bed|sleep|until|till|ciao|adios|so long|stop|enough|must|finish\w*|over|bus"
        r"|train|dinner|tea|out|home|end|that['’]?s (?:me|all|it)|back|let you|goodnight"
        r"|calling|here|away|retir\w+|depart\w*|sign\w*|exit|quit|turn(?:ing)? in|excuse me)\b"
        r"|👋"
    ),
    "self_criticism": _words(r"\b(?:i|im|i['’]m|me|my|myself|mine)\b"),
}
_ASKED_OF_IT = _words(
    r"\?|^\W*(?:please )?(?:who|what|when|where|which|why|how|is|are|does|did|can|could|will|would"
    r"|tell|write|say|sing|name|translate|calculate|ignore|pretend|repeat|print|list|give|play"
    r"|define|explain|choose|guess)\b"
    r"|^\W*(?:just |only |this is )*(?:a )?test(?:ing|s)?\b|\b(?:asdf|qwert|lorem)\w*"
    r"|[{}<>;=\\|#]|https?:|\d ?[-+*/x] ?\d"
)
_MASHED = _words(r"\b[bcdfghjklmnpqrstvwxz]{4,}\b|(\w)\1{3,}")
_ANGRY = frozenset({"angry"})
_SAYS_NO = _words(
    r"\b(?:rather not|leave it|drop it|move on|forget it|never ?mind|pass|skip|stop|cancel)\b"
    r"|\bno (?:thanks|thank you|way|more|need|practi[sc]e|advice)\b"
    r"|\bnot (?:that|today|now|tonight|really|for me|interested|keen|going|yet|doing|bothered)\b"
    r"|(?:n['’]?t|\bnot) (?:want|wanna|need|like|feel like|fancy)(?: to)?"
    r"(?: (?:it|that|this|any|do|practi\w+|rehears\w+|try|advice|help|tips)\b|\W*$)"
    r"|(?:n['’]?t|\bnot) (?:do (?:that|it|any))"
    r"|^\W*(?:no|nah|nope)\W*$"
)
_SAYS_NO_WHEN_ASKED = _words(
    r"(?:n['’]?t|\bnot) (?:want|wanna|need|like to|feel like|fancy|going|think so)"
)
_HELLO = _words(
    r"\W*(?:namaste|namaskar|sat sri akal|a?s+ala+m(?: aleikum| alaikum)?|shalom|hola|bonjour|hallo"
    r"|ciao|merhaba|privet|konnichiwa|servus|salut|cze[sś][cć]|ol[aá]|moin|gr[uü]ezi|hej|aloha)\W*"
)
"""A greeting in another tongue, and nothing else."""

_SPOKEN_OF = _words(r"\b(?:say|said|says|saying) (?:thank|thanks|ta)\b")
_FAREWELL = _words(
    r"(?:^|[.!,;…] *|\bok(?:ay)? |\bright |\banyway |\bwell )(?:then )?(?:cheerio|bye(?:[ -]bye)?"
    r"|good ?bye|good ?night|night night|nighty? night|ta[ -]?ra|toodle[ -]?pip|so long|see you"
    r"(?: later| soon| tomorrow)?|see ya|later[sz]|gn|nn|ttyl|au revoir|ciao|take care"
    r"|i['’]?ll be off)\W*$"
)


def supported(read: Understanding, state: TalkState) -> Understanding:
    """The reading without acts for which the turn has no word; then it is something told."""
    if _FAREWELL.search(read.text.strip()) or hearing.leaves(read.text):
        return _led(read, ActReading("bye", max(_SURE, read.acts[0].probability)))
    if _HELLO.fullmatch(read.text):
        return _led(read, ActReading("greet", max(_SURE, read.acts[0].probability)))
    acts = tuple(act for act in read.acts if _has_word(act.name, read, state))
    if acts == read.acts:
        return read
    if acts and acts[0].probability >= MID:
        return replace(read, acts=acts)
    return replace(read, acts=_told(read, acts), confidence=min(read.confidence, MID))


def _has_word(act: str, read: Understanding, state: TalkState) -> bool:
    text = read.text
    if act == "refuse_suggestion":
        waited = bool(state.offer) or state.asked in {"offer", "yes_no", "choice"}
        asked = waited and (read.words <= 2 * _SHORT or _SAYS_NO_WHEN_ASKED.search(text))
        return bool(asked or _SAYS_NO.search(text))
    if act == "test_or_nonsense":
        return _looks_like_nonsense(text)
    if _only_spoken_of(act, read, state):
        return False
    if act == "ask_advice" and plainly.asks_for_advice(text):
        return True
    if act == "self_criticism" and _ANGRY & set(read.feelings_named):
        return plainly.hurtful(text)
    needed = _NEEDED.get(act)
    return needed is None or read.words == 0 or bool(needed.search(text))


def _only_spoken_of(act: str, read: Understanding, state: TalkState) -> bool:
    """Whether thanks or a greeting are told of: "maybe I say good morning to Gary first"."""
    if act == "greet":
        return state.turn > 0 and read.words > _GREETING_WORDS
    return act == "thanks" and bool(_SPOKEN_OF.search(read.text))


def _looks_like_nonsense(text: str) -> bool:
    """Whether the surface bears it out: a demand, code, mash, or no word that holds a sentence."""
    if _ASKED_OF_IT.search(text) or _MASHED.search(text):
        return True
    grammar = lexicon.grammar()
    holding = grammar.function | grammar.verbs
    return not any(word in holding for word in re.findall(r"[a-z']+", text.lower()))


def told(understanding: Understanding) -> Act:
    """The kind of telling, where only feelings, time and topic say it."""
    felt = set(understanding.feelings)
    if understanding.time == "upcoming" and felt & {"anxious", "afraid"}:
        return "worry_upcoming"
    if (
        "lonely" in felt and _NEEDED["loneliness"].search(understanding.text)
    ) or "by_myself" in understanding.patterns:
        return "loneliness"
    if felt & SAD or understanding.topic == "grief" or understanding.key("coping"):
        return "share_bad_event"
    return "share_good_event" if felt & {"glad", "proud", "relieved"} else "share_neutral"


def _told(read: Understanding, acts: tuple[ActReading, ...]) -> tuple[ActReading, ...]:
    kind = told(read)
    rest = tuple(act for act in acts if act.name != kind)
    return (ActReading(kind, max(0.5, acts[0].probability if acts else 0.0)), *rest)


def _led(read: Understanding, first: ActReading) -> Understanding:
    rest = tuple(act for act in read.acts if act.name != first.name)
    return replace(read, acts=(first, *rest), confidence=max(_SURE, read.confidence))
