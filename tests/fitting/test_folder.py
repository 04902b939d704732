import shutil

import numpy as np
import pytest
from tests.support.shards import as_columns, as_table, made_up, same, write_shards

from overture.fitting import folder as folder_module
from overture.fitting.columns import TableError
from overture.fitting.correction import correct
from overture.fitting.delta import DeltaRule
from overture.fitting.diagnostics import judge, judged
from overture.fitting.folder import Folder
from overture.fitting.parquet import ShardError, shards_in
from overture.fitting.population import fit
from overture.fitting.settings import Settings
from overture.fitting.shard import Ask
from overture.fitting.spread import fit_spread
from overture.fitting.survey import standards

pa = pytest.importorskip("pyarrow", reason="PyArrow is not installed (extra: overture[cluster])")
parquet = pytest.importorskip("pyarrow.parquet")

SETTINGS = Settings(0.0, 100.0)


@pytest.fixture(scope="module")
def people():
    return made_up(80)


@pytest.fixture
def shards(people, tmp_path):
    (tmp_path / "shards").mkdir()
    (tmp_path / "scratch").mkdir()
    write_shards(tmp_path / "shards", people, (30, 1, 49))
    return tmp_path / "shards"


def spread(shards):
    return fit_spread(Folder(shards_in(shards), SETTINGS, shards.parent / "scratch"), SETTINGS)


def rewritten(path, **columns):
    table = parquet.read_table(path)
    for name, values in columns.items():
        table = table.set_column(table.column_names.index(name), name, pa.array(values))
    parquet.write_table(table, path)


def test_a_folder_comes_to_the_same_population_as_the_table_in_memory(people, shards):
    table = as_table(people)
    model = DeltaRule(table.ratings, table.outcomes, 100.0)
    together = correct(model, fit(model, covariates=table.covariates))
    found = spread(shards)
    same(found.found, together)
    assert found.by.called == table.covariate_names == ("one", "z_age", "z_age missing")
    mine, yours = judged(found.found, found.counted), judge(together)
    assert (mine.passes, mine.warnings) == (yours.passes, yours.warnings)
    for one, other in zip(mine.known, yours.known, strict=True):
        assert one.recovery == pytest.approx(other.recovery, rel=1e-8)
        assert one.mean_error == pytest.approx(other.mean_error, rel=1e-6)
        assert one.own == other.own


def test_only_one_shard_is_in_memory_at_a_time(shards, monkeypatch):
    alive, most = [], []

    class Counted:
        def __init__(self, people):
            self.people = people
            alive.append(1)
            most.append(len(alive))

        def __del__(self):
            alive.pop()

        def __getattr__(self, name):
            return getattr(self.people, name)

    for name in ("read_shard", "kept_people"):
        real = getattr(folder_module, name)

        def counted(*given, real=real, **more):
            got = real(*given, **more)
            return (Counted(got[0]), got[1]) if isinstance(got, tuple) else Counted(got)

        monkeypatch.setattr(folder_module, name, counted)
    spread(shards)
    assert len(most) > 30
    assert max(most) <= 2  # the one before goes when the next is bound to its name


def test_nothing_is_read_of_the_shards_after_the_first_pass(shards):
    source = Folder(shards_in(shards), SETTINGS, shards.parent / "scratch")
    survey, names = source.survey()
    assert (int(survey.people), names) == (80, ("z_age",))
    shutil.rmtree(shards)
    source.measure(standards(survey, names))
    assert source.answer(Ask("begin")).people == 80


@pytest.mark.parametrize("left", [0, 4, 300, -1])
def test_a_shard_that_was_cut_short_is_named(shards, left):
    path = shards / "shard-01.parquet"
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(ShardError, match=r"^shard-01.parquet: It is cut short") as told:
        spread(shards)
    assert told.value.path == path


def test_a_shard_that_is_damaged_inside_is_named(shards):
    path = shards / "shard-02.parquet"
    data = bytearray(path.read_bytes())
    data[4:200] = bytes(196)
    path.write_bytes(data)
    with pytest.raises(ShardError, match=r"^shard-02.parquet: It is cut short"):
        spread(shards)


def test_what_is_wrong_in_a_shard_is_told_by_row_and_column(people, shards):
    columns = as_columns(people, 31, 80)
    ratings = list(columns["rating"])
    ratings[7] = 101.0
    rewritten(shards / "shard-02.parquet", rating=ratings)
    with pytest.raises(ShardError, match=r"shard-02.parquet: Row 8, column rating: 101 is outside"):
        spread(shards)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("person", None, "Row 3, column person: Whose row is it"),
        ("person", " ", "Row 3, column person: Whose row is it"),
        ("time", None, "Row 3, column time: When was it"),
        ("rating", float("inf"), "Row 3, column rating: It is not a number"),
    ],
)
def test_a_cell_that_says_nothing_is_told(people, shards, column, value, said):
    values = list(as_columns(people, 31, 80)[column])
    values[2] = value
    rewritten(shards / "shard-02.parquet", **{column: values})
    with pytest.raises(ShardError, match=said):
        spread(shards)


def test_words_for_numbers_are_told(people, shards):
    words = ["high"] * len(as_columns(people, 31, 80)["rating"])
    rewritten(shards / "shard-02.parquet", rating=words)
    with pytest.raises(ShardError, match=r"shard-02.parquet: Column rating holds something"):
        spread(shards)


def test_keys_that_are_numbers_are_keys(people, shards):
    keys = np.repeat(np.arange(49) + 10**9, 20)
    rewritten(shards / "shard-02.parquet", person=keys)
    assert spread(shards).found.people == 80


def test_somebody_in_two_shards_is_no_two_people(people, shards):
    parquet.write_table(pa.table(as_columns(people, 5, 9)), shards / "shard-03.parquet")
    with pytest.raises(ShardError, match=r"shard-03.parquet: Somebody in it is in another shard"):
        spread(shards)


def test_the_first_shard_that_holds_somebody_again_is_named(people, shards):
    for again in ("shard-08", "shard-09"):
        shutil.copy(shards / "shard-01.parquet", shards / f"{again}.parquet")
    with pytest.raises(ShardError, match=r"^shard-08.parquet: Somebody in it"):
        spread(shards)


def test_a_shard_without_people_changes_nothing(people, shards):
    full = spread(shards)
    empty = parquet.read_table(shards / "shard-01.parquet").slice(0, 0)
    parquet.write_table(empty, shards / "shard-00a.parquet")
    same(spread(shards).found, full.found)


def test_shards_with_other_covariates_are_no_shards_of_one_table(people, shards):
    columns = as_columns(people, 31, 80)
    del columns["z_age"]
    parquet.write_table(pa.table(columns), shards / "shard-02.parquet")
    with pytest.raises(ShardError, match=r"shard-02.parquet: Its covariates are none, not z_age"):
        spread(shards)


def test_a_missing_column_is_named(people, shards):
    columns = as_columns(people, 31, 80)
    del columns["outcome"]
    parquet.write_table(pa.table(columns), shards / "shard-02.parquet")
    with pytest.raises(ShardError, match=r"shard-02.parquet: .*no column “outcome”"):
        spread(shards)


def test_a_folder_without_shards_is_told(tmp_path):
    with pytest.raises(ShardError, match=r"There is no .parquet file"):
        shards_in(tmp_path)


def test_one_person_in_all_shards_is_no_population(people, tmp_path):
    (tmp_path / "scratch").mkdir()
    (tmp_path / "shards").mkdir()
    write_shards(tmp_path / "shards", people, (1,))
    with pytest.raises(TableError, match="one person"):
        spread(tmp_path / "shards")
