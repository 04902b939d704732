import re
from datetime import date

import pytest

from overture.learning.monitor import AnchorMissed, Stagnation, Substitution, Withdrawal
from overture.planning.noticed import in_words

MONDAY = date(2026, 3, 2)
SIGNS = (
    Withdrawal(4.2, 2, 3, MONDAY, 3.0),
    Withdrawal(1.1, 1, 1, MONDAY, 3.0),
    Withdrawal(0.6, 0, 6, MONDAY, 3.0),
    Stagnation(7.0, 3.0, 0.1, 0.1, 9),
    Substitution((5, 3, 1), (2, 4, 7), (12.0, 25.0, 44.4)),
    Substitution((3, 0, 0, 0), (2, 4, 7, 9), (5.0, 12.0, 25.0, 44.4)),
    AnchorMissed("Choir", 2, MONDAY),
    AnchorMissed("Choir", 3, MONDAY),
)


@pytest.mark.parametrize(
    ("sign", "seen"),
    [
        (
            SIGNS[0],
            (
                "You usually note about four moments with people in a week. "
                "In the last three weeks there were two."
            ),
        ),
        (
            SIGNS[1],
            "You usually note about one moment with people in a week. Last week there was one.",
        ),
        (
            SIGNS[2],
            (
                "You usually note a moment with people every other week. "
                "In the last six weeks there were none."
            ),
        ),
        (
            SIGNS[4],
            (
                "Two weeks running, people took a smaller share: five moments with people and "
                "about 12 minutes here at first, one moment and about 44 in the last week."
            ),
        ),
        (SIGNS[6], "You said that it went by without you, twice in a row."),
        (SIGNS[7], "You said that it went by without you, three times in a row."),
    ],
)
def test_what_was_seen_is_told_in_plain_numbers(sign, seen):
    assert in_words(sign).seen == seen


@pytest.mark.parametrize("sign", SIGNS)
def test_every_card_ends_in_a_question_and_blames_nobody(sign):
    told = in_words(sign)
    assert told.question.endswith("?")
    everything = " ".join(told)
    assert not re.search(r"!|should|must|fail|only|risk|score|%|withdraw|relapse", everything)


def test_what_has_no_words_is_refused():
    with pytest.raises(TypeError, match="no words"):
        in_words("something")  # type: ignore[arg-type]
