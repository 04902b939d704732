import numpy as np
import pytest
from tests.support.shards import as_columns, as_table, made_up, rows_of

from overture.fitting.columns import TableError
from overture.fitting.delta import DeltaRule
from overture.fitting.folder import Folder
from overture.fitting.parquet import read_shard, shards_in
from overture.fitting.population import fit
from overture.fitting.settings import Settings
from overture.fitting.splitting import split
from overture.fitting.spread import fit_spread

pytest.importorskip("pyarrow", reason="PyArrow is not installed (extra: overture[cluster])")


def rows(people, last=40):
    return iter(rows_of(as_columns(people, 0, last)))


@pytest.fixture(scope="module")
def people():
    return made_up(40)


def test_every_row_is_dealt_out_and_people_stay_whole(people, tmp_path, monkeypatch):
    monkeypatch.setattr("overture.fitting.splitting._BATCH", 7)
    assert split(rows(people), tmp_path / "shards", shards=3, salt=b"salt") == 800
    read = [read_shard(path, low=0, high=100) for path in shards_in(tmp_path / "shards")]
    assert [some.count for some, _ in read] == [len(keys) for _, keys in read]
    assert sum(some.count for some, _ in read) == 40
    given = sorted(np.nansum(some.ratings, axis=0).tolist() for some, _ in read)
    whole = np.nansum(as_table(people).ratings, axis=0)
    assert sorted(x for shard in given for x in shard) == pytest.approx(sorted(whole))


def test_what_was_split_comes_to_the_same_population(people, tmp_path):
    split(rows(people), tmp_path / "shards", shards=3, salt=b"salt")
    (tmp_path / "scratch").mkdir()
    settings = Settings(0.0, 100.0, laplace=True)
    source = Folder(shards_in(tmp_path / "shards"), settings, tmp_path / "scratch")
    found = fit_spread(source, settings).found
    table = as_table(people)
    model = DeltaRule(table.ratings, table.outcomes, 100.0)
    together = fit(model, covariates=table.covariates)
    assert found.population.coefficients == pytest.approx(together.population.coefficients, 1e-8)
    assert found.log_evidence == pytest.approx(together.log_evidence, rel=1e-8)


def test_keys_are_not_written(people, tmp_path):
    split(rows(people), tmp_path / "shards", shards=2, salt=b"salt")
    split(rows(people), tmp_path / "again", shards=2, salt=b"another")
    for path in shards_in(tmp_path / "shards"):
        assert b"key-" not in path.read_bytes()
    one, other = (
        {
            int(k)
            for path in shards_in(tmp_path / name)
            for k in read_shard(path, low=0, high=100)[1]
        }
        for name in ("shards", "again")
    )
    assert not one & other


def test_a_cell_that_is_no_number_leaves_nothing_behind(people, tmp_path):
    broken = [{**row, "rating": "six"} if n == 500 else row for n, row in enumerate(rows(people))]
    with pytest.raises(TableError, match="Row 502, column rating"):
        split(broken, tmp_path / "shards", shards=3, salt=b"")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(people, tmp_path):
    (tmp_path / "shards").mkdir()
    with pytest.raises(FileExistsError):
        split(rows(people), tmp_path / "shards", shards=3, salt=b"")
    assert list((tmp_path / "shards").iterdir()) == []
