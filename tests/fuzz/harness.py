"""Harness: runs the builder on a case, within bounds, and judges how it ended.

A case ends well as a book (proved against its source by the build itself, and scanned for what
must not be in it) or as a message (problems that are explained, each with its place). All else is
a failure: a traceback, too much time or memory, a place outside its file, a book with a script.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import traceback
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from edition.apparatus.maps import drawings
from edition.build import build
from edition.checks import explain
from edition.markup import parse
from edition.model.problems import BuildFailed, Problem, Severity
from edition.render import bookfonts
from edition.system.project import Project
from edition.typography import cover

from . import bounds, scan
from .case import ANNOTATIONS, Case

#: What is remembered between cases is thrown away after so many, so that no case pays for others.
_FORGET = 200
#: Line breaks: those of YAML (1.1, 5.4), and those of all other files.
_YAML_BREAKS, _BREAKS = re.compile("\r\n|[\r\n\x85\u2028\u2029]"), re.compile("\r\n|[\r\n]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case ended: `kind` is book, message or failure; `about` the codes of the message, or
    the failure in a line; `detail` all of it. Seconds of processor time, MiB."""

    kind: str
    about: tuple[str, ...]
    detail: str
    seconds: float
    memory: float


class Harness:
    """Runs cases one after another in one folder. Close it at the end."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="edition-fuzz-"))
        self.codes = frozenset(explain.page())
        self.runs = 0

    def close(self) -> None:
        """Take the folder away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, case: Case) -> Outcome:
        """Build the case. Raises nothing for what the builder does."""
        self.runs += 1
        if self.runs % _FORGET == 0:
            parse.parse.cache_clear()
            drawings._drawn.cache_clear()
        folder = self.folder / "project"
        case.write(folder)
        memory, start = bounds.Memory(), bounds.used()
        seconds = bounds.SECONDS_PDF if case.pdf else bounds.SECONDS
        try:
            kind, about, detail = self._bounded(case, folder, seconds)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        used, risen = bounds.used() - start, memory.risen()
        if kind != "failure" and used > bounds.SECONDS_ALL:
            kind, about, detail = "failure", ("too much time",), f"{used:.0f} s with its processes"
        if kind != "failure" and risen > bounds.MEMORY:
            kind, about, detail = "failure", ("too much memory",), f"{risen:.0f} MiB"
        return Outcome(kind, about, detail, used, risen)

    def _bounded(self, case: Case, folder: Path, seconds: int) -> tuple[str, tuple[str, ...], str]:
        try:
            with bounds.time_bound(seconds), warnings.catch_warnings(action="ignore"):
                return self._built(case, folder)
        except bounds.TooSlow as slow:
            return "failure", (f"more than {seconds} s", _where(slow)), traceback.format_exc()
        except Exception as error:  # what the builder must never let through
            return "failure", (type(error).__name__, _where(error)), traceback.format_exc()

    def _built(self, case: Case, folder: Path) -> tuple[str, tuple[str, ...], str]:
        formats = ("epub", "pdf") if case.pdf else ("epub",)
        try:
            built = build(Project.at(folder), formats, pdfs=("screen",))
        except BuildFailed as failed:
            faults = [*self._message(case, failed.problems)]
            if not any(item.severity is Severity.ERROR for item in failed.problems):
                faults.append("it failed without an error")
            codes = tuple(
                sorted({item.code for item in failed.problems if item.severity is Severity.ERROR})
            )
            return _judged("message", codes, faults)
        faults = [*self._message(case, built.warnings)]
        for name, data in built.files.items():
            faults += scan.epub(data) if name.endswith(".epub") else scan.pdf(data)
        return _judged("book", (), faults)

    def _message(self, case: Case, problems: tuple[Problem, ...]) -> Iterator[str]:
        """What is wrong with what is said of the case."""
        lines = {
            name: (_YAML_BREAKS if name == ANNOTATIONS else _BREAKS).split(
                data.decode("utf-8-sig", "replace")
            )
            for name, data in case.files.items()
        }
        for problem in problems:
            if problem.code not in self.codes:
                yield f"the code {problem.code} is not explained"
            shown = str(problem)
            if not all(char.isprintable() or char in "\n\u00a0" for char in shown):
                yield f"{problem.code}: it prints control characters"
            if fault := _place_fault(lines, problem):
                yield f"{problem.code}: {fault}"


def _judged(
    kind: str, codes: tuple[str, ...], faults: list[str]
) -> tuple[str, tuple[str, ...], str]:
    if faults:
        return "failure", (faults[0],), "\n".join(faults)
    return kind, codes, ""


def _place_fault(files: Mapping[str, list[str]], problem: Problem) -> str:
    """Why the problem's place is none: it must be in a file of the case, at a line and column that
    the file has; in the annotations an error must have a line."""
    file, line, column = problem.place
    lines = files.get(file)
    if lines is None:
        return "" if problem.severity is Severity.WARNING else f"there is no file {file}"
    if line > len(lines):
        return f"{problem.place} is line {line} of {len(lines)}"
    if line and column > len(lines[line - 1]) + 1:
        return f"{problem.place} is column {column} of {len(lines[line - 1])}"
    error = problem.severity is Severity.ERROR
    if error and not line and file == ANNOTATIONS and problem.code not in _WHOLE_FILE:
        return f"{problem.place} has no line"
    return ""


#: Errors that are about a file as a whole.
_WHOLE_FILE = frozenset({"source-empty"})


def _where(error: BaseException) -> str:
    """The last line of the builder that an error came through."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/edition/" in frame.filename]
    frame = (own or frames)[-1]
    return f"{Path(frame.filename).name}:{frame.name}"


def remember() -> None:
    """Let the cover and the fonts of the EPUB be made once for the same words: they cost half of a
    small book, and most inputs do not touch them. What is remembered is what they made."""
    draw, subset = cover.png, bookfonts.subset
    covers: dict[str, bytes] = {}

    def drawn(metadata, size=cover.SIZE, indexed=True):
        key = repr((metadata, size, indexed))
        if key not in covers:
            if len(covers) > 100:
                covers.clear()
            covers[key] = draw(metadata, size, indexed)
        return covers[key]

    @lru_cache(maxsize=100)
    def subset_of(
        letters: frozenset[str],
        styles: tuple[str, ...],
        languages: frozenset[str] | None,
        tags: tuple[str, ...],
    ):
        return subset("".join(sorted(letters)), styles, languages=languages, tags=tags)

    def remembered(text, styles, languages=None, tags=()):
        known = None if languages is None else frozenset(languages)
        return list(subset_of(frozenset(text), tuple(styles), known, tuple(tags)))

    cover.png = drawn
    bookfonts.subset = remembered
