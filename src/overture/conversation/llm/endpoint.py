"""Where a model runs, and how long and how much it may be asked for."""

from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


class UnusableEndpointError(ValueError):
    """An endpoint cannot be used as it was given; the message says why and what to do."""


@dataclass(frozen=True)
class Budget:
    """What one reply may cost. Past any of it, the words that people wrote are said instead.

    Attributes:
        connect: seconds until the host answers at all.
        first: seconds from the request to the first token.
        silence: seconds between two pieces of a reply that has begun.
        total: seconds for the whole reply, tries included.
        tokens: tokens that the model may write.
        tries: how often a request is sent while nothing has come back.
    """

    connect: float = 3.0
    first: float = 9.0
    silence: float = 4.0
    total: float = 15.0
    tokens: int = 120
    tries: int = 2

    @classmethod
    def within(cls, seconds: float) -> "Budget":
        """A budget for a whole reply of so many seconds; more than half may go before it begins."""
        return cls(
            connect=min(3.0, seconds / 3),
            first=seconds * 0.6,
            silence=max(2.0, seconds / 4),
            total=seconds,
        )


@dataclass(frozen=True)
class Endpoint:
    """A model behind an address that speaks the OpenAI chat protocol.

    `model` is the name with its version, as the server that runs it knows it: it is pinned there
    and kept with every reply. The key is never shown.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    budget: Budget = field(default_factory=Budget)

    @classmethod
    def of(cls, url: str, model: str, key: str = "", budget: Budget | None = None) -> "Endpoint":
        """The endpoint at an address as an operator writes it.

        Raises UnusableEndpointError for an address that is none, or one that carries a password.
        """
        parts = _parts(url)
        if not model.strip():
            raise UnusableEndpointError(
                "Name the model too, with its version, such as llama3.2:3b."
            )
        if not (key.strip().isascii() and key.strip().isprintable()):
            raise UnusableEndpointError("The key of the model must be one line of plain signs.")
        path = parts.path.rstrip("/") or "/v1"
        address = f"{parts.scheme}://{parts.netloc}{path}"
        return cls(address, model.strip(), key.strip(), budget or Budget())

    @property
    def host(self) -> str:
        """The machine that words go to, as members read it: its name and its port."""
        return urlsplit(self.url).netloc

    @property
    def is_local(self) -> bool:
        """Whether the model runs on this very machine, so that no word leaves it."""
        return urlsplit(self.url).hostname in LOCAL

    @property
    def is_encrypted(self) -> bool:
        """Whether words are sealed on their way."""
        return self.url.startswith("https://")


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise UnusableEndpointError(
            f"{url!r} is not the address of a model. It looks like http://127.0.0.1:11434/v1."
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise UnusableEndpointError(
            "The address of the model must hold no name, password or question mark. "
            "A key has a setting of its own."
        )
    return parts
