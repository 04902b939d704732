"""Where data that is not ours may be read from: a folder that whoever runs the tests names."""

import os
from pathlib import Path

import pytest


def piray_folder() -> Path:
    """The folder of `choices.csv.gz`; the test is skipped, saying so, where it is not named."""
    folder = Path(os.environ.get("OVERTURE_PIRAY2019", "nowhere"))
    if not (folder / "choices.csv.gz").exists():
        pytest.skip("OVERTURE_PIRAY2019 names no folder with choices.csv.gz (Piray et al. 2019)")
    return folder
