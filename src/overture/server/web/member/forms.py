"""What a member may tap and type, form by form."""

from django import forms

from overture.server.web.fields import (
    LINE,
    NOT_TEXT,
    NOTE,
    OFF_SCALE,
    SENTENCE,
    SHORT,
    Rating,
    Tap,
    Words,
    problem,
    problems,
    tapped,
    typed,
)

# pages find the fields and the forms under one roof
__all__ = [
    "LINE",
    "NOTE",
    "NOT_TEXT",
    "OFF_SCALE",
    "SENTENCE",
    "SHORT",
    "AgainForm",
    "AnchorForm",
    "AnswerForm",
    "DayForm",
    "DiscountForm",
    "GoalForm",
    "InteractionForm",
    "LoggedForm",
    "NearMissForm",
    "NoteForm",
    "OutcomeForm",
    "OwnStepForm",
    "PredictForm",
    "Rating",
    "Tap",
    "Words",
    "problem",
    "problems",
    "tapped",
    "typed",
]

NOT_A_DAY = "That isn’t one of the days here. Tap one, or leave it."
NOT_A_TIME = "That isn’t a time of day. Type it like 18:30, or leave it empty."


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
