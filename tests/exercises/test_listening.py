"""What a reflection does is told from its words: picked up, asked, advised, turned to oneself."""

import pytest

from overture.content import LIBRARY
from overture.content.drills import drills
from overture.content.files import read_toml
from overture.content.schema.acts import ActFile
from overture.content.schema.drill import DrillItem
from overture.exercises.listening import read

ITEM = DrillItem.model_validate(
    {
        "id": "sister-moved",
        "hard": 2,
        "tells": "the missing under the fact",
        "text": (
            'Your neighbour Ilse, 70, at the bins: "My sister moved to Portugal last month. '
            'She used to come every Sunday. I keep cooking for two, and then I freeze the rest."'
        ),
        "heard": {
            "happened": ["sister", "moved", "portugal"],
            "feels": ["miss", "lonel", "alone", "empty", "quiet"],
            "matters": ["together", "close", "every sunday", "sundays"],
            "simple": "Your sister has moved, and it is quiet now.",
            "deeper": "It sounds as if you miss having someone who knew you before.",
        },
    }
)


@pytest.mark.parametrize(
    "said",
    [
        "Your sister’s gone, and the Sundays are empty now.",
        "You miss her.",
        "It sounds as if you miss having her close.",
        "I guess the flat is quiet without her.",
        "I hear how much you miss your sister",
        "You miss her, don’t you?",
        "So the house is quiet, and cooking shows it each time.",
        "I think you’re lonely since she moved.",
        "You must miss her.",
        "What a change that is, with your sister so far off.",
        "You have to go without your Sundays together.",
        "You need someone to cook for.",
        "Who knew a freezer could be so full of missing someone.",
    ],
)
def test_a_plain_reflection_is_nothing_else(said):
    assert read(ITEM, said).is_plain


@pytest.mark.parametrize(
    "said",
    [
        "Do you miss her?",
        "How long has she been away?",
        "That is far. Will she visit?",
        "how do you feel about it",
        "do you miss her",
        "And when did she leave?",
    ],
)
def test_a_question_is_seen(said):
    assert read(ITEM, said).asks


@pytest.mark.parametrize(
    "said",
    [
        "You should ring her on Sundays.",
        "Have you tried a smaller pot?",
        "Why don’t you visit her?",
        "If I were you I would go there.",
        "You could always invite somebody else.",
        "Just call her.",
        "You have to let her go.",
        "You need to find new friends.",
        "Don’t worry, she will visit.",
        "Oh, cheer up.",
        "That’s hard. Try cooking less.",
    ],
)
def test_advice_is_seen(said):
    assert read(ITEM, said).advises


@pytest.mark.parametrize(
    "said",
    [
        "My brother moved away too, I was lost.",
        "I know how you feel.",
        "I’ve been there.",
        "Same for me, I never see my family.",
        "When my son left I cried for a week.",
    ],
)
def test_a_turn_to_oneself_is_seen(said):
    assert read(ITEM, said).about_oneself


@pytest.mark.parametrize(
    "said",
    [
        "Your sister moved to Portugal last month.",
        "She used to come every Sunday.",
        "You keep cooking for two and then freeze the rest.",
    ],
)
def test_the_same_words_back_are_seen(said):
    assert read(ITEM, said).same_words


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Your sister is in Portugal now, and you miss her", {"happened", "feels"}),
        ("You two were close, and now it is quiet", {"feels", "matters"}),
        ("Lovely weather", set()),
        ("You don’t feel lonely", set()),
    ],
)
def test_what_is_picked_up_is_named(said, heard):
    assert read(ITEM, said).picked_up == heard


@pytest.mark.parametrize(
    ("said", "credit"),
    [
        ("Your sister is far off, and it is quiet.", 1.0),
        ("You miss her.", 1.0),
        ("So your sister is far off.", 0.7),
        ("Lovely weather.", 0.0),
        ("Your sister is far off, and it is quiet. You should ring her.", 0.5),
        ("You should get a dog.", 0.0),
        ("Do you miss your sister?", 0.5),
    ],
)
def test_the_next_item_follows_from_how_much_was_picked_up(said, credit):
    assert read(ITEM, said).credit == credit


@pytest.mark.parametrize("said", ["", "   ", "?", "…", "I", "\n\n", "ö" * 4000, "you " * 800])
def test_anything_that_can_be_typed_can_be_read(said):
    assert read(ITEM, said).picked_up == frozenset()


SHIPPED = [
    read(item, said)
    for item in drills()["listening"].items
    for said in (item.heard.simple, item.heard.deeper)
]
"""What is made of a hundred and more reflections that people wrote as good ones."""


def test_good_reflections_are_not_taken_for_questions_advice_or_stories_of_oneself():
    assert len(SHIPPED) >= 120
    assert not any(each.asks or each.advises or each.about_oneself for each in SHIPPED)


def test_good_reflections_are_hardly_ever_taken_for_the_same_words(record_property):
    same = sum(each.same_words for each in SHIPPED) / len(SHIPPED)
    record_property("share of good reflections taken for the same words back", round(same, 3))
    assert same <= 0.05


def test_in_good_reflections_something_is_picked_up():
    assert all(each.picked_up for each in SHIPPED)


def _written(*acts):
    """What people wrote who meant these acts, for other purposes than this."""
    files = [read_toml(LIBRARY / "acts" / f"{act}.toml", ActFile) for act in acts]
    return [
        example.text
        for file in files
        for example in (*file.learned, *file.held_out, *file.held_out_2)
    ]


def _share(texts, seen):
    return sum(getattr(read(ITEM, text), seen) for text in texts) / len(texts)


def test_most_questions_are_seen_even_without_their_mark(record_property):
    seen = _share(_written("question", "follow_up"), "asks")
    record_property("share of questions that are seen", round(seen, 3))
    assert seen >= 0.9


def test_hardly_anything_else_is_taken_for_a_question_or_for_advice():
    others = _written("acknowledge", "opinion", "self_disclosure")
    assert _share(others, "asks") <= 0.02
    assert _share(others, "advises") <= 0.01


def test_most_stories_of_oneself_are_seen():
    assert _share(_written("self_disclosure"), "about_oneself") >= 0.9


def test_an_item_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="nothing is listened to"):
        read(ITEM.model_copy(update={"heard": None}), "Hello")
