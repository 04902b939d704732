"""Whether the installation is sound, as `overture doctor` says it."""

from itertools import chain

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from overture.server.accounts.people import Role
from overture.server.checkup import installation, program
from overture.server.web.people import PersonRequest, role_only
from overture.server.web.requests import now_of

ORDER = ("wrong", "note", "well")


@role_only(Role.Kind.OPERATOR)
@require_GET
def sound(request: PersonRequest) -> HttpResponse:
    """Everything that is looked at, what is wrong first."""
    now = now_of(request)
    looks = sorted(
        chain(program.looks(now.date()), installation.looks(now)),
        key=lambda look: ORDER.index(look.state),
    )
    page = {
        "place": "sound",
        "practice": settings.ENVIRONMENT.keeper,
        "looks": looks,
        "wrong": sum(look.state == "wrong" for look in looks),
        "notes": sum(look.state == "note" for look in looks),
    }
    return render(request, "operator/sound.html", page)
