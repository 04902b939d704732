"""Run every benchmark in a process of its own and print the tables."""

import subprocess
import sys

QUESTIONS = (
    "encounter",
    "population",
    "members",
    "growth",
    "understand",
    "pages",
    "starting",
    "talks",
    "streams",
)

if __name__ == "__main__":
    for question in QUESTIONS:
        subprocess.run([sys.executable, "-m", f"benchmarks.{question}"], check=True)
        print()
