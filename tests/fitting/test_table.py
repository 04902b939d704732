import csv
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overture.fitting.table import TableError, read_table

GOOD = """person,time,rating,outcome,z_age
a,1,3,5,30
b,1,6,,
a,2,4,2,30
b,2.5,,7,
b,3,5,5,
c,1,2,2,50
"""


def read(text, low=0.0, high=10.0):
    return read_table(csv.DictReader(io.StringIO(text)), low=low, high=high)


def changed(line, to):
    lines = GOOD.splitlines()
    lines[line - 1] = to
    return "\n".join(lines)


def test_rows_of_mixed_people_become_one_column_each():
    table = read(GOOD)
    nan = np.nan
    ratings = np.array(((3, 6, 2), (4, nan, nan), (nan, 5, nan)))
    outcomes = np.array(((5, nan, 2), (2, 7, nan), (nan, 5, nan)))
    assert np.array_equal(table.ratings, ratings, equal_nan=True)
    assert np.array_equal(table.outcomes, outcomes, equal_nan=True)


def test_covariates_are_standardised_and_who_lacks_one_has_the_mean():
    table = read(GOOD)
    assert table.covariate_names == ("one", "z_age")
    assert table.covariates == pytest.approx(np.array(((1, 1, 1), (-1, 0, 1))))


@pytest.mark.parametrize(("lacking", "told"), [(4, False), (5, True)])
def test_who_lacks_a_covariate_is_a_group_only_where_several_do(lacking, told):
    ages = [*([""] * lacking), "30", "50"]
    rows = "".join(f"p{n},1,{n},5,{age}\np{n},2,4,5,{age}\n" for n, age in enumerate(ages))
    table = read(f"person,time,rating,outcome,z_age\n{rows}")
    assert ("z_age missing" in table.covariate_names) == told
    assert len(table.covariates) == len(table.covariate_names)


@pytest.mark.parametrize(
    ("line", "to", "column", "said"),
    [
        (2, "a,1,nan,5,30", "rating", "not a number"),
        (2, "a,1,inf,5,30", "rating", "not a number"),
        (3, "b,1,six,,", "rating", "“six” is not a number"),
        (3, "b,1,11,,", "rating", "outside the scale of 0 to 10"),
        (5, "b,2.5,,-1,", "outcome", "outside the scale"),
        (4, "a,1,4,2,30", "time", "has this time twice"),
        (4, "a,0.5,4,2,30", "time", "goes backwards for “a”: 1, then 0.5"),
        (4, "a,,4,2,30", "time", "empty"),
        (4, ",2,4,2,30", "person", "empty"),
        (4, "a,2,4,2,31", "z_age", "differs from row 2"),
        (7, "c,1,,2,50", "rating", "gave no rating"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(line, to, column, said):
    with pytest.raises(TableError, match=said) as told:
        read(changed(line, to))
    assert (told.value.row, told.value.column) == (line, column)
    assert f"Row {line}, column {column}: " in str(told.value)


def test_a_missing_column_is_named():
    with pytest.raises(TableError, match="no column “outcome”"):
        read("person,time,rating\na,1,2\n")


@pytest.mark.parametrize(("rows", "said"), [("", "nobody"), ("a,1,3,5\na,2,4,5\n", "one person")])
def test_one_person_is_no_population(rows, said):
    with pytest.raises(TableError, match=said):
        read(f"person,time,rating,outcome\n{rows}")


def test_ratings_that_are_constant_for_everybody_are_refused():
    with pytest.raises(TableError, match="constant") as told:
        read("person,time,rating,outcome\na,1,3,5\na,2,3,5\nb,1,7,5\nb,2,7,1\n")
    assert told.value.row == 2


def test_ratings_that_are_constant_for_some_are_noted_by_row():
    table = read("person,time,rating,outcome\na,1,3,5\na,2,3,5\nb,1,7,5\nb,2,6,1\n")
    assert table.notes == ("Ratings are constant for 1 of 2 people (rows 2).",)


def test_a_covariate_that_is_the_same_for_everybody_is_refused():
    with pytest.raises(TableError, match="same for everybody"):
        read("person,time,rating,outcome,z_a\na,1,3,5,1\na,2,4,5,1\nb,1,7,5,1\n")


cells = st.sampled_from(("", "a", "b", "1", "2", "-3", "nan", "1e999", "7.5", "“", "x" * 50))


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(cells, cells, cells, cells), max_size=8))
def test_whatever_the_cells_hold_it_is_a_table_or_a_told_error(rows):
    names = ("person", "time", "rating", "outcome")
    try:
        table = read_table((dict(zip(names, row, strict=True)) for row in rows), low=0.0, high=10.0)
    except TableError:
        return
    assert np.nanmin(table.ratings) >= 0.0
    assert np.nanmax(table.ratings) <= 10.0
    assert (~np.isnan(table.ratings)).any(axis=0).all()
