"""Teams that answer for a service: who they are, how they are reached, and when somebody is there.

The operator writes them down as data. Nothing here promises that somebody is there outside the
hours: then members read that nobody is on call.
"""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class UnusableTeamsError(ValueError):
    """The operator's file of teams cannot be used; the message says where and why."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Hours(_Strict):
    """Some hours on some days. Where they end before they begin, they go on past midnight."""

    days: tuple[Day, ...] = Field(min_length=1)
    begins: Annotated[time, Field(alias="from")]
    ends: Annotated[time, Field(alias="until")]

    def hold(self, now: datetime) -> bool:
        """Whether they hold at `now`, in the team's own zone. From 00:00 until 00:00 is all day."""
        today, clock = DAYS[now.weekday()], now.time()
        if self.begins < self.ends:
            return today in self.days and self.begins <= clock < self.ends
        yesterday = DAYS[(now.weekday() - 1) % 7]
        late = today in self.days and clock >= self.begins
        return late or (yesterday in self.days and clock < self.ends)


class Team(_Strict):
    """People who take turns, reached by one address: an e-mail or a webhook."""

    id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    name: str = Field(min_length=1, max_length=40)
    says: str = Field(max_length=200)
    zone: str
    email: str = ""
    webhook: str = ""
    hours: tuple[Hours, ...] = Field(min_length=1)

    @field_validator("zone")
    @classmethod
    def _is_a_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"there is no time zone {zone!r}") from error
        return zone

    @model_validator(mode="after")
    def _is_reached_in_one_way(self) -> Self:
        if bool(self.email) == bool(self.webhook):
            raise ValueError(f"{self.id}: give an email or a webhook, and only one")
        if self.webhook and urlsplit(self.webhook).scheme != "https":
            raise ValueError(f"{self.id}: a webhook must begin with https://")
        return self

    def is_on_call(self, now: datetime) -> bool:
        """Whether somebody of the team is there at `now`."""
        local = now.astimezone(ZoneInfo(self.zone))
        return any(hours.hold(local) for hours in self.hours)

    def next_on_call(self, now: datetime) -> datetime | None:
        """When somebody is there next, to the quarter of an hour, within eight days."""
        first = now.astimezone(ZoneInfo(self.zone)).replace(second=0, microsecond=0)
        first += timedelta(minutes=-first.minute % 15)
        quarters = (first + timedelta(minutes=15 * n) for n in range(8 * 96))
        return next((at for at in quarters if self.is_on_call(at)), None)


class TeamFile(_Strict):
    """The operator's file."""

    schema_: Literal["overture-on-call/1"] = Field(alias="schema")
    team: tuple[Team, ...]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [team.id for team in self.team]
        if len(set(ids)) != len(ids):
            raise ValueError("a team stands twice in this file")
        return self


def read(path: Path, webhook_hosts: Sequence[str]) -> tuple[Team, ...]:
    """The teams of a file; none where there is no file.

    Raises UnusableTeamsError for a file that cannot be read, or a webhook on a host that was not
    allowed.
    """
    try:
        teams = TeamFile.model_validate(tomllib.loads(path.read_text("utf-8"))).team
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise UnusableTeamsError(f"{path.name}: {error}") from error
    for host in _webhook_hosts(teams):
        if host not in webhook_hosts:
            message = f"{path.name}: {host} is not named in OVERTURE_WEBHOOK_HOSTS"
            raise UnusableTeamsError(message)
    return teams


def _webhook_hosts(teams: Sequence[Team]) -> Iterator[str]:
    return (urlsplit(team.webhook).hostname or "" for team in teams if team.webhook)
