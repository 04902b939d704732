"""A FHIR questionnaire is read whole or refused by name; its answers go back in its own shape."""

from datetime import UTC, datetime

import pytest
from tests.support.questionnaires import WEIGHT, choice, option, questionnaire, whole

from overture.content.schema.scoring import Scoring
from overture.measures import questionnaire_response, scores
from overture.measures.questionnaire import STANDING, QuestionnaireError, read_questionnaire

AT = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
SCALE = {"id": "mood", "title": "Mood", "items": ["a", "b", "c"], "low": 0, "high": 14}


def scoring(**more):
    return Scoring.model_validate({"schema": "instrument-scoring/1", **more})


def test_a_questionnaire_is_read_with_its_groups_numbers_and_words():
    made = read_questionnaire(questionnaire())
    assert (made.id, made.version, made.title) == ("made-up-mood", "3", "Made-up mood")
    assert [(item.id, item.within) for item in made.items] == [
        ("a", ("g1",)),
        ("b", ("g1", "g2")),
        ("c", ()),
    ]
    assert [group.words for group in made.groups] == ["Lately", "At work"]
    assert [one.words for one in made.choices_of(made.items[0])][-1] == "Always"
    assert made.ends_of(made.items[2]) == (0, 10)
    assert made.about == "Think of the last week."
    assert (made.licence, made.standing, made.scales) == ("Nobody at all", STANDING, ())


@pytest.mark.parametrize("inside", [True, False])
def test_what_an_answer_counts_is_found_under_either_name_and_in_either_place(inside):
    options = [option(f"w{n}", n * 2.5, url=WEIGHT, inside=inside) for n in range(3)]
    made = read_questionnaire(questionnaire(choice("a", answerOption=options)))
    assert [one.value for one in made.choices_of(made.items[0])] == [0, 2.5, 5]


def test_the_file_beside_it_scores_reverses_and_screens():
    beside = scoring(
        scales=[SCALE], reversed=["a"], screened=[{"item": "b", "from": 1}], id="mood-3"
    )
    made = read_questionnaire(questionnaire(), beside)
    assert made.id == "mood-3"
    assert (made.items[0].reversed, made.items[1].matters_from) == (True, 1)
    assert scores(made, {"a": 2, "b": 1, "c": 4})[0].value == 5


WRONG = [
    ({"resourceType": "Bundle"}, "not a FHIR Questionnaire"),
    ([], "not a FHIR Questionnaire"),
    (questionnaire(item=[]), "the questionnaire has no items"),
    (questionnaire({"type": "choice"}), "the questionnaire, item 1 has no linkId"),
    (
        questionnaire({"linkId": "g", "type": "group", "item": [{"text": "x"}]}),
        "g, item 1 has no linkId",
    ),
    (questionnaire(choice("a", type="text")), "a: only choice and integer can be asked, not text"),
    (questionnaire(choice("a", text="")), "a: it has no text"),
    (questionnaire(choice("a", repeats=True)), "a: more than one answer"),
    (questionnaire(choice("a", enableWhen=[{}])), "a: .*only on a condition"),
    (questionnaire(choice("a", answerValueSet="#v")), "a: .*write them as answerOption"),
    (questionnaire(choice("a", answerOption=[])), "a: it needs two answers"),
    (
        questionnaire(choice("a", answerOption=[{"valueCoding": {"display": "Yes"}}])),
        "a: answer 1 does not say what it counts",
    ),
    (questionnaire(choice("a", answerOption=[{"valueString": "x"}])), "a: answer 1 is neither"),
    (questionnaire(choice("a", item=[choice("b")])), "a: only a group may hold"),
    (questionnaire(choice("a"), choice("a")), "a: this id is used twice"),
    (questionnaire(whole("c", 5, 5)), "c: 5 to 5 cannot be offered"),
    (questionnaire(whole("c", 0, 5000)), "c: 0 to 5000 cannot be offered"),
    (questionnaire({"linkId": "c", "type": "integer", "text": "x"}), "c: a whole number needs"),
    (questionnaire(name="", title=""), "needs a name"),
]


@pytest.mark.parametrize(("raw", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_cannot_be_asked_is_refused_by_name(raw, said):
    with pytest.raises(QuestionnaireError, match=said):
        read_questionnaire(raw)


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        ({"reversed": ["z"]}, "names z, and there is no such item"),
        ({"screened": [{"item": "z", "from": 1}]}, "names z, and there is no such item"),
        ({"screened": [{"item": "a", "from": 7}]}, "item a: 7 is none of its answers"),
        ({"scales": [{**SCALE, "high": 27}]}, "scale mood: its items reach 0 to 14, not 0 to 27"),
    ],
)
def test_a_scoring_that_does_not_fit_is_refused_by_name(beside, said):
    with pytest.raises(QuestionnaireError, match=said):
        read_questionnaire(questionnaire(), scoring(**beside))


def test_answers_go_back_in_the_shape_of_their_questionnaire_without_what_was_skipped():
    made = read_questionnaire(questionnaire())
    found = questionnaire_response(
        made, name=made.id, version=made.version, answers={"b": 2.0, "c": 7.0}, at=AT
    )
    assert found["questionnaire"] == "http://example.org/q/made-up|3"
    assert (found["status"], found["authored"]) == ("completed", "2026-03-02T18:30:00+00:00")
    (group, number) = found["item"]
    (inner,) = group["item"]
    assert [group["linkId"], inner["linkId"], number["linkId"]] == ["g1", "g2", "c"]
    (answer,) = inner["item"][0]["answer"]
    assert answer["valueCoding"]["code"] == "c2"
    assert answer["valueCoding"]["extension"][0]["valueDecimal"] == 2
    assert number["answer"] == [{"valueInteger": 7}]


def test_a_response_can_be_walked_back_to_the_answers():
    made = read_questionnaire(questionnaire())
    answers = {"a": 1.0, "b": 0.0, "c": 10.0}
    found = questionnaire_response(made, name="x", version="3", answers=answers, at=AT)

    def walked(items):
        for item in items:
            yield from walked(item.get("item", ()))
            for answer in item.get("answer", ()):
                coding = answer.get("valueCoding")
                value = coding["extension"][0]["valueDecimal"] if coding else answer["valueInteger"]
                yield item["linkId"], value

    assert dict(walked(found["item"])) == answers


def test_without_the_questionnaire_numbers_are_left():
    found = questionnaire_response(None, name="gone", version="1", answers={"q1": 3}, at=AT)
    assert found["questionnaire"] == "urn:overture:gone|1"
    assert found["item"] == [{"linkId": "q1", "answer": [{"valueDecimal": 3}]}]
