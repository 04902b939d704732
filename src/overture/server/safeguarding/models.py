"""What the safety screen remembers of a member and what it did, without a word of theirs; the
member's own safety plan; and whom they chose to be told, with what became of telling them."""

import uuid

from django.db import models

from overture.server.accounts.models import Member


class Watch(models.Model):
    """The screen's state for one member: it outlives talks, devices and engines, and decays."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True)
    state = models.TextField()
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return "watch"


class RiskEvent(models.Model):
    """The screen asked, or the protocol opened. A code and a surface, no words."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="risk_events")
    at = models.DateTimeField()
    level = models.CharField(max_length=10)
    step = models.CharField(max_length=10)
    topic = models.CharField(max_length=30)
    reason = models.CharField(max_length=60)
    surface = models.CharField(max_length=30)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.step}, {self.at:%d %b}"


class DailyCount(models.Model):
    """How many questions and protocol pages were shown on a day, of all members together."""

    day = models.DateField()
    what = models.CharField(max_length=30)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["day", "what"], name="one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.count} {self.what}"


class SafetyPlan(models.Model):
    """One version of a member's safety plan, whole and in their own words. Append-only."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="safety_plans")
    number = models.PositiveIntegerField()
    key = models.UUIDField()
    signs = models.TextField(blank=True)
    alone = models.TextField(blank=True)
    distraction = models.TextField(blank=True)
    people = models.TextField(blank=True)
    professionals = models.TextField(blank=True)
    surroundings = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["member", "number"], name="plans_in_order"),
            models.UniqueConstraint(fields=["member", "key"], name="a_plan_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"safety plan {self.number}, {self.at:%d %b}"


class Contact(models.Model):
    """Somebody a member may have told: a person they trust, or a team the operator named.

    `name` is what the member calls them, `signed` the name under which the member is known to
    them. `wait` is how many minutes they have to say that they have seen it before the next on the
    list is told. A contact that was removed keeps its name, so that what happened stays true, and
    loses its address. `refused_at`: they asked not to be written to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contacts")
    key = models.UUIDField()
    name = models.CharField(max_length=40)
    signed = models.CharField(max_length=40)
    email = models.EmailField(blank=True)
    team = models.CharField(max_length=40, blank=True)
    place = models.IntegerField(default=0)
    wait = models.PositiveSmallIntegerField(default=15)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("place", "created_at")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["member", "key"], name="a_contact_is_named_once")
        ]

    def __str__(self) -> str:
        return f"contact {str(self.id)[:8]}"


class AlertConsent(models.Model):
    """A member's yes or no to telling one contact for one purpose. The latest of a pair holds.

    `text_version` and `text_hash` name the words that stood beside the yes.
    """

    class Purpose(models.TextChoices):
        """When the contact may be told."""

        ASKED = "asked", "When the member taps"
        IMMEDIATE = "immediate", "At once, when the member may be in danger now"

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=9, choices=Purpose.choices)
    agreed = models.BooleanField()
    text_version = models.CharField(max_length=20)
    text_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    method = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{'yes' if self.agreed else 'no'} to {self.purpose}"


class Alert(models.Model):
    """One time that people are told. `why` is all that is said of the cause.

    `excerpt` is what the member wrote and ticked for this one time, `zone` the clock by which its
    time is told.
    """

    class Why(models.TextChoices):
        """The event's code."""

        ASKED = "asked", "The member asked"
        IMMEDIATE = "immediate", "As agreed beforehand"
        TEST = "test", "A test"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="alerts")
    key = models.UUIDField()
    why = models.CharField(max_length=9, choices=Why.choices)
    excerpt = models.CharField(max_length=300, blank=True)
    zone = models.CharField(max_length=64)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["member", "key"], name="an_alert_is_raised_once")
        ]

    def __str__(self) -> str:
        return f"{self.why}, {self.at:%d %b}"


class Delivery(models.Model):
    """What becomes of telling one contact: a row of the outbox.

    It waits until `due_at`, is claimed by one worker under `claim`, and ends in one of the other
    states. `place` is its place in the order in which people are told.
    """

    class Status(models.TextChoices):
        """Where it stands. Sent: a mail server took it. Delivered: the team's own system did."""

        WAITING = "waiting", "Waiting"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        DELIVERED = "delivered", "Delivered"
        SEEN = "seen", "Seen"
        OFF_CALL = "off_call", "Nobody on call"
        FAILED = "failed", "Could not be sent"
        WITHDRAWN = "withdrawn", "Not agreed to"
        NOT_NEEDED = "not_needed", "Not needed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="deliveries")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="deliveries")
    place = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("place",)
        indexes = [models.Index(fields=["status", "due_at"], name="deliveries_due")]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["alert", "contact"], name="told_once_an_alert")
        ]

    def __str__(self) -> str:
        return f"delivery {self.place}, {self.status}"


class ReviewItem(models.Model):
    """One text that somebody is to look back at: was the screen right?

    Each time the screen spoke is one, and a drawn share of the times it did not. `text` is the
    member's, and only of those who agreed to that; it goes when the item is judged.
    """

    class Drawn(models.TextChoices):
        """Why it stands here."""

        SPOKE = "spoke", "The screen spoke"
        SAMPLE = "sample", "Drawn"

    class Verdict(models.TextChoices):
        """What the reviewer found."""

        RIGHT = "right", "Right"
        MISSED = "missed", "Something was missed"
        NEEDLESS = "needless", "Needless"
        UNSURE = "unsure", "Cannot be told"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="review_items")
    at = models.DateTimeField()
    surface = models.CharField(max_length=30)
    drawn = models.CharField(max_length=6, choices=Drawn.choices)
    step = models.CharField(max_length=10)
    topic = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    verdict = models.CharField(max_length=8, blank=True, choices=Verdict.choices)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.drawn}, {self.step}, {self.at:%d %b}"


class ReviewChoice(models.Model):
    """A member's yes or no to single texts being read for review. The latest holds; none is no."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="review_choices")
    agreed = models.BooleanField()
    text_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{'yes' if self.agreed else 'no'} to review"
