"""What a member chose about nudges, what was decided, and what became of it."""

import uuid

from django.db import models

from overture.server.accounts.models import Member


class Nudging(models.Model):
    """A member's choices, and what is remembered for the next decision. Off until wanted.

    `next_at` is when the next window begins; whoever moves it on decides. `email` is confirmed;
    `asked_email` waits for its owner's yes. `push_lost_at`: a browser took its yes back then.
    `words_heard`: the screen has read the words and had nothing to say; others are kept aside.
    """

    class Lock(models.TextChoices):
        """What stands on a lock screen."""

        DISCREET = "discreet", "Nothing about what it is"
        PLAIN = "plain", "What it is about"
        OWN = "own", "Words of my own"

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, primary_key=True, related_name="nudging"
    )
    on = models.BooleanField(default=False)
    rests = models.BooleanField(default=False)
    snoozed_until = models.DateTimeField(null=True)
    windows = models.JSONField(default=list)
    wishes = models.JSONField(default=list)
    zone = models.CharField(max_length=64, blank=True)
    lock = models.CharField(max_length=8, choices=Lock.choices, default=Lock.DISCREET)
    words = models.CharField(max_length=60, blank=True)
    words_heard = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    asked_email = models.EmailField(blank=True)
    token_hash = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(null=True)
    asked_times = models.PositiveSmallIntegerField(default=0)
    push_lost_at = models.DateTimeField(null=True)
    state = models.JSONField(null=True)
    next_at = models.DateTimeField(null=True, db_index=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return "nudges on" if self.on else "nudges off"


class PushSubscription(models.Model):
    """One browser that shows nudges: where to, and the keys that only it can open them with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint = models.CharField(max_length=1000)
    endpoint_hash = models.CharField(max_length=64, unique=True)
    p256dh = models.CharField(max_length=100)
    push_auth = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("made_at",)

    def __str__(self) -> str:
        return f"a browser since {self.made_at:%d %b}"


class Nudge(models.Model):
    """One decision at the beginning of a window, with all that is needed to judge it later.

    `became` is what one did with it, `done` whether a moment with people came within a day.
    """

    class Became(models.TextChoices):
        """What became of one that was to be sent."""

        OPEN = "", "Nothing yet"
        OPENED = "opened", "Opened"
        NOT_NOW = "not_now", "Not now"
        LEFT = "left", "Left"
        NEVER_CAME = "never_came", "It could not be sent"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="nudges")
    at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    point = models.DateTimeField()
    sent = models.BooleanField()
    why = models.CharField(max_length=30)
    occasion = models.CharField(max_length=20, blank=True)
    text_id = models.CharField(max_length=60, blank=True)
    content_version = models.CharField(max_length=20)
    probability = models.FloatField()
    seed = models.BigIntegerField()
    features = models.JSONField(null=True)
    expires = models.DateTimeField(null=True)
    became = models.CharField(max_length=10, blank=True, choices=Became.choices)
    became_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    done = models.BooleanField(null=True)

    class Meta:
        ordering = ("-at",)
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "point"], name="a_window_is_decided_once")
        ]

    def __str__(self) -> str:
        return f"{self.why}, {self.at:%d %b}"


class NudgeDelivery(models.Model):
    """One way that a nudge takes: who claimed it, and what became of it. Never sent twice."""

    class Way(models.TextChoices):
        """How it goes."""

        MAIL = "mail", "by e-mail"
        PUSH = "push", "in a browser"

    class Status(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", "Waiting"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        EXPIRED = "expired", "Its time was over"
        WITHDRAWN = "withdrawn", "Not wanted any more"
        FAILED = "failed", "Could not be sent"

    nudge = models.ForeignKey(Nudge, on_delete=models.CASCADE, related_name="deliveries")
    way = models.CharField(max_length=4, choices=Way.choices)
    subscription = models.ForeignKey(
        PushSubscription, on_delete=models.SET_NULL, null=True, related_name="deliveries"
    )
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.WAITING)
    due_at = models.DateTimeField()
    claim = models.UUIDField(null=True)
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_at", "pk")
        indexes = [  # noqa: RUF012 - Django's Meta
            models.Index(fields=["status", "due_at"], name="nudges_that_are_due")
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.get_way_display()}"
