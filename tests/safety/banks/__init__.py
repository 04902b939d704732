"""Invented messages by the route they must, or must not, take."""

import tomllib
from pathlib import Path


def bank(name: str, key: str) -> list[str]:
    """The messages under `key` of one file beside this one."""
    with (Path(__file__).parent / f"{name}.toml").open("rb") as file:
        return list(tomllib.load(file)[key])
