"""Addresses of a member's pages. One line each; each opens somebody's own space only."""

from django.urls import path

from overture.server.web.member import (
    attempts,
    near_miss,
    people,
    practise,
    profile,
    steps,
    today,
)

urlpatterns = [
    path("profile", profile.profile, name="profile"),
    path("today", today.today, name="today"),
    path("today/room", today.room, name="today_room"),
    path("today/answer", today.answer, name="today_answer"),
    path("practise", practise.practise, name="practise"),
    path("scenes/<slug:scene_id>/for-real", practise.plan_real, name="plan_real"),
    path("attempts/<uuid:attempt_id>/predict", attempts.predict, name="predict"),
    path("attempts/<uuid:attempt_id>/going", attempts.going, name="going"),
    path("attempts/<uuid:attempt_id>/not-this-time", attempts.not_this_time, name="not_this_time"),
    path("attempts/<uuid:attempt_id>/happened", attempts.outcome, name="outcome"),
    path("attempts/<uuid:attempt_id>/again", attempts.again, name="again"),
    path("attempts/<uuid:attempt_id>/nearly", near_miss.near_miss, name="near_miss"),
    path("steps", steps.steps, name="steps"),
    path("steps/add", steps.add, name="step_add"),
    path("steps/<uuid:step_id>/plan", steps.plan, name="step_plan"),
    path("steps/<uuid:step_id>/begin", steps.begin, name="step_begin"),
    path("steps/<uuid:step_id>/did", steps.did, name="step_did"),
    path("people", people.people, name="people"),
]
