"""What Cue says to plain turns, truly read: never cold, and no loss where none was said."""

import pytest
from tests.support.talks import CARD, ENGINE, facts

from overture.conversation import talk
from overture.conversation.messages import Reply, StepInFocus
from overture.conversation.understanding import understand

SEEDS = range(4)
PLANNED = ("i'm worried about the choir", "I could ask Bev to come with me")


def said(*texts: str, seed: int = 1) -> list[Reply]:
    state, _ = talk.open_talk(facts(), ENGINE, CARD, seed=seed)
    replies = []
    for text in texts:
        read = understand(text, state.context)
        state, reply = talk.answer(state, read, facts(), ENGINE, CARD, seed=seed)
        replies.append(reply)
    return replies


def lines(reply: Reply) -> str:
    return " ".join(reply.spoken[0].line_ids)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_loss_is_answered_where_it_is_said_and_not_after(seed: int) -> None:
    replies = said("My sister died in spring.", "Thursday. They open at ten", seed=seed)
    assert ".grief." in lines(replies[0])
    assert ".grief." not in lines(replies[1])


def test_the_turn_after_a_loss_may_go_on_about_the_same_person() -> None:
    replies = said("My sister died in spring.", "she made the best soup", "they open at ten")
    assert [".grief." in lines(reply) for reply in replies] == [True, True, False]


@pytest.mark.parametrize("text", ["I nearly died of embarrassment", "nobody said anything to me"])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_loss_is_heard_where_none_was_said(text: str, seed: int) -> None:
    assert ".grief." not in lines(said(text, seed=seed)[0])


@pytest.mark.parametrize("between", [(), ("thursday",), ("Thursday. They open at ten",)])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_worded_step_is_written_down_by_a_later_yes(between: tuple[str], seed: int) -> None:
    last = said(*PLANNED, *between, "Yes write it down please", seed=seed)[-1]
    assert "iv.saved" in lines(last)
    assert last.offer
    assert last.offer.kind == "write_down"
    assert last.offer.words == "ask Bev to come with me" + (" on Thursday" if between else "")


def test_a_step_turned_down_is_not_written_by_a_later_yes() -> None:
    assert "iv.saved" not in lines(said(*PLANNED, "Don't write it down", "yes")[-1])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_goodbye_claims_nothing_as_written_that_was_not(seed: int) -> None:
    assert "su.bye." not in lines(said(*PLANNED, "bye", seed=seed)[-1])


@pytest.mark.parametrize(
    ("text", "hurt"),
    [("who's this old fool", "fool"), ("maybe they hate me", "hate"), ("that stupid cow", "cow")],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_hurts_is_never_said_back(text: str, hurt: str, seed: int) -> None:
    for reply in said("hello", text, "it was on the bus", seed=seed):
        assert hurt not in reply.spoken[0].text


@pytest.mark.parametrize(
    "text",
    [
        *("feeling low", "i've been feeling low", "not great", "rubbish", "maybe they hate me"),
        "i have no friends. nobody in my whole life",
    ],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_sad_and_lonely_turns_are_met(text: str, seed: int) -> None:
    for reply in (said(text, seed=seed)[0], said("hi", "ok", "yes", text, seed=seed)[-1]):
        assert not {"sr.here.all", "sd.low.small", "sr.quote.alone"} & set(reply.spoken[0].line_ids)
        assert reply.move.name in {"simple_reflection", "complex_reflection"}


@pytest.mark.parametrize("text", ["just tell me what to do", "any advice?", "what do i do"])
def test_a_wish_for_advice_gets_its_own_answer(text: str) -> None:
    assert ".adv." in lines(said(text)[0])


def test_a_bare_yes_to_a_question_is_asked_on() -> None:
    assert "sd.yes." in lines(said("what should i do about my sister", "yes")[-1])


def test_a_stock_joke_is_heard_as_one() -> None:
    assert "gi.joke." in lines(said("why did the chicken cross the road")[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_greeting_is_greeted(seed: int) -> None:
    assert said("hi", seed=seed)[0].spoken[0].text.startswith("Hello")


@pytest.mark.parametrize("seed", range(10))
def test_an_opening_is_typeset_and_denies_no_step(seed: int) -> None:
    planned = StepInFocus("planned", "ring Bev", "on Thursday")
    _, reply = talk.open_talk(facts(step=planned), ENGINE, CARD, seed=seed)
    assert "'" not in reply.spoken[0].text
    assert "nothing on the list" not in reply.spoken[0].text
    assert not any("'" in notice for notice in vars(CARD.notices).values())


@pytest.mark.parametrize("seed", SEEDS)
def test_an_ordinary_sentence_is_not_turned_away(seed: int) -> None:
    turns = ("i sort old jigsaw puzzles", "i count the pieces", "the cat sat on two of them")
    assert "de." not in lines(said(*turns, seed=seed)[-1])


@pytest.mark.parametrize("seed", SEEDS)
def test_an_apology_after_an_insult_hears_that_nothing_was_hurt(seed: int) -> None:
    reply = said("i sit next to the printer", "you are useless", "sorry, that was rude", seed=seed)
    assert reply[-1].spoken[0].text.startswith("Nothing was hurt here.")


@pytest.mark.parametrize("seed", SEEDS)
def test_what_it_is_not_about_is_never_said_back_as_the_point(seed: int) -> None:
    text = said("i sit next to the printer", "it’s not about the desk", seed=seed)[-1]
    assert "ot the desk" in text.spoken[0].text


@pytest.mark.parametrize("seed", SEEDS)
def test_not_wanting_to_burden_anybody_is_told_and_not_refused(seed: int) -> None:
    turns = ("my neighbour is ill", "I would not want to burden her.", "No, I don’t think so.")
    heard = said(*turns, seed=seed)
    assert ".burden." in lines(heard[1])
    assert "de." not in lines(heard[2])


@pytest.mark.parametrize("text", ["yeah i said yes", "I don’t know"])
@pytest.mark.parametrize("seed", SEEDS)
def test_several_words_are_not_called_one(text: str, seed: int) -> None:
    reply = said("i went to the market today", text, seed=seed)[-1]
    assert "one word" not in reply.spoken[0].text.lower()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fear_about_an_empty_weekend_is_met_as_a_fear(seed: int) -> None:
    turns = (
        "we have a team meeting on thursday and i dread it",
        "they’ll ask what I did at the weekend and I did nothing",
    )
    reply = said(*turns, seed=seed)[-1]
    assert "count as days" not in reply.spoken[0].text
