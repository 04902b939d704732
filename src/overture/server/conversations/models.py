"""Talks with Cue and practised scenes, turn by turn."""

import uuid

from django.db import models

from overture.server.accounts.models import Member
from overture.server.practice.models import Attempt


class Conversation(models.Model):
    """A talk with Cue, or a scene with a played partner, from its opening to its end."""

    class Kind(models.TextChoices):
        """Who is talked with."""

        TALK = "talk", "Cue"
        SCENE = "scene", "Scene"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="conversations")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, null=True)
    scene_id = models.CharField(max_length=80, blank=True)
    level = models.CharField(max_length=6, blank=True)
    content_version = models.CharField(max_length=20, blank=True)
    seed = models.BigIntegerField()
    state = models.JSONField()
    opening = models.JSONField()
    paused = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    exit = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ("-began_at",)

    def __str__(self) -> str:
        return f"{self.kind}, {self.began_at:%d %b}"


class Turn(models.Model):
    """What the member said, and the reply to it.

    A turn is `pending` until somebody claims it, `claimed` while the reply is made, then `done`.
    `state_before` is what a rewind of a scene goes back to; a talk with Cue has none, so that the
    member's words are not kept again with every turn. A rewound turn stays, and is `taken_back`.
    `origin` says who worded the reply and how long a model took, if one was in use.
    """

    class Status(models.TextChoices):
        """Where the reply stands."""

        PENDING = "pending", "Pending"
        CLAIMED = "claimed", "Claimed"
        DONE = "done", "Done"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="turns")
    number = models.PositiveIntegerField()
    key = models.UUIDField()
    manner = models.CharField(max_length=10)
    said = models.TextField(blank=True)
    notice = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PENDING)
    claimed_at = models.DateTimeField(null=True)
    screening = models.JSONField(null=True)
    state_before = models.JSONField(null=True)
    understanding = models.JSONField(null=True)
    reply = models.JSONField(null=True)
    move = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    engine = models.CharField(max_length=220, blank=True)
    origin = models.JSONField(null=True)
    content_version = models.CharField(max_length=20, blank=True)
    taken_back = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["conversation", "key"], name="a_turn_is_taken_once"),
            models.UniqueConstraint(fields=["conversation", "number"], name="turns_in_order"),
        ]

    def __str__(self) -> str:
        return f"turn {self.number}"


class UsedLine(models.Model):
    """When a line of Cue's was last said to a member, so that it may rest."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="used_lines")
    line_id = models.CharField(max_length=80)
    talk_number = models.PositiveIntegerField()

    class Meta:
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["member", "line_id"], name="a_line_rests_once")
        ]

    def __str__(self) -> str:
        return self.line_id


class ModelChoice(models.Model):
    """A member's yes or no to one language model on one host. The latest for that pair holds."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="model_choices")
    host = models.CharField(max_length=260)
    model = models.CharField(max_length=200)
    agreed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{'yes' if self.agreed else 'no'} to {self.model} at {self.host}"


class Memory(models.Model):
    """One fact that Cue may know in every talk, because the member said yes to it or wrote it.

    `source` is the turn in which it was said, as long as that talk is kept. `about` is a noun
    phrase to open the next talk with. `weekday` (0 is Monday) makes it an anchor: something
    regular of the member's. `asked`: Cue asked whether to keep it; else the member wrote it here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memories")
    key = models.UUIDField()
    words = models.CharField(max_length=200)
    about = models.CharField(max_length=120, blank=True)
    weekday = models.PositiveSmallIntegerField(null=True)
    asked = models.BooleanField(default=False)
    source = models.ForeignKey(Turn, on_delete=models.SET_NULL, null=True)
    confirmed_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-confirmed_at",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["member", "key"], name="a_note_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"note of {self.confirmed_at:%d %b}"


class Report(models.Model):
    """A member says to whoever runs the server that a reply of a program was not right.

    `words` is the reply as it was shown, `made_by` the engine and version, `note` what the member
    wrote beside it. Of what they had said, it holds only what the reply repeats. It outlives the
    talk, because it was handed over, and not the space. `mailed_at`: when a mail server took it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="reports")
    turn = models.ForeignKey(Turn, on_delete=models.SET_NULL, null=True, related_name="reports")
    key = models.UUIDField()
    words = models.TextField()
    made_by = models.CharField(max_length=220, blank=True)
    kind = models.CharField(max_length=5, choices=Conversation.Kind.choices)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["member", "key"], name="a_report_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"report of {self.at:%d %b}"
