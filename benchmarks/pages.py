"""How long Today and Record take with 500 attempts, and the first word of a guided reply.

    python -m benchmarks.pages [--json]

A real server process, one client on the same machine, one request at a time.
"""

import json
import os
import re
import tempfile
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.figures import Figure, of_runs, repeated, report, resident_mb, timed
from benchmarks.serving import server
from overture.cli.ready import open_database, set_up_django

ATTEMPTS = 500
RUNS = 60
REPLIES = 20
SAID = (
    "My sister rang today.",
    "I was nervous about the shop.",
    "It went better than I thought.",
    "Not sure what to say.",
)


def measure() -> list[Figure]:
    """Fill a space with attempts, serve it, and ask for its pages."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        session, learning = _filled(data)
        with server(data) as (port, pid, _):
            return [
                learning,
                _page("Today", Browser(port, session), "/today"),
                _page("Record", Browser(port, session), "/record"),
                _first_words(Browser(port, session)),
                of_runs("resident memory after this", "MB", [resident_mb(pid)]),
            ]


def _filled(data: Path) -> tuple[str, Figure]:
    """A session of a member with a long record, and how long learning it from nothing took."""
    os.environ["OVERTURE_DATA"] = str(data)
    set_up_django()
    open_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from benchmarks.filling import filled, session_of  # noqa: PLC0415
    from overture.server.practice.services import relearn  # noqa: PLC0415

    now = timezone.now()
    member = filled(ATTEMPTS, now)
    took = timed(lambda: relearn(member=member, now=now))
    return session_of(member), of_runs(f"learn {ATTEMPTS} attempts from nothing", "s", [took])


@dataclass(frozen=True)
class Browser:
    """As much of a browser as the server needs: a session, and the token of a page's form."""

    port: int
    session: str

    def page(self, path: str) -> tuple[str, str]:
        """Text and cookie of a page. Raises RuntimeError unless it is answered with 200."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={"Cookie": f"overture={self.session}"})
        answer = connection.getresponse()
        body = answer.read().decode()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return body, str(answer.getheader("Set-Cookie"))

    def talk_headers(self) -> dict[str, str]:
        """What a message to Cue is sent with."""
        text, cookies = self.page("/cue")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        kept = re.search(r"overture-form=(\w+)", cookies)
        if token is None or kept is None:
            raise RuntimeError("the page of Cue has no form to send")
        return {
            "Cookie": f"overture={self.session}; overture-form={kept[1]}",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Overture": "talk",
            "X-CSRFToken": token[1],
        }

    def first_word(self, headers: dict[str, str], said: str) -> float:
        """Seconds from sending a message to the reply that people wrote."""
        body = urlencode({"key": str(uuid4()), "said": said})
        began = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("POST", "/cue/say", body, headers)
        answered = json.loads(connection.getresponse().read())
        if "whole" not in answered:
            raise RuntimeError("no reply came with the answer")
        return time.perf_counter() - began


def _page(name: str, browser: Browser, path: str) -> Figure:
    taken = [1e3 * seconds for seconds in repeated(lambda: browser.page(path), RUNS)]
    return of_runs(f"page of {name}, {ATTEMPTS} attempts", "ms", taken, "p95 < 60")


def _first_words(browser: Browser) -> Figure:
    headers, warming = browser.talk_headers(), len(SAID)
    messages = islice(cycle(SAID), REPLIES + warming)
    taken = [1e3 * browser.first_word(headers, said) for said in messages]
    return of_runs("first word of a guided reply", "ms", taken[warming:], "< 50")


if __name__ == "__main__":
    report("Pages and the first word", measure)
