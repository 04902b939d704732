"""The queue of what somebody looks back at, to find out where the screen is wrong.

Codes and the page alone, unless the member agreed to their words being read; those go as soon as
somebody has judged them, when the yes is taken back, and after ninety days.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from overture.safety.screening import Screening
from overture.server.accounts.models import Member
from overture.server.accounts.services import pseudonym
from overture.server.audit import services as audit
from overture.server.safeguarding.models import ReviewChoice, ReviewItem

CONSENT_TEXT = (
    "Somebody who runs this server may read single messages of mine, without my name beside them, "
    "to find out where the danger screen is wrong. They are removed once they were looked at, and "
    "after ninety days at the latest. I can take this back at any time."
)
"""What stands beside a member’s yes."""

KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Seen:
    """One item as a reviewer sees it: nothing in it says whose it is."""

    id: int
    day: str
    surface: str
    drawn: str
    step: str
    topic: str
    reason: str
    text: str


def is_drawn(*, seed: str, name: str, share: float) -> bool:
    """Whether a text on which the screen kept silent is drawn. The same name is drawn the same."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < share


def put_by(
    *, member: Member, screening: Screening, text: str, surface: str, now: datetime
) -> ReviewItem | None:
    """Line a screened text up for review: always where the screen spoke, else if it is drawn."""
    spoke = screening.next != "none"
    name = f"{member.pk}:{surface}:{now.isoformat()}"
    share = settings.OVERTURE_REVIEW_SHARE
    if not spoke and not is_drawn(seed=settings.SECRET_KEY, name=name, share=share):
        return None
    return ReviewItem.objects.create(
        member=member,
        at=now,
        surface=surface,
        drawn=ReviewItem.Drawn.SPOKE if spoke else ReviewItem.Drawn.SAMPLE,
        step=screening.next,
        topic=screening.topic or "",
        reason=screening.reason[:60],
        text=text.replace("\x00", "") if agrees(member) else "",
    )


def agrees(member: Member) -> bool:
    """Whether this member’s words may be read for review. Off until they say yes."""
    return bool(member.review_choices.order_by("-pk").values_list("agreed", flat=True).first())


@transaction.atomic
def say(*, member: Member, yes: bool, now: datetime) -> None:
    """Keep the member’s yes or no; with a no, what waits is emptied at once."""
    digest = hashlib.sha256(CONSENT_TEXT.encode()).hexdigest()
    ReviewChoice.objects.create(member=member, agreed=yes, text_hash=digest, at=now)
    if not yes:
        member.review_items.exclude(text="").update(text="")
    who = pseudonym(member)
    action = "review.agreed" if yes else "review.withdrawn"
    audit.record(at=now, actor=who, action=action, subject=who)


def waiting(*, most: int = 20) -> list[Seen]:
    """What nobody has judged yet, the oldest first."""
    items = ReviewItem.objects.filter(reviewed_at=None)[:most]
    return [_as_seen(one) for one in items]


def judge(*, item_id: int, verdict: str, now: datetime) -> bool:
    """Keep what a reviewer found, and remove the words. False if no such item waits.

    Raises ValueError for a verdict that there is none of.
    """
    known = ReviewItem.Verdict(verdict)
    waits = ReviewItem.objects.filter(pk=item_id, reviewed_at=None)
    return bool(waits.update(verdict=known, reviewed_at=now, text=""))


def forget_old(*, now: datetime) -> int:
    """Remove words that waited for ninety days. Returns how many."""
    old = ReviewItem.objects.filter(at__lt=now - KEPT_FOR).exclude(text="")
    return old.update(text="") if old.exists() else 0


def _as_seen(item: ReviewItem) -> Seen:
    return Seen(
        id=item.pk,
        day=f"{item.at:%Y-%m-%d}",
        surface=item.surface,
        drawn=item.drawn,
        step=item.step,
        topic=item.topic,
        reason=item.reason,
        text=item.text,
    )
