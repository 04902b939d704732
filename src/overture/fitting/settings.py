"""What a fit over shards is told beforehand, the same for everybody who takes part."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Final

from overture import __version__
from overture.fitting.columns import People
from overture.fitting.compiled import compiled_passes
from overture.fitting.delta import PARAMETERS, DeltaRule
from overture.fitting.shard import Shard
from overture.fitting.survey import Standards

MODEL: Final = "delta rule"


@dataclass(frozen=True)
class Settings:
    """The scale of ratings, whether draws are left out, and the seed of those.

    With `fast` the passes are compiled, which gives the same but for rounding.
    """

    low: float = 0.0
    high: float = 10.0
    laplace: bool = False
    seed: int = 0
    fast: bool = False

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of what is fitted of each person."""
        return PARAMETERS

    def shard(self, people: People, by: Standards, first: int) -> Shard:
        """People as they take part, `first` being how many stand before them."""
        passes = compiled_passes() if self.fast else None
        width = self.high - self.low
        model = DeltaRule(people.ratings, people.outcomes, width, passes=passes)
        return Shard(model, by.about(people.given), first)

    def fingerprint(self, names: tuple[str, ...]) -> str:
        """Letters that are the same where one version fits the same to the same columns."""
        told = {"model": MODEL, "covariates": names, "version": __version__, **asdict(self)}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
