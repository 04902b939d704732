"""Nudges: the settings page with its choices, where they go, what came; and one that is opened."""

from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import available_timezones

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from overture.content.nudges import nudge_words
from overture.planning.nudges import ANNOUNCED, PAUSED
from overture.server.practice.nudges import addresses, choosing, ending
from overture.server.safeguarding.sending import NotSentError
from overture.server.web.clock import local_now, named_zone
from overture.server.web.member.listening import onward
from overture.server.web.member.nudge_forms import AddressForm, ChoicesForm
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import capital, day_words

SAID: Final = {
    "on": "Kept. The first may come when the next window begins.",
    "off": "Kept. Nudges are off.",
    "rest": "Resting. None comes until you want them again.",
    "snooze": "Asleep. None comes before then.",
    "wake": "Awake. The next may come when a window begins.",
    "asked": "A link is on its way there. Nothing else is sent before it was used.",
    "forgotten": "No more by e-mail. The address is forgotten here.",
    "browser": "Kept. This browser may show them.",
    "browser-gone": "Nothing goes to that browser any more.",
}
BECAME: Final = {
    "": "nothing yet",
    "opened": "you opened it",
    "not_now": "not now",
    "left": "you left it, which is an answer too",
    "never_came": "it could not be sent, or its time was over first",
}
TOO_MANY: Final = "Three links were sent today. There can be another one tomorrow."
NOT_TAKEN: Final = (
    "The mail server did not take it just now. Nothing else was changed; try again in a while."
)
NO_BROWSER: Final = (
    "That did not work with this browser, or six are on the list already. Nothing was changed."
)
NO_MAIL: Final = "This server has no way to send e-mail, so none can come that way."


@members_only
@require_http_methods(["GET", "POST"])
def nudges(request: MemberRequest) -> HttpResponse:
    """What a nudge is, the choices, and what came. Off until the member switches it on."""
    if request.method == "GET":
        return _page(request, ChoicesForm.as_kept(choosing.nudging_of(request.member)))
    form = ChoicesForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    now, chosen = local_now(request), form.chosen
    to = f"{reverse('nudges')}?said={'on' if chosen.on else 'off'}"
    answered = onward(request, typed=(chosen.words,), to=to, now=now)
    # Where the screen had something to say, the words are kept and stand on no lock screen.
    chosen = replace(chosen, words_heard=isinstance(answered, HttpResponseRedirect))
    choosing.choose(member=request.member, chosen=chosen, zone=_zone(request, form), now=now)
    return answered


@members_only
@require_POST
def rest(request: MemberRequest) -> HttpResponse:
    """Put them to rest, to sleep for some days, or wake them."""
    now, wanted = local_now(request), request.POST.get("do", "")
    if wanted == "rest":
        choosing.rest(member=request.member, now=now)
    elif wanted == "wake":
        choosing.wake(member=request.member, now=now)
    elif wanted in {f"snooze-{days}" for days in choosing.SNOOZES}:
        days = int(wanted.removeprefix("snooze-"))
        choosing.snooze(member=request.member, days=days, now=now)
    said = wanted.partition("-")[0]
    return redirect(f"{reverse('nudges')}?said={said}")


@members_only
@require_POST
def address(request: MemberRequest) -> HttpResponse:
    """Have a link sent to an address, or have the address forgotten."""
    now = local_now(request)
    if "forget" in request.POST:
        addresses.forget_address(member=request.member, now=now)
        return redirect(f"{reverse('nudges')}?said=forgotten#mail")
    form = AddressForm(request.POST)
    choices = ChoicesForm.as_kept(choosing.nudging_of(request.member))
    if not form.is_valid():
        return _page(request, choices, mail_problem=form.problem, status=422)
    email = form.cleaned_data["email"]
    try:
        addresses.ask_address(member=request.member, email=email, now=now)
    except addresses.TooManyAskedError:
        return _page(request, choices, mail_problem=TOO_MANY, status=422)
    except NotSentError as error:
        problem = NO_MAIL if error.code == "no_mail" else NOT_TAKEN
        return _page(request, choices, mail_problem=problem, status=422)
    return redirect(f"{reverse('nudges')}?said=asked#mail")


@members_only
@require_POST
def browser(request: MemberRequest) -> HttpResponse:
    """Take this browser in, with the keys that it made; or let one go."""
    now, sent = local_now(request), request.POST
    if "remove" in sent:
        gone = addresses.subscription_of(request.member, sent["remove"])
        if gone is None:
            raise Http404
        addresses.remove_browser(member=request.member, subscription_id=gone.pk, now=now)
        return redirect(f"{reverse('nudges')}?said=browser-gone#browser")
    names = ("endpoint", "p256dh", "auth")
    keys = {name: str(sent.get(name, "")) for name in names}
    try:
        addresses.add_browser(member=request.member, now=now, **keys)
    except ValueError:
        choices = ChoicesForm.as_kept(choosing.nudging_of(request.member))
        return _page(request, choices, push_problem=NO_BROWSER, status=422)
    return redirect(f"{reverse('nudges')}?said=browser#browser")


