"""The domain runs where there is no web framework and no compiler."""

import subprocess
import sys

ROOMS = (
    "content",
    "content.check",
    "language",
    "learning",
    "safety",
    "exercises",
    "measures",
    "planning",
    "fitting",
    "simulation",
    "conversation",
    "conversation.understanding",
    "conversation.reply",
    "evaluation",
    "evaluation.honesty",
)

PROGRAM = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "numba", "uvicorn"}:
            raise ImportError(f"{name} is not here")

sys.meta_path.insert(0, Refuse())
for room in sys.argv[1:]:
    __import__(f"overture.{room}")
"""


def test_every_domain_room_imports_with_django_and_numba_blocked():
    command = [sys.executable, "-c", PROGRAM, *ROOMS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
