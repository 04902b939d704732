from collections.abc import Callable

import numpy as np
import pytest

from overture.fitting.attempt_table import RATINGS, read_attempts
from overture.fitting.belief import BeliefModel
from overture.fitting.columns import TableError
from overture.learning import Situation

Row = dict[str, str | None]


def row(person: str, time: float, **cells: str | None) -> Row:
    told: Row = {"person": person, "time": str(time), "partner": "stranger", "audience": "0.25"}
    told |= dict(zip(RATINGS, "634362553", strict=True))
    return told | cells


def rows() -> list[Row]:
    """Three people of 2, 3 and 1 attempts, mixed, one of them silent after."""
    return [
        row("ada", 0, z_anxiety="12"),
        row("bo", 0, z_anxiety="30", partner="ai", audience=""),
        row("ada", 1.5, z_anxiety="12", partner="familiar", channel="phone"),
        row("bo", 2, z_anxiety="30", again_anxiety="", again_enjoyment=None),
        row("cy", 9, z_anxiety="", met_feared=""),
        row("bo", 4, z_anxiety="30", expected_anxiety="9"),
    ]


def test_rows_become_attempts_from_the_shortest_record_to_the_longest() -> None:
    read = read_attempts(rows()).attempts
    assert read.people == 3
    assert read.person.tolist() == [0, 1, 1, 2, 2, 2]
    assert read.days.tolist() == [0.0, 0.0, 1.5, 0.0, 2.0, 4.0]
    there = [read.situations.items[place] for place in read.place]
    assert there[0] == Situation("stranger", audience=0.25)
    assert there[2] == Situation("familiar", audience=0.25, channel="phone")
    assert there[3] == Situation("ai")
    assert read.told[0, 0].tolist() == [6.0, 3.0, 4.0]
    assert read.met[1].tolist() == [3.0, 6.0, 2.0]
    assert np.isnan(read.met[0, 2])
    assert np.isnan(read.told[1, 4]).tolist() == [True, True, False]
    assert read.told[0, 5, 0] == 9.0


def test_it_does_not_matter_from_when_on_days_are_counted() -> None:
    def likelihood(shift: float) -> list[float]:
        moved = [one | {"time": str(float(one["time"] or 0) + shift)} for one in rows()]
        model = BeliefModel(read_attempts(moved).attempts)
        return list(model.log_likelihood(np.repeat(model.start().mean[:, None, None], 3, 2))[0])

    assert np.isfinite(likelihood(0.0)).all()
    for shift in (-100_000.0, 20_000.0):
        assert likelihood(shift) == likelihood(0.0)


def test_covariates_are_those_of_the_people_in_that_order() -> None:
    read = read_attempts(rows())
    assert read.covariate_names == ("one", "z_anxiety")
    assert read.covariates[1].tolist() == [0.0, -1.0, 1.0]


def test_another_scale_is_brought_to_nought_to_ten() -> None:
    told = [
        {
            name: f"{10 * float(cell)}" if name in RATINGS and cell else cell
            for name, cell in r.items()
        }
        for r in rows()
    ]
    theta = np.repeat(np.array(BeliefModel(read_attempts(rows()).attempts).start().mean), 3)
    theta = theta.reshape(10, 3)
    hundred = BeliefModel(read_attempts(told, high=100.0).attempts).curve(theta)
    assert hundred.value == pytest.approx(
        BeliefModel(read_attempts(rows()).attempts).curve(theta).value
    )


def test_situations_may_stand_in_a_table_of_their_own() -> None:
    kinds: list[Row] = [
        {"situation": "lift", "partner": "acquaintance", "initiation": "0.5"},
        {"situation": "cue", "partner": "ai", "channel": "text"},
    ]
    told = [row("ada", 0, situation="lift"), row("bo", 0, situation="cue", expected_anxiety="1")]
    told += [row("ada", 1, situation="cue", expected_anxiety="2"), row("bo", 1, situation="lift")]
    read = read_attempts(told, situations=kinds).attempts
    assert read.situations.items == (
        Situation("acquaintance", initiation=0.5),
        Situation("ai", channel="text"),
    )
    assert read.place.tolist() == [0, 1, 1, 0]


def changed(at: int, **cells: str | None) -> Callable[[], list[Row]]:
    def made() -> list[Row]:
        told = rows()
        told[at] |= cells
        return told

    return made


@pytest.mark.parametrize(
    ("made", "row", "column", "said"),
    [
        (changed(1, met_anxiety="nan"), 3, "met_anxiety", "not a number"),
        (changed(1, met_anxiety="inf"), 3, "met_anxiety", "not a number"),
        (changed(3, again_feared="11"), 5, "again_feared", "outside the scale"),
        (changed(3, expected_enjoyment="-1"), 5, "expected_enjoyment", "outside the scale"),
        (changed(2, time="0"), 4, "time", "twice"),
        (changed(5, time="1"), 7, "time", "backwards"),
        (changed(0, person=" "), 2, "person", "Whose"),
        (changed(0, time=""), 2, "time", "When"),
        (changed(0, partner="dog"), 2, "partner", "none of ai"),
        (changed(0, channel="fax"), 2, "channel", "none of face"),
        (changed(0, audience="2"), 2, "audience", "outside 0 to 1"),
        (changed(3, z_anxiety="31"), 5, "z_anxiety", "differs from row 3"),
        (changed(4, **dict.fromkeys(RATINGS, "")), 6, RATINGS[0], "no rating at all"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(made, row, column, said) -> None:
    with pytest.raises(TableError, match=said) as told:
        read_attempts(made())
    assert (told.value.row, told.value.column) == (row, column)


def test_one_person_is_no_population_and_nobody_neither() -> None:
    for people in (rows()[:1], []):
        with pytest.raises(TableError, match="needs at least two"):
            read_attempts(people)


def test_ratings_that_never_change_teach_nothing() -> None:
    same = [row(person, time) for person in "ab" for time in range(3)]
    for told in same:
        told |= dict(zip(RATINGS[6:], "634", strict=True))
    with pytest.raises(TableError, match="constant"):
        read_attempts(same)
    same[0]["expected_anxiety"] = "1"
    assert "1 of 2 people (rows 5)" in read_attempts(same).notes[0]


def test_a_missing_column_and_an_unknown_or_doubled_situation_are_named() -> None:
    told = rows()
    del told[0]["again_feared"]
    with pytest.raises(TableError, match="again_feared"):
        read_attempts(told)
    kinds: list[Row] = [{"situation": "lift", "partner": "stranger"}]
    with pytest.raises(TableError, match="not in the table of situations") as unknown:
        read_attempts([row("ada", 0, situation="lifts")], situations=kinds)
    assert (unknown.value.row, unknown.value.column) == (2, "situation")
    with pytest.raises(TableError, match=r"table of situations: Row 3, column situation.*twice"):
        read_attempts([], situations=kinds * 2)
    with pytest.raises(TableError, match="table of situations: Row 2, column partner"):
        read_attempts([], situations=[{"situation": "lift", "partner": "cat"}])
