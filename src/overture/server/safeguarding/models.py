"""What the safety screen remembers of a member, and what it did. Never the member's words."""

from django.db import models

from overture.server.accounts.models import Member


class Watch(models.Model):
    """The screen's state for one member: it outlives talks, devices and engines, and decays."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True)
    state = models.TextField()
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return "watch"


class RiskEvent(models.Model):
    """The screen asked, or the protocol opened. A code and a surface, no words."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="risk_events")
    at = models.DateTimeField()
    level = models.CharField(max_length=10)
    step = models.CharField(max_length=10)
    topic = models.CharField(max_length=30)
    reason = models.CharField(max_length=60)
    surface = models.CharField(max_length=30)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.step}, {self.at:%d %b}"


class DailyCount(models.Model):
    """How many questions and protocol pages were shown on a day, of all members together."""

    day = models.DateField()
    what = models.CharField(max_length=30)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["day", "what"], name="one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.count} {self.what}"
