"""Addresses of a clinician's pages. Each opens what is shared with that clinician only."""

from django.urls import path

from overture.server.web.clinician import caseload, person

urlpatterns = [
    path("clinic", caseload.caseload, name="caseload"),
    path("clinic/person/<uuid:link_id>", person.person, name="clinic_person"),
]
