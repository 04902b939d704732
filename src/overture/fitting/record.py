"""What sites that fit together send each other, as JSON: sums of one site, and the record."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from overture import __version__
from overture.fitting.normal import Population
from overture.fitting.settings import Settings
from overture.fitting.shard import Ask
from overture.fitting.sums import Added, Begun, Sums, Tally
from overture.fitting.survey import Survey

FORMAT: Final = 1
_KINDS: Final[dict[str, type[Added]]] = {"survey": Survey, "begin": Begun, "tell": Tally}


class TogetherError(ValueError):
    """Something that does not belong to this fit, or that a site must not give away."""


@dataclass(frozen=True, eq=False)
class SiteSums:
    """One site's sums of one pass, and what they answer."""

    site: str
    asked: str
    sums: Added
    names: tuple[str, ...]
    settings: Settings
    fingerprint: str

    def as_json(self) -> dict[str, Any]:
        """The sums as plain JSON values."""
        return {
            "format": FORMAT,
            "site": self.site,
            "asked": self.asked,
            "covariates": list(self.names),
            "settings": asdict(self.settings),
            "fingerprint": self.fingerprint,
            "version": __version__,
            "sums": {"what": _what(self.sums), **self.sums.as_json()},
        }

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> "SiteSums":
        """What `as_json` gave; raises TogetherError for anything else."""
        try:
            _same_format(told, "These sums are of another version of Overture.")
            names = tuple(map(str, told["covariates"]))
            sums = _sums(told["sums"])
            settings, mark = Settings(**told["settings"]), str(told["fingerprint"])
            return cls(str(told["site"]), str(told["asked"]), sums, names, settings, mark)
        except TogetherError:
            raise
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise TogetherError("These are no sums of a site.") from error


@dataclass(frozen=True, eq=False)
class Record:
    """What was asked so far, what it came to, and of how many people at which site.

    `told[0]` is the survey, before anything is asked; `told[n]` answers `asks[n - 1]`. The last
    ask has no answer yet, unless all is found. `start` is where the fit goes on from, if anywhere.
    """

    settings: Settings
    names: tuple[str, ...]
    sites: Mapping[str, int]
    told: tuple[Added, ...]
    asks: tuple[Ask, ...]
    start: Population | None = None

    @property
    def survey(self) -> Survey:
        """Who is there, over all sites."""
        first = self.told[0]
        if not isinstance(first, Survey):
            raise TogetherError("This record does not begin with who is there.")
        return first

    @property
    def found(self) -> bool:
        """Whether everything that was asked was answered, and nothing more is."""
        return len(self.told) > len(self.asks)

    @property
    def asked(self) -> str:
        """Which pass is waited for, and letters that are the same for no other ask."""
        told = json.dumps([_ask_json(ask) for ask in self.asks], sort_keys=True)
        return f"{len(self.asks)}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"

    def as_json(self) -> dict[str, Any]:
        """The record as plain JSON values."""
        return {
            "format": FORMAT,
            "version": __version__,
            "settings": asdict(self.settings),
            "covariates": list(self.names),
            "sites": dict(self.sites),
            "found": self.found,
            "start": self.start and _population_json(self.start),
            "told": [{"what": _what(one), **one.as_json()} for one in self.told],
            "asks": [_ask_json(ask) for ask in self.asks],
        }

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> "Record":
        """What `as_json` gave; raises TogetherError for anything else."""
        try:
            _same_format(told, "This record is of another version of Overture.")
            return cls(
                Settings(**told["settings"]),
                tuple(told["covariates"]),
                {str(site): int(count) for site, count in told["sites"].items()},
                tuple(_sums(one) for one in told["told"]),
                tuple(_ask(one) for one in told["asks"]),
                _population(told["start"]),
            )
        except TogetherError:
            raise
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise TogetherError("This is no record of a fit of several sites.") from error


def _same_format(told: Mapping[str, Any], what: str) -> None:
    if told["format"] != FORMAT:
        raise TogetherError(what)


def _what(sums: Added) -> str:
    return next((what for what, kind in _KINDS.items() if isinstance(sums, kind)), "pass")


def _sums(told: Mapping[str, Any]) -> Added:
    kind = _KINDS.get(told["what"], Sums)
    found = kind.of_json({name: value for name, value in told.items() if name != "what"})
    if not all(np.isfinite(value).all() for value in vars(found).values()):
        raise TogetherError("Some of these sums are no numbers.")
    return found


def _ask_json(ask: Ask) -> dict[str, Any]:
    return {
        "what": ask.what,
        "population": ask.population and _population_json(ask.population),
        "seed": ask.seed,
        "together": None if ask.together is None else ask.together.tolist(),
    }


def _ask(told: Mapping[str, Any]) -> Ask:
    together = None if told["together"] is None else np.array(told["together"])
    return Ask(told["what"], _population(told["population"]), told["seed"], together)


def _population_json(population: Population) -> dict[str, Any]:
    return {
        "coefficients": population.coefficients.tolist(),
        "covariance": population.covariance.tolist(),
    }


def _population(told: Mapping[str, Any] | None) -> Population | None:
    if told is None:
        return None
    found = Population(
        np.array(told["coefficients"], dtype=np.float64),
        np.array(told["covariance"], dtype=np.float64),
    )
    whole = np.isfinite(found.coefficients).all() and np.isfinite(found.covariance).all()
    if not whole or np.linalg.eigvalsh(found.covariance).min() <= 0.0:
        raise TogetherError("This record asks under a population that is none.")
    return found
