"""Small skills: six at a time, explained at once, stopped at any, and ending among people."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support.drills import LISTENING

from overture.content.drills import drills as authored
from overture.server.practice import drills
from overture.server.practice.models import DrillAnswer, DrillSitting
from overture.server.web.member import drills as pages

pytestmark = pytest.mark.django_db

RISK = "I want to kill myself"
GRADES = re.compile(
    r"\b(?:wrong|correct|score|points?|well done|level \d+|levels|%)\b|\d+ (?:of|out of) \d+ right",
    re.IGNORECASE,
)


@pytest.fixture
def listens(monkeypatch):
    """A drill in which one listens, whatever is shipped."""
    known = {**authored(), LISTENING.id: LISTENING}
    for module, name in ((drills, "drills"), (pages, "authored")):
        monkeypatch.setattr(module, name, lambda: known)


def begin(client, drill_id="faces") -> str:
    answer = client.post(reverse("drill", args=[drill_id]), {"key": uuid4()})
    return answer.headers["Location"]


def text(answer) -> str:
    return answer.content.decode()


def item_on(page):
    found = re.search(r'name="item" value="([\w-]+)"', page)[1]
    return next(i for d in (*authored().values(), LISTENING) for i in d.items if i.id == found)


def tap(client, address, fits="best"):
    item = item_on(text(client.get(address)))
    answers = item.questions[0].answers
    n = next(n for n, answer in enumerate(answers) if answer.fits == fits)
    return item, client.post(address, {"item": item.id, "q0": str(n)})


def test_b2_six_faces_are_read_one_at_a_time_and_lead_to_a_step_with_people(ada_client):
    address = begin(ada_client)
    for n in range(6):
        page = text(ada_client.get(address))
        assert f"{n + 1} of 6" in page
        assert page.count("<h1") == 1
        assert 'aria-label="A face: ' in page
        item, answer = tap(ada_client, address)
        after = text(ada_client.get(answer.headers["Location"]))
        assert item.questions[0].best.because.replace("'", "’")[:20] in after
        assert not GRADES.search(re.sub(r"<[^>]*>", " ", after))
    end = text(ada_client.get(address))
    assert "That’s six" in end
    step = reverse("step_add") + "?drill=faces"
    assert step in end
    assert authored()["faces"].step in text(ada_client.get(step))


def test_the_list_says_why_and_where_one_stands_in_words(ada_client):
    page = text(ada_client.get(reverse("drills")))
    for drill in authored().values():
        assert drill.title in page
        assert reverse("drill", args=[drill.id]) in page
    assert "Too few to say." in page
    assert reverse("drills") in text(ada_client.get(reverse("practise")))


def test_stopping_is_on_every_page_takes_one_press_and_costs_nothing(ada_client):
    address = begin(ada_client)
    stop = reverse("drills") + "?stopped=1"
    assert stop in text(ada_client.get(address))
    _, answer = tap(ada_client, address)
    assert stop in text(ada_client.get(answer.headers["Location"]))
    assert "Stopped. That’s fine." in text(ada_client.get(stop))
    assert DrillAnswer.objects.count() == 1


def test_a_reading_that_fits_less_is_answered_with_both_reasons(ada_client):
    address = begin(ada_client)
    item, answer = tap(ada_client, address, "not")
    after = text(ada_client.get(answer.headers["Location"]))
    chosen = next(a for a in item.questions[0].answers if a.fits == "not")
    assert after.index("Fits best") < after.index("Yours")
    assert chosen.because.replace("'", "’")[:20] in after


def test_one_may_say_that_one_cannot_tell(ada_client):
    address = begin(ada_client)
    item = item_on(text(ada_client.get(address)))
    answer = ada_client.post(address, {"item": item.id, "pass": "1"})
    after = text(ada_client.get(answer.headers["Location"]))
    assert "Fits best" in after
    assert "Yours" not in after


@pytest.mark.parametrize("given", [{}, {"q0": "9"}, {"q0": "x"}])
def test_what_is_no_answer_comes_back_with_a_way_on(ada_client, given):
    address = begin(ada_client)
    item = item_on(text(ada_client.get(address)))
    answer = ada_client.post(address, {"item": item.id, **given})
    assert answer.status_code == 422
    assert "Tap the one that fits best as you see it." in text(answer)
    assert item_on(text(answer)) == item
    assert not DrillAnswer.objects.exists()


def test_an_item_that_is_gone_makes_room_for_another(ada_client):
    answer = ada_client.post(begin(ada_client), {"item": "long-gone", "q0": "1"})
    assert answer.status_code == 422
    assert "Here is another." in text(answer)


def test_a_seventh_answer_is_not_kept(ada_client):
    address = begin(ada_client)
    asked = [tap(ada_client, address)[0].id for _ in range(6)]
    left = next(item for item in authored()["faces"].items if item.id not in asked)
    assert ada_client.post(address, {"item": left.id, "q0": "0"}).status_code == 302
    assert DrillAnswer.objects.count() == 6


def test_what_came_through_is_told_and_two_ways_to_say_it(ada_client, listens):
    address = begin(ada_client, LISTENING.id)
    item = item_on(text(ada_client.get(address)))
    said = "Your sister is gone, and you should ring her"
    answer = ada_client.post(address, {"item": item.id, "words": said})
    after = text(ada_client.get(answer.headers["Location"]))
    assert said in after
    assert "In it: what happened." in after
    assert "Not found in it: how it feels and what lies under it." in after
    assert "Many people want to be heard first." in after
    assert item.heard.simple in after
    assert item.heard.deeper in after


@pytest.mark.requirement(15)
def test_what_is_written_is_screened_before_it_is_read_and_is_kept(
    ada, ada_client, listens, monkeypatch
):
    read = []
    monkeypatch.setattr(drills.listening, "read", lambda *_: read.append(1))
    address = begin(ada_client, LISTENING.id)
    item = item_on(text(ada_client.get(address)))
    answer = ada_client.post(address, {"item": item.id, "words": RISK})
    assert answer.status_code == 200
    assert "What you wrote is saved" in text(answer)
    assert ada.risk_events.exists()
    kept = DrillAnswer.objects.get()
    assert (kept.said, kept.credit, read) == (RISK, None, [])
    after = text(ada_client.get(address, {"after": item.id}))
    assert "The program has not looked at what you wrote here." in after
    assert read == []


@pytest.mark.parametrize("words", ["", "x" * 601, "a\x00b"])
def test_what_cannot_be_kept_comes_back_as_typed(ada_client, listens, words):
    address = begin(ada_client, LISTENING.id)
    item = item_on(text(ada_client.get(address)))
    answer = ada_client.post(address, {"item": item.id, "words": words})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in text(answer)
    assert not DrillAnswer.objects.exists()


def test_two_ways_to_say_it_can_be_seen_without_writing(ada_client, listens):
    address = begin(ada_client, LISTENING.id)
    item = item_on(text(ada_client.get(address)))
    answer = ada_client.post(address, {"item": item.id, "pass": "1", "words": ""})
    after = text(ada_client.get(answer.headers["Location"]))
    assert item.heard.simple in after
    assert "A program only looks for words." not in after


def test_a_stranger_finds_no_sitting(ada_client, di_client):
    address = begin(ada_client)
    item, _ = tap(ada_client, address)
    for method in ("get", "post"):
        found = getattr(di_client, method)(address, {"item": item.id, "q0": "0"})
        assert found.status_code == 404
    assert DrillAnswer.objects.count() == 1


@pytest.mark.parametrize("name", ["drills", "drill"])
def test_without_a_space_the_pages_lead_to_the_start(db, name):
    arguments = ["faces"] if name == "drill" else []
    assert Client().get(reverse(name, args=arguments)).headers["Location"] == reverse("welcome")


def test_a_drill_that_there_is_not_is_not_there(ada_client):
    assert ada_client.get(reverse("drill", args=["juggling"])).status_code == 404
    assert not DrillSitting.objects.exists()


def test_the_copy_to_read_holds_what_was_tapped_and_written(ada, ada_client, listens):
    item, _ = tap(ada_client, begin(ada_client))
    heard = drills.begin(member=ada, drill_id=LISTENING.id, key=uuid4(), now=timezone.now())
    drills.say(
        sitting=heard,
        item_id=LISTENING.items[0].id,
        said="You miss her <so>",
        may_read=True,
        now=timezone.now(),
    )
    page = text(ada_client.get(reverse("export_html")))
    assert f'Faces: <span class="own" dir="auto">{item.questions[0].best.text}</span>' in page
    assert "You miss her &lt;so&gt;" in page
