"""How long Today and Record take with 500 attempts, and the first word of a guided reply.

    python -m benchmarks.pages [--json]

A real server process, one client on the same machine, one request at a time.
"""

import json
import os
import re
import tempfile
import time
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks.figures import Figure, of_runs, report, timed
from benchmarks.serving import resident_mb, server

ATTEMPTS = 500
RUNS = 60


def measure() -> list[Figure]:
    """Fill a space with attempts, serve it, and ask for its pages."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        os.environ["OVERTURE_DATA"] = str(data)
        session = _fill()
        with server(data) as (port, pid, _):
            figures = [
                of_runs(f"page of {name}, {ATTEMPTS} attempts", "ms", _page(port, path, session), "p95 < 60")
                for name, path in (("Today", "/today"), ("Record", "/record"))
            ]
            figures.append(of_runs("first word of a guided reply", "ms", _words(port, session), "< 50"))
            figures.append(of_runs("resident memory after this", "MB", [resident_mb(pid)]))
    return figures


def _fill() -> str:
    """A member with 500 attempts; returns the session key."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "overture.server.project.settings")
    import django

    django.setup()
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from overture.content import scenes
    from overture.server.accounts import services as accounts
    from overture.server.practice import models, services

    call_command("migrate", verbosity=0)
    now = datetime.now(UTC)  # noqa: TID251 - a benchmark's data are recent
    member = accounts.open_space(now=now - timedelta(days=400))
    every = list(scenes().values())
    for number in range(ATTEMPTS):
        at = now - timedelta(hours=18 * (ATTEMPTS - number))
        scene = every[number % len(every)]
        attempt = services.begin_scene(
            member=member, scene_id=scene.id, level="easy", key=uuid4(), now=at
        )
        models.Prediction.objects.create(
            attempt=attempt, at=at, anxiety=8 - number % 5, enjoyment=number % 4,
            feared_event="they will notice", feared_in_ten=number % 7,
        )
        models.Outcome.objects.create(
            attempt=attempt, at=at, anxiety=number % 6, enjoyment=3 + number % 5, feared="no"
        )
    took = timed(lambda: services.relearn(member=member, now=now))
    print(f"learning {ATTEMPTS} attempts from nothing: {took:.2f} s")
    session = SessionStore()
    session["member"] = str(member.pk)
    session.create()
    return str(session.session_key)


def _page(port: int, path: str, session: str) -> list[float]:
    return [1000 * timed(lambda: _get(port, path, session)) for _ in range(RUNS + 5)][5:]


def _get(port: int, path: str, session: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Cookie": f"overture={session}"})
    answer = connection.getresponse()
    body = answer.read().decode()
    if answer.status != 200:
        message = f"{path} answered {answer.status}"
        raise RuntimeError(message)
    return body


def _words(port: int, session: str) -> list[float]:
    """From sending a message to the first streamed word, new messages each time."""
    page = _get(port, "/cue", session)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    cookie = f"overture={session}; overture-form={_csrf_cookie(port, session)}"
    said = ["My sister rang today.", "I was nervous about the shop.", "It went better than I thought.", "Not sure what to say."]
    return [
        1000 * _first_word(port, cookie, token.group(1) if token else "", said[n % len(said)])
        for n in range(24)
    ][4:]


def _csrf_cookie(port: int, session: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/cue", headers={"Cookie": f"overture={session}"})
    found = re.search(r"overture-form=(\w+)", str(connection.getresponse().getheader("Set-Cookie")))
    return found.group(1) if found else ""


def _first_word(port: int, cookie: str, token: str, said: str) -> float:
    body = urlencode({"csrfmiddlewaretoken": token, "key": str(uuid4()), "said": said})
    headers = {
        "Cookie": cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Overture": "talk",
        "X-CSRFToken": token,
    }
    began = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/cue/say", body, headers)
    stream = json.loads(connection.getresponse().read())["stream"]
    reply = HTTPConnection("127.0.0.1", port, timeout=30)
    reply.request("GET", stream)
    answer = reply.getresponse()
    while not answer.readline().startswith(b"data: "):
        pass
    took = time.perf_counter() - began
    answer.close()
    return took


if __name__ == "__main__":
    report("Pages and the first word", measure)
