"""Addresses of the pages for somebody close. Each opens what is shared with them, and only that."""

from django.urls import path

from overture.server.web.supporter import asked, celebrating, helping, shared

urlpatterns = [
    path("close/", shared.shared_with_me, name="shared_with_me"),
    path("close/celebrate", shared.celebrations, name="celebrations"),
    path("close/help", helping.how_to_help, name="how_to_help"),
    path("close/help/celebrate", helping.like_this, name="like_this"),
    path("close/help/<slug:lesson_id>", helping.close_lesson, name="close_lesson"),
    path("close/<uuid:link_id>", shared.shared_page, name="shared_page"),
    path(
        "close/<uuid:link_id>/celebrate/<uuid:thing_id>",
        celebrating.celebrate_this,
        name="celebrate_this",
    ),
    path("close/<uuid:link_id>/again", shared.look_again, name="look_again"),
    path("close/<uuid:link_id>/how", asked.how_is_it, name="how_is_it"),
    path("close/<uuid:link_id>/back", asked.step_back, name="step_back"),
]
