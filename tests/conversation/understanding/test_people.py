import pytest

from overture.conversation.understanding.grammar import parse
from overture.conversation.understanding.people import people


def named(text: str) -> list[str]:
    return [person.named for person in people(text, parse(text), "Cue")]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("my sister rang", ["your sister"]),
        ("My older brother and my boss", ["your older brother", "your boss"]),
        ("mum offered", ["your mum"]),
        ("then my mum rang, and mum cried", ["your mum"]),
        ("Mrs Adeyemi next door", ["Mrs Adeyemi"]),
        ("bev on the desk", ["Bev"]),
        ("I asked Oluwaseun for help", ["Oluwaseun"]),
        ("then Kevin's dog barked", ["Kevin"]),
        ("my sister's wedding", []),
    ],
)
def test_kin_roles_and_names_are_found(text: str, who: list[str]) -> None:
    assert named(text) == who


@pytest.mark.parametrize(
    "text",
    [
        "Hello Cue, it is Tuesday",
        "i went to Izmir and Tesco",
        "Everything was cold",
        "my hand hurts",
        "will may be fine, and i hope so",
        "I LOVE IT HERE",
        "the dawn was rich and the dean was mean",
    ],
)
def test_days_places_and_common_words_are_nobody(text: str) -> None:
    assert named(text) == []
