"""A language model of a fixed pace, for benchmarks: 60 tokens, one every 20 ms, over plain asyncio.

    python -m benchmarks.fake_model PORT

It speaks the OpenAI chat protocol as far as a streamed reply needs it. Its two sentences of 30
tokens quote what the member has just said, so that they belong to the turn and may be shown. From
the token on that shows the first sentence to be over, every chunk carries two moments as the
"fingerprint" of the system, in nanoseconds of the clock that all processes of a machine share:
when the request had been read, and when that token was sent.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from itertools import pairwise

MODEL = "pace:1"
SENTENCES = (
    "You said “{}” just now, and that is worth a little time.",
    " There is room here for “{}”, and for what came before it and after it.",
)
TOKENS = 30
"""Tokens of each sentence."""
PACE = 0.02
"""Seconds from one token to the next."""
SAID = "The member has just said: "


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request, token by token."""
    said = await _said(reader)
    began, asked, over = time.monotonic(), time.monotonic_ns(), ""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
    try:
        for number, token in enumerate(tokens(said), start=1):
            await asyncio.sleep(max(0.0, began + number * PACE - time.monotonic()))
            if number == TOKENS + 1:
                over = f"{asked}:{time.monotonic_ns()}"
            writer.write(_chunk(token, over))
            await writer.drain()
        writer.write(_chunk("", over, ended="stop") + b"data: [DONE]\n\n")
        await writer.drain()
    except ConnectionError:
        pass  # nobody wants to hear the rest
    finally:
        writer.close()


async def _said(reader: asyncio.StreamReader) -> str:
    """The member's words, out of the prompt of a request."""
    length = 0
    while line := (await reader.readline()).strip():
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    prompt = json.loads(await reader.readexactly(length))["messages"][-1]["content"]
    return str(json.loads(prompt.partition(SAID)[2].partition("\n")[0]))


def tokens(said: str) -> Iterator[str]:
    """The reply in pieces of nearly one length."""
    for sentence in SENTENCES:
        text = sentence.format(said.rstrip("."))
        ends = [round(place * len(text) / TOKENS) for place in range(TOKENS + 1)]
        yield from (text[start:end] for start, end in pairwise(ends))


def _chunk(text: str, over: str, ended: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": ended}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": MODEL}
    whole = {**chunk, "choices": [choice], "system_fingerprint": over or None}
    return f"data: {json.dumps(whole)}\n\n".encode()


async def _serve(port: int) -> None:
    server = await asyncio.start_server(answer, "127.0.0.1", port, backlog=1024)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
