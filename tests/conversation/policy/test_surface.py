"""Names, places, figures and turns of phrase are read off a turn's face."""

import pytest
from tests.support.talks import facts, read

from overture.conversation.policy import TalkState, in_talk, surface
from overture.conversation.understanding.types import Person


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Good afternoon. My name is Walter and I am 83.", "Walter"),
        ("call me Ash", "Ash"),
        ("they call me names", ""),
        ("my name is a secret", ""),
    ],
)
def test_a_name_is_taken_only_where_it_is_given(said: str, name: str) -> None:
    assert surface.own_name(said) == name


def test_somebody_who_is_called_something_is_not_the_member() -> None:
    assert surface.called("her dog's called Kevin") == "Kevin"
    assert surface.called("My name is Walter") == ""
    assert surface.thing("it's called change ringing.") == "change ringing"


def test_a_place_is_no_person_and_no_day() -> None:
    assert surface.place(read("we moved to Leominster in June", "share_neutral")) == "Leominster"
    linda = (Person("Linda", "Linda", "name"),)
    assert surface.place(read("I heard from Linda", "share_neutral", people=linda)) == ""
    assert surface.place(read("I start in March", "share_neutral")) == ""


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("my step count was 412 yesterday", "412"),
        ("the rent is £780", "£780"),
        ("47 matches, 2 dates", "47 matches"),
        ("it's at 9.40, the Royal Infirmary", ""),
        ("since his wedding in 2009", ""),
        ("its fridays 4-6", ""),
        ("I start on the 14th", ""),
        ("it took 43 minutes", ""),
        ("I am 83", ""),
    ],
)
def test_a_figure_is_no_hour_no_year_and_no_age(said: str, figure: str) -> None:
    assert surface.figure(said) == figure


def test_twenty_six_years_are_not_six() -> None:
    cut = read("Twenty-six years at the same firm", "share_neutral", duration="six years")
    assert surface.span(cut) == ""
    whole = read("it was six years", "share_neutral", duration="six years")
    assert surface.span(whole) == "six years"


@pytest.mark.parametrize(
    ("said", "alone"), [("Zosia", True), ("Biscuit", False), ("Tired", False), ("yes", False)]
)
def test_a_word_with_a_capital_may_be_a_name(said: str, alone: bool) -> None:
    marks = set(surface.marks(read(said, "share_neutral"), ()))
    assert ("a_name_alone" in marks) is alone


def test_what_was_said_back_is_not_taken_up_again() -> None:
    turn = read("we moved to Leominster", "share_neutral")
    assert "names_a_place" in set(surface.marks(turn, ()))
    assert "names_a_place" not in set(surface.marks(turn, ("leominster",)))


@pytest.mark.parametrize(
    ("said", "guessed", "topic"),
    [
        ("Gethin kept looking at his phone", "phone_calls", None),
        ("I need to ring the surgery", "phone_calls", "phone_calls"),
        ("I have kept her coat on the hook", "neighbours", None),
        ("cats", None, "pets"),
    ],
)
def test_a_topic_needs_a_word_for_it(said: str, guessed: str | None, topic: str | None) -> None:
    turn = in_talk(read(said, "share_neutral", topic=guessed), TalkState(), facts())
    assert turn.topic == topic


def test_a_coat_on_a_hook_means_a_loss_only_beside_one() -> None:
    turn = read("I have kept her coat on the hook", "share_neutral")
    assert "keeps_a_place" not in in_talk(turn, TalkState(), facts()).patterns
    assert "keeps_a_place" in in_talk(turn, TalkState(grieving=True), facts()).patterns
