"""Regular appointments with people."""

import uuid

from django.db import models

from overture.server.accounts.models import Member


class Anchor(models.Model):
    """A regular appointment with people that the member declared: due on `first`, then `every`."""

    class Every(models.TextChoices):
        """How often it comes round."""

        WEEK = "week", "Every week"
        FORTNIGHT = "fortnight", "Every two weeks"
        MONTH = "month", "Every month"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="anchors")
    title = models.CharField(max_length=120)
    first = models.DateField()
    every = models.CharField(max_length=9, choices=Every.choices)
    at = models.TimeField(null=True)
    rests = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    key = models.UUIDField()

    class Meta:
        ordering = ("first", "title")
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "key"], name="an_anchor_is_added_once")
        ]

    def __str__(self) -> str:
        return self.title


class Occasion(models.Model):
    """What the member said of one time an anchor was due. The last word holds."""

    class Kept(models.TextChoices):
        """Three answers of the same size."""

        YES = "yes", "I was there"
        NO = "no", "Not this time"
        OFF = "off", "It was called off"

    anchor = models.ForeignKey(Anchor, on_delete=models.CASCADE, related_name="occasions")
    due = models.DateField()
    kept = models.CharField(max_length=3, choices=Kept.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ("due",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["anchor", "due"], name="an_occasion_is_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.due}: {self.kept}"


class CalendarFeed(models.Model):
    """A private address under which a calendar may read the member's anchors, as a hash of it."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar since {self.made_at:%d %b}"
