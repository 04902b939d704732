"""Short sets of questions: each skippable, kept once, told in words, and screened where it must."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support.factories import NOW
from tests.support.instruments import instrument, items, scale

from overture.content.instruments import instruments
from overture.server.assessments import instruments as room
from overture.server.assessments.models import Administration
from overture.server.safeguarding import services as safeguarding
from overture.server.safeguarding.models import Watch

pytestmark = pytest.mark.django_db

OURS = instruments()["people-this-week"]
NOISE = {"retest": 0.8, "sd": 4, "source": "Invented for a test"}
BANDS = [{"from": 0, "words": "few"}, {"from": 8, "words": "many"}]


def page(client):
    return client.get(reverse("measures")).content.decode()


def form(client, name="people-this-week"):
    return client.get(reverse("measure", args=[name])).content.decode()


def send(client, given, name="people-this-week"):
    return client.post(reverse("measure", args=[name]), given)


def answered(member, *rows, of=OURS):
    for week, answers in enumerate(rows):
        now = NOW + timedelta(weeks=week)
        room.answer(member=member, instrument=of, answers=answers, key=uuid4(), now=now)


def added(**more):
    made = instrument(**more)
    room.add(instrument=made, rights="Ours", confirmed_by="Tova", now=NOW)
    return made


def test_nothing_is_chosen_beforehand_but_to_skip(ada_client):
    text = form(ada_client)
    assert text.count("<fieldset") == len(OURS.items)
    assert text.count(" checked") == text.count('value="" checked') == len(OURS.items)
    assert "Nobody has tested what they measure" in text


def test_what_was_tapped_is_kept_once_and_the_rest_is_skipped(ada_client):
    given = {"q2": "3", "q3": "", "key": uuid4()}
    for _ in range(2):
        answer = send(ada_client, given)
        assert answer.headers["Location"] == f"{reverse('measures')}?said=kept"
    assert Administration.objects.get().answers == {"dread": 3}


def test_skipping_everything_keeps_nothing_and_says_so(ada_client):
    answer = send(ada_client, {"q0": ""})
    assert answer.status_code == 422
    assert "so nothing was kept" in answer.content.decode()
    assert not Administration.objects.exists()


@pytest.mark.parametrize("wrong", ["5", "-1", "many", "²"])
def test_what_was_never_offered_comes_back_with_what_was_tapped(ada_client, wrong):
    answer = send(ada_client, {"q0": wrong, "q2": "3"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="q2" value="3" checked' in text
    assert not Administration.objects.exists()


def test_an_unknown_set_is_nowhere(ada_client):
    assert ada_client.get(reverse("measure", args=["nothing"])).status_code == 404
    assert send(ada_client, {"q0": "1"}, "nothing").status_code == 404


def test_one_answer_is_told_in_its_own_words_and_two_are_compared(ada, ada_client):
    answered(ada, {"dread": 4})
    assert "Very much." in page(ada_client)
    answered(ada, {"dread": 4}, {"dread": 2})
    text = page(ada_client)
    assert "Somewhat. Less than last time (Very much)." in text
    assert "is all that this can say" in text
    assert text.count('<svg class="chart"') == len(OURS.items)
    assert "Not answered." in text


def test_of_our_own_sets_nothing_more_is_claimed(ada, ada_client):
    answered(ada, {"dread": 4}, {"dread": 0})
    text = page(ada_client)
    assert "noise" not in text
    assert "on a scale of" not in text


def test_a_score_has_its_band_only_from_a_source_and_its_change_only_with_known_noise(
    ada, ada_client
):
    made = added(scales=[scale(bands=BANDS, bands_source="A source of ours", reliability=NOISE)])
    low, high = (
        dict.fromkeys(("q1", "q2", "q3", "q4"), 1),
        dict.fromkeys(("q1", "q2", "q3", "q4"), 3),
    )
    answered(ada, low, high, of=made)
    text = page(ada_client)
    assert (
        "12, on a scale of 0 to 16: many. More than last time (4, on a scale of 0 to 16: few)."
        in text
    )
    assert "more than this scale’s own noise usually makes" in text
    assert "A source of ours" in text


def test_a_small_change_may_be_noise(ada, ada_client):
    made = added(scales=[scale(reliability=NOISE)])
    ones = dict.fromkeys(("q1", "q2", "q3", "q4"), 1)
    answered(ada, ones, {**ones, "q1": 2}, of=made)
    assert "may well be the scale’s own noise" in page(ada_client)


def test_too_little_for_a_score_is_said(ada, ada_client):
    answered(ada, {"q1": 3}, of=added())
    assert "Too little was answered for a score." in page(ada_client)


def test_what_was_answered_to_a_set_that_is_gone_can_still_be_read(ada, ada_client):
    answered(ada, dict.fromkeys(("q1", "q2", "q3", "q4"), 1), of=added())
    room.remove(name="made-up", now=NOW)
    text = page(ada_client)
    assert "not offered here any more" in text
    assert "4, on a scale of 0 to 16." in text
    assert reverse("measure", args=["made-up"]) not in text


def test_versions_are_not_compared_with_each_other(ada, ada_client):
    made = added(scales=[])
    answered(ada, {"q1": 1}, of=made)
    room.remove(name="made-up", now=NOW)
    answered(ada, {"q1": 3}, of=added(version="2", scales=[]))
    text = page(ada_client)
    assert "3 of four." in text
    assert "than last time (" not in text
    assert text.count('<th scope="col">') == 2


def test_a_stranger_reads_nothing_of_it(ada, di_client):
    answered(ada, {"dread": 4})
    assert "Very much" not in page(di_client)


def test_long_scales_are_a_list_and_groups_have_their_words(ada_client):
    many = [{"value": n, "words": str(n)} for n in range(21)]
    added(
        items=[{"id": "q1", "asks": "How many?", "choices": many, "within": ["g"]}, *items()[1:]],
        groups=[{"id": "g", "words": "In the last week"}],
        scales=[],
    )
    text = form(ada_client, "made-up")
    assert '<select class="field" id="q0"' in text
    assert "<h2>In the last week</h2>" in text


def test_an_answer_that_speaks_of_death_opens_the_protocol_at_once_and_is_kept(ada, ada_client):
    added(items=items(screened=True, matters_from=1))
    answer = send(ada_client, {"q0": "1", "key": uuid4()}, "made-up")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert reverse("help") in text
    assert "What you answered is kept" in text
    assert Administration.objects.get().answers == {"q1": 1}
    event = ada.risk_events.get()
    assert (event.step, event.topic, event.surface) == ("protocol", "self_harm", "questions")
    state = safeguarding.state_of(Watch.objects.get(member=ada))
    assert (state.path, state.pending) == ("open", "immediacy")


def test_any_other_answer_opens_nothing(ada, ada_client):
    added(items=items(screened=True, matters_from=2))
    assert send(ada_client, {"q0": "1", "q1": "4"}, "made-up").status_code == 302
    assert not ada.risk_events.exists()


def test_such_an_answer_is_met_with_help_even_where_the_state_cannot_be_kept(
    ada, ada_client, monkeypatch
):
    def broken(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(safeguarding, "tapped", broken)
    added(items=items(screened=True, matters_from=1))
    answer = send(ada_client, {"q0": "3"}, "made-up")
    assert reverse("help") in answer.content.decode()
    assert ada.risk_events.get().reason == "state_failed"
