"""Every address says who may open it, and keeps strangers, forgers and framers out."""

import pytest
from django.test import Client
from tests.support import factories
from tests.support.routes import routes

HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "",
}
UNSAFE = ("post", "put", "patch", "delete")
SECRET = "Marmalade on the second stair"
"""Words of Ada's that must never reach Di."""

everywhere = pytest.mark.parametrize("route", list(routes()), ids=lambda route: route.name)
for_members = pytest.mark.parametrize(
    "route", [r for r in routes() if r.policy == "members"], ids=lambda route: route.name
)


@pytest.fixture
def adas(ada):
    """What Ada has: a step, an attempt, a scene with a turn in it."""
    step = factories.own_step(ada, SECRET)
    factories.attempt(ada, of=step)
    scene = factories.scene(ada)
    turn = factories.turn(scene, SECRET)
    return {"step_id": step.pk, "attempt_id": scene.attempt_id, "turn_id": turn.pk}


@everywhere
def test_every_route_says_who_may_open_it(route):
    assert route.policy in {"anyone", "members"}


@everywhere
@pytest.mark.parametrize("verb", UNSAFE)
def test_no_unsafe_request_passes_without_its_token(route, verb, ada_client):
    forger = Client(enforce_csrf_checks=True)
    forger.cookies = ada_client.cookies
    assert getattr(forger, verb)(route.address()).status_code == 403


@everywhere
def test_every_page_carries_the_headers(route, ada_client):
    answer = ada_client.get(route.address())
    for name, beginning in HEADERS.items():
        assert answer.headers[name].startswith(beginning), name


@for_members
def test_nobody_without_a_space_gets_in(route, db):
    for verb in ("get", "post"):
        answer = getattr(Client(), verb)(route.address())
        assert answer.status_code == 405 or answer.headers["Location"] == "/"


@for_members
def test_a_stranger_gets_nothing_of_adas(route, adas, di_client):
    answers = [getattr(di_client, verb)(route.address(**adas)) for verb in ("get", "post")]
    assert all(SECRET not in answer.content.decode() for answer in answers)
    if set(route.arguments) & set(adas):
        assert {answer.status_code for answer in answers} <= {404, 405}
        assert 404 in {answer.status_code for answer in answers}


def test_pages_of_a_member_are_never_kept_by_a_browser(ada_client):
    for route in routes():
        if route.policy == "members":
            assert "no-store" in ada_client.get(route.address()).headers["Cache-Control"]
