"""What a member answered to an instrument, as answered; and what whoever runs the server added."""

import uuid

from django.db import models

from overture.server.accounts.models import Member


class Administration(models.Model):
    """One instrument answered once. Items not answered are absent, never guessed.

    `title` and `readings` are what it was called and what came of it, as it stood then: they can
    still be read where the instrument itself is not here any more.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="administrations")
    instrument = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=120, blank=True)
    answers = models.JSONField()
    readings = models.JSONField(default=list)
    at = models.DateTimeField()
    key = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ("-at",)
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "key"], name="an_answer_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.instrument}, {self.at:%d %b}"


class AddedInstrument(models.Model):
    """An instrument that whoever runs the server added, and who said that they may use it."""

    name = models.CharField(max_length=60, primary_key=True)
    version = models.CharField(max_length=20)
    data = models.JSONField()
    rights = models.TextField()
    confirmed_by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Asking(models.Model):
    """When a member was last told that there are questions, and whether they want to be."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True)
    shown_on = models.DateField(null=True)
    stopped = models.BooleanField(default=False)

    def __str__(self) -> str:
        return "not asked" if self.stopped else f"shown {self.shown_on}"


class NotSo(models.Model):
    """The member said that something the record says of them is not so. The last word holds."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="said_not_so")
    kind = models.CharField(max_length=12, blank=True)
    facet = models.CharField(max_length=12)
    taken_back = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ("kind", "facet")
        constraints = [  # noqa: RUF012 - Django's Meta
            models.UniqueConstraint(fields=["member", "kind", "facet"], name="one_word_a_reading")
        ]

    def __str__(self) -> str:
        return f"{self.facet}: {'so' if self.taken_back else 'not so'}"
