from datetime import timedelta

import pytest

from overture.safety import ScreenState, corrected, follow_up, lint_line, screen
from overture.safety.library import hearing, wording
from overture.safety.lines import SENTENCES, count_sentences, sentences
from tests.safety.talks import START, Turn, acts, talk

NOT_IMMEDIATE = [
    "i dont want to be alive any more",
    "sometimes",
    "not today",
    *["ok"] * 6,
]
AFTER = [*NOT_IMMEDIATE, "we had soup"]
IMMEDIATE = ["I'm going to kill myself tonight", *["i cant"] * 14]


def _replies(turns: list[Turn]) -> list[str]:
    return [turn.reply.text for turn in turns if turn.reply]


@pytest.mark.parametrize("region", ["US", "GB", "KE", None])
def test_the_not_immediate_path_says_everything_it_must(region: str | None) -> None:
    said = acts(talk(NOT_IMMEDIATE, region))
    assert {
        "safety_question",
        "thanks",
        "ai_honesty",
        "line",
        "lower_barrier",
        "trusted_person",
        "professional_care",
        "distance_from_means",
        "what_helped",
        "stay",
    } <= said


def test_the_talk_is_free_again_after_the_path() -> None:
    assert talk(AFTER)[-1].reply is None
    assert talk(AFTER)[-2].reply is not None


@pytest.mark.parametrize("region", ["US", "FR", None])
def test_the_immediate_path_says_everything_it_must(region: str | None) -> None:
    turns = talk(IMMEDIATE, region)
    assert {
        "line",
        "be_with_someone",
        "distance_from_means",
        "distress_tolerance",
        "lower_barrier",
        "trusted_person",
        "professional_care",
    } <= acts(turns)
    assert turns[0].reply is not None
    assert turns[0].reply.acts[0] == "line"


def test_while_immediate_only_safety_is_talked_about_until_somebody_is_there() -> None:
    turns = talk(["I'm going to kill myself tonight", "tell me about films", "my mum is here now"])
    assert [turn.found.next for turn in turns] == ["protocol"] * 3
    assert turns[2].found.level == "concern"
    assert turns[2].reply is not None
    assert turns[2].reply.act == "thanks"


@pytest.mark.parametrize("script", [NOT_IMMEDIATE, IMMEDIATE[:12]])
def test_nothing_is_said_twice(script: list[str]) -> None:
    replies = _replies(talk(script))
    assert len(set(replies)) == len(replies)


@pytest.mark.parametrize("script", [NOT_IMMEDIATE, IMMEDIATE])
def test_replies_are_short_with_few_taps_and_questions(script: list[str]) -> None:
    for turn in talk(script):
        if turn.reply:
            assert len(turn.reply.taps) <= 3
            assert turn.reply.text.count("?") <= 2
            assert len(turn.reply.text.split()) <= 75
            assert turn.reply.help_link


def test_the_card_comes_once() -> None:
    cards = [turn.reply.card for turn in talk(NOT_IMMEDIATE) if turn.reply]
    assert sum(card is not None for card in cards) == 1


def test_a_line_that_cannot_be_rung_is_met_with_a_lower_step() -> None:
    turns = talk([*NOT_IMMEDIATE[:3], "i cant ring anyone"])
    assert turns[3].reply is not None
    assert turns[3].reply.act == "lower_barrier"


def test_having_nobody_is_taken_seriously() -> None:
    turns = talk([*NOT_IMMEDIATE[:4], "there is nobody"])
    assert turns[4].reply is not None
    assert "hard place" in turns[4].reply.text


def test_a_chosen_person_is_named() -> None:
    assert any("Lena" in text for text in _replies(talk(NOT_IMMEDIATE, person="Lena")))


def test_the_question_says_back_the_members_own_words_as_written() -> None:
    turn = talk(["I don't see a future for myself."])[0]
    assert turn.reply is not None
    assert "“I don't see a future for myself”" in turn.reply.text


def test_words_of_risk_are_not_said_back() -> None:
    turn = talk(["i want to kill myself"])[0]
    assert turn.reply is not None
    assert "kill" not in turn.reply.text


def test_worry_about_somebody_gets_advice_and_a_check_on_the_speaker() -> None:
    turns = talk(["my son says he wants to die", "No, only him", "I'm at a loss", "ok"])
    assert turns[0].reply is not None
    assert {"helper_advice", "check_on_speaker"} <= set(turns[0].reply.acts)
    assert {"line", "be_with_someone"} <= acts(turns)


def test_harm_from_somebody_never_suggests_talking_it_out_together() -> None:
    text = " ".join(_replies(talk(["my boyfriend hits me", "ok", "ok"])))
    assert "I won't suggest talking it out with them" in text
    assert "If you could be hurt today" in text


