"""The course: what a member said about it, ticked in it and wrote to it; and the plan it leaves."""

from django.db import models

from overture.server.accounts.models import Member


class CourseChoice(models.Model):
    """One thing that was said about the course, in the order in which it was said. Append-only.

    `week` is the week it was said of, where it was said of one. That the course was offered is kept
    too, since it is offered once.
    """

    class Said(models.TextChoices):
        """Eight words, none of which costs anything."""

        OFFERED = "offered", "It was offered"
        BEGAN = "began", "Begin"
        ON = "on", "On to the next"
        STAY = "stay", "Stay here"
        BACK = "back", "Go back"
        PAUSED = "paused", "Pause"
        UP = "up", "Take it up again"
        LEFT = "left", "Leave the course"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="course_choices")
    said = models.CharField(max_length=7, choices=Said.choices)
    week = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    key = models.UUIDField()

    class Meta:
        ordering = ("pk",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["member", "key"], name="a_course_choice_is_made_once")
        ]

    def __str__(self) -> str:
        return f"{self.said} {self.week}".strip()


class CourseTick(models.Model):
    """A thing of a week that the member ticked by hand. Taking the tick away removes the row."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="course_ticks")
    week = models.CharField(max_length=40)
    thing = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["member", "week", "thing"], name="a_thing_ticked_once")
        ]

    def __str__(self) -> str:
        return f"{self.week}: {self.thing}"


class CourseAnswer(models.Model):
    """What the member wrote to the question that closes a week. Every version stays."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="course_answers")
    week = models.CharField(max_length=40)
    question = models.CharField(max_length=200)
    words = models.TextField()
    at = models.DateTimeField()
    key = models.UUIDField()

    class Meta:
        ordering = ("pk",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["member", "key"], name="a_course_answer_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"answer to {self.week}"


class QuietPlan(models.Model):
    """One version of a member's plan for quieter stretches, in their own words. Append-only."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="quiet_plans")
    number = models.PositiveIntegerField()
    key = models.UUIDField()
    signs = models.TextField(blank=True)
    helped = models.TextField(blank=True)
    smallest = models.TextField(blank=True)
    people = models.TextField(blank=True)
    to_myself = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-number",)
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["member", "number"], name="quiet_plans_in_order"),
            models.UniqueConstraint(fields=["member", "key"], name="a_quiet_plan_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"plan for quieter stretches {self.number}, {self.at:%d %b}"
