"""Pace and safety of one person: what is agreed, what waits for their yes, and what to suggest."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from overture.content.families import FAMILIES
from overture.planning.agreed import RANGES, SETTINGS, SWITCHES, TOPICS, Value
from overture.server.accounts.people import Role
from overture.server.accounts.sharing import Link
from overture.server.care import proposing
from overture.server.practice import agreements
from overture.server.web.agreed_words import NAMES, short
from overture.server.web.clinician import desk
from overture.server.web.keys import key_of
from overture.server.web.people import PersonRequest, role_only
from overture.server.web.requests import now_of

PANELS = {
    "Pace": ("hardest", "new_a_week", "likely", "cue_minutes", "practise_first"),
    "Safety": ("hold", "no_go"),
}


@dataclass(frozen=True)
class Row:
    """One setting: its value as agreed, as it waits, and the values that can be suggested."""

    setting: str
    name: str
    about: str
    agreed: str = ""
    waits: str = ""
    waits_id: UUID | None = None
    answered: str = ""
    choices: list[tuple[str, str, bool]] = field(default_factory=list)


def panels(link: Link) -> list[tuple[str, list[Row]]]:
    """The settings that may be suggested here, in the two panels of the page."""
    agreed = agreements.with_person(link.member, link.person)
    waiting = {one.setting: one for one in proposing.open_of(link)}
    answered = {one.setting: one for one in reversed(proposing.answered(link))}
    return [
        (
            title,
            [
                _row(setting, agreed, waiting.get(setting), answered.get(setting))
                for setting in settings
                if agreements.may_be_agreed(setting)
            ],
        )
        for title, settings in PANELS.items()
    ]


def _row(
    setting: str,
    agreed: dict[str, Value],
    waits: proposing.Proposal | None,
    answered: proposing.Proposal | None,
) -> Row:
    name, about = NAMES[setting]
    value = agreed.get(setting)
    return Row(
        setting=setting,
        name=name,
        about=about,
        agreed=short(setting, value) if setting in agreed else "",
        waits=short(setting, waits.value) if waits else "",
        waits_id=waits.pk if waits else None,
        answered=_answered(answered) if answered and not waits else "",
        choices=list(_choices(setting, waits.value if waits else value)),
    )


def _answered(one: proposing.Proposal) -> str:
    """What the member said to the last value, where that was no yes."""
    value = short(one.setting, one.value)
    if one.answer == "no":
        return f"No to {value}"
    return f"Something else than {value}: {one.words}" if one.answer == "else" else ""


def _choices(setting: str, current: object) -> Iterator[tuple[str, str, bool]]:
    if setting in RANGES:
        yield from ((str(n), short(setting, n), n == current) for n in RANGES[setting])
    elif setting in SWITCHES:
        yield from ((word, word.title(), current is (word == "on")) for word in ("on", "off"))
    else:
        topics = current if isinstance(current, list) else []
        yield from ((topic, FAMILIES[topic].title, topic in topics) for topic in TOPICS)


@role_only(Role.Kind.CLINICIAN)
@require_POST
def suggest(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """Suggest what was changed; each waits for the member's yes by itself."""
    link = desk.shared_or_404(request, link_id)
    agreed = agreements.with_person(link.member, link.person)
    waiting = {one.setting: one.value for one in proposing.open_of(link)}
    for setting in SETTINGS:
        value = _given(request, setting)
        if value is None or value == waiting.get(setting, agreed.get(setting)):
            continue
        if setting == "no_go" and not value and setting not in agreed | waiting:
            continue
        _propose(request, link, setting, value)
    return redirect(f"{reverse('clinic_person', args=[link.pk])}?said=suggested#pace")


def _propose(request: PersonRequest, link: Link, setting: str, value: Value) -> None:
    """One of them. A value that there is not is passed over: no page of ours offers it."""
    key = uuid5(key_of(request), setting)
    try:
        proposing.propose(link=link, setting=setting, value=value, key=key, now=now_of(request))
    except ValueError:
        return


def _given(request: PersonRequest, setting: str) -> Value | None:
    """What the form says of a setting; None where it says nothing."""
    if setting == "no_go":
        return request.POST.getlist("no_go") if "with_topics" in request.POST else None
    said = request.POST.get(setting, "")
    if setting in SWITCHES:
        return {"on": True, "off": False}.get(said)
    return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else None


@role_only(Role.Kind.CLINICIAN)
@require_POST
def withdraw(request: PersonRequest, link_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Take back what was not answered yet."""
    link = desk.shared_or_404(request, link_id)
    for one in proposing.open_of(link):
        if one.pk == proposal_id:
            proposing.withdraw(proposal=one, now=now_of(request))
    return redirect(f"{reverse('clinic_person', args=[link.pk])}?said=withdrawn#pace")
