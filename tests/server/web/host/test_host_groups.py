"""A host's desk: a group is opened, people come in, and whoever waits to be met is seen."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from tests.support import factories, groups
from tests.support.signing import signed_in

from overture.content.groups import group_tasks
from overture.server.groups import health, hosting, keeping, posting
from overture.server.groups.models import Group, Membership, Post, Report
from overture.server.web.requests import SESSION_MEMBER

pytestmark = pytest.mark.django_db

DARK = "I want to kill myself"


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    """Noon, so that nothing waits for the morning."""
    at = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    rooms = ("groups", "group_posts", "group_keeping", "group_joining")
    for name in (*(f"member.{room}" for room in rooms), "host.groups", "host.safety", "host.work"):
        monkeypatch.setattr(f"overture.server.web.{name}.local_now", lambda _: at)
    return at


def browser(member):
    client = Client()
    session = client.session
    session[SESSION_MEMBER] = str(member.pk)
    session.save()
    return client


def at(name, *args):
    return reverse(name, args=args)


def text(answer):
    return answer.content.decode()


def test_b6_three_members_and_a_host_make_something_together_and_everybody_is_met(ida_client, noon):
    ida_client.post(at("host_groups"), {"name": "Tuesday table", "when": "Monday to Thursday"})
    table = Group.objects.get()
    people = {}
    for name in ("Ayo", "Birgit", "Mei"):
        shown = text(ida_client.post(at("host_invite", table.pk), {"name": name}))
        sent = re.search(r"/invited/[\w-]+", shown)[0]
        people[name] = browser(factories.member(name=name))
        # the link leads on to the rules of the group and a name in it
        address = people[name].get(sent, follow=True).request["PATH_INFO"]
        people[name].post(address, {"name": name, "tells": "nothing"})
        assert people[name].get(address).status_code == 404  # once, and for one
    assert Membership.objects.count() == 3

    # something to make, whole when everybody has added theirs
    ida_client.post(at("host_task", table.pk), {"do": "begin", "task": "a-card"})
    for name, part in (("Ayo", "For the porter"), ("Birgit", "For the driver")):
        people[name].post(at("group_part", table.pk), {"words": part, "key": uuid4()})
    assert "2 of 3" in text(ida_client.get(at("host_group", table.pk)))
    ida_client.post(at("host_task", table.pk), {"do": "ease"})
    assert escape(group_tasks()["a-card"].easier) in text(people["Mei"].get(at("group", table.pk)))
    people["Mei"].post(at("group_part", table.pk), {"words": "I second that", "key": uuid4()})
    assert escape(group_tasks()["a-card"].told) in text(people["Ayo"].get(at("group", table.pk)))

    # a post, a tap, an answer, and just reading
    write(people["Birgit"], table, "A man nodded. I nodded.", kind="step")
    told = Post.objects.get(task=None)
    people["Ayo"].post(at("group_nod", table.pk, told.pk), {"ready": "step-feeling"})
    people["Mei"].post(at("group_here", table.pk))
    assert "I know that feeling." in text(people["Birgit"].get(at("group", table.pk)))

    # somebody writes twice and nobody answers: the host sees it in words, and answers
    lonely = Membership.objects.get(name="Mei")
    for days in (3, 2):
        groups.post(lonely, f"Anybody here, {days}?", now=noon - timedelta(days=days))
    desk = text(ida_client.get(at("host_group", table.pk)))
    assert "Mei wrote twice and nobody answered." in desk
    for post in Post.objects.filter(by=lonely, task=None):
        given = {"words": "I am, Mei", "answers": post.pk, "key": uuid4()}
        ida_client.post(at("host_write", table.pk), given)
    assert health.signs_of(table, noon) == []
    assert "I am, Mei" in text(people["Mei"].get(at("group", table.pk)))


def write(client, table, words, **more):
    return client.post(at("group_write", table.pk), {"words": words, "key": uuid4(), **more})


@pytest.fixture
def table(ida, noon):
    return groups.group(ida, now=noon)


@pytest.fixture
def me(table, ada, noon):
    return groups.joined(table, ada, now=noon)


@pytest.mark.requirement(63)
@pytest.mark.parametrize(
    ("tells", "on_the_desk", "readable"),
    [("nothing", False, False), ("note", True, False), ("words", True, True)],
)
def test_of_words_in_danger_the_host_learns_what_their_writer_agreed_to(
    tells, on_the_desk, readable, ada, table, ida_client, ada_client, noon
):
    groups.joined(table, ada, tells=tells, now=noon)
    write(ada_client, table, DARK)
    held = Post.objects.get()
    desk = text(ida_client.get(at("host_group", table.pk)))
    assert ("One message waits to be read." in desk) == on_the_desk
    assert DARK not in desk
    one = ida_client.get(at("host_post", table.pk, held.pk))
    assert (one.status_code == 200) == on_the_desk
    assert (DARK in text(one)) == readable
    ida_client.post(at("host_post", table.pk, held.pk), {"do": "stand"})
    held.refresh_from_db()
    assert (held.state == Post.State.SHOWN) == readable


@pytest.mark.requirement(63)
def test_a_report_is_read_by_the_host_first_and_its_end_told_to_whoever_made_it(
    me, ada_client, di, table, ida_client, noon
):
    unkind = groups.post(groups.joined(table, di, now=noon), "What a dull lot", now=noon)
    given = {"post": unkind.pk, "reason": "who-people-are", "note": "It stung", "key": uuid4()}
    ada_client.post(at("group_worry", table.pk), given)
    desk = text(ida_client.get(at("host_group", table.pk)))
    assert "It runs people down for who they are." in desk
    assert "It stung" in desk
    assert "What a dull lot" not in text(ada_client.get(at("group", table.pk)))
    hide = at("host_post", table.pk, unkind.pk)
    assert "Write the reason first." in text(ida_client.post(hide, {"do": "hide"}))
    ida_client.post(hide, {"do": "hide", "note": "It runs people down."})
    assert Report.objects.get().outcome == "hidden"
    assert "The post was hidden" in text(ada_client.get(at("group_worry", table.pk)))
    own = text(browser(di).get(at("group_post", table.pk, unkind.pk)))
    assert "It runs people down." in own
    assert "Ask for a second look" in own
    assert "Ada" not in own


@pytest.mark.requirement(63)
def test_a_report_about_the_host_never_reaches_the_host(me, ada_client, table, ida_client):
    given = {"reason": "about-the-host", "note": "She laughed at me", "key": uuid4()}
    ada_client.post(at("group_worry", table.pk), given)
    assert "She laughed at me" not in text(ida_client.get(at("host_group", table.pk)))
    assert [one.words for one in keeping.reports_about_hosts()] == ["She laughed at me"]
    assert "about-the-host" not in text(ida_client.get(at("host_log", table.pk)))
    made = Report.objects.get()
    answer = ida_client.post(at("host_report", table.pk, made.pk), {"outcome": "left"})
    assert answer.status_code == 404
    oz = signed_in(factories.person("oz", "operator"))
    assert "She laughed at me" in text(oz.get(at("run_reports")))
    oz.post(at("run_host_report", made.pk), {"outcome": "spoke"})
    assert "She laughed at me" not in text(oz.get(at("run_reports")))
    again = oz.post(at("run_host_report", made.pk), {"outcome": "spoke"})
    assert again.status_code == 404


@pytest.mark.requirement(63)
def test_a_second_look_is_taken_by_another_host_and_puts_right_what_was_wrong(
    me, ada_client, table, ida_client, noon
):
    told = groups.post(me, "The bench by the bins", now=noon)
    hide = at("host_post", table.pk, told.pk)
    ida_client.post(hide, {"do": "hide", "note": "A place where somebody lives."})
    asked = at("group_second_look", table.pk)
    ada_client.post(asked, {"post": told.pk, "note": "It is a park"})
    assert "The bench" not in text(ida_client.get(at("host_seconds")))
    jo = signed_in(factories.person("jo", "host"))
    shown = text(jo.get(at("host_seconds")))
    assert "It is a park" in shown
    assert "Ada" not in shown
    one = re.search(r'name="appeal" value="([^"]+)"', shown)[1]
    jo.post(at("host_seconds"), {"appeal": one, "do": "right", "note": "It is a park indeed."})
    told.refresh_from_db()
    assert told.state == Post.State.SHOWN
    own = text(ada_client.get(at("group_post", table.pk, told.pk)))
    assert "We were wrong, and it is back." in own


@pytest.mark.requirement(63)
def test_the_log_holds_every_step_and_no_words_or_names(me, ada_client, table, ida_client, noon):
    told = groups.post(me, "The bench by the bins", now=noon)
    hide = at("host_post", table.pk, told.pk)
    ida_client.post(hide, {"do": "hide", "note": "A place where somebody lives."})
    shown = text(ida_client.get(at("host_log", table.pk)))
    assert "hidden" in shown
    assert "joined" in shown
    assert "The bench" not in shown
    assert "Ada" not in shown.split("<main")[1]


def test_a_host_asks_somebody_to_stay_out_with_a_reason_and_lets_them_in(
    me, table, ida_client, ada_client
):
    address = at("host_person", table.pk, me.pk)
    assert ida_client.post(address, {"do": "out", "days": "3"}).status_code == 422
    ida_client.post(address, {"do": "out", "days": "3", "note": "A quarrel"})
    assert "A quarrel" in text(ada_client.get(at("group", table.pk)))
    ida_client.post(address, {"do": "in"})
    assert "Say something, or nothing" in text(ada_client.get(at("group", table.pk)))


def test_a_removed_member_is_out_and_can_ask_for_a_second_look(me, table, ida_client, ada_client):
    address = at("host_person", table.pk, me.pk)
    ida_client.post(address, {"do": "remove", "note": "It was the third time"})
    assert ada_client.get(at("group", table.pk)).status_code == 404
    assert "It was the third time" in text(ada_client.get(at("group_second_look", table.pk)))


def test_how_a_group_runs_is_chosen_and_holds(me, table, ida_client, ada_client):
    given = {"most": "4", "slow": "60", "quiet": "on", "when": "Tuesdays"}
    ida_client.post(at("host_choose", table.pk), given)
    table.refresh_from_db()
    kept = (table.most, table.slow_minutes, table.quiet, table.private, table.reads)
    assert kept == (4, 60, True, False, "Tuesdays")
    write(ada_client, table, "One")
    assert write(ada_client, table, "Two").status_code == 422


def test_no_seventh_is_invited(table, ida_client, noon):
    for number in range(6):
        groups.joined(table, factories.member(), f"N {number}", now=noon)
    answer = ida_client.post(at("host_invite", table.pk), {"name": "One more"})
    assert answer.status_code == 422
    assert "Everybody fits who may" in text(answer)


def test_another_hosts_group_does_not_exist(me, table, ida_client, noon):
    told = groups.post(me, "The bench by the bins", now=noon)
    stranger = signed_in(factories.person("jo", "host"))
    known = {"group_id": table.pk, "post_id": told.pk, "membership_id": me.pk, "report_id": uuid4()}
    names = ("host_group", "host_log", "host_choose", "host_invite", "host_write", "host_task")
    addresses = [reverse(name, args=[table.pk]) for name in names]
    addresses += [at("host_post", table.pk, told.pk), at("host_person", table.pk, me.pk)]
    for address in addresses:
        for answer in (stranger.get(address), stranger.post(address, {"words": "x", **known})):
            assert answer.status_code in {404, 405}, address
    assert "Tuesday table" not in text(stranger.get(at("host_groups")))


def test_what_a_host_cannot_post_comes_back(me, table, ida_client):
    answer = ida_client.post(at("host_write", table.pk), {"words": "", "key": uuid4()})
    assert answer.status_code == 422
    assert "Nothing that could harm somebody" in text(answer)
    assert not Post.objects.exists()


def test_what_could_harm_a_reader_is_not_posted_by_a_host_either(me, table, ida_client):
    words = "An overdose is easy"
    answer = ida_client.post(at("host_write", table.pk), {"words": words, "key": uuid4()})
    assert words in text(answer)
    assert not Post.objects.exists()


def test_a_host_writes_to_one_alone(me, di, table, ida_client, ada_client, noon):
    groups.joined(table, di, now=noon)
    given = {"words": "Are you well, Ada?", "to": me.pk, "key": uuid4()}
    ida_client.post(at("host_write", table.pk), given)
    assert "Are you well, Ada?" in text(ada_client.get(at("group_to_host", table.pk)))
    assert "Are you well, Ada?" not in text(browser(di).get(at("group", table.pk)))
    assert "Are you well, Ada?" not in text(browser(di).get(at("group_to_host", table.pk)))
    assert posting.Post.objects.get().audience == Post.Audience.ONE


def test_an_ended_group_is_shut(me, table, ada_client, ida_client, noon):
    hosting.end(group=table, now=noon)
    assert ada_client.get(at("group", table.pk)).status_code == 404
    assert ida_client.get(at("host_group", table.pk)).status_code == 404
