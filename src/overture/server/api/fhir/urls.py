"""Addresses of the FHIR door: what is asked there is only read."""

from functools import partial

from django.urls import path

from overture.server.api.door import guarded
from overture.server.api.fhir import views
from overture.server.api.fhir.answers import problem

behind = partial(guarded, say=problem, once=False)

urlpatterns = [
    path("fhir/metadata", views.metadata, name="fhir_metadata"),
    path("fhir/Patient/$export", behind(views.kick_off), name="fhir_export"),
    path("fhir/copies/<uuid:copy_id>", behind(views.copy), name="fhir_copy"),
    path("fhir/copies/<uuid:copy_id>/<str:kind>", behind(views.copy_file), name="fhir_copy_file"),
    path("fhir/<str:kind>", behind(views.search), name="fhir_search"),
    path("fhir/<str:kind>/<str:resource_id>", behind(views.read), name="fhir_read"),
    path("fhir/<path:rest>", behind(views.nothing_here), name="fhir_nothing_here"),
]
