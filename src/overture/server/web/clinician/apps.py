"""The pages for a clinician."""

from django.apps import AppConfig


class Config(AppConfig):
    """Django's name for this face."""

    name = "overture.server.web.clinician"
    label = "web_clinician"
