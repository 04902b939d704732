"""How an evening was for one person, and how a week felt for all of them, without names."""

from django.db import models

from overture.server.groups.models.groups import Group, Membership


class EveningRating(models.Model):
    """What somebody expected of an evening and how it was, 0 to 10; the host sees it if they say.

    The member keeps it either way.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="evenings")
    day = models.DateField()
    expected = models.PositiveSmallIntegerField(null=True)
    felt = models.PositiveSmallIntegerField(null=True)
    shown_to_host = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ("day",)
        constraints = (
            models.UniqueConstraint(fields=("membership", "day"), name="an_evening_is_rated_once"),
        )

    def __str__(self) -> str:
        return f"evening of {self.day}"


class WeekFelt(models.Model):
    """How often one word was tapped about one week of a group. Nobody's name is beside it."""

    class Felt(models.TextChoices):
        """One tap."""

        GOOD = "good", "Good to be there"
        LEFT_OUT = "left_out", "Felt left out"
        TOO_MUCH = "too_much", "Too much at once"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="weeks")
    week = models.DateField()
    felt = models.CharField(max_length=8, choices=Felt.choices)
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("week", "felt")
        constraints = (
            models.UniqueConstraint(fields=("group", "week", "felt"), name="one_count_a_word"),
        )

    def __str__(self) -> str:
        return f"{self.count} {self.felt}"


class WeekAnswered(models.Model):
    """That somebody tapped about a week, so that they do so once; not what they tapped."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="weeks")
    week = models.DateField()

    class Meta:
        ordering = ("week",)
        constraints = (
            models.UniqueConstraint(fields=("membership", "week"), name="a_week_is_tapped_once"),
        )

    def __str__(self) -> str:
        return f"week of {self.week}"
