"""Keys for other programs: make one, see when each was used, take one back."""

from typing import Final
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from overture.server.accounts import tokens as kept
from overture.server.accounts.tokens import ApiToken
from overture.server.safeguarding import services as safeguarding
from overture.server.web.clock import local_now, today_of
from overture.server.web.fields import SHORT, Words, problems, typed
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.requests import MemberRequest, members_only
from overture.server.web.words import capital, day_words

SURFACE: Final = "note"
SAID: Final = {"back": "Taken back. It opens nothing any more."}
FULL: Final = "There are twelve keys already. Take one back first. What you typed is below."


class TokenForm(forms.Form):
    """What a key is called, and what it may do."""

    name = Words(SHORT, needed="Give it a name first, so that you know it again.")
    scopes = forms.MultipleChoiceField(
        choices=list(kept.SCOPES.items()),
        error_messages={
            "required": "Tick at least one thing that it may do.",
            "invalid_choice": "That isn’t one of the things here. Tick those that you mean.",
        },
    )


@members_only
@require_http_methods(["GET", "POST"])
def tokens(request: MemberRequest) -> HttpResponse:
    """The member's keys, and a form for one more. A new key is shown this once."""
    if request.method == "GET":
        return _page(request, TokenForm())
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    name, now = form.cleaned_data["name"], local_now(request)
    try:
        made, text = kept.make(
            member=request.member,
            name=name,
            scopes=form.cleaned_data["scopes"],
            key=key_of(request),
            now=now,
        )
    except ValueError:
        return _page(request, form, {"full": FULL}, status=422)
    heard = safeguarding.look(member=request.member, text=name, surface=SURFACE, now=now)
    shown: dict[str, object] = {"made": made, "text": text}
    if heard.next != "none" and heard.reply:
        shown |= {"reply": heard.reply, "words": name, "onward": reverse("tokens")}
    return _page(request, TokenForm(), shown)


@members_only
@require_POST
def take_back(request: MemberRequest, token_id: UUID) -> HttpResponse:
    """Take one key back, at once."""
    own = kept.token_of(request.member, token_id)
    if own is None:
        raise Http404
    kept.take_back(token=own, now=local_now(request))
    return redirect(f"{reverse('tokens')}?said=back")


def _page(
    request: MemberRequest,
    form: TokenForm,
    more: dict[str, object] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    ticked = request.POST.getlist("scopes") if form.is_bound else []
    page = {
        "rows": [(one, _line(request, one)) for one in kept.of_member(request.member)],
        "scopes": [(value, words, value in ticked) for value, words in kept.SCOPES.items()],
        "name": typed(form, "name"),
        "key": request.POST.get("key") if form.is_bound else fresh_key(),
        "problems": problems(form) if form.is_bound else {},
        "said": SAID.get(request.GET.get("said", ""), ""),
        **(more or {}),
    }
    return render(request, "member/tokens.html", page, status=status)


def _line(request: MemberRequest, token: ApiToken) -> str:
    """What it may do, and when it was last used."""
    today, now = today_of(request), local_now(request)
    used = token.used_at.astimezone(now.tzinfo).date() if token.used_at else None
    last = f"Last used {day_words(used, today)}." if used else "Not used yet."
    made = token.made_at.astimezone(now.tzinfo).date()
    return f"{capital(last)} Made {day_words(made, today)}. It may: {', '.join(token.scopes)}."
