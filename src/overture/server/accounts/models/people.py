"""People who sign in, what they are here, and invitations to become it."""

import uuid
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class People(BaseUserManager["Person"]):
    """Makes accounts. It is what Django and allauth ask for one."""

    def create_user(
        self, handle: str, *, created_at: datetime, password: str | None = None, **more: str
    ) -> "Person":
        """An account of that sign-in name. Without a password it opens by other ways only."""
        person = self.model(handle=handle, created_at=created_at, **more)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in: a member who wanted an account, or one of the people around them.

    `handle` is what they sign in with; nobody else is shown it. `name` is how others read them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handle = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = People()

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"

    class Meta:
        ordering = ("created_at",)

    def __str__(self) -> str:
        return f"person {str(self.id)[:8]}"

    # Django asks every account for this under this name.
    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Whether this account still opens."""
        return self.closed_at is None

    @property
    def initials(self) -> str:
        """Two letters at most for the round sign beside a name."""
        parts = self.name.split()
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper() or "·"


class Role(models.Model):
    """What somebody is here. To be a member is no role: it is to have a space."""

    class Kind(models.TextChoices):
        """The people around a member."""

        SUPPORTER = "supporter", "Somebody close"
        CLINICIAN = "clinician", "Clinician"
        HOST = "host", "Group host"
        OPERATOR = "operator", "Operator"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "kind"),
                condition=models.Q(ended_at=None),
                name="one_open_role_of_a_kind",
            ),
        )

    def __str__(self) -> str:
        return self.kind


class Invitation(models.Model):
    """A link that makes whoever opens it first what it says: single use, and it ends by itself.

    It comes from a member (to somebody close, to a clinician), or from a person: an operator makes
    clinicians, hosts and operators, a clinician invites a member, a host a member into a group. One
    from neither was made at the machine itself, for the first operator.
    `things` is what a member ticked to be shared once it is taken. `about` is the row it opens,
    where there is one: a group.
    """

    class Kind(models.TextChoices):
        """What whoever takes it becomes."""

        SUPPORTER = "supporter", "Somebody close"
        CLINICIAN = "clinician", "Clinician"
        HOST = "host", "Group host"
        OPERATOR = "operator", "Operator"
        MEMBER = "member", "Member"
        GROUP = "group", "Of a group"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    from_member = models.ForeignKey(
        "accounts.Member", on_delete=models.CASCADE, null=True, related_name="invitations"
    )
    from_person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, related_name="invitations"
    )
    called = models.CharField(max_length=60, blank=True)
    things = models.JSONField(default=list)
    about = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("made_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(from_member=None) | models.Q(from_person=None),
                name="an_invitation_comes_from_one_at_most",
            ),
        )

    def __str__(self) -> str:
        return f"invitation of a {self.kind}"

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be taken."""
        return self.taken_at is None and self.withdrawn_at is None and now < self.expires_at
