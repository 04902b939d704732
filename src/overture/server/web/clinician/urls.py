"""Addresses of a clinician's pages. Each opens what is shared with that clinician only."""

from django.urls import path

from overture.server.web.clinician import alerts, caseload, office, pace, person, session, working

PERSON = "clinic/person/<uuid:link_id>"

urlpatterns = [
    path("clinic", caseload.caseload, name="caseload"),
    path("clinic/alerts", alerts.alerts, name="clinic_alerts"),
    path("clinic/office", office.office, name="clinic_office"),
    path("clinic/office/invite", office.invite, name="clinic_invite"),
    path(
        "clinic/office/invite/<uuid:invitation_id>/back",
        office.invite_back,
        name="clinic_invite_back",
    ),
    path("clinic/office/leave", office.leave, name="clinic_leave"),
    path(PERSON, person.person, name="clinic_person"),
    path(f"{PERSON}/seen", alerts.seen, name="clinic_seen"),
    path(f"{PERSON}/pace", pace.suggest, name="clinic_pace"),
    path(f"{PERSON}/pace/<uuid:proposal_id>/back", pace.withdraw, name="clinic_pace_back"),
    path(f"{PERSON}/steps", working.suggest_step, name="clinic_suggest"),
    path(
        f"{PERSON}/steps/<uuid:suggested_id>/back", working.suggest_back, name="clinic_suggest_back"
    ),
    path(f"{PERSON}/notes", working.note, name="clinic_note"),
    path(f"{PERSON}/held", working.held, name="clinic_held"),
    path(f"{PERSON}/over", working.hand_over, name="clinic_hand_over"),
    path(f"{PERSON}/session", session.session, name="clinic_session"),
    path(f"{PERSON}/session.pdf", session.session_pdf, name="clinic_session_pdf"),
]
