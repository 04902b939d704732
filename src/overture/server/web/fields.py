"""What may be tapped and typed on any page; too long, not text or off the scale is said plainly."""

from typing import Any

from django import forms

from overture.server.web.own_words import is_text
from overture.server.web.words import number_with_commas

NOT_TEXT = "Some of that isn’t text that can be kept here. Please type it in words."
OFF_SCALE = "That isn’t one of the answers here. Tap one, or leave it."
SHORT, SENTENCE, LINE, NOTE = 60, 300, 200, 4000


class Rating(forms.TypedChoiceField):
    """A tap from 0 to 10, or None if it was left."""

    def __init__(self) -> None:
        super().__init__(
            choices=[(n, n) for n in range(11)],
            coerce=int,
            empty_value=None,
            required=False,
            error_messages={"invalid_choice": OFF_SCALE},
        )


class Tap(forms.ChoiceField):
    """One of a few answers, or empty."""

    def __init__(self, *values: str) -> None:
        super().__init__(
            choices=[(value, value) for value in values],
            required=False,
            error_messages={"invalid_choice": OFF_SCALE},
        )


class Words(forms.CharField):
    """Somebody's own words: any script, any emoji, no control characters, at most `limit` long."""

    default_validators: list[Any] = []  # noqa: RUF012 - our own message says it better

    def __init__(self, limit: int, *, needed: str = "") -> None:
        super().__init__(required=bool(needed), error_messages={"required": needed})
        self.limit = limit

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        """The words with line ends made alike. Raises ValidationError with the fix in its words."""
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n").strip()
        if not is_text(text):
            raise forms.ValidationError(NOT_TEXT)
        if len(text) > self.limit:
            over = number_with_commas(len(text) - self.limit)
            message = (
                f"That is {over} characters longer than fits here "
                f"({number_with_commas(self.limit)}). Your words are below, as you typed them."
            )
            raise forms.ValidationError(message)
        return text


def tapped(form: forms.Form, name: str) -> int | None:
    """What was tapped in a row that is shown again after an error elsewhere on the page."""
    value = form.data.get(name, "")
    return int(value) if value in {str(n) for n in range(11)} else None


def typed(form: forms.Form, name: str) -> str:
    """What was typed, as typed, to be shown again."""
    return str(form.data.get(name, ""))


def problem(form: forms.Form, name: str) -> str:
    """What is wrong with one field, in one sentence; empty if nothing is."""
    found = form.errors.get(name)
    return str(found[0]) if found else ""


def problems(form: forms.Form) -> dict[str, str]:
    """What is wrong, by field."""
    return {name: problem(form, name) for name in form.errors}
