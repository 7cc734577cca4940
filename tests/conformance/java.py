"""EPUBCheck and veraPDF on the books of all files of tests here: each is started once in a run.

To start one of them takes longer than to judge a small book.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from edition.assembly.prepare import prepare
from edition.build import build
from edition.system.project import Project
from edition.typography.profiles import PROFILES
from edition.verify.findings import ASIDE, PROBLEM_LEVELS, Judged
from edition.verify.judges.epubcheck import epubcheck_all
from edition.verify.judges.verapdf import verapdf_all
from edition.verify.pdf import claims
from tests import colored
from tests import interview as own
from tests.conformance.tiny import NOTES, body_with_notes, note_reference, write_epub, write_pdf
from tests.interview import Interview
from tests.paths import GOLDEN, LAYOUTS
from tests.shared import made_once, write

_Job = TypeVar("_Job")
CASES = {
    path.name: path
    for path in (
        GOLDEN / "chronology",
        GOLDEN / "chronology-hostile",
        LAYOUTS / "verse",
        LAYOUTS / "note-with-a-table",
        LAYOUTS / "right-to-left-quotation",
    )
}
#: Files of `standards`: those of the cases bear their names.
EPUBS = {"no zip": "книга.epub", "broken": "broken.epub", "good": "good.epub"}
EPUBS |= {case: f"{case}.epub" for case in CASES}
#: Files of it, each with a standard.
PDFS = {
    "broken": ("no.pdf", "ua1"),
    "plain, ua1": ("plain.pdf", "ua1"),
    "plain, 3a": ("plain.pdf", "3a"),
    "tagged, ua1": ("книга.pdf", "ua1"),
    "tagged, 3a": ("архив.pdf", "3a"),
    "gray, ua1": ("loom.pdf", "ua1"),
    "gray, 3a": ("loom.pdf", "3a"),
    "gray booklet, 3b": ("loom-booklet.pdf", "3b"),
}
PDFS |= {case: (f"{case}.pdf", "ua1") for case in CASES}


def profiles(factory: pytest.TempPathFactory) -> Interview:
    """A small edition of a page that has a thing of each kind, with its PDF of every profile."""
    project = Project.at(GOLDEN / "tags-of-the-pdf")

    def make(folder: Path) -> None:
        write(folder, build(project, ("pdf",), pdfs=list(PROFILES)).files)

    return Interview(prepare(project), made_once(factory, "profiles", make))


def standards(factory: pytest.TempPathFactory) -> Path:
    """The folder of the files that EPUBS and PDFS name."""
    return made_once(factory, "standards", _standards)


def _standards(folder: Path) -> None:
    for case, project in CASES.items():
        files = build(Project.at(project)).files
        write(folder, {f"{case}{Path(name).suffix}": files[name] for name in files})
    (folder / "книга.epub").write_bytes(b"no zip")
    write_epub(folder / "broken.epub", body_with_notes(NOTES, note_reference(4)))
    write_epub(folder / "good.epub", body_with_notes(NOTES))
    (folder / "no.pdf").write_bytes(b"no pdf")
    write_pdf(folder / "plain.pdf", None)
    write_pdf(folder / "книга.pdf", "pdf/ua-1")
    write_pdf(folder / "архив.pdf", "pdf/a-3a")
    gray = colored.project(folder / "gray", "print", "booklet")
    write(folder, build(Project.at(gray), ("pdf",)).files)


def epubs(factory: pytest.TempPathFactory) -> dict[Path, Judged]:
    """What EPUBCheck says of each EPUB of `standards` and of the repository's own edition, of all
    levels."""

    def ask() -> dict[Path, Judged]:
        paths = [standards(factory) / name for name in EPUBS.values()]
        paths.append(own.books(factory).epub)
        verdicts = epubcheck_all(paths, (*PROBLEM_LEVELS, *ASIDE))
        return dict(zip(paths, verdicts, strict=True))

    return _asked(factory, "epubcheck", ask)


def pdfs(factory: pytest.TempPathFactory) -> dict[tuple[Path, str], Judged]:
    """What veraPDF says of each PDF of `standards` and of `profiles`, and of the repository's own
    edition, by each standard; of the latter two by those that they claim."""

    def ask() -> dict[tuple[Path, str], Judged]:
        jobs = [(standards(factory) / name, flavour) for name, flavour in PDFS.values()]
        books = [own.books(factory).pdf, *sorted(profiles(factory).folder.glob("*.pdf"))]
        jobs += [(pdf, flavour) for pdf in books for flavour in claims.of_file(pdf)]
        return dict(zip(jobs, verapdf_all(jobs), strict=True))

    return _asked(factory, "verapdf", ask)


def _asked(
    factory: pytest.TempPathFactory, judge: str, ask: Callable[[], dict[_Job, Judged]]
) -> dict[_Job, Judged]:
    def make(folder: Path) -> None:
        (folder / "verdicts").write_bytes(pickle.dumps(ask()))

    return pickle.loads((made_once(factory, judge, make) / "verdicts").read_bytes())
