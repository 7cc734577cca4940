"""Our own judges, each run in a process of its own: no book can stop or hang the command.

As a module it is started by `system.launch`: `edition.verify.worker WALK BOOK [PROJECT | KIND]`
prints what the walk found, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TypedDict, cast

from edition.system import launch
from edition.verify.findings import Finding, Judged
from edition.verify.judges import process

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


def ask(walk: str, path: Path, *more: str) -> Judged:
    """What the walk (`epub`, `pdf`, `web`, `fonts`, `color`, `seen` or `text`) says of the book at
    `path`; `text` needs the project's folder too, and the edition of it, empty for the main one;
    `pdf` the kind that the file is to be.

    Errors: JudgeFailed when the process ends without a verdict, or takes too long.
    """
    process.require_book(path)
    # Nothing beside the book, and nothing beside the package, may stand in for a module.
    command = [sys.executable, "-P", "-X", "utf8", launch.__file__, "edition.verify.worker", walk]
    done = process.run("The walk", [*command, os.path.abspath(path), *more], TIME_LIMIT)
    said = cast(_Printed, process.parse_json("The walk", done))
    return Judged(tuple(Finding(**finding) for finding in said["findings"]), said["counts"])


def main(arguments: list[str]) -> int:
    """Run the walk that is named first over the book that is named second."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    walk, path = arguments[0], Path(arguments[1])
    try:
        judged = _judged(walk, path, arguments[2:])
    except Exception as error:  # a broken book may raise anything from the libraries that read it
        message = f"The file cannot be looked through: {type(error).__name__}: {error}"
        judged = Judged(
            (Finding("walk", "FATAL", "malformed", message, "", hint="Build the book again."),)
        )
    findings = [asdict(finding) for finding in judged.findings]
    print(json.dumps({"findings": findings, "counts": dict(judged.counts)}))
    return 0


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
    if walk == "seen":
        from edition.verify import seen

        return seen.walk(path)
    from edition.assembly import drafts
    from edition.system.project import Project
    from edition.verify import text

    project = Project.at(Path(more[0]))
    prepared = drafts.printed(project, edition=more[1])
    judged = text.prove(prepared, path)
    whole = (
        drafts.printed(project, with_drafts=True, edition=more[1]) if judged.findings else prepared
    )
    # A book with drafts is no wrong one.
    return text.prove(whole, path) if whole.edition is not prepared.edition else judged


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
