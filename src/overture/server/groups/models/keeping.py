"""What keeps a group safe: reports, blocks, second looks, and a log that is only added to."""

import uuid
from typing import Any

from django.db import models

from overture.server.accounts.models import Person
from overture.server.groups.models.groups import Group, Membership
from overture.server.groups.models.posts import Post


class Report(models.Model):
    """Something worries somebody: about a post, a person, or neither. The host reads it first.

    `reason` names an authored one. One about the host goes to whoever runs the service instead.
    """

    class Outcome(models.TextChoices):
        """What was done, as whoever reported it is told."""

        OPEN = "", "Not read yet"
        LEFT = "left", "Read, and left as it was"
        HIDDEN = "hidden", "The post was hidden"
        SPOKE = "spoke", "The host spoke with whoever wrote it"
        OUT = "out", "Somebody was asked to stay out for a time"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="reports")
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, related_name="reports")
    about = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, related_name="reported"
    )
    reason = models.CharField(max_length=40)
    words = models.CharField(max_length=1000, blank=True)
    of_host = models.BooleanField(default=False)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=6, choices=Outcome.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    key = models.UUIDField()

    class Meta:
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(fields=("group", "key"), name="a_report_is_made_once"),
        )

    def __str__(self) -> str:
        return self.reason


class Block(models.Model):
    """Somebody would rather not see what another writes. The other is not told."""

    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="blocks")
    of = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="blocked")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                fields=("by", "of"),
                condition=models.Q(ended_at=None),
                name="one_open_block_of_one",
            ),
        )

    def __str__(self) -> str:
        return f"block since {self.at:%d %b}"


class Appeal(models.Model):
    """Somebody asks for a second look at what was decided, once for each time.

    About a `post` that was hidden, or, without one, about being asked to stay out. Whoever
    decided (`decided_by`) does not answer it. `put_right` says how it was answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="appeals")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="appeals")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, related_name="appeals")
    reason = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    at = models.DateTimeField()
    put_right = models.BooleanField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                fields=("by", "post", "decided_at"), name="a_second_look_is_asked_for_once"
            ),
            models.UniqueConstraint(
                fields=("by", "decided_at"),
                condition=models.Q(post=None),
                name="a_second_look_at_staying_out_once",
            ),
        )

    def __str__(self) -> str:
        return f"second look of {self.at:%d %b}"


class LoggedError(TypeError):
    """The log of a group is only added to."""


class ModerationEvent(models.Model):
    """One thing that was done to keep a group safe. Codes and pseudonyms, no words of anybody."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField()
    action = models.CharField(max_length=30)
    who = models.CharField(max_length=32)
    about = models.UUIDField(null=True)
    detail = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.action

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Add it. Raises LoggedError for one that stands already."""
        if not self._state.adding:
            raise LoggedError
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:  # noqa: ANN401
        """Refused: the log goes only with its group."""
        raise LoggedError
