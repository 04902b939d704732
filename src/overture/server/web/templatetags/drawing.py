"""Template tags that draw: icons, the mark, discs, rating rows. All are small inline SVG."""

import re
from collections.abc import Mapping

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from overture.conversation.talk import typeset
from overture.exercises.faces import READINGS, face

register = template.Library()

ICONS: Mapping[str, str] = {
    "help": '<circle cx="12" cy="12" r="8.7"/><circle cx="12" cy="12" r="3.6"/><path d="m5.9 5.9 3.5 3.5m5.2 5.2 3.5 3.5m0-12.2-3.5 3.5m-5.2 5.2-3.5 3.5"/>',
    "next": '<path d="m9.5 5.5 6.5 6.5-6.5 6.5"/>',
    "back": '<path d="m14.5 5.5-6.5 6.5 6.5 6.5"/>',
    "people": '<circle cx="9" cy="8" r="3.4"/><path d="M2.8 19.5a6.2 6.2 0 0 1 12.4 0"/><path d="M15.8 5.2a3 3 0 0 1 0 5.7M17.4 14.1a5.6 5.6 0 0 1 3.8 5.4"/>',
    "practise": '<path d="M4.5 4.5h9.6a1.4 1.4 0 0 1 1.4 1.4v5.6a1.4 1.4 0 0 1-1.4 1.4H8.6l-3.4 2.8v-2.8h-.7a1.4 1.4 0 0 1-1.4-1.4V5.9a1.4 1.4 0 0 1 1.4-1.4Z"/><path d="M18.6 9.2h.9a1.4 1.4 0 0 1 1.4 1.4v5.2a1.4 1.4 0 0 1-1.4 1.4h-.6v2.6l-3.2-2.6h-3.9a1.4 1.4 0 0 1-1.3-.9"/>',
    "info": '<circle cx="12" cy="12" r="8.7"/><path d="M12 11v5M12 7.8v.1"/>',
    "phone": '<path d="M6.2 3.8h2.6l1.7 4.3-2 1.5a11.5 11.5 0 0 0 5.9 5.9l1.5-2 4.3 1.7v2.6a2.2 2.2 0 0 1-2.4 2.2A16 16 0 0 1 4 6.2a2.2 2.2 0 0 1 2.2-2.4Z"/>',
    "text": '<path d="M5 4.8h14a1.7 1.7 0 0 1 1.7 1.7v8.6a1.7 1.7 0 0 1-1.7 1.7h-7l-4.6 3.6v-3.6H5a1.7 1.7 0 0 1-1.7-1.7V6.5A1.7 1.7 0 0 1 5 4.8Z"/>',
    "record": '<path d="M5.8 5.9C10.5 7.4 15 10.6 20.5 11.6" stroke-dasharray="2.6 2.6"/><path d="M5.8 18.2c4.7-.6 9.2-3 14.7-4"/><circle cx="4.3" cy="5.4" r="1.7"/><circle cx="4.3" cy="18.4" r="1.7" fill="currentColor"/>',
    "today": '<path d="M3.5 20.5h17M6.5 20.5V10a5.5 5.5 0 0 1 11 0v10.5"/><path d="M12 20.5V8.2l-3-1.4"/>',
    "steps": '<path d="M3 20h4.6v-4.6h4.8v-4.6h4.8V6.2H21"/>',
    "bin": '<path d="M4.5 6.5h15M9.5 6.5V4h5v2.5M6.5 6.5 7.5 20h9l1-13.5"/>',
    "add": '<path d="M12 5v14M5 12h14"/>',
    "send": '<path d="M12 19V5.5M6 11.5l6-6 6 6"/>',
    "think": '<path d="m5 19 .8-3.8L16 5l3 3L8.8 18.2zM13.8 7.2l3 3"/>',
    "hint": '<path d="M9.2 17.5h5.6M10 20.5h4M12 3.5a6 6 0 0 0-3.4 10.9c.6.5.9 1.1.9 1.8h5c0-.7.3-1.3.9-1.8A6 6 0 0 0 12 3.5Z"/>',
    "pause": '<path d="M9 6v12M15 6v12"/>',
    "rewind": '<path d="M11 6.5 4.5 12l6.5 5.5zM19.5 6.5 13 12l6.5 5.5z"/>',
    "offline": '<path d="M4 4l16 16M8.5 15.5a5 5 0 0 1 7 0M5.2 12.2a9.7 9.7 0 0 1 4-2.5M13.5 9.3a9.7 9.7 0 0 1 5.3 2.9M12 19v.1"/>',
    "home": '<path d="M4 11.5 12 4.5l8 7M6.5 9.8V20h11V9.8"/>',
    "breath": '<path d="M3.5 9h10.2a2.7 2.7 0 1 0-2.6-3.5M3.5 13h14.2a2.8 2.8 0 1 1-2.7 3.6M3.5 17h7"/>',
    "download": '<path d="M12 4v11.5M7 11l5 5 5-5M4.5 20h15"/>',
    "slower": '<circle cx="12" cy="12" r="8.7"/><path d="M12 7v5.2l3.3 2"/>',
    "lesson": '<path d="M4 6.5h16M4 12h16M4 17.5h10"/>',
    "private": '<rect x="5" y="10.5" width="14" height="9.5" rx="2.2"/><path d="M8.2 10.5V8a3.8 3.8 0 0 1 7.6 0v2.5"/>',
    "eye": '<path d="M2.8 12S6 5.8 12 5.8 21.2 12 21.2 12 18 18.2 12 18.2 2.8 12 2.8 12Z"/><circle cx="12" cy="12" r="2.8"/>',
    "celebrate": '<path d="M3.5 18.5h17M7.2 18.5a4.8 4.8 0 0 1 9.6 0M12 6v3.4M4.8 9.6l2.4 2.4M19.2 9.6 16.8 12"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4"/>',
    "settings": '<circle cx="12" cy="12" r="3"/><path d="M12 3.5v2.3M12 18.2v2.3M3.5 12h2.3M18.2 12h2.3M6 6l1.6 1.6M16.4 16.4 18 18M18 6l-1.6 1.6M7.6 16.4 6 18"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
}

