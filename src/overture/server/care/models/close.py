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
    """What a member says, once a month at most, of how it is to share with one person.

    Nobody but the member ever reads it.
    """

    class Said(models.TextChoices):
        """Answers of the same size."""

        GOOD = "good", "It does me good"
        MIXED = "mixed", "Some of it, not all"
        PRESSED = "pressed", "I feel pushed or watched"
        LATER = "later", "Not now"

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="member_checks")
    said = models.CharField(max_length=7, choices=Said.choices)
    at = models.DateTimeField()
    key = models.UUIDField()

    class Meta:
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(fields=("link", "key"), name="a_member_check_is_said_once"),
        )

    def __str__(self) -> str:
        return f"{self.said} {self.at:%d %b}"


class SupporterCheck(models.Model):
    """What somebody close says, once a month at most, of how it is for them.

    It is theirs: the member reads none of it, and it stands in no copy of the member's.
    """

    class Said(models.TextChoices):
        """Answers of the same size."""

        WELL = "well", "It is fine for me"
        HEAVY = "heavy", "It weighs on me"
        PUSHING = "pushing", "I notice that I push"
        WORRIED = "worried", "I am worried"
        LATER = "later", "Not now"

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="supporter_checks")
    said = models.CharField(max_length=7, choices=Said.choices)
    at = models.DateTimeField()
    key = models.UUIDField()

    class Meta:
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(fields=("link", "key"), name="a_supporter_check_is_said_once"),
        )

    def __str__(self) -> str:
        return f"{self.said} {self.at:%d %b}"


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
