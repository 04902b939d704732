"""Short sets of questions: which there are, one to answer, and what was answered before."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from overture.content.schema.instrument import Instrument, Item
from overture.measures import matters
from overture.server.assessments import asking
from overture.server.assessments import instruments as room
from overture.server.safeguarding import services as safeguarding
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.measure_words import CAUTION, comparable, days_of, told
from overture.server.web.member.listening import shown_first
from overture.server.web.requests import MemberRequest, members_only

SURFACE = "questions"
NOT_AN_ANSWER = (
    "One of those wasn’t an answer to its question, so nothing was kept. Please tap it again."
)
NOTHING = "Nothing was answered, so nothing was kept. You can leave it at that."
SAID: Final = {"kept": "Kept. It is yours alone."}
MANY: Final = 11
"""With more answers than this an item is a list to choose from."""


@members_only
@require_GET
def measures(request: MemberRequest) -> HttpResponse:
    """What there is to answer, and what was answered before."""
    offered = room.offered()
    gone = sorted(room.names_answered(request.member) - set(offered))
    page = {
        "rows": [_row(request, name, offered.get(name)) for name in (*offered, *gone)],
        "caution": CAUTION,
        "stopped": asking.is_stopped(request.member),
        "said": SAID.get(request.GET.get("said", ""), ""),
    }
    return render(request, "member/measures.html", page)


@members_only
@require_http_methods(["GET", "POST"])
def measure(request: MemberRequest, name: str) -> HttpResponse:
    """Ask one set on one page, or keep what was tapped. Each question may be skipped."""
    instrument = room.offered().get(name)
    if instrument is None:
        raise Http404
    if request.method == "GET":
        return _asked(request, instrument)
    try:
        answers = _answers(request, instrument)
    except ValueError:
        return _asked(request, instrument, problem=NOT_AN_ANSWER, status=422)
    if not answers:
        return _asked(request, instrument, problem=NOTHING, status=422)
    return _keep(request, instrument, answers)


@members_only
@require_POST
def ask(request: MemberRequest) -> HttpResponse:
    """Not to be told on Today that there are questions; or to be told after all."""
    stopped = "stop" in request.POST
    asking.say(member=request.member, stopped=stopped)
    return redirect("today" if stopped else "measures")


def _keep(
    request: MemberRequest, instrument: Instrument, answers: dict[str, float]
) -> HttpResponse:
    """Kept first; where an answer speaks of self-harm or death, the protocol comes before all."""
    now = local_now(request)
    room.answer(
        member=request.member, instrument=instrument, answers=answers, key=key_of(request), now=now
    )
    to = f"{reverse('measures')}?said=kept"
    if matters(instrument, answers):
        heard = safeguarding.look_at_tap(member=request.member, surface=SURFACE, now=now)
        if heard.reply:
            words, heading = "My answer to a question", "What you answered is kept"
            return shown_first(request, heard.reply, to, words=words, heading=heading)
    return redirect(to)


def _answers(request: MemberRequest, instrument: Instrument) -> dict[str, float]:
    """What was chosen, by item. Raises ValueError for what was never offered."""
    found = {}
    for place, item in enumerate(instrument.items):
        given = request.POST.get(f"q{place}", "")
        if given:
            offered = instrument.choices_of(item)
            if not given.isascii() or not given.isdigit() or int(given) >= len(offered):
                raise ValueError(f"no answer number {given}")
            found[item.id] = offered[int(given)].value
    return found


def _row(request: MemberRequest, name: str, instrument: Instrument | None) -> dict[str, object]:
    rows = comparable(room.past(request.member, name))
    return {
        "name": name,
        "instrument": instrument,
        "title": instrument.title if instrument else rows[-1].title,
        "last": rows[-1].at if rows else None,
        "days": days_of(rows) if rows else [],
        "told": told(instrument, rows) if rows else [],
    }


def _asked(
    request: MemberRequest, instrument: Instrument, *, problem: str = "", status: int = 200
) -> HttpResponse:
    words = {group.id: group.words for group in instrument.groups}
    page = {
        "instrument": instrument,
        "rows": [
            _question(request, instrument, place, words) for place in range(len(instrument.items))
        ],
        "key": request.POST.get("key") or fresh_key(),
        "problem": problem,
    }
    return render(request, "member/measure.html", page, status=status)


def _question(
    request: MemberRequest, instrument: Instrument, place: int, words: dict[str, str]
) -> dict[str, object]:
    item = instrument.items[place]
    offered = instrument.choices_of(item)
    before = instrument.items[place - 1].within if place else ()
    return {
        "item": item,
        "name": f"q{place}",
        "choices": [(str(number), choice.words) for number, choice in enumerate(offered)],
        "is_list": len(offered) > MANY,
        "is_long": any(len(choice.words) > 24 for choice in offered),
        "chosen": request.POST.get(f"q{place}", ""),
        "intro": _intro(item, before, words),
    }


def _intro(item: Item, before: tuple[str, ...], words: dict[str, str]) -> list[str]:
    """The words of the groups that begin with this item."""
    begins = [group for group in item.within if group not in before]
    return [words[group] for group in begins if words[group]]
