"""The pages for signing in and for an account."""

from django.apps import AppConfig


class Config(AppConfig):
    """Django's name for this face."""

    name = "overture.server.web.account"
    label = "web_account"
