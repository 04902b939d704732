"""The blocks of a person's page beside the curves, each behind the thing that opens it."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.safestring import SafeString

from overture.content import scenes
from overture.measures import PROFILE
from overture.measures.contact import CONTACTS
from overture.measures.minutes import ROUGHLY, UNSAID, by_week
from overture.server.accounts.sharing import Thing
from overture.server.assessments import instruments, kinds
from overture.server.practice import goals, logs, profile_now, selectors, values
from overture.server.web.bars import bars
from overture.server.web.charts import short_day
from overture.server.web.clinician.look import Look
from overture.server.web.clinician.rules import allowed
from overture.server.web.measure_words import Told, comparable, days_of, told

SIX_WEEKS = timedelta(weeks=6)
MOST = 5
REACHED = {"started": "got part of the way", "stopped": "turned back"}
FACETS = {
    "predictable": "As expected",
    "trustworthy": "What was feared stayed away",
    "wanting": "Looking forward",
    "enjoying": "Enjoying",
    "dread": "Dread",
}


def blocks(look: Look) -> dict[str, object]:
    """What the page shows; None for what is not shared."""
    return {
        "near_misses": _near_misses(look),
        "discounted": _discounted(look),
        "profile": _profile(look),
        "goals": _goals(look),
        "measures": _measures(look),
        "minutes": _minutes(look),
        "help_times": [_at(at) for at in look.help_times],
        "tells_help": Thing.HELP_OPENED in look.things,
    }


def _near_misses(look: Look) -> list[tuple[str, str, str, str]] | None:
    """Day, what, how far it went, and the one change that was carried to next time."""
    if not look.opens(Thing.NEAR_MISSES):
        return None
    missed = [
        one
        for one in selectors.met_attempts(look.link.member)
        if one.kind == "real" and one.outcome.reach != "done"
    ]
    return [
        (
            short_day(timezone.localdate(one.outcome.at)),
            one.title,
            REACHED[one.outcome.reach],
            (getattr(one, "review", None) and one.review.change) or "",
        )
        for one in reversed(missed[-MOST:])
    ]


def _discounted(look: Look) -> list[tuple[str, str, str, str]] | None:
    """What they say does not count, why, and what would; part of the moments."""
    if not look.opens(Thing.MOMENTS):
        return None
    every = selectors.met_attempts(look.link.member)
    said = [one for one in every if one.discounted or one.would_count_if]
    return [
        (
            short_day(timezone.localdate(one.outcome.at)),
            one.title,
            one.discounted,
            one.would_count_if,
        )
        for one in reversed(said[-MOST:])
    ]


def _profile(look: Look) -> dict[str, object] | None:
    """Their own taps; what the record makes of them only where that may be worked out."""
    if not look.opens(Thing.PROFILE):
        return None
    answers = kinds.profile_answers(look.link.member)
    taps = [(one.asks, one.answers[answers[one.id]]) for one in PROFILE if one.id in answers]
    return {"taps": taps, "redrawn": _redrawn(look) if allowed().inferred else []}


def _redrawn(look: Look) -> list[tuple[str, list[tuple[str, str]]]]:
    """By kind of contact, how much of each, and from how many moments. What is not so is left."""
    drawn = profile_now.redrawn(look.link.member, look.now)
    found = [
        (
            CONTACTS[kind].replace(" I know ", " they know "),
            [
                (FACETS[one.facet], f"{one.level} ({one.count})")
                for one in readings
                if one.level and one.stands and one.facet in FACETS
            ],
        )
        for kind, readings in drawn.kinds.items()
    ]
    return [(kind, rows) for kind, rows in found if rows]


def _goals(look: Look) -> dict[str, object] | None:
    if not look.opens(Thing.GOALS):
        return None
    member = look.link.member
    matter = []
    for card in values.top_of(member):
        rated = next(iter(values.ratings_of(member, card)), None)
        said = f"important {rated.importance}, sure {rated.confidence}" if rated else ""
        matter.append((card.words, said.replace("None", "not said")))
    lately = [(one.words, one.get_said_display()) for one in goals.lately(member, look.now.date())]
    return {"matter": matter, "lately": lately}


def _measures(look: Look) -> list[tuple[list[str], list[Told]]] | None:
    """Each set of questions over the times it was answered."""
    if not look.opens(Thing.MEASURES):
        return None
    offered, found = instruments.offered(), []
    for name in sorted(instruments.names_answered(look.link.member)):
        rows = comparable(instruments.past(look.link.member, name))
        found.append((days_of(rows), told(offered.get(name), rows)))
    return found


def _minutes(look: Look) -> SafeString | None:
    if look.cue is None:
        return None
    member, since = look.link.member, look.now - SIX_WEEKS
    noted = logs.interactions_since(member, since)
    people = [(one.at, ROUGHLY.get(one.long, UNSAID)) for one in noted if not one.was_a_step]
    met = selectors.with_people(member).filter(outcome__at__gte=since)
    people += [(at, UNSAID) for at in met.values_list("outcome__at", flat=True)]
    played = member.attempts.filter(kind="scene", outcome__at__gte=since, retracted_at=None)
    known = scenes()
    practised = [
        (at, float(known[scene_id].minutes))
        for at, scene_id in played.values_list("outcome__at", "scene_id")
        if scene_id in known
    ]
    return bars(by_week(people, [*look.cue, *practised], look.now))


def _at(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.day} {local:%B}, {local:%H:%M}"
