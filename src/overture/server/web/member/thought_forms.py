"""What a member may tap and type in a thought record."""

from django import forms

from overture.server.web.member.forms import LINE, NOTE, SENTENCE, Rating, Tap, Words


class CatchForm(forms.Form):
    """The thought, the moment it was about, and how sure."""

    about = Tap("ahead", "past")
    moment = Words(LINE)
    thought = Words(SENTENCE, needed="Write the thought in a few words first.")
    sure = Rating()

    def clean_about(self) -> str:
        """On which side of the moment it stands; the later pages ask by it."""
        side: str = self.cleaned_data["about"]
        if not side:
            raise forms.ValidationError("Tap whether the moment is ahead or past.")
        return side


class ExamineForm(forms.Form):
    """What speaks for it, and what against."""

    speaks_for = Words(NOTE)
    speaks_against = Words(NOTE)


class ReadingsForm(forms.Form):
    """Other readings in the member's own words, and how sure now; offered ones are taps."""

    own_reading = Words(SENTENCE)
    sure = Rating()


class TestForm(forms.Form):
    """A step that would show: a tap, or own words; and what is feared of it."""

    __test__ = False
    step = forms.CharField(required=False, max_length=80)
    title = Words(LINE)
    feared_words = Words(SENTENCE)


class FriendForm(forms.Form):
    """What one would say to a friend."""

    words = Words(NOTE)


class KeepForm(forms.Form):
    """What is kept of it, and how sure now."""

    words = Words(NOTE)
    sure = Rating()
