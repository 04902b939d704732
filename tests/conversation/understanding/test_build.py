import shutil
from pathlib import Path

import pytest

from overture.content.errors import ContentError
from overture.content.loader import LIBRARY
from overture.conversation.understanding import build as building
from overture.conversation.understanding import model
from overture.conversation.understanding.build import artefact_name, build, examples
from overture.language.heads import load


@pytest.fixture
def small_library(tmp_path: Path) -> Path:
    """The shipped library with three examples an act, so that a build takes a moment."""
    library = tmp_path / "library"
    shutil.copytree(LIBRARY / "companion", library / "companion")
    (library / "acts").mkdir()
    for path in (LIBRARY / "acts").glob("*.toml"):
        lines = [
            f'schema = "acts/1"\nact = "{path.stem}"\nmeans = "x"\nexamples = [',
            *(f'  "{path.stem} example {n}",' for n in ("one", "two", "three")),
            "]",
        ]
        (library / "acts" / path.name).write_text("\n".join(lines))
    return library


def test_a_build_tells_how_far_it_is_and_can_be_read(small_library: Path, tmp_path: Path) -> None:
    told: list[float] = []
    path = build(small_library, tmp_path / "out", lambda _doing, share: told.append(share))
    assert path.name == artefact_name(small_library)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert {"talk", "scene", "talk.confidence", "topics", "feelings"} <= load(path).keys()


def test_building_twice_gives_the_same_heads(small_library: Path, tmp_path: Path) -> None:
    first, second = (load(build(small_library, tmp_path / name)) for name in ("a", "b"))
    assert {n: h.digest for n, h in first.items()} == {n: h.digest for n, h in second.items()}


def test_a_changed_example_changes_the_name(small_library: Path) -> None:
    before = artefact_name(small_library)
    path = small_library / "acts" / "greet.toml"
    path.write_text(path.read_text().replace("example one", "another"))
    assert artefact_name(small_library) != before


def test_what_cue_says_and_what_scenes_hold_change_no_name(small_library: Path) -> None:
    before = artefact_name(small_library)
    for path in (
        *small_library.glob("companion/lines/*.toml"),
        small_library / "scenes" / "a.toml",
    ):
        path.parent.mkdir(exist_ok=True)
        path.write_text("# another line")
    assert artefact_name(small_library) == before


def test_an_act_file_under_another_name_is_refused(small_library: Path) -> None:
    path = small_library / "acts" / "greet.toml"
    path.write_text(path.read_text().replace('act = "greet"', 'act = "bye"'))
    with pytest.raises(ContentError, match=r"greet\.toml, line 2"):
        examples(small_library)


def test_a_missing_or_damaged_artefact_is_built_where_there_is_room(
    small_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    cache = tmp_path / "cache"
    monkeypatch.setattr(model, "places", lambda: (blocked / "built", cache))
    told: list[str] = []
    monkeypatch.setattr(model, "_loaded", {})
    model.classifier(small_library, lambda doing, _share: told.append(doing))
    (artefact,) = cache.iterdir()
    assert told

    artefact.write_bytes(b"torn")
    monkeypatch.setattr(model, "_loaded", {})
    assert model.classifier(small_library).names("talk")
    assert building.fingerprint(small_library) in artefact.name
