"""The pages for everybody."""

from django.apps import AppConfig


class Config(AppConfig):
    """Django's name for this face."""

    name = "overture.server.web.public"
    label = "web_public"
