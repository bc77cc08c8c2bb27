"""The Nu Html Checker (vnu), where the system has it: validity after the HTML standard, beyond what our own checks know."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.model import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.model import Page

_SEVERITY = {"error": Severity.ERROR, "non-document-error": Severity.ERROR}


def check_html(pages: Sequence[Page]) -> list[Problem]:
    """What `vnu` says of the pages; nothing where there is no such command."""
    command = shutil.which("vnu")
    if command is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            if page.path.endswith(".html"):
                path = Path(folder, page.path)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(page.content)
        arguments = [command, "--skip-non-html", "--format", "json", "--exit-zero-always", folder]
        done = subprocess.run(arguments, capture_output=True, text=True, check=False)  # noqa: S603 - our own files
        return [_problem(message, folder) for message in json.loads(done.stderr or '{"messages": []}')["messages"]]


def _problem(message: dict[str, str], folder: str) -> Problem:
    path = message.get("url", "").partition(folder)[2].lstrip("/") or "site"
    line = message.get("lastLine")
    return Problem(path, message["message"], _SEVERITY.get(message["type"], Severity.WARNING), int(line) if line else None)
