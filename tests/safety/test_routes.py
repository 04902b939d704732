"""Each kind of danger has its own route, and what only sounds like it has none.

The banks were written before the patterns for them were widened, and the patterns were then widened
with the banks in sight: these tests hold what is there, and say little of other people's words.
"""

from collections.abc import Sequence

import pytest

from overture.content.schema.safety import Topic
from overture.safety import ScreenState, corrected, respond, screen, states_minor
from tests.safety.banks import bank
from tests.safety.talks import START, acts, talk


def _taken(texts: Sequence[str], topic: Topic) -> list[str]:
    """Those of the texts for which something is said, and said of that topic."""
    found = [(text, screen(text, ScreenState(), now=START)) for text in texts]
    return [text for text, one in found if one.next != "none" and one.topic == topic]


ROUTES = [
    pytest.param("harm", "told", "harm_from_others", 0.95, marks=pytest.mark.requirement(25)),
    pytest.param("others", "violence", "violence", 0.8, marks=pytest.mark.requirement(26)),
    pytest.param("others", "voices", "voices", 0.9, marks=pytest.mark.requirement(26)),
    pytest.param("others", "worry", "third_person", 0.9, marks=pytest.mark.requirement(24)),
    pytest.param("outright", "violence", "violence", 0.9, marks=pytest.mark.requirement(26)),
    pytest.param("outright", "worry", "third_person", 1.0, marks=pytest.mark.requirement(24)),
    pytest.param("outright", "harm", "harm_from_others", 1.0, marks=pytest.mark.requirement(25)),
]


@pytest.mark.parametrize(("file", "key", "topic", "least"), ROUTES)
def test_what_is_told_takes_its_own_route(file: str, key: str, topic: Topic, least: float) -> None:
    told = bank(file, key)
    missed = sorted(set(told) - set(_taken(told, topic)))
    assert len(told) - len(missed) >= least * len(told), missed


DECOYS = [
    pytest.param("harm", "decoys", "harm_from_others", marks=pytest.mark.requirement(25)),
    pytest.param("others", "violence_decoys", "violence", marks=pytest.mark.requirement(26)),
    pytest.param("others", "voices_decoys", "voices", marks=pytest.mark.requirement(26)),
    pytest.param("others", "worry_decoys", "third_person", marks=pytest.mark.requirement(24)),
    pytest.param("outright", "violence_decoys", "violence", marks=pytest.mark.requirement(26)),
    pytest.param("outright", "worry_decoys", "third_person", marks=pytest.mark.requirement(24)),
    pytest.param("outright", "harm_decoys", "harm_from_others", marks=pytest.mark.requirement(25)),
]


@pytest.mark.parametrize(("file", "key", "topic"), DECOYS)
def test_what_only_sounds_like_it_takes_none(file: str, key: str, topic: Topic) -> None:
    decoys = bank(file, key)
    assert len(_taken(decoys, topic)) <= 0.05 * len(decoys), _taken(decoys, topic)


@pytest.mark.requirement(25)
def test_the_bank_of_harm_from_others_is_large_and_has_decoys() -> None:
    assert len(set(bank("harm", "told"))) >= 60
    assert len(set(bank("harm", "decoys"))) >= 40


@pytest.mark.requirement(25)
def test_somebody_harmed_is_told_nothing_about_mending_the_couple() -> None:
    for text in _taken(bank("harm", "told")[:20], "harm_from_others"):
        said = " ".join(turn.reply.text for turn in talk([text, "yes"]) if turn.reply).lower()
        assert said
        assert not any(word in said for word in ("couple", "compromise", "confront", "his side"))


@pytest.mark.requirement(26)
@pytest.mark.parametrize(
    ("key", "act"), [("violence", "violence_support"), ("voices", "voices_support")]
)
def test_harm_to_others_and_voices_are_answered_in_words_of_their_own(key: str, act: str) -> None:
    answered = [text for text in bank("others", key) if act in acts(talk([text, "yes", "ok"]))]
    assert len(answered) >= 0.8 * len(bank("others", key))


@pytest.mark.requirement(24)
def test_a_worried_parent_gets_advice_and_is_asked_about_themselves() -> None:
    asked, after = talk(
        ["My son says he wants to die and I can't sleep for worry.", "no, I'm all right"]
    )
    assert asked.found.topic == "third_person"
    assert {"helper_advice", "check_on_speaker"} <= acts([asked])
    assert after.found.next != "protocol"
    assert after.reply is not None
    assert after.found.state.watched


@pytest.mark.requirement(24)
def test_a_worried_parent_who_is_in_danger_too_is_heard() -> None:
    turns = talk(
        ["My son says he wants to die.", "honestly, I've thought of ending my own life too"]
    )
    assert turns[1].found.next in {"question", "protocol"}
    assert turns[1].found.topic == "self_harm"


