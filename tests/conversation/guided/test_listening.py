"""Talks as somebody who listened would have them: phrasings that no rule was written from."""

import re

import pytest
from tests.conversation.guided.test_fresh_eyes import SEEDS, lines, said

from overture.content import companion_lines
from overture.conversation.messages import Reply
from overture.evaluation.talking import replies, talker, words_of

BANK = {line.id: line for bank in companion_lines().values() for line in bank}
RISK = ("sometimes i think everyone would be better off without me", "No, I mean something else")


def shown(reply: Reply) -> str:
    return reply.spoken[0].text


@pytest.mark.parametrize(
    "text",
    [
        "must dash, the pasta's boiling over",
        "right, the oven's pinging, got to go",
        "well i won't keep you",
        "anyway i'd best crack on",
        "better let you go, the twins are up",
        "have to shoot, my lift's outside",
        "I must see to the dog. Night.",
        "i'll love you and leave you",
        "that's my bus. speak later",
        "going for a walk now, ta",
        "off to bed with me",
    ],
)
def test_somebody_who_leaves_is_let_go(text: str) -> None:
    reply = said("the woman upstairs lent me a ladder", text)[-1]
    assert reply.ends, shown(reply)


@pytest.mark.parametrize(
    "text",
    [
        "my brother said he must go to Leeds more often",
        "i told her i had to go and she looked sad",
        "they said better let you get on, like i was a bother",
        "she always says she'd best be off after ten minutes",
        "i never know when to go to bed",
    ],
)
def test_leaving_that_is_only_told_of_ends_nothing(text: str) -> None:
    assert not said(text)[-1].ends


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("i wouldn't call it grief exactly", "grief"),
        ("it isn't shyness, whatever they say", "shy"),
        ("not lonely as such, more that the phone never goes", "lonely"),
        ("i'm not angry with him any more", "angry"),
        ("it was never boredom", "bor"),
        ("no, not jealous. just tired of hearing about it", "jealous"),
        ("it's not sadness really, it's more of a blank", "sad"),
    ],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_denied_is_not_said_back(text: str, word: str, seed: int) -> None:
    assert word not in shown(said(text, seed=seed)[-1]).lower()


@pytest.mark.parametrize(
    "text",
    [
        "at the wake, in front of the whole rugby club",
        "my flatmate read my diary to her boyfriend",
        "then the landlord changed the locks while i was out",
        "he cancelled again an hour before",
    ],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_bad_turn_is_met_as_good_news(text: str, seed: int) -> None:
    reply = said(text, seed=seed)[-1]
    for line_id in reply.spoken[0].line_ids:
        assert set(BANK[line_id].acts) != {"share_good_event"}, shown(reply)


@pytest.mark.parametrize(
    "text",
    [
        "i passed my theory test, second go",
        "she said yes!! she's coming to the wedding",
        "the biopsy came back clear",
        "my son rang just to chat, first time in a year",
        "they liked my cake best of the whole stall",
        "i finally said hello to him and he said hello back",
    ],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_good_news_is_met_as_trouble(text: str, seed: int) -> None:
    bad = {"share_bad_event", "loneliness", "rumination", "self_criticism", "worry_upcoming"}
    reply = said(text, seed=seed)[-1]
    for line_id in reply.spoken[0].line_ids:
        assert not set(BANK[line_id].acts) <= bad, shown(reply)


@pytest.mark.parametrize(
    "text",
    [
        "the toaster and i are seeing other people lol",
        "my houseplant has stopped returning my calls",
        "i have the charisma of a parking ticket haha",
        "the fridge is my closest friend. it lights up when it sees me",
        "my social life is in beta",
    ],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_joke_is_not_met_as_hard_words(text: str, seed: int) -> None:
    grave = ("hard", "heavy", "sorry", "low patch", "a lot to", "lonely")
    reply = shown(said(text, seed=seed)[-1]).lower()
    assert not any(word in reply for word in grave), reply


@pytest.mark.parametrize(
    "text",
    [
        "i don't want to go into what happened",
        "i'd rather not say how i feel about it",
        "don't ask me about my dad please",
        "not talking about the funeral",
    ],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_closed_stays_closed(text: str, seed: int) -> None:
    reply = shown(said("my aunt sold the house", text, seed=seed)[-1])
    assert "?" not in reply
    assert "“" not in reply


@pytest.mark.parametrize(
    "text",
    [
        "i told them i had a dentist appointment. i didn't",
        "said i was busy saturday. i wasn't busy",
        "i pretended to be on the phone when they came past",
        "she asked how i was and i said never better",
    ],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_small_untruth_told_to_get_by_is_heard_as_one(text: str, seed: int) -> None:
    assert ".fib." in lines(said(text, seed=seed)[-1])


@pytest.mark.parametrize(
    "text",
    [
        "dad passed in november and i've not spoken about it to a soul",
        "since my nan died i haven't really said a word to anybody",
        "my wife died last year and nobody talks to me about her",
    ],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_loss_kept_silent_is_met_as_both(text: str, seed: int) -> None:
    reply = shown(said(text, seed=seed)[-1]).lower()
    assert re.search(r"sorry|loss|gone|miss", reply), reply
    assert re.search(r"talk|said|say|tell|told|word|quiet|silen", reply), reply
    assert not re.search(r"\b(?:they|their|them)\b", reply), reply


@pytest.mark.parametrize("leaving", ["bye", "thanks. i'm off to bed", "ok i'm done, night"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_goodbye_after_a_hard_talk_is_warm_and_says_where_help_is(
    leaving: str, seed: int
) -> None:
    turns = (*RISK, "i mean at work", "it's my back", "she sent tulips", leaving)
    last = replies(talker(), turns, seed=seed)[-1]
    words = words_of(last)
    assert last.ends
    assert "Help now" in words
    assert "?" not in words
    assert len(words.split()) <= 16


@pytest.mark.parametrize("seed", SEEDS)
def test_an_ordinary_goodbye_says_nothing_of_help(seed: int) -> None:
    assert "Help now" not in words_of(replies(talker(), ("it rained", "bye"), seed=seed)[-1])


ODD = (
    "the man with the ladder came back about the guttering",
    "he had a different hat on",
    "the gutter is the same gutter",
    "i gave him the second best biscuits",
    "he wrote the number on the wall in pencil",
    "my neighbour's parrot does the pips now",
    "i put the blue jug in the window",
    "someone took the bench away",
    "the new one faces the other way",
    "i had the lift to myself until four",
)


@pytest.mark.parametrize("seed", range(8))
def test_a_talk_seldom_hands_the_members_words_back_with_nothing_else(seed: int) -> None:
    bare = 0
    for reply in said(*ODD, seed=seed):
        own = [BANK[line_id] for line_id in reply.spoken[0].line_ids]
        said_back = all(line.when and line.when[0].startswith("key") for line in own)
        bare += bool(own) and said_back and "?" not in shown(reply)
    assert bare <= 2


@pytest.mark.parametrize(
    "told", ["The bus was late and I missed my stop.", "I hate being called lazy."]
)
@pytest.mark.parametrize("seed", range(4))
def test_what_is_told_is_not_taken_for_being_called_away(told: str, seed: int) -> None:
    for reply in said(told, seed=seed):
        assert not any(line_id.startswith("sd.away") for line_id in reply.spoken[0].line_ids)
