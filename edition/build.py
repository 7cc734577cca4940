"""Build: runs the stages in order, from a project's folder to the bytes of its books."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import presses, profiles, snapshot
from .identity import slug
from .prepare import Prepared, prepare
from .problems import Problem
from .profiles import Profile
from .project import Project

if TYPE_CHECKING:
    from .citations import Formatter

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """Finished and proved books: file name → bytes, and the warnings on the way."""

    files: dict[str, bytes]
    warnings: tuple[Problem, ...]


class UnknownProfile(ValueError):
    """There is no PDF and no profile of this name."""


def build(
    project: Project,
    formats: Collection[str] = ("epub", "pdf"),
    report: Report = lambda stage: None,
    pdfs: Collection[str] | None = None,
) -> Built:
    """Build the `formats` (epub, pdf) of the edition in `project`.

    The PDFs are those that the annotations declare, or those named in `pdfs`: the name of one that
    is declared, or a profile. `report` is told of each stage as it begins. Raises `BuildFailed`
    with the problems of the input, or of an input that was changed on the way; `UnknownProfile`,
    `proof.ProofFailed` where a finished file is not what it must be.
    """
    report("Reading and checking")
    project = snapshot.of(project)
    prepared = _prepared(project)
    from .citations import Formatter

    meta = prepared.edition.metadata
    formatter = Formatter.of(prepared.edition)
    files: dict[str, bytes] = {}
    warnings = list(prepared.warnings)
    folios: list[tuple[str, str]] = []
    if "pdf" in formats:
        main, *others = chosen(prepared, pdfs)
        with presses.started(project, others) as later:
            pressed = presses.press(prepared, formatter, main, report)
            done = [pressed.book, *later(report)]
        prepared, folios = pressed.prepared, pressed.folios
        for book in done:
            files[f"{slug(meta)}{book.suffix}.pdf"] = book.data
            warnings += book.warnings
    if "epub" in formats:
        files[f"{slug(meta)}.epub"] = _epub(prepared, formatter, folios, report)
    snapshot.check(project)
    return Built(dict(sorted(files.items())), tuple(dict.fromkeys(warnings)))


def _prepared(project: snapshot.Snapshot) -> Prepared:
    """The edition. What was wrong with a file that somebody was just writing is not told."""
    try:
        return prepare(project)
    finally:
        snapshot.check(project)


def chosen(prepared: Prepared, names: Iterable[str] | None) -> list[Profile]:
    """The PDFs to make: those declared, or those of these `names`. Raises `UnknownProfile`."""
    declared = profiles.settled(prepared.annotations.pdfs)
    if names is None:
        return list(declared)
    found = []
    for name in names:
        try:
            found.append(profiles.named(name, declared))
        except KeyError:
            raise UnknownProfile(name) from None
    return found


def _epub(
    prepared: Prepared, formatter: Formatter, folios: list[tuple[str, str]], report: Report
) -> bytes:
    from . import epub, proof
    from .render import Renderer

    report("Packing the EPUB")
    data = epub.build(prepared, Renderer(prepared, "epub", formatter), folios)
    report("Proving the EPUB")
    proof.prove_epub(prepared.edition, data)
    return data
