import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from overture.content.families import FAMILIES
from overture.server.web import telling
from overture.server.web.moments import Feared, Moment, Ratings, pairs

START = date(2026, 4, 15)
EXPECTED = (8, 8, 9, 9, 8, 7, 8, 9, 7, 6, 6, 7, 5, 6, 5, 5, 5)
FELT = (5, 4, 4, 6, 3, 3, 5, 7, 4, 2, 8, 4, 2, 4, 3, 4, 3)

ratings = st.none() | st.integers(0, 10)
words = st.text(alphabet="abcdefg ", max_size=20)
moments = st.lists(
    st.builds(
        Moment,
        day=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
        title=words,
        family=st.sampled_from(sorted(FAMILIES)),
        practice=st.booleans(),
        expected=st.builds(Ratings, ratings, ratings),
        felt=st.builds(Ratings, ratings, ratings),
        feared=st.builds(Feared, words, ratings, st.sampled_from(["", "no", "partly", "yes"])),
        stayed=st.booleans(),
    ),
    max_size=30,
)


def moment(
    number: int = 0, expected: int | None = 7, felt: int | None = 4, **more: object
) -> Moment:
    given_: dict[str, object] = {
        "day": START + timedelta(days=number),
        "title": "Ring the dentist",
        "family": "phone",
        "practice": False,
        "expected": Ratings(expected, 3),
        "felt": Ratings(felt, 5),
        "feared": Feared(),
        "stayed": True,
    }
    return Moment(**{**given_, **more})  # type: ignore[arg-type]


def record(expected=EXPECTED, felt=FELT) -> list[Moment]:
    return [moment(n, e, h) for n, (e, h) in enumerate(zip(expected, felt, strict=True))]


def anxiety(of: list[Moment]):
    return pairs(of, "anxiety")


def everything_said(of: list[Moment]) -> str:
    """Every sentence that the record could show for these moments."""
    said = [telling.lead(of), telling.closest(of)]
    for measure in ("anxiety", "enjoyment"):
        rated = pairs(of, measure)
        said.append(telling.few(rated, measure))
        if rated:
            said += [str(telling.enjoyed(rated)), telling.caption(rated)]
            said.append(telling.read_aloud(rated, measure))
        said += [words for row in telling.first_and_last(rated) for words in row]
    found = telling.feared(of)
    if found:
        said += [str(found.guess), str(found.came), found.after]
    said += [place.words for place in telling.places(of)]
    said.append(telling.kinds(len(telling.places(of)) or 1))
    return " ".join(said)


def test_first_five_stand_against_last_five():
    assert telling.first_and_last(anxiety(record())) == [
        ("Your first five", "expected 8, was 4"),
        ("Your last five", "expected 5, was 3"),
    ]


def test_coming_down_is_said_when_the_guess_moved_towards_what_happens():
    assert telling.lead(record()) == "What you expect is coming down to what really happens."


def test_nothing_is_compared_before_the_tenth_moment():
    nine = record()[:9]
    assert telling.first_and_last(anxiety(nine)) == []
    assert telling.lead(nine).startswith("Nine moments so far.")


def test_a_worse_spell_is_said_plainly():
    worse = record((4,) * 10, (3,) * 5 + (8,) * 5)
    assert telling.lead(worse).startswith("Lately it has been harder than you expected.")


def test_a_guess_that_rose_is_not_called_progress():
    rose = record((5,) * 5 + (8,) * 5, (3,) * 10)
    assert "more anxiety than you did at first" in telling.lead(rose)


def test_two_moments_are_too_few_to_call_a_pattern():
    said = telling.few(anxiety(record()[:2]), "anxiety")
    assert said == f"Two moments, both calmer than you expected. {telling.TOO_FEW}"


def test_a_single_hard_moment_is_said_to_be_hard():
    said = telling.few(anxiety([moment(expected=4, felt=8)]), "anxiety")
    assert said.startswith("One moment, harder than you expected.")


def test_mixed_moments_are_counted_kind_by_kind():
    said = telling.few(anxiety(record((7, 4, 5), (4, 8, 5))), "anxiety")
    assert said.startswith(
        "Three moments: calmer than you expected once, as you expected once, harder once."
    )


def test_moments_without_a_guess_are_not_made_to_say_anything():
    assert "guess beforehand" in telling.few([], "anxiety")


def test_more_enjoyment_is_counted_over_one_denominator():
    assert (
        str(telling.enjoyed(pairs(record(), "enjoyment")))
        == "More than you expected 17 times in 17."
    )


def test_less_enjoyment_is_said_first_when_there_was_nothing_else():
    less = [replace(moment(n), felt=Ratings(4, 1)) for n in range(5)]
    assert str(telling.enjoyed(pairs(less, "enjoyment"))) == "Less than you expected 5 times in 5."


