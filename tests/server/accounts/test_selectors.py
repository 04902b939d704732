"""Where a member is taken to be, when they have not said so."""

from dataclasses import replace
from uuid import uuid4

import pytest
from tests.support.factories import NOW

from overture.server.accounts import selectors
from overture.server.accounts import services as accounts
from overture.server.conversations import services as conversations

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_britain(settings):
    """A service that is kept in Britain."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, region="GB")


def test_a_members_own_country_goes_before_that_of_the_service(ada, di, in_britain):
    accounts.choose(member=di, choices={"region": "US"})
    assert (selectors.region_of(ada), selectors.region_of(di)) == ("GB", "US")


@pytest.mark.requirement(30)
def test_who_has_not_named_a_country_is_given_the_lines_of_where_the_service_is_kept(
    ada, in_britain
):
    talk = conversations.open_talk(member=ada, now=NOW)
    turn = conversations.answer_turn(
        conversation=talk,
        manner="words",
        said="I am going to kill myself tonight",
        key=uuid4(),
        now=NOW,
    )
    assert any("116 123" in spoken["text"] for spoken in turn.reply["spoken"])
