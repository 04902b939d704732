"""Where somebody is signed in, and what server processes remember together for a while."""

import uuid

from django.db import models

from overture.server.accounts.models.people import Person


class SignIn(models.Model):
    """One browser in which an account is open.

    `device` is a few words such as "Firefox on Android", made when somebody signs in. No address
    of a network is kept, and not what the browser said of itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_ins")
    device = models.CharField(max_length=60)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-last_at",)

    def __str__(self) -> str:
        return f"{self.device} since {self.began_at:%d %b}"


class Remembered(models.Model):
    """One thing that all server processes remember until a time: how often, or that it was used.

    The key is a keyed hash, so that a row says nothing of anybody.
    """

    key = models.CharField(max_length=64, primary_key=True)
    value = models.JSONField()
    until = models.DateTimeField(null=True, db_index=True)

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key[:8]
