"""Cue says that it is a program: at first, each day, after an absence, every three hours."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.conftest import _session_of
from tests.support import factories

from overture.conversation.talk import typeset
from overture.safety.library import boundaries
from overture.server.accounts.models import Member
from overture.server.conversations.models import Turn
from overture.server.conversations.notices import notice_due
from overture.server.practice import services as practice

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SAY = SimpleNamespace(
    **{name: typeset(text) for name, text in boundaries().notices.model_dump().items()}
)
"""The notices as they are shown."""


def _due(member: Member, **after: float) -> str:
    # read anew each time, as another request or another device would
    return notice_due(member=Member.objects.get(pk=member.pk), now=MORNING + timedelta(**after))


def test_the_first_time_it_is_said(ada):
    assert _due(ada) == SAY.first


def test_a_minute_later_it_is_not_said_again(ada):
    _due(ada)
    assert _due(ada, minutes=1) == ""


def test_a_new_day_begins_with_it(ada):
    _due(ada)
    assert _due(ada, days=1) == SAY.daily
    assert _due(ada, days=1, minutes=1) == ""


def test_a_new_day_is_the_members_own(ada):
    _due(ada)
    with timezone.override(ZoneInfo("Asia/Kolkata")):
        assert _due(ada, hours=9) == ""  # half past eleven in the evening there
        assert _due(ada, hours=9.75) == SAY.daily  # past midnight


def test_after_three_hours_without_a_pause_it_is_said_again(ada):
    said = [_due(ada, minutes=20 * step) for step in range(10)]
    assert said == [SAY.first, *[""] * 8, SAY.continuing]


def test_after_six_hours_without_a_pause_it_has_been_said_three_times(ada):
    said = [_due(ada, minutes=20 * step) for step in range(19)]
    assert [text for text in said if text] == [SAY.first, SAY.continuing, SAY.continuing]


def test_a_pause_ends_continuing_use(ada):
    _due(ada)
    assert _due(ada, hours=4) == ""


def test_seven_days_away_begin_with_it(ada):
    _due(ada)
    assert _due(ada, days=7) == SAY.after_absence


def test_each_member_has_a_clock_of_her_own(ada, di):
    _due(ada)
    assert _due(di, minutes=1) == SAY.first


# ---- where the age is not known to be an adult's


@pytest.mark.requirement(2)
@pytest.mark.parametrize("age", [Member.Age.UNKNOWN, Member.Age.MINOR])
def test_after_one_hour_without_a_pause_it_is_said_to_who_may_be_young(age):
    young = factories.member(age=age)
    said = [_due(young, minutes=20 * step) for step in range(4)]
    assert said == [SAY.first, "", "", SAY.continuing]


# ---- what reaches the page: talk and scene, with and without scripts, on every device


def _at(monkeypatch, **after: float) -> None:
    now = MORNING + timedelta(**after)
    monkeypatch.setattr("overture.server.web.requests.timezone.now", lambda: now)


def _page(client, name: str, **where: object) -> str:
    return client.get(reverse(name, kwargs=where or None)).content.decode()


def _live(page: str) -> str:
    """What stands in the part of the page that is read aloud as it changes."""
    return page.split('aria-live="polite"')[1].split("</main>", maxsplit=1)[0]


def _say(client, name: str, *, scripted: bool = False, **where: object):
    headers = {"X-Overture": "talk"} if scripted else {}
    form = {"said": "The bus was late.", "key": str(uuid4())}
    return client.post(reverse(name, kwargs=where or None), form, headers=headers)


def _scene_of(member: Member) -> dict[str, object]:
    attempt = practice.begin_scene(
        member=member, scene_id="neighbour-lift", level="easy", key=uuid4(), now=MORNING
    )
    return {"attempt_id": attempt.pk}


@pytest.mark.requirement(1, 2)
def test_a_talk_whose_page_is_never_opened_again_is_told_in_its_turns(
    ada_client, di_client, monkeypatch
):
    _at(monkeypatch)
    assert SAY.first in _live(_page(ada_client, "cue"))
    for step in range(1, 9):
        _at(monkeypatch, minutes=20 * step)
        assert "long stretch" not in _say(ada_client, "cue_say", scripted=True).content.decode()
    _at(monkeypatch, hours=3)
    assert SAY.continuing in _say(ada_client, "cue_say", scripted=True).json()["mine"]
    _at(monkeypatch, hours=3, minutes=1)
    page = _live(_page(ada_client, "cue"))
    assert page.count("long stretch") == 1  # kept where it was said, and not said again
    assert SAY.first in _live(_page(di_client, "cue"))


@pytest.mark.requirement(1, 2)
def test_a_scene_tells_it_as_a_talk_does(ada, ada_client, di_client, monkeypatch):
    scene = _scene_of(ada)
    _at(monkeypatch)
    assert SAY.first in _live(_page(ada_client, "scene", **scene))
    for step in range(1, 9):
        _at(monkeypatch, minutes=20 * step)
        _say(ada_client, "scene_say", **scene)
    _at(monkeypatch, hours=3)
    _say(ada_client, "scene_say", **scene)
    assert _live(_page(ada_client, "scene", **scene)).count("long stretch") == 1
    assert di_client.get(reverse("scene", kwargs=scene)).status_code == 404


@pytest.mark.requirement(1, 3)
def test_a_talk_left_open_is_told_the_next_day_and_after_a_week(ada_client, monkeypatch):
    _at(monkeypatch)
    _page(ada_client, "cue")
    _at(monkeypatch, days=1)
    assert SAY.daily in _say(ada_client, "cue_say", scripted=True).json()["mine"]
    _at(monkeypatch, days=9)
    assert SAY.after_absence in _say(ada_client, "cue_say", scripted=True).json()["mine"]


def test_a_talk_and_a_scene_on_two_devices_share_one_clock(ada, ada_client, monkeypatch):
    scene, elsewhere = _scene_of(ada), _session_of(ada)
    _at(monkeypatch)
    assert SAY.first in _page(ada_client, "cue")
    page = _page(elsewhere, "scene", **scene)
    assert not any(text in page for text in (SAY.first, SAY.daily, SAY.continuing))


def test_the_same_form_sent_twice_uses_up_one_notice(ada, ada_client, monkeypatch):
    _at(monkeypatch)
    form = {"said": "Morning.", "key": str(uuid4())}
    for _ in range(2):
        ada_client.post(reverse("cue_say"), form)
    notices = [turn.notice for turn in Turn.objects.filter(conversation__member=ada)]
    assert notices == [SAY.first]
