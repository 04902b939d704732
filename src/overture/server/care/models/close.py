"""What passes between a member and somebody close."""

import uuid

from django.db import models

from overture.server.accounts.models import Link
from overture.server.practice.models import Attempt


class Sent(models.Model):
    """A moment of the record, a line, or both, that the member sent to one person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="sent")
    attempt = models.ForeignKey(
        Attempt, on_delete=models.CASCADE, null=True, related_name="sent_to_people"
    )
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    key = models.UUIDField()

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(fields=("link", "key"), name="a_line_is_sent_once"),
            models.CheckConstraint(
                condition=models.Q(attempt__isnull=False) | ~models.Q(words=""),
                name="something_is_sent",
            ),
        )

    def __str__(self) -> str:
        return f"sent {self.at:%d %b}"


class Celebration(models.Model):
    """What somebody close said to a member about one thing that they were shown.

    `ready` is the ready line that was tapped; empty for own words. The member reads it whatever
    becomes of the sharing afterwards: it was said to them.
    """

    class Answer(models.TextChoices):
        """What the member gave back. To give nothing back is fine."""

        THANKS = "thanks", "Thank you"
        SMILE = "smile", "A smile"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="celebrations")
    attempt = models.ForeignKey(
        Attempt, on_delete=models.CASCADE, null=True, related_name="celebrations"
    )
    sent = models.ForeignKey(Sent, on_delete=models.CASCADE, null=True, related_name="celebrations")
    words = models.CharField(max_length=500)
    ready = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    answer = models.CharField(max_length=6, blank=True, choices=Answer.choices)
    put_away_at = models.DateTimeField(null=True)
    key = models.UUIDField()

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(fields=("link", "key"), name="a_celebration_is_sent_once"),
            models.CheckConstraint(
                condition=models.Q(attempt=None) ^ models.Q(sent=None),
                name="a_celebration_is_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"celebration {self.at:%d %b}"


class MemberCheck(models.Model):
    """This month's question to the member about one person is over: answered or put away.

    What was answered is kept nowhere.
    """

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="member_checks")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"over {self.at:%d %b}"


class SupporterCheck(models.Model):
    """This month's question to somebody close is over. What was answered is kept nowhere.

    The row is theirs: it stands in no copy of the member's.
    """

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="supporter_checks")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"over {self.at:%d %b}"


class LookingAway(models.Model):
    """Somebody close wants to see nothing for a while. It is theirs, and the member is not told."""

    link = models.OneToOneField(
        Link, on_delete=models.CASCADE, primary_key=True, related_name="looking_away"
    )
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"looks away since {self.since:%d %b}"


class Parting(models.Model):
    """Somebody close stepped back, with a kind line for the member or with none."""

    link = models.OneToOneField(
        Link, on_delete=models.CASCADE, primary_key=True, related_name="parting"
    )
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"stepped back {self.at:%d %b}"
