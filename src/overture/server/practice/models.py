"""Steps, attempts and what is learned from them.

An attempt grows by rows that are written once: prediction, outcome, re-rating, review. Nothing is
edited; a correction retracts the attempt and the belief is replayed without it.
"""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from overture.server.accounts.models import Member


def _rating(**options: object) -> models.PositiveSmallIntegerField:  # type: ignore[type-arg]
    """A rating from 0 to 10; absent if the member did not answer."""
    return models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
        **options,  # type: ignore[arg-type]
    )


class Step(models.Model):
    """A step on a member's own ladder: from the library, or in the member's own words."""

    class Status(models.TextChoices):
        """Where a step stands. Started counts."""

        PLANNED = "planned", "Planned"
        STARTED = "started", "Started"
        DONE = "done", "Done"
        RESTING = "resting", "Resting"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="steps")
    library_id = models.CharField(max_length=80, blank=True)
    content_version = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    counts_if = models.CharField(max_length=200, blank=True)
    family = models.CharField(max_length=20)
    features = models.JSONField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    planned_for = models.DateField(null=True, blank=True)
    when_words = models.CharField(max_length=60, blank=True)
    change = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ("-touched_at",)
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "key"], name="a_step_is_added_once")
        ]

    def __str__(self) -> str:
        return self.title


class Attempt(models.Model):
    """A step tried once, in life or in a scene."""

    class Kind(models.TextChoices):
        """With a person, or practice with an AI."""

        REAL = "real", "With people"
        SCENE = "scene", "Practice"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="attempts")
    step = models.ForeignKey(Step, on_delete=models.SET_NULL, null=True, related_name="attempts")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    scene_id = models.CharField(max_length=80, blank=True)
    content_version = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=6, blank=True)
    title = models.CharField(max_length=200)
    family = models.CharField(max_length=20)
    features = models.JSONField()
    tested = models.BooleanField(default=True)
    begun_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True)
    discounted = models.CharField(max_length=200, blank=True)
    would_count_if = models.CharField(max_length=200, blank=True)
    key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ("begun_at",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["member", "key"], name="an_attempt_begins_once")
        ]

    def __str__(self) -> str:
        return self.title


class Prediction(models.Model):
    """Before: what the member expects. Written once."""

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, primary_key=True)
    at = models.DateTimeField()
    anxiety = _rating()
    enjoyment = _rating()
    feared_event = models.CharField(max_length=300, blank=True)
    feared_in_ten = _rating()

    def __str__(self) -> str:
        return f"expected {self.anxiety}"


class Outcome(models.Model):
    """After: what happened. Written once."""

    class Feared(models.TextChoices):
        """Whether the feared event happened."""

        NO = "no", "No"
        PARTLY = "partly", "Partly"
        YES = "yes", "Yes"

    class Reach(models.TextChoices):
        """How far it went."""

        DONE = "done", "Done"
        STARTED = "started", "Started"
        STOPPED = "stopped", "Stopped"

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, primary_key=True)
    at = models.DateTimeField()
    reach = models.CharField(max_length=7, choices=Reach.choices, default=Reach.DONE)
    anxiety = _rating()
    enjoyment = _rating()
    feared = models.CharField(max_length=6, blank=True, choices=Feared.choices)
    understood = _rating()
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"was {self.anxiety}"


class Rerating(models.Model):
    """And if you did it again? Written once."""

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, primary_key=True)
    at = models.DateTimeField()
    anxiety = _rating()
    enjoyment = _rating()
    feared_in_ten = _rating()

    def __str__(self) -> str:
        return f"again {self.anxiety}"


class Review(models.Model):
    """Looking back at a near miss: what happened, another reading, one change carried forward."""

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, primary_key=True)
    at = models.DateTimeField()
    got_in_the_way = models.TextField(blank=True)
    another_reading = models.CharField(max_length=300, blank=True)
    change = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.change


class Learned(models.Model):
    """What the model holds of one member after the last attempt: a cache, rebuilt by replay."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True)
    state = models.JSONField()
    theta = models.JSONField()
    sd = models.JSONField()
    events = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.events} moments"


class SharingChoice(models.Model):
    """A member's yes or no to their ratings being part of what is worked out of people together.

    The latest holds; none is no. `text_hash` names the very words that were agreed to.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="sharing_choices")
    agreed = models.BooleanField()
    text_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{'yes' if self.agreed else 'no'} to being counted in"


