"""What matters to a member: sorts, what was said about one value, and the steps tied to it."""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models

from overture.server.accounts.models import Member
from overture.server.practice.models.ladder import Step


class ValueSort(models.Model):
    """One sorting of the cards. It may be done again at any time; older ones are kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="value_sorts")
    at = models.DateTimeField()
    narrowed_at = models.DateTimeField(null=True)
    key = models.UUIDField()

    class Meta:
        ordering = ("-at",)
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "key"], name="a_sort_is_made_once")
        ]

    def __str__(self) -> str:
        return f"sorted {self.at:%d %b}"


class SortedValue(models.Model):
    """One card in one sort: a card of the library, or one in the member's own words."""

    class Heap(models.TextChoices):
        """Where the member put it."""

        LOT = "lot", "Matters a lot"
        SOME = "some", "Some"
        NOT_NOW = "not_now", "Not now"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sort = models.ForeignKey(ValueSort, on_delete=models.CASCADE, related_name="cards")
    place = models.PositiveSmallIntegerField()
    card_id = models.CharField(max_length=30, blank=True)
    words = models.CharField(max_length=120)
    heap = models.CharField(max_length=7, choices=Heap.choices)
    top = models.BooleanField(default=False)

    class Meta:
        ordering = ("sort", "place")

    def __str__(self) -> str:
        return self.words


class ValueRated(models.Model):
    """How important more of it is to the member, and how confident they are. Written once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    card = models.ForeignKey(SortedValue, on_delete=models.CASCADE, related_name="ratings")
    at = models.DateTimeField()
    importance = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(10)])
    confidence = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(10)])
    key = models.UUIDField()

    class Meta:
        ordering = ("at",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["card", "key"], name="a_value_is_rated_once")
        ]

    def __str__(self) -> str:
        return f"important {self.importance}"


class ValueSides(models.Model):
    """Both sides of a change, in the member's own words, any of them empty. Written once."""

    rated = models.OneToOneField(
        ValueRated, on_delete=models.CASCADE, primary_key=True, related_name="sides"
    )
    at = models.DateTimeField()
    why_important = models.TextField(blank=True)
    why_confident = models.TextField(blank=True)
    good_as_it_is = models.TextField(blank=True)
    it_costs = models.TextField(blank=True)
    might_be_good = models.TextField(blank=True)
    i_fear = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"both sides: {self.rated_id}"


class StepValue(models.Model):
    """What a step is for, if the member ties it to one of their values."""

    step = models.OneToOneField(
        Step, on_delete=models.CASCADE, primary_key=True, related_name="tied"
    )
    card = models.ForeignKey(SortedValue, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.step_id} for {self.card_id}"
