"""That somebody who runs the service looked into a space, and why: break-glass access."""

import uuid
from datetime import datetime

from django.db import models

from overture.server.accounts.models.members import Member
from overture.server.accounts.models.people import Person


class EmergencyLook(models.Model):
    """A look into a space by an operator, with a reason that its member reads. It ends by itself.

    Nobody who runs the service sees anything of a space otherwise. Talks are closed even so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="emergency_looks")
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="emergency_looks"
    )
    by = models.CharField(max_length=60)
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()
    ends_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"a look by {self.by}"

    def is_open(self, now: datetime) -> bool:
        """Whether the operator may still look."""
        return now < self.ends_at
