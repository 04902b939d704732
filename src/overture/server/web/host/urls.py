"""Addresses of a host's pages. Each opens that host's own groups only."""

from django.urls import path

from overture.server.web.host import groups, safety, work

urlpatterns = [
    path("host", groups.groups, name="host_groups"),
    path("host/again", safety.seconds, name="host_seconds"),
    path("host/<uuid:group_id>", groups.group, name="host_group"),
    path("host/<uuid:group_id>/runs", groups.choose, name="host_choose"),
    path("host/<uuid:group_id>/invite", groups.invite, name="host_invite"),
    path("host/<uuid:group_id>/write", groups.write, name="host_write"),
    path("host/<uuid:group_id>/log", groups.log, name="host_log"),
    path("host/<uuid:group_id>/task", work.task, name="host_task"),
    path("host/<uuid:group_id>/pairs", work.make_pairs, name="host_pairs"),
    path("host/<uuid:group_id>/posts/<uuid:post_id>", safety.post, name="host_post"),
    path("host/<uuid:group_id>/reports/<uuid:report_id>", safety.report, name="host_report"),
    path("host/<uuid:group_id>/people/<uuid:membership_id>", safety.person, name="host_person"),
]
