"""What one turn asks of the database, and for how long it holds it: everybody waits for that."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.support.factories import NOW

from overture.safety import screening
from overture.server.conversations import services
from overture.server.conversations.models import Turn

pytestmark = pytest.mark.django_db(transaction=True)

SAID = "My sister rang me on Monday."
START, FINISH = 11, 16
"""Statements of each half of a turn, the two that open and close its transaction among them, and
the two around what the screen remembers: if that fails, the turn is still taken and answered."""


@pytest.fixture
def talk(ada):
    """A talk that has been going on for a while."""
    talk = services.open_talk(member=ada, now=NOW)
    for said in ("The bus was late.", "I missed my stop."):
        services.finish(turn_id=begun(talk, said).pk, now=NOW)
    return talk


def begun(talk, said=SAID) -> Turn:
    return services.start_turn(conversation=talk, manner="words", said=said, key=uuid4(), now=NOW)


def statements(work) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        work()
    return [query["sql"] for query in asked]


def test_taking_a_turn_costs_few_statements(talk):
    assert len(statements(lambda: begun(talk))) <= START


def test_answering_a_turn_costs_few_statements(talk):
    turn = begun(talk)
    assert len(statements(lambda: services.finish(turn_id=turn.pk, now=NOW))) <= FINISH


def test_a_turn_costs_no_more_when_a_talk_is_long(talk):
    first = len(statements(lambda: services.finish(turn_id=begun(talk).pk, now=NOW)))
    for number in range(6):
        services.finish(turn_id=begun(talk, f"And then thing {number} happened.").pk, now=NOW)
    assert len(statements(lambda: services.finish(turn_id=begun(talk).pk, now=NOW))) <= first + 1


def test_nothing_is_encoded_while_the_database_is_held(talk, monkeypatch):
    held, real = [], screening.encoder

    def watched():
        held.append(transaction.get_connection().in_atomic_block)
        return real()

    monkeypatch.setattr(screening, "encoder", watched)
    begun(talk)
    assert held == [False]


def test_a_text_that_cannot_be_weighed_is_answered_with_help(talk, monkeypatch):
    def breaks():
        raise RuntimeError

    monkeypatch.setattr(screening, "encoder", breaks)
    assert begun(talk).screening["help_link"]
