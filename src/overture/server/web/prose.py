"""Authored Markdown as HTML: headings, paragraphs, lists, emphasis, links, tables; no more."""

from functools import cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token


@cache
def _reader() -> MarkdownIt:
    """Raw HTML is shown as text, and there are no pictures, so a page can fetch nothing."""
    reader = MarkdownIt("commonmark", {"html": False, "typographer": False})
    return reader.enable("table").disable(["image", "html_inline", "html_block"])


@cache
def prose(text: str) -> SafeString:
    """The HTML of an authored text. Links elsewhere tell the other side nothing."""
    reader = _reader()
    tokens = reader.parse(text)
    for token in tokens:
        for link in _links(token):
            link.attrSet("rel", "noopener nofollow noreferrer")
    html = reader.renderer.render(tokens, reader.options, {})
    return mark_safe(str(html))  # noqa: S308 - raw HTML was never let in


def _links(token: Token) -> list[Token]:
    return [child for child in token.children or () if child.type == "link_open"]
