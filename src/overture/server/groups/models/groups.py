"""A group, who is in it, and who may look in."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models.functions import Lower

from overture.server.accounts.models import Member, Person


class Group(models.Model):
    """Six people at most, and a host who looks after them.

    `reads` says when the host reads here, in the host's words. `sequence` counts every change
    that somebody in the group should see, so that an open page knows what it has not seen yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    host = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=60)
    reads = models.CharField(max_length=80, blank=True)
    weekday = models.PositiveSmallIntegerField(null=True)
    at = models.TimeField(null=True)
    most = models.PositiveSmallIntegerField(default=6)
    quiet = models.BooleanField(default=True)
    slow_minutes = models.PositiveSmallIntegerField(default=0)
    private = models.BooleanField(default=False)
    for_minors = models.BooleanField(default=False)
    sequence = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    key = models.UUIDField(unique=True)

    class Meta:
        ordering = ("made_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(most__gte=2, most__lte=6), name="six_people_at_most"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One member in one group, under the name chosen for it.

    `tells_host` is what was agreed to beforehand, should the screen hear danger in a post: nothing
    is told unless the writer says so then, or that there was such an hour, or the words too.
    `out_until` is for somebody who was asked to stay out for a time, `why` the host's reason.
    """

    class Tells(models.TextChoices):
        """What the host may know of words that sounded like danger."""

        NOTHING = "nothing", "Nothing, unless I say so then"
        NOTE = "note", "That it was a hard hour, without the words"
        WORDS = "words", "The words too"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    name = models.CharField(max_length=40)
    tells_host = models.CharField(max_length=7, choices=Tells.choices, default=Tells.NOTHING)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    out_until = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True)
    here_at = models.DateTimeField(null=True)
    wants_pair = models.BooleanField(default=False)
    works_on = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("joined_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("group", "member"),
                condition=models.Q(left_at=None),
                name="in_a_group_once",
            ),
            models.UniqueConstraint(
                "group",
                Lower("name"),
                condition=models.Q(left_at=None),
                name="a_name_in_a_group_is_one_persons",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def is_out(self, now: datetime) -> bool:
        """Whether this person was asked to stay out, and it is not over yet."""
        return self.out_until is not None and now < self.out_until


class Presence(models.Model):
    """Somebody said that they are here, just reading: a full way to be there."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="presences")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"here at {self.at:%H:%M}"


class LookIn(models.Model):
    """A clinician whom the host would let look in; it holds while every member agrees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="look_ins")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="look_ins")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                fields=("group", "person"),
                condition=models.Q(ended_at=None),
                name="a_clinician_looks_in_once",
            ),
        )

    def __str__(self) -> str:
        return f"look in since {self.at:%d %b}"


class LookInYes(models.Model):
    """One member's yes or no to a clinician who would look in. The last word holds."""

    look_in = models.ForeignKey(LookIn, on_delete=models.CASCADE, related_name="answers")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="look_ins")
    yes = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("look_in", "membership"), name="one_word_on_a_look_in"),
        )

    def __str__(self) -> str:
        return "yes" if self.yes else "no"
