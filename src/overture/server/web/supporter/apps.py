"""The pages for somebody close."""

from django.apps import AppConfig


class Config(AppConfig):
    """Django's name for this face."""

    name = "overture.server.web.supporter"
    label = "web_supporter"
