"""What a member typed, made readable: tags and sign-offs off, sentences found, words counted."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

READ_HEAD, READ_TAIL = 1_200, 1_800
"""Characters read at either end of a long turn: more at the end, where points are made."""

_TAG = re.compile(
    r"<(?:script|style)\b[^>]{0,300}>.*?</(?:script|style)\s*>|</?[a-z!][^<>]{0,300}>",
    re.IGNORECASE | re.DOTALL,
)
_APOSTROPHES = re.compile(r"['’‘`´]")
_TOKEN = re.compile(r"[^\W_]+(?:[.,:][0-9]+)*|[?!…]+|\.{2,}|[:;]-?[()pPdD]|[^\s,;:\"“”()]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Turn:
    """A member turn prepared for reading. `text` is the part that is read, as typed."""

    text: str
    words: int

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences, or lines, of the text."""
        return tuple(part.strip() for part in _SENTENCE_END.split(self.text) if part.strip())

    @cached_property
    def plain(self) -> str:
        """The text as lower-case words with one space around each, for matching phrases."""
        return plain(self.text)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words of `plain`."""
        return tuple(self.plain.split())

    @property
    def legible(self) -> float:
        """Share, 0-1, of the letters that are of the Latin alphabet; 0 without any letter."""
        letters = [character for character in self.text if character.isalpha()]
        latin = sum(character < "\u0250" for character in letters)
        return latin / len(letters) if letters else 0.0


def prepare(text: str, sign_offs: tuple[str, ...] = ()) -> Turn:
    """The turn to be read: cut in the middle if long, without tags, control marks and sign-off."""
    words = len(text.split()) if len(text) < 20_000 else text.count(" ") + 1
    shown = _TAG.sub(" ", _window(text))
    shown = "".join(map(_printable, shown)).strip()
    return Turn(_without_sign_off(shown, sign_offs), words)


def plain(text: str) -> str:
    """Lower-case words and end marks, each with a space on both sides; apostrophes dropped."""
    flat = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).lower()
    return f" {' '.join(_TOKEN.findall(flat))} "


def words_of(text: str) -> list[re.Match[str]]:
    """The words of a text with their places in it."""
    return list(_WORD.finditer(text))


def _window(text: str) -> str:
    if len(text) <= READ_HEAD + READ_TAIL:
        return text
    return f"{text[:READ_HEAD]}\n{text[-READ_TAIL:]}"


def _printable(character: str) -> str:
    if character in "\n\t":
        return character
    category = unicodedata.category(character)
    return " " if category in {"Cc", "Cs", "Co", "Cn"} or character == "\ufffd" else character


def _without_sign_off(text: str, sign_offs: tuple[str, ...]) -> str:
    """Drop a closing such as "Regards, Gordon." when something stands before it."""
    if not sign_offs:
        return text
    closing = "|".join(map(re.escape, sorted(sign_offs, key=len, reverse=True)))
    pattern = rf"(?<=[.!?…\n])\s*(?:{closing})\s*,\s*[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?\.?\s*$"
    return re.sub(pattern, "", text, flags=re.IGNORECASE)
