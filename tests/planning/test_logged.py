"""What a log comes to: counts in words, nothing claimed of a few, and one day with people once."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from overture.planning.logged import Felt, Met, days_met, felt_in_words, met_in_words, reciprocity

TODAY = date(2026, 3, 2)


def felt(ago: int = 0, word: str = "calm", pleasant: int = 3, energy: int = -4) -> Felt:
    return Felt(TODAY - timedelta(days=ago), word, pleasant, energy)


def met(who: str = "a friend", **given) -> Met:
    return Met(TODAY, who, **given)


def test_nothing_noted_is_nothing_said():
    assert felt_in_words([], TODAY) == []
    assert met_in_words([]) == []
    assert reciprocity([]) == ""


@pytest.mark.parametrize("count", [1, 4])
def test_under_five_entries_nothing_is_claimed(count):
    told = " ".join([*felt_in_words([felt()] * count, TODAY), *met_in_words([met()] * count)])
    assert told.count("Too few to call it a pattern.") == 2
    assert "pleasant" not in told
    assert "week" not in told


def test_words_are_counted_and_named():
    entries = [felt(word="tired", pleasant=-1), felt(word="tired", pleasant=-1)]
    entries += [felt(word="amused", energy=2), felt(word="calm"), felt(word="flat", pleasant=-2)]
    assert felt_in_words(entries, TODAY) == [
        "Five words. More than once: tired.",
        "Two of them were pleasant to have, and one held much energy.",
    ]


def test_where_there_is_none_it_says_so():
    told = felt_in_words([felt(pleasant=-2)] * 5, TODAY)
    assert told[-1] == "None of them were pleasant to have, and none held much energy."


def test_two_weeks_are_set_side_by_side_only_where_each_holds_five():
    before = [felt(9)] * 4 + [felt(8, pleasant=-2)]
    after = [felt(6)] * 5
    assert "week" not in " ".join(felt_in_words(before[1:] + after, TODAY))
    told = felt_in_words(before + after, TODAY)[-1]
    assert (
        told == "Pleasant in the week before: four of five. In the last seven days: five of five."
    )


def test_moments_are_told_by_whom_they_were_with_and_rated_from_five_ratings_on():
    entries = [met(felt=n) for n in (2, 6, 7, 3)] + [met("family"), met("family", felt=9)]
    assert met_in_words(entries) == [
        "Six moments with somebody: a friend, four; family, two.",
        "You rated five of them: from 2 to 9, the middle one 6.",
    ]
    assert len(met_in_words([*entries[:4], met("family"), met("family")])) == 1


def test_b5_warmth_both_ways_is_told_from_five_moments_on():
    both = [met(gave="some", came_back="much"), met(gave="little", came_back="little")]
    both += [met(gave="much", came_back="some"), met(gave="some", came_back="some")]
    half = [met(gave="much"), met(came_back="much")]
    assert reciprocity([*both, *half]) == ""
    assert reciprocity([*both, *half, met(gave="little", came_back="some")]) == (
        "Of five moments for which you noted both, as much warmth came back as you gave in two, "
        "more in two, and less in one."
    )


def test_a_day_with_people_is_one_day_by_the_persons_own_calendar():
    now = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=2)))
    late = datetime(2026, 3, 1, 21, 30, tzinfo=UTC)  # still Sunday there
    night = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)  # Monday there
    ahead = now + timedelta(hours=1)
    assert days_met([night, late, late + timedelta(minutes=5), ahead], now) == [late, night]
