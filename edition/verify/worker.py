"""Our own judges, each run in a process of its own: no book can stop or hang the command.

As a module it is started by `system.launch`: `edition.verify.worker WALK BOOK [KIND …]` prints what
the walk found, as JSON; `edition.verify.worker text PROJECT EDITION BOOK …` does so of each book,
on a line of its own.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, cast

from edition.system import launch
from edition.verify.findings import Finding, Judged
from edition.verify.judges import process

if TYPE_CHECKING:
    from edition.assembly.prepare import Prepared

_NAME = "The walk"
TIME_LIMIT = 120  # seconds
_MEMORY = 8 * 1024**3  # bytes of address space


class _Finding(TypedDict):
    """A `Finding` as it is printed."""

    judge: str
    level: str
    code: str
    message: str
    location: str
    count: int
    hint: str


class _Printed(TypedDict):
    findings: list[_Finding]
    counts: dict[str, int]
    seconds: float


def ask(walk: str, path: Path, *more: str) -> Judged:
    """What the walk (`epub`, `pdf`, `web`, `fonts`, `color` or `seen`) says of the book at `path`;
    `pdf` needs the kind that the file is to be.

    Errors: JudgeFailed when the process ends without a verdict, or takes too long.
    """
    process.require_book(path)
    done = process.run(_NAME, _command(walk, os.path.abspath(path), *more), TIME_LIMIT)
    return _read(cast(_Printed, process.parse_json(_NAME, done)))


def ask_of_text(books: Sequence[Path], root: Path, edition: str) -> list[Judged]:
    """What the walk `text` says of each of the `books` of the project in the folder `root`, or of
    one of its editions, which is read once for all of them; `edition` is empty for the main one.

    Out: one verdict for each book, in their order; those that the process did not live to give
    have an `error`.
    """
    command = _command("text", os.path.abspath(root), edition, *map(os.path.abspath, books))
    done = process.run(_NAME, command, TIME_LIMIT * len(books))
    return process.verdicts(_NAME, done, [_read] * len(books))


def _command(*words: str) -> list[str]:
    # Nothing beside the book, and nothing beside the package, may stand in for a module.
    python = [sys.executable, "-P", "-X", "utf8"]
    return [*python, launch.__file__, "edition.verify.worker", *words]


def _read(said: _Printed) -> Judged:
    findings = tuple(Finding(**finding) for finding in said["findings"])
    return Judged(findings, said["counts"], said["seconds"])


def main(arguments: list[str]) -> int:
    """Run the walk that is named first over the book that is named second, or over several."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    walk, *rest = arguments
    if walk == "text":
        root, edition, *books = rest
        for book in books:
            _print(partial(_of_text, root, edition, Path(book)))
    else:
        _print(partial(_judged, walk, Path(rest[0]), rest[1:]))
    return 0


def _print(judge: Callable[[], Judged]) -> None:
    start = time.perf_counter()
    try:
        judged = judge()
    except Exception as error:  # a broken book may raise anything from the libraries that read it
        message = f"The file cannot be looked through: {type(error).__name__}: {error}"
        judged = Judged(
            (Finding("walk", "FATAL", "malformed", message, "", hint="Build the book again."),)
        )
    findings = [asdict(finding) for finding in judged.findings]
    seconds = round(time.perf_counter() - start, 3)
    said = {"findings": findings, "counts": dict(judged.counts), "seconds": seconds}
    print(json.dumps(said), flush=True)


def _judged(walk: str, path: Path, more: list[str]) -> Judged:
    if walk == "epub":
        from edition.verify.epub import links

        return links.walk(path)
    if walk == "pdf":
        from edition.verify.pdf import structure
        from edition.verify.pdf.claims import Kind

        return structure.walk(path, Kind(more[0]), frozenset(more[1:]))
    if walk == "web":
        from edition.verify import website

        return website.walk(path)
    if walk == "fonts":
        from edition.verify.pdf import fonts

        return fonts.walk(path)
    if walk == "color":
        from edition.verify.pdf import color

        return color.walk(path)
    from edition.verify import seen

    return seen.walk(path)


def _of_text(root: str, edition: str, path: Path) -> Judged:
    from edition.verify import text

    prepared = _prepared(root, edition)
    judged = text.prove(prepared, path)
    whole = _prepared(root, edition, with_drafts=True) if judged.findings else prepared
    # A book with drafts is no wrong one.
    return text.prove(whole, path) if whole.edition is not prepared.edition else judged


@cache
def _prepared(root: str, edition: str, with_drafts: bool = False) -> Prepared:
    from edition.assembly import drafts
    from edition.system.project import Project

    return drafts.printed(Project.at(Path(root)), with_drafts=with_drafts, edition=edition)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
