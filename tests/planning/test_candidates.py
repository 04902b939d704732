import math
from datetime import datetime
from typing import Any

import pytest
from tests.support.planning import candidate

from overture.planning import Settings


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"step_id": ""}, "needs an id"),
        ({"kind": "game"}, "scene or real"),
        ({"minutes": -1.0}, "minutes"),
        ({"minutes": math.nan}, "minutes"),
        ({"times_done": 1, "times_well": 2}, "times_well"),
        ({"last_done": datetime(2026, 3, 2)}, "time zone"),  # noqa: DTZ001
    ],
)
def test_a_step_that_cannot_be_planned_is_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        candidate(**wrong)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"ceiling": 11}, "ceiling"),
        ({"floor": math.nan}, "floor"),
        ({"transfer": -1}, "transfer"),
        ({"room": "lots"}, "room"),
        ({"pace": "fast"}, "pace"),
    ],
)
def test_settings_that_mean_nothing_are_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Settings(**wrong)
