"""The groups app."""

from django.apps import AppConfig


class Config(AppConfig):
    """Django's name for this room."""

    name = "overture.server.groups"
    label = "groups"

    def ready(self) -> None:
        """Let a member's copy of everything hold these rows too."""
        # there are no models before all apps are ready
        from overture.server.conversations import export  # noqa: PLC0415
        from overture.server.groups import copied  # noqa: PLC0415

        export.also(*copied.TABLES)
