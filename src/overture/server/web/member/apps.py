"""The pages for a member."""

from django.apps import AppConfig


class Config(AppConfig):
    """Django's name for this face."""

    name = "overture.server.web.member"
    label = "web_member"
