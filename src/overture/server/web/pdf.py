"""One sheet of paper as a PDF: words in the fonts that every reader has, nothing embedded.

Those fonts hold the letters of western Europe alone. Others become a question mark, and the sheet
says so; the page itself prints every script.
"""

import io
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import pydyf

WIDTH, HEIGHT, MARGIN = 595, 842, 48
LETTERS: Final = 92
"""So many fit on a line of ten points."""
LOST: Final = "Letters that this file cannot hold stand as question marks. Print the page instead."
FOOT: Final = (
    "A pattern to talk about, not a risk score. Overture does not monitor anyone around the clock."
)


class Line(NamedTuple):
    """One line: its words, its size in points, and whether it is bold."""

    words: str
    size: int = 10
    bold: bool = False


def sheet(title: str, since: str, parts: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """One page with a title and parts. What does not fit on one side is left to the page."""
    lines = [Line(title, 18, bold=True), Line(since), Line("")]
    for heading, said in parts:
        lines += [Line(heading, 12, bold=True), *_wrapped(said), Line("", 6)]
    every = " ".join(line.words for line in lines)
    foot = [FOOT] if _fits(every) else [FOOT, LOST]
    return _written(lines, foot)


def _wrapped(said: Sequence[str]) -> Iterator[Line]:
    for one in said:
        for place, words in enumerate(textwrap.wrap(one, LETTERS) or [""]):
            yield Line(words if place == 0 else f"   {words}")


def _written(lines: Sequence[Line], foot: Sequence[str]) -> bytes:
    made, page = pydyf.PDF(), pydyf.Stream()
    fonts = {name: _font(made, name) for name in ("Helvetica", "Helvetica-Bold")}
    y = HEIGHT - MARGIN
    for line in lines:
        y -= round(line.size * 1.4)
        if y < MARGIN + 30:
            _put(page, Line("More on the page."), MARGIN + 24)
            break
        _put(page, line, y)
    for place, words in enumerate(reversed(foot)):
        _put(page, Line(words, 8), MARGIN - 12 + 11 * place)
    made.add_object(page)
    used = pydyf.Dictionary({"F1": fonts["Helvetica"], "F2": fonts["Helvetica-Bold"]})
    made.add_page(
        pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": made.pages.reference,
                "Contents": page.reference,
                "MediaBox": pydyf.Array([0, 0, WIDTH, HEIGHT]),
                "Resources": pydyf.Dictionary({"Font": used}),
            }
        )
    )
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def _font(made: pydyf.PDF, name: str) -> bytes:
    font = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type1",
            "BaseFont": f"/{name}",
            "Encoding": "/WinAnsiEncoding",
        }
    )
    made.add_object(font)
    return bytes(font.reference)


def _put(page: pydyf.Stream, line: Line, y: int) -> None:
    page.begin_text()
    page.set_font_size("F2" if line.bold else "F1", line.size)
    page.set_text_matrix(1, 0, 0, 1, MARGIN, y)
    page.show_text_string(line.words.encode("cp1252", "replace"))
    page.end_text()


def _fits(words: str) -> bool:
    try:
        words.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