def test_eating_replies_hold_no_numbers() -> None:
    text = " ".join(_replies(talk(["i make myself sick after every meal", "yes", "ok", "ok"])))
    assert not any(character.isdigit() for character in text)


def test_a_correction_apologises_and_weighs_only_that_phrase_less() -> None:
    first = talk(["i just want to disappear and not come back"])[0]
    reply = corrected(first.found.state, first.found.span)
    assert reply.act == "correction"
    again = screen("i just want to disappear and not come back", reply.state, now=START)
    assert again.next == "none"
    assert screen("i want to kill myself", reply.state, now=START).next != "none"


def test_the_next_visit_asks_once() -> None:
    turns = talk(NOT_IMMEDIATE)
    state = turns[-1].found.state
    assert follow_up(state, START + timedelta(hours=1)) is None
    reply = follow_up(state, START + timedelta(days=1))
    assert reply is not None
    assert reply.act == "follow_up"
    assert follow_up(reply.state, START + timedelta(days=2)) is None
    worse = talk(["Worse"], state=reply.state, start=START + timedelta(days=1))
    assert worse[0].found.next == "protocol"


NIGHTS = [NOT_IMMEDIATE[:2], NOT_IMMEDIATE[:5], IMMEDIATE[:2]]


@pytest.mark.parametrize("night", NIGHTS)
@pytest.mark.parametrize("said", ["Knock", "Yes please, with milk", "No, thank you", "..."])
def test_steps_left_over_from_a_night_are_no_answer_on_the_next_day(night, said) -> None:
    state = talk(night)[-1].reply.state  # type: ignore[union-attr]
    (morning,) = talk([said], state=state, start=START + timedelta(hours=12))
    assert morning.reply is None
    assert morning.found.next == "none"
    assert morning.found.state.watched
    asked = follow_up(morning.found.state, START + timedelta(hours=12))
    assert asked is not None
    assert asked.act == "follow_up"


@pytest.mark.parametrize("night", NIGHTS)
def test_danger_said_on_the_next_day_opens_the_protocol_as_before(night) -> None:
    state = talk(night)[-1].reply.state  # type: ignore[union-attr]
    (morning,) = talk(["i want to kill myself"], state=state, start=START + timedelta(hours=12))
    assert morning.found.next == "protocol"


@pytest.mark.parametrize("night", NIGHTS)
def test_within_the_same_visit_the_steps_go_on(night) -> None:
    state = talk(night)[-1].reply.state  # type: ignore[union-attr]
    (later,) = talk(["Knock"], state=state, start=START + timedelta(hours=5))
    assert later.reply is not None


@pytest.mark.parametrize("region", ["GB", None])
@pytest.mark.parametrize("asked", ["What do you mean?", "I don't understand that", "what?"])
@pytest.mark.parametrize("script", [NOT_IMMEDIATE[:3], NOT_IMMEDIATE[:5], IMMEDIATE[:1], IMMEDIATE])
def test_what_do_you_mean_is_answered_about_the_step_just_given(script, asked, region) -> None:
    before = talk(script, region)[-1].reply
    assert before is not None
    (meant,) = talk([asked], region, state=before.state, start=START + timedelta(minutes=20))
    assert meant.reply is not None
    new = meant.reply.state.said[len(before.state.said) :]
    assert [id_ for id_ in new if id_.startswith("mean_")] == list(new)


def test_asked_what_was_meant_by_today_the_question_comes_once_more() -> None:
    opened = talk(NOT_IMMEDIATE[:2])[-1].reply
    assert opened is not None
    asked, urgent = talk(
        ["what do you mean", "yes"], state=opened.state, start=START + timedelta(minutes=9)
    )
    assert asked.reply is not None
    assert asked.reply.state.said[-2:] == ("mean_now/1", "open.now.again")
    assert urgent.found.level == "acute"


def test_no_line_knows_how_somebody_came_through_before() -> None:
    assert not any("You have come through" in line.text for line in wording().line)


def test_nothing_is_followed_up_where_nothing_was_open() -> None:
    assert follow_up(ScreenState(), START) is None


@pytest.mark.parametrize("line", wording().line, ids=lambda line: line.id)
def test_every_authored_line_passes_the_bans(line: object) -> None:
    assert lint_line(line.text) == []  # type: ignore[attr-defined]
    assert all(lint_line(tap) == [] for tap in line.taps)  # type: ignore[attr-defined]


def test_no_line_is_hard_to_read() -> None:
    for line in wording().line:
        for sentence in line.text.replace("?", ".").split("."):
            assert len(sentence.split()) <= 25, line.id


def test_every_topic_of_the_world_without_a_region_has_a_twin() -> None:
    ids = {line.id for line in wording().line}
    for line in wording().line:
        local = {"line", "emergency"} & set(line.needs)
        assert not local or f"{line.id}.world" in ids or line.id == "im.emergency", line.id


# ---- what a message holds is taken up

