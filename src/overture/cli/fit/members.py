"""`overture fit members`: what the members of this server who agreed are like, taken together."""

import hashlib
from typing import TYPE_CHECKING

from overture.cli.fit.attempts import fitted
from overture.cli.fit.run import AsJson, Laplace, Out
from overture.cli.fit.telling import Told, keep, tell
from overture.cli.problems import Problem
from overture.cli.ready import open_database, set_up_django

if TYPE_CHECKING:
    from overture.learning import Array
    from overture.server.practice.sharing import Histories

SOURCE = "members who agreed"


def members(out: Out = None, laplace: Laplace = False, as_json: AsJson = False) -> None:
    """Fit the full model to the members of this server who agreed to be counted in.

    Numbers alone are read, and nothing of any member is shown or written. The audit trail notes
    that it was done, and of how many. Under twenty members nothing is fitted.

    Example: [bold]overture fit members --out prior.json[/bold]
    """
    set_up_django()
    open_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from overture.fitting.packed import attempts_from  # noqa: PLC0415 - NumPy is slow to import
    from overture.fitting.survey import LEAST_PEOPLE  # noqa: PLC0415
    from overture.server.practice import sharing  # noqa: PLC0415

    read = sharing.histories()
    attempts = attempts_from(read.packed)
    if (attempts.ratings > 0).sum() < LEAST_PEOPLE:
        what = f"Fewer than {LEAST_PEOPLE} members with ratings agreed to be counted in."
        raise Problem(what, "Nothing was fitted. Each is asked under Settings and privacy.")
    about, names = _about(read)
    found, verdict, ratings = fitted(attempts, about, laplace=laplace)
    told = Told(found, verdict, ratings, names, model="belief")
    sharing.note_fit(people=found.people, now=timezone.now())
    if out is not None:
        sha256 = hashlib.sha256(b"".join(read.packed)).hexdigest()
        keep(told, out, SOURCE, sha256, {"laplace": laplace})
    tell(told, as_json=as_json, out=out)


def _about(read: "Histories") -> tuple["Array", tuple[str, ...]]:
    """Covariates of members: the score they told, as it is, and who told none where several did.

    Where a handful told one, or one of them alone decides what it is worth, it is left out: its
    coefficients would say what those members are like.
    """
    import numpy as np  # noqa: PLC0415

    from overture.fitting.priors import ANXIETY  # noqa: PLC0415
    from overture.fitting.survey import LEAST_MISSING, LEAST_PEOPLE  # noqa: PLC0415
    from overture.fitting.tally import MOST_LEVERAGE, leverage  # noqa: PLC0415

    scores = np.array([np.nan if one is None else one for one in read.anxiety])
    missing = np.isnan(scores)
    ones, known = np.ones((1, len(scores))), scores[~missing]
    if len(known) < LEAST_PEOPLE or np.ptp(known) == 0.0:
        return ones, ("one",)
    rows, names = [*ones, np.where(missing, 0.0, scores)], ["one", ANXIETY]
    if missing.sum() >= LEAST_MISSING:
        rows.append(missing.astype(np.float64))
        names.append(f"{ANXIETY} missing")
    about = np.array(rows)
    if leverage(about, about @ about.T).max() > MOST_LEVERAGE:
        return ones, ("one",)
    return about, tuple(names)
