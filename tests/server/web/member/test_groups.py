"""A group's pages for its members: written in, read, left; and shut to everybody else."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from tests.support import factories, groups

from overture.content.groups import group_tasks
from overture.server.accounts import people
from overture.server.accounts.models import Member
from overture.server.groups import hosting, joining, keeping, moderating, posting, tasks
from overture.server.groups.models import Block, Membership, Post, Report
from overture.server.web.requests import SESSION_MEMBER

pytestmark = pytest.mark.django_db

DARK = "I want to kill myself"


@pytest.fixture
def table(ida):
    return groups.group(ida, now=timezone.localtime(), reads="Monday to Thursday")


@pytest.fixture
def daytime(monkeypatch):
    """Noon, so that nothing waits for the morning."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    for name in ("groups", "group_posts", "group_keeping", "group_joining"):
        monkeypatch.setattr(f"overture.server.web.member.{name}.local_now", lambda _: noon)
    return noon


@pytest.fixture
def me(table, ada, daytime):
    return groups.joined(table, ada, now=daytime)


@pytest.fixture
def kofi(table, daytime):
    return groups.joined(table, factories.member(name="Kofi"), now=daytime)


def browser(member: Member) -> Client:
    client = Client()
    session = client.session
    session[SESSION_MEMBER] = str(member.pk)
    session.save()
    return client


def page(client, table, **given):
    return client.get(reverse("group", args=[table.pk]), given).content.decode()


def write(client, table, words="I sat upstairs", **more):
    given = {"words": words, "key": uuid4(), **more}
    return client.post(reverse("group_write", args=[table.pk]), given)


def test_an_invitation_leads_to_a_name_the_rules_and_the_group(table, ada_client, ada):
    token = hosting.invite(group=table, called="Ada", now=timezone.now())
    address = reverse("group_join", args=[token])
    shown = ada_client.get(address).content.decode()
    assert "Ida asks you into this group." in shown
    assert "Nobody has to write" in shown
    answer = ada_client.post(address, {"name": "Birgit", "tells": "note"})
    assert answer.headers["Location"] == f"{reverse('group', args=[table.pk])}?said=joined"
    place = Membership.objects.get()
    assert (place.name, place.tells_host, place.member) == ("Birgit", "note", ada)
    assert ada_client.get(address).status_code == 404


def test_a_group_is_found_among_ones_people(ada_client, me, table):
    assert table.name in ada_client.get(reverse("people")).content.decode()
    assert ada_client.get(reverse("groups")).headers["Location"] == reverse(
        "group", args=[table.pk]
    )


def test_what_one_writes_the_other_reads_with_replies_ready(ada_client, me, kofi, table):
    assert write(ada_client, table, kind="step").headers["Location"].endswith("said=written")
    shown = page(browser(kofi.member), table)
    assert "I sat upstairs" in shown
    assert "Glad you told us." in shown or "I read that twice" in shown
    assert "Two of you, and Ida" in shown
    assert "Reads here Monday to Thursday." in shown


def test_to_be_here_and_just_read_counts_as_being_there(ada_client, me, table):
    answer = ada_client.post(reverse("group_here", args=[table.pk]))
    assert answer.headers["Location"].endswith("said=here")
    assert "You’re here. That is taking part." in page(ada_client, table, said="here")
    assert me.presences.count() == 1


@pytest.mark.parametrize(
    "word", [">seen<", "is typing", "likes", "streak", "Read by", "unread", "new messages"]
)
def test_nothing_counts_hurries_or_watches(ada_client, me, kofi, table, daytime, word):
    groups.post(kofi, now=daytime)
    assert word not in page(ada_client, table)


@pytest.mark.requirement(63)
def test_danger_opens_the_protocol_and_the_words_stay_with_their_writer(
    ada_client, me, kofi, table
):
    answer = write(ada_client, table, DARK)
    shown = answer.content.decode()
    assert "Your words are kept." in shown
    assert reverse("help") in shown
    held = Post.objects.get()
    assert (held.words, held.told) == (DARK, "nothing")
    assert DARK not in page(browser(kofi.member), table)
    own = ada_client.get(reverse("group_post", args=[table.pk, held.pk])).content.decode()
    assert "What may Ida know of it?" in own
    ada_client.post(reverse("group_post", args=[table.pk, held.pk]), {"do": "words"})
    held.refresh_from_db()
    assert held.told == "words"


