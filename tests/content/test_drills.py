"""A drill holds together, gives nothing away by form, and grades nobody."""

import pytest

from overture.content import ContentError
from overture.content.drills import drills
from overture.content.lint_drills import ENOUGH, lint_drill, told
from overture.content.schema.drill import Drill, DrillItem, DrillQuestion, Heard

SCENE = (
    "Mwangi, 34, stands at the gate with a bag. Nobody answers the bell and he looks at his phone."
)


def answer(text, fits="not", because="The bag and the bell speak for it, as he looks twice."):
    return {"text": text, "fits": fits, "because": because}


def question(best=0, *, near=1, words=("He waits", "He leaves", "He wonders")):
    fits = {best: "best", near: "near"}
    return {
        "asks": "What is he most likely thinking?",
        "answers": [answer(text, fits.get(n, "not")) for n, text in enumerate(words)],
    }


def item(number=0, **more):
    questions = [question(best=number % 3, near=(number + 1) % 3)]
    return {
        "id": f"item-{number}",
        "hard": number % 5 + 1,
        "tells": "what he looks at",
        "text": f"{SCENE} It is {number} o’clock.",
        "questions": questions,
        **more,
    }


def drill(items=None, **more):
    given = {
        "schema": "drill/1",
        "id": "gates",
        "version": "1",
        "order": 1,
        "title": "At the gate",
        "reviewed_by": "overture authors",
        "kind": "choice",
        "about": "People at gates.",
        "why": "It slows the first guess down.",
        "step": "Ask somebody at a gate whether they need a hand",
        "items": [item(n) for n in range(ENOUGH)] if items is None else items,
        **more,
    }
    return Drill.model_validate(given)


HEARD = {
    "happened": ["sister", "moved"],
    "feels": ["miss", "lonel"],
    "matters": ["together", "every sunday"],
    "simple": "Your sister has moved away.",
    "deeper": "You miss having someone who knew you before.",
}


def listening(**more):
    return item(questions=[], heard={**HEARD, **more})


def problems(made):
    return [problem for _, problem in lint_drill(made)]


def test_a_drill_that_is_as_agreed_has_nothing_to_mend():
    assert problems(drill()) == []


@pytest.mark.parametrize("best", [[], [0, 1]])
def test_exactly_one_answer_is_best(best):
    asked = question()
    for number, each in enumerate(asked["answers"]):
        each["fits"] = "best" if number in best else "not"
    with pytest.raises(ValueError, match=f"{len(best)} answers are best"):
        DrillQuestion.model_validate(asked)


@pytest.mark.parametrize("count", [2, 5])
def test_there_are_three_or_four_answers(count):
    with pytest.raises(ValueError, match="answers"):
        DrillQuestion.model_validate(question(words=[f"Answer {n}" for n in range(count)]))


def test_no_answer_is_there_twice():
    with pytest.raises(ValueError, match="there twice"):
        DrillQuestion.model_validate(question(words=("He waits", "He leaves", "he waits")))


def test_ids_are_unique():
    with pytest.raises(ValueError, match="'item-1' is there twice"):
        drill([item(1), item(1)])


@pytest.mark.parametrize("given", ["Upper", "two words", "-dash", "under_score"])
def test_an_id_is_lower_case_with_hyphens(given):
    with pytest.raises(ValueError, match="id"):
        DrillItem.model_validate(item(id=given))


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("choice", {"heard": HEARD}, "has heard"),
        ("choice", {"questions": []}, "lacks questions"),
        ("listening", {}, "has questions"),
        ("faces", {}, "lacks face"),
        ("choice", {"face": {"reading": "warm"}}, "has face"),
    ],
)
def test_each_kind_has_its_own_parts(kind, given, said):
    with pytest.raises(ValueError, match=said):
        drill([item(**given)], kind=kind)


@pytest.mark.parametrize("hard", [0, 6])
def test_hardness_is_one_to_five(hard):
    with pytest.raises(ValueError, match="hard"):
        DrillItem.model_validate(item(hard=hard))


def test_sixty_items_are_the_least_and_each_hardness_has_its_share():
    found = problems(drill([item(n) for n in range(ENOUGH - 1)]))
    assert "has 59 items; 60 is the least" in found
    plain = problems(drill([{**item(n), "hard": 1} for n in range(ENOUGH)]))
    assert "has 0 items of hard 5; 8 is the least" in plain


