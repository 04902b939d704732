"""The log: a word for how it is in one tap, a moment with somebody in three, and two weeks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from overture.content.feelings import Feeling, feelings, near
from overture.planning import logged
from overture.server.practice import after, logs
from overture.server.web.clock import local_now, midnight, written_at
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.log_chart import log_chart
from overture.server.web.member.after import then_asked
from overture.server.web.member.forms import InteractionForm, LoggedForm, problems, tapped, typed
from overture.server.web.member.listening import onward
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import capital, day_words, lower_first

NEAR: Final = 12
WARMTH_LOOKED_BACK: Final = timedelta(days=90)
GROUPS: Final = (
    ("Much energy, unpleasant", False, True),
    ("Much energy, pleasant", True, True),
    ("Little energy, unpleasant", False, False),
    ("Little energy, pleasant", True, False),
)
WARMTH: Final = (("little", "Little"), ("some", "Some"), ("much", "Much"))
SAID: Final = {"kept": "Kept.", "chosen": "Kept.", "out": "Taken out.", "back": "Put back."}


@dataclass(frozen=True)
class Row:
    """One entry in the table: when, what, where it stands, and what can be done with it."""

    when: str
    what: str
    note: str
    to: str


@members_only
@require_GET
def log(request: MemberRequest) -> HttpResponse:
    """Words to tap, a way to note a moment with somebody, and the last two weeks."""
    page = {
        "groups": _groups(),
        "key": fresh_key(),
        "choices": after.choices_of(request.member),
        "said": SAID.get(request.GET.get("said", ""), ""),
        "back": _taken_out(request),
        **_two_weeks(request),
    }
    return render(request, "member/log.html", page)


@members_only
@require_POST
def keep_word(request: MemberRequest) -> HttpResponse:
    """One tap keeps the word; then one more may be added."""
    feeling = request.POST.get("feeling", "")
    same = uuid5(key_of(request), feeling)  # a page has many words and one key
    try:
        kept = logs.keep_word(
            member=request.member, feeling=feeling, key=same, now=written_at(request)
        )
    except ValueError:
        return redirect("log")
    return redirect("felt_word", word_id=kept.pk)


@members_only
@require_http_methods(["GET", "POST"])
def felt_word(request: MemberRequest, word_id: UUID) -> HttpResponse:
    """A word that is kept: one more, a note, take it out, or put it back."""
    own = logs.word_of(request.member, word_id)
    if own is None or own.feeling not in feelings():
        raise Http404
    if moved := _out_or_back(request, own):
        return moved
    form = LoggedForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return _word_page(request, own, form)
    try:
        note = form.cleaned_data["note"]
        second, sent = request.POST.get("second", ""), _sent_note(request, note)
        logs.add_to_word(word=own, second=second, note=sent)
    except ValueError:
        return _word_page(request, own, form)
    to = f"{reverse('log')}?said=kept"
    return onward(request, typed=(note,), to=to, now=local_now(request))


@members_only
@require_http_methods(["GET", "POST"])
def met(request: MemberRequest) -> HttpResponse:
    """A moment with somebody: who, how long, how it felt."""
    if request.method == "GET":
        return _met_page(request, InteractionForm())
    form = InteractionForm(request.POST)
    if not form.is_valid():
        return _met_page(request, form, status=422)
    given, now = form.cleaned_data, written_at(request)
    kept = logs.keep_interaction(
        member=request.member,
        who=given["who"],
        long=given["long"],
        felt=given["felt"],
        was_a_step=given["was_a_step"],
        key=key_of(request),
        now=now,
    )
    return redirect("interaction", interaction_id=kept.pk)


@members_only
@require_http_methods(["GET", "POST"])
def interaction(request: MemberRequest, interaction_id: UUID) -> HttpResponse:
    """A moment that is kept: warmth both ways, a few words, take it out, or put it back."""
    own = logs.interaction_of(request.member, interaction_id)
    if own is None:
        raise Http404
    if moved := _out_or_back(request, own):
        return moved
    form = LoggedForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return _interaction_page(request, own, form)
    given = form.cleaned_data
    note = _sent_note(request, given["note"])
    logs.add_to_interaction(
        interaction=own, gave=given["gave"], came_back=given["came_back"], note=note
    )
    to = f"{reverse('log')}?said=kept"
    answered = onward(request, typed=(given["note"],), to=to, now=local_now(request))
    return then_asked(request, own, answered)


def _sent_note(request: MemberRequest, note: str) -> str | None:
    """The note as it was sent; None where an empty one came from a page that had shown none.

    So a page from before the note was written does not empty it.
    """
    return note if note or "had_note" in request.POST else None


def _out_or_back(
    request: MemberRequest, own: logs.FeltWord | logs.Interaction
) -> HttpResponse | None:
    """Take it out or put it back, if that was pressed."""
    wanted = request.POST.get("do", "")
    if wanted == "out":
        logs.take_out(entry=own, now=local_now(request))
        return redirect(f"{reverse('log')}?said=out&out={own.pk}#weeks")
    if wanted == "back":
        logs.put_back(entry=own, now=local_now(request))
        return redirect(f"{reverse('log')}?said=back#weeks")
    return None


def _taken_out(request: MemberRequest) -> str:
    """Where the entry that was just taken out can be put back; empty if there is none."""
    try:
        entry_id = UUID(request.GET.get("out", ""))
    except ValueError:
        return ""
    found = logs.word_of(request.member, entry_id) or logs.interaction_of(request.member, entry_id)
    return _address(found) if found and found.taken_out_at else ""


def _address(entry: logs.FeltWord | logs.Interaction) -> str:
    name = "felt_word" if isinstance(entry, logs.FeltWord) else "interaction"
    return reverse(name, args=[entry.pk])


def _groups() -> list[tuple[str, list[Feeling]]]:
    """Four quarters, the strongest words first."""
    return [
        (name, [one for one in _strongest() if (one.pleasant > 0, one.energy > 0) == quarter])
        for name, *quarter_of in GROUPS
        for quarter in [tuple(quarter_of)]
    ]


def _strongest() -> list[Feeling]:
    return sorted(feelings().values(), key=lambda one: -abs(one.energy) - abs(one.pleasant))


def _word_page(request: MemberRequest, own: logs.FeltWord, form: LoggedForm) -> HttpResponse:
    found = feelings()[own.feeling]
    page = {
        "felt_word": own,
        "feeling": found,
        "second": feelings().get(own.second),
        "near": near(found, NEAR),
        "note": typed(form, "note") if form.is_bound else own.note,
        "problems": problems(form) if form.is_bound else {},
    }
    return render(request, "member/felt_word.html", page, status=422 if form.errors else 200)


def _met_page(request: MemberRequest, form: InteractionForm, *, status: int = 200) -> HttpResponse:
    page = {
        "who": typed(form, "who"),
        "long": typed(form, "long"),
        "felt": tapped(form, "felt"),
        "kinds": logs.Interaction.Who.choices,
        "lengths": logs.Interaction.Long.choices,
        "step": logs.may_be_a_step(request.member, local_now(request)),
        "was_a_step": bool(typed(form, "was_a_step")),
        "key": request.POST.get("key") or fresh_key(),
        "problems": problems(form) if form.is_bound else {},
    }
    return render(request, "member/met.html", page, status=status)


def _interaction_page(
    request: MemberRequest, own: logs.Interaction, form: LoggedForm
) -> HttpResponse:
    page = {
        "interaction": own,
        "what": _what_was_met(own),
        "warmth": WARMTH,
        "gave": typed(form, "gave") or own.gave,
        "came_back": typed(form, "came_back") or own.came_back,
        "note": typed(form, "note") if form.is_bound else own.note,
        "problems": problems(form) if form.is_bound else {},
    }
    return render(request, "member/interaction.html", page, status=422 if form.errors else 200)


def _two_weeks(request: MemberRequest) -> dict[str, object]:
    now = local_now(request)
    since = midnight(now) - timedelta(days=logged.DAYS - 1)
    words = logs.words_since(request.member, since)
    interactions = logs.interactions_since(request.member, since)
    felt, met = [_felt(one) for one in words], [_met_of(one) for one in interactions]
    told = logged.felt_in_words(felt, now.date()) + logged.met_in_words(met)
    drawing = log_chart(felt, met, now.date(), " ".join(told)) if felt or met else None
    entries: list[logs.FeltWord | logs.Interaction] = sorted(
        [*words, *interactions], key=lambda one: one.at, reverse=True
    )
    rows = [_row(one, now) for one in entries]
    return {"told": told, "drawing": drawing, "rows": rows}


def warmth_in_words(request: MemberRequest) -> str:
    """Warmth given and returned in the last three months; empty while there is too little of it."""
    lately = logs.interactions_since(request.member, local_now(request) - WARMTH_LOOKED_BACK)
    return logged.reciprocity(_met_of(one) for one in lately)


def _felt(word: logs.FeltWord) -> logged.Felt:
    found = feelings()[word.feeling]
    return logged.Felt(_day(word.at), found.word, found.pleasant, found.energy)


def _met_of(one: logs.Interaction) -> logged.Met:
    """A noted moment as the words about it read it."""
    return logged.Met(
        day=_day(one.at),
        who=lower_first(one.get_who_display()),
        felt=one.felt,
        gave=one.gave or None,  # type: ignore[arg-type]
        came_back=one.came_back or None,  # type: ignore[arg-type]
    )


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _row(entry: logs.FeltWord | logs.Interaction, now: datetime) -> Row:
    at = timezone.localtime(entry.at)

    what = _what_was_felt(entry) if isinstance(entry, logs.FeltWord) else _what_was_met(entry)
    when = f"{capital(day_words(at.date(), now.date()))}, {at:%H:%M}"
    return Row(when=when, what=capital(what), note=entry.note, to=_address(entry))


def _what_was_felt(word: logs.FeltWord) -> str:
    second = feelings().get(word.second)
    first = capital(feelings()[word.feeling].word)
    return f"{first}, {second.word}" if second else first


def _what_was_met(one: logs.Interaction) -> str:
    """Family, some minutes, felt 6."""
    felt = "" if one.felt is None else f"felt {one.felt}"
    long = lower_first(one.get_long_display()) if one.long else ""
    return ", ".join(part for part in (one.get_who_display(), long, felt) if part)
