"""One person as they share themselves: a block for each thing that is granted, and for no other."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from overture.content import real_steps, scenes
from overture.server.accounts.people import Role
from overture.server.accounts.sharing import Thing
from overture.server.care import handing, own_notes, suggesting
from overture.server.web import charts, tables
from overture.server.web.clinician import desk, pace, telling
from overture.server.web.clinician.blocks import blocks
from overture.server.web.clinician.look import Look
from overture.server.web.clinician.rules import allowed
from overture.server.web.keys import fresh_key
from overture.server.web.moments import Measure, Moment, Pair, moments_of, pairs
from overture.server.web.people import PersonRequest, role_only
from overture.server.web.telling import read_aloud

TABS = {"anxiety": "Anxiety", "enjoyment": "Enjoyment", "feared": "Feared thing"}
LATEST = 6
SAID = {
    "suggested": "Suggested. Nothing changes before they have said yes.",
    "withdrawn": "Taken back.",
    "noted": "Kept. Nobody but you reads it here.",
    "erased": "Erased.",
    "held": "Kept. The next sheet begins here.",
    "nothing": "Nothing was kept: it needs a few words, or something that is on offer.",
}
SHORT: dict[Thing, str] = {
    Thing.CURVES: "Curves",
    Thing.SITUATIONS: "Situations",
    Thing.MOMENTS: "Moments",
    Thing.STEPS: "Steps",
    Thing.NEAR_MISSES: "Near misses",
    Thing.PROFILE: "Profile",
    Thing.GOALS: "Goals",
    Thing.MEASURES: "Questionnaires",
    Thing.MINUTES: "Minutes",
    Thing.HELP_OPENED: "Human help opened",
}
"""What is shared, as it stands at the top of the page."""


@role_only(Role.Kind.CLINICIAN)
@require_GET
def person(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """What this person shares with this clinician now. Somebody who shares nothing is not here."""
    look = desk.look_at(request, desk.link_or_404(request, link_id))
    if not look.things:
        raise Http404
    asked = request.GET.get("show", "")
    page = {
        "link": look.link,
        "name": look.name,
        "line": _line(look),
        "things": [words for thing, words in SHORT.items() if thing in look.things],
        "curves": _curves(look, asked if asked in TABS else "anxiety"),
        "situations": _situations(look),
        "moments": _latest(look),
        "steps": look.steps,
        **blocks(look),
        "panels": pace.panels(look.link),
        "suggested": suggesting.of_link(look.link)[:LATEST],
        "library": [(one, found.step.title) for one, found in real_steps().items()],
        "scenes": [(one.id, one.title) for one in scenes().values()],
        "notes": own_notes.notes_of(look.link),
        "colleagues": handing.colleagues(request.user),
        "handing": handing.open_of(look.link),
        "key": fresh_key(),
        "said": SAID.get(request.GET.get("said", ""), ""),
    }
    return desk.shown(request, "person", page)


def _line(look: Look) -> str:
    """Since when, and how much there is, where that is shared."""
    begun = f"since {desk.since(look.link, look.now.date())}"
    if look.curves is None:
        return begun
    people = sum(one.kind == "real" and one.reach != "stopped" for one in look.curves)
    return f"{begun}, {len(look.curves)} moments, {people} with people"


def _told(look: Look) -> list[Moment]:
    """The moments as they may be told: without what was done, unless moments are shared."""
    told = list(moments_of(look.curves or ()).values())
    return told if look.opens(Thing.MOMENTS) else telling.without_titles(told)


def _curves(look: Look, show: str) -> dict[str, object] | None:
    if look.curves is None:
        return None
    told = _told(look)
    base: dict[str, object] = {
        "show": show,
        "tabs": [(name, words, name == show) for name, words in TABS.items()],
        "feared": telling.feared(told),
    }
    if show == "feared":
        return base | {"heading": "What was feared, and what came", "rows": _feared_rows(told)}
    measure: Measure = "enjoyment" if show == "enjoyment" else "anxiety"
    rated = pairs(told, measure)
    concludes = allowed().reasons
    return base | {
        "heading": telling.heading(rated, measure) if concludes else measure.capitalize(),
        "ends": telling.ends(rated) if concludes else [],
        "drawing": _drawing(rated, measure),
        "table": tables.record_table(told) if told else None,
        "left_out": max(0, len(rated) - charts.MOST_DRAWN),
    }


def _drawing(rated: Sequence[Pair], measure: Measure) -> SafeString | None:
    if not rated:
        return None
    drawn = rated[-charts.MOST_DRAWN :]
    return charts.chart(
        drawn,
        ident=measure,
        title=f"{measure.capitalize()}, expected and felt, {len(drawn)} moments",
        words=read_aloud(drawn, measure),
        frame=charts.WIDE,
    )


CAME = {"no": "Did not happen", "partly": "Partly", "yes": "Happened"}


def _feared_rows(told: Sequence[Moment]) -> list[tuple[str, str, str, str]]:
    """Day, what, the guess and what came of it, the newest first."""
    known = [one for one in told if one.feared.in_ten is not None and one.feared.happened]
    return [
        (
            charts.short_day(one.day),
            f"{one.title} (practice)" if one.practice else one.title,
            f"{one.feared.in_ten} in 10",
            CAME[one.feared.happened],
        )
        for one in reversed(known)
    ]


def _situations(look: Look) -> list[telling.Where] | None:
    if not look.opens(Thing.SITUATIONS):
        return None
    return telling.where(list(moments_of(look.met).values()))


def _latest(look: Look) -> SafeString | None:
    """The last few moments, the newest first, with what was practice marked."""
    if not look.opens(Thing.MOMENTS):
        return None
    told = list(moments_of(look.met[-LATEST:]).values())
    return tables.record_table(told) if told else SafeString("")
