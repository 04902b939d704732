"""People to tell: who is on the list, what each may be told and when, and every yes and no."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from overture.safety import alerts as words
from overture.server.safeguarding import contacts, told
from overture.server.safeguarding.contacts import Contact, Named
from overture.server.web.clock import local_now
from overture.server.web.keys import fresh_key, key_of
from overture.server.web.member.forms import SHORT, Tap, Words, problems, typed
from overture.server.web.member.listening import onward
from overture.server.web.member.previews import previews
from overture.server.web.member.telling_words import summary
from overture.server.web.requests import MemberRequest, members_only

LONGEST_NAME = 40
NO_ADDRESS = "Write an e-mail address, or choose a team."
NOT_AN_ADDRESS = "That isn’t a whole e-mail address. It needs a name, an @ and a place."
FULL = "There is room for five people, and it is in use. Take somebody off the list first."
SAID = {
    "kept": "Kept.",
    "first": "Kept. This is the order now.",
    "removed": "Taken off the list. The address is forgotten here.",
}


class ContactForm(forms.Form):
    """Somebody to be told: what they are called, how they know the member, how they are reached."""

    name = Words(LONGEST_NAME, needed="Write what you call them.")
    signed = Words(LONGEST_NAME, needed="Write the name they know you by.")
    team = forms.CharField(required=False, max_length=SHORT)
    email = forms.EmailField(required=False, error_messages={"invalid": NOT_AN_ADDRESS})
    wait = Tap(*map(str, contacts.WAITS))

    def clean(self) -> dict[str, object]:
        """A person needs an address, a team must be one of the operator's."""
        given: dict[str, object] = super().clean() or self.cleaned_data
        team = given.get("team")
        if team and team not in {one.id for one in contacts.teams()}:
            self.add_error("team", "That team isn’t here any more. Choose again.")
        if not team and not given.get("email") and "email" not in self.errors:
            self.add_error("email", NO_ADDRESS)
        return given

    @property
    def named(self) -> Named:
        """What the form says."""
        given = self.cleaned_data
        team = given["team"]
        return Named(
            name=" ".join(given["name"].split()),
            signed=" ".join(given["signed"].split()),
            email="" if team else given["email"],
            team=team,
            wait=int(given["wait"] or 15),
        )


@members_only
@require_GET
def people_to_tell(request: MemberRequest) -> HttpResponse:
    """The list, in the order in which people would be told."""
    listed = contacts.contacts_of(request.member)
    now = local_now(request)
    open_alert = told.latest_open(request.member, now)
    page = {
        "rows": [_row(one) for one in listed],
        "said": SAID.get(request.GET.get("said", ""), ""),
        "alert": open_alert,
        "summary": summary(open_alert, told.told(open_alert, now)) if open_alert else "",
        "has_room": len(listed) < contacts.MOST,
        "mail": settings.OVERTURE_MAIL,
        "teams": contacts.teams(),
        "keeper": settings.ENVIRONMENT.keeper,
    }
    return render(request, "member/people_to_tell.html", page)


def _row(one: Contact) -> dict[str, object]:
    team = contacts.team_of(one)
    return {
        "contact": one,
        "reached": team.name if team else one.email or "a team that is not here any more",
        "asked": contacts.agreed(one, "asked"),
        "immediate": contacts.agreed(one, "immediate"),
    }


@members_only
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    """Put somebody on the list. Nothing is agreed to by that."""
    if request.method == "GET":
        form = ContactForm(initial={"signed": request.member.name})
        return _form_page(request, form, None)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, None, status=422)
    now = local_now(request)
    try:
        made = contacts.name_someone(
            member=request.member, named=form.named, key=key_of(request), now=now
        )
    except contacts.TooManyContactsError:
        return _form_page(request, form, None, full=FULL, status=422)
    to = reverse("contact", args=[made.pk])
    return onward(request, typed=(form.named.name, form.named.signed), to=to, now=now)


@members_only
@require_GET
def contact(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    """One contact: what they are told, whole; what is agreed to; a test; and off the list."""
    found = _found(request, contact_id)
    team = contacts.team_of(found)
    page = {
        "contact": found,
        "team": team,
        "consents": [
            (purpose, words.consent(purpose, found.name).text, contacts.agreed(found, purpose))
            for purpose in ("asked", "immediate")
        ],
        "previews": previews(found, local_now(request)),
        "saved": SAID.get(request.GET.get("said", ""), ""),
        "first": contacts.contacts_of(request.member)[0] == found,
        "can_test": contacts.agreed(found, "asked") and found.refused_at is None,
        "cannot_send": not team and not settings.OVERTURE_MAIL,
        "keeper": settings.ENVIRONMENT.keeper,
        "key": fresh_key(),
    }
    return render(request, "member/contact.html", page)


@members_only
@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    """Change a contact. Another address needs another yes."""
    found = _found(request, contact_id)
    if request.method == "GET":
        return _form_page(request, ContactForm(initial=_as_given(found)), found)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, found, status=422)
    now = local_now(request)
    contacts.change(contact=found, named=form.named, now=now)
    to = f"{reverse('contact', args=[found.pk])}?said=kept"
    return onward(request, typed=(form.named.name, form.named.signed), to=to, now=now)


@members_only
@require_POST
def agree(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    """Keep what is agreed to for this contact, purpose by purpose."""
    found = _found(request, contact_id)
    now = local_now(request)
    for purpose in ("asked", "immediate"):
        contacts.say(contact=found, purpose=purpose, yes=purpose in request.POST, now=now)
    return redirect(f"{reverse('contact', args=[found.pk])}?said=kept#agree")


@members_only
@require_POST
def first(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    """Have this contact told before the others."""
    contacts.put_first(contact=_found(request, contact_id), now=local_now(request))
    return redirect(f"{reverse('people_to_tell')}?said=first")


@members_only
@require_POST
def remove(request: MemberRequest, contact_id: UUID) -> HttpResponse:
    """Take somebody off the list; every yes goes with them. Twice is once."""
    found = contacts.contact_of(request.member, contact_id)
    if found:
        contacts.remove(contact=found, now=local_now(request))
    elif not contacts.was_listed(request.member, contact_id):
        raise Http404
    return redirect(f"{reverse('people_to_tell')}?said=removed")


def _found(request: MemberRequest, contact_id: UUID) -> Contact:
    found = contacts.contact_of(request.member, contact_id)
    if found is None:
        raise Http404
    return found


def _as_given(found: Contact) -> dict[str, object]:
    names = ("name", "signed", "email", "team")
    return {"wait": str(found.wait), **{name: getattr(found, name) for name in names}}


def _form_page(
    request: MemberRequest,
    form: ContactForm,
    found: Contact | None,
    *,
    full: str = "",
    status: int = 200,
) -> HttpResponse:
    def given(name: str) -> str:
        return typed(form, name) if form.is_bound else str(form.initial.get(name, ""))

    page = {
        "contact": found,
        "given": {name: given(name) for name in ("name", "signed", "email")},
        "teams": [(team.id, team.name, given("team") == team.id) for team in contacts.teams()],
        "waits": [(n, str(n) == (given("wait") or "15")) for n in contacts.WAITS],
        "problems": problems(form) if form.is_bound else {},
        "full": full,
        "mail": settings.OVERTURE_MAIL,
        "keeper": settings.ENVIRONMENT.keeper,
        "key": key_of(request) if form.is_bound else fresh_key(),
    }
    return render(request, "member/contact_form.html", page, status=status)
