"""Every way in for words: which addresses take them, in which fields, with what beside them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from overture.content.drills import drills as authored_drills
from overture.server.accounts.models import Link, Member, Person
from overture.server.care import proposing, suggesting
from overture.server.conversations import memory
from overture.server.conversations import services as conversations
from overture.server.groups import hosting, pairs, tasks
from overture.server.groups.models import Group, Post
from overture.server.practice import after, drills, goals, logs
from overture.server.practice import services as practice
from overture.server.practice.services import Happened
from tests.support import factories, groups


@dataclass(frozen=True)
class Entry:
    """Fields of one form that a member may write in, the rest of the form, and where it is."""

    fields: tuple[str, ...]
    beside: Mapping[str, str] = field(default_factory=dict)
    at: Callable[[Member], Mapping[str, object]] = lambda _owner: {}


def _open_attempt(owner: Member) -> Mapping[str, object]:
    return {"attempt_id": factories.attempt(owner, outcome=None).pk}


def _scene(owner: Member) -> Mapping[str, object]:
    return {"attempt_id": factories.scene(owner).attempt_id}


def _scene_looked_back_at(owner: Member) -> Mapping[str, object]:
    opened = factories.scene(owner)
    factories.turn(opened, "Hello, I think you have a parcel for me")
    conversations.stop(conversation=opened, now=factories.NOW)
    return {"attempt_id": opened.attempt_id}


def _fresh_attempt(owner: Member) -> Mapping[str, object]:
    step = factories.step(owner)
    begun = practice.begin_attempt(step=step, key=uuid4(), now=factories.NOW)
    return {"attempt_id": begun.pk}


def _near_miss(owner: Member) -> Mapping[str, object]:
    return {"attempt_id": factories.attempt(owner, outcome=Happened(reach="stopped")).pk}


def _turn(owner: Member) -> UUID:
    return factories.turn(factories.scene(owner), "Hello").pk


def _step(owner: Member) -> Mapping[str, object]:
    return {"step_id": factories.own_step(owner).pk}


def _note(owner: Member) -> Mapping[str, object]:
    kept = memory.remember(member=owner, words="I keep hens", key=uuid4(), now=factories.NOW)
    return {"note_id": kept.pk}


def _link(owner: Member) -> Mapping[str, object]:
    lena = factories.person(f"lena-{uuid4()}")
    return {"link_id": factories.linked(owner, lena, "sent").pk}


def _contact(owner: Member) -> Mapping[str, object]:
    return {"contact_id": factories.contact(owner).pk}


def _thought(owner: Member) -> Mapping[str, object]:
    return {"thought_id": factories.thought(owner).pk}


def _thought_examined(owner: Member) -> Mapping[str, object]:
    return {"thought_id": factories.thought(owner, until="readings").pk}


def _thought_read(owner: Member) -> Mapping[str, object]:
    return {"thought_id": factories.thought(owner, until="test").pk}


def _thought_tried(owner: Member) -> Mapping[str, object]:
    return {"thought_id": factories.thought(owner, until="happened").pk}


def _value_rated(owner: Member) -> Mapping[str, object]:
    return {"rated_id": factories.rated(factories.value(owner)).pk}


def _minor(owner: Member) -> Mapping[str, object]:
    Member.objects.filter(pk=owner.pk).update(age=Member.Age.MINOR)
    return {}


def _sitting(owner: Member) -> Mapping[str, object]:
    begun = drills.begin(member=owner, drill_id="listening", key=uuid4(), now=factories.NOW)
    return {"sitting_id": begun.pk}


LISTENED_TO = authored_drills()["listening"].items[0].id


def _felt_word(owner: Member) -> Mapping[str, object]:
    kept = logs.keep_word(member=owner, feeling="calm", key=uuid4(), now=factories.NOW)
    return {"word_id": kept.pk}


def _noted(owner: Member) -> Mapping[str, object]:
    kept = logs.keep_interaction(member=owner, who="friend", key=uuid4(), now=factories.NOW)
    return {"interaction_id": kept.pk}


def _asked(owner: Member) -> Mapping[str, object]:
    after.choose(member=owner, chosen=after.Choices(asks=True), now=factories.NOW)
    noted = logs.keep_interaction(member=owner, who="friend", key=uuid4(), now=factories.NOW)
    asked = after.ask_about(thing=noted, seed=1, now=factories.NOW)
    return {"asked_id": asked.pk} if asked else {}


def _goal_done(owner: Member) -> Mapping[str, object]:
    made = goals.set_goal(member=owner, day=factories.NOW.date(), now=factories.NOW, words="A nod")
    goals.say(goal=made, said="did", now=factories.NOW)
    return {"goal_id": made.pk}


def _clinicians_link(owner: Member) -> Link:
    return factories.linked(
        owner, factories.person(f"bo-{uuid4()}", "clinician"), "steps", kind="clinician"
    )


def _proposal(owner: Member) -> Mapping[str, object]:
    link = _clinicians_link(owner)
    made = proposing.propose(link=link, setting="hardest", value=6, key=uuid4(), now=factories.NOW)
    return {"proposal_id": made.pk}


def _suggested(owner: Member) -> Mapping[str, object]:
    link = _clinicians_link(owner)
    made = suggesting.suggest_step(link=link, title="Nod once", key=uuid4(), now=factories.NOW)
    return {"suggested_id": made.pk}


def _group(owner: Member) -> Mapping[str, object]:
    """A group that the member is in, with somebody else's post and something to make together."""
    table = groups.group(factories.person(f"ida-{uuid4()}", "host"))
    groups.joined(table, owner, "Ada")
    other = groups.joined(table, factories.member(name="Kofi"))
    tasks.begin(group=table, task_id="a-card", now=factories.NOW)
    told = groups.post(other, "I sat by the window", now=factories.NOW)
    return {"group_id": table.pk, "post_id": told.pk, "membership_id": other.pk}


