"""Thought records.

A record grows by rows that are written once: the thought as it was caught, what speaks for and
against it, other readings, the step that would show, and what is kept. What was typed and not yet
sent on waits in `Thought.draft`.
"""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models

from overture.server.accounts.models import Member
from overture.server.practice.models.attempts import Attempt
from overture.server.practice.models.ladder import Step


def _sure() -> models.PositiveSmallIntegerField:  # type: ignore[type-arg]
    """How sure, 0 to 10; absent if the member did not answer."""
    return models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(10)])


class Thought(models.Model):
    """A thought in the member's own words, caught about a moment ahead or one that is past."""

    class About(models.TextChoices):
        """On which side of the moment the thought stands."""

        AHEAD = "ahead", "A moment ahead"
        PAST = "past", "A moment that is past"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="thoughts")
    at = models.DateTimeField()
    about = models.CharField(max_length=5, choices=About.choices)
    moment = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=300)
    sure = _sure()
    behind = models.ForeignKey(Attempt, on_delete=models.SET_NULL, null=True)
    rests = models.BooleanField(default=False)
    draft = models.JSONField(default=dict)
    key = models.UUIDField()

    class Meta:
        ordering = ("-at",)
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "key"], name="a_thought_is_caught_once")
        ]

    def __str__(self) -> str:
        return self.words


class ThoughtExamined(models.Model):
    """What speaks for the thought and what against it; either may be left empty. Written once."""

    thought = models.OneToOneField(
        Thought, on_delete=models.CASCADE, primary_key=True, related_name="examined"
    )
    at = models.DateTimeField()
    speaks_for = models.TextField(blank=True)
    speaks_against = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"examined: {self.thought_id}"


class ThoughtReadings(models.Model):
    """Other ways in which it could be read: offered ones that fit, and an own one. Written once.

    None at all says that the member sees no other. `kind` is the kind of thought they were for.
    """

    thought = models.OneToOneField(
        Thought, on_delete=models.CASCADE, primary_key=True, related_name="readings"
    )
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    offered = models.JSONField(default=list)
    own = models.CharField(max_length=300, blank=True)
    sure = _sure()

    def __str__(self) -> str:
        return f"readings: {self.thought_id}"


class ThoughtTest(models.Model):
    """The step that would show, and what is feared of it. The last one written holds."""

    thought = models.ForeignKey(Thought, on_delete=models.CASCADE, related_name="tests")
    step = models.ForeignKey(Step, on_delete=models.SET_NULL, null=True, related_name="tests_of")
    title = models.CharField(max_length=200)
    feared_event = models.CharField(max_length=300)
    at = models.DateTimeField()
    key = models.UUIDField()

    class Meta:
        ordering = ("at",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["thought", "key"], name="a_test_is_chosen_once")
        ]

    def __str__(self) -> str:
        return self.title


class ThoughtFriend(models.Model):
    """What the member would say to a friend who had this thought. Ends the record; written once."""

    thought = models.OneToOneField(
        Thought, on_delete=models.CASCADE, primary_key=True, related_name="friend"
    )
    at = models.DateTimeField()
    words = models.TextField()

    def __str__(self) -> str:
        return self.words


class ThoughtKept(models.Model):
    """After the test: how sure now, and what the member keeps from it. Written once."""

    thought = models.OneToOneField(
        Thought, on_delete=models.CASCADE, primary_key=True, related_name="kept"
    )
    attempt = models.ForeignKey(Attempt, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField()
    sure = _sure()
    words = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.words
