"""A post that one server process keeps arrives on a page that another one feeds."""

import http.client
import queue
import re
import sqlite3
import threading
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener
from uuid import uuid4

import pytest
from tests.support.server import serving

PATIENCE = 30
AT = "2026-05-19 12:00:00"


class Visitor:
    """A browser without scripts."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor())

    def get(self, path: str) -> str:
        with self.opener.open(self.home + path, timeout=PATIENCE) as answer:
            return answer.read().decode()

    def post(self, path: str, page: str, **given: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        body = urlencode({"csrfmiddlewaretoken": token, **given}).encode()
        with self.opener.open(self.home + path, body, timeout=PATIENCE) as answer:
            return answer.read().decode()


def opened(home: str) -> Visitor:
    """Somebody who opened a space and said to be an adult."""
    visitor = Visitor(home)
    visitor.post("/start", visitor.get("/"), age="18")
    return visitor


def put_together(data: Path) -> str:
    """A group of the two spaces that are there, with its host; its id."""
    group = uuid4().hex
    host = uuid4().hex
    with sqlite3.connect(data / "overture.sqlite3", timeout=20) as rows:
        rows.execute("UPDATE accounts_member SET age = 'adult'")
        rows.execute(
            "INSERT INTO accounts_person (id, password, handle, email, name, created_at)"
            " VALUES (?, '', 'ida', '', 'Ida', ?)",
            (host, AT),
        )
        rows.execute(
            "INSERT INTO accounts_role (person_id, kind, since) VALUES (?, 'host', ?)", (host, AT)
        )
        rows.execute(
            "INSERT INTO groups_group (id, host_id, name, reads, most, quiet, slow_minutes,"
            " private, for_minors, sequence, made_at, key)"
            " VALUES (?, ?, 'Tuesday table', '', 6, 0, 0, 0, 0, 0, ?, ?)",
            (group, host, AT, uuid4().hex),
        )
        members = rows.execute("SELECT id FROM accounts_member ORDER BY created_at").fetchall()
        for name, (member,) in zip(("Ayo", "Birgit"), members, strict=True):
            rows.execute(
                "INSERT INTO groups_membership (id, group_id, member_id, name, tells_host,"
                " joined_at, why, wants_pair, works_on)"
                " VALUES (?, ?, ?, ?, 'nothing', ?, '', 0, '')",
                (uuid4().hex, group, member, name, AT),
            )
    return f"{group[:8]}-{group[8:12]}-{group[12:16]}-{group[16:20]}-{group[20:]}"


class Stream:
    """An open stream, read line by line in a thread."""

    def __init__(self, home: str, address: str, last: str = "") -> None:
        where = urlsplit(home)
        self.connection = http.client.HTTPConnection(where.netloc, timeout=PATIENCE)
        self.connection.request("GET", address, headers={"Last-Event-ID": last} if last else {})
        self.answer = self.connection.getresponse()
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            for line in self.answer:
                self.lines.put(line.decode().rstrip("\n"))
        except (OSError, ValueError, http.client.HTTPException, AttributeError):
            return

    def until(self, words: str) -> tuple[str, str]:
        """The first line with these words, and the number of the event in which it came."""
        number = ""
        while True:
            line = self.lines.get(timeout=PATIENCE)
            if line.startswith("id: "):
                number = line.removeprefix("id: ")
            if words in line:
                return line, number

    def silent_for(self, seconds: float) -> bool:
        """Whether nothing comes for so long."""
        try:
            self.lines.get(timeout=seconds)
        except queue.Empty:
            return True
        return False


@pytest.fixture(scope="module")
def two_servers(tmp_path_factory):
    """Two processes that share nothing but the database."""
    data = tmp_path_factory.mktemp("two")
    with serving(data) as one, serving(data) as other:
        yield one, other


def test_a_post_kept_by_one_process_arrives_in_the_stream_of_another(two_servers):
    one, other = two_servers
    ayo, birgit = opened(one.url), opened(other.url)
    group = put_together(one.data)
    page = ayo.get(f"/groups/{group}")
    address = re.search(r'data-group="([^"]+)"', page)[1]
    number = re.search(r'data-number="(\d+)"', page)[1]
    stream = Stream(one.url, f"{address}?after={number}")
    assert stream.answer.status == 200
    assert stream.answer.headers["Content-Type"].startswith("text/event-stream")
    theirs = birgit.get(f"/groups/{group}")
    given = {"words": "A man nodded. I nodded.", "key": str(uuid4())}
    birgit.post(f"/groups/{group}/write", theirs, **given)
    line, came = stream.until("A man nodded. I nodded.")
    assert line.startswith("data: ")
    assert int(came) > int(number)

    # who comes back with the number of the last event is not sent it again
    assert Stream(one.url, address, last=came).silent_for(3)
    # who missed it is
    Stream(other.url, address, last=number).until("A man nodded. I nodded.")


def test_an_address_that_was_never_signed_opens_nothing(two_servers):
    one, _ = two_servers
    assert Stream(one.url, "/groups/live/nonsense").answer.status == 404
