import pytest

from overture.conversation.understanding import lexicon
from overture.conversation.understanding.lexicon import phrases
from overture.conversation.understanding.patterns import Facts, fired
from overture.conversation.understanding.text import plain, prepare
from overture.conversation.understanding.types import KeyPhrase, Person, UnderstandingContext

BEV = Person("bev", "Bev", "name")
NAN = Person("my nan", "your nan", "kin")


def fires(text: str, facts: Facts | None = None) -> frozenset[str]:
    return fired(prepare(text), facts or Facts(), UnderstandingContext())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("unfinished", "i still haven’t rung them"),
        ("asking_for_a_friend", "asking for a friend. the friend is me"),
        ("own_reading_of_other", "they obviously find me dull"),
        ("judge_absent", "is he a narcissist do you think"),
        ("chose_plain_chat", "Small talk"),
        ("meaning", "each one stands for a wish"),
        ("demands", "everyone wants something off me"),
        ("empty_day", "nothing happened"),
        ("by_myself", "I used to have company, I eat on my own"),
        ("avoids", "i wait until they have gone to bed"),
        ("never_asks", "i never ask"),
        ("fine_outside_fear_inside", "he nodded. i was the one sweating"),
        ("without_words", "She no need to say"),
        ("positive_cue_no_words", "she smiled at me, i didnt speak"),
        ("not_that_i_dont_want", "its not that i dont want to"),
        ("ambivalence", "part of me thinks go"),
        ("keeps_up_front", "i smiled all day"),
        ("alone_among_people", "people everywhere and nobody to talk to"),
        ("harsh_standard", "a normal person would just walk in"),
        ("plan_has_an_end", "She leaves at five so i could go then"),
        ("own_line_that_is_true", "might just say i was away. not a lie"),
        ("said_it_at_last", "did 6 yr. there. said it"),
        ("stayed_in_spite", "i stayed till the end"),
        ("noticed_own_habit", "here i go, doing it once more"),
        ("did_a_part", "got as far as the door"),
        ("says_why", "no, because im tired"),
        ("no_reply", "left on read since friday"),
        ("out_of_practice", "im so out of practice"),
        ("discounts", "it doesn't count, they were being nice"),
        ("diagnosis", "what's wrong with me"),
        ("take_me_to", "beep boop"),
        ("distrust", "yeah they all say that"),
        ("cannot_say", "no idea"),
        ("asks_to_change_cast", "but i want the asleep one in it"),
        ("remarks_on_quiet", "You do not say very much, do you."),
        ("only_one", "youre the only one i can talk to"),
        ("do_you_feel", "do you get lonely"),
        ("do_you_remember", "do you remember my name"),
        ("you_dont_understand", "thats not what i said"),
        ("flattery_fishing", "am i funny"),
        ("rude", "you're useless"),
        ("too_many_questions", "stop asking"),
        ("just_talk", "want only talk. no practise please"),
        ("grief", "my wife passed away in May"),
    ],
)
def test_a_pattern_fires_on_its_words(name: str, text: str) -> None:
    assert name in fires(text)


def test_patterns_that_need_somebody_wait_for_one() -> None:
    assert "warm_about_person" not in fires("shes all right actually")
    assert "warm_about_person" in fires("shes all right actually", Facts(people=(BEV,)))
    assert "person_does_hobby" not in fires("she made it", Facts(people=(BEV,)))
    assert "person_does_hobby" in fires("she made it", Facts(people=(NAN,)))
    assert "asked_someone" in fires("i asked her", Facts(people=(BEV,)))


def test_a_number_taken_down_needs_the_number() -> None:
    text = "no, that is me being dramatic"
    assert "own_counter_evidence" in fires(text, Facts(number=4))
    assert "own_counter_evidence" not in fires(text)


@pytest.mark.parametrize(
    "text", ["the phone died again", "i stayed in bed", "that means a lot", "do i have to go"]
)
def test_look_alikes_do_not_fire(text: str) -> None:
    assert not fires(text) & {"grief", "stayed_in_spite", "meaning", "diagnosis"}


def test_the_same_event_three_times_needs_the_person_and_nothing_new() -> None:
    dish = KeyPhrase("np", "the dish", "the dish")
    context = UnderstandingContext(people=((BEV,), (BEV,)), keys=((dish,), (dish,)))
    again = Facts(people=(BEV,), keys=(dish,))
    fresh = Facts(people=(BEV,), keys=(KeyPhrase("np", "a letter", "a letter"),))
    turn = prepare("bev and the dish")
    assert "same_event_three_times" in fired(turn, again, context)
    assert "same_event_three_times" not in fired(turn, fresh, context)
    assert "same_event_three_times" not in fired(turn, again, UnderstandingContext())


def test_the_turn_after_a_disclosure_is_marked() -> None:
    context = UnderstandingContext(disclosed=True)
    assert "after_disclosure" in fired(prepare("right"), Facts(), context)


def test_phrases_take_endings_and_bridge_words() -> None:
    found = phrases(("smile*", "wrote .. send"))
    assert found.found(plain("she smiles"))
    assert found.found(plain("i wrote it and didnt send"))
    assert not found.found(plain("i wrote and then a very long while later did send"))


def test_every_pattern_says_what_it_means() -> None:
    assert all(pattern.means for pattern in lexicon.patterns().patterns.values())
