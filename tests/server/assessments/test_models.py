"""A row of answers says which instrument and when, not what was answered."""

from tests.support.factories import NOW

from overture.server.assessments.models import Administration


def test_it_is_called_by_instrument_and_day():
    row = Administration(instrument="social-reward-profile", at=NOW, answers={"dread": 3})
    assert str(row) == "social-reward-profile, 02 Mar"
