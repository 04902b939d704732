"""What took place, for an attempt that went otherwise than hoped or was cut short: plain words."""

from collections.abc import Iterator, Sequence

from overture.conversation.scene import literal
from overture.conversation.scene.exchanges import line_before
from overture.conversation.scene.looking import Look, Remark
from overture.conversation.scene.quoting import effect_words, quoted, told, unstopped

SHOWN = 2


def what_happened(look: Look) -> tuple[Remark, ...]:
    """The sentences for this kind of attempt; none for one that went its way."""
    if look.kind == "looked":
        return ()
    if look.kind == "frozen":
        return (_frozen(look), *_to_go_on(look), *_left(look), *_unsaid(look))
    if look.kind == "rude":
        return tuple(_line_drawn(look))
    unsaid = look.measures.ask.due and not look.measures.ask.made
    return (*_left(look), *(_unsaid(look) if unsaid else ()))


def _frozen(look: Look) -> Remark:
    if look.literal:
        return Remark("frozen", literal.frozen(look), lack=True)
    return Remark("frozen", look.scene.debrief_always.frozen, lack=True)


def _to_go_on(look: Look) -> Iterator[Remark]:
    """What the partner had to go on: each short line with its answer."""
    said = [e for e in look.state.exchanges if e.kind == "words" and e.text and e.said]
    for exchange in said[:SHOWN]:
        line = f"You wrote “{unstopped(exchange.text)}”."
        yield Remark("frozen", f"{line} Then: {effect_words(exchange.said[0])}")


def _left(look: Look) -> Iterator[Remark]:
    """That the member went before the scene was through, and what stood there then."""
    left = look.measures.left
    if left is None:
        return
    said = line_before(look.state.exchanges, left.at)
    last = f" {said.by or look.name} had just said: “{quoted(said.text)}”" if said.text else ""
    if look.kind == "frozen":
        return
    if look.measures.exit == "stop":
        yield Remark("left", f"{_stopped(look)}{last}", lack=True)
    else:
        bye = f"You said goodbye before the scene was through: “{unstopped(left.own)}”."
        yield Remark("left", f"{bye} That is allowed anywhere.{last}", lack=True)


def _stopped(look: Look) -> str:
    if look.literal:
        return "You pressed Stop before the scene was over. That is allowed."
    return "You stopped when you wanted to. That is one way of ending it."


def _unsaid(look: Look) -> Iterator[Remark]:
    """That the partner did not find out what the member came for, if there was any line at all."""
    entry = look.entry("ask_made")
    said = [e.text for e in look.state.exchanges if e.kind == "words" and e.text]
    if entry is None or not said:
        return
    words = told(entry.say_if_not, own=unstopped(said[-1]))
    yield Remark("ask_made", literal.last_line(said[-1]) if look.literal else words, lack=True)


def _line_drawn(look: Look) -> Iterator[Remark]:
    entry, first = look.entry("rudeness"), look.measures.rude[0]
    if entry is None:
        return
    hers = quoted(first.effect.shown)
    drawn = told(
        entry.say_if_true, own=unstopped(first.own), hers=hers, who=first.effect.by or look.name
    )
    yield Remark("rudeness", literal.rude(look, first) if look.literal else drawn, lack=True)
    if entry.and_if_shorter and _shorter_after(look, first.at) and not look.literal:
        yield Remark("rudeness", entry.and_if_shorter)
    if len(look.measures.rude) > 1 and look.state.ended:
        yield Remark("rudeness", "The second time ended it.")


def _shorter_after(look: Look, at: int) -> bool:
    def mean(lines: Sequence[int]) -> float:
        return sum(lines) / len(lines) if lines else 0.0

    lengths = [[len(line.text.split()) for line in e.said] for e in look.state.exchanges]
    before = mean([words for said in lengths[:at] for words in said])
    after = mean([words for said in lengths[at + 1 :] for words in said])
    return 0.0 < after < before