_DISCS: Mapping[str, str] = {
    "planned": '<circle cx="14" cy="14" r="11" fill="none" stroke="var(--dusk)" stroke-width="2.5" stroke-dasharray="4.2 3.4"/>',
    "started": '<circle cx="14" cy="14" r="11" fill="none" stroke="currentColor" stroke-width="2.5"/><path d="M14 3a11 11 0 0 0 0 22z" fill="currentColor"/>',
    "done": '<circle cx="14" cy="14" r="12.2" fill="currentColor"/><path d="m8.6 14.5 3.8 3.8 7.2-7.8" fill="none" stroke="var(--surface)" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/>',
    "resting": '<circle cx="14" cy="14" r="11" fill="none" stroke="var(--control)" stroke-width="2"/><path d="M9 14h10" stroke="var(--control)" stroke-width="2" stroke-linecap="round"/>',
    "nothing": '<circle cx="14" cy="14" r="3" fill="var(--control)"/>',
}

_MARK = (
    '<path class="m-light" d="M26 44.2 16.9 8.1A19 19 0 0 1 26 7Z"/>'
    '<path fill="none" stroke="currentColor" stroke-width="4" stroke-linejoin="round" '
    'd="M23.4 9A16.5 16.5 0 0 0 23.4 42Z" transform="rotate(-14 25.4 44)"/>'
    '<path fill="currentColor" d="M26.8 7A18.5 18.5 0 0 1 26.8 44Z"/>'
)


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon, hidden from assistive technology; `size` "s" is the small one."""
    small = " icon--s" if size == "s" else ""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        small,
        mark_safe(ICONS[name]),  # noqa: S308 - our own drawings
    )


@register.simple_tag
def mark(css_class: str = "mark") -> SafeString:
    """The O that opens."""
    return format_html(
        '<svg class="{}" viewBox="-1.2 2 48 48" aria-hidden="true">{}</svg>',
        css_class,
        mark_safe(_MARK),  # noqa: S308
    )


@register.simple_tag
def disc(state: str, label: str = "") -> SafeString:
    """Planned is hollow, started half, done solid. With a label it is read aloud."""
    name = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="disc" viewBox="0 0 28 28" {}>{}</svg>',
        mark_safe(name),  # noqa: S308
        mark_safe(_DISCS[state]),  # noqa: S308
    )


@register.simple_tag
def partner_face(reading: str, hair: str, ident: str, label: str = "") -> SafeString:
    """A partner's face. The label describes features, never the answer."""
    drawn = face(READINGS.get(reading, READINGS["at ease"]), hair=hair, label=label, ident=ident)
    return mark_safe(drawn)  # noqa: S308 - the drawing escapes its label


@register.inclusion_tag("parts/hairpin.html")
def hairpin(
    name: str, legend: str, low: str, high: str, chosen: int | None = None
) -> dict[str, object]:
    """Eleven radio buttons that grow, 0 to 10. Nothing is chosen unless the member chose it."""
    return {
        "name": name,
        "legend": legend,
        "low": low,
        "high": high,
        "chosen": chosen,
        "numbers": range(11),
    }


@register.inclusion_tag("parts/ten.html")
def ten(name: str, chosen: int | None = None) -> dict[str, object]:
    """Ten circles: how many times in ten."""
    return {"name": name, "chosen": chosen, "numbers": range(11)}


_QUOTED = re.compile(r"“([^”]*)”")
_STRAIGHT = re.compile(r'"([^"]*)"')


register.filter("typeset", typeset)


@register.filter
def in_print(text: str) -> str:
    """Apostrophes and what people say as they are shown; files may write both straight."""
    return typeset(_STRAIGHT.sub(r"“\1”", text))


@register.filter
def own_words(text: str) -> SafeString:
    """A reply in which the member's own quoted words are set in the serif of people's words."""
    escaped = conditional_escape(typeset(text))
    return mark_safe(_QUOTED.sub(r'<q class="own">\1</q>', escaped))  # noqa: S308 - escaped above
