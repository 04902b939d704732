"""What was told of an attempt a second time, as on a device that was without a connection."""

from django.db import models

from overture.server.practice.models.attempts import Attempt, Outcome, rating


class ToldAgain(models.Model):
    """A second telling that differs from the outcome. It stands beside it and moves no belief."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="told_again")
    at = models.DateTimeField()
    reach = models.CharField(max_length=7, choices=Outcome.Reach.choices)
    anxiety = rating()
    enjoyment = rating()
    feared = models.CharField(max_length=6, blank=True, choices=Outcome.Feared.choices)
    understood = rating()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"told again {self.at:%d %b}"
