"""What a member's row says of itself: nothing that names a person."""

import pytest
from django.core.exceptions import ValidationError
from tests.support.factories import NOW

from overture.server.accounts.models import Member, Throttle
from overture.server.accounts.selectors import Look, has_code, look_of


def test_a_member_is_called_by_a_piece_of_an_id_and_not_by_name():
    member = Member(name="Ada", created_at=NOW)
    assert "Ada" not in str(member)
    assert str(member) == f"member {str(member.pk)[:8]}"


@pytest.mark.parametrize(("name", "letter"), [("Ada", "A"), ("émile", "É"), ("", "·")])
def test_the_letter_on_the_settings_button(name, letter):
    assert Member(name=name).initial == letter


def test_a_new_member_talks_slowly_looks_as_the_device_does_and_has_agreed_to_nothing():
    member = Member(created_at=NOW)
    assert (member.pace, look_of(member), has_code(member)) == ("slow", Look(), False)
    assert (member.harder_moments, member.plain_style, member.said_under_age) == (False,) * 3


@pytest.mark.parametrize(
    "wrong",
    [{"pace": "hasty"}, {"pace": ""}, {"theme": "pink"}, {"text_size": "huge"}, {"name": "x" * 41}],
    ids=str,
)
def test_what_is_no_choice_does_not_fit(wrong):
    with pytest.raises(ValidationError):
        Member(created_at=NOW, **wrong).clean_fields()


def test_a_throttle_says_how_often_and_since_when_and_not_from_where():
    assert str(Throttle(key="abc", since=NOW, count=3)) == "3 since 18:30"
