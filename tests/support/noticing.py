"""Records in which the monitor sees something, written in one go."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from overture.server.accounts.models import Member
from overture.server.practice import services as practice
from overture.server.practice.models import Attempt, Outcome, Plan, Prediction, Rerating

RATED = {"anxiety": 4, "enjoyment": 5}


def weeks_with_people(owner: Member, counts: Sequence[int], now: datetime, *, opened: bool = True):
    """So many moments with people in each whole week before the one of `now`, oldest first.

    `opened`: Today was opened in each of the weeks, so that an empty week is known to be empty.
    """
    monday = (now - timedelta(days=now.weekday())).replace(hour=12, minute=0, second=0)
    for back, count in enumerate(reversed(counts), start=1):
        week = monday - timedelta(weeks=back)
        for place in range(count):
            _met(owner, week + timedelta(days=place % 7, minutes=place))
        if opened:
            Plan.objects.create(
                member=owner, made_at=week, seed=1, rule="gain", offers=[], considered={}
            )


def standing_still(owner: Member, now: datetime, *, moments: int = 14) -> None:
    """Four weeks in which as much is expected as before, or a little more, and less happens."""
    for place in range(moments):
        at = now - timedelta(days=27 * (1 - place / moments))
        attempt = _met(owner, at, anxiety=1, enjoyment=8)
        level = 7 if place < moments // 2 else 8
        hard = {"anxiety": level, "enjoyment": 10 - level, "feared_in_ten": level}
        Prediction.objects.create(attempt=attempt, at=at, **hard)
        Rerating.objects.create(attempt=attempt, at=at, **hard)


def practised(owner: Member, at: datetime, times: int) -> None:
    """So many scenes in the days from `at` on."""
    for place in range(times):
        _met(
            owner,
            at + timedelta(hours=7 * place),
            kind=Attempt.Kind.SCENE,
            scene_id="neighbour-parcel",
            features={**practice.OWN_STEP_FEATURES, "partner": "ai"},
        )


def _met(owner: Member, at: datetime, **given: object) -> Attempt:
    rated = {name: given.pop(name, value) for name, value in RATED.items()}
    about = {"kind": Attempt.Kind.REAL, "features": practice.OWN_STEP_FEATURES} | given
    attempt = Attempt.objects.create(
        member=owner, title="A word at the stop", family="own", begun_at=at, **about
    )
    Outcome.objects.create(attempt=attempt, at=at, feared="no", **rated)
    return attempt
