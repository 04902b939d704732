"""Settings and privacy: what is kept, how pages look, how Cue talks, and the way back in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings as project
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from overture.planning.fading import in_words
from overture.safety import regions
from overture.server.accounts import selectors as accounts_read
from overture.server.accounts import services as accounts
from overture.server.accounts.ages import number_of
from overture.server.conversations import consent, memory
from overture.server.conversations import selectors as conversations
from overture.server.practice import planning, sharing
from overture.server.practice import selectors as practice
from overture.server.safeguarding import contacts, plans
from overture.server.web.member.forms import Tap, Words, problems, typed
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only, now_of

TEXT_SIZES = (("", "Usual"), ("large", "Large"), ("larger", "Larger"))
COLOURS = (("", "As my device"), ("light", "Light"), ("dark", "Dark"))
PACES = (("slow", "Slow"), ("even", "Even"), ("quick", "Quick"))
PATIENCES = (("4", "4 seconds"), ("10", "10 seconds"), ("30", "30 seconds"), ("0", "Until I stop"))
LONGEST_NAME = 40
SAVED = {
    "look": "Kept. This is how it looks now.",
    "you": "Kept.",
    "voice": "Kept.",
    "talks": "Your talks with Cue are erased.",
    "model": "Kept. It holds from the next reply.",
}
NOT_A_CHOICE = "That isn’t one of the choices here, so nothing was changed. Please tap one."


class LookForm(forms.Form):
    """How pages look and move."""

    text = Tap(*(value for value, _ in TEXT_SIZES if value))
    colours = Tap(*(value for value, _ in COLOURS if value))
    less_motion = forms.BooleanField(required=False)


class VoiceForm(forms.Form):
    """Reading aloud, listening, and how long a silence may be."""

    reads_aloud = forms.BooleanField(required=False)
    listens = forms.BooleanField(required=False)
    patience = Tap(*(value for value, _ in PATIENCES))


class YouForm(forms.Form):
    """What Cue may call the member, how it talks, and whose helplines are shown."""

    name = Words(LONGEST_NAME)
    pace = Tap(*(value for value, _ in PACES))
    region = forms.CharField(required=False)
    plain_style = forms.BooleanField(required=False)
    literal_feedback = forms.BooleanField(required=False)
    harder_moments = forms.BooleanField(required=False)
    fades = forms.BooleanField(required=False)

    def clean_region(self) -> str:
        """A country of the directory, or none. Raises ValidationError for any other."""
        region = str(self.cleaned_data["region"])
        if region and region not in dict(regions()):
            raise forms.ValidationError(NOT_A_CHOICE)
        return region


@members_only
@require_GET
def settings(request: MemberRequest) -> HttpResponse:
    """The page as it stands."""
    return _page(request, {"saved": SAVED.get(request.GET.get("saved", ""), "")})


@members_only
@require_POST
def look(request: MemberRequest) -> HttpResponse:
    """Change how pages look and move."""
    form = LookForm(request.POST)
    if not form.is_valid():
        return _page(request, {"look_problem": NOT_A_CHOICE}, status=422)
    chosen = form.cleaned_data
    choices = {
        "text_size": chosen["text"],
        "theme": chosen["colours"],
        "less_motion": chosen["less_motion"],
    }
    accounts.choose(member=request.member, choices=choices)
    return redirect(f"{reverse('settings')}?saved=look#look")


@members_only
@require_POST
def voice(request: MemberRequest) -> HttpResponse:
    """Switch reading aloud and listening on or off."""
    form = VoiceForm(request.POST)
    if not form.is_valid():
        return _page(request, {"voice_problem": NOT_A_CHOICE}, status=422)
    given = form.cleaned_data["patience"]
    patience = int(given) if given else request.member.patience
    accounts.choose(member=request.member, choices={**form.cleaned_data, "patience": patience})
    return redirect(f"{reverse('settings')}?saved=voice#voice")


@members_only
@require_POST
def you(request: MemberRequest) -> HttpResponse:
    """Change the name, the pace, the country and two yeses. What was typed stays on any error."""
    form = YouForm(request.POST)
    if not form.is_valid():
        again = {"you_problems": problems(form), "name": typed(form, "name"), "you_data": form.data}
        return _page(request, again, status=422)
    chosen = {**form.cleaned_data, "name": " ".join(form.cleaned_data["name"].split())}
    chosen["pace"] = chosen["pace"] or request.member.pace
    accounts.choose(member=request.member, choices=chosen)
    to = f"{reverse('settings')}?saved=you#you"
    return onward(request, typed=(chosen["name"],), to=to, now=now_of(request))


@members_only
@require_POST
def code(request: MemberRequest) -> HttpResponse:
    """Make six new words and show them this once. Older words stop working."""
    words = accounts.give_code(member=request.member, now=now_of(request))
    return _page(request, {"code": words})


def _page(request: MemberRequest, more: Mapping[str, Any], status: int = 200) -> HttpResponse:
    member = request.member
    kept = practice.counts(member)
    page = {
        "kept": kept,
        "talks": conversations.talks_kept(member),
        "notes": memory.notes_kept(member),
        "has_plan": plans.has_plan(member),
        "to_tell": len(contacts.contacts_of(member)),
        "keeper": project.ENVIRONMENT.keeper,
        "number": number_of(request.member),
        "text_sizes": _chosen(TEXT_SIZES, member.text_size),
        "colours": _chosen(COLOURS, member.theme),
        "paces": _chosen(PACES, member.pace),
        "patiences": _chosen(PATIENCES, str(member.patience)),
        "regions": regions(),
        "region": member.region,
        "name": member.name,
        "has_code": accounts_read.has_code(member),
        "model": consent.offer_to(member),
        "may_be_counted": sharing.may_be_asked(member),
        "fading": in_words(planning.fading_of(member, now_of(request))),
        **more,
    }
    return render(request, "member/settings.html", page, status=status)


def _chosen(choices: tuple[tuple[str, str], ...], value: str) -> list[tuple[str, str, bool]]:
    return [(choice, words, choice == value) for choice, words in choices]
