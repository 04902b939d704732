"""A browser in a few words that its owner knows it by, and that fit a million others."""

from collections.abc import Iterable

BROWSERS = (
    *(("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet")),
    *(("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome")),
    *(("Chrome", "Chrome"), ("Chromium", "Chromium"), ("Safari", "Safari")),
)
SYSTEMS = (
    *(("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android")),
    *(("CrOS", "a Chromebook"), ("Windows", "Windows"), ("Macintosh", "a Mac")),
    ("Linux", "Linux"),
)


def in_words(agent: str) -> str:
    """What a browser says of itself, shortened to “Firefox on Android”. Nothing else is kept."""
    browser = _first(agent, BROWSERS) or "A browser"
    system = _first(agent, SYSTEMS)
    return f"{browser} on {system}" if system else browser


def _first(agent: str, named: Iterable[tuple[str, str]]) -> str:
    return next((words for mark, words in named if mark in agent), "")