OPENED = ["i want to die", "yes", "not today"]
NEAR = ["I'm going to kill myself tonight"]


def _answer(before: list[str], message: str, region: str | None = "GB") -> str:
    turn = talk([*before, message], region)[-1]
    assert turn.reply is not None
    return turn.reply.text


@pytest.mark.parametrize("before", [OPENED, NEAR])
@pytest.mark.parametrize(
    ("message", "taken_up"),
    [
        ("are you going to tell anybody?", "No. I'm a program"),
        ("does anyone read this", "unless you chose a person"),
        ("do you remember what I told you", "until you erase it"),
        ("are you a real person?", "nobody is typing"),
        ("what is the least painful way", "That I leave out"),
        ("i can't call anyone", "Then without speaking"),
        ("what would i even say", "You can read this out"),
        ("what happens when i call", "says hello"),
        ("they would send the police", "may ask them first"),
        ("i called them last year and they were useless", "one call went badly"),
        ("i have no phone credit", "without credit"),
        ("i have a therapist", "hear this today"),
        ("i'm on a waiting list", "until that door opens"),
        ("i feel so ashamed", "Shame says"),
        ("i don't want to bother people", "chose to sit there"),
        ("i'd only worry my mum", "the one to decide"),
        ("you're just a stupid bot", "Fair"),
        ("you keep saying the same thing", "circles"),
        ("my wife left me", "left like that"),
        ("i dont want to do it", "not that one"),
        ("i dont want to be here any more", "a lot of pain"),
        ("I don’t want to wake up", "a lot of pain"),
        ("no", "not that one"),
        ("idk", "No words needed"),
    ],
)
def test_what_stands_in_the_way_is_answered_first(before, message, taken_up):
    assert taken_up in _answer(before, message)


@pytest.mark.parametrize("message", ["i dont want to die", "I don't want to be a burden to you"])
def test_a_fear_or_a_wish_is_not_taken_for_a_refusal(message):
    assert "not that one" not in _answer(OPENED, message)


@pytest.mark.requirement(18)
def test_what_is_said_outright_is_not_asked_about_as_if_it_were_unclear():
    reply = talk(["I've been thinking about killing myself"])[0].reply
    assert reply is not None
    assert "safety_question" not in reply.acts
    assert "immediacy_question" in reply.acts
    assert "kill" not in reply.text


@pytest.mark.parametrize(
    ("message", "person"),
    [
        ("my sister is next door", "your sister"),
        ("I could ask my friend Sam", "Sam"),
        ("a neighbour has a key", "your neighbour"),
    ],
)
def test_somebody_who_was_named_is_taken_up(message, person):
    assert person.lower() in _answer(OPENED, message).lower()
    assert person.lower() in _answer(NEAR, message).lower()


@pytest.mark.parametrize(
    "message",
    [
        "my mum died last year",
        "my brother would hate me",
        "my dad hits me",
        "i'm scared of my husband",
        "my sister doesn't care",
    ],
)
def test_nobody_is_sent_to_somebody_who_may_be_no_help(message):
    turn = talk([*OPENED, message])[-1]
    assert turn.reply is not None
    words = turn.reply.text.lower()
    assert not any(who in words for who in ("your mum", "your brother", "your dad", "your sister"))
    assert "your husband" not in words


@pytest.mark.requirement(25)
def test_the_one_who_does_harm_is_never_the_one_to_tell():
    text = " ".join(_replies(talk(["my boyfriend hits me", "yes", "my boyfriend", "ok", "ok"])))
    assert "your boyfriend" not in text.lower()


@pytest.mark.requirement(22)
def test_something_done_goes_before_every_question():
    reply = talk(["I've already taken all of them, I want to die"], "GB")[0].reply
    assert reply is not None
    assert "999" in reply.text
    assert "?" not in reply.text
    assert reply.state.path == "immediate"


@pytest.mark.parametrize(
    "message",
    [
        "i took them to school",
        "i had something to eat",
        "i took it all in",
        "i took something for my cold yesterday",
        "it has taken too much of my time",
        "i already did it, i rang them",
    ],
)
def test_an_ordinary_taking_is_no_emergency(message):
    turn = talk([*OPENED, message], "GB")[-1]
    assert turn.reply is None or "what you did" not in turn.reply.text


@pytest.mark.requirement(22)
@pytest.mark.parametrize("region", ["GB", None])
def test_thirty_turns_hold_no_block_twice_and_a_number_throughout(region):
    turns = talk([*NEAR, *["no", "idk", "i cant"] * 10], region)
    replies = _replies(turns)
    steps = [turn.reply.lines[-1] for turn in turns[:24] if turn.reply]
    assert len(set(steps)) == len(steps)
    for start in range(len(replies) - 6):
        near = " ".join(replies[start : start + 6])
        assert "999" in near or "emergency number" in near


