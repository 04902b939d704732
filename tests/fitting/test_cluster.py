"""Two real worker processes on this machine; they listen on the loopback only."""

import json
import os
import signal

import pytest
from tests.cli.test_fit import run
from tests.support.shards import as_table, made_up, same, write_shards

from overture.fitting.cluster import Cluster
from overture.fitting.correction import correct
from overture.fitting.delta import DeltaRule
from overture.fitting.parquet import ShardError
from overture.fitting.population import fit
from overture.fitting.settings import Settings
from overture.fitting.spread import fit_spread

for name in ("distributed", "pyarrow"):
    pytest.importorskip(name, reason=f"{name} is not installed (extra: overture[cluster])")

SETTINGS = Settings(0.0, 100.0)
pytestmark = pytest.mark.filterwarnings("ignore")  # of Dask's own, while a worker is away


@pytest.fixture(scope="module")
def client():
    from distributed import Client, LocalCluster

    kept = {"host": "127.0.0.1", "dashboard_address": None, "memory_limit": 0}
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, **kept) as cluster,
        Client(cluster, timeout=120) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def people():
    return made_up(80)


@pytest.fixture
def shards(people, tmp_path):
    return write_shards(tmp_path, people, (30, 1, 20, 29))


@pytest.fixture(scope="module")
def together(people):
    table = as_table(people)
    model = DeltaRule(table.ratings, table.outcomes, 100.0)
    return correct(model, fit(model, covariates=table.covariates))


class Losing(Cluster):
    """Shards of which a worker is killed in the middle of the fit."""

    lost = 0

    def answer(self, ask):
        if len(self.asks) == 9:
            pids = self.client.run(os.getpid)
            os.kill(pids[min(pids)], signal.SIGKILL)
            self.lost += 1
        return super().answer(ask)


def test_two_processes_come_to_the_same_population_as_one(client, shards, together):
    assert len(set(client.run(os.getpid).values()) - {os.getpid()}) == 2
    source = Cluster(shards, SETTINGS, client, "both")
    same(fit_spread(source, SETTINGS).found, together)
    assert sum(client.run(kept, "both").values()) == 4
    source.close()
    assert sum(client.run(kept, "both").values()) == 0


def test_a_shard_without_people_changes_nothing(client, shards, together):
    from pyarrow import parquet

    empty = shards[0].with_name("shard-00a.parquet")
    parquet.write_table(parquet.read_table(shards[0]).slice(0, 0), empty)
    source = Cluster([shards[0], empty, *shards[1:]], SETTINGS, client, "empty")
    same(fit_spread(source, SETTINGS).found, together)


def kept(name, dask_worker):
    return len(vars(dask_worker)["overture_kept"].get(name, {}))


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(client, shards, together):
    source = Losing(shards, SETTINGS, client, "losing")
    same(fit_spread(source, SETTINGS).found, together)
    assert source.lost == 1


def test_a_shard_that_was_cut_short_is_named_by_whoever_read_it(client, shards):
    shards[2].write_bytes(shards[2].read_bytes()[:-9])
    with pytest.raises(ShardError, match=r"^shard-02.parquet: It is cut short") as told:
        fit_spread(Cluster(shards, SETTINGS, client, "fit"), SETTINGS)
    assert told.value.path == shards[2]


def test_somebody_in_two_shards_is_no_two_people(client, shards):
    again = shards[0].with_name("shard-09.parquet")
    again.write_bytes(shards[1].read_bytes())
    with pytest.raises(ShardError, match=r"^shard-09.parquet: Somebody in it"):
        fit_spread(Cluster([*shards, again], SETTINGS, client, "fit"), SETTINGS)


def test_the_command_spreads_a_folder_over_workers(client, shards):
    where = ("--scheduler", client.scheduler.address)
    done = run(shards[0].parent, "--high", 100, "--json", "--laplace", *where)
    alone = run(shards[0].parent, "--high", 100, "--json", "--laplace")
    assert done.exit_code == 0, done.exception
    mine, theirs = json.loads(done.stdout), json.loads(alone.stdout)
    assert mine["log_evidence"] == pytest.approx(theirs["log_evidence"], rel=1e-8)
    assert mine["notes"] == theirs["notes"]
