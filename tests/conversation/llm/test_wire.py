"""What comes over the wire from a model's host is read as it was meant, or known to be broken."""

import asyncio
import ssl

import pytest
from tests.support.bad_models import stalls

from overture.conversation.llm import wire
from overture.conversation.llm.wire import (
    BrokenOffError,
    Events,
    Exchange,
    UnreachableError,
    posted,
    trusted,
)

BODY = b'{"messages": []}'
TEXTS = [b'{"a": 1}', "Ümlaut’s".encode(), b"[DONE]"]


def soon() -> float:
    """A moment by which everything has come, on a busy machine too."""
    return asyncio.get_running_loop().time() + 10


HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"


def heard(url: str, loops=None) -> tuple[int, list[bytes]]:
    """The status and all events of the answer to one request."""

    async def listen() -> tuple[int, list[bytes]]:
        async with asyncio.timeout(10), posted(url, {"X-Test": "yes"}, BODY) as exchange:
            status, events = await exchange.answered(soon()), []
            while come := await exchange.events(soon()):
                events += come
            return status, events

    with asyncio.Runner(loop_factory=loops) as runner:
        return runner.run(listen())


def answers(*parts: str):
    """A script that sends these parts as they are, head and all, and hangs up."""

    def script(answer) -> None:
        for part in parts:
            answer.raw(part)
        answer.handler.close_connection = True

    return script


@pytest.fixture(params=["asyncio", "uvloop"])
def asked(request, bad_model):
    """What comes back when these parts are sent to one request, on each of the loops in use."""
    loops = pytest.importorskip(request.param).new_event_loop
    return lambda *parts: heard(f"{bad_model.will(answers(*parts)).url}/x", loops)


# ---- events


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_events_are_whole_wherever_the_bytes_were_cut(end, size):
    lines = [line for text in TEXTS for line in (f"data: {text.decode()}", "id: 7", "")]
    stream = "".join(line + end for line in lines).encode()
    events = Events()
    parts = [stream[start : start + size] for start in range(0, len(stream), size)]
    assert [data for part in parts for data in events.feed(part)] == TEXTS


def test_what_is_no_data_is_no_event():
    assert Events().feed(b": still there\n\nevent: ping\n\nretry: 3\nid: 1\n\n\n\n") == []


def test_data_on_several_lines_is_one_event():
    assert Events().feed(b"data: one\ndata:two\n\n") == [b"one\ntwo"]


def test_an_event_that_never_ends_is_refused(monkeypatch):
    monkeypatch.setattr(wire, "LONGEST_EVENT", 100)
    for endless in (b"data: " + b"x" * 200, b"data: xxxxxxx\n" * 20):
        with pytest.raises(ValueError, match="without an end"):
            Events().feed(endless)


# ---- answers


def test_an_answer_without_a_length_ends_with_its_connection(asked):
    assert asked(f"{HEAD}\r\ndata: 1\n\n", "data: 2\n\n") == (200, [b"1", b"2"])


def test_an_answer_in_chunks_is_put_together(asked):
    chunks = ["8\r\ndata: 1\n\r\n", "1\r\n\n\r\n", "9\r\ndata: 2\n\n\r\n0\r\n\r\n"]
    assert asked(f"{HEAD}Transfer-Encoding: chunked\r\n\r\n", *chunks) == (200, [b"1", b"2"])


def test_what_was_said_before_a_fault_is_heard_first(bad_model):
    bad_model.will(answers(f"{HEAD}Content-Length: 500\r\n\r\ndata: 1\n\n"))

    async def listen() -> list[bytes]:
        async with asyncio.timeout(10), posted(f"{bad_model.url}/x", {}, BODY) as exchange:
            first = await exchange.events(soon())
            with pytest.raises(BrokenOffError):
                await exchange.events(soon())
            return first

    assert asyncio.run(listen()) == [b"1"]


@pytest.mark.parametrize(
    "parts",
    [
        (),
        ("HTTP/1.1 200 OK\r\nContent-Ty",),
        (f"{HEAD}Content-Length: 500\r\n\r\ndata: 1\n\n",),
        (f"{HEAD}Transfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n",),
        (f"{HEAD}Transfer-Encoding: chunked\r\n\r\nno number\r\n",),
        ("220 mail.example ESMTP\r\n",),
    ],
)
def test_an_answer_that_breaks_off_is_no_whole_one(asked, parts):
    with pytest.raises(BrokenOffError):
        asked(*parts)


def test_an_answer_may_be_announced_first(asked):
    assert asked("HTTP/1.1 103 Early Hints\r\n\r\n", f"{HEAD}\r\ndata: 1\n\n") == (200, [b"1"])


def test_a_redirect_is_an_answer_and_nothing_more(asked, bad_model):
    elsewhere = f"Location: {bad_model.url}/elsewhere\r\nContent-Length: 0\r\n\r\n"
    assert asked(f"HTTP/1.1 307 Temporary Redirect\r\n{elsewhere}") == (307, [])
    assert len(bad_model.asked) == 1


def test_the_request_names_its_host_and_closes_behind_itself(asked, bad_model):
    asked(f"{HEAD}\r\ndata: 1\n\n")
    sent = bad_model.headers[0]
    assert sent["Host"] == bad_model.endpoint.host
    assert sent["Connection"] == "close"
    assert sent["X-Test"] == "yes"


def test_what_does_not_come_in_time_is_not_waited_for(bad_model):
    bad_model.will(stalls())

    async def listen() -> None:
        async with asyncio.timeout(10), posted(f"{bad_model.url}/x", {}, BODY) as exchange:
            assert await exchange.answered(soon()) == 200
            with pytest.raises(TimeoutError):
                await exchange.events(asyncio.get_running_loop().time() + 0.05)

    asyncio.run(listen())


# ---- much at once


class Transport:
    """What an exchange asks of the transport under it."""

    def __init__(self) -> None:
        self.reading = True

    def write(self, data: bytes) -> None:
        """Nobody reads it."""

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True


def test_a_host_that_talks_faster_than_it_is_read_has_to_wait():
    async def flood() -> tuple[bool, int, bool]:
        exchange, transport = Exchange(b""), Transport()
        exchange.connection_made(transport)
        exchange.data_received(f"{HEAD}\r\n".encode())
        exchange.data_received(b"data: 1\n\n" * (wire.WAITING + 1))
        held_back = not transport.reading
        return held_back, len(await exchange.events(soon())), transport.reading

    assert asyncio.run(flood()) == (True, wire.WAITING + 1, True)


# ---- sealed connections


def test_a_sealed_host_has_to_prove_its_name():
    assert trusted().verify_mode is ssl.CERT_REQUIRED
    assert trusted().check_hostname


def test_nothing_is_sent_to_a_host_that_should_be_sealed_and_is_not(bad_model):
    bad_model.will(answers(f"{HEAD}\r\ndata: 1\n\n"))
    with pytest.raises(UnreachableError):
        heard(bad_model.url.replace("http://", "https://"))
    assert bad_model.asked == []
