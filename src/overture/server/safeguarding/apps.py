"""The safeguarding app."""

from django.apps import AppConfig


class Config(AppConfig):
    """Django's name for this room."""

    name = "overture.server.safeguarding"
    label = "safeguarding"
