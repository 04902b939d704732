"""What a fit found, told to a person or a program, and written as a prior. Nothing of anybody."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from overture import __version__
from overture.cli.problems import Problem

if TYPE_CHECKING:
    from overture.fitting.diagnostics import Verdict
    from overture.fitting.population import Found


@dataclass(frozen=True)
class Told:
    """A fit, the verdict over it, and what it was fitted to."""

    found: "Found"
    verdict: "Verdict"
    ratings: int
    covariates: tuple[str, ...]
    notes: tuple[str, ...] = ()
    model: str = "delta rule"

    def as_json(self) -> dict[str, Any]:
        """The fit as plain JSON values."""
        found = self.found
        return {
            "people": found.people,
            "ratings": self.ratings,
            "settled": found.settled,
            "corrected": found.corrected,
            "log_evidence": found.log_evidence,
            "covariates": list(self.covariates),
            "coefficients": found.population.coefficients.tolist(),
            "covariance": found.population.covariance.tolist(),
            **self.verdict.as_json(),
            "notes": list(self.notes),
        }

    def words(self) -> str:
        """The fit as lines: what people are like, and what may be said of one of them."""
        lines = [f"{self.found.people} people, {self.ratings} ratings."]
        for one in self.verdict.known:
            spread = f"spread {one.spread:.3g} (± {one.spread_error:.2g})"
            lines.append(f"  {one.parameter}: {one.mean:.3g} (± {one.mean_error:.2g}), {spread};")
            lines.append(f"    recovery {one.recovery:.2f}: {one.words()}")
        columns = self.found.population.coefficients.T[1:]
        for name, column in zip(self.covariates[1:], columns, strict=True):
            moved = ", ".join(f"{value:+.3g}" for value in column)
            lines.append(f"  {name}: {moved} (in the order above)")
        lines.append(f"Log evidence {self.found.log_evidence:.2f}.")
        lines += [*self.verdict.warnings, *self.notes]
        may = "may" if self.verdict.passes else "is not to"
        return "\n".join([*lines, f"It {may} become the prior of new people."])


def tell(told: Told, *, as_json: bool, out: Path | None) -> None:
    """Show a fit; `out` is where it was written, if anywhere."""
    if as_json:
        typer.echo(json.dumps(told.as_json(), ensure_ascii=False))
        return
    typer.echo(told.words())
    if out is not None:
        typer.echo(f"Written to {out}.")


def keep(told: Told, out: Path, source: str, sha256: str, settings: dict[str, Any]) -> None:
    """Write the population as a prior; a Problem where it would say too much of somebody."""
    from overture.fitting import artefact  # noqa: PLC0415 - NumPy is slow to import

    provenance = artefact.Provenance(
        source=source,
        source_sha256=sha256,
        ratings=told.ratings,
        fitted_at=datetime.now(UTC),  # noqa: TID251 - the edge reads the clock
        version=__version__,
        settings=settings,
    )
    try:
        made = artefact.artefact_of(
            told.found, told.verdict, provenance, model=told.model, covariates=told.covariates
        )
    except ValueError as error:
        what = f"{error} So nothing was written."
        raise Problem(what, "Without --out the fit is shown.") from error
    write(out, made)


def write(out: Path, made: dict[str, Any]) -> None:
    """Write a JSON file whole or not at all; a Problem where it cannot be written."""
    from overture.fitting import artefact  # noqa: PLC0415

    try:
        artefact.write(out, made)
    except OSError as error:
        what = f"{out} cannot be written: {error.strerror}. What stood there before still stands."
        raise Problem(what, "Choose another place with --out.") from error
