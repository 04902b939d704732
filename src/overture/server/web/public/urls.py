"""Addresses that anybody may open."""

from django.urls import path

from overture.server.web.public import calendars, installed, nudges, receipt, views

urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("start", views.start, name="start"),
    path("back", views.come_back, name="come_back"),
    path("help", views.help_now, name="help"),
    path("help/<slug:country>", views.help_now, name="help_in"),
    path("seen/<str:token>", receipt.receipt, name="seen"),
    path("nudges/address/<str:token>", nudges.confirm, name="nudges_address"),
    path("nudges/stop/<str:token>", nudges.stop, name="nudges_stop"),
    path("calendar/<str:token>.ics", calendars.calendar, name="calendar"),
    path("safety-protocol", views.safety_protocol, name="safety_protocol"),
    path("what-happens-to-what-you-type", views.typed, name="typed"),
    path("health", views.health, name="health"),
    path("manifest.webmanifest", installed.manifest, name="manifest"),
    path("away", installed.away, name="away"),
    path("sw.js", installed.service_worker, name="service_worker"),
]
