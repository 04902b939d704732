"""What stands on a member’s own ladder."""

import uuid

from django.db import models

from overture.server.accounts.models import Member


class Step(models.Model):
    """A step on a member's own ladder: from the library, or in the member's own words.

    `place` is where it stands among those that are open, if an order was agreed.
    """

    class Status(models.TextChoices):
        """Where a step stands. Started counts."""

        PLANNED = "planned", "Planned"
        STARTED = "started", "Started"
        DONE = "done", "Done"
        RESTING = "resting", "Resting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="steps")
    library_id = models.CharField(max_length=80, blank=True)
    content_version = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    counts_if = models.CharField(max_length=200, blank=True)
    family = models.CharField(max_length=20)
    features = models.JSONField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    planned_for = models.DateField(null=True, blank=True)
    place = models.PositiveSmallIntegerField(null=True)
    when_words = models.CharField(max_length=60, blank=True)
    change = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ("-touched_at",)
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "key"], name="a_step_is_added_once")
        ]

    def __str__(self) -> str:
        return self.title
