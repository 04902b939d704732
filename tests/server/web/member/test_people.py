"""The member's page of people: who sees what, one press to pause, and what was said."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.support import factories

from overture.server.accounts import invitations, people, sharing
from overture.server.accounts.models import Invitation
from overture.server.care import checking, cheering, parting, sending, shown
from overture.server.care.models import MemberCheck, Sent
from overture.server.web.requests import SESSION_MEMBER

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def url(name, row):
    return reverse(name, args=[row.pk])


def page(client, **given):
    return text(client.get(reverse("people"), given))


@pytest.fixture
def lena(ada, cy):
    return factories.linked(ada, cy, "steps-done", called="Lena, my sister")


@pytest.fixture
def said(ada, cy, lena):
    """Lena said something about a step."""
    factories.attempt(ada, of=factories.own_step(ada, "Stayed to the end"), now=timezone.now())
    thing = shown.previewed(lena, timezone.now()).shown[0]
    given = {"words": "To the END!", "key": uuid4(), "now": timezone.now()}
    return cheering.celebrate(link=lena, about=thing, **given)


def test_with_nobody_the_page_says_so_and_offers_an_invitation(ada_client):
    told = page(ada_client)
    assert "Nothing is shared" in told
    assert reverse("invite") in told
    assert "Pause all sharing" not in told


def test_each_person_stands_there_with_what_they_see_and_a_way_to_change_it(ada_client, lena):
    told = page(ada_client)
    assert "Lena, my sister" in told
    assert "Steps I finish" in told
    assert url("person", lena) in told
    assert "See what Lena sees" in told


def test_things_are_ticked_for_a_week_and_taken_back(ada_client, lena):
    ada_client.post(url("person", lena), {"thing": ["good-moments", "curves"], "until": "week"})
    now = timezone.now()
    assert sharing.shared(lena, now) == {"good-moments"}
    assert sharing.shared(lena, now + timedelta(days=7, seconds=1)) == frozenset()
    assert "My good moments, until" in page(ada_client)
    kept = text(ada_client.get(url("person", lena)))
    assert re.search(r'value="same" checked', kept)
    until = sharing.granted(lena, now)
    ada_client.post(url("person", lena), {"thing": ["good-moments"], "until": "same"})
    assert sharing.granted(lena, now) == until
    ada_client.post(url("person", lena), {"until": ""})
    assert sharing.shared(lena, timezone.now()) == frozenset()


def test_a_member_with_an_account_proves_it_to_share_more_and_never_to_share_less(
    ada, ada_client, lena
):
    person = factories.person("ada-herself")
    people.join(member=ada, person=person, now=timezone.now())
    member = dict(ada_client.session)
    ada_client.force_login(person)  # long ago, as far as this browser can show
    session = ada_client.session
    session.update({SESSION_MEMBER: member[SESSION_MEMBER]})
    session.save()
    more = ada_client.post(url("person", lena), {"thing": ["steps-done", "good-moments"]})
    assert more.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert sharing.shared(lena, timezone.now()) == {"steps-done"}
    assert ada_client.get(reverse("invite")).status_code == 302
    ada_client.post(url("person", lena), {"thing": ["steps-done"], "until": "week"})
    assert sharing.granted(lena, timezone.now())["steps-done"] is not None
    ada_client.post(url("person", lena))
    assert sharing.shared(lena, timezone.now()) == frozenset()


def test_one_press_pauses_everything_and_one_takes_it_up_again(ada_client, lena):
    answer = ada_client.post(reverse("pause_all"), follow=True)
    assert "Nobody listed here sees anything of yours until you take it up again." in text(answer)
    assert sharing.shared(lena, timezone.now()) == frozenset()
    assert "Share again with Lena" in text(answer)
    ada_client.post(reverse("pause_all"), {"resume": "1"})
    assert sharing.shared(lena, timezone.now()) == {"steps-done"}


def test_one_person_is_paused_taken_up_again_renamed_and_ended(ada, ada_client, lena):
    ada_client.post(url("person_do", lena), {"do": "pause"})
    assert "Paused" in page(ada_client)
    ada_client.post(url("person_do", lena), {"do": "resume"})
    assert sharing.shared(lena, timezone.now())
    ada_client.post(url("person_name", lena), {"name": "Len"})
    assert "Len" in page(ada_client)
    assert ada_client.post(url("person_name", lena), {"name": " "}).status_code == 422
    ada_client.post(url("person_do", lena), {"do": "end"})
    assert not sharing.links_of(ada)
    assert ada_client.get(url("person", lena)).status_code == 404


def test_the_preview_is_the_very_page_that_is_given_to_the_other(ada_client, cy_client, lena, said):
    checking.over_for_person(link=lena, now=timezone.now())  # what is asked of Lena is hers alone
    seen = text(cy_client.get(url("shared_page", lena)))
    preview = text(ada_client.get(url("person_sees", lena)))
    assert "Your preview of what Lena sees. Nothing else is shown to Lena." in preview

    def parts(html):
        body = html.split("<main")[1].split("</main>")[0]
        return re.findall(r"(?s)<h[12].*?</h[12]>|<b .*?</b>|<q.*?</q>|Ada shares[^.]*\.", body)

    assert "Stayed to the end" in str(parts(preview))
    assert parts(seen) == parts(preview)
    assert 'href="/close' not in preview


def test_the_preview_of_what_is_paused_says_that_there_is_no_page(ada_client, lena, said):
    sharing.pause(link=lena, now=timezone.now())
    preview = text(ada_client.get(url("person_sees", lena)))
    assert "there is no page for Lena at all" in preview
    assert "Stayed to the end" not in preview


def test_who_looked_is_read_by_the_member(ada_client, cy_client, lena):
    assert "Nobody whom you share with has opened anything" in text(
        ada_client.get(reverse("who_looked"))
    )
    cy_client.get(url("shared_page", lena))
    told = text(ada_client.get(reverse("who_looked")))
    assert "Lena" in told
    assert "Steps I finish" in told


def test_what_was_said_waits_on_today_and_is_thanked_for(ada_client, said):
    today = text(ada_client.get(reverse("today")))
    assert "Lena wrote you a line" in today
    assert "To the END!" not in today
    told = page(ada_client)
    assert "To the END!" in told
    assert "Stayed to the end" in told
    ada_client.post(url("celebration", said), {"give": "thanks"})
    said.refresh_from_db()
    assert said.answer == "thanks"
    assert "To the END!" not in page(ada_client)
    assert "wrote you a line" not in text(ada_client.get(reverse("today")))


def test_to_put_it_away_is_an_answer_too_and_nobody_hears_of_it(ada_client, said):
    ada_client.post(url("celebration", said), {"give": ""})
    said.refresh_from_db()
    assert said.answer == ""
    assert "To the END!" not in page(ada_client)


def test_who_stepped_back_is_told_once_with_their_line(ada_client, lena):
    parting.step_back(link=lena, words="Be well", now=timezone.now())
    told = page(ada_client)
    assert "has stepped back" in told
    assert "Be well" in told
    ada_client.post(url("parting", lena))
    assert "has stepped back" not in page(ada_client)


def test_a_moment_and_a_line_are_sent_to_one_person_and_taken_back(ada, ada_client, lena):
    moment = factories.attempt(ada, of=factories.own_step(ada, "Rang the bell"))
    form = text(ada_client.get(url("send_moment", lena)))
    assert "Rang the bell" in form
    given = {"words": "It was loud", "moment": str(moment.pk), "key": uuid4()}
    for _ in range(2):
        ada_client.post(url("send_moment", lena), given)
    sent = Sent.objects.get()
    assert (sent.words, sent.attempt_id) == ("It was loud", moment.pk)
    assert "It was loud" in text(ada_client.get(url("send_moment", lena)))
    ada_client.post(url("send_back", sent))
    assert "It was loud" not in text(ada_client.get(url("send_moment", lena)))


@pytest.mark.parametrize(
    "given", [{}, {"words": "x" * 501}, {"moment": "not-a-moment"}, {"moment": str(uuid4())}]
)
def test_what_cannot_be_sent_stays_on_the_page(ada_client, lena, given):
    answer = ada_client.post(url("send_moment", lena), given)
    assert answer.status_code == 422
    assert 'role="alert"' in text(answer)
    assert not Sent.objects.exists()


def test_a_line_of_danger_reaches_the_other_and_help_is_shown_beside_it(ada, ada_client, lena):
    answer = ada_client.post(url("send_moment", lena), {"words": "I want to kill myself"})
    assert "What you wrote is sent" in text(answer)
    assert Sent.objects.get().words == "I want to kill myself"
    assert ada.risk_events.exists()


def test_while_it_is_paused_nothing_is_sent_and_the_line_stays(ada_client, lena):
    sharing.pause(link=lena, now=timezone.now())
    answer = ada_client.post(url("send_moment", lena), {"words": "Hello you"})
    assert "Hello you" in text(answer)
    assert "is paused, so nothing was sent" in text(answer)


def test_an_invitation_is_looked_at_beforehand_made_once_and_taken_back(ada, ada_client):
    factories.attempt(ada, of=factories.own_step(ada, "Rang the bell"), now=timezone.now())
    given = {"name": "Lena, my sister", "thing": ["steps-done"], "kind": "supporter"}
    preview = text(ada_client.post(reverse("invite"), {**given, "look": "1"}))
    assert "This is what Lena would see if they came today." in preview
    assert "Rang the bell" in preview
    assert not Invitation.objects.exists()
    made = text(ada_client.post(reverse("invite"), {**given, "make": "1"}))
    token = re.search(r"/invited/([\w-]+)", made)
    assert token is not None
    found = invitations.by_token(token.group(1), timezone.now())
    assert found is not None
    assert (found.things, found.called) == (["steps-done"], "Lena, my sister")
    told = page(ada_client)
    assert "Open invitations" in told
    assert token.group(1) not in told
    ada_client.post(url("invite_back", found))
    assert invitations.by_token(token.group(1), timezone.now()) is None


def test_a_clinician_is_offered_other_things_and_what_is_not_theirs_is_left_out(ada_client):
    asked = text(ada_client.get(reverse("invite"), {"kind": "clinician"}))
    assert "My curves" in asked
    assert "My good moments" not in asked
    given = {"name": "Dr Lind", "kind": "clinician", "thing": ["curves", "good-moments"]}
    ada_client.post(reverse("invite"), {**given, "make": "1"})
    assert Invitation.objects.get().things == ["curves"]


def test_an_invitation_needs_a_word_for_whom_it_is(ada_client):
    answer = ada_client.post(reverse("invite"), {"make": "1", "thing": ["steps-done"]})
    assert answer.status_code == 422
    assert re.search(r'value="steps-done" checked', text(answer))
    for _ in range(invitations.MOST):
        ada_client.post(reverse("invite"), {"name": "Lena", "make": "1"})
    full = ada_client.post(reverse("invite"), {"name": "Lena", "make": "1"})
    assert "There are twenty open invitations already." in text(full)


def test_once_a_month_the_page_asks_and_of_the_answer_nothing_is_kept(ada, ada_client, cy):
    lena = factories.linked(ada, cy, called="Lena", now=timezone.now() - timedelta(days=31))
    asked = url("still_good", lena)
    assert "Is it still as you want it?" in page(ada_client)
    assert "Are you by yourself" in text(ada_client.get(asked))
    assert 'name="watched"' in text(ada_client.get(asked, {"begin": "1"}))
    told = text(ada_client.post(asked, {"still-good": "a-break", "pushed": "yes"}))
    assert 'value="pause"' in told
    assert MemberCheck.objects.count() == 1
    assert "Is it still as you want it?" not in page(ada_client)
    afraid = text(ada_client.post(asked, {"still-good": "no", "free-to-stop": "afraid"}))
    assert "People who can help" in afraid
    assert 'value="end"' not in afraid
    assert not lena.opened.exists()


def test_the_other_side_never_learns_that_it_was_asked(ada_client, cy_client, lena):
    before = text(cy_client.get(url("shared_page", lena)))
    ada_client.post(url("still_good", lena), {"watched": "yes"})
    after = text(cy_client.get(url("shared_page", lena)))
    strip = re.compile(r'value="[\w-]{20,}"')
    assert strip.sub("", before) == strip.sub("", after)


def test_nothing_of_another_member_can_be_changed_or_read(di_client, ada, lena, said):
    sent = sending.send(link=lena, words="Mine", key=uuid4(), now=timezone.now())
    made, _ = invitations.from_member(member=ada, kind="supporter", now=timezone.now())
    ways = [
        *((name, lena) for name in ("person", "person_name", "person_do", "person_sees")),
        *((name, lena) for name in ("send_moment", "still_good", "parting")),
        ("celebration", said),
        ("send_back", sent),
        ("invite_back", made),
    ]
    for name, row in ways:
        answers = (di_client.get(url(name, row)), di_client.post(url(name, row), {"do": "end"}))
        assert {answer.status_code for answer in answers} <= {404, 405}, name
    assert sharing.shared(lena, timezone.now()) == {"steps-done", "sent"}
    assert not MemberCheck.objects.exists()


def test_the_copy_to_read_holds_what_was_sent_and_said(ada_client, lena, said):
    sending.send(link=lena, words="I rang the bell", key=uuid4(), now=timezone.now())
    parting.step_back(link=lena, words="Be well", now=timezone.now())
    copy = text(ada_client.get(reverse("export_html")))
    for kept in ("Lena, my sister", "I rang the bell", "To the END!", "Be well", "steps-done"):
        assert kept in copy


def test_the_copy_for_programs_holds_them_too_and_no_answer_of_somebody_close(
    ada, ada_client, lena, said
):
    checking.over_for_person(link=lena, now=timezone.now())
    copy = text(ada_client.get(reverse("export_json")))
    assert "To the END!" in copy
    assert "supporter_check" not in copy
    assert "looking_away" not in copy
