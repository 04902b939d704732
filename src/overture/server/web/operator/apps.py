"""The pages for whoever runs the service."""

from django.apps import AppConfig


class Config(AppConfig):
    """Django's name for this face."""

    name = "overture.server.web.operator"
    label = "web_operator"
