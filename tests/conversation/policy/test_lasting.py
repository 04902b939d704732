import pytest
from tests.support.talks import CARD, ENGINE, NOW

from overture.conversation import talk
from overture.conversation.messages import TalkFacts
from overture.conversation.policy.lasting import LastingFact, lasting_fact
from overture.conversation.understanding import understand
from overture.conversation.understanding.types import ActReading, Understanding


def _fact(text: str) -> LastingFact | None:
    return lasting_fact(Understanding(text, (ActReading("share_neutral", 1.0),), 1.0))


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("my sister is called mia and she lives near", "your sister is called Mia"),
        ("My dog's name is Bruno.", "your dog is called Bruno"),
        ("my upstairs neighbour's called Ana", "your upstairs neighbour is called Ana"),
        ("It was fine. I work at the library", "you work at the library"),
        ("I live with my mum", "you live with your mum"),
        ("i've got two cats", "you've got two cats"),
        ("I'm from Leeds", "you're from Leeds"),
        ("I grew up in Porto", "you grew up in Porto"),
        ("well i play the cello", "you play the cello"),
    ],
)
def test_what_lasts_is_turned_towards_the_member(text: str, clause: str) -> None:
    fact = _fact(text)
    assert fact is not None
    assert fact.clause == clause


@pytest.mark.parametrize(
    "text",
    [
        "my sister is called an idiot by everyone, she is not",
        "I work too much today",
        "I live like this now",
        "I don't live with anyone",
        "if I work at the library",
        "I have depression",
        "I'm a failure",
        "I want a dog",
        "my sister is called?",
        "I live with him and he hits me",
        "i play with the thought of ending it",
        "x " * 40,
    ],
)
def test_moods_states_and_passing_things_are_not_asked_about(text: str) -> None:
    assert _fact(text) is None


def test_a_named_person_is_what_the_note_is_about() -> None:
    fact = _fact("my sister is called Mia")
    assert fact is not None
    assert fact.about == "your sister"


FACTS = TalkFacts(now=NOW, talks_before=3)
TOLD = "my sister is called Mia"


def _talk(facts: TalkFacts, *said: str) -> list[talk.Reply]:
    state, opening = talk.open_talk(facts, ENGINE, CARD, seed=5)
    replies = [opening]
    for text in said:
        read = understand(text, state.context)
        state, reply = talk.answer(state, read, facts, ENGINE, CARD, seed=5)
        replies.append(reply)
    return replies


def _asks(reply: talk.Reply) -> bool:
    return "your sister is called Mia" in reply.spoken[0].text


def test_a_fact_is_kept_after_a_yes_and_only_then() -> None:
    before = ("the rain stopped at last", "I made soup with barley", TOLD)
    asked = _talk(FACTS, *before)[-1]
    assert _asks(asked)
    assert asked.offer is None
    kept = _talk(FACTS, *before, "yes")[-1]
    assert kept.offer is not None
    assert (kept.offer.kind, kept.offer.words) == ("remember", "Your sister is called Mia")
    assert kept.offer.target == "your sister"
    for other in ("no", "the soup was too salty"):
        assert _talk(FACTS, *before, other)[-1].offer is None


def test_nothing_is_asked_to_be_kept_at_the_door_or_twice() -> None:
    assert not _asks(_talk(FACTS, TOLD)[-1])
    before = ("the rain stopped at last", "I made soup with barley", TOLD, "no", "it was warm")
    assert not _asks(_talk(FACTS, *before, TOLD)[-1])


def test_nothing_is_asked_to_be_kept_where_there_is_no_room() -> None:
    full = TalkFacts(now=NOW, talks_before=3, may_remember=False)
    before = ("the rain stopped at last", "I made soup with barley", TOLD)
    assert not _asks(_talk(full, *before)[-1])


def test_what_is_known_is_not_asked_again() -> None:
    known = TalkFacts(now=NOW, talks_before=3, remembered=("your sister is called Mia",))
    before = ("the rain stopped at last", "I made soup with barley", TOLD)
    assert not _asks(_talk(known, *before)[-1])


def test_a_talk_on_the_day_of_an_anchor_opens_with_it() -> None:
    facts = TalkFacts(now=NOW, talks_before=3, anchor="choir practice")
    opening = _talk(facts)[0].spoken[0].text
    assert "choir practice" in opening
