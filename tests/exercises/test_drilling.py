"""What guessing gets is what an answer taken blindly is worth on average."""

import pytest

from overture.content.schema.drill import DrillAnswer, DrillItem
from overture.exercises.drilling import as_asked, credit
from overture.exercises.staircase import Item


def answer(fits, text="So"):
    return DrillAnswer(text=text, fits=fits, because="It stands there in the scene.")


def item(*questions):
    asked = [
        {
            "asks": "What now?",
            "answers": [answer(fits, f"Answer {n}") for n, fits in enumerate(fit)],
        }
        for fit in questions
    ]
    return DrillItem.model_validate(
        {"id": "x", "hard": 4, "tells": "the bag", "text": "A gate and a bag", "questions": asked}
    )


@pytest.mark.parametrize(
    ("fits", "worth"),
    [
        (["best"], 1.0),
        (["near"], 0.5),
        (["not"], 0.0),
        (["best", "not"], 0.5),
        (["near", "not"], 0.25),
    ],
)
def test_near_is_half_and_two_questions_count_alike(fits, worth):
    assert credit(answer(each) for each in fits) == worth


@pytest.mark.parametrize(
    ("questions", "floor"),
    [
        ([("best", "not", "not", "not")], 0.25),
        ([("best", "near", "not", "not")], 0.375),
        ([("best", "not", "not", "not"), ("best", "near", "not")], 0.375),
    ],
)
def test_what_guessing_gets_is_known(questions, floor):
    assert as_asked(item(*questions)) == Item("x", 4, floor)


def test_nobody_guesses_a_reflection():
    assert as_asked(item().model_copy(update={"questions": ()})).floor == 0.0
