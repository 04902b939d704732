"""What changed, said from the record alone, and as plainly where little or nothing did."""

from datetime import date, timedelta

from overture.server.web.moments import Feared, Moment, Ratings
from overture.server.web.telling_change import NOBODY, UNMOVED, change

DAY = date(2026, 3, 2)


def moment(number, expected, felt, *, practice=False, feared=Feared()):  # noqa: B008 - a value
    return Moment(
        day=DAY + timedelta(days=number),
        title=f"Moment {number}",
        family="counter",
        practice=practice,
        expected=Ratings(expected, 3),
        felt=Ratings(felt, 5),
        feared=feared,
        stayed=True,
    )


def falling(count=10):
    return [moment(n, 9 - n // 2, 3) for n in range(count)]


def test_without_anybody_met_it_says_so_and_practice_does_not_count():
    assert change([]).lead == NOBODY
    assert not change([]).met
    assert change([moment(n, 8, 2, practice=True) for n in range(12)]).lead == NOBODY


def test_a_guess_that_came_down_is_told_with_both_ends():
    found = change(falling())
    assert "coming down" in found.lead
    assert [name for name, _ in found.ends] == ["Your first five", "Your last five"]
    assert found.honest == ""


def test_where_the_guess_did_not_move_it_says_so():
    found = change([moment(n, 7, 4) for n in range(10)])
    assert found.honest == UNMOVED
    assert change([moment(n, 4 + n // 3, 4) for n in range(10)]).honest == UNMOVED


def test_with_few_moments_nothing_is_compared_or_claimed():
    found = change(falling(4))
    assert "Too few to call it a pattern" in found.lead
    assert (found.ends, found.honest, found.enjoyed) == ((), "", "")
    assert found.guesses == (
        "The first time you expected an anxiety of 9, and it was 3. "
        "The last time you expected 8, and it was 3."
    )
    assert change(falling(1)).guesses == change(falling(12)).guesses == ""


def test_the_first_fear_and_the_last_stand_in_the_members_own_words():
    fears = [
        Feared("They sigh", 8, "no"),
        Feared("It goes quiet", 5, "yes"),
        Feared("She looks away", None, "partly"),
    ]
    found = change([moment(n, 6, 4, feared=fear) for n, fear in enumerate(fears)])
    assert found.first.words == "They sigh"
    assert found.first.told == "You gave it 8 times in 10. It did not happen."
    assert found.last.words == "She looks away"
    assert found.last.told == "It happened in part."


def test_what_was_feared_and_what_came_of_it_are_whole_sentences():
    fears = [Feared("They sigh", 8, "no"), Feared("It goes quiet", 5, "yes")]
    found = change([moment(n, 6, 4, feared=fear) for n, fear in enumerate(fears)])
    assert found.came == (
        "Over 2 moments your guesses add up to it happening about once. "
        "It happened once. You stayed."
    )
    quiet = change([moment(0, 6, 4, feared=Feared("They sigh", 3, "no"))])
    assert quiet.came.endswith("less than once. It did not happen.")


def test_a_single_fear_stands_alone_and_none_is_made_up():
    found = change([moment(0, 6, 4, feared=Feared("They sigh", 8, "yes"))])
    assert (found.first.told, found.last) == ("You gave it 8 times in 10. It happened.", None)
    assert change(falling()).first is None
