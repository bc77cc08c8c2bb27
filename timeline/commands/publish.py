"""`timeline publish`."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline import output, pipeline
from timeline.commands.reading import reading
from timeline.errors import PublishError
from timeline.intake import Watch

if TYPE_CHECKING:
    from timeline.commands.reading import Desk


@click.command()
@click.option("--remote", default="origin", show_default=True, help="The remote repository, by its name in git.")
@click.option("--branch", default="gh-pages", show_default=True, help="The branch that the site is served from.")
@click.option("--domain", metavar="NAME", help="A domain of your own, for the file CNAME.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be pushed, and push nothing.")
@reading
def command(desk: Desk, remote: str, branch: str, domain: str | None, *, dry_run: bool) -> None:
    """Push the built site to a branch that a web host serves (GitHub Pages without Actions).

    The site must be what the articles give now: `timeline build` comes first. PATHS as for `timeline build`.
    """
    pages, report = pipeline.make(desk.config, strict=desk.strict, watch=Watch(desk.tell, desk.progress), workers=None)
    folder = report.output
    changed = output.differences(pages, folder)
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise PublishError(f"{folder}: is not what the articles give now ({changed[0]}{more}); run timeline build first")
    address = _remote(folder, remote)
    if dry_run:
        click.echo(f"would push {len(pages)} files of {folder} to branch {branch} of {remote} ({address})")
        return
    _push(folder, remote, branch, domain)
    click.echo(f"pushed {len(pages)} files of {folder} to branch {branch} of {remote} ({address})")


def _remote(folder: Path, remote: str) -> str:
    """The address of the remote, asked of the repository that the site lies in."""
    if not shutil.which("git"):
        raise PublishError("git: not found; install it, or publish with the workflow of timeline init")
    if _git(folder, "rev-parse", "--git-dir").returncode:
        raise PublishError(f"{folder}: lies in no git repository; git init comes first")
    done = _git(folder, "remote", "get-url", remote)
    if done.returncode:
        raise PublishError(f"{folder}: has no remote {remote!r}; add one with git remote add {remote} URL")
    return done.stdout.strip()


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - git's own words and a name


def _push(folder: Path, remote: str, branch: str, domain: str | None) -> None:
    import ghp_import  # noqa: PLC0415 - this command alone needs it

    try:
        with contextlib.chdir(folder):
            ghp_import.ghp_import(
                str(Path.cwd()), remote=remote, branch=branch, cname=domain, nojekyll=True, push=True, mesg="Publish the chronology"
            )
    except (ghp_import.GhpError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "message", "") or "git refused the push; see above"
        raise PublishError(f"{remote}: {reason}") from error
