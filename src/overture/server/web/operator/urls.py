"""Addresses of an operator's pages. None of them shows anything of a member, but a look does."""

from django.urls import path

from overture.server.web.operator import emergency, people, reports, sound

urlpatterns = [
    path("run", people.people, name="run_people"),
    path("run/invite", people.invite, name="run_invite"),
    path("run/invitations/<uuid:invitation_id>", people.withdraw, name="run_withdraw"),
    path("run/people/<uuid:person_id>", people.role, name="run_role"),
    path("run/sound", sound.sound, name="run_sound"),
    path("run/reports", reports.reports, name="run_reports"),
    path("run/reports/<uuid:report_id>", reports.close, name="run_report_close"),
    path("run/host-reports/<uuid:report_id>", reports.about_host, name="run_host_report"),
    path("run/emergency", emergency.ask, name="run_emergency"),
    path("run/emergency/<uuid:look_id>", emergency.look, name="run_look"),
]
