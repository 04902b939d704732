"""What a text must hold before an expression can match it at all.

There are some seven hundred expressions, and each matches hardly any text. From every expression
the beginnings of words are taken of which one at least stands in all that it matches ("wake",
"waking", "woken" give "wak" and "wok"). A clause then tries only the expressions whose beginnings
it holds.
"""

import re
from collections.abc import Iterable, Iterator

REACH = 3
"""Letters of a word that are compared."""

_PIECE = re.compile(
    r"(?P<look>\(\?<?[=!])|(?P<open>\((?:\?:)?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<edge>\\b|\^)|(?P<set>\[)"
    r"|(?P<count>[?*]|\{\d*,?\d*\}|\+)|(?P<space> )|(?P<letter>[a-z0-9])|(?P<other>\\.|.)"
)
_SAYS_LITTLE = """
    i im id ill ive it its if in is a an and as at am are be but by can cant do don did for go goi
    ha hav he her him his how just me my mys no not now of on one or out she so tha the thi they to
    too up us was we wer wha whe who why wil wis wit wou you your mak tak get got all any mor eve
    wan lik
"""
_COMMON = frozenset(_SAYS_LITTLE.split())

Choice = frozenset[str]
"""Beginnings of words, one of which must be there."""


def beginnings(words: Iterable[str]) -> set[str]:
    """All beginnings of the words of a text, up to REACH letters."""
    return {word[:length] for word in set(words) for length in range(1, REACH + 1)}


def needed(expression: str) -> Choice | None:
    """Beginnings of which each match of `expression` holds one, or None if none can be named.

    Reads the expressions of this package, not every one that Python knows.
    """
    return _Reader(expression).alternatives(at_edge=False)[0]


class _Reader:
    """One pass over an expression; `at_edge` says that a word may begin here."""

    def __init__(self, expression: str) -> None:
        self._pieces = list(_pieces(expression))
        self._at = 0

    def alternatives(self, *, at_edge: bool) -> tuple[Choice | None, bool]:
        """The union of all branches up to the closing bracket, and whether a word may follow."""
        branches = [self._branch(at_edge=at_edge)]
        while self._kind() == "bar":
            self._at += 1
            branches.append(self._branch(at_edge=at_edge))
        choices = [choice for choice, _ in branches]
        known = [choice for choice in choices if choice is not None]
        union = frozenset().union(*known) if len(known) == len(choices) else None
        return union, all(edge for _, edge in branches)

    def _branch(self, *, at_edge: bool) -> tuple[Choice | None, bool]:
        found: list[Choice] = []
        run = ""
        edge = at_edge
        while (kind := self._kind()) not in {"end", "bar", "close"}:
            if kind == "letter":
                run += self._letter() if (edge or run) else self._skip()
                edge = False
                continue
            if kind == "count":
                run = run[:-1] if self._pieces[self._at][1] != "+" else run
                self._at += 1
            found, run = _with(found, run), ""
            if kind != "count":
                edge = self._other(kind, found, edge=edge)
        return _best(_with(found, run)), edge

    def _other(self, kind: str, found: list[Choice], *, edge: bool) -> bool:
        """Read what is no letter; returns whether a word may begin after it."""
        self._at += 1
        if kind == "open":
            return self._group(found, edge=edge)
        if kind == "look":
            self.alternatives(at_edge=False)
            self._at += 1
            return edge
        optional = self._optional()
        return kind == "edge" or (kind == "space" and (edge or not optional))

    def _group(self, found: list[Choice], *, edge: bool) -> bool:
        choice, ends_at_edge = self.alternatives(at_edge=edge)
        self._at += 1
        if self._optional():
            return edge and ends_at_edge
        if choice is not None:
            found.append(choice)
        return ends_at_edge

    def _optional(self) -> bool:
        """Whether a count that allows none follows; any count is read past."""
        if self._kind() != "count":
            return False
        self._at += 1
        return self._pieces[self._at - 1][1] != "+"

    def _letter(self) -> str:
        self._at += 1
        return self._pieces[self._at - 1][1]

    def _skip(self) -> str:
        self._at += 1
        return ""

    def _kind(self) -> str:
        return self._pieces[self._at][0] if self._at < len(self._pieces) else "end"


def _pieces(expression: str) -> Iterator[tuple[str, str]]:
    at = 0
    while found := _PIECE.match(expression, at):
        kind, at = str(found.lastgroup), found.end()
        if kind == "set":
            at = expression.index("]", at) + 1
        yield kind, found.group(0)


def _with(found: list[Choice], run: str) -> list[Choice]:
    return [*found, frozenset({run[:REACH]})] if run else found


def _best(found: list[Choice]) -> Choice | None:
    """The choice that the fewest texts fulfil: without common words first, then the shortest."""
    return min(found, key=lambda choice: (len(choice & _COMMON), len(choice)), default=None)
