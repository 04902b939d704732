"""What a member answered to an instrument, as answered."""

import uuid

from django.db import models

from overture.server.accounts.models import Member


class Administration(models.Model):
    """One instrument answered once. Items not answered are absent, never guessed."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="administrations")
    instrument = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    answers = models.JSONField()
    at = models.DateTimeField()
    key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ("-at",)
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "key"], name="an_answer_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.instrument}, {self.at:%d %b}"