def test_from_hard_three_on_something_is_near():
    for hard, expected in ((2, 0), (3, 1)):
        items = [item(n) for n in range(ENOUGH)]
        items[0] |= {"hard": hard, "questions": [question(best=0, near=9)]}
        found = [problem for problem in problems(drill(items)) if "near" in problem]
        assert len(found) == expected


@pytest.mark.parametrize(("text", "count"), [("Too short for a scene", 5), ("word " * 71, 71)])
def test_a_scene_is_neither_a_scrap_nor_a_story(text, count):
    found = problems(drill([item(0, text=text), *(item(n) for n in range(1, ENOUGH))]))
    assert found == [f"the scene has {count} words; it takes 15 to 70"]


def test_the_same_scene_is_not_told_twice():
    again = item(1, text=item(2)["text"].upper())
    found = problems(drill([item(0), again, *(item(n) for n in range(2, ENOUGH))]))
    assert found == ["the same scene is there twice"]


def test_the_best_answer_is_not_to_be_found_by_its_place():
    items = [item(n, questions=[question(best=1, near=2)]) for n in range(ENOUGH)]
    assert problems(drill(items)) == ["the best answer stands in place 2 in 60 of 60"]


def test_the_best_answer_is_not_to_be_found_by_its_length():
    texts = ["He is still waiting there", "He leaves", "Wonders"]

    def asked(best):
        words = texts[-best:] + texts[:-best]
        return question(best, near=(best + 1) % 3, words=words)

    items = [item(n, questions=[asked(n % 3)]) for n in range(ENOUGH)]
    assert problems(drill(items)) == ["the best answer is the longest in 60 of 60"]


@pytest.mark.parametrize("word", ["wrong", "correct", "a mistake", "the right answer"])
def test_no_explanation_grades(word):
    graded = question()
    graded["answers"][2]["because"] = f"This one is {word}, as the bag shows."
    items = [item(n) for n in range(ENOUGH)]
    items[0]["questions"] = [graded]
    (found,) = problems(drill(items))
    assert found.startswith("grades: ")


def test_people_in_a_scene_may_say_what_an_explanation_may_not():
    quoting = question()
    quoting["answers"][2]["because"] = 'She calls "Wrong door!" and laughs as she says it.'
    items = [item(n) for n in range(ENOUGH)]
    items[0]["questions"] = [quoting]
    assert problems(drill(items)) == []
    assert told('She calls "Wrong door!" twice') == "She calls so twice"


@pytest.mark.parametrize("name", ["both-sides", "feelings-in-places"])
def test_some_drills_ask_twice_of_every_item(name):
    found = problems(drill(id=name))
    assert found.count("asks once; every item of this drill asks twice") == ENOUGH


def test_what_overture_says_of_a_drill_promises_no_care():
    (found,) = problems(drill(why="It is therapy for shy people."))
    assert found.startswith("claims to be care")


def test_a_reflection_is_heard_by_its_own_lists():
    made = drill([listening(simple="That is news.", deeper="So it goes.")], kind="listening")
    found = problems(made)
    assert any("simple reflection" in problem for problem in found)
    assert any("deeper reflection" in problem for problem in found)
    fine = drill([listening()], kind="listening")
    assert not any("reflection" in problem for problem in problems(fine))


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Your sister’s gone", {"happened"}),
        ("You’re missing her, every Sunday", {"feels", "matters"}),
        ("You don’t miss her", set()),
        ("You don't really miss her", set()),
        ("You can't help missing her", {"feels"}),
        ("You miss not only her", {"feels"}),
        ("It isn't that you are lonely", {"feels"}),
        ("The dismissed half-sisters", {"happened"}),
        ("", set()),
    ],
)
def test_a_reflection_picks_up_words_by_their_beginnings_unless_they_are_denied(said, heard):
    assert Heard.model_validate(HEARD).picked_up(said) == heard


@pytest.mark.parametrize("word", ["Sister", "ab"])
def test_what_may_be_heard_is_in_lower_case_and_more_than_a_scrap(word):
    with pytest.raises(ValueError, match="happened"):
        Heard.model_validate({**HEARD, "happened": [word]})


def test_a_file_that_is_no_drill_is_named(tmp_path):
    folder = tmp_path / "drills"
    folder.mkdir()
    (folder / "other.toml").write_text('schema = "drill/1"\nid = "other"\n', "utf-8")
    with pytest.raises(ContentError, match=r"other\.toml"):
        drills(tmp_path)


def test_every_shipped_drill_is_loaded_in_its_order():
    orders = [each.order for each in drills().values()]
    assert orders == sorted(set(orders))
