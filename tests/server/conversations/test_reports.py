"""A reported reply is kept with its words and a note, mailed if there is an address, and closed."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.support import factories
from tests.support.factories import NOW

from overture.server.accounts import services as accounts
from overture.server.conversations import reports
from overture.server.conversations import services as conversations
from overture.server.conversations.models import Report
from overture.server.safeguarding.sending import NotSentError

pytestmark = [pytest.mark.django_db, pytest.mark.requirement(44)]

SAID = "Hello, I have marmalade for you"
TO = "operator@example.org"


@pytest.fixture
def turn(ada):
    return factories.turn(factories.scene(ada), SAID)


def reported(ada, turn, note="Too cold", key=None):
    reply = reports.reply_in(turn)
    return reports.report(member=ada, reply=reply, note=note, key=key or uuid4(), now=NOW)


def test_every_reply_of_a_page_can_be_reported(ada, ada_client, turn):
    page = ada_client.get(reverse("scene", args=[turn.conversation.attempt_id])).content.decode()
    assert reverse("report_reply", args=[turn.pk]) in page
    assert reverse("report_opening", args=[turn.conversation_id]) in page


def test_a_reply_that_is_dealt_out_by_the_script_can_be_reported(turn):
    from overture.server.conversations import streaming

    assert reverse("report_reply", args=[turn.pk]) in streaming.kept(turn).whole


def test_the_operator_sees_the_reply_and_the_note_and_not_what_was_said_before(ada, turn):
    reported(ada, turn)
    (kept,) = reports.waiting()
    assert kept.words
    assert (kept.note, kept.kind) == ("Too cold", "scene")
    assert kept.made_by == turn.engine
    assert "marmalade" not in kept.words


def test_the_same_form_sent_twice_is_one_report(ada, ada_client, turn):
    address, sent = reverse("report_reply", args=[turn.pk]), {"note": "", "key": uuid4()}
    for _ in range(2):
        to = ada_client.post(address, sent).headers["Location"]
        assert to == reverse("reported", args=[turn.conversation_id])
    assert Report.objects.count() == 1


def test_a_note_that_is_too_long_comes_back_as_it_was_typed(ada_client, turn):
    long = "so cold " * 1000
    answer = ada_client.post(reverse("report_reply", args=[turn.pk]), {"note": long})
    assert answer.status_code == 422
    assert "so cold so cold" in answer.content.decode()
    assert not Report.objects.exists()


def test_somebody_elses_reply_cannot_be_reported(di_client, turn):
    for name, key in (("report_reply", turn.pk), ("report_opening", turn.conversation_id)):
        assert di_client.get(reverse(name, args=[key])).status_code == 404
    assert Client().get(reverse("report_reply", args=[turn.pk])).status_code == 302


def test_it_is_mailed_once_to_an_operator_with_an_address(ada, turn, settings):
    sent: list[Report] = []
    reported(ada, turn)
    assert reports.mail_new(now=NOW, send=sent.append) == 0
    settings.OVERTURE_REPORTS_TO = TO
    assert reports.mail_new(now=NOW, send=sent.append) == 1
    assert reports.mail_new(now=NOW, send=sent.append) == 0
    assert len(sent) == 1


def test_a_message_holds_the_reply_and_the_note_alone(ada, turn, settings, monkeypatch):
    taken = []
    monkeypatch.setattr(
        reports, "by_mail", lambda to, message, *, ident: taken.append((to, message.text))
    )
    settings.OVERTURE_REPORTS_TO = TO
    kept = reported(ada, turn)
    reports.mail_new(now=NOW)
    ((to, text),) = taken
    assert to == TO
    assert kept.words in text
    assert "Too cold" in text
    assert "marmalade" not in text
    assert ada.name not in text


def test_what_could_not_be_mailed_is_tried_again(ada, turn, settings):
    settings.OVERTURE_REPORTS_TO = TO

    def broken(_one):
        raise NotSentError("unreachable")

    reported(ada, turn)
    assert reports.mail_new(now=NOW, send=broken) == 0
    assert reports.mail_new(now=NOW, send=lambda _one: None) == 1


def test_a_fault_of_ours_loses_no_report_and_holds_up_no_other(ada, turn, settings, caplog):
    settings.OVERTURE_REPORTS_TO = TO
    sent: list[Report] = []

    def broken_once(one):
        sent.append(one)
        if len(sent) == 1:
            raise UnicodeError("marmalade")

    reported(ada, turn)
    reported(ada, turn)
    assert reports.mail_new(now=NOW, send=broken_once) == 1
    assert reports.mail_new(now=NOW, send=sent.append) == 1
    assert "marmalade" not in caplog.text


def test_a_report_is_closed_once(ada, turn):
    kept = reported(ada, turn)
    assert reports.close(report_id=kept.pk, now=NOW)
    assert not reports.close(report_id=kept.pk, now=NOW)
    assert reports.waiting() == []


def test_it_outlives_the_talk_and_not_the_space(ada):
    talk = conversations.open_talk(member=ada, now=NOW)
    reply = reports.reply_in(factories.turn(talk, SAID))
    reports.report(member=ada, reply=reply, note="", key=uuid4(), now=NOW)
    conversations.erase_talks(member=ada, now=NOW)
    assert Report.objects.get().turn is None
    accounts.erase(member=ada, now=NOW)
    assert not Report.objects.exists()
