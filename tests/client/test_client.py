"""Our own client: typed values, pages that follow one another, safety shown first, one try more."""

from datetime import UTC, datetime, timedelta
from urllib.error import URLError

import pytest
from django.utils import timezone
from tests.support import factories
from tests.support.instruments import instrument
from tests.support.programs import key_for

from overture.client import Client, ProblemError, UnreachableError
from overture.client.wire import Wire
from overture.server.api import door
from overture.server.assessments import instruments as room

pytestmark = pytest.mark.django_db(transaction=True)

RISK = "I want to kill myself"


@pytest.fixture
def shown():
    return []


@pytest.fixture
def client(live_server, ada, shown):
    return Client(live_server.url, key=key_for(ada), show=shown.append, zone="Europe/Berlin")


def test_a_step_is_added_tried_told_and_thought_of_again(client, ada, shown):
    assert client.me().name == "Ada"
    step = client.add_step(title="Say hello at the stop", day=timezone.localdate())
    assert (step.status, step.day) == ("planned", timezone.localdate())
    attempt = client.begin(step, anxiety=7, feared_event="It goes quiet", feared_in_ten=6)
    assert attempt.prediction.feared_event == "It goes quiet"
    told = client.tell(attempt, anxiety=4, feared="no", note="A nod", at=datetime.now(UTC))  # noqa: TID251
    assert told.outcome.at.tzinfo
    assert client.rerate(told, anxiety=5).rerating.anxiety == 5
    assert [one.id for one in client.attempts()] == [attempt.id]
    (gap,) = client.record().anxiety
    assert (gap.expected, gap.felt, gap.lead) == (7, 4, 3)
    assert client.retract(told).retracted_at
    assert client.record("people").moments == 0
    assert client.rest_step(step).status == "resting"
    assert client.plan_step(step, when="at noon").when == "at noon"
    assert shown == []


def test_other_rooms_have_their_calls_too(client):
    assert len(list(client.situations())) > 10
    made = client.declare("Choir", timezone.localdate() + timedelta(days=1))
    assert [one.title for one in client.anchors()] == ["Choir"]
    assert made.next == made.first
    met = client.note("friend", felt=6, note="Tea")
    assert [one.note for one in client.noted()] == ["Tea"]
    client.take_out(met)
    assert list(client.noted()) == []
    room.add(instrument=instrument(), rights="Ours", confirmed_by="Tova", now=factories.NOW)
    assert "made-up" in {one.id for one in client.measures()}
    kept = client.answer("made-up", {"q1": 2})
    assert kept.readings[0].value is None
    assert [one.answers for one in client.answered("made-up")] == [{"q1": 2}]
    assert client.export()["tables"]["anchors"][0]["title"] == "Choir"


def test_long_lists_are_followed_page_by_page(client, ada):
    factories.record(ada, 60)
    assert len({step.id for step in client.steps()}) == 60


def test_what_the_member_has_to_see_is_shown_whatever_became_of_the_words(client, shown):
    step = client.add_step(title=RISK)
    assert step.title == RISK
    assert len(shown) == 1
    assert shown[0].lines
    with pytest.raises(ProblemError):
        client.add_step(title=RISK, library_id="both/of_them")
    assert len(shown) == 2
    client.heard("No")


def test_a_problem_is_told_in_words_with_its_faults(client, live_server, ada):
    with pytest.raises(ProblemError, match="Some of what was sent") as found:
        client.add_step(title="x" * 300)
    assert (found.value.status, found.value.code) == (422, "faulty")
    assert found.value.faults[0].where == "body.title"
    nobody = Client(live_server.url, key="ovt_nothing", show=print)
    with pytest.raises(ProblemError, match="needs a key"):
        nobody.me()


def test_who_asks_too_often_is_told_how_long_to_wait(client, monkeypatch):
    monkeypatch.setattr(door, "OFTEN", 0)
    with pytest.raises(ProblemError) as found:
        client.me()
    assert found.value.code == "too-often"
    assert 0 < found.value.wait <= 60


def test_an_answer_that_was_lost_is_asked_for_once_more_and_nothing_is_done_twice(
    client, ada, monkeypatch
):
    sent, lost = Wire._sent, []

    def losing(self, request):
        answer = sent(self, request)
        if not lost:
            lost.append(answer)
            raise URLError("connection reset")
        return answer

    monkeypatch.setattr(Wire, "_sent", losing)
    step = client.add_step(title="Say hello")
    assert str(step.id) == lost[0]["id"]
    assert ada.steps.count() == 1


def test_the_same_text_for_once_gets_the_same_step(client, ada):
    first = client.add_step(title="Say hello", once="monday")
    assert client.add_step(title="Say hello", once="monday") == first
    assert ada.steps.count() == 1


def test_a_server_that_is_not_there_is_said_plainly():
    with pytest.raises(UnreachableError):
        Client("http://127.0.0.1:9", key="ovt_x", show=print).me()
    with pytest.raises(ValueError, match="not an address"):
        Client("file:///etc/hosts", key="ovt_x", show=print)
