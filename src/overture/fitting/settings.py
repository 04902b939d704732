"""What a fit over shards is told beforehand, the same for everybody who takes part."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Final

from overture import __version__
from overture.fitting.columns import People
from overture.fitting.delta import PARAMETERS, DeltaRule
from overture.fitting.shard import Shard
from overture.fitting.survey import Standards

MODEL: Final = "delta rule"


@dataclass(frozen=True)
class Settings:
    """The scale of ratings, whether draws are left out, and the seed of those."""

    low: float = 0.0
    high: float = 10.0
    laplace: bool = False
    seed: int = 0

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of what is fitted of each person."""
        return PARAMETERS

    def shard(self, people: People, by: Standards, first: int) -> Shard:
        """People as they take part, `first` being how many stand before them."""
        model = DeltaRule(people.ratings, people.outcomes, self.high - self.low)
        return Shard(model, by.about(people.given), first)

    def fingerprint(self, names: tuple[str, ...]) -> str:
        """Letters that are the same where one version fits the same to the same columns."""
        told = {"model": MODEL, "covariates": names, "version": __version__, **asdict(self)}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
