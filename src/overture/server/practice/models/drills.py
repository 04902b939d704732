"""Sittings at a skill drill, and what was answered. Each answer is written once."""

import uuid

from django.db import models

from overture.server.accounts.models import Member


class DrillSitting(models.Model):
    """Six items of one drill, begun by a member. It may be left at any of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="drill_sittings")
    drill = models.CharField(max_length=60)
    content_version = models.CharField(max_length=20)
    begun_at = models.DateTimeField()
    key = models.UUIDField()

    class Meta:
        ordering = ("begun_at",)
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "key"], name="a_drill_is_begun_once")
        ]

    def __str__(self) -> str:
        return self.drill


class DrillAnswer(models.Model):
    """One item answered: what was tapped or written, and how well it fits what stands there.

    `credit` is 1 for what fits best, 1/2 for what is near, 0 otherwise; it chooses the next item
    and is shown to nobody. Without it the answer was not read, because the screen spoke first.
    """

    sitting = models.ForeignKey(DrillSitting, on_delete=models.CASCADE, related_name="answers")
    item = models.CharField(max_length=60)
    hard = models.PositiveSmallIntegerField()
    floor = models.FloatField()
    picked = models.JSONField(default=list)
    said = models.TextField(blank=True)
    credit = models.FloatField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["sitting", "item"], name="an_item_is_answered_once")
        ]

    def __str__(self) -> str:
        return self.item
