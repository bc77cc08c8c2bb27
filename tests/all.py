"""Every check that CI makes, in one command: `python tests/all.py`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("importlinter.cli", "lint"),
    ("pytest", "-q", "--cov", "--cov-report=term"),
)


def main() -> int:
    """Run the checks one after the other and stop at the first that fails."""
    for module, *arguments in CHECKS:
        print("+", module, *arguments, flush=True)  # noqa: T201 - what runs is what one wants to see
        if code := subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