def test_a_part_of_the_task_is_added_once_and_makes_it_whole(ada_client, me, kofi, table, daytime):
    tasks.begin(group=table, task_id="a-card", now=daytime)
    shown = page(ada_client, table)
    assert "Add a line" in shown
    assert "Yours, if you like" in shown
    address = reverse("group_part", args=[table.pk])
    ada_client.post(address, {"words": "Thank you for the light", "key": uuid4()})
    assert ada_client.get(address).status_code == 302
    groups.post(kofi, "To the porter", task=tasks.task_of(table), now=daytime)
    assert escape(group_tasks()["a-card"].told) in page(ada_client, table)


def test_a_worry_goes_to_the_host_and_hides_what_should_not_be_read(
    ada_client, me, kofi, table, daytime
):
    told = groups.post(kofi, "Something awful", now=daytime)
    address = reverse("group_worry", args=[table.pk])
    shown = ada_client.get(address, {"post": told.pk}).content.decode()
    assert "Something awful" in shown
    answer = ada_client.post(
        address, {"post": told.pk, "reason": "ways-of-dying", "key": uuid4()}
    ).content.decode()
    assert "It is hidden now." in answer
    assert reverse("help") in answer
    told.refresh_from_db()
    assert told.state == Post.State.REPORTED
    assert Report.objects.get().about == kofi
    assert "Something awful" not in page(ada_client, table)


def test_a_worry_without_a_reason_asks_for_one_and_keeps_what_was_typed(ada_client, me, table):
    address = reverse("group_worry", args=[table.pk])
    answer = ada_client.post(address, {"note": "It frightened me"})
    assert answer.status_code == 422
    assert "Tap one of these." in answer.content.decode()
    assert "It frightened me" in answer.content.decode()
    assert not Report.objects.exists()


def test_a_block_is_one_press_and_the_other_notices_nothing(ada_client, me, kofi, table, daytime):
    groups.post(kofi, "Hello everybody", now=daytime)
    ada_client.post(reverse("group_person", args=[table.pk, kofi.pk]), {"do": "block"})
    assert "Hello everybody" not in page(ada_client, table)
    write(ada_client, table, "Still here")
    assert "Still here" in page(browser(kofi.member), table)
    ada_client.post(reverse("group_person", args=[table.pk, kofi.pk]), {"do": "unblock"})
    assert "Hello everybody" in page(ada_client, table)
    assert Block.objects.filter(ended_at=None).count() == 0


def test_leaving_takes_one_press(ada_client, me, table):
    answer = ada_client.post(reverse("group_leave", args=[table.pk]), {"parts": "stay"})
    assert "You have left Tuesday table." in answer.content.decode()
    assert ada_client.get(reverse("group", args=[table.pk])).status_code == 404


def addresses(table, post, place):
    known = {"group_id": table.pk, "post_id": post.pk, "membership_id": place.pk}
    with_post = ("group_post", "group_nod")
    plain = ("group", "group_write", "group_here", "group_rules", "group_leave", "group_hard_hour")
    more = ("group_part", "group_to_host", "group_worry", "group_second_look")
    yield from (reverse(name, args=[known["group_id"]]) for name in (*plain, *more))
    yield from (reverse(name, args=[known["group_id"], known["post_id"]]) for name in with_post)
    yield reverse("group_person", args=[known["group_id"], known["membership_id"]])


@pytest.mark.requirement(53)
@pytest.mark.parametrize("who", ["somebody of another group", "a former member", "nobody"])
def test_to_whom_is_not_in_it_the_group_does_not_exist(who, table, kofi, di, ida, daytime):
    told = groups.post(kofi, now=daytime)
    if who == "somebody of another group":
        groups.joined(groups.group(ida, "Another", now=daytime), di, now=daytime)
    if who == "a former member":
        joining.leave(
            membership=groups.joined(table, di, now=daytime), takes_parts=False, now=daytime
        )
    client = browser(di)
    for address in addresses(table, told, kofi):
        for answer in (client.get(address), client.post(address, {"words": "x", "do": "block"})):
            assert answer.status_code in {404, 405}, address
            assert told.words not in answer.content.decode()


