"""What a member said yes or no to: one list, for whoever the member hands it to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from overture.server.accounts import sharing as shared_with
from overture.server.accounts.models import Member, Thing
from overture.server.practice import sharing
from overture.server.safeguarding import review


@dataclass(frozen=True)
class Agreed:
    """One yes or no as it holds now: to what, in which words, to whom, and since when.

    `key` tells two of a kind apart.
    """

    what: str
    words: str
    yes: bool
    at: datetime
    key: str = ""
    to: str = ""


def all_of(member: Member, now: datetime) -> list[Agreed]:
    """The last word on each thing that the member was asked; what was never answered is absent."""
    return [*_numbers(member), *_review(member), *_models(member), *_people(member, now)]


def _numbers(member: Member) -> Iterator[Agreed]:
    last = member.sharing_choices.order_by("-pk").first()
    if last:
        yield Agreed("counted", sharing.CONSENT_TEXT, last.agreed, last.at)


def _review(member: Member) -> Iterator[Agreed]:
    last = member.review_choices.order_by("-pk").first()
    if last:
        yield Agreed("review", review.CONSENT_TEXT, last.agreed, last.at)


def _models(member: Member) -> Iterator[Agreed]:
    last = {(row.host, row.model): row for row in member.model_choices.order_by("pk")}
    for (host, model), row in last.items():
        named = f"{model} at {host}"
        words = f"The language model {named} may put lines of Cue’s into other words."
        yield Agreed("model", words, row.agreed, row.at, key=named, to=named)


def _people(member: Member, now: datetime) -> Iterator[Agreed]:
    """Whom the member lets see something; what is shared at this moment."""
    for link in shared_with.links_of(member):
        things = sorted(Thing(one).label for one in shared_with.shared(link, now))
        words = f"May see: {', '.join(things)}." if things else "May see nothing at the moment."
        who = link.called or link.get_kind_display()
        last = link.grants.order_by("-since").first()
        at = last.since if last else link.since
        yield Agreed("sharing", words, bool(things), at, key=str(link.pk), to=who)
