"""Where people stand between two passes, and their ratings as arrays, in files of a scratch folder.

They are about single people, so the folder is to be its user's alone and to go when the fit ends.
"""

from pathlib import Path
from typing import Final

import numpy as np

from overture.fitting.columns import People
from overture.fitting.model import Curve
from overture.fitting.scoring import Posterior, Where
from overture.fitting.shard import Standing
from overture.fitting.weighing import Draws
from overture.learning import Array

_POSTERIORS: Final = ("posterior", "around")


def keep_people(path: Path, people: People) -> None:
    """Keep the ratings, outcomes and covariates of a shard."""
    np.savez(path, ratings=people.ratings, outcomes=people.outcomes, given=people.given)


def kept_people(path: Path, names: tuple[str, ...]) -> People:
    """What `keep_people` kept."""
    with np.load(path) as kept:
        return People(kept["ratings"], kept["outcomes"], kept["given"], names, ())


def keep_standing(path: Path, standing: Standing) -> None:
    """Keep where people stand."""
    kept: dict[str, Array] = {}
    if (where := standing.where) is not None:
        kept |= {"theta": where.theta, "share": where.share, **where.curve._asdict()}
    for name in _POSTERIORS:
        if (known := getattr(standing, name)) is not None:
            kept |= {f"{name} mean": known.mean, f"{name} covariance": known.covariance}
    if (draws := standing.draws) is not None:
        kept |= {"points": draws.points, "ahead": draws.ahead}
    if standing.effective is not None:
        kept["effective"] = standing.effective
    np.savez(path, allow_pickle=False, **kept)


def kept_standing(path: Path) -> Standing:
    """What `keep_standing` kept; nothing yet where there is no such file."""
    if not path.exists():
        return Standing()
    with np.load(path) as kept:
        had = dict(kept)
    curve = Curve(*(had[name] for name in Curve._fields)) if "theta" in had else None
    known = {
        name: Posterior(had[f"{name} mean"], had[f"{name} covariance"])
        for name in _POSTERIORS
        if f"{name} mean" in had
    }
    return Standing(
        where=Where(had["theta"], curve, had["share"]) if curve else None,
        draws=Draws(had["points"], had["ahead"]) if "points" in had else None,
        effective=had.get("effective"),
        **known,
    )
