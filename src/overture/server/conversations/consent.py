"""Whether a member's words may go to the language model that the operator set up.

The default is no. A yes names one model on one host; another host or model is asked about anew. A
no, or a yes taken back, holds from the next turn on.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from overture.conversation.llm import Endpoint
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.conversations.models import ModelChoice


@dataclass(frozen=True)
class Offer:
    """The model on offer, if there is one, and one member's answer to it."""

    endpoint: Endpoint | None
    agreed: bool | None

    @property
    def asks(self) -> bool:
        """Whether the member has not answered about this model on this host yet."""
        return self.endpoint is not None and self.agreed is None

    @property
    def named(self) -> str:
        """The model and its host, as the page names them: a yes is to these and to no other."""
        return f"{self.endpoint.model} at {self.endpoint.host}" if self.endpoint else ""


def offer_to(member: Member) -> Offer:
    """What pages say to a member about the model on offer."""
    return Offer(model_on_offer(), choice_of(member))


def model_on_offer() -> Endpoint | None:
    """The model that the operator set up, or None."""
    found: Endpoint | None = settings.OVERTURE_MODEL
    return found


def choice_of(member: Member) -> bool | None:
    """The member's answer to the model on offer; None if there is none yet, or no model."""
    endpoint = model_on_offer()
    if endpoint is None:
        return None
    choices = member.model_choices.filter(host=endpoint.host, model=endpoint.model)
    return choices.order_by("-pk").values_list("agreed", flat=True).first()


def model_for(member: Member) -> Endpoint | None:
    """The model that may word this member's replies: one that they agreed to, by host and name."""
    return model_on_offer() if choice_of(member) else None


@transaction.atomic
def choose_model(*, member: Member, agreed: bool, now: datetime) -> None:
    """Keep the member's answer to the model on offer. Without a model there is nothing to keep."""
    endpoint = model_on_offer()
    if endpoint is None or choice_of(member) is agreed:
        return
    ModelChoice.objects.create(
        member=member, host=endpoint.host, model=endpoint.model, agreed=agreed, at=now
    )
    who = pseudonym(member)
    action = "model.agreed" if agreed else "model.declined"
    audit.record(at=now, actor=who, action=action, subject=who, detail=endpoint.host)
