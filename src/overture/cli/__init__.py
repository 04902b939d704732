"""The `overture` command, one file a command."""

from overture.cli.app import main

__all__ = ["main"]
