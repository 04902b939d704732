"""Who may see what of a member, and who looked."""

import uuid

from django.db import models

from overture.server.accounts.models.members import Member
from overture.server.accounts.models.people import Person


class Thing(models.TextChoices):
    """What can be shared, in a member's words. Talks with Cue are none of it."""

    STEPS_DONE = "steps-done", "Steps I finish"
    GOOD_MOMENTS = "good-moments", "My good moments"
    SENT = "sent", "Only what I send"
    CURVES = "curves", "My curves"
    SITUATIONS = "situations", "My kinds of situation"
    MOMENTS = "moments", "My latest moments"
    STEPS = "steps", "My list of steps"
    NEAR_MISSES = "near-misses", "My near misses"
    PROFILE = "profile", "My profile"
    GOALS = "goals", "My goals and what matters to me"
    MEASURES = "measures", "My answers to questionnaires"
    MINUTES = "minutes", "My time with people and with Cue"
    HELP_OPENED = "help-opened", "That I opened Human help"


class Link(models.Model):
    """Somebody who may see something of a member. `called` is the member's own word for them."""

    class Kind(models.TextChoices):
        """As what they see it."""

        SUPPORTER = "supporter", "Somebody close"
        CLINICIAN = "clinician", "Clinician"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    called = models.CharField(max_length=60, blank=True)
    since = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("since",)
        constraints = (
            models.UniqueConstraint(
                fields=("member", "person", "kind"),
                condition=models.Q(ended_at=None),
                name="one_open_link_of_a_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.member}"


class Grant(models.Model):
    """A yes to one thing for one person, until it ends or is taken back. Rows are not reused."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="grants")
    thing = models.CharField(max_length=12, choices=Thing.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.thing


class Opened(models.Model):
    """That somebody looked at something that was shared. The member reads it, and it stays."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="opened")
    thing = models.CharField(max_length=12, choices=Thing.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.thing} {self.at:%Y-%m-%d %H:%M}"
