"""Finds the books of an edition, and says which are absent or older than what they are made of."""

from __future__ import annotations

import shlex
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import field
from datetime import datetime
from pathlib import Path

from edition.model import Metadata, PdfFormat
from edition.model.dataclass import dataclass
from edition.model.identifiers import slug
from edition.model.problems import Place, Problem, Severity
from edition.system import folders, program
from edition.system.project import Project
from edition.typography import profiles, stylesheets
from edition.typography.profiles import Profile

#: Seconds by which a clock of another machine may go before ours.
_LEEWAY = 60


@dataclass(frozen=True, slots=True)
class Recorded(Project):
    """A project that keeps in `names` the files that were read from it."""

    names: set[str] = field(default_factory=set)

    def read(self, name: str, place: Place) -> bytes:
        """As `Project.read`."""
        data = Project.read(self, name, place)
        self.names.add(name)
        return data


@dataclass(frozen=True, slots=True)
class FinishedBooks:
    """The finished files that are there."""

    epubs: tuple[Path, ...]  # one, or none
    pdfs: tuple[Path, ...]
    webs: tuple[Path, ...] = ()  # one folder, or none


def find(metadata: Metadata, folder: Path) -> FinishedBooks:
    """The books of the edition in `folder`: `<slug>.epub`, `<slug>.pdf`, `<slug>-*.pdf`, and its
    web edition `<slug>-web/`, which nothing asks for."""
    name = slug(metadata)
    epubs = tuple(path for path in (folder / f"{name}.epub",) if path.is_file())
    pdfs = [folder / f"{name}.pdf", *sorted(folder.glob(f"{name}-*.pdf"))]
    webs = tuple(path for path in (folder / f"{name}-web",) if folders.is_folder(path))
    return FinishedBooks(epubs, tuple(path for path in pdfs if path.is_file()), webs)


def profile_of(pdf: Path, metadata: Metadata, formats: Iterable[PdfFormat]) -> Profile | None:
    """The profile by which a PDF was made, by its file's name: the one that `pdf:` of the
    annotations declares under it, else one made undeclared; None where neither has the name."""
    suffix = pdf.stem.removeprefix(slug(metadata))
    for profile in profiles.settled(formats):
        if profile.suffix == suffix:
            return profile
    return profiles.PROFILES.get(suffix.removeprefix("-"))


def build_command(project: Path, output: Path | None, edition: str = "") -> str:
    """The command that builds the books that are judged."""
    words = [] if project == Path() else [str(project)]
    words += ["--edition", edition] if edition else []
    words += [] if output is None else ["--output", str(output)]
    return f"{program.command()} {shlex.join(words)}".rstrip()


def problems(
    found: FinishedBooks, metadata: Metadata, folder: Path, sources: Collection[Path], command: str
) -> Iterator[Problem]:
    """What is absent (an error) or older than one of the files `sources` (a warning)."""
    name = slug(metadata)
    for suffix, paths in ((".epub", found.epubs), (".pdf", found.pdfs)):
        if not paths:
            place = Place(str(folder / (name + suffix)))
            yield Problem("book-missing", place, "The book is not there.", f"Build it: {command}")
    latest = time.time() + _LEEWAY
    dated = {path: path.stat().st_mtime for path in sources if path.is_file()}
    # A clock that went back leaves files of the future, which are older than nothing.
    dated = {path: when for path, when in dated.items() if when <= latest}
    newest = max(dated, key=lambda path: dated[path], default=None)
    lists = (path / folders.LIST for path in found.webs)
    for path in (*found.epubs, *found.pdfs, *(path for path in lists if path.is_file())):
        made = path.stat().st_mtime
        if made > latest:
            message = f"The book is dated {_date(made)}, which is yet to come."
        elif newest and made < dated[newest]:
            message = f"The book is older than {newest.name} ({_date(dated[newest])})."
        else:
            continue
        yield Problem(
            "book-stale",
            Place(str(path)),
            message,
            f"What is said below may be out of date. Build it again: {command}",
            Severity.WARNING,
        )


def _date(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M:%S")


def sources(project: Recorded) -> list[Path]:
    """The files that the books are made of: those that were read, and the style sheets."""
    read = [project.root / name for name in sorted(project.names)]
    return read + [stylesheets.location(project, name) for name in stylesheets.NAMES]
