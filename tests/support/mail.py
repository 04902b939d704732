"""A mail server of our own, as small as the protocol allows, that can be made to misbehave."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Literal

Mood = Literal["takes", "refuses", "is busy", "hangs", "drops", "drawls", "says no goodbye"]
LONG = b"250-" + b"." * 60 + b"\r\n250 taken\r\n"
"""A yes that takes six seconds where it is drawled, without ever falling silent for long."""


@dataclass
class Mailbox:
    """A running server: where it answers, how it behaves, and what it took."""

    port: int = 0
    mood: Mood = "takes"
    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)

    @property
    def texts(self) -> list[str]:
        """The bodies of the messages."""
        return [str(message.get_content()) for message in self.taken]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    box: Mailbox


class _Session(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        box = self.server.box
        if box.mood == "hangs":
            box.release.wait(30)
            return
        self._say("220 here")
        while line := self.rfile.readline():
            if not self._answer(line.decode("utf-8", "replace").strip(), box):
                return

    def _answer(self, line: str, box: Mailbox) -> bool:
        word = line[:4].upper()
        if word == "QUIT":
            return self._goodbye(box)
        if word == "RCPT":
            return self._recipient(line, box)
        if word == "DATA":
            return self._data(box)
        self._say("250 fine")
        return True

    def _recipient(self, line: str, box: Mailbox) -> bool:
        says = {"refuses": "550 nobody of that name", "is busy": "451 later"}
        self._say(says.get(box.mood, "250 fine"))
        if box.mood == "takes":
            box.recipients.append(line.partition("<")[2].partition(">")[0])
        return True

    def _data(self, box: Mailbox) -> bool:
        if box.mood == "drops":
            return False
        self._say("354 go on")
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        box.taken.append(message_from_bytes(b"".join(lines), policy=policy.default))
        if box.mood == "drawls":
            return self._drawl(box)
        self._say("250 taken")
        return True

    def _drawl(self, box: Mailbox) -> bool:
        for number in LONG:
            self.wfile.write(bytes([number]))
            if box.release.wait(0.1):
                return False
        return True

    def _goodbye(self, box: Mailbox) -> bool:
        if box.mood == "says no goodbye":
            box.release.wait(30)
        self._say("221 bye")
        return False

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server(port: int = 0) -> Iterator[Mailbox]:
    """A mail server on a free port, or on `port`, inside the block."""
    with _Server(("127.0.0.1", port), _Session) as server:
        box = server.box = Mailbox(port=server.server_address[1])
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield box
        finally:
            box.release.set()
            server.shutdown()
