"""Keys with which other programs may do something for a member."""

import uuid

from django.db import models

from overture.server.accounts.models.members import Member


class ApiToken(models.Model):
    """A key with which another program of the member's may do what was ticked for it, no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    scopes = models.JSONField(default=list)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ("made_at",)
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "key"], name="a_token_is_made_once")
        ]

    def __str__(self) -> str:
        return self.name


class ApiAnswer(models.Model):
    """What was answered to one key of a program's, so that asking twice does nothing twice.

    `status` is empty while the first request is still being answered.
    """

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=100)
    asked_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)

    class Meta:
        ordering = ("at",)
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["token", "key"], name="a_key_is_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.status or 'open'}, {self.at:%H:%M}"


class BulkCopy(models.Model):
    """A copy in FHIR that a program asked for: its files, a resource on each line, for an hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="copies")
    asked = models.CharField(max_length=2000)
    at = models.DateTimeField()
    files = models.JSONField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"copy of {self.at:%d %b, %H:%M}"
