"""Attempts.

An attempt grows by rows that are written once: prediction, outcome, re-rating, review. Nothing is
edited; a correction retracts the attempt and the belief is replayed without it.
"""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from overture.server.accounts.models import Member
from overture.server.practice.models.ladder import Step


def rating(**options: object) -> models.PositiveSmallIntegerField:  # type: ignore[type-arg]
    """A rating from 0 to 10; absent if the member did not answer."""
    return models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
        **options,  # type: ignore[arg-type]
    )


class Attempt(models.Model):
    """A step tried once, in life or in a scene."""

    class Kind(models.TextChoices):
        """With a person, or practice with an AI."""

        REAL = "real", "With people"
        SCENE = "scene", "Practice"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="attempts")
    step = models.ForeignKey(Step, on_delete=models.SET_NULL, null=True, related_name="attempts")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    scene_id = models.CharField(max_length=80, blank=True)
    content_version = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=6, blank=True)
    title = models.CharField(max_length=200)
    family = models.CharField(max_length=20)
    features = models.JSONField()
    tested = models.BooleanField(default=True)
    begun_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True)
    discounted = models.CharField(max_length=200, blank=True)
    would_count_if = models.CharField(max_length=200, blank=True)
    key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ("begun_at",)
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "key"], name="an_attempt_begins_once")
        ]

    def __str__(self) -> str:
        return self.title


class Prediction(models.Model):
    """Before: what the member expects. Written once."""

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, primary_key=True)
    at = models.DateTimeField()
    anxiety = rating()
    enjoyment = rating()
    feared_event = models.CharField(max_length=300, blank=True)
    feared_in_ten = rating()

    def __str__(self) -> str:
        return f"expected {self.anxiety}"


class Outcome(models.Model):
    """After: what happened. Written once."""

    class Feared(models.TextChoices):
        """Whether the feared event happened."""

        NO = "no", "No"
        PARTLY = "partly", "Partly"
        YES = "yes", "Yes"

    class Reach(models.TextChoices):
        """How far it went."""

        DONE = "done", "Done"
        STARTED = "started", "Started"
        STOPPED = "stopped", "Stopped"

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, primary_key=True)
    at = models.DateTimeField()
    reach = models.CharField(max_length=7, choices=Reach.choices, default=Reach.DONE)
    anxiety = rating()
    enjoyment = rating()
    feared = models.CharField(max_length=6, blank=True, choices=Feared.choices)
    understood = rating()
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"was {self.anxiety}"


class Rerating(models.Model):
    """And if you did it again? Written once."""

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, primary_key=True)
    at = models.DateTimeField()
    anxiety = rating()
    enjoyment = rating()
    feared_in_ten = rating()

    def __str__(self) -> str:
        return f"again {self.anxiety}"


class Review(models.Model):
    """Looking back at a near miss: what happened, another reading, one change carried forward."""

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, primary_key=True)
    at = models.DateTimeField()
    got_in_the_way = models.TextField(blank=True)
    another_reading = models.CharField(max_length=300, blank=True)
    change = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.change
