"""Members and their private spaces."""

import uuid

from django.db import models


class Member(models.Model):
    """A person with a private space. No name, no email: an id, a hashed code, and choices.

    `person` is the account that opens the space too, where its member wanted one. Nothing of the
    space moves when an account is added or closed.
    """

    class Theme(models.TextChoices):
        """Colours of the pages."""

        DEVICE = "", "As my device"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    class TextSize(models.TextChoices):
        """Size of the text."""

        USUAL = "", "Usual"
        LARGE = "large", "Large"
        LARGER = "larger", "Larger"

    class Pace(models.TextChoices):
        """How Cue talks."""

        SLOW = "slow", "Slow"
        EVEN = "even", "Even"
        QUICK = "quick", "Quick"

    class Patience(models.IntegerChoices):
        """Seconds of silence after which listening stops; 0: when the member stops it."""

        SHORT = 4, "4 seconds"
        LONG = 10, "10 seconds"
        LONGEST = 30, "30 seconds"
        OWN = 0, "Until I stop"

    class Age(models.TextChoices):
        """What the member said at the start. It is asked once and not changed afterwards."""

        UNKNOWN = "", "Not asked"
        ADULT = "adult", "18 or older"
        MINOR = "minor", "Under 18"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField()
    age = models.CharField(max_length=5, blank=True, choices=Age.choices)
    code_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - NULL until asked for
    name = models.CharField(max_length=40, blank=True)
    region = models.CharField(max_length=2, blank=True)
    theme = models.CharField(max_length=5, blank=True, choices=Theme.choices)
    text_size = models.CharField(max_length=6, blank=True, choices=TextSize.choices)
    less_motion = models.BooleanField(default=False)
    pace = models.CharField(max_length=5, choices=Pace.choices, default=Pace.SLOW)
    plain_style = models.BooleanField(default=False)
    literal_feedback = models.BooleanField(default=False)
    harder_moments = models.BooleanField(default=False)
    fades = models.BooleanField(default=True)
    reads_aloud = models.BooleanField(default=False)
    listens = models.BooleanField(default=False)
    patience = models.PositiveSmallIntegerField(choices=Patience.choices, default=Patience.LONG)
    said_under_age = models.BooleanField(default=False)
    person = models.OneToOneField(
        "accounts.Person", on_delete=models.SET_NULL, null=True, related_name="member"
    )
    last_seen_at = models.DateTimeField(null=True)
    talked_at = models.DateTimeField(null=True)
    talking_since = models.DateTimeField(null=True)
    notice_shown_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("created_at",)

    def __str__(self) -> str:
        return f"member {str(self.id)[:8]}"

    @property
    def initial(self) -> str:
        """The letter on the settings button; a dot for a member without a name."""
        return self.name[:1].upper() if self.name else "·"


class Throttle(models.Model):
    """How often something was tried from one place in one window of time."""

    key = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("since",)

    def __str__(self) -> str:
        return f"{self.count} since {self.since:%H:%M}"


class GuardianConsent(models.Model):
    """A parent's or guardian's yes to one young member's talks, where an operator allows minors.

    `text_hash` names the very words that were agreed to. The latest row holds.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="guardian_consents")
    guardian = models.CharField(max_length=80)
    text_hash = models.CharField(max_length=64)
    agreed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{'yes' if self.agreed else 'no'} of a guardian"
