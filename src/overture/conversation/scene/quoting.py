"""Quoting lines in a debrief: whole where they are short, marked where they are cut."""

import re
from collections.abc import Iterable

from overture.conversation.scene.state import PartnerLine

LONGEST_QUOTE = 140
_SLOT = re.compile(r"\{(\w+)\}")


def quoted(text: str) -> str:
    """A line as it stands between quotation marks: one line, cut at a word if it is long."""
    flat = " ".join(text.split())
    if len(flat) > LONGEST_QUOTE:
        flat = flat[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
    return flat.replace("“", "‘").replace("”", "’")


def unstopped(text: str) -> str:
    """A quoted line without its full stop, for the middle of a sentence."""
    shown = quoted(text)
    return shown[:-1] if shown.endswith(".") and not shown.endswith("..") else shown


def effect_words(line: PartnerLine) -> str:
    """What the partner did next, as a sentence or two of its own; named where several are there."""
    if line.text:
        return f"{line.by}: “{quoted(line.text)}”" if line.by else f"“{quoted(line.text)}”"
    return quoted(line.stage) if line.stage else ""


def scene_words(line: PartnerLine) -> str:
    """What the partner did next: what could be seen, then the words."""
    seen = quoted(line.stage)
    return f"{seen} {effect_words(line)}".strip() if line.text else seen


def told(template: str, **parts: str) -> str:
    """An authored sentence with its slots filled; an empty one fills to nothing."""
    words = _SLOT.sub(lambda slot: parts.get(slot.group(1), ""), template).strip()
    return f"{words[:-1].rstrip()}." if words.endswith(":") else words


def ended_off(words: str) -> str:
    """The words with a full stop if they have no end of their own."""
    return words if not words or words[-1] in ".!?…”" else f"{words}."


_NUMBER_WORDS = "no one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = tuple(_NUMBER_WORDS.split())


def number(count: int) -> str:
    """A count as a word, up to twelve."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count}"


def times(count: int) -> str:
    """How often: once, twice, three times."""
    return {1: "once", 2: "twice"}.get(count, f"{number(count)} times")


def several(count: int, one: str, more: str) -> str:
    """A count with its word: one line, two lines."""
    return f"{number(count)} {one if count == 1 else more}"


def listed(lines: Iterable[str]) -> str:
    """Lines quoted one after another."""
    return ", ".join(f"“{unstopped(line)}”" for line in lines)
