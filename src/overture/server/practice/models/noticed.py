"""What a member said to what the monitor saw."""

from django.db import models

from overture.server.accounts.models import Member


class Answer(models.Model):
    """What the member said to a card that told them what the monitor saw. Written once."""

    class Sign(models.TextChoices):
        """What was seen."""

        WITHDRAWAL = "withdrawal", "Fewer moments with people"
        STAGNATION = "stagnation", "Expecting the same"
        SUBSTITUTION = "substitution", "More program than people"
        ANCHOR = "anchor", "A regular thing that went by"

    class Said(models.TextChoices):
        """Five answers, none of which costs anything."""

        SMALLER = "smaller", "Something small"
        SOMEBODY = "somebody", "Somebody"
        NOT_NOW = "not_now", "Not now"
        NOT_IT = "not_it", "That’s not it"
        AWAY = "away", "Away or ill"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="answers")
    sign = models.CharField(max_length=12, choices=Sign.choices)
    said = models.CharField(max_length=8, choices=Said.choices)
    seen = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.said} to {self.sign}"


class Away(models.Model):
    """Days on which the member was away or ill, both ends included: nothing is looked for there."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="aways")
    first = models.DateField()
    last = models.DateField()
    said_at = models.DateTimeField()

    class Meta:
        ordering = ("first",)

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"
