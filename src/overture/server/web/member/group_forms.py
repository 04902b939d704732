"""What somebody may write in a group."""

from django import forms

from overture.server.groups import posting
from overture.server.web.member.forms import LINE, SENTENCE, Words


class PostForm(forms.Form):
    """A post, an answer, a message."""

    words = Words(posting.LONGEST, needed="Write a few words first.")


class PartForm(forms.Form):
    """Somebody's part of a shared task."""

    words = Words(SENTENCE, needed="Write a few words first.")


class JoinForm(forms.Form):
    """The name that somebody chooses for a group, and what its host may know in a hard hour."""

    name = Words(40, needed="Choose a name for this group. It need not be yours.")
    tells = forms.CharField(required=False, max_length=7)


class ReportForm(forms.Form):
    """Something worries somebody: a reason, with a line if they like."""

    reason = forms.CharField(
        max_length=40, error_messages={"required": "Tap one of these. The last one will always do."}
    )
    note = Words(1000)


class AppealForm(forms.Form):
    """A second look: a reason that is tapped, own words, or both."""

    reason = forms.CharField(required=False, max_length=40)
    note = Words(1000)


class FeedbackForm(forms.Form):
    """Feedback in three parts, of which one is enough; each field may hold its beginning."""

    noticed = Words(LINE)
    did = Words(LINE)
    more = Words(LINE)
