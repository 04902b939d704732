"""How hard a scene is set follows the member's own record, and errs on the easy side."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support.factories import NOW

from overture.content import scenes
from overture.server.practice import levels, services
from overture.server.practice.services import Expected, Happened

pytestmark = pytest.mark.django_db

SCENE = scenes()["neighbour-parcel"]
CALM = (Expected(anxiety=1, enjoyment=6), Happened(anxiety=0, enjoyment=8, feared="no"))
TENSE = (Expected(anxiety=9), Happened(anxiety=9, enjoyment=1))
HARDER = (Expected(anxiety=1), Happened(anxiety=3, enjoyment=5))


def _lived(member, *moments) -> None:
    for day, (expected, outcome) in enumerate(moments):
        at = NOW + timedelta(days=day)
        attempt = services.begin_scene(
            member=member, scene_id=SCENE.id, level="easy", key=uuid4(), now=at
        )
        services.predict(attempt=attempt, expected=expected, now=at)
        services.happened(attempt=attempt, outcome=outcome, now=at)


def _suggested(member) -> str:
    return levels.suggested(member=member, scene=SCENE, now=NOW + timedelta(days=20))


def test_somebody_new_begins_easy(ada):
    assert _suggested(ada) == "easy"


def test_after_many_calm_moments_it_may_be_hard(ada):
    _lived(ada, *[CALM] * 8)
    assert _suggested(ada) == "hard"


def test_never_hard_before_three_moments(ada):
    _lived(ada, CALM, CALM)
    assert _suggested(ada) in {"easy", "middle"}


def test_tense_moments_keep_it_easy(ada):
    _lived(ada, *[TENSE] * 4)
    assert _suggested(ada) == "easy"


def test_one_moment_that_was_harder_than_expected_makes_the_next_one_easy(ada):
    _lived(ada, *[CALM] * 8, HARDER)
    assert _suggested(ada) == "easy"


def test_a_moment_without_numbers_is_not_called_harder(ada):
    _lived(ada, *[CALM] * 8, (Expected(), Happened()))
    assert _suggested(ada) == "hard"


def test_what_was_retracted_does_not_count(ada):
    _lived(ada, *[CALM] * 8, HARDER)
    services.retract(attempt=ada.attempts.last(), now=NOW + timedelta(days=9))
    assert _suggested(ada) == "hard"


def test_another_members_record_does_not_count(ada, di):
    _lived(di, *[CALM] * 8)
    assert _suggested(ada) == "easy"
