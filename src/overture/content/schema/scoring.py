"""What a FHIR questionnaire cannot say of itself: how it is scored, and what has to be screened."""

from typing import Literal

from pydantic import Field

from overture.content.schema.base import Authored
from overture.content.schema.instrument import Id, Name, Scale


class Screened(Authored):
    """An item that asks about self-harm or death, and the answer from which it matters."""

    item: Id
    matters_from: float = Field(alias="from")


class Scoring(Authored):
    """The small file beside a questionnaire. What is left empty is taken from the questionnaire."""

    schema_: Literal["instrument-scoring/1"] = Field(alias="schema")
    id: Name | None = None
    version: str = ""
    title: str = ""
    about: str | None = None
    standing: str = ""
    licence: str = ""
    source: str = ""
    reversed: tuple[Id, ...] = ()
    screened: tuple[Screened, ...] = ()
    scales: tuple[Scale, ...] = ()
