"""Finding a Chromium, and installing one where that can be: `python -m tests.support.browsers`."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


@cache
def find() -> str | None:
    """The path of a Chromium that runs, on PATH or playwright's own, or None."""
    candidates = [path for name in NAMES if (path := shutil.which(name))]
    return next((path for path in candidates if _runs(path)), None) or _playwrights_own()


def _runs(path: str) -> bool:
    """Whether it is a browser and not a signpost to some other way of installing one."""
    try:
        said = subprocess.run(
            [path, "--version"], capture_output=True, timeout=60, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0 and "Chrom" in said.stdout


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() and _runs(path) else None


def _run(*command: str) -> bool:
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False, timeout=600)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _with_rights() -> tuple[str, ...] | None:
    """What to put before a command that installs packages, or None if nobody lets us."""
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") and _run("sudo", "-n", "true"):
        return ("sudo", "-n")
    return None


def _install_by_apt() -> bool:
    rights = _with_rights()
    if rights is None or not shutil.which("apt-get"):
        return False
    quietly = (*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    _run(*quietly, "update")
    return _run(*quietly, "install", "-y", "--no-install-recommends", "chromium")


def _install_by_playwright() -> bool:
    needs = ("--with-deps",) if _with_rights() is not None and shutil.which("apt-get") else ()
    return _run(sys.executable, "-m", "playwright", "install", *needs, "chromium")


def install() -> str | None:
    """Install a Chromium by the first way that works. Returns its path, or None."""
    for way in (_install_by_apt, _install_by_playwright):
        if way():
            find.cache_clear()
            if path := find():
                return path
    return None


def main() -> None:
    """Say which browser the tests will use; install one if there is none."""
    path = find()
    if path is None:
        sys.stdout.write("Looking for a Chromium to install for the browser tests.\n")
        path = install()
    found = f"Browser tests use {path}."
    missing = "No Chromium here and none could be installed: the browser tests will be skipped."
    sys.stdout.write(f"{found if path else missing}\n")


if __name__ == "__main__":
    main()