@members_only
@require_http_methods(["GET", "POST"])
def nudge(request: MemberRequest, nudge_id: UUID) -> HttpResponse:
    """One nudge as it was sent: a small thing, a step with people, and not now."""
    own = ending.nudge_of(request.member, nudge_id)
    if own is None:
        raise Http404
    now = local_now(request)
    if request.method == "POST":
        return _answered(request, own, now)
    ending.opened(nudge=own, now=now)
    words = nudge_words()
    text = words.by_id(own.text_id) or words.of("any")[0]
    return render(request, "member/nudge.html", {"nudge": own, "text": text})


def _answered(request: MemberRequest, own: ending.Nudge, now: datetime) -> HttpResponse:
    ending.not_now(nudge=own, now=now)
    wanted = request.POST.get("do", "")
    if wanted == "snooze":
        choosing.snooze(member=request.member, days=7, now=now)
    elif wanted == "off":
        choosing.off(member=request.member, now=now)
    else:
        return redirect("today")
    return redirect(f"{reverse('nudges')}?said={wanted}")


def _zone(request: MemberRequest, form: ChoicesForm) -> str:
    """The browser's clock; where it names none, the one that was chosen, or the server's."""
    chosen = form.cleaned_data["zone"]
    for name in (named_zone(request), chosen):
        if choosing.is_zone(name):
            return str(name)
    return timezone.get_default_timezone_name()


def _page(
    request: MemberRequest,
    form: ChoicesForm,
    *,
    mail_problem: str = "",
    push_problem: str = "",
    status: int = 200,
) -> HttpResponse:
    member, now = request.member, local_now(request)
    kept = choosing.nudging_of(member)
    zone = choosing.zone_of(kept) if kept and kept.zone else timezone.get_current_timezone()
    page = {
        "announced": ANNOUNCED,
        "form": form.shown,
        "problems": form.problems,
        "kept": kept,
        "words_aside": kept is not None and bool(kept.words) and not kept.words_heard,
        "on": kept is not None and kept.on,
        "state": _state(kept, now),
        "awake": kept is None or not _sleeps(kept, now),
        "snoozes": [(f"snooze-{days}", words) for days, words in _SNOOZES],
        "said": SAID.get(request.GET.get("said", ""), ""),
        "zone": str(zone).replace("_", " "),
        "clock": f"{now.astimezone(zone):%H:%M}",
        "zones": () if named_zone(request) else _zones(),
        "mail": settings.OVERTURE_MAIL,
        "no_mail": NO_MAIL,
        "email": request.POST.get("email", ""),
        "mail_problem": mail_problem,
        "push_problem": push_problem,
        "push_key": addresses.key_for_browsers(),
        "browsers": [_browser(one, now) for one in addresses.browsers_of(member)],
        "nowhere": kept is not None and kept.on and not _goes_somewhere(kept),
        "came": [_row(one, now) for one in ending.lately(member)],
        "discreet": nudge_words().discreet,
    }
    return render(request, "member/nudges.html", page, status=status)


_SNOOZES: Final = ((1, "A day"), (3, "Three days"), (7, "A week"), (14, "Two weeks"))


def _goes_somewhere(kept: choosing.Nudging) -> bool:
    return bool(kept.email) or kept.member.push_subscriptions.exists()


def _sleeps(kept: choosing.Nudging, now: datetime) -> bool:
    asleep = kept.snoozed_until is not None and now < kept.snoozed_until
    return kept.rests or asleep or choosing.rests_by_itself(kept, now)


def _state(kept: choosing.Nudging | None, now: datetime) -> str:
    """How nudges stand, in a sentence."""
    if kept is None or not kept.on:
        return "Nudges are off."
    if kept.rests:
        return "Nudges are resting, because you said so."
    if kept.snoozed_until and now < kept.snoozed_until:
        until = timezone.localtime(kept.snoozed_until)
        return f"Nudges sleep until {day_words(until.date(), now.date())}, {until:%H:%M}."
    return PAUSED if choosing.rests_by_itself(kept, now) else "Nudges are on."


def _browser(one: addresses.PushSubscription, now: datetime) -> dict[str, object]:
    since = timezone.localtime(one.made_at).date()
    return {"id": one.pk, "name": one.endpoint_hash, "since": day_words(since, now.date())}


def _row(one: ending.Nudge, now: datetime) -> dict[str, str]:
    """What came, how, and what one did."""
    at = timezone.localtime(one.at)
    ways = (("by_push", "in a browser"), ("by_mail", "by e-mail"))
    how = " and ".join(words for name, words in ways if getattr(one, name))
    when = f"{capital(day_words(at.date(), now.date()))}, {at:%H:%M}"
    return {"when": ", ".join(filter(None, (when, how))), "became": BECAME[one.became]}


def _zones() -> list[str]:
    return sorted(name for name in available_timezones() if "/" in name and name[:4] != "Etc/")
