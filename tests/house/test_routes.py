"""Every address says who may open it, and keeps strangers, forgers and framers out."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from tests.support import factories, groups
from tests.support.routes import routes

from overture.server.accounts import invitations
from overture.server.accounts.models import Role
from overture.server.care import cheering, handing, proposing, sending, shown, suggesting
from overture.server.practice import agreements, drills

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
UNSAFE = ("post", "put", "patch", "delete")
SECRET = "Marmalade on the second stair"
"""Words of Ada's that must never reach Di."""


@pytest.fixture
def adas(ada):
    """What Ada has: a step, an attempt, a scene with a turn in it, somebody who was told."""
    step = factories.own_step(ada, SECRET)
    factories.attempt(ada, of=step)
    scene = factories.scene(ada)
    turn = factories.turn(scene, SECRET)
    sitting = drills.begin(member=ada, drill_id="faces", key=uuid4(), now=factories.NOW)
    table = groups.group(factories.person("ines", "host"))
    place = groups.joined(table, ada)
    told = factories.alert(ada, factories.contact(ada, SECRET[:40]), excerpt=SECRET)
    lena = factories.linked(ada, factories.person("lena"), "steps-done", called=SECRET)
    sent = sending.send(link=lena, words=SECRET, key=uuid4(), now=factories.NOW)
    about = shown.previewed(lena, factories.NOW).shown[0]
    said = {"words": SECRET, "key": uuid4(), "now": factories.NOW}
    invited, _ = invitations.from_member(
        member=ada, kind="supporter", called=SECRET, now=timezone.now()
    )
    return {
        "link_id": lena.pk,
        "sent_id": sent.pk,
        "celebration_id": cheering.celebrate(link=lena, about=about, **said).pk,
        "invitation_id": invited.pk,
        "step_id": step.pk,
        "attempt_id": scene.attempt_id,
        "turn_id": turn.pk,
        "sitting_id": sitting.pk,
        "contact_id": told.deliveries.get().contact_id,
        "alert_id": told.pk,
        "thought_id": factories.thought(ada, SECRET).pk,
        "value_id": (value := factories.value(ada, SECRET)).pk,
        "sort_id": value.sort_id,
        "rated_id": factories.rated(value).pk,
        "group_id": table.pk,
        "membership_id": place.pk,
        "post_id": groups.post(place, SECRET).pk,
        **suggested_to(ada),
    }


def suggested_to(member):
    """What a clinician suggested to somebody, and what was said yes to."""
    link = factories.linked(member, factories.person("tom", "clinician"), kind="clinician")
    eve = factories.person("eve", "clinician")
    now = factories.NOW
    yes = agreements.agree(member=member, setting="hardest", value=6, by=None, now=now)
    made = proposing.propose(link=link, setting="hardest", value=5, key=uuid4(), now=now)
    step = suggesting.suggest_step(link=link, title=SECRET, key=uuid4(), now=now)
    return {
        "proposal_id": made.pk,
        "suggested_id": step.pk,
        "handover_id": handing.offer(link=link, to=eve, key=uuid4(), now=now).pk,
        "agreement_id": yes.pk,
    }


def for_members():
    return [route for route in routes() if route.policy == "members"]


def test_every_route_says_who_may_open_it():
    assert for_members()
    known = {"anyone", "members", "signed in", "token", *Role.Kind.values}
    assert [route.name for route in routes() if route.policy not in known] == []


def test_no_unsafe_request_passes_without_its_token(ada_client):
    forger = Client(enforce_csrf_checks=True)
    forger.cookies = ada_client.cookies
    passed = [
        f"{verb} {route.name}"
        for route in routes()
        for verb in UNSAFE
        # a program's request carries a key instead; what a browser sends opens nothing there
        if getattr(forger, verb)(route.address()).status_code
        not in ({401, 429} if route.policy == "token" else {403})
    ]
    assert passed == []


def test_every_page_carries_the_headers(ada_client):
    for route in routes():
        headers = ada_client.get(route.address()).headers
        wrong = {name: headers[name] for name in HEADERS if HEADERS[name] not in headers[name]}
        assert wrong == {}, route.name
        assert set(headers["Content-Security-Policy"].split("; ")) >= POLICY, route.name


def test_pages_of_a_member_are_never_kept_by_a_browser(ada_client):
    kept = [
        route.name
        for route in for_members()
        if "no-store" not in ada_client.get(route.address()).headers["Cache-Control"]
    ]
    assert kept == []


def test_nobody_without_a_space_gets_in(db):
    for route in for_members():
        for verb in ("get", "post"):
            answer = getattr(Client(), verb)(route.address())
            assert answer.status_code in {403, 405} or answer.headers["Location"] == "/", route.name


def test_a_stranger_gets_nothing_of_adas(adas, di_client):
    for route in for_members():
        answers = [getattr(di_client, verb)(route.address(**adas)) for verb in ("get", "post")]
        assert all(SECRET not in answer.content.decode() for answer in answers), route.name
        if set(route.arguments) & set(adas):
            said = {answer.status_code for answer in answers}
            assert said in ({404}, {404, 405}), route.name


def test_what_is_adas_stays_as_it_was(ada, adas, di_client):
    before = export_of(ada)
    for route in for_members():
        if set(route.arguments) & set(adas):
            di_client.post(route.address(**adas), {"text": "changed", "change": "changed"})
    assert export_of(ada) == before


def export_of(member):
    """Every row of a member's, as text."""
    related = [f for f in member._meta.related_objects if f.get_accessor_name()]
    rows = [
        list(field.related_model.objects.filter(**{field.field.name: member}).values())
        for field in related
    ]
    return str(rows)
