"""What passes between a member and somebody close: sent, celebrated, asked, ended."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.content.supporters import harm_check
from overture.server.accounts import sharing
from overture.server.audit.models import Event
from overture.server.care import checking, cheering, parting, sending, shown
from overture.server.care.models import Celebration, MemberCheck, Sent, SupporterCheck

pytestmark = pytest.mark.django_db

MONTH = NOW + timedelta(days=30)


@pytest.fixture
def link(ada, cy):
    return factories.linked(ada, cy, "good-moments")


@pytest.fixture
def told(ada, link):
    factories.attempt(ada)
    return shown.previewed(link, NOW).shown[0]


def celebrated(link, told, words="You did that", **more):
    given = {"key": uuid4(), "now": NOW, **more}
    return cheering.celebrate(link=link, about=told, words=words, **given)


def test_about_each_thing_it_is_said_once_however_often_it_is_sent(ada, link, told):
    first = celebrated(link, told)
    assert celebrated(link, told, "And again") == first
    assert Celebration.objects.count() == 1
    assert cheering.waiting(ada) == [first]


def test_nothing_is_said_without_words(link, told):
    with pytest.raises(ValueError, match="no words"):
        celebrated(link, told, "  \n ")


def test_a_member_thanks_or_smiles_once_and_it_is_put_away(ada, link, told):
    said = celebrated(link, told)
    with pytest.raises(ValueError, match="not an answer"):
        cheering.answer(celebration=said, given="love", now=NOW)
    for given in ("smile", "thanks"):
        cheering.answer(celebration=said, given=given, now=NOW)
    said.refresh_from_db()
    assert said.answer == "smile"
    assert cheering.waiting(ada) == []
    assert cheering.said_by(link) == [said]


def test_to_put_it_away_gives_nothing_back(ada, link, told):
    said = celebrated(link, told)
    cheering.put_away(celebration=said, now=NOW)
    said.refresh_from_db()
    assert (said.answer, cheering.waiting(ada)) == ("", [])


def test_what_was_said_stays_the_members_when_the_sharing_has_ended(ada, di, link, told):
    said = celebrated(link, told)
    sharing.end(link=link, by="", now=NOW)
    assert cheering.waiting(ada) == [said]
    assert cheering.celebration_of(di, said.pk) is None


def test_words_of_danger_are_met_with_help_and_go_nowhere(db):
    heard = cheering.hear(words="I want to kill myself", region="GB", now=NOW)
    assert heard.help is not None
    assert heard.help.help_link
    assert not heard.may_go


def test_words_that_press_are_held_back_and_warm_ones_are_not(db):
    assert cheering.hear(words="Finally! What’s next?", region="", now=NOW).held is not None
    assert cheering.hear(words="I’m smiling", region="", now=NOW).may_go


def test_to_send_is_a_yes_to_what_is_sent_and_a_double_tap_is_one(ada, link):
    key = uuid4()
    for _ in range(2):
        sending.send(link=link, words="  I rang\nher ", key=key, now=NOW)
    assert Sent.objects.get().words == "I rang her"
    assert "sent" in sharing.shared(link, NOW)


def test_somebody_elses_moment_a_scene_or_nothing_cannot_be_sent(ada, di, link):
    others = (factories.attempt(di).pk, factories.scene(ada).attempt_id, uuid4())
    for attempt_id in others:
        with pytest.raises(ValueError, match="no such moment"):
            sending.send(link=link, attempt_id=attempt_id, key=uuid4(), now=NOW)
    with pytest.raises(ValueError, match="nothing to send"):
        sending.send(link=link, words=" ", key=uuid4(), now=NOW)
    assert not Sent.objects.exists()


def test_while_it_is_paused_nothing_is_sent(link):
    sharing.pause(link=link, now=NOW)
    with pytest.raises(sending.PausedError):
        sending.send(link=link, words="Hello", key=uuid4(), now=NOW)
    assert "sent" not in {grant.thing for grant in link.grants.all()}


def test_to_a_clinician_nothing_can_be_sent_by_this_way(ada, bo):
    link = factories.linked(ada, bo, kind="clinician")
    with pytest.raises(ValueError, match="cannot be shared"):
        sending.send(link=link, words="Hello", key=uuid4(), now=NOW)
    assert not Sent.objects.exists()


def test_what_is_taken_back_is_gone_and_nobody_else_can_take_it_back(ada, di, link):
    sent = sending.send(link=link, words="Hello", key=uuid4(), now=NOW)
    assert sending.sent_of(di, sent.pk) is None
    sending.take_back(sent=sent, now=NOW)
    assert sending.sent_to(link) == []
    assert [event.action for event in Event.objects.filter(action__startswith="moment")] == [
        "moment.sent",
        "moment.taken_back",
    ]


def test_the_audit_trail_holds_no_word_of_anybody(link, told):
    celebrated(link, told, "Marmalade")
    sending.send(link=link, words="Marmalade", key=uuid4(), now=NOW)
    assert "Marmalade" not in str(list(Event.objects.values()))


def test_both_are_asked_after_a_month_and_again_a_month_after_it_was_over(ada, link):
    assert checking.due_for_member(ada, NOW) is None
    assert checking.due_for_member(ada, MONTH) == link
    assert checking.is_due(link, MONTH)
    checking.over_for_member(link=link, now=MONTH)
    assert checking.due_for_member(ada, MONTH) is None
    assert checking.is_due(link, MONTH)
    checking.over_for_person(link=link, now=MONTH)
    assert not checking.is_due(link, MONTH)
    assert checking.due_for_member(ada, MONTH + timedelta(days=30)) == link


def test_nobody_is_asked_about_what_is_paused_or_over(ada, link):
    sharing.pause(link=link, now=NOW)
    assert checking.due_for_member(ada, MONTH) is None
    sharing.resume(link=link, now=NOW)
    sharing.end(link=link, by="", now=NOW)
    assert checking.due_for_member(ada, MONTH) is None


def test_what_was_answered_is_kept_nowhere(link):
    kept = {field.name for field in MemberCheck._meta.concrete_fields}
    assert kept == {field.name for field in SupporterCheck._meta.concrete_fields}
    assert kept == {"id", "link", "at"}


def test_an_answer_leads_to_what_it_offers_and_fear_to_help_alone():
    side = harm_check().member
    plain = checking.said_to(side, {"still-good": "no", "pushed": "well-meant", "watched": "x"})
    assert plain.leads == ("change", "end")
    assert [answer.id for answer in plain.answers] == ["no", "well-meant"]
    afraid = checking.said_to(side, {"still-good": "no", "free-to-stop": "afraid"})
    assert afraid.leads == ("help",)
    assert checking.said_to(side, {}).answers == ()


def test_an_answer_of_somebody_close_may_name_something_to_read():
    said = checking.said_to(harm_check().supporter, {"heavy": "somewhat"})
    assert said.lessons == ("looking-after-yourself",)


def test_who_looks_away_does_so_until_they_look_again(link):
    for _ in range(2):
        checking.look_away(link=link, now=NOW)
    assert checking.looks_away(link)
    checking.look_again(link=link)
    assert not checking.looks_away(link)


def test_who_steps_back_may_leave_a_line_and_sees_nothing_from_then_on(ada, cy, link):
    parting.step_back(link=link, words=" Be well,\nyou ", now=NOW)
    parting.step_back(link=link, words="Twice", now=NOW)
    [left] = parting.partings(ada)
    assert left.words == "Be well, you"
    assert sharing.shared(link, NOW) == frozenset()
    assert not sharing.linked_to(cy, "supporter").exists()
    parting.put_away(parting=left, now=NOW)
    assert parting.partings(ada) == []


def test_nobody_elses_parting_can_be_put_away(ada, di, link):
    parting.step_back(link=link, now=NOW)
    assert parting.parting_of(di, link.pk) is None
    assert parting.parting_of(ada, link.pk) is not None
