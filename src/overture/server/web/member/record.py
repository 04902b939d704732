"""The track record: what was expected beside what happened, words first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from overture.server.practice import selectors, thoughts
from overture.server.web import charts, tables, telling
from overture.server.web.member.log import warmth_in_words
from overture.server.web.moments import Measure, Moment, Pair, moments_of, pairs
from overture.server.web.requests import MemberRequest, members_only

SHOWS = {"all": "All", "people": "With people", "practice": "Practice"}
ICONS_IN_A_ROW = 20
MOST_ICONS = 100
THOUGHTS = 5


@dataclass(frozen=True)
class Dots:
    """A row of small circles, one a moment: the first so many filled, the rest a point."""

    filled: range
    rest: range
    wraps: bool


@members_only
@require_GET
def record(request: MemberRequest) -> HttpResponse:
    """The record of all moments, of those with people, or of practice."""
    asked = request.GET.get("show", "all")
    show = asked if asked in SHOWS else "all"
    every = list(moments_of(selectors.met_moments(request.member)).values())
    moments = _shown(every, show)
    page = {"place": "record", "tabs": _tabs(every, show), "show": show, "any": bool(every)}
    page["warmth"] = warmth_in_words(request)
    page["thoughts"] = thoughts.tried_out(request.member)[:THOUGHTS]
    return render(request, "member/record.html", {**page, **_page(moments)})


def _shown(every: Sequence[Moment], show: str) -> list[Moment]:
    if show == "all":
        return list(every)
    return [moment for moment in every if moment.practice == (show == "practice")]


def _tabs(every: Sequence[Moment], show: str) -> list[dict[str, object]]:
    return [
        {"show": name, "words": words, "count": len(_shown(every, name)), "current": name == show}
        for name, words in SHOWS.items()
    ]


def _page(moments: Sequence[Moment]) -> dict[str, object]:
    if not moments:
        return {"empty": charts.empty_chart()}
    places = telling.places(moments)
    return {
        "count": len(moments),
        "many": len(moments) >= telling.ENOUGH_TO_COMPARE,
        "lead": telling.lead(moments),
        "anxiety": _anxiety(pairs(moments, "anxiety")),
        "enjoyment": _enjoyment(pairs(moments, "enjoyment")),
        "table": tables.record_table(moments),
        "feared": _feared(moments),
        "places": places,
        "kinds": telling.kinds(len(places)) if places else "",
        "closest": telling.closest(moments),
    }


def _anxiety(rated: Sequence[Pair]) -> dict[str, object]:
    enough = len(rated) >= telling.ENOUGH_TO_DESCRIBE
    return {
        "rows": telling.first_and_last(rated),
        "few": "" if len(rated) >= telling.ENOUGH_TO_COMPARE else telling.few(rated, "anxiety"),
        "drawing": _drawing(rated, "anxiety"),
        "caption": telling.caption(rated) if enough else "",
        "left_out": max(0, len(rated) - charts.MOST_DRAWN),
        "drawn": charts.MOST_DRAWN,
    }


def _enjoyment(rated: Sequence[Pair]) -> dict[str, object]:
    enough = len(rated) >= telling.ENOUGH_TO_DESCRIBE
    return {
        "words": telling.enjoyed(rated) if enough else None,
        "few": "" if enough else telling.few(rated, "enjoyment"),
        "drawing": _drawing(rated, "enjoyment"),
    }


def _drawing(rated: Sequence[Pair], measure: Measure) -> SafeString | None:
    if not rated:
        return None
    drawn = rated[-charts.MOST_DRAWN :]
    last = "the last " if len(drawn) < len(rated) else ""
    plural = "" if len(drawn) == 1 else "s"
    return charts.chart(
        drawn,
        ident=measure,
        title=f"{measure.capitalize()}, expected and felt, in {last}{len(drawn)} moment{plural}",
        words=telling.read_aloud(drawn, measure),
        frame=charts.TALL if measure == "anxiety" else charts.LOW,
    )


def _feared(moments: Sequence[Moment]) -> dict[str, object] | None:
    found = telling.feared(moments)
    if found is None:
        return None
    return {
        "words": found,
        "guessed": _dots(found.guessed, found.moments),
        "came": _dots(found.happened, found.moments),
    }


def _dots(filled: int, total: int) -> Dots | None:
    """The row of circles, or None where there are too many to be counted by eye."""
    if total > MOST_ICONS:
        return None
    return Dots(range(filled), range(total - filled), wraps=total > ICONS_IN_A_ROW)
