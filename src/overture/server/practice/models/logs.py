"""What a member notes in passing: a word for how it is, and a moment with somebody."""

import uuid

from django.db import models

from overture.server.accounts.models import Member
from overture.server.practice.models.attempts import Attempt, rating


class FeltWord(models.Model):
    """A feeling of the library at one time, perhaps a second one, perhaps a note.

    What was taken out counts for nothing, and is gone for good a day later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="felt_words")
    at = models.DateTimeField()
    feeling = models.CharField(max_length=40)
    second = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)
    taken_out_at = models.DateTimeField(null=True)
    key = models.UUIDField()

    class Meta:
        ordering = ("at",)
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "key"], name="a_word_is_kept_once")
        ]

    def __str__(self) -> str:
        return self.feeling


class Interaction(models.Model):
    """A moment with somebody that was noted in passing: who, how long, how it felt, what warmth.

    `was_a_step` says that the record holds it already. What was taken out counts for nothing, and
    is gone for good a day later.
    """

    class Who(models.TextChoices):
        """What kind of person, or in what way."""

        FAMILY = "family", "Family"
        FRIEND = "friend", "A friend"
        KNOWN = "known", "Somebody I know"
        STRANGER = "stranger", "A stranger"
        GROUP = "group", "Several people"
        PHONE = "phone", "On the phone"
        ONLINE = "online", "Online"

    class Long(models.TextChoices):
        """How long it took, as one would say it."""

        MOMENT = "moment", "A moment"
        MINUTES = "minutes", "Some minutes"
        LONGER = "longer", "Longer"

    class Warmth(models.TextChoices):
        """How much warmth went one way."""

        LITTLE = "little", "Little"
        SOME = "some", "Some"
        MUCH = "much", "Much"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="interactions")
    at = models.DateTimeField()
    who = models.CharField(max_length=8, choices=Who.choices)
    long = models.CharField(max_length=7, blank=True, choices=Long.choices)
    felt = rating()
    gave = models.CharField(max_length=6, blank=True, choices=Warmth.choices)
    came_back = models.CharField(max_length=6, blank=True, choices=Warmth.choices)
    note = models.CharField(max_length=300, blank=True)
    was_a_step = models.BooleanField(default=False)
    taken_out_at = models.DateTimeField(null=True)
    key = models.UUIDField()

    class Meta:
        ordering = ("at",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["member", "key"], name="an_interaction_is_kept_once")
        ]

    def __str__(self) -> str:
        return self.who


class LogChoice(models.Model):
    """Whether one question follows time with somebody, and whether kind texts are shown."""

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, primary_key=True, related_name="log_choice"
    )
    asks = models.BooleanField(default=False)
    kind_words = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"asks: {self.asks}, kind words: {self.kind_words}"


class Asked(models.Model):
    """A question that was asked after one noted moment or one attempt, and what was answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="asked_after")
    question = models.CharField(max_length=60)
    interaction = models.OneToOneField(
        Interaction, on_delete=models.CASCADE, null=True, related_name="asked"
    )
    attempt = models.OneToOneField(
        Attempt, on_delete=models.CASCADE, null=True, related_name="asked"
    )
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        constraints = [  # noqa: RUF012
            models.CheckConstraint(
                condition=models.Q(interaction=None) ^ models.Q(attempt=None),
                name="a_question_is_about_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.question
