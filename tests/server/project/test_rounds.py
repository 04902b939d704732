"""The server tells those who are due by itself, and a round that fails is not the last."""

import asyncio

import pytest
from tests.support import factories

from overture.server.project import rounds
from overture.server.safeguarding import alerts

pytestmark = pytest.mark.requirement(27)


@pytest.mark.django_db
def test_a_round_carries_out_what_is_due(ada, monkeypatch):
    sent = []
    monkeypatch.setattr(alerts, "by_mail", lambda address, *_, **__: sent.append(address))
    monkeypatch.setattr(rounds, "close_old_connections", lambda: None)
    factories.alert(ada, factories.contact(ada))
    assert rounds.one_round() == 1
    assert rounds.one_round() == 0
    assert sent == ["mia@example.org"]


def test_a_round_that_fails_is_logged_without_a_word_and_the_next_one_comes(monkeypatch, caplog):
    gone = []

    def broken(*, now):
        gone.append(now)
        raise RuntimeError("marmalade")

    monkeypatch.setattr(alerts, "run_due", broken)
    monkeypatch.setattr(rounds, "close_old_connections", lambda: None)

    async def for_a_while():
        going = asyncio.create_task(rounds.go_rounds(every=0.001))
        while len(gone) < 3:
            await asyncio.sleep(0.001)
        going.cancel()

    asyncio.run(asyncio.wait_for(for_a_while(), 30))
    assert "a round failed: RuntimeError" in caplog.text
    assert "marmalade" not in caplog.text