@pytest.mark.parametrize("name", ["open", "after", "immediate", "numbers", "pause"])
def test_a_step_leaves_room_for_what_is_taken_up(name):
    known = {line.id: line for line in wording().line}
    for ids in wording().plan[name][1 if name == "immediate" else 0 :]:
        assert sentences(known[id_] for id_ in ids) < SENTENCES, ids


def test_what_comes_before_a_step_is_one_sentence():
    for concern in hearing().concern:
        alone = {"telling", "keeping", "human", "sent_away", "script", "happens", "cannot_call"}
        if concern.step and concern.id not in alone | {"bad_call", "no_phone"}:
            for line in concern.lines:
                assert count_sentences(line.text) == 1, line.text


@pytest.mark.parametrize("concern", hearing().concern, ids=lambda concern: concern.id)
def test_every_answer_to_a_concern_passes_the_bans(concern):
    for line in concern.lines:
        assert lint_line(line.text) == []
        assert all(lint_line(tap) == [] for tap in line.taps)


def test_a_goodbye_is_let_go_with_a_number_and_no_question():
    text = _answer(OPENED, "i have to go")
    assert "116 123" in text
    assert "?" not in text


def test_a_change_of_subject_is_taken_once_it_could_not_be_now():
    turns = talk([*OPENED, "can we talk about something else", "I planted beans"])
    assert turns[3].reply is not None
    assert turns[4].reply is None


@pytest.mark.requirement(32)
@pytest.mark.parametrize(
    ("before", "message"),
    [
        (["i don't want to be here any more"], "no, you misunderstood, I meant the party"),
        (OPENED, "you misunderstood, it was a figure of speech"),
        (NEAR, "that was only a joke, you misread it"),
    ],
)
def test_a_false_alarm_is_apologised_for_in_words(before, message):
    assert "sorry" in _answer(before, message).lower()


@pytest.mark.requirement(32)
def test_fear_of_a_thought_is_not_taken_for_a_wish():
    before = ["I had the thought again that I might kill myself and it terrifies me"]
    turn = talk([*before, "no, I don't want to, that's what scares me"])[-1]
    assert turn.found.next == "none"
    assert turn.reply is not None
    assert "not the same as wanting it" in turn.reply.text


@pytest.mark.requirement(22)
@pytest.mark.parametrize(
    "message",
    [
        "i called them last year and they were useless",
        "i called them but they hung up",
        "i rang my mum and nobody answered",
        "i texted someone but they won't come",
    ],
)
def test_a_call_that_reached_nobody_does_not_end_the_danger(message):
    assert talk([*NEAR, message])[-1].found.state.path == "immediate"


@pytest.mark.parametrize("message", ["i called 999", "my mum is here now", "yes, with me"])
def test_somebody_who_is_reached_or_there_ends_it(message):
    turn = talk([*NEAR, message])[-1]
    assert turn.found.state.path == "open"
    assert turn.reply is not None
    assert turn.reply.text.startswith("Good")


@pytest.mark.parametrize(
    "said", ["i want to kill myself", "i want to die", "i can't go on, i want to end it"]
)
def test_danger_said_again_after_every_step_is_asked_about_once_more(said):
    turns = talk([*AFTER, said, "no", "maybe"])
    assert turns[-4].reply is None
    asked, then = turns[-3].reply, turns[-2].reply
    assert asked is not None
    assert then is not None
    assert "immediacy_question" in asked.acts
    assert "988" in asked.text
    assert then.text.startswith("Not today")


def test_yes_to_the_question_put_once_more_is_immediate():
    assert talk([*AFTER, "i want to die", "yes"])[-1].found.state.path == "immediate"


def test_silence_does_not_lead_past_the_protocol():
    for before in (OPENED, NEAR):
        assert talk([*before, "..."])[-1].reply is not None
    assert talk(["..."])[0].reply is None


@pytest.mark.requirement(20)
def test_a_no_is_followed_up_once_at_the_next_visit_and_a_correction_is_not():
    asked = ["i don't want to be here any more", "no"]
    state = talk(asked)[-1].reply.state
    later = START + timedelta(days=1)
    reply = follow_up(state, later)
    assert reply is not None
    assert "you said no" in reply.text
    assert follow_up(reply.state, later + timedelta(days=1)) is None
    assert follow_up(state, START + timedelta(days=30)) is None
    tapped = corrected(talk(asked[:1])[0].found.state, None)
    assert follow_up(tapped.state, later) is None


@pytest.mark.requirement(34)
def test_after_a_stated_age_everything_is_answered_with_people():
    turns = talk(["I'm 15", "we had soup", "my dog is brown", "bye"])
    assert [turn.reply is not None for turn in turns] == [True] * 4
    assert "minor_notice" in turns[0].reply.acts
    assert all(turn.reply.help_link for turn in turns)
