"""The counts as others may see them: a year for an office, a number for all, nobody in them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from overture.safety.library import measured
from overture.safety.places import Rules, places
from overture.safety.published import Share, protocol_version, section
from overture.server.safeguarding.counting import What
from overture.server.safeguarding.models import DailyCount

FEWEST = 5
"""A smaller count of a day is not told: it could be one person's."""

Counts = Mapping[str, int]


def days_of(year: int) -> Mapping[date, Counts]:
    """What was counted on each day of a year on which anything was."""
    found: dict[date, dict[str, int]] = {}
    rows = DailyCount.objects.filter(day__year=year, what__in=get_args(What))
    for row in rows.order_by("day"):
        found.setdefault(row.day, dict.fromkeys(get_args(What), 0))[row.what] = row.count
    return found


def withheld(days: Mapping[date, Counts]) -> dict[date, dict[str, int | None]]:
    """The same, with None for every count that is small, and never for just one day of a kind.

    One day alone could be worked out from the sum of a year; then the next smallest goes too.
    """
    told: dict[date, dict[str, int | None]] = {day: dict(counts) for day, counts in days.items()}
    for what in get_args(What):
        some = sorted((counts[what], day) for day, counts in days.items() if counts[what])
        small = [day for amount, day in some if amount < FEWEST]
        hidden = [day for _, day in some[: max(len(small), 2)]] if small else []
        for day in hidden:
            told[day][what] = None
    return told


def report(*, year: int, made_on: date, keeper: str, rules: Rules) -> dict[str, Any]:
    """The report of a year, with what every named place asks for, and nothing of any member."""
    days = days_of(year)
    totals = {what: sum(day[what] for day in days.values()) for what in get_args(What)}
    return {
        "schema": "overture-report/1",
        "year": year,
        "made_on": made_on.isoformat(),
        "made_by": keeper,
        "asked_for_by": _asked_for(rules),
        "crisis_referrals": totals.pop("notice"),
        "counts": totals,
        "days": [{"day": day.isoformat(), **counts} for day, counts in withheld(days).items()],
        "fewest_told_of_a_day": FEWEST,
        "protocol": {"version": protocol_version(), "what_is_done": section("What is done")},
        "measured": _measured(),
    }


def _asked_for(rules: Rules) -> dict[str, list[str]]:
    """Which place asks for which field."""
    known = [places()[one] for one in rules.places]
    return {
        field: [one.id for one in known if field in one.reporting.fields]
        for field in rules.report_fields
    }


def _measured() -> dict[str, Any]:
    found = measured()
    return {
        "on": found.on.isoformat(),
        "how": section("How it was measured").replace("{measured}\n\n", ""),
        "rows": [
            {
                "name": row.name,
                "hits": row.hits,
                "count": row.count,
                "interval_95": [round(end, 3) for end in Share(row.hits, row.count).interval],
            }
            for row in found.row
        ],
    }


def in_public(today: date) -> str:
    """How often help was named last year and so far in this one, for the public page."""
    last = _so_often(sum(day["notice"] for day in days_of(today.year - 1).values()))
    this = _so_often(sum(day["notice"] for day in days_of(today.year).values()))
    return (
        f"People to ring were named on this service {this} so far in {today.year}, and {last} in "
        f"{today.year - 1}. Each time counts, also several times for one person. A small number is "
        "not told exactly."
    )


def _so_often(count: int) -> str:
    if count == 0:
        return "no times"
    return f"{count} times" if count >= FEWEST else f"fewer than {FEWEST} times"


def as_text(found: Mapping[str, Any]) -> str:
    """The report of a year as Markdown, to be read and sent on."""
    lines = [
        f"# Report for {found['year']}",
        "",
        f"Made on {found['made_on']} by {found['made_by']}. It holds nothing of any person.",
        "",
        f"Crisis referral notices: **{found['crisis_referrals']}**",
        "",
        *(f"- {what.replace('_', ' ')}: {count}" for what, count in found["counts"].items()),
        "",
        "## Asked for by",
        "",
        *(f"- {field}: {', '.join(who)}" for field, who in found["asked_for_by"].items()),
        "",
        f"## What is done ({found['protocol']['version']})",
        "",
        found["protocol"]["what_is_done"],
        "",
        f"## How it was measured, on {found['measured']['on']}",
        "",
        *(
            f"- {row['name']}: {row['hits']} of {row['count']}, 95 % interval "
            f"{row['interval_95'][0]:.3f} to {row['interval_95'][1]:.3f}"
            for row in found["measured"]["rows"]
        ),
        "",
        found["measured"]["how"],
        "",
        "## Days",
        "",
        f"A count under {found['fewest_told_of_a_day']} is not told (–).",
        "",
        *(_day_line(day) for day in found["days"]),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _day_line(day: Mapping[str, Any]) -> str:
    told = (
        f"{what} {'–' if count is None else count}"
        for what, count in day.items()
        if what != "day" and count != 0
    )
    return f"- {day['day']}: {', '.join(told)}"
