"""The caseload: everybody who shares, with reasons in words, who needs a call first."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from overture.planning import caseload as pure
from overture.server.accounts import sharing
from overture.server.accounts.people import Role
from overture.server.accounts.sharing import Link
from overture.server.web import sparks
from overture.server.web.clinician import desk
from overture.server.web.clinician.alerts import told
from overture.server.web.clinician.look import Look, rests_since
from overture.server.web.clinician.rules import Allowed, allowed
from overture.server.web.clinician.telling import decimal
from overture.server.web.moments import moments_of, pairs
from overture.server.web.people import PersonRequest, role_only
from overture.server.web.words import capital, counted, long_date

NEEDS_A_LOOK = frozenset({"call", "pace"})
MOST_CARDS = 2
GENTLE_A_WEEK, GENTLE_UP_TO = 2, 5


@dataclass(frozen=True)
class Row:
    """One person on the caseload. What is empty is not shared, or there is none yet."""

    id: UUID
    name: str
    initials: str
    since: str
    spark: SafeString | None
    gap: tuple[str, str]
    week: tuple[str, str] | None
    pace: str
    reasons: tuple[pure.Reason, ...]

    @property
    def first(self) -> pure.Reason | None:
        """What stands under "Lately"."""
        return self.reasons[0] if self.reasons else None


@role_only(Role.Kind.CLINICIAN)
@require_GET
def caseload(request: PersonRequest) -> HttpResponse:
    """Everybody who shares with this clinician now."""
    may = allowed()
    links = sharing.linked_to(request.user, Link.Kind.CLINICIAN)
    looks = [desk.look_at(request, link) for link in links]
    rows = [row for look in looks if (row := _row(look, may))]
    rows.sort(key=lambda row: pure.order(row.reasons))
    today = timezone.localdate()
    page = {
        "rows": rows,
        "cards": [row for row in rows if row.first and row.first.kind in NEEDS_A_LOOK][:MOST_CARDS],
        "date": long_date(today),
        "share": _how_many(len(rows)),
        "alerts_new": sum(one.seen_at is None for one in told(looks)),
    }
    return desk.shown(request, "caseload", page)


def _how_many(count: int) -> str:
    if not count:
        return "Nobody shares with you yet."
    people = capital(counted(count, "person", "people"))
    return f"{people} {'shares' if count == 1 else 'share'} with you."


def _row(look: Look, may: Allowed) -> Row | None:
    """A row for somebody who shares anything at this moment; else None."""
    if not look.things:
        return None
    shared = look.shared
    return Row(
        id=look.link.pk,
        name=look.name,
        initials=look.initials,
        since=desk.since(look.link, look.now.date()),
        spark=_spark(look),
        gap=_gap(shared) if may.reasons else ("", ""),
        week=_week(look),
        pace=_pace(look),
        reasons=_reasons(shared, look) if may.reasons else (),
    )


def _pace(look: Look) -> str:
    """How fast it goes, as was agreed; or that it rests."""
    if look.steps and rests_since(look.steps):
        return "Resting"
    few = look.agreed.new_a_week is not None and look.agreed.new_a_week <= GENTLE_A_WEEK
    small = look.agreed.hardest is not None and look.agreed.hardest <= GENTLE_UP_TO
    return "Gentle" if few or small else "Steady"


def _reasons(shared: pure.Shared, look: Look) -> tuple[pure.Reason, ...]:
    """Every reason; what was tried last only where there is no other."""
    found = pure.reasons(shared, look.now)
    return tuple(one for one in found if one.kind != "lately") or found


def _spark(look: Look) -> SafeString | None:
    rated = pairs(list(moments_of(look.curves or ()).values()), "anxiety")
    return sparks.spark(rated, name=look.name) if len(rated) >= sparks.FEWEST else None


def _gap(shared: pure.Shared) -> tuple[str, str]:
    """First to last five; or one number, and that it is so far."""
    found = pure.gap(shared.moments or ())
    if found is None:
        return ("", "")
    first = "" if found.first is None else decimal(found.first)
    return (first, decimal(found.last))


def _week(look: Look) -> tuple[str, str] | None:
    moments = look.shared.moments
    if moments is None:
        return None
    week = pure.this_week(moments, look.now)
    return f"{week.with_people} with people", f"{week.practice} practice"
