"""What a member said yes to about pace and limits."""

import uuid

from django.db import models

from overture.server.accounts.models import Member, Person


class Agreement(models.Model):
    """A yes to one setting at one value, until it is taken back or another one follows it.

    Rows are not reused. `by` is who had suggested it; the yes outlives their account.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="agreements")
    setting = models.CharField(max_length=14)
    value = models.JSONField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="agreements")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                fields=("member", "setting"),
                condition=models.Q(ended_at=None),
                name="one_open_agreement_of_a_setting",
            ),
        )

    def __str__(self) -> str:
        return self.setting
