"""After going back: the line that was taken back beside the one that took its place."""

from dataclasses import dataclass

from overture.conversation.scene.exchanges import Exchanges
from overture.conversation.scene.quoting import ended_off, quoted, scene_words
from overture.conversation.scene.state import Exchange, SceneState


@dataclass(frozen=True)
class Version:
    """One way the same moment went: the member's own line and what came of it."""

    label: str
    own: str
    effect: str


def versions(state: SceneState) -> tuple[Version, ...]:
    """The first and the second version of the last moment gone back to; empty without one."""
    for lost in reversed(state.abandoned):
        second = _first_in_words(state.exchanges[lost.after :])
        first = _first_in_words(lost.exchanges)
        if first and second and first[0].text.strip() != second[0].text.strip():
            return _version("First", first), _version("Second", second[:1])
    return ()


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
