"""What was offered, and how much room a day has."""

from django.db import models

from overture.server.accounts.models import Member


class Plan(models.Model):
    """Three offers with their chances and reasons, and what the member chose. Kept whole."""

    class Pick(models.TextChoices):
        """What the member did with the offers."""

        OPEN = "", "Open"
        DO = "do", "Did it"
        SMALLER = "smaller", "Something smaller"
        NOT_TODAY = "not_today", "Not today"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="plans")
    made_at = models.DateTimeField()
    seed = models.BigIntegerField()
    rule = models.CharField(max_length=40)
    offers = models.JSONField()
    considered = models.JSONField()
    pick = models.CharField(max_length=10, blank=True, choices=Pick.choices)
    picked_step = models.CharField(max_length=80, blank=True)
    picked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.rule}, {self.made_at:%d %b}"


class Day(models.Model):
    """How much room there is for people on one day."""

    class Room(models.TextChoices):
        """Four equal answers."""

        HARDLY_ANY = "hardly any", "Hardly any"
        A_LITTLE = "a little", "A little"
        SOME = "some", "Some"
        PLENTY = "plenty", "Plenty"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    room = models.CharField(max_length=10, blank=True, choices=Room.choices)

    class Meta:
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "day"], name="one_answer_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.room}"
