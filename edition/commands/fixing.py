"""What `check --fix` does on the way: shows the changes, asks, and writes them."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from edition.assembly.inputs import ANNOTATIONS
from edition.commands.common import is_terminal
from edition.model.problems import printable
from edition.system.project import Project

if TYPE_CHECKING:
    from edition.authoring.fix import Mended


def offer(project: Project, yes: bool) -> bool:
    """Show the safe changes of the project and make them if they are wanted. Returns whether
    some are left. Raises `BuildFailed` if the file was changed in the meantime."""
    from edition.authoring.fix import mend
    from edition.system.files import replace

    mended = mend(project)
    if not mended.fixes:
        click.echo("Nothing can be mended safely.")
        return False
    for fix in mended.fixes:
        click.echo(printable(f"{fix.place}: fix[{fix.code}]: {fix.description}"))
    for line in _difference(mended):
        click.echo(line)
    if not yes and not _wanted(len(mended.fixes)):
        click.echo("Nothing was changed.")
        return True
    replace({project.root / ANNOTATIONS: (mended.before, mended.after)}, project.root)
    count = len(mended.fixes)
    click.echo(f"{ANNOTATIONS}: {count} {'change' if count == 1 else 'changes'} made.")
    return False


def _wanted(count: int) -> bool:
    if not is_terminal(sys.stdin, sys.stdout):
        click.echo("Give --yes to make the changes.")
        return False
    return click.confirm("Make this change?" if count == 1 else f"Make these {count} changes?")


def _difference(mended: Mended) -> Iterator[str]:
    """A unified diff, in color on a terminal."""
    before, after = (
        data.decode("utf-8-sig").splitlines() for data in (mended.before, mended.after)
    )
    colors = {"-": "red", "+": "green", "@": "cyan"}
    for line in difflib.unified_diff(before, after, ANNOTATIONS, ANNOTATIONS, lineterm=""):
        color = colors.get(line[:1]) if is_terminal(sys.stdout) else None
        shown = printable(line)
        yield click.style(shown, fg=color) if color else shown
