"""One small goal for one day."""

import uuid

from django.db import models

from overture.server.accounts.models import Member
from overture.server.practice.models.ladder import Step


class DailyGoal(models.Model):
    """What a member means to do with somebody on one day, in one line, and how it went.

    It belongs to its day: what nothing was said of is carried to no other.
    """

    class Said(models.TextChoices):
        """Three answers of the same size."""

        DID = "did", "Did it"
        BEGAN = "began", "Began"
        NOT_TODAY = "not_today", "Not today"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="goals")
    day = models.DateField()
    words = models.CharField(max_length=200)
    step = models.ForeignKey(Step, on_delete=models.SET_NULL, null=True, related_name="goals")
    library_id = models.CharField(max_length=80, blank=True)
    said = models.CharField(max_length=9, blank=True, choices=Said.choices)
    said_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("day",)
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "day"], name="a_day_has_one_goal")
        ]

    def __str__(self) -> str:
        return self.words
