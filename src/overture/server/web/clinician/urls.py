"""Addresses of a clinician's pages. Each opens what is shared with that clinician only."""

from django.urls import path

from overture.server.web.clinician import caseload, pace, person

urlpatterns = [
    path("clinic", caseload.caseload, name="caseload"),
    path("clinic/person/<uuid:link_id>", person.person, name="clinic_person"),
    path("clinic/person/<uuid:link_id>/pace", pace.suggest, name="clinic_pace"),
    path(
        "clinic/person/<uuid:link_id>/pace/<uuid:proposal_id>/back",
        pace.withdraw,
        name="clinic_pace_back",
    ),
]
