import pytest

from overture.conversation.understanding.grammar import parse
from overture.conversation.understanding.keys import key_phrases
from overture.conversation.understanding.text import prepare
from overture.conversation.understanding.types import KeyKind, KeyPhrase


def keys(text: str, *kinds: KeyKind) -> list[KeyPhrase]:
    turn = prepare(text)
    found = key_phrases(turn, parse(turn.text), frozenset())
    return [key for key in found if not kinds or key.kind in kinds]


def turned(text: str, kind: KeyKind) -> list[str]:
    return [key.turned for key in keys(text, kind)]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("my sister shouted at me", "your sister"),
        ("i woke up with a crisp on my face", "a crisp on your face"),
        ("The plum crumble was cold.", "the plum crumble"),
        ("we had our supper early", "your supper"),
        ("there is a natural end to it", "a natural end"),
        ("she never gave back my blue coat", "your blue coat"),
        ("the evenings remain long", "the evenings"),
    ],
)
def test_noun_phrases_are_turned_towards_the_member(text: str, phrase: str) -> None:
    assert phrase in turned(text, "np")


@pytest.mark.parametrize(
    "text",
    [
        "i had a lot of it",
        "it was the best",
        "she told her everything",
        "my stupid face again",
        "i hate your kitchen tiles",
        "that was a natural",
        "the very long and slow grey wet winter afternoon walk home",
    ],
)
def test_doubtful_or_unkind_noun_phrases_are_given_up(text: str) -> None:
    assert keys(text, "np", "place") == []


def test_a_place_needs_its_preposition() -> None:
    assert turned("sat in the linen cupboard for a while", "place") == ["the linen cupboard"]
    assert keys("the linen cupboard is full", "place") == []


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("I now argue with the news by myself.", "arguing with the news"),
        ("i have still not got round to returning her dish", "returning her dish"),
        ("i have to give a talk on Friday", "giving a talk on Friday"),
        ("i keep avoiding my neighbour", "avoiding your neighbour"),
        ("i want to ring my brother but he is asleep", "ringing your brother"),
        ("i could take it on Thursday", "taking it on Thursday"),
    ],
)
def test_gerunds_are_made_from_what_the_member_does(text: str, phrase: str) -> None:
    assert phrase in turned(text, "ger")


@pytest.mark.parametrize(
    "text",
    [
        "i dont want to ring my brother",
        "she hates talking to my brother",
        "i want to know if he likes me",
        "i go cook now",
        "you are the only one i can talk to at night",
        "im going to tell you off",
        "i want to kill time with a book",
        "admitting im not managing",
    ],
)
def test_denied_foreign_or_unfinished_gerunds_are_given_up(text: str) -> None:
    assert keys(text, "ger") == []


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("I think that she will ask how I am.", "she will ask how you are"),
        ("what if everyone stares at my hands", None),
        ("what if nobody will sit with me, again", "nobody will sit with you"),
        ("I know he is laughing at my shoes and leaving", "he is laughing at your shoes"),
        ("i think you will hate it", None),
        ("i know they will think im stupid", None),
        ("i think her sister is telling her mum", None),
    ],
)
def test_clauses_are_turned_or_given_up(text: str, clause: str | None) -> None:
    assert turned(text, "clause") == ([clause] if clause else [])


def test_speech_is_what_stands_in_quotation_marks() -> None:
    found = keys('someone would say "oh you DO live here" and go', "speech")
    assert [key.verbatim for key in found] == ["oh you DO live here"]
    assert [key.verbatim for key in keys("was told 'not now' again", "speech")] == ["not now"]
    assert keys("the dogs' bowl and the cats' bowl", "speech") == []


def test_a_coping_phrase_comes_first_and_as_typed() -> None:
    first = keys("The evenings are long, but one manages.")[0]
    assert (first.kind, first.verbatim) == ("coping", "one manages")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("toast. dry. butters finished", "butters finished"),
        ("mum offered. i never ask.", "i never ask"),
        ("thing is itll come up again", "itll come up again"),
    ],
)
def test_quotes_are_exactly_as_typed(text: str, quote: str) -> None:
    assert quote in [key.verbatim for key in keys(text, "quote")]


@pytest.mark.parametrize(
    "text",
    [
        "i am so stupid",
        "she is a total bitch",
        "i want to die in my sleep",
        "then Kevin walked past",
        "because you said so",
        "good evening",
        "yes please",
    ],
)
def test_insults_risk_names_and_formulas_are_never_quoted(text: str) -> None:
    assert keys(text) == []


def test_every_verbatim_phrase_stands_in_the_text() -> None:
    text = (
        "Well, I think that he'll laugh. My boss said “sit down”, and I sat in the corridor "
        "with my coat on; one copes. I'd rather learn to bake bread on my own."
    )
    found = keys(text)
    assert len({key.kind for key in found}) >= 5
    assert all(key.verbatim in text for key in found)
    assert all(key.turned == "" for key in found if key.kind in {"quote", "speech", "coping"})