def _pair(owner: Member) -> Mapping[str, object]:
    """A pair of this week, that the member is one of."""
    known, now = _group(owner), timezone.now()
    table = Group.objects.get(pk=known["group_id"])
    for one in table.memberships.all():
        pairs.wish(membership=one, wants=True)
    pairs.make(group=table, seed=1, now=now)
    return known


def _tried(owner: Member) -> Mapping[str, object]:
    """A step that was tried, and a group to show it to."""
    step = factories.attempt(owner).step
    return {**_group(owner), "step_id": step.pk if step else None}


def _asking(owner: Member) -> Mapping[str, object]:
    """A post whose writer asked for feedback."""
    known = _group(owner)
    Post.objects.filter(pk=known["post_id"]).update(asks="What did you notice?")
    return known


def _invited(owner: Member) -> Mapping[str, object]:
    del owner
    table = groups.group(factories.person(f"ida-{uuid4()}", "host"), now=timezone.now())
    return {"token": hosting.invite(group=table, called="", now=timezone.now())}


def _asked_out(owner: Member) -> Mapping[str, object]:
    now = timezone.now()
    table = groups.group(factories.person(f"ida-{uuid4()}", "host"), now=now)
    place = groups.joined(table, owner, "Ada", now=now)
    until = now + timedelta(days=1)
    hosting.ask_out(membership=place, until=until, why="A day apart", now=now)
    return {"group_id": table.pk}


PERSON = {"name": "Mia", "signed": "Ada", "email": "mia@example.org", "wait": "15"}

