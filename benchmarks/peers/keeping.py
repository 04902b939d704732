"""What full sampling finds of a few people, kept for tests and for `overture evaluate learning`."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peers.environment import asked
from overture.simulation import DR84, simulate_delta

COMMAND = "python -m benchmarks.peers --keep src/overture/evaluation/learning/sampled.json"


def keep(python: Path, folder: Path, out: Path) -> None:
    """Sample twenty people under the true population, and a hundred with theirs; write both."""
    few = _sampled(python, folder, people=20, encounters=DR84.fitted, seed=20, draws=4_000)
    many = _sampled(python, folder, people=100, encounters=98, seed=0, draws=1_000)
    told = {"command": COMMAND, "versions": few.pop("versions"), "twenty": few, "hundred": many}
    many.pop("versions")
    out.write_text(json.dumps(told, separators=(",", ": ")) + "\n", "utf-8")


def _sampled(
    python: Path, folder: Path, *, people: int, encounters: int, seed: int, draws: int
) -> dict[str, Any]:
    drawn = simulate_delta(people, encounters, np.random.default_rng(seed))
    data = {"ratings": drawn.ratings[: DR84.fitted], "outcomes": drawn.outcomes[: DR84.fitted]}
    known = encounters == DR84.fitted
    if known:
        data |= {"mean": np.array(DR84.population.mean), "sd": np.array(DR84.population.sd)}
    path = folder / "people.npz"
    np.savez(path, **data)  # type: ignore[arg-type]
    options = ("--warmup", "1000", "--double") if known else ()
    found = asked(
        python, "in_numpyro.py", "nuts", str(path), "--draws", str(draws), "--once", *options
    )
    about = {"people": people, "encounters": encounters, "seed": seed, "draws": 2 * draws}
    rounded = {
        name: np.round(values, 4).tolist()
        for name, values in found.items()
        if name in ("mean", "sd", "furthest_rhat") or name.startswith("population_")
    }
    counted = np.minimum(found["effective"], 2 * draws).round().astype(int).tolist()
    return about | rounded | {"effective": counted, "versions": found["versions"]}
