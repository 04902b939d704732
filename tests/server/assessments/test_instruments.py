"""What is offered here, what members answer, and what whoever runs the server adds."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support.factories import NOW
from tests.support.instruments import instrument

from overture.content.instruments import instruments
from overture.server.assessments import instruments as room
from overture.server.assessments.models import AddedInstrument, Administration
from overture.server.audit.models import Event
from overture.server.conversations.export import export

pytestmark = pytest.mark.django_db

OURS = instruments()["people-this-week"]


def answer(member, answers, *, of=OURS, key=None, now=NOW):
    return room.answer(member=member, instrument=of, answers=answers, key=key or uuid4(), now=now)


def add(of, rights="Bought, receipt 12", who="Tova"):
    room.add(instrument=of, rights=rights, confirmed_by=who, now=NOW)


def test_answers_are_kept_as_given_once_for_a_key_with_what_came_of_them(ada):
    key = uuid4()
    for _ in range(2):
        answer(ada, {"dread": 3}, key=key)
    row = Administration.objects.get()
    assert (row.instrument, row.version, row.answers) == ("people-this-week", "1", {"dread": 3})
    came = {one["id"]: one["value"] for one in row.readings}
    assert came["dread"] == 3
    assert came["energy"] is None


def test_what_is_no_answer_is_refused_whole(ada):
    with pytest.raises(ValueError, match="not an answer"):
        answer(ada, {"dread": 3, "energy": 9})
    assert not Administration.objects.exists()


def test_each_member_has_answers_of_their_own(ada, di):
    answer(ada, {"dread": 3})
    answer(ada, {"dread": 1}, now=NOW + timedelta(days=7))
    assert [row.answers["dread"] for row in room.past(ada, "people-this-week")] == [3, 1]
    assert room.past(di, "people-this-week") == []
    assert (room.names_answered(ada), room.names_answered(di)) == ({"people-this-week"}, set())


def test_an_added_instrument_is_offered_as_it_was_given_with_who_confirmed_the_rights(ada):
    add(instrument())
    assert room.offered()["made-up"] == instrument()
    (row,) = room.added()
    assert (row.rights, row.confirmed_by, row.at) == ("Bought, receipt 12", "Tova", NOW)
    assert Event.objects.get(action="instrument.added").subject == "made-up"


@pytest.mark.parametrize("given", [{"rights": "  "}, {"who": ""}])
def test_without_a_right_nothing_is_added(db, given):
    with pytest.raises(ValueError, match="by what right"):
        add(instrument(), **given)
    assert not AddedInstrument.objects.exists()


def test_a_name_that_is_taken_is_refused(db):
    add(instrument())
    for taken in (instrument(title="Another"), instrument(id="people-this-week")):
        with pytest.raises(ValueError, match="already"):
            add(taken)
    assert room.offered()["made-up"].title == "Made up"


def test_taking_one_away_takes_its_words_and_leaves_the_answers(ada):
    add(instrument())
    answer(ada, dict.fromkeys(("q1", "q2", "q3", "q4"), 2), of=instrument())
    assert room.remove(name="made-up", now=NOW)
    assert not room.remove(name="made-up", now=NOW)
    assert "made-up" not in room.offered()
    (row,) = room.past(ada, "made-up")
    assert (row.title, row.readings[0]["value"]) == ("Made up", 8)
    assert not room.remove(name="people-this-week", now=NOW)


def test_the_export_holds_every_answer_as_a_questionnaire_response_of_that_member(ada, di):
    answer(ada, {"dread": 3})
    answer(di, {"dread": 1})
    add(instrument())
    answer(ada, {"q1": 2}, of=instrument(), now=NOW + timedelta(days=1))
    room.remove(name="made-up", now=NOW)
    ours, gone = export(member=ada, now=NOW)["questionnaire_responses"]
    assert ours["questionnaire"] == "urn:overture:people-this-week|1"
    (said,) = ours["item"]
    assert said["answer"][0]["valueCoding"]["display"] == "Quite a bit"
    assert gone["item"] == [{"linkId": "q1", "answer": [{"valueDecimal": 2}]}]
