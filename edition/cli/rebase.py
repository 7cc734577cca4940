"""`rebase`: carries the annotations over to a new version of the source text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.common import EXIT_CODES, FOLDER, is_terminal
from edition.system import program

if TYPE_CHECKING:
    from edition.authoring.rebase.carried import Carried
    from edition.authoring.rebase.decisions import Decision
    from edition.authoring.rebase.session import RebaseSession, Unfinished
    from edition.system.project import Project

_TEXT = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("rebase", epilog=EXIT_CODES)
@click.argument("new", type=_TEXT)
@click.argument("project", default=".", type=FOLDER)
@click.option("--file", default="", help="The source file that NEW replaces, if there are several.")
@click.option(
    "--old",
    type=_TEXT,
    help="The text that the annotations were made for, if it is no longer in its place.",
)
@click.option("--diff", is_flag=True, help="Show every line of annotations.yaml that changes.")
@click.option("--yes", "-y", is_flag=True, help="Write without asking, if nothing is in doubt.")
@click.option("--dry-run", "-n", is_flag=True, help="Say what would happen; write nothing.")
def command(
    new: Path, project: Path, file: str, old: Path | None, diff: bool, yes: bool, dry_run: bool
) -> None:
    """Carry the annotations in PROJECT over to the text in NEW.

    What is certain is carried over, wherever its words stand now: notes, roles, omissions,
    captions. What is in doubt is shown with a proposal and both contexts, and waits in rebase.yaml
    until you decide; what has lost its words is listed there too, and new words that would be put
    into a speaker's mouth.
    annotations.yaml and the old text stay as they are until everything is settled. If NEW lies
    in the project, it becomes the source; otherwise it takes the place of the old file.

    \b
    Examples:
      python3 build.py rebase new.txt                 says what happens, and asks
      python3 build.py rebase new.txt --diff -n       shows the changes, writes nothing
      python3 build.py rebase seeds/t.txt --old old.txt
    """
    if carry(new, project, file, old=old, diff=diff, yes=yes, dry_run=dry_run):
        click.echo(f"Now: {program.command()} check")


def carry(
    new: Path,
    project: Path,
    file: str = "",
    *,
    old: Path | None = None,
    diff: bool = False,
    yes: bool = False,
    dry_run: bool = False,
) -> bool:
    """Carry the annotations over, asking and saying what is asked and said of it; whether they
    were written. Raises `BuildFailed`."""
    from edition.authoring.rebase import summary
    from edition.authoring.rebase.session import RebaseSession, Unfinished
    from edition.system.project import Project

    opened = Project.at(project)
    if (unfinished := Unfinished.of(opened, new, file)) is not None:
        return _finish(unfinished, opened, yes, dry_run)
    session = RebaseSession.open(opened, new, file, old)
    for line in summary.lines(session.plan):
        click.echo(_safe(line))
    asking = on_a_terminal() and not (yes or dry_run)
    if asking:
        _ask_all(session)
    if session.unsettled and not dry_run:
        session.save()
    data = session.candidate()
    if diff:
        for name, after in data.items():
            for line in summary.diff(name, session.file.contents[name], after):
                click.echo(_safe(line))
    if dry_run or not (yes or (asking and click.confirm("Write this?", default=True))):
        click.echo(
            "Nothing was written."
            if dry_run or asking
            else "Nothing was written: give --yes to write it."
        )
        return False
    for name in session.write(data):
        click.echo(f"{name} written")
    return True


def _finish(unfinished: Unfinished, project: Project, yes: bool, dry_run: bool) -> bool:
    """What is left to do of a rebase that was ended before it was through."""
    click.echo(
        f"annotations.yaml is made for this text already, and {unfinished.path.name} is "
        "another: a rebase was stopped on the way."
    )
    asking = on_a_terminal() and not (yes or dry_run)
    if yes or (asking and click.confirm("Put the new text in its place?", default=True)):
        click.echo(f"{unfinished.finish(project)} written")
        return True
    click.echo(
        "Nothing was written."
        if dry_run or asking
        else "Nothing was written: give --yes to write it."
    )
    return False


def _ask_all(session: RebaseSession) -> None:
    """Ask for each quotation in doubt; what is decided is kept at once."""
    waiting = set(session.unsettled)
    for item in session.plan.open:
        if item.quotation.name in waiting and (decision := _ask(session, item)):
            session.decide(decision)


def _ask(session: RebaseSession, item: Carried) -> Decision | None:
    from edition.authoring.rebase import summary
    from edition.authoring.rebase.decisions import FILE, Decision
    from edition.model.problems import Place

    click.echo()
    for line in summary.doubt(session.plan, item):
        click.echo(_safe(line))
    words = "Enter its words in the new text, or nothing to decide later"
    if item.selector:
        words = "y if the proposal is right, other words of the new text, or nothing to wait"
    answer = click.prompt(words, default="", show_default=False).strip()
    if not answer:
        return None
    accept = bool(item.selector) and answer.lower() in ("y", "yes")
    quote = "" if accept else answer
    return Decision(item.quotation.name, accept, quote, "", "", Place(FILE))


def _safe(line: str) -> str:
    from edition.model.problems import printable

    return printable(line)


def on_a_terminal() -> bool:
    """Whether somebody is there to ask."""
    return is_terminal(sys.stdin)
