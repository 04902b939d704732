"""Append-only, hash-chained events: who did what to whose data. Codes only, never words."""

from django.db import models


class Event(models.Model):
    """One thing that happened to somebody's data.

    `hash` covers this row and the hash before it, so that a changed or missing row shows.
    """

    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    detail = models.CharField(max_length=200, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"


class Head(models.Model):
    """The end of the chain: one row, locked while an event is appended."""

    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.hash[:12]
