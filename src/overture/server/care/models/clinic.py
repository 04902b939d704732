"""What passes between a member and a clinician: what is suggested, answered, noted and told."""

import uuid

from django.db import models

from overture.server.accounts.models import Link, Person
from overture.server.practice.models import Step


class Answer(models.TextChoices):
    """What a member says to something that is suggested. Nothing holds without a yes."""

    OPEN = "", "Open"
    YES = "yes", "Yes"
    ELSE = "else", "Something else"
    NO = "no", "No"


class Proposal(models.Model):
    """One setting of pace or safety at one value, as a clinician suggests it.

    `words` is what the member would rather have, where they said "something else".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="proposals")
    setting = models.CharField(max_length=14)
    value = models.JSONField()
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=4, blank=True, choices=Answer.choices)
    words = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    key = models.UUIDField()

    class Meta:
        ordering = ("made_at",)
        constraints = (
            models.UniqueConstraint(fields=("link", "key"), name="a_setting_is_proposed_once"),
        )

    def __str__(self) -> str:
        return self.setting


class Suggested(models.Model):
    """A step, a scene or an order of the member's own steps, as a clinician suggests it.

    `order` holds ids of steps, the first one first. With a yes a step stands on the member's list.
    """

    class Kind(models.TextChoices):
        """What is suggested."""

        STEP = "step", "A step"
        SCENE = "scene", "A scene"
        ORDER = "order", "An order"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="suggested")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    title = models.CharField(max_length=200)
    library_id = models.CharField(max_length=80, blank=True)
    order = models.JSONField(default=list)
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=4, blank=True, choices=Answer.choices)
    words = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    step = models.OneToOneField(
        Step, on_delete=models.SET_NULL, null=True, related_name="suggested"
    )
    key = models.UUIDField()

    class Meta:
        ordering = ("made_at",)
        constraints = (
            models.UniqueConstraint(fields=("link", "key"), name="a_step_is_suggested_once"),
        )

    def __str__(self) -> str:
        return self.title


class OwnNote(models.Model):
    """A note of a clinician's own about somebody. No page of the member's shows it.

    The member's copy says that it is there, by whom and of when; erasing the space erases it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="own_notes")
    words = models.TextField()
    at = models.DateTimeField()
    key = models.UUIDField()

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(fields=("link", "key"), name="an_own_note_is_kept_once"),
        )

    def __str__(self) -> str:
        return f"note of {self.at:%d %b}"


class Held(models.Model):
    """A session that was held, so that the next sheet tells what came since."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="held")
    at = models.DateTimeField()
    key = models.UUIDField()

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.UniqueConstraint(fields=("link", "key"), name="one_row_a_time_that_was_held"),
        )

    def __str__(self) -> str:
        return f"held {self.at:%d %b}"


class HelpOpened(models.Model):
    """The member opened Human help, and this person was to be told that. Nothing else is kept."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="help_opened")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"help opened {self.at:%d %b}"


class Acknowledged(models.Model):
    """A clinician has seen one alert. `about` tells it from others with the same code."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="acknowledged")
    code = models.CharField(max_length=12)
    about = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                fields=("link", "code", "about"), name="an_alert_is_acknowledged_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} seen"


class Handover(models.Model):
    """A clinician suggests that another one goes on. What is shared never moves by itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="handovers")
    to = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="handovers")
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=4, blank=True, choices=Answer.choices)
    answered_at = models.DateTimeField(null=True)
    key = models.UUIDField()

    class Meta:
        ordering = ("made_at",)
        constraints = (
            models.UniqueConstraint(fields=("link", "key"), name="a_handover_is_made_once"),
        )

    def __str__(self) -> str:
        return f"handover of {self.made_at:%d %b}"
