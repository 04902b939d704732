"""One sheet as a file that a reader can open, with the words that were on the page."""

import re

from overture.server.web import pdf


def words_of(made: bytes) -> list[str]:
    """Every text that is shown, as a reader decodes it."""
    shown = re.findall(rb"\(((?:[^()\\]|\\.)*)\) Tj", made)
    return [re.sub(rb"\\(.)", rb"\1", one).decode("cp1252") for one in shown]


def sheet(*said):
    return pdf.sheet("Remi K.", "Since 14 May", [("What changed", said)])


def test_it_is_a_pdf_of_one_page_with_a_table_of_its_objects():
    made = sheet("Two moments with people.")
    assert made.startswith(b"%PDF-")
    assert made.rstrip().endswith(b"%%EOF")
    assert made.count(b"/Type /Page\n") + made.count(b"/Type /Page ") <= 1
    begins = int(re.search(rb"startxref\s+(\d+)", made).group(1))
    assert made[begins:].startswith(b"xref")


def test_its_words_are_those_of_the_page():
    assert {"Remi K.", "What changed", "Said “no” (twice) – it’s fine"} <= set(
        words_of(sheet("Said “no” (twice) – it’s fine"))
    )


def test_what_the_fonts_cannot_hold_is_said_to_be_missing():
    assert pdf.LOST in words_of(sheet("Здравствуйте"))
    assert pdf.LOST not in words_of(sheet("Grüß Gott"))


def test_what_does_not_fit_on_one_side_is_left_to_the_page():
    shown = words_of(sheet(*[f"Moment {n}" for n in range(90)]))
    assert "More on the page." in shown
    assert "Moment 89" not in shown
