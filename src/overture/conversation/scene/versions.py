"""After going back: the line that was taken back beside the one that took its place."""

from collections.abc import Callable
from dataclasses import dataclass

from overture.conversation.scene.exchanges import Exchanges
from overture.conversation.scene.habits import asks
from overture.conversation.scene.quoting import ended_off, quoted, scene_words
from overture.conversation.scene.state import Exchange, SceneState
from overture.conversation.scene.weight import puts_self_down

MUCH_SHORTER = 2


@dataclass(frozen=True)
class Version:
    """One way the same moment went: the member's own line and what came of it."""

    label: str
    own: str
    effect: str


@dataclass(frozen=True)
class Compared:
    """Both versions of a moment gone back to, and what differs between them in a sentence."""

    versions: tuple[Version, ...] = ()
    difference: str = ""


def compared(state: SceneState) -> Compared:
    """The two versions of the last moment gone back to; empty without one."""
    for lost in reversed(state.abandoned):
        second = _first_in_words(state.exchanges[lost.after :])
        first = _first_in_words(lost.exchanges)
        if first and second and first[0].text.strip() != second[0].text.strip():
            both = (_version("First", first), _version("Second", second[:1]))
            return Compared(both, _difference(first[0], second[0]))
    return Compared()


def _first_in_words(exchanges: Exchanges) -> Exchanges:
    """The exchanges from the first turn in words on."""
    at = next((at for at, e in enumerate(exchanges) if e.kind == "words" and e.text), None)
    return () if at is None else exchanges[at:]


def _version(label: str, exchanges: Exchanges) -> Version:
    effect = ended_off(_came_of(exchanges[0]))
    rude = next((e for e in exchanges[1:] if e.act == "rude"), None)
    if rude and rude.said:
        effect += f" Then you wrote “{quoted(rude.text)}”, and got: {_came_of(rude)}"
    return Version(label, quoted(exchanges[0].text), effect)


def _came_of(exchange: Exchange) -> str:
    return scene_words(exchange.said[0]) if exchange.said else ""


_SHOWS: tuple[tuple[Callable[[Exchange], bool], str], ...] = (
    (lambda e: e.act == "rude", "was read as rude"),
    (lambda e: "asked" in e.noticed, "said what you came for"),
    (lambda e: "took_back" in e.noticed, "took the question back"),
    (lambda e: bool(e.took or e.came_back), "picked up what had been said"),
    (lambda e: puts_self_down(e.text), "had something against yourself in it"),
    (lambda e: e.job, "answered what was asked"),
    (asks, "asked something"),
    (lambda e: "apology" in e.acts, "said sorry"),
    (lambda e: "self_disclosure" in e.acts, "had something of your own in it"),
)
"""What one line may show and the other not, what changes most first."""


def _difference(first: Exchange, second: Exchange) -> str:
    """What one of two lines had and the other had not; what it led to, if only that differs."""
    for shows, words in _SHOWS:
        if shows(first) != shows(second):
            one, other = ("first", "second") if shows(first) else ("second", "first")
            verb = "was" if words.startswith("was ") else "did"
            return f"The {one} line {words}. The {other} {verb} not."
    counts = f"{first.words} words and {second.words}"
    if max(first.words, second.words) >= MUCH_SHORTER * min(first.words, second.words):
        return f"The lines differ in length: {counts}."
    same = _came_of(first) == _came_of(second)
    return "Both lines led to the same answer." if same else "Only the words differ."