ENTRIES: Mapping[str, Entry] = {
    "cue_say": Entry(("said",)),
    "scene_say": Entry(("said",), at=_scene),
    "heard": Entry(("said",)),
    "predict": Entry(("feared_words",), at=_fresh_attempt),
    "outcome": Entry(("note",), at=_open_attempt),
    "near_miss": Entry(("way", "see_words", "change_words"), {"rest": "1"}, at=_near_miss),
    "discount": Entry(("words", "would"), at=_scene_looked_back_at),
    "plan_real": Entry(("when",), {"step": factories.LIBRARY_STEP}),
    "thought_new": Entry(("moment", "thought"), {"about": "ahead", "thought": "They look"}),
    "thought_examine": Entry(("speaks_for", "speaks_against"), at=_thought),
    "thought_readings": Entry(("own_reading",), at=_thought_examined),
    "thought_test": Entry(
        ("title", "feared_words"), {"step": factories.LIBRARY_STEP}, at=_thought_read
    ),
    "thought_friend": Entry(("words",), at=_thought_read),
    "thought_happened": Entry(("words",), at=_thought_tried),
    "value_sort": Entry(("own_value",)),
    "value_sides": Entry(
        (
            *("why_important", "why_confident", "good_as_it_is"),
            *("it_costs", "might_be_good", "i_fear"),
        ),
        at=_value_rated,
    ),
    "anchors": Entry(("title",), {"weekday": "1"}),
    "course_answer": Entry(("words",), {"week": "week-1"}),
    "agreed_proposal": Entry(("words",), {"said": "else"}, at=_proposal),
    "agreed_suggested": Entry(("words",), {"said": "else"}, at=_suggested),
    "step_add": Entry(("title", "when"), {"title": "Say hello"}),
    "step_plan": Entry(("when",), at=_step),
    "drill_sitting": Entry(("words",), {"item": LISTENED_TO}, at=_sitting),
    "report_reply": Entry(("note",), at=lambda owner: {"turn_id": _turn(owner)}),
    "report_opening": Entry(("note",), at=lambda owner: {"talk_id": factories.scene(owner).pk}),
    "felt_word": Entry(("note",), at=_felt_word),
    "interaction": Entry(("note",), at=_noted),
    "after": Entry(("words",), at=_asked),
    "goal": Entry(("title",)),
    "goal_happened": Entry(("note",), at=_goal_done),
    "group_join": Entry(("name",), at=_invited),
    "group_write": Entry(("words",), at=_group),
    "group_post": Entry(("words",), at=_group),
    "group_part": Entry(("words",), at=_group),
    "group_to_host": Entry(("words",), at=_group),
    "group_pair": Entry(("words",), at=_pair),
    "group_show_step": Entry(("words",), at=_tried),
    "group_feedback": Entry(("noticed", "did", "more"), at=_asking),
    "group_worry": Entry(("note",), {"reason": "unkind"}, at=_group),
    "group_second_look": Entry(("note",), at=_asked_out),
    "memory": Entry(("words",)),
    "memory_note": Entry(("words",), at=_note),
    "guardian": Entry(("guardian",), {"agreed": "yes"}, at=_minor),
    "nudges": Entry(("words",), {"lock": "own", "from_1": "09:00", "to_1": "11:00"}),
    "settings_you": Entry(("name",)),
    "tokens": Entry(("name",), {"scopes": "read:steps"}),
    "invite": Entry(("name",)),
    "person_name": Entry(("name",), at=_link),
    "send_moment": Entry(("words",), at=_link),
    "contact_add": Entry(("name", "signed"), PERSON),
    "contact_change": Entry(("name", "signed"), PERSON, at=_contact),
    "tell_now": Entry(("excerpt",), {"with_words": "1"}, at=_contact),
    "quiet_plan_write": Entry(("signs", "helped", "smallest", "people", "to_myself")),
    "safety_plan_write": Entry(
        ("signs", "alone", "distraction", "people", "professionals", "surroundings", "reasons")
    ),
}
"""By the name of the address."""


@dataclass(frozen=True)
class EntryOfOthers:
    """The same for a form that somebody around a member writes in: as what, and on which page."""

    role: str
    fields: tuple[str, ...]
    at: Callable[[Member, Person], Mapping[str, object]]


def _celebrate(owner: Member, person: Person) -> Mapping[str, object]:
    link = factories.linked(owner, person, "steps-done")
    return {"link_id": link.pk, "thing_id": factories.attempt(owner, now=timezone.now()).pk}


def _close_to(owner: Member, person: Person) -> Mapping[str, object]:
    return {"link_id": factories.linked(owner, person, "steps-done").pk}


def _hosted(owner: Member, person: Person) -> Mapping[str, object]:
    """A group of this host's, with a post that can be hidden and somebody who can be asked out."""
    table = groups.group(person)
    place = groups.joined(table, owner, "Ada")
    told = groups.post(place, now=factories.NOW)
    return {"group_id": table.pk, "membership_id": place.pk, "post_id": told.pk}


ENTRIES_OF_OTHERS: Mapping[str, EntryOfOthers] = {
    "celebrate_this": EntryOfOthers("supporter", ("words",), _celebrate),
    "step_back": EntryOfOthers("supporter", ("note",), _close_to),
    "host_groups": EntryOfOthers("host", ("name", "when"), _hosted),
    "host_choose": EntryOfOthers("host", ("when",), _hosted),
    "host_invite": EntryOfOthers("host", ("name",), _hosted),
    "host_write": EntryOfOthers("host", ("words",), _hosted),
    "host_post": EntryOfOthers("host", ("note",), _hosted),
    "host_person": EntryOfOthers("host", ("note",), _hosted),
    "host_seconds": EntryOfOthers("host", ("note",), _hosted),
}
"""Every address at which somebody around a member writes, and what for."""

