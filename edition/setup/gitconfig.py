"""Git: tells it, in one copy of a repository, by which program files of annotations are merged."""

from __future__ import annotations

import subprocess
from pathlib import Path

#: What the program is called in `.gitattributes`, and in the settings of git.
NAME = "annotations"


class GitFailed(Exception):
    """Git is not there, or the folder is in no repository; says so."""


def top(folder: Path) -> Path:
    """The top folder of the repository that `folder` is in. Raises `GitFailed`."""
    return Path(_git(folder, "rev-parse", "--show-toplevel"))


def install(folder: Path, command: str) -> None:
    """Have files of annotations merged by `command` in this copy of the repository. Raises
    `GitFailed`."""
    _git(folder, "config", "--local", f"merge.{NAME}.name", "entries of an annotated edition")
    _git(folder, "config", "--local", f"merge.{NAME}.driver", command)


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitFailed(f"git cannot be run: {error}") from None
    if done.returncode:
        raise GitFailed(done.stderr.strip() or "git failed")
    return done.stdout.rstrip("\n")