class PackedHistory(models.Model):
    """The attempts of a member who agreed, as numbers without a word: a cache of the rows.

    It is there so that reading everybody for a fit costs little, and goes with the yes.
    """

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True)
    format = models.PositiveSmallIntegerField()
    attempts = models.PositiveIntegerField()
    rows = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.attempts} moments, packed"


class Plan(models.Model):
    """Three offers with their chances and reasons, and what the member chose. Kept whole."""

    class Pick(models.TextChoices):
        """What the member did with the offers."""

        OPEN = "", "Open"
        DO = "do", "Did it"
        SMALLER = "smaller", "Something smaller"
        NOT_TODAY = "not_today", "Not today"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="plans")
    made_at = models.DateTimeField()
    seed = models.BigIntegerField()
    rule = models.CharField(max_length=40)
    offers = models.JSONField()
    considered = models.JSONField()
    pick = models.CharField(max_length=10, blank=True, choices=Pick.choices)
    picked_step = models.CharField(max_length=80, blank=True)
    picked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.rule}, {self.made_at:%d %b}"


class Day(models.Model):
    """How much room there is for people on one day."""

    class Room(models.TextChoices):
        """Four equal answers."""

        HARDLY_ANY = "hardly any", "Hardly any"
        A_LITTLE = "a little", "A little"
        SOME = "some", "Some"
        PLENTY = "plenty", "Plenty"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    room = models.CharField(max_length=10, blank=True, choices=Room.choices)

    class Meta:
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["member", "day"], name="one_answer_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.room}"


class Answer(models.Model):
    """What the member said to a card that told them what the monitor saw. Written once."""

    class Sign(models.TextChoices):
        """What was seen."""

        WITHDRAWAL = "withdrawal", "Fewer moments with people"
        STAGNATION = "stagnation", "Expecting the same"
        SUBSTITUTION = "substitution", "More program than people"
        ANCHOR = "anchor", "A regular thing that went by"

    class Said(models.TextChoices):
        """Five answers, none of which costs anything."""

        SMALLER = "smaller", "Something small"
        SOMEBODY = "somebody", "Somebody"
        NOT_NOW = "not_now", "Not now"
        NOT_IT = "not_it", "That’s not it"
        AWAY = "away", "Away or ill"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="answers")
    sign = models.CharField(max_length=12, choices=Sign.choices)
    said = models.CharField(max_length=8, choices=Said.choices)
    seen = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.said} to {self.sign}"


class Away(models.Model):
    """Days on which the member was away or ill, both ends included: nothing is looked for there."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="aways")
    first = models.DateField()
    last = models.DateField()
    said_at = models.DateTimeField()

    class Meta:
        ordering = ("first",)

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


class Anchor(models.Model):
    """A regular appointment with people that the member declared: due on `first`, then `every`."""

    class Every(models.TextChoices):
        """How often it comes round."""

        WEEK = "week", "Every week"
        FORTNIGHT = "fortnight", "Every two weeks"
        MONTH = "month", "Every month"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="anchors")
    title = models.CharField(max_length=120)
    first = models.DateField()
    every = models.CharField(max_length=9, choices=Every.choices)
    at = models.TimeField(null=True)
    rests = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    key = models.UUIDField()

    class Meta:
        ordering = ("first", "title")
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["member", "key"], name="an_anchor_is_added_once")
        ]

    def __str__(self) -> str:
        return self.title


class Occasion(models.Model):
    """What the member said of one time an anchor was due. The last word holds."""

    class Kept(models.TextChoices):
        """Three answers of the same size."""

        YES = "yes", "I was there"
        NO = "no", "Not this time"
        OFF = "off", "It was called off"

    anchor = models.ForeignKey(Anchor, on_delete=models.CASCADE, related_name="occasions")
    due = models.DateField()
    kept = models.CharField(max_length=3, choices=Kept.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ("due",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["anchor", "due"], name="an_occasion_is_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.due}: {self.kept}"


class CalendarFeed(models.Model):
    """A private address under which a calendar may read the member's anchors, as a hash of it."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar since {self.made_at:%d %b}"
