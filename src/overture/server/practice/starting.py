"""Where the model starts for a member: what is known of people, shifted by six taps.

Of people, either the shipped weak prior is known, or the population that the operator installed.
"""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from overture import learning
from overture.server.accounts.models import Member
from overture.server.assessments.services import profile_of
from overture.server.audit import services as audit

log = logging.getLogger(__name__)
PRIOR_FILE: Final = "prior.json"


def installed_at() -> Path:
    """Where the population stands that new people start from, if one was installed."""
    place: Path = settings.ENVIRONMENT.data / PRIOR_FILE
    return place


def prior_of(member: Member) -> learning.Prior:
    """The prior that the member's short profile gives, under the installed population if any."""
    anxiety = profile_of(member).anxiety
    found = _installed()
    return learning.weak_prior(anxiety) if found is None else _prior(found, anxiety)


@transaction.atomic
def install(*, artefact: Mapping[str, Any], now: datetime) -> None:
    """Let new people start from a fitted population; others follow with their next attempt.

    Raises ValueError, and leaves what stood there, where it is not one that may become a prior.
    """
    from overture.fitting.artefact import write  # noqa: PLC0415 - a start must be quick

    try:
        _prior(artefact, None)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("This is no prior that this version can read.") from error
    _note("prior.installed", str(artefact["people"]), now)
    write(installed_at(), artefact)


@transaction.atomic
def uninstall(*, now: datetime) -> bool:
    """Go back to the shipped prior. False if no other was installed."""
    if not installed_at().exists():
        return False
    _note("prior.removed", "", now)
    installed_at().unlink()
    return True


def _prior(artefact: Mapping[str, Any], anxiety: float | None) -> learning.Prior:
    from overture.fitting.priors import ANXIETY, prior_from  # noqa: PLC0415 - as above

    return prior_from(artefact, {ANXIETY: anxiety})


def _note(action: str, people: str, now: datetime) -> None:
    audit.record(at=now, actor="operator", action=action, subject="population", detail=people)


def _installed() -> Mapping[str, Any] | None:
    place = installed_at()
    try:
        changed = place.stat().st_mtime_ns
    except OSError:
        return None
    return _read(place, changed)


@lru_cache(maxsize=1)
def _read(place: Path, _changed: int) -> Mapping[str, Any] | None:
    """The installed population; None, and a line in the log, where it cannot be used."""
    try:
        found: dict[str, Any] = json.loads(place.read_text("utf-8"))
        _prior(found, None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("The installed prior cannot be used, so the shipped one is: %s", error)
        return None
    return found
