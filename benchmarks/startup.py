"""What `timeline --help` costs beside `python -c 'import click'`: CPU seconds, the least of several runs of each.

python benchmarks/startup.py [RUNS]
"""

from __future__ import annotations

import os
import subprocess
import sys

GOAL = 2.0  # issue 2: at most twice the cost of click alone


def cpu(*arguments: str) -> float:
    """CPU seconds of one run, children included."""
    before = os.times()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def least(runs: int, *arguments: str) -> float:
    return min(cpu(*arguments) for _ in range(runs))


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    click = least(runs, "-c", "import click")
    ours = least(runs, "-m", "timeline", "--help")
    print(f"import click {click * 1000:.0f} ms, timeline --help {ours * 1000:.0f} ms: {ours / click:.2f} times (goal: at most {GOAL:g})")


if __name__ == "__main__":
    main()
