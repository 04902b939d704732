"""The directory of helplines as things to press: call first, then text, then chat."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from overture.content.schema.safety import Helpline, Serves
from overture.safety import Directory


@dataclass(frozen=True)
class Way:
    """One way to reach people.

    Attributes:
        address: what the browser opens, `tel:`, `sms:` or `https:`.
        is_elsewhere: whether it leaves this server's pages for another site.
    """

    address: str
    words: str
    about: str
    icon: str

    @property
    def is_elsewhere(self) -> bool:
        """Whether it opens another site."""
        return self.address.startswith("https:")


def emergency_calls(directory: Directory) -> list[Way]:
    """Each emergency number of the region as a call; none where the region is not known."""
    numbers = re.findall(r"\d+", directory.emergency or "")
    return [Way(f"tel:{number}", f"Call {number}", "", "phone") for number in numbers]


def ways(directory: Directory, serves: Serves = "anyone") -> list[Way]:
    """Every way to the lines for anybody, or for one trouble: calls, then texts, then chats."""
    lines = directory.serving(serves)
    calls = [way for line in lines for way in _call(line)]
    texts = [way for line in lines for way in _text(line)]
    chats = [way for line in lines for way in _chat(line)]
    return calls + texts + chats


@dataclass(frozen=True)
class Special:
    """The lines for one trouble, and what to say where there is none that we could check."""

    title: str
    ways: list[Way]
    without: str


def specials(directory: Directory) -> list[Special]:
    """The lines for young people, for fear of somebody close and for trouble with eating."""
    return [
        Special(title, ways(directory, serves), _WITHOUT.format(worldwide=directory.worldwide))
        for serves, title in _TITLES.items()
    ]


_TITLES: Mapping[Serves, str] = {
    "young": "If you are under eighteen",
    "home": "If you are afraid of somebody close to you",
    "eating": "If it is about eating",
}
_WITHOUT = "There is no line for this here that we could check. {worldwide} lists some."


def _about(line: Helpline) -> str:
    return f"{line.name}. {line.says}"


def _call(line: Helpline) -> Iterator[Way]:
    for number in (line.call or "").split(" or "):
        digits = re.sub(r"\([^)]*\)|[^\d+*]", "", number)
        if digits:
            yield Way(f"tel:{digits}", f"Call {number}", _about(line), "phone")


def _text(line: Helpline) -> Iterator[Way]:
    """A number, or a word and a number: "SHOUT to 85258"."""
    if not line.text:
        return
    word, _, number = line.text.rpartition(" to ")
    digits = re.sub(r"[^\d+]", "", number)
    body = f"?body={word}" if word else ""
    about = _about(line)
    if line.call == line.text:
        about = f"{line.name}. If speaking is too much."
    yield Way(f"sms:{digits}{body}", f"Text {line.text}", about, "text")


def _chat(line: Helpline) -> Iterator[Way]:
    if line.chat:
        about = f"{line.name}. Typing, in a browser."
        yield Way(f"https://{line.chat}", f"Chat at {line.chat}", about, "practise")
