"""The server tells those who are due by itself, and a round that fails is not the last."""

import asyncio
import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from tests.support import factories
from tests.support.factories import NOW

from overture.server.conversations import reports
from overture.server.project import rounds
from overture.server.safeguarding import outbox

pytestmark = pytest.mark.requirement(27)


@pytest.mark.django_db
def test_a_round_carries_out_what_is_due(ada, monkeypatch):
    sent = []
    monkeypatch.setattr(outbox, "by_mail", lambda address, *_, **__: sent.append(address))
    monkeypatch.setattr(rounds, "close_old_connections", lambda: None)
    factories.alert(ada, factories.contact(ada))
    assert rounds.one_round() == 1
    assert rounds.one_round() == 0
    assert sent == ["mia@example.org"]


def test_a_round_that_fails_is_logged_without_a_word_and_the_next_one_comes(monkeypatch, caplog):
    gone = []

    def broken(*, clock, by):
        del by
        gone.append(clock())
        raise RuntimeError("marmalade")

    monkeypatch.setattr(outbox, "run_due", broken)
    monkeypatch.setattr(rounds, "close_old_connections", lambda: None)

    async def for_a_while():
        going = asyncio.create_task(rounds.go_rounds(every=0.001))
        while len(gone) < 3:
            await asyncio.sleep(0.001)
        going.cancel()

    asyncio.run(asyncio.wait_for(for_a_while(), 30))
    assert "a round failed: RuntimeError" in caplog.text
    assert "marmalade" not in caplog.text


@pytest.mark.django_db
def test_a_slow_mail_server_has_nobody_told_twice_by_a_second_worker(ada, monkeypatch):
    clock, sent = [NOW], []

    def by_mail(address, *_, **__):
        sent.append(address)
        clock[0] += 0.75 * outbox.STALE
        if len(sent) == 2:
            outbox.run_due(clock=lambda: clock[0])  # a second worker goes its round meanwhile

    monkeypatch.setattr(outbox, "by_mail", by_mail)
    monkeypatch.setattr(rounds, "close_old_connections", lambda: None)
    monkeypatch.setattr(rounds, "timezone", SimpleNamespace(now=lambda: clock[0]))
    mia = factories.contact(ada)
    for _ in range(2):
        factories.alert(ada, mia)
    assert rounds.one_round() == 2
    assert len(sent) == 2


@pytest.mark.django_db
def test_the_member_reads_when_it_was_sent_not_when_the_round_began(ada, monkeypatch):
    clock = [NOW]

    def by_mail(*_, **__):
        clock[0] += timedelta(minutes=1)

    monkeypatch.setattr(outbox, "by_mail", by_mail)
    monkeypatch.setattr(rounds, "close_old_connections", lambda: None)
    monkeypatch.setattr(rounds, "timezone", SimpleNamespace(now=lambda: clock[0]))
    mia = factories.contact(ada)
    first, second = factories.alert(ada, mia), factories.alert(ada, mia)
    rounds.one_round()
    at = {one.deliveries.get().sent_at for one in (first, second)}
    assert at == {NOW, NOW + timedelta(minutes=1)}


def test_while_reports_wait_for_a_mail_server_people_are_told(monkeypatch):
    told, over = [], threading.Event()
    monkeypatch.setattr(rounds, "close_old_connections", lambda: None)
    monkeypatch.setattr(outbox, "run_due", lambda **_: told.append(1) or [])
    monkeypatch.setattr(reports, "mail_new", lambda **_: over.wait(20))

    async def for_a_while():
        going = asyncio.create_task(rounds.go_rounds(every=0.001))
        while len(told) < 50:
            await asyncio.sleep(0.001)
        going.cancel()

    try:
        asyncio.run(asyncio.wait_for(for_a_while(), 10))
    finally:
        over.set()


def test_while_one_way_out_waits_the_others_go_on(monkeypatch):
    told, over = [], threading.Event()

    def run_due(*, clock, by):
        del clock
        if by == "mail":
            over.wait(20)
        told.append(by)
        return []

    monkeypatch.setattr(rounds, "close_old_connections", lambda: None)
    monkeypatch.setattr(outbox, "ways_out", lambda: ("mail", "night", "day"))
    monkeypatch.setattr(outbox, "run_due", run_due)

    async def for_a_while():
        going = asyncio.create_task(rounds.go_rounds(every=0.001))
        while min(told.count("night"), told.count("day")) < 10:
            await asyncio.sleep(0.001)
        going.cancel()

    try:
        asyncio.run(asyncio.wait_for(for_a_while(), 10))
        assert "mail" not in told
    finally:
        over.set()
