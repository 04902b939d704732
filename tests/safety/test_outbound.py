import pytest

from overture.safety import OutboundContext, check, lint_line

HERE = OutboundContext(region="GB")
LEAVING = OutboundContext(region="GB", farewell=True)


@pytest.mark.parametrize(
    ("sentence", "ban"),
    [
        ("I'm so proud of you.", "claims_feeling"),
        ("I really care about you.", "claims_feeling"),
        ("I'll always remember this.", "claims_memory_or_watch"),
        ("I have alerted a counsellor.", "claims_memory_or_watch"),
        ("I'm a licensed therapist.", "claims_licence"),
        ("As your therapist, I suggest rest.", "claims_licence"),
        ("You are clearly depressed.", "diagnosis"),
        ("You have social anxiety disorder.", "diagnosis"),
        ("You could lower your dose.", "diagnosis"),
        ("I'll always be here for you.", "claims_memory_or_watch"),
        ("Promise me you won't.", "promise"),
        ("It will get better.", "promise"),
        ("You're on a 12 day streak.", "streak"),
        ("We missed you.", "guilt"),
        ("You don't need them.", "guilt"),
        ("I'm a real person.", "claims_human"),
        ("Think of your family.", "blame"),
        ("Everyone feels like that.", "blame"),
        ("You are at high risk.", "level"),
        ("He committed suicide.", "stigma"),
        ("<b>Hello</b>", "markup"),
        ("![x](http://a.example/p.png)", "markup"),
        ("Well done!", "loud"),
        ("Come here, darling.", "romance"),
        ("I can't talk about this.", "ends_talk"),
        ("You are the chosen one.", "mission"),
        ("Great, you lost weight by not eating.", "body"),
        ("Call 0800 123 4567.", "number"),
        ("Ring 988 now.", "number"),
        ("See www.example.com for more.", "number"),
    ],
)
def test_a_banned_sentence_is_replaced_with_a_reason(sentence: str, ban: str) -> None:
    verdict = check(sentence, HERE)
    assert (verdict.action, verdict.ban) == ("replace", ban)
    assert verdict.reason


@pytest.mark.parametrize(
    "sentence",
    [
        "You could ring Samaritans on 116 123.",
        "Text SHOUT to 85258.",
        "Lines near you are at findahelpline.com.",
        "Lunch, with someone. That one can be looked at twice.",
        "Say you did it ten times.",
        "In 2024 you moved, and on 12 May you rang her at 14:10.",
        "You wrote “i love you to bits”. Who was it to?",
        "I'm a program, and nothing is felt at this end.",
        "Right you are.",
    ],
)
def test_an_ordinary_sentence_goes_out(sentence: str) -> None:
    assert check(sentence, HERE).ok


@pytest.mark.requirement(30)
def test_numbers_belong_to_a_region() -> None:
    assert check("Call or text 988.", OutboundContext(region="US")).ok
    assert not check("Call 116 123.", OutboundContext(region="US")).ok
    assert not check("Call 116 123.", OutboundContext()).ok


@pytest.mark.parametrize(
    "sentence",
    [
        "Before you go, one last thing.",
        "Will you be back?",
        "See you tomorrow.",
        "I wanted to tell you something.",
    ],
)
def test_nothing_holds_a_member_who_is_leaving(sentence: str) -> None:
    assert check(sentence, LEAVING).ban == "hook"


@pytest.mark.parametrize("sentence", ["Right you are.", "Good night, Gordon.", "Bye for now."])
def test_a_close_is_a_close(sentence: str) -> None:
    assert check(sentence, LEAVING).ok


def test_a_number_may_not_stand_in_an_authored_line() -> None:
    assert lint_line("Please ring 116 123.")
    assert lint_line("A message is enough.") == []