def test_the_caption_names_the_one_harder_day():
    assert "“Ring the dentist” on 25 Apr was harder than you expected." in telling.caption(
        anxiety(record())
    )


def test_the_caption_names_up_to_three_harder_days_and_counts_more():
    three = record((4, 4, 4, 8, 8), (5, 6, 7, 4, 4))
    many = record((4,) * 6, (5,) * 6)
    assert "Three were harder than you expected: " in telling.caption(anxiety(three))
    assert "Six were harder than you expected, the last on 20 Apr." in telling.caption(
        anxiety(many)
    )


def test_what_is_read_aloud_says_where_felt_was_above_expected():
    assert telling.read_aloud(anxiety(record()), "anxiety") == (
        "Expected anxiety starts at 8 or 9 and is 5 or 6 at the end. "
        "Felt anxiety starts at between 3 and 6 and is between 2 and 4 at the end. "
        "Felt anxiety was above expected once, on 25 Apr: 8 against 6."
    )


def test_guesses_add_up_and_stand_beside_what_happened():
    of = [moment(n, feared=Feared("I go blank", 6, "no")) for n in range(15)]
    of += [moment(20, feared=Feared("My voice shakes", 6, "yes"))] * 2
    found = telling.feared(of)
    assert found is not None
    assert str(found.guess) == "Over 17 moments your guesses add up to it happening about 10 times."
    assert str(found.came) == "It happened 2 times"
    assert found.events == ("My voice shakes", "My voice shakes")
    assert found.after == "You stayed in both."


def test_what_happened_more_often_than_guessed_is_not_hidden():
    found = telling.feared([moment(n, feared=Feared("x", 1, "yes")) for n in range(4)])
    assert found is not None
    assert "more often than you guessed" in str(found.came)


def test_what_never_happened_is_said_so_without_a_lesson():
    found = telling.feared([moment(feared=Feared("x", 5, "no"))])
    assert found is not None
    assert str(found.came) == "It did not happen."


def test_leaving_is_never_called_staying():
    found = telling.feared([moment(feared=Feared("x", 5, "yes"), stayed=False)])
    assert found is not None
    assert found.after == ""


def test_kinds_of_situation_are_sorted_by_the_widest_kinder_gap():
    of = [moment(family="phone", expected=5, felt=5), moment(family="counter", expected=8, felt=3)]
    of.append(moment(family="own", expected=3, felt=6))
    found = telling.places(of)
    assert [place.name for place in found] == ["Counters", "Phone calls", "Your own"]
    assert [place.is_harder for place in found] == [False, False, True]
    assert found[0].words == "once, expected 8, was 3"


def test_a_close_guess_is_called_close_and_hard_only_if_it_was():
    close = [moment(n, 7, 6) for n in range(10)]
    easy = [moment(n, 2, 2, family="colleague") for n in range(10)]
    assert telling.closest(close) == (
        "Phone calls are where your guess is already close. They may simply be harder for now."
    )
    assert telling.closest(easy) == "Work talk is where your guess is already close."


def test_halves_are_rounded_up_not_to_even():
    assert [telling.rounded(value) for value in (4.4, 4.5, 5.5)] == [4, 5, 6]


@settings(deadline=None, max_examples=40)
@given(moments)
def test_no_sentence_holds_a_percentage_a_grade_or_a_shout(of):
    said = everything_said(of).lower()
    assert not re.search(r"%|per ?cent|score|level|rank|grade|streak|well done|failed|!", said)


@settings(deadline=None, max_examples=40)
@given(moments)
def test_no_sentence_says_one_moments_or_one_times(of):
    said = everything_said(of)
    assert not re.search(r"\b(1|[Oo]ne) (moments|times|kinds)\b|\b0 times\b", said)


@settings(deadline=None, max_examples=40)
@given(moments)
def test_harder_moments_are_never_passed_over(of):
    rated = anxiety(of)
    if any(pair.lead < 0 for pair in rated):
        assert "harder" in telling.caption(rated)
        assert "above expected" in telling.read_aloud(rated, "anxiety")


@settings(deadline=None, max_examples=40)
@given(moments)
def test_counts_of_enjoyment_add_up_to_the_whole(of):
    rated = pairs(of, "enjoyment")
    if rated:
        assert telling.enjoyed(rated).strong.endswith(f"in {len(rated)}")


@settings(deadline=None, max_examples=40)
@given(moments)
def test_nothing_is_claimed_of_fewer_than_ten(of):
    if len(anxiety(of)) < 10:
        assert telling.first_and_last(anxiety(of)) == []
        assert telling.closest(of) == ""
        assert "coming down" not in telling.lead(of)
