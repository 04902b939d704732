"""A copy of everything, for machines and for reading."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from overture.content.after import questions
from overture.content.drills import drills
from overture.content.feelings import feelings
from overture.server.conversations.export import export
from overture.server.practice import logs, selectors, thoughts, told_again, values
from overture.server.web.member.answered import in_words
from overture.server.web.moments import moments_of
from overture.server.web.people import step_up
from overture.server.web.requests import MemberRequest, members_only, now_of

SPEAKERS = {"member": "You", "cue": "Cue, an AI", "partner": "Played partner", "safety": "Overture"}


@members_only
@step_up
@require_GET
def export_json(request: MemberRequest) -> HttpResponse:
    """Every row, as JSON."""
    copy = export(member=request.member, now=now_of(request))
    response = JsonResponse(copy, json_dumps_params={"indent": 1, "ensure_ascii": False})
    return _named(response, request, "json")


@members_only
@step_up
@require_GET
def export_html(request: MemberRequest) -> HttpResponse:
    """The same to read and to print: one file that needs nothing else."""
    copy = export(member=request.member, now=now_of(request))
    page = {
        "made_at": copy["made_at"],
        "space": copy["tables"]["space"][0],
        "tables": [(name.replace("_", " "), len(rows)) for name, rows in copy["tables"].items()],
        "moments": _moments(request),
        "steps": copy["tables"]["steps"],
        "thoughts": thoughts.standing(request.member),
        "sorts": values.sorts_of(request.member),
        "rated": values.all_ratings(request.member),
        "answers": in_words(copy["tables"]["profile_answers"]),
        "drills": _drills(copy["tables"]["drill_sittings"], copy["tables"]["drill_answers"]),
        "goals": copy["tables"]["daily_goals"],
        "log": _log(copy["tables"]),
        "talks": _talks(copy["messages"], copy["tables"]["conversations"]),
        "plans": list(reversed(copy["tables"]["safety_plans"])),
        "quiet_plans": list(reversed(copy["tables"]["quiet_plans"])),
        "course_answers": copy["tables"]["course_answers"],
        "people": copy["tables"]["people_to_tell"],
        "group_posts": copy["tables"]["group_posts"],
        "group_reports": copy["tables"]["group_reports"],
        "alerts": copy["tables"]["alerts"],
        "around": _around(copy["tables"]),
        "nudging": next(iter(copy["tables"]["nudging"]), None),
        "nudges": [row for row in copy["tables"]["nudges"] if row["sent"]],
    }
    return _named(render(request, "member/export.html", page), request, "html")


def _around(tables: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Everybody who was let in on something, with what was sent to them and what they said."""
    return [
        {
            **link,
            "sees": [row for row in tables["shared"] if row["link_id"] == link["id"]],
            "sent": [row for row in tables["sent_to_people"] if row["link_id"] == link["id"]],
            "said": [row for row in tables["celebrations"] if row["link_id"] == link["id"]],
            "left": [
                row for row in tables["people_who_stepped_back"] if row["link_id"] == link["id"]
            ],
        }
        for link in tables["people_who_see_something"]
    ]


def _named(response: HttpResponse, request: MemberRequest, ending: str) -> HttpResponse:
    """As a download, with the day in its name."""
    name = f"overture-{now_of(request):%Y-%m-%d}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _moments(request: MemberRequest) -> list[dict[str, Any]]:
    """Each moment as the record tells it, with everything that was written about it."""
    told = moments_of(selectors.met_moments(request.member))
    beside = told_again.tellings_by_attempt(request.member)
    return [
        {
            "told": told[attempt.pk],
            "note": attempt.outcome.note,
            "told_again": beside.get(attempt.pk, ()),
            "again": getattr(attempt, "rerating", None),
            "review": getattr(attempt, "review", None),
            "discounted": attempt.discounted,
            "would_count_if": attempt.would_count_if,
        }
        for attempt in selectors.met_attempts(request.member)
    ]


def _drills(
    sittings: Iterable[Mapping[str, Any]], answers: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """What was tapped and written in skill drills, under a drill's title while there is one."""
    named = {drill.id: drill.title for drill in drills().values()}
    of = {row["id"]: named.get(row["drill"], row["drill"]) for row in sittings}
    return [{**row, "drill": of[row["sitting_id"]]} for row in answers]


def _log(tables: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Words and noted moments in the order in which they were kept, each in words."""
    whom, long = dict(logs.Interaction.Who.choices), dict(logs.Interaction.Long.choices)
    words = [{**row, "what": _felt(row)} for row in tables["felt_words"]]
    noted = [
        {**row, "what": whom[row["who"]], "long": long.get(row["long"], "")}
        for row in tables["moments_noted"]
    ]
    asked = [
        {**row, "what": questions()[row["question"]].words, "note": row["words"]}
        for row in tables["asked_after"]
        if row["question"] in questions()
    ]
    return sorted([*words, *noted, *asked], key=lambda row: row["at"])


def _felt(row: Mapping[str, Any]) -> str:
    named = (feelings().get(row[name]) for name in ("feeling", "second"))
    return ", ".join(one.word for one in named if one) or str(row["feeling"])


def _speaker(message: Mapping[str, Any]) -> str:
    named = message["name"]
    return f"{named}, played" if named else SPEAKERS[message["speaker"]]


def _talks(
    messages: Iterable[dict[str, Any]], conversations: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Conversations with their messages, oldest first."""
    began = {str(row["id"]): row for row in conversations}
    talks = []
    for key, said in groupby(messages, key=lambda message: message["conversation"]):
        lines = [{**message, "who": _speaker(message)} for message in said]
        row = began[key]
        talks.append(
            {"kind": row["kind"], "scene": row["scene_id"], "at": row["began_at"], "lines": lines}
        )
    return talks
