"""Who may know whom: the contracts hold, and each says why it is there."""

import subprocess
import sys
from pathlib import Path

from tests.support.house import ROOT


def test_every_contract_is_kept():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_contract_gives_its_reason_in_a_comment_above_it():
    lines = (ROOT / ".importlinter").read_text("utf-8").splitlines()
    contracts = [n for n, line in enumerate(lines) if line.startswith("[importlinter:contract:")]
    assert contracts
    bare = [lines[n] for n in contracts if not lines[n - 1].startswith("# ")]
    assert bare == []
