"""Where a server is open, for tests: the rules that hold follow from it."""

from overture.safety.places import chosen, strictest


def open_in(settings, *places: str) -> None:
    """Let the rules of these places hold; with none named, those of every place."""
    settings.OVERTURE_RULES = strictest(chosen(places))
