"""`merge-driver`: merges two versions of a file of annotations for git."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from edition.cli.common import EXIT_CODES
from edition.model.problems import BuildFailed, Place, Problem, printable
from edition.system import program

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("merge-driver", epilog=EXIT_CODES)
@click.argument("base", required=False, type=_FILE)
@click.argument("ours", required=False, type=_FILE)
@click.argument("theirs", required=False, type=_FILE)
@click.argument("name", required=False)
@click.option("--install", is_flag=True, help="Tell git of it, in this copy of the repository.")
@click.option(
    "--project",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="With --install: the folder of the edition (default: this folder).",
)
@click.option(
    "--label",
    "labels",
    multiple=True,
    metavar="NAME",
    help="What the two sides are called in the marks of a conflict (give it twice).",
)
def command(
    base: Path | None,
    ours: Path | None,
    theirs: Path | None,
    name: str | None,
    install: bool,
    project: Path,
    labels: tuple[str, ...],
) -> None:
    """Merge the changes that OURS and THEIRS make to BASE, by the ids of entries, and write the
    result into OURS. Git calls it by itself, once it is installed.

    New entries of both are put in the order of the text. Where both changed one entry, its lines
    are merged; where they cannot be, that entry has the marks of a conflict, and the exit code is
    1. NAME is the path of the file in the repository.

    \b
    Examples:
      python3 build.py merge-driver --install  once in each copy of the repository
      python3 build.py merge-driver --install --project books/diary
      python3 build.py merge-driver old.yaml mine.yaml yours.yaml annotations.yaml
    """
    if install:
        _install(project)
        return
    if base is None or ours is None or theirs is None:
        raise click.UsageError("Name three files: BASE OURS THEIRS, or give --install.")
    from edition.authoring.merge import driver
    from edition.authoring.merge.lines import Labels
    from edition.system import files

    first, second = [*labels, "ours", "theirs"][:2] if len(labels) != 1 else (labels[0], "theirs")
    before = ours.read_bytes()
    sides = Labels(printable(first)[:80], printable(second)[:80])
    path = name or ours.name
    data, conflicts = driver.merged(
        Path.cwd(), path, base.read_bytes(), before, theirs.read_bytes(), sides
    )
    if data != before:
        files.replace({ours: (before, data)})
    if conflicts:
        shown = ", ".join(conflicts[:12]) + (" …" if len(conflicts) > 12 else "")
        click.echo(printable(f"{path}: both changed {shown}"), err=True)
        raise click.exceptions.Exit(1)


def _install(project: Path) -> None:
    from edition.setup import gitconfig
    from edition.system import files

    try:
        top = gitconfig.top(project)
        gitconfig.install(project, _driver())
    except gitconfig.GitFailed as failed:
        hint = "Give it in a folder that git knows; `git init` makes one."
        problem = Problem("git-failed", Place(str(project)), str(failed).splitlines()[0], hint)
        raise BuildFailed([problem]) from None
    path = top / ".gitattributes"
    before = path.read_bytes() if path.is_file() else None
    after = _attributes(before or b"", top, project)
    if after != (before or b""):
        files.replace({path: (before, after)}, top)
        click.echo(f"{path}: written. Commit it, so that it holds for all.")
    click.echo("In this copy of the repository, annotations are merged by entries now.")


def _driver() -> str:
    """The command that git gives: `%O %A %B` are the files, `%P` the path in the repository."""
    script = Path(sys.argv[0])
    own = program.command()
    if script.name == "build.py":
        own = f"{shlex.quote(sys.executable)} {shlex.quote(str(script.resolve()))}"
    return f"{own} merge-driver --label ours --label theirs %O %A %B %P"


def _attributes(before: bytes, top: Path, project: Path) -> bytes:
    """`.gitattributes` with a line for each path under which annotations stand."""
    from edition.assembly.inputs import ANNOTATIONS, load_annotations
    from edition.setup.gitconfig import NAME
    from edition.system.project import Project

    folder = project.resolve().relative_to(top.resolve()).as_posix()
    names = [ANNOTATIONS]
    if (project / ANNOTATIONS).is_file():
        named = load_annotations(Project.at(project)).at(("include",))
        more = named if isinstance(named, list) else [named]
        names += [text for text in more if isinstance(text, str) and text]
    text = before.decode("utf-8", "surrogateescape")
    for name in names:
        line = f"{_escaped(name if folder == '.' else f'{folder}/{name}')} merge={NAME}"
        if line not in text.splitlines():
            text += "" if text.endswith("\n") or not text else "\n"
            text += f"{line}\n"
    return text.encode("utf-8", "surrogateescape")


def _escaped(path: str) -> str:
    """A path from the top of a repository as a pattern of git's."""
    anchored = path if path.startswith("/") else f"/{path}"
    return f'"{anchored}"' if " " in anchored else anchored
