"""The pages for the host of a group."""

from django.apps import AppConfig


class Config(AppConfig):
    """Django's name for this face."""

    name = "overture.server.web.host"
    label = "web_host"
