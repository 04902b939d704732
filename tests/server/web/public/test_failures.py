"""What went wrong is told, and what was typed is shown again."""

from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from tests.support import factories

from overture.server.safeguarding.models import DailyCount, RiskEvent, Watch

pytestmark = pytest.mark.django_db

WORDS = "<b>Say hello to Sam</b>"
SHOWN = "&lt;b&gt;Say hello to Sam&lt;/b&gt;"


@pytest.fixture
def full(monkeypatch):
    """A database that can be read and not written, as on a full disk."""

    def refuse(**_):
        message = "database or disk is full"
        raise OperationalError(message)

    for name in ("practice.services.plan_own_step", "conversations.services.answer_turn"):
        monkeypatch.setattr(f"overture.server.{name}", refuse)
    monkeypatch.setattr("overture.server.accounts.services.seen", refuse)


def test_a_full_disk_is_told_and_the_words_stay(ada_client, full):
    page = ada_client.post(reverse("step_add"), {"title": WORDS, "key": "k"})
    assert page.status_code == 503
    assert "Nothing can be kept just now" in page.content.decode()
    assert SHOWN in page.content.decode()


def test_a_full_disk_is_told_to_a_talk_in_a_sentence(ada_client, full):
    told = ada_client.post(reverse("cue_say"), {"said": WORDS}, headers={"X-Overture": "talk"})
    assert told.status_code == 503
    assert "Your words are still here" in told.content.decode()
    assert told.headers["Content-Type"].startswith("text/plain")


def test_pages_can_still_be_read_from_a_full_disk(ada_client, full):
    assert ada_client.get(reverse("steps")).status_code == 200


def test_words_sent_to_a_space_that_is_closed_are_shown_again(db):
    page = Client().post(reverse("step_add"), {"title": WORDS})
    assert page.status_code == 403
    assert SHOWN in page.content.decode()


@pytest.mark.parametrize(
    ("came_from", "again"),
    [
        ("http://testserver/cue", "/cue"),
        ("http://testserver//elsewhere.example/cue", "/elsewhere.example/cue"),
        ("http://elsewhere.example/cue", "/cue/say"),
        ("", "/cue/say"),
    ],
)
def test_the_way_back_is_the_page_of_the_form_and_never_elsewhere(db, came_from, again):
    page = Client().post(reverse("cue_say"), {"said": WORDS}, headers={"Referer": came_from})
    assert f'href="{again}"' in page.content.decode()


def test_another_fault_shows_the_words_too(ada_client, monkeypatch):
    def broken(**_):
        raise RuntimeError

    monkeypatch.setattr("overture.server.practice.services.plan_own_step", broken)
    ada_client.raise_request_exception = False
    page = ada_client.post(reverse("step_add"), {"title": WORDS})
    assert page.status_code == 500
    assert SHOWN in page.content.decode()


# ---- words of somebody in danger come back with help beside them

RISK = "I'm going to kill myself tonight"
HELP = "please don’t wait for this page. Ring 999"


@pytest.fixture
def ada(ada):
    ada.region = "GB"
    ada.save()
    factories.contact(ada, also="immediate")
    return ada


@pytest.fixture
def broken(monkeypatch, ada_client):
    """Planning a step of one's own breaks before anything has read its title."""

    def fault(**_):
        raise RuntimeError

    monkeypatch.setattr("overture.server.practice.services.plan_own_step", fault)
    ada_client.raise_request_exception = False


def shown(answer) -> str:
    return answer.content.decode().replace("&#x27;", "’").replace("'", "’")


def sent(client, words, **headers):
    return client.post(reverse("step_add"), {"title": words, "key": "k"}, headers=headers)


@pytest.mark.requirement(15)
def test_beside_words_that_a_fault_sends_back_the_protocol_speaks(ada, ada_client, broken):
    page = sent(ada_client, RISK)
    assert page.status_code == 500
    assert "Please ring 999 now" in shown(page)
    assert RISK.replace("'", "’") in shown(page)
    assert reverse("heard") in shown(page)
    assert ada.risk_events.get().surface == "failure"
    assert ada.alerts.get().why == "immediate"


@pytest.mark.requirement(15)
def test_words_that_were_screened_before_the_fault_are_not_counted_twice(
    ada, ada_client, monkeypatch
):
    def fault(*_arguments, **_named):
        raise RuntimeError

    monkeypatch.setattr("overture.server.web.member.listening.shown_first", fault)
    ada_client.raise_request_exception = False
    page = sent(ada_client, RISK)
    assert page.status_code == 500
    assert HELP in shown(page)
    assert ada.risk_events.count() == 1


@pytest.mark.requirement(15)
@pytest.mark.parametrize("client_of", ["ada_client", "client"])
def test_beside_words_of_a_form_that_could_not_be_checked_is_help_and_nothing_is_done(
    ada, settings, request, client_of
):
    # It may have come from another site: it tells nobody, and nothing is remembered of it.
    settings.ENVIRONMENT = settings.ENVIRONMENT.__class__(
        **{**vars(settings.ENVIRONMENT), "region": "GB"}
    )
    client = request.getfixturevalue(client_of)
    client.handler.enforce_csrf_checks = True
    page = sent(client, RISK)
    assert page.status_code == 403
    assert HELP in shown(page)
    assert reverse("help") in shown(page)
    assert not ada.alerts.exists()
    assert not RiskEvent.objects.exists()
    assert not Watch.objects.exists()
    assert DailyCount.objects.get().what == "notice"


@contextmanager
def nothing_can_be_written():
    """Every statement that changes anything fails, as on a full disk."""

    def failing(execute, sql, params, many, context):
        if sql.lstrip().split()[0] in {"INSERT", "UPDATE", "DELETE"}:
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(failing):
        yield


@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement(15, 16)
def test_on_a_full_disk_help_stands_beside_the_words(ada, ada_client):
    with nothing_can_be_written():
        page = sent(ada_client, RISK)
    assert page.status_code == 503
    assert "Something on our side failed" in shown(page)
    assert "999" in shown(page)
    assert "Tell Mia now" in shown(page)


@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement(15, 16)
def test_on_a_full_disk_a_talk_is_told_whom_to_ring(ada, ada_client):
    ada_client.get(reverse("cue"))
    with nothing_can_be_written():
        told = ada_client.post(reverse("cue_say"), {"said": RISK}, headers={"X-Overture": "talk"})
    assert told.status_code == 503
    assert "999" in told.content.decode()
    assert "Your words are still here" in told.content.decode()


@pytest.mark.requirement(15)
@pytest.mark.parametrize("words", ["Say hello to Sam", ""])
def test_beside_other_words_nothing_is_said(ada_client, broken, words):
    page = shown(sent(ada_client, words or "x"))
    assert 'role="alert"' not in page
