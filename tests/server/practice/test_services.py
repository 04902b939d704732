"""Each part of an attempt is written once, moves its step, and is learned from."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support import factories
from tests.support.factories import HAPPENED, NOW

from overture import learning
from overture.content import scenes
from overture.server.audit.models import Event
from overture.server.practice import selectors, services
from overture.server.practice.models import Attempt, Learned, Outcome, Prediction, Step
from overture.server.practice.services import Expected, Happened

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)
BAD = Happened(anxiety=9, enjoyment=0, feared="yes")


def _scene(member, *, level="easy", key=None, scene_id="neighbour-parcel") -> Attempt:
    return services.begin_scene(
        member=member, scene_id=scene_id, level=level, key=key or uuid4(), now=NOW
    )


# ---- written once


def test_a_step_added_twice_with_one_key_is_one_step(ada):
    key = uuid4()
    first, again = (
        services.plan_own_step(member=ada, title=title, key=key, now=NOW)
        for title in ("Say hello", "Say hello to Sam")
    )
    assert first == again
    assert Step.objects.get().title == "Say hello"


def test_a_library_step_added_twice_with_one_key_is_one_step(ada):
    key = uuid4()
    for _ in range(2):
        services.plan_library_step(
            member=ada, library_id=factories.LIBRARY_STEP, key=key, now=NOW, when_words="at six"
        )
    step = Step.objects.get()
    assert (step.family, step.when_words, step.status) == ("neighbour", "at six", "planned")
    assert step.content_version == scenes()["neighbour-parcel"].version


def test_a_step_that_the_library_does_not_have_is_refused(ada):
    with pytest.raises(KeyError):
        services.plan_library_step(member=ada, library_id="no/such", key=uuid4(), now=NOW)


@pytest.mark.parametrize("title", ["", "   ", "\n\t"])
def test_a_step_without_words_is_refused(ada, title):
    with pytest.raises(ValueError, match="a few words"):
        services.plan_own_step(member=ada, title=title, key=uuid4(), now=NOW)


def test_begun_twice_is_one_attempt(ada):
    step, key = factories.step(ada), uuid4()
    begun = [services.begin_attempt(step=step, key=key, now=NOW) for _ in range(2)]
    assert begun[0] == begun[1]
    scene_key = uuid4()
    assert _scene(ada, key=scene_key) == _scene(ada, key=scene_key, level="hard")
    assert Attempt.objects.filter(kind="scene").get().level == "easy"


def test_a_scene_that_there_is_not_is_refused(ada):
    with pytest.raises(KeyError):
        _scene(ada, scene_id="nowhere")


def test_a_prediction_stands_as_it_was_first_written(ada):
    attempt = factories.attempt(ada, outcome=None)
    services.predict(attempt=attempt, expected=Expected(anxiety=0, enjoyment=10), now=LATER)
    kept = Prediction.objects.get()
    assert (kept.anxiety, kept.enjoyment, kept.feared_event, kept.at) == (
        7,
        3,
        "It goes quiet",
        NOW,
    )


def test_an_outcome_stands_as_it_was_first_written_and_is_learned_from_once(ada):
    attempt = factories.attempt(ada)
    learned = Learned.objects.values().get()
    services.happened(attempt=attempt, outcome=BAD, now=LATER)
    assert Outcome.objects.get().anxiety == HAPPENED.anxiety
    assert Learned.objects.values().get() == learned
    assert Event.objects.filter(action="attempt.happened").count() == 1


def test_a_rerating_stands_as_it_was_first_written(ada):
    attempt = factories.attempt(ada)
    services.rerate(attempt=attempt, again=Expected(anxiety=4), now=NOW)
    assert services.rerate(attempt=attempt, again=Expected(anxiety=9), now=LATER).anxiety == 4


def test_a_review_stands_and_carries_one_change_to_the_step(ada):
    step = factories.step(ada)
    attempt = factories.attempt(ada, of=step, outcome=Happened(reach="stopped"))
    for change in ("Go at ten", "Go at noon"):
        services.review(
            attempt=attempt, got_in_the_way="Many", another_reading="", change=change, now=LATER
        )
    step.refresh_from_db()
    assert (step.change, step.status) == ("Go at ten", "planned")
    assert attempt.review.change == "Go at ten"


def test_a_review_without_a_change_leaves_the_step(ada):
    step = factories.step(ada)
    attempt = factories.attempt(ada, of=step, outcome=Happened(reach="stopped"))
    services.review(attempt=attempt, got_in_the_way="", another_reading="", change=" ", now=LATER)
    step.refresh_from_db()
    assert (step.change, step.status) == ("", "started")


# ---- the step moves


@pytest.mark.parametrize(
    ("reach", "status"), [("done", "done"), ("started", "started"), ("stopped", "started")]
)
def test_how_far_it_went_moves_the_step(ada, reach, status):
    step = factories.step(ada)
    factories.attempt(ada, of=step, outcome=Happened(reach=reach))
    step.refresh_from_db()
    assert step.status == status


def test_practice_does_not_move_the_step_it_prepares(ada):
    step = factories.step(ada)
    attempt = services.begin_scene(
        member=ada, scene_id="neighbour-parcel", level="easy", key=uuid4(), now=NOW, step=step
    )
    services.happened(attempt=attempt, outcome=HAPPENED, now=NOW)
    step.refresh_from_db()
    assert step.status == "planned"


def test_a_resting_step_is_planned_again_with_its_change(ada):
    step = factories.step(ada)
    services.plan_again(step=step, now=NOW, change="Go at ten")
    services.rest(step=step, now=NOW)
    services.plan_again(step=step, now=LATER, day=NOW.date(), when_words="at noon")
    step.refresh_from_db()
    assert (step.status, step.change, step.when_words) == ("planned", "Go at ten", "at noon")


# ---- what can be tested


def _fear(*levels: str) -> str:
    fears = scenes()["neighbour-parcel"].feared
    return next(fear.words for fear in fears if set(fear.testable_at) == set(levels))


@pytest.mark.parametrize(("level", "tested"), [("easy", False), ("middle", False), ("hard", True)])
def test_a_fear_that_the_level_cannot_make_true_is_not_tested(ada, level, tested):
    attempt = _scene(ada, level=level)
    services.predict(attempt=attempt, expected=Expected(feared_event=_fear("hard")), now=NOW)
    assert Attempt.objects.get().tested is tested


def test_a_fear_that_the_scene_never_makes_true_is_tested_nowhere(ada):
    attempt = _scene(ada, level="hard")
    services.predict(attempt=attempt, expected=Expected(feared_event=_fear()), now=NOW)
    assert not Attempt.objects.get().tested


@pytest.mark.parametrize("feared", ["", "They will laugh at my shoes"])
def test_own_words_and_no_words_are_taken_as_testable(ada, feared):
    attempt = _scene(ada)
    services.predict(attempt=attempt, expected=Expected(feared_event=feared), now=NOW)
    assert Attempt.objects.get().tested


def test_in_life_every_fear_is_tested(ada):
    factories.attempt(ada, expected=Expected(feared_event=_fear()))
    assert Attempt.objects.get().tested


def test_what_was_not_tested_is_no_evidence_against_the_fear(ada, di):
    for member, feared in ((ada, _fear()), (di, _fear("easy", "middle", "hard"))):
        attempt = _scene(member)
        expected = Expected(anxiety=6, feared_event=feared, feared_in_ten=8)
        services.predict(attempt=attempt, expected=expected, now=NOW)
        services.happened(attempt=attempt, outcome=Happened(anxiety=6, feared="no"), now=NOW)
    assert _guess(ada) > _guess(di)


def _guess(member) -> float:
    state, person = services.state_of(member)
    attempt = member.attempts.first()
    situation = selectors.situation_of(attempt.features)
    return state.forecast(situation, person, LATER).expected.feared.mean


# ---- learning


def _record(member, *outcomes: Happened) -> list[Attempt]:
    return [
        factories.attempt(member, outcome=outcome, now=NOW + timedelta(days=day))
        for day, outcome in enumerate(outcomes)
    ]


def _state(member) -> dict:
    return Learned.objects.get(member=member).state


def test_what_is_kept_equals_a_replay_of_the_record(ada):
    _record(ada, HAPPENED, BAD, HAPPENED)
    state, person = services.state_of(ada)
    replayed = learning.replay(selectors.events_of(ada), person)
    assert learning.state_to_dict(state) == learning.state_to_dict(replayed)
    assert Learned.objects.get().events == 3


def test_a_retracted_moment_leaves_the_record_and_the_belief_is_replayed_without_it(ada):
    attempts = _record(ada, HAPPENED, BAD)
    services.retract(attempt=attempts[1], now=NOW + timedelta(days=3))
    _, person = services.state_of(ada)
    without = learning.replay(selectors.events_of(ada), person)
    assert len(selectors.events_of(ada)) == 1
    assert _state(ada) == learning.state_to_dict(without)
    assert Event.objects.last().action == "attempt.retracted"


def test_a_retracted_moment_weighs_as_if_it_had_never_been(ada, di):
    attempts = _record(ada, HAPPENED, BAD, HAPPENED)
    services.retract(attempt=attempts[1], now=NOW + timedelta(days=3))
    _record(di, HAPPENED)
    factories.attempt(di, outcome=HAPPENED, now=NOW + timedelta(days=2))
    at = NOW + timedelta(days=4)
    ours, theirs = (_anxiety(member, at) for member in (ada, di))
    assert ours == pytest.approx(theirs, abs=0.1)


def _anxiety(member, at) -> float:
    state, person = services.state_of(member)
    situation = selectors.situation_of(member.attempts.first().features)
    return state.forecast(situation, person, at).expected.anxiety.mean


def test_retracting_everything_leaves_the_start(ada):
    (attempt,) = _record(ada, BAD)
    services.retract(attempt=attempt, now=LATER)
    assert _state(ada) == learning.state_to_dict(learning.empty_state())
    _, person = services.state_of(ada)
    assert person.theta == pytest.approx(learning.new_person(person.prior).theta)


def test_what_went_worse_raises_what_is_expected(ada, di):
    _record(ada, BAD)
    _record(di, Happened(anxiety=1, enjoyment=8, feared="no"))
    at = NOW + timedelta(days=1)
    assert _anxiety(ada, at) > _anxiety(di, at)


def test_a_state_of_another_version_is_rebuilt_from_the_record(ada):
    _record(ada, HAPPENED, BAD)
    before, _ = services.state_of(ada)
    Learned.objects.update(state={"format": "long ago"})
    after, _ = services.state_of(ada)
    assert learning.state_to_dict(after) == learning.state_to_dict(before)


def test_parameters_of_another_version_begin_at_the_start(ada):
    _record(ada, HAPPENED)
    Learned.objects.update(theta=[1.0], sd=[1.0])
    assert services.state_of(ada)[1] == learning.new_person(learning.weak_prior(None))


def test_somebody_new_begins_where_the_profile_says(ada):
    state, person = services.state_of(ada)
    assert learning.state_to_dict(state) == learning.state_to_dict(learning.empty_state())
    assert person == learning.new_person(learning.weak_prior(None))


def test_learning_from_one_member_teaches_nothing_about_another(ada, di):
    _record(ada, BAD)
    assert not Learned.objects.filter(member=di).exists()
    assert selectors.events_of(di) == ()


# ---- small notes


def test_why_it_does_not_count_is_kept_and_shortened(ada):
    attempt = factories.attempt(ada)
    services.discount(attempt=attempt, words="  Because  she \n was " + "very " * 100)
    attempt.refresh_from_db()
    assert attempt.discounted.startswith("Because she was very")
    assert len(attempt.discounted) <= 200


def test_the_room_for_people_is_one_answer_a_day(ada):
    services.say_room(member=ada, day=NOW.date(), room="some")
    services.say_room(member=ada, day=NOW.date(), room="hardly any")
    assert ada.days.get().room == "hardly any"


@pytest.mark.parametrize("room", ["", "lots", "SOME"])
def test_another_answer_about_room_is_refused(ada, room):
    with pytest.raises(ValueError, match="not an answer"):
        services.say_room(member=ada, day=NOW.date(), room=room)
    assert not ada.days.exists()


def test_the_trail_knows_that_something_happened_and_not_what(ada):
    factories.attempt(ada, outcome=Happened(note="She laughed"))
    kept = str(list(Event.objects.values()))
    assert "attempt.happened" in kept
    assert "She laughed" not in kept
    assert "It goes quiet" not in kept
