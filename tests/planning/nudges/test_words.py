import re

import pytest

from overture.planning import nudges
from overture.planning.nudges.policy import WEEKLY


def test_that_a_lot_decides_is_said_before():
    assert "chance decides" in nudges.ANNOUNCED
    assert "four in a week" in nudges.ANNOUNCED
    assert WEEKLY == 4


@pytest.mark.parametrize("words", [nudges.ANNOUNCED, nudges.AFTER_A_STEP, nudges.PAUSED])
def test_nothing_is_counted_won_or_lost(words):
    assert not re.search(r"streak|points won|well done|!|missed you", words, re.IGNORECASE)
