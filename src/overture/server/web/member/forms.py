"""What a member may tap and type: too long, not text, or off the scale is said plainly."""

import unicodedata
from typing import Any

from django import forms

from overture.server.web.words import number_with_commas

NOT_TEXT = "Some of that isn’t text that can be kept here. Please type it in words."
OFF_SCALE = "That isn’t one of the answers here. Tap one, or leave it."
NOT_A_DAY = "That isn’t one of the days here. Tap one, or leave it."
SHORT, SENTENCE, LINE, NOTE = 60, 300, 200, 4000
NOT_A_TIME = "That isn’t a time of day. Type it like 18:30, or leave it empty."
_KEPT_CONTROLS = frozenset("\n\t")


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
    """A member's own words: any script, any emoji, no control characters, at most `limit` long."""

    default_validators: list[Any] = []  # noqa: RUF012 - our own message says it better

    def __init__(self, limit: int, *, needed: str = "") -> None:
        super().__init__(required=bool(needed), error_messages={"required": needed})
        self.limit = limit

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        """The words with line ends made alike. Raises ValidationError with the fix in its words."""
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n").strip()
        if any(_is_not_text(character) for character in text):
            raise forms.ValidationError(NOT_TEXT)
        if len(text) > self.limit:
            over = number_with_commas(len(text) - self.limit)
            message = (
                f"That is {over} characters longer than fits here "
                f"({number_with_commas(self.limit)}). Your words are below, as you typed them."
            )
            raise forms.ValidationError(message)
        return text


def _is_not_text(character: str) -> bool:
    """Control characters, halves of characters, and the mark of bytes that are no text."""
    if character in _KEPT_CONTROLS:
        return False
    return unicodedata.category(character) in {"Cc", "Cs"} or character == "\ufffd"


class PredictForm(forms.Form):
    """Three taps before, with the feared event carried over, tapped, or typed."""

    anxiety = Rating()
    joy = Rating()
    fear = Rating()
    feared = forms.CharField(required=False, max_length=80)
    feared_words = Words(SENTENCE)


class OutcomeForm(forms.Form):
    """The same after, and whether the feared event happened."""

    anxiety = Rating()
    joy = Rating()
    happened = Tap("no", "partly", "yes")
    understood = Rating()
    note = Words(NOTE)
    reach = Tap("done", "started")


class AgainForm(forms.Form):
    """And if you did it again?"""

    anxiety = Rating()
    joy = Rating()
    fear = Rating()


class DayForm(forms.Form):
    """A day for a step, and when on it, both optional."""

    day = forms.DateField(required=False, error_messages={"invalid": NOT_A_DAY})
    when = Words(SHORT)


class OwnStepForm(DayForm):
    """A step in the member's own words."""

    title = Words(LINE, needed="Write a few words for the step first.")


class NoteForm(forms.Form):
    """Something for Cue to know, and the weekday on which it comes round, if it does."""

    words = Words(LINE, needed="Write a few words first.")
    weekday = Tap(*map(str, range(7)))


class AnchorForm(forms.Form):
    """A regular appointment: its words, its weekday, its rhythm, and a time if it has one."""

    title = Words(120, needed="Write a few words for it first.")
    weekday = Tap(*map(str, range(7)))
    every = Tap("week", "fortnight", "month")
    at = forms.TimeField(required=False, error_messages={"invalid": NOT_A_TIME})

    def clean_weekday(self) -> str:
        """The day; without one there is nothing to come round."""
        day: str = self.cleaned_data["weekday"]
        if not day:
            raise forms.ValidationError("Tap the day it falls on.")
        return day


class InteractionForm(forms.Form):
    """A moment with somebody: who, how long, how it felt, and if it was a step told already."""

    who = Tap("family", "friend", "known", "stranger", "group", "phone", "online")
    long = Tap("moment", "minutes", "longer")
    felt = Rating()
    was_a_step = forms.BooleanField(required=False)

    def clean_who(self) -> str:
        """Who it was; without somebody there is nothing to note."""
        who: str = self.cleaned_data["who"]
        if not who:
            raise forms.ValidationError("Tap who it was with first.")
        return who


class LoggedForm(forms.Form):
    """What may be added to an entry of the log: warmth both ways, and a few words."""

    gave = Tap("little", "some", "much")
    came_back = Tap("little", "some", "much")
    note = Words(SENTENCE)


class GoalForm(forms.Form):
    """A goal for a day: one line of one's own, or a step that was picked."""

    title = Words(LINE)
    pick = forms.CharField(required=False, max_length=120)


class AnswerForm(forms.Form):
    """An answer to one question, which need not be given."""

    words = Words(SENTENCE)


class DiscountForm(forms.Form):
    """Why a moment does not count, for whoever lived it, and what would make it count."""

    words = Words(LINE)
    would = Words(LINE)


class NearMissForm(forms.Form):
    """Looking back at a near miss."""

    way = Words(NOTE)
    see = forms.CharField(required=False, max_length=20)
    see_words = Words(SENTENCE)
    change = forms.CharField(required=False, max_length=20)
    change_words = Words(LINE)


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
