"""Opening, coming back to, changing and erasing a space."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from tests.support import factories
from tests.support.factories import NOW

from overture.server.accounts import services, throttling
from overture.server.accounts.models import Member, Throttle
from overture.server.accounts.selectors import has_code
from overture.server.assessments import services as assessments
from overture.server.audit.models import Event
from overture.server.audit.services import is_whole
from overture.server.practice import services as practice
from overture.server.safeguarding import services as safeguarding

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"
WRONG = "no such words as these here"


def _back(typed: str, *, place: str = HERE, now=NOW) -> Member | None:
    return services.return_by_code(typed=typed, place=place, now=now)


def _tried_too_often(place: str = HERE) -> None:
    for _ in range(services.TRIES):
        assert _back(WRONG, place=place) is None


# ---- six words


@pytest.mark.parametrize("typed_as", [str, str.upper, str.title, lambda code: f" {code}. "])
def test_six_words_open_the_space_again(ada, typed_as):
    code = services.give_code(member=ada, now=NOW)
    assert _back(typed_as(code)) == ada
    assert _back(", ".join(code.split())) == ada


def test_they_open_no_other_space(ada, di):
    services.give_code(member=ada, now=NOW)
    assert _back(services.give_code(member=di, now=NOW)) == di


def test_the_order_and_the_number_of_words_count(ada):
    words = services.give_code(member=ada, now=NOW).split()
    assert _back(" ".join(words[:5])) is None
    assert _back(" ".join([*words[1:], words[0]])) is None or len(set(words)) == 1


@pytest.mark.parametrize("typed", ["", "   ", "123", "\x00", "🙂", "' OR 1=1 --", "word " * 20_000])
def test_what_is_no_code_opens_nothing_even_where_no_code_was_made(ada, typed):
    assert not has_code(ada)
    assert _back(typed) is None


def test_new_words_end_the_old_ones(ada):
    old = services.give_code(member=ada, now=NOW)
    new = services.give_code(member=ada, now=NOW)
    assert _back(old) is None
    assert _back(new) == ada


def test_the_words_are_kept_nowhere(ada):
    code = services.give_code(member=ada, now=NOW)
    kept = str(list(Member.objects.values())) + str(list(Event.objects.values()))
    assert code not in kept
    assert not any(word in kept.split() for word in code.split())


# ---- the throttle


def test_after_eight_tries_from_one_place_even_the_right_words_wait(ada):
    code = services.give_code(member=ada, now=NOW)
    _tried_too_often()
    with pytest.raises(services.TooManyTriesError):
        _back(code)


def test_the_owner_still_enters_from_another_place(ada):
    code = services.give_code(member=ada, now=NOW)
    _tried_too_often()
    assert _back(code, place=ELSEWHERE) == ada


def test_when_the_window_is_over_tries_count_anew(ada):
    code = services.give_code(member=ada, now=NOW)
    _tried_too_often()
    with pytest.raises(services.TooManyTriesError):
        _back(code, now=NOW + services.WINDOW)
    assert _back(code, now=NOW + services.WINDOW + timedelta(seconds=1)) == ada


def test_waiting_tries_do_not_lengthen_the_wait(ada):
    code = services.give_code(member=ada, now=NOW)
    _tried_too_often()
    for minute in range(1, 10):
        with pytest.raises(services.TooManyTriesError):
            _back(code, now=NOW + timedelta(minutes=minute))
    assert _back(code, now=NOW + timedelta(minutes=11)) == ada


def test_the_throttle_keeps_no_address_and_is_forgotten_later():
    _back(WRONG)
    assert HERE not in str(Throttle.objects.values().get())
    assert throttling.forget_old(now=NOW + services.WINDOW) == 0
    assert throttling.forget_old(now=NOW + 3 * services.WINDOW) == 1


# ---- settings


@pytest.mark.parametrize(
    "unknown", ["id", "code_hash", "said_under_age", "created_at", "notice_shown_at", "nonsense"]
)
def test_what_is_not_the_members_to_change_is_refused(ada, unknown):
    before = Member.objects.values().get()
    with pytest.raises(ValueError, match=unknown):
        services.choose(member=ada, choices={"name": "Eve", unknown: "x"})
    assert Member.objects.values().get() == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pace", "hasty"),
        ("pace", ""),
        ("theme", "pink"),
        ("text_size", "huge"),
        ("name", "x" * 41),
        ("region", "GBR"),
        ("less_motion", "perhaps"),
    ],
)
def test_a_value_that_is_no_choice_is_refused_and_nothing_is_kept(ada, name, value):
    before = Member.objects.values().get()
    with pytest.raises(ValidationError):
        services.choose(member=ada, choices={name: value})
    assert Member.objects.values().get() == before


def test_every_setting_that_may_be_changed_is_kept(ada):
    choices = {
        "name": "Ada L.",
        "region": "GB",
        "theme": "dark",
        "text_size": "large",
        "less_motion": True,
        "pace": "quick",
        "plain_style": True,
        "literal_feedback": True,
        "harder_moments": True,
        "fades": False,
        "reads_aloud": True,
        "listens": True,
        "patience": 30,
    }
    assert set(choices) == services.CHOICES
    services.choose(member=ada, choices=choices)
    kept = Member.objects.values(*choices).get()
    assert kept == choices


def test_changing_one_setting_leaves_a_change_from_another_tab(ada):
    other_tab = Member.objects.get()
    services.choose(member=other_tab, choices={"theme": "dark"})
    services.choose(member=ada, choices={"pace": "quick"})
    assert Member.objects.values_list("theme", "pace").get() == ("dark", "quick")


# ---- being here


def test_being_here_is_noted_once_a_minute(ada):
    services.seen(member=ada, now=NOW + timedelta(seconds=30))
    assert Member.objects.get().last_seen_at == NOW
    services.seen(member=ada, now=NOW + timedelta(minutes=2))
    assert Member.objects.get().last_seen_at == NOW + timedelta(minutes=2)


# ---- erasing


def _lived_in(member: Member) -> None:
    attempt = factories.attempt(member)
    practice.rerate(attempt=attempt, again=factories.EXPECTED, now=NOW)
    practice.say_room(member=member, day=NOW.date(), room="some")
    factories.turn(factories.scene(member), "Hello there")
    assessments.answer_profile(member=member, answers={"dread": 1}, key=uuid4(), now=NOW)
    safeguarding.look(member=member, text="I want to die", surface="talk", now=NOW)


def _rows() -> dict[str, int]:
    ours = (m for m in apps.get_models() if m.__module__.startswith("overture."))
    beside = {"Event", "Head", "DailyCount", "Throttle"}
    return {m.__name__: m._default_manager.count() for m in ours if m.__name__ not in beside}


def test_erasing_leaves_no_row_in_any_table(ada):
    _lived_in(ada)
    assert sum(_rows().values()) > 10
    assert services.erase(member=ada, now=NOW) > 10
    assert set(_rows().values()) == {0}


def test_erasing_one_space_leaves_another_as_it_is(ada, di):
    _lived_in(di)
    before = _rows()
    services.erase(member=ada, now=NOW)
    assert _rows() == {**before, "Member": 1}


def test_what_is_left_of_an_erased_space_names_nobody_and_holds(ada):
    _lived_in(ada)
    was = ada.pk
    services.erase(member=ada, now=NOW)
    trail = str(list(Event.objects.values()))
    assert str(was) not in trail
    assert was.hex not in trail
    assert "Hello there" not in trail
    assert Event.objects.last().action == "space.erased"
    assert is_whole()


def test_erased_words_open_nothing(ada):
    code = services.give_code(member=ada, now=NOW)
    services.erase(member=ada, now=NOW)
    assert _back(code) is None