def test_a_post_of_another_group_is_not_reached_through_ones_own(ada_client, me, ida, di, daytime):
    other = groups.group(ida, "Another", now=daytime)
    told = groups.post(groups.joined(other, di, now=daytime), now=daytime)
    address = reverse("group_post", args=[me.group_id, told.pk])
    assert ada_client.get(address).status_code == 404


def test_who_is_asked_to_stay_out_reads_why_and_can_ask_for_a_second_look(
    ada_client, me, kofi, table, daytime
):
    groups.post(kofi, "Hello everybody", now=daytime)
    until = daytime + timedelta(days=2)
    hosting.ask_out(membership=me, until=until, why="That post pressed somebody", now=daytime)
    shown = page(ada_client, table)
    assert "That post pressed somebody" in shown
    assert "Hello everybody" not in shown
    assert write(ada_client, table).status_code == 404
    address = reverse("group_second_look", args=[table.pk])
    assert (
        "Somebody other than the person who decided reads it"
        in ada_client.get(address).content.decode()
    )
    ada_client.post(address, {"reason": "meant-otherwise"})
    assert ada_client.get(address).status_code == 404
    assert keeping.appeal_open(Membership.objects.get(pk=me.pk), None).reason == "meant-otherwise"


def test_a_slow_group_gives_the_words_back_with_the_time(ada_client, me, table, daytime):
    hosting.choose(group=table, choices={"slow_minutes": 60}, now=daytime)
    write(ada_client, table)
    answer = write(ada_client, table, "One more thing")
    assert answer.status_code == 422
    assert "You can post again at 13:00" in answer.content.decode()
    assert "One more thing</textarea>" in answer.content.decode()


def test_markup_is_text(ada_client, me, kofi, table):
    write(ada_client, table, "<script>alert(1)</script><img src=x>")
    shown = page(browser(kofi.member), table)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


def test_every_form_of_the_page_carries_its_token_or_is_given_one(
    ada_client, me, kofi, table, daytime
):
    groups.post(kofi, now=daytime)
    shown = page(ada_client, table)
    forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", shown, re.DOTALL)
    assert forms
    assert all("csrfmiddlewaretoken" in form for form in forms)


def test_only_what_stands_open_is_taken_back(ada_client, me, kofi, daytime):
    told = groups.post(kofi, now=daytime)
    ada_client.post(reverse("group_post", args=[me.group_id, told.pk]), {"do": "back"})
    told.refresh_from_db()
    assert told.state == posting.Post.State.SHOWN


def test_an_answer_to_what_was_written_to_one_alone_is_never_for_everybody(
    table, me, kofi, ada_client, daytime
):
    told = groups.post(kofi, "Only for you", now=daytime)
    Post.objects.filter(pk=told.pk).update(audience="one", to=me)
    given = {"words": "I heard you", "key": uuid4()}
    answer = ada_client.post(reverse("group_post", args=[table.pk, told.pk]), given)
    assert answer.status_code == 403
    assert "I heard you" not in page(browser(kofi.member), table)


def test_what_was_taken_back_stays_so_after_a_second_look(table, me, ida, daytime):
    told = groups.post(me, "The bench by the bins", now=daytime)
    moderating.hide(post=told, reason="A place where somebody lives.", now=daytime)
    told.refresh_from_db()
    keeping.appeal(by=me, post=told, words="It is a park", now=daytime)
    Post.objects.filter(pk=told.pk).update(state="taken_back")
    other = factories.person("jo", "host")
    right = {"put_right": True, "answer": "A park.", "now": daytime}
    moderating.answer_appeal(appeal=me.appeals.get(), by=other, **right)
    told.refresh_from_db()
    assert told.state == "taken_back"


def test_a_group_that_nobody_looks_after_is_shut_until_its_host_is_one_again(
    table, me, ida, ada_client
):
    people.end_role(person=ida, kind="host", by="", now=timezone.now())
    assert ada_client.get(reverse("group", args=[table.pk])).status_code == 404
    people.give_role(person=ida, kind="host", by="", now=timezone.now())
    assert ada_client.get(reverse("group", args=[table.pk])).status_code == 200
