from typing import get_args

from overture.content.families import FAMILIES
from overture.content.schema.scene import Family


def test_every_kind_of_scene_can_be_said() -> None:
    assert set(get_args(Family)) | {"own"} == set(FAMILIES)


def test_no_two_kinds_are_called_the_same() -> None:
    for part in ("kinds", "title", "where"):
        words = [getattr(family, part) for family in FAMILIES.values()]
        assert len(set(words)) == len(words)