NO_WORDS: Mapping[str, str] = {
    "have_read": "a tap",
    "run_invite": "an operator’s own word for somebody",
    "run_withdraw": "an operator’s tap",
    "run_role": "an operator’s tap",
    "run_report_close": "an operator’s tap",
    "run_host_report": "an operator’s tap",
    "run_emergency": "an operator’s reason, for the member to read",
    "how_is_it": "taps, of which nothing is kept",
    "look_again": "a tap",
    "agreed_handover": "a tap",
    "agreed_back": "a tap",
    "clinic_hand_over": "a clinician’s tap",
    "clinic_held": "a clinician’s tap",
    "clinic_invite": "a clinician’s word for whom they invite; no member writes there",
    "clinic_invite_back": "a clinician’s tap",
    "clinic_leave": "a clinician’s tap",
    "clinic_note": "a clinician’s own note; no member writes there",
    "clinic_pace": "a clinician’s taps",
    "clinic_seen": "a clinician’s tap",
    "clinic_suggest": "a clinician’s words for a step; no member writes there",
    "clinic_suggest_back": "a clinician’s tap",
    "clinic_pace_back": "a clinician’s tap",
    "start": "a tap",
    "come_back": "six words that are compared with a hash and never kept",
    "profile": "taps",
    "measure": "taps",
    "measures_asking": "a tap",
    "profile_kinds": "taps",
    "profile_so": "a tap",
    "today_room": "a tap",
    "today_answer": "a tap",
    "today_noticed": "a tap",
    "anchor": "a tap",
    "drill": "a tap",
    "thought": "a tap",
    "value": "taps",
    "value_narrow": "taps",
    "value_rate": "taps",
    "calendar_address": "a tap",
    "goal_said": "a tap",
    "log_choices": "taps",
    "log_word": "a tap",
    "log_met": "taps",
    "not_this_time": "a tap",
    "again": "taps",
    "course_say": "a tap",
    "course_tick": "a tap",
    "course_fades": "a tap",
    "quiet_plan_step": "a tap",
    "step_begin": "a tap",
    "step_did": "a tap",
    "cue_stop": "a tap",
    "cue_pace": "a tap",
    "scene_begin": "taps",
    "scene_pause": "a tap",
    "scene_rewind": "a tap",
    "scene_stop": "a tap",
    "memory_strike_out": "a tap",
    "celebration": "a tap",
    "parting": "a tap",
    "pause_all": "a tap",
    "person": "taps",
    "person_do": "a tap",
    "send_back": "a tap",
    "invite_back": "a tap",
    "still_good": "taps, of which nothing is kept",
    "contact_agree": "taps",
    "contact_first": "a tap",
    "contact_remove": "a tap",
    "contact_test": "a tap",
    "told_stop": "a tap",
    "group_nod": "a tap",
    "group_evening": "taps",
    "host_pairs": "a tap of a host",
    "group_here": "a tap",
    "group_leave": "a tap",
    "group_hard_hour": "a tap",
    "group_person": "a tap",
    "host_task": "taps of a host",
    "host_report": "a tap of a host",
    "seen": "a tap, by somebody who was told",
    "model": "a tap",
    "review": "a tap",
    "counted": "a tap",
    "nudges_rest": "a tap",
    "nudges_browser": "keys that a browser made",
    "nudges_mail": "an address, which holds no sentence",
    "nudges_address": "a tap, by who reads mail at an address",
    "nudges_stop": "a tap, by who reads mail at an address",
    "nudge": "a tap",
    "account_signup": "a sign-in name of letters and numbers, and a password that is hashed",
    "account_login": "a sign-in name and a password, compared and not kept",
    "account_logout": "a tap",
    "account_spaces": "a tap",
    "account_request_login_code": "an address, which holds no sentence",
    "account_confirm_login_code": "a code, compared and not kept",
    "mfa_login_webauthn": "what a passkey answered",
    "mfa_authenticate": "a code, compared and not kept",
    "account_reauthenticate": "a password, compared and not kept",
    "mfa_reauthenticate": "a code, compared and not kept",
    "mfa_reauthenticate_webauthn": "what a passkey answered",
    "account_change_password": "passwords, of which a hash is kept",
    "account_set_password": "a password, of which a hash is kept",
    "account_reset_password": "an address, which holds no sentence",
    "account_confirm_password_reset_code": "a code, compared and not kept",
    "account_complete_password_reset": "a password, of which a hash is kept",
    "account_email": "an address, which holds no sentence",
    "account_email_confirm": "a code, compared and not kept",
    "mfa_activate_totp": "a code, compared and not kept",
    "mfa_deactivate_totp": "a tap",
    "mfa_generate_recovery_codes": "a tap",
    "mfa_add_webauthn": "what a passkey answered, and what it is called by its owner alone",
    "mfa_edit_webauthn": "what a passkey is called, which its owner alone reads",
    "mfa_remove_webauthn": "a tap",
    "account_browsers": "a tap",
    "account_close": "a tap",
    "invited": "a tap",
    "settings_look": "taps",
    "token_back": "a tap",
    "settings_voice": "taps",
    "settings_code": "a tap",
    "erase_talks": "a tap",
    "erase": "a tap",
}
"""Addresses to which a form is sent in which nobody can write, and why that is so."""
