"""What a clinician suggests: a yes, something else, or a no; and what holds, taken back at will."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from overture.content import scenes
from overture.server.care import handing, proposing, suggesting
from overture.server.practice import agreements
from overture.server.web.agreed_words import Meaning, meaning
from overture.server.web.clock import local_now
from overture.server.web.member.forms import SENTENCE, Words
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import day_words

SAID = {
    "yes": "Kept. It holds from now on, and you can take it back here at any time.",
    "no": "Kept. Nothing changes.",
    "else": "Kept. Nothing changes until you have said yes to something.",
    "back": "Taken back. It no longer holds, and nothing has to be explained.",
    "gone": "That was taken back before you answered, so nothing was changed.",
}
SOMEBODY = "Your clinician"


@members_only
@require_GET
def agreed(request: MemberRequest) -> HttpResponse:
    """What waits for an answer, each in plain words, and what holds now."""
    return _page(request)


def _page(
    request: MemberRequest, *, problem: str = "", at: UUID | None = None, status: int = 200
) -> HttpResponse:
    """`problem` is what is wrong with the words that were typed at one of them."""
    today = local_now(request).date()
    page = {
        "proposals": [
            (one, one.link.called or SOMEBODY, meaning(one.setting, one.value))
            for one in proposing.open_to(request.member)
        ],
        "suggested": [
            (one, one.link.called or SOMEBODY, _suggests(one))
            for one in suggesting.open_to(request.member)
        ],
        "handovers": [
            (one, one.link.called or SOMEBODY, one.to.name)
            for one in handing.open_to(request.member)
        ],
        "agreements": [
            (one, meaning(one.setting, one.value), _when(one, today), _rests(one))
            for one in agreements.of_member(request.member)
        ],
        "scenes": suggesting.scenes_agreed(request.member),
        "said": SAID.get(request.GET.get("said", ""), ""),
        "problem": problem,
        "problem_at": at,
        "typed": request.POST.get("words", ""),
    }
    return render(request, "member/agreed.html", page, status=status)


@members_only
@require_POST
def proposal(request: MemberRequest, proposal_id: UUID) -> HttpResponse:
    """Yes, something else, or no, to one setting."""
    found = next((p for p in proposing.open_to(request.member) if p.pk == proposal_id), None)
    if found is None:
        return _gone_or_404(proposing.is_of(request.member, proposal_id))
    try:
        said, words = _answer(request)
    except ValidationError as error:
        return _page(request, problem=str(error.message), at=proposal_id, status=422)
    kept = proposing.answer(proposal=found, said=said, words=words, now=local_now(request))
    return _answered(request, said if kept else "gone", words)


@members_only
@require_POST
def suggested(request: MemberRequest, suggested_id: UUID) -> HttpResponse:
    """Yes, something else, or no, to a step, a scene or an order."""
    found = next((s for s in suggesting.open_to(request.member) if s.pk == suggested_id), None)
    if found is None:
        return _gone_or_404(suggesting.is_of(request.member, suggested_id))
    try:
        said, words = _answer(request)
    except ValidationError as error:
        return _page(request, problem=str(error.message), at=suggested_id, status=422)
    kept = suggesting.answer(suggested=found, said=said, words=words, now=local_now(request))
    return _answered(request, said if kept else "gone", words)


@members_only
@require_POST
def handover(request: MemberRequest, handover_id: UUID) -> HttpResponse:
    """Yes or no to going on with somebody else."""
    found = next((h for h in handing.open_to(request.member) if h.pk == handover_id), None)
    if found is None:
        raise Http404
    said = "yes" if request.POST.get("said") == "yes" else "no"
    handing.answer(handover=found, said=said, now=local_now(request))
    return redirect("people" if said == "yes" else f"{reverse('agreed')}?said=no")


@members_only
@require_POST
def take_back(request: MemberRequest, agreement_id: UUID) -> HttpResponse:
    """A yes is taken back, at once."""
    found = agreements.agreement_of(request.member, agreement_id)
    if found is None:
        raise Http404
    agreements.end(agreement=found, now=local_now(request))
    return redirect(f"{reverse('agreed')}?said=back")


def _answer(request: MemberRequest) -> tuple[str, str]:
    """What was tapped, and own words where it was something else. Without a tap it is a no.

    Raises ValidationError for words that cannot be kept.
    """
    said = request.POST.get("said", "")
    if said == "else":
        return said, Words(SENTENCE).to_python(request.POST.get("words", ""))
    return ("yes" if said == "yes" else "no"), ""


def _answered(request: MemberRequest, said: str, words: str) -> HttpResponse:
    to = f"{reverse('agreed')}?said={said}"
    return onward(request, typed=(words,), to=to, now=local_now(request))


def _gone_or_404(was_theirs: bool) -> HttpResponse:  # noqa: FBT001 - one thing is asked
    """Taken back or answered meanwhile; somebody else's does not exist."""
    if not was_theirs:
        raise Http404
    return redirect(f"{reverse('agreed')}?said=gone")


def _suggests(one: suggesting.Suggested) -> Meaning:
    if one.kind == one.Kind.ORDER:
        return Meaning("An order for your steps", one.title)
    if one.kind == one.Kind.SCENE:
        scene = scenes().get(one.library_id)
        return Meaning(f"To practise: {one.title}", scene.for_member if scene else "")
    return Meaning(f"A step: {one.title}", "With a yes it stands on your list, on no day.")


def _when(one: agreements.Agreement, today: object) -> str:
    day = day_words(one.at.date(), today)  # type: ignore[arg-type]
    return f"Agreed {day}" + (f" with {one.by.name}" if one.by and one.by.name else "")


def _rests(one: agreements.Agreement) -> bool:
    """Whether the rules of a place let this steer nothing here."""
    return not agreements.may_be_agreed(one.setting)
