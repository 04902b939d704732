"""What is learned from a member’s attempts, and whether it may be counted in with others’."""

from django.db import models

from overture.server.accounts.models import Member


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
