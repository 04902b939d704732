"""The clinician tailors: the whole round between Bo and Ada, and its edges."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from tests.server.web.clinician.test_caseload import filled
from tests.server.web.test_pdf import words_of
from tests.support import factories
from tests.support.places import open_in
from tests.support.signing import signed_in

from overture.server.accounts import invitations, people, sharing
from overture.server.care import alerting, own_notes, suggesting
from overture.server.care.models import Acknowledged, HelpOpened
from overture.server.conversations.export import export
from overture.server.practice import planning
from overture.server.practice.services import Happened

pytestmark = pytest.mark.django_db

NOW = factories.NOW
SECRET = "Rowan berries by the gate"
EVERYTHING = tuple(thing.value for thing in sharing.ALLOWED[sharing.Link.Kind.CLINICIAN])


@pytest.fixture(autouse=True)
def _in_one_place(settings):
    open_in(settings, "uk")


@pytest.fixture(autouse=True)
def _at(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def link(ada, bo):
    return factories.linked(ada, bo, *EVERYTHING, kind="clinician", called="Bo")


def text_of(client, name, *args):
    answer = client.get(reverse(name, args=args), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def ids_in(text, pattern):
    return re.findall(pattern.replace("ID", r"([0-9a-f-]{36})"), text)


def test_b13_a_clinician_looks_suggests_and_is_told_and_nothing_holds_without_a_yes(
    ada, ada_client, bo, bo_client
):
    filled(ada)
    # Bo invites; Ada takes it with her space, and shows nothing until she ticks it
    made = bo_client.post(reverse("clinic_invite"), {"name": "Ada"}).content.decode()
    token = re.search(r"/invited/([\w-]+)", made)[1]
    invitations.take(token=token, member=ada, now=NOW)
    (link,) = sharing.links_of(ada)
    assert "Ada" not in text_of(bo_client, "caseload")
    for thing in ("curves", "moments", "steps", "help-opened"):
        sharing.grant(link=link, thing=thing, now=NOW)
    # the caseload says why, in words
    assert "Goes well each time, the expectation hasn’t moved" in text_of(bo_client, "caseload")
    # pace, an order of business and a step are suggested, and wait
    bo_client.post(reverse("clinic_pace", args=[link.pk]), {"hardest": "3"})
    bo_client.post(reverse("clinic_suggest", args=[link.pk]), {"title": "Ask Juno"})
    before = planning._settings(planning._known(ada), NOW).ceiling
    asked = text_of(ada_client, "agreed")
    assert "anxiety of up to 3 of 10 is to be expected" in asked
    (pace,) = ids_in(asked, "agreed/pace/ID")
    (step,) = ids_in(asked, "agreed/step/ID")
    # a yes steers, a yes to a step puts it on her list
    ada_client.post(reverse("agreed_proposal", args=[pace]), {"said": "yes"})
    ada_client.post(reverse("agreed_suggested", args=[step]), {"said": "yes"})
    assert planning._settings(planning._known(ada), NOW).ceiling == 3 < before
    assert "Suggested by" in text_of(ada_client, "steps")
    # help is opened: Bo is told that, and when, and nothing else
    ada_client.get("/help")
    told = text_of(bo_client, "clinic_alerts")
    assert "Opened Human help today at 18:30" in told
    assert "Said yes: Hardest step offered, 3." in told
    assert "does not monitor anyone around the clock" in told
    # a note, a sheet before the session, the file of it
    bo_client.post(reverse("clinic_note", args=[link.pk]), {"note": SECRET})
    sheet = text_of(bo_client, "clinic_session", link.pk)
    assert SECRET in sheet
    assert "moments with people, no practice." in sheet
    pdf = bo_client.get(reverse("clinic_session_pdf", args=[link.pk]))
    assert any(SECRET in words for words in words_of(pdf.content))
    # the note is nowhere on a page of Ada's; her copy names it without its words
    for name in ("people", "agreed", "steps", "today", "export_html"):
        assert SECRET not in text_of(ada_client, name)
    copied = export(member=ada, now=NOW)
    assert len(copied["tables"]["notes_by_people"]) == 1
    assert SECRET not in json.dumps(copied, cls=DjangoJSONEncoder)
    # the yes is taken back
    (held,) = ids_in(text_of(ada_client, "agreed"), "agreed/ID/back")
    ada_client.post(reverse("agreed_back", args=[held]))
    assert planning._settings(planning._known(ada), NOW).ceiling == before
    # Bo leaves: the link ends, and Ada is told so
    bo_client.post(reverse("clinic_leave"))
    assert people.has_role(bo, "clinician")  # asked twice
    bo_client.post(reverse("clinic_leave"), {"sure": "leave"})
    assert not sharing.links_of(ada).exists()
    assert "stepped back" in text_of(ada_client, "people")
    assert bo_client.get("/clinic").status_code == 404


@pytest.mark.requirement(28)
def test_an_alert_is_seen_by_a_tap_and_stays_seen(ada, bo_client, link):
    alerting.help_opened(member=ada, now=NOW)
    about = NOW.isoformat(timespec="seconds")
    seen = reverse("clinic_seen", args=[link.pk])
    bo_client.post(seen, {"code": "help", "about": "never was"})
    assert not Acknowledged.objects.exists()
    bo_client.post(seen, {"code": "help", "about": about})
    text = text_of(bo_client, "clinic_alerts")
    assert "Nothing new" in text
    assert "Opened Human help" in text


@pytest.mark.requirement(28)
def test_help_that_is_not_shared_is_told_to_nobody(ada, ada_client, bo, bo_client):
    factories.linked(ada, bo, "curves", kind="clinician")
    ada_client.get("/help")
    assert not HelpOpened.objects.exists()
    assert "Human help" not in text_of(bo_client, "clinic_alerts")


def test_what_a_browser_keeps_for_when_there_is_no_connection_was_opened_by_nobody(
    ada_client, link
):
    ada_client.get("/help", headers={"Sec-Fetch-Dest": "empty"})
    assert not HelpOpened.objects.exists()
    ada_client.get("/help", headers={"Sec-Fetch-Dest": "document"})
    assert HelpOpened.objects.count() == 1


def test_every_block_stands_behind_its_own_thing(ada, bo, bo_client):
    headings = {
        "near-misses": "Near misses",
        "profile": "Profile, as they first said it",
        "goals": "Goals and what matters",
        "measures": "Questionnaires",
        "minutes": "Minutes with people and with Cue",
        "help-opened": "Not opened in four weeks",
    }
    factories.value(ada)
    factories.attempt(ada, outcome=Happened(reach="stopped"))
    link = factories.linked(ada, bo, kind="clinician")
    for thing, heading in headings.items():
        sharing.pick(link=link, things=[thing], now=NOW)
        text = text_of(bo_client, "clinic_person", link.pk)
        assert [one for one in headings.values() if f">{one}" in text] == [heading]


@pytest.mark.requirement(42)
def test_in_illinois_nothing_is_inferred_summed_up_or_asked_for(ada, bo_client, link, settings):
    filled(ada)
    for days in range(4):
        at = NOW - timedelta(days=3 - days)
        own = factories.own_step(ada, f"Harder {days}", now=at)
        factories.attempt(ada, of=own, outcome=Happened(anxiety=9, feared="no"), now=at)
    elsewhere = text_of(bo_client, "clinic_person", link.pk)
    assert "by their record" in elsewhere
    assert "a scene to practise" in elsewhere
    assert "harder than expected" in text_of(bo_client, "clinic_alerts")
    open_in(settings, "il-clinician")
    here = text_of(bo_client, "clinic_person", link.pk)
    assert "by their record" not in here
    assert "a scene to practise" not in here
    assert "harder than expected" not in text_of(bo_client, "clinic_alerts")
    assert "What changed" not in text_of(bo_client, "clinic_session", link.pk)
    bo_client.post(reverse("clinic_suggest", args=[link.pk]), {"scene": "neighbour-parcel"})
    assert suggesting.of_link(link) == []


def test_an_order_is_suggested_only_where_the_list_is_shared(ada, bo, bo_client):
    first, second = (factories.own_step(ada, name) for name in ("One", "Two"))
    link = factories.linked(ada, bo, "curves", kind="clinician")
    address = reverse("clinic_suggest", args=[link.pk])
    bo_client.post(address, {"up": str(second.pk)})
    assert suggesting.of_link(link) == []
    sharing.grant(link=link, thing="steps", now=NOW)
    bo_client.post(address, {"up": str(second.pk)})
    (one,) = suggesting.of_link(link)
    assert one.order == [str(second.pk), str(first.pk)]


def test_a_note_can_be_erased_and_an_empty_one_is_not_kept(bo_client, link):
    address = reverse("clinic_note", args=[link.pk])
    bo_client.post(address, {"note": "  "})
    bo_client.post(address, {"note": SECRET})
    (kept,) = own_notes.notes_of(link)
    bo_client.post(address, {"erase": str(kept.pk)})
    assert own_notes.notes_of(link) == []


def test_nothing_of_adas_is_reached_by_another_clinician(ada, bo, link):
    made = own_notes.note(link=link, words=SECRET, key=uuid4(), now=NOW)
    step = suggesting.suggest_step(link=link, title="Ask Juno", key=uuid4(), now=NOW)
    client = signed_in(factories.person("eve", "clinician"))
    for name in ("clinic_person", "clinic_session", "clinic_session_pdf"):
        assert client.get(reverse(name, args=[link.pk])).status_code == 404
    for name in ("clinic_pace", "clinic_suggest", "clinic_note", "clinic_held", "clinic_seen"):
        sent = {"erase": str(made.pk), "title": "Mine", "hardest": "2"}
        assert client.post(reverse(name, args=[link.pk]), sent).status_code == 404
    back = client.post(reverse("clinic_suggest_back", args=[link.pk, step.pk]))
    assert back.status_code == 404
    assert len(own_notes.notes_of(link)) == len(suggesting.of_link(link)) == 1
