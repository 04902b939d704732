"""Small sentences that depend on the hour, the day and a count."""

from datetime import date

from overture.planning.words import number


def greeting(hour: int, name: str) -> str:
    """Good morning, afternoon or evening by the member's own clock; the name only if given."""
    if hour < 5 or hour >= 22:
        words = "Hello"
    elif hour < 12:
        words = "Good morning"
    else:
        words = "Good afternoon" if hour < 18 else "Good evening"
    return f"{words}, {name}" if name else words


def long_date(day: date) -> str:
    """Thursday 22 May."""
    return f"{day:%A} {day.day} {day:%B}"


def day_words(day: date, today: date) -> str:
    """A day as one would say it: today, tomorrow, a weekday within a week, or a date."""
    distance = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if distance in near:
        return near[distance]
    return f"{day:%A}" if abs(distance) < 7 else f"{day.day} {day:%B}"


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text to be used inside a sentence."""
    return text[:1].lower() + text[1:]


def counted(count: int, one: str, many: str) -> str:
    """ "one moment", "three moments", "no moments"."""
    return f"{number(count)} {one if count == 1 else many}"


def number_with_commas(count: int) -> str:
    """1,234."""
    return f"{count:,}"