@pytest.mark.requirement(34)
def test_ages_under_eighteen_are_taken_for_what_they_are() -> None:
    told = bank("ages", "told")
    missed = [text for text in told if not states_minor(text)]
    assert len(set(told)) >= 50
    assert len(missed) <= 0.04 * len(told), missed


@pytest.mark.requirement(34)
def test_other_peoples_ages_and_other_numbers_are_no_age() -> None:
    decoys = bank("ages", "decoys")
    assert len(set(decoys)) >= 40
    assert [text for text in decoys if states_minor(text)] == []


@pytest.mark.requirement(34)
@pytest.mark.parametrize("text", [text for text in bank("ages", "told") if states_minor(text)])
def test_a_stated_age_stops_the_companion_and_keeps_help(text: str) -> None:
    first, second = talk([text, "can we do the bakery scene"], "GB")
    assert (first.found.topic, first.found.next) == ("minor", "protocol")
    assert first.reply is not None
    assert "minor_notice" in first.reply.acts
    assert second.found.state.minor
    # Not the companion's answer: people are named again, whatever is written.
    assert second.reply is not None
    assert "scene" not in second.reply.text.lower()


@pytest.mark.requirement(32)
def test_a_fear_that_was_taken_for_a_wish_is_easy_to_put_right() -> None:
    wish = "i keep thinking about being dead"
    found = screen(wish, ScreenState(), now=START)
    assert found.next == "question"
    sorry = corrected(found.state, found.span)
    assert "sorry" in sorry.text.lower()
    again = screen(wish, sorry.state, now=START)
    assert again.next == "none"
    other = screen("i want to be dead", sorry.state, now=START)
    assert other.next != "none"
    outright = screen("i am going to kill myself tonight", sorry.state, now=START)
    assert (outright.level, outright.next) == ("acute", "protocol")


@pytest.mark.requirement(32)
def test_what_was_said_outright_and_put_right_is_still_asked_about() -> None:
    said = "i keep thinking about killing myself"
    found = screen(said, ScreenState(), now=START)
    assert found.next == "protocol"
    sorry = corrected(found.state, found.span)
    assert screen(said, sorry.state, now=START).reason == "corrected"
    assert screen("i want to end my life", sorry.state, now=START).next == "protocol"


@pytest.mark.requirement(32)
@pytest.mark.parametrize(
    "fear",
    [
        "I have OCD and I'm scared I might hurt myself, it's the last thing I want",
        "I'm terrified of suddenly doing something awful, I'd never, it's my OCD",
        "it's an unwanted thought about dying and it frightens me, I want to live",
    ],
)
def test_a_fear_told_as_one_opens_no_protocol(fear: str) -> None:
    turns = talk([fear, "no, it's the OCD, I don't want to die"])
    assert all(turn.found.next != "protocol" for turn in turns)


@pytest.mark.requirement(20)
def test_no_after_no_never_ends_the_watch_or_the_help() -> None:
    script = [
        "everyone would be better off without me",
        "no. you misunderstood, I meant the team",
        "the bus was late",
        "I wish I was dead",
        "no no, I'm joking",
        "I don't want to be alive any more, that's the truth",
    ]
    turns = talk(script)
    first, again = turns[0], turns[3]
    assert (first.found.next, turns[1].found.next) == ("question", "none")
    assert turns[1].reply is not None
    assert turns[1].reply.help_link
    assert turns[2].found.state.watched
    assert again.found.next == "question"
    assert first.reply is not None
    assert again.reply is not None
    assert again.reply.text != first.reply.text
    assert turns[5].found.next == "protocol"


@pytest.mark.requirement(18)
@pytest.mark.parametrize(
    "text", ["I want to die.", "i dont wanna be alive anymore", "haha i want to kms"]
)
def test_the_question_is_one_question_in_plain_words_and_no_card(text: str) -> None:
    found = screen(text, ScreenState(), now=START)
    reply = respond(found, None, "GB", message=text)
    assert found.next == "question"
    assert reply is not None
    assert reply.card is None
    assert reply.text.count("?") == 1
    assert not any(
        word in reply.text.lower() for word in ("are you sure", "you wouldn't", "not going to")
    )


@pytest.mark.requirement(19)
def test_what_was_said_yesterday_on_another_engine_counts_today() -> None:
    asked = talk(["i dont want to live any more"])[0]
    kept = ScreenState.from_json(asked.found.state.to_json())
    later = screen("yes, most nights", kept, now=START.replace(day=3))
    assert later.next == "protocol"
    assert later.answer == "affirmed"
