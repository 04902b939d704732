"""What people write to each other in a group, and what comes back."""

import uuid

from django.db import models

from overture.server.groups.models.groups import Group, Membership
from overture.server.practice.models import Step


class GroupTask(models.Model):
    """Something that the group makes together; whole when everybody has added one thing.

    `task_id` names an authored task. `easier` says that the host chose its smaller form.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="tasks")
    task_id = models.CharField(max_length=40)
    easier = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("begun_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("group",),
                condition=models.Q(ended_at=None),
                name="a_group_makes_one_thing_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return self.task_id


class TaskPair(models.Model):
    """Two who were asked by the host to do their part of a task together."""

    task = models.ForeignKey(GroupTask, on_delete=models.CASCADE, related_name="pairs")
    one = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"two on {self.task}"


class Pair(models.Model):
    """Two who write to each other for a week, with a script to lean on.

    `seed` and `works_on` say how they came to be one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="pairs")
    one = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="pairs_as_one")
    other = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="pairs_as_other")
    script_id = models.CharField(max_length=40)
    works_on = models.CharField(max_length=20, blank=True)
    seed = models.PositiveBigIntegerField()
    begun_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("begun_at",)

    def __str__(self) -> str:
        return f"{self.one} and {self.other}"


class Post(models.Model):
    """Words of one person, to the group or within it. Everything written in a group is one.

    `by` is None where the host wrote it. `audience` says whom it is for: everybody, the one person
    in `to`, the host alone, or the other one of a `pair`; it holds when that other is gone, so
    that nothing private is ever for everybody. It may answer another post, be somebody's part of a
    `task`, show a `step`, or be feedback in `parts`. It is seen by others while it is `shown` and
    `shown_at` has come; `announced` once open pages were told so. `told` is what the host may know
    of words that are held because of danger; `reason` is why the host hid it, in words for whoever
    wrote it.
    """

    class Audience(models.TextChoices):
        """Whom it is for."""

        ALL = "all", "Everybody in the group"
        ONE = "one", "One person"
        HOST = "host", "The host"
        PAIR = "pair", "The other one of a pair"

    class State(models.TextChoices):
        """What became of it."""

        SHOWN = "shown", "Shown"
        DANGER = "danger", "Waits: it sounded like danger"
        RULE = "rule", "Waits: it may tell of a way to die or to be hurt"
        REPORTED = "reported", "Waits: somebody reported it"
        HIDDEN = "hidden", "Hidden by the host"
        TAKEN_BACK = "taken_back", "Taken back"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="posts")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, null=True, related_name="posts")
    audience = models.CharField(max_length=4, choices=Audience.choices, default=Audience.ALL)
    to = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, related_name="received"
    )
    pair = models.ForeignKey(Pair, on_delete=models.SET_NULL, null=True, related_name="posts")
    answers = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="answered"
    )
    task = models.ForeignKey(GroupTask, on_delete=models.CASCADE, null=True, related_name="parts")
    step = models.ForeignKey(Step, on_delete=models.SET_NULL, null=True, related_name="shown")
    kind = models.CharField(max_length=10, default="anything")
    words = models.TextField()
    parts = models.JSONField(default=dict)
    asks = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    shown_at = models.DateTimeField()
    announced = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SHOWN)
    told = models.CharField(
        max_length=7, choices=Membership.Tells.choices, default=Membership.Tells.WORDS
    )
    nameless = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    key = models.UUIDField()

    class Meta:
        ordering = ("shown_at", "at")
        constraints = (
            models.UniqueConstraint(fields=("group", "key"), name="a_post_is_kept_once"),
        )
        indexes = (models.Index(fields=("group", "shown_at")),)

    def __str__(self) -> str:
        return f"post of {self.at:%d %b %H:%M}"


class Nod(models.Model):
    """A ready-made reply, sent with a tap; `ready` names the authored words. By None: the host."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="nods")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, null=True, related_name="nods")
    ready = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(fields=("post", "by", "ready"), name="a_nod_is_given_once"),
            models.UniqueConstraint(
                fields=("post", "ready"),
                condition=models.Q(by=None),
                name="a_host_nods_once",
            ),
        )

    def __str__(self) -> str:
        return self.ready


class PutAway(models.Model):
    """A post that somebody hid for themselves alone, with no harm done to anybody."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="put_away")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="put_away")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        constraints = (models.UniqueConstraint(fields=("post", "by"), name="put_away_once"),)

    def __str__(self) -> str:
        return f"put away {self.at:%d %b}"
