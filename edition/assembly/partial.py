"""Partial: a project as far as it can be read: what its errors concern is left out.

For the commands that help to write, and for the preview; a build refuses every error. Nothing is
written. What is wrong is tried again and again without what the errors concern, from the smallest
value that the file can be without to the entry around it. Only the first errors are anybody's
fault: those that come of leaving something out (a reference to it) are not reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from edition.anchoring.resolve import Anchorer
from edition.annotations import parse as annotations_parse
from edition.assembly import leaving
from edition.assembly.consequences import CONSEQUENCES
from edition.assembly.inputs import load_annotations, read_source
from edition.model import Annotations, SourceText
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Problem, errors, in_order
from edition.system.project import Project
from edition.text import structure
from edition.yamlfile import prune
from edition.yamlfile.load import REST_UNREAD, YamlFile, YamlPath, YamlValue

if TYPE_CHECKING:
    from edition.assembly.prepare import Prepared

#: How often the rest is tried again: errors show in stages, and each can hide others.
MAX_ROUNDS = 12
#: Faults of form that leave no doubt of what is meant: the first of two keys, the word itself.
_CLEAR = frozenset(("yaml-repeated-key", "yaml-bare-word", "yaml-key", "yaml-tag"))
#: The lists that a reference may lead to, by the code of one that leads to nothing.
_REFERRED = {
    f"unknown-{kind}": tuple(name for name, other in leaving.LINKS.items() if other == kind)
    for kind in leaving.LINKS.values()
} | {"unknown-source": ("sources",)}
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
#: Without these a quotation means another place, or a mention is one where none was meant.
_KEPT = frozenset(("prefix", "suffix", "except", "mentions"))
#: A title page for a file whose own has errors: it says nothing of the text.
_TITLE_PAGE = {
    "title": "Untitled",
    "language": "und",
    "identifier": "urn:uuid:b2a2ab51-2f8e-4c0c-9c3b-8d9d9d1f5a37",
    "rights": "Unknown.",
    "published": "0001",
    "contributors": [{"name": "Unknown", "role": "aut"}],
}

#: A source for a file that names none: nothing is read of it.
_SOURCE = {"files": [{"path": "source.txt", "sha256": "0" * 64}]}

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read: the annotations without what has errors of form, the source, its
    layout, and the source folded; `complete` where nothing was left out."""

    annotations: Annotations
    source: SourceText
    layout: structure.Layout
    anchorer: Anchorer
    complete: bool


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What can be shown of a project: `prepared` is None where nothing can. `file` is the
    annotations file as it was read, `left_out` the paths in it of what the edition lacks."""

    prepared: Prepared | None
    problems: tuple[Problem, ...]
    file: YamlFile | None = None
    left_out: tuple[YamlPath, ...] = ()


def read(project: Project) -> Reading:
    """Read the text and its annotations, for the commands that help to write: errors of form
    alone are looked for, and the title page may have any.

    Raises `BuildFailed` if the annotations file is no YAML or does not say which the source is,
    and if the source cannot be read.
    """
    file = load_annotations(project)
    attempt = _Attempt(file, [*file.problems, *file.outside])
    found = attempt.result(_well_formed)
    if found is None:
        raise BuildFailed(attempt.problems)
    annotations, whole = found
    source, source_problems = read_source(project, annotations)
    if source is None:
        raise BuildFailed(source_problems)
    layout = structure.lay_out(source, annotations)
    anchorer = Anchorer(source, structure.omitted_spans(layout.omitted))
    return Reading(annotations, source, layout, anchorer, whole and not attempt.problems)


def salvage(project: Project) -> Salvaged:
    """Prepare the project for the preview; where that fails, without what the errors concern.
    Never raises for bad input."""
    from edition.assembly.prepare import prepare  # late: `read` starts without all of its rooms
    from edition.typography import stylesheets

    try:
        file = load_annotations(project)
    except BuildFailed as failed:
        return Salvaged(None, failed.problems)
    # The builder's style sheets in place of those that have errors.
    found = stylesheets.problems(project)
    bad = {problem.place.file for problem in found}
    project = project.with_files({name: stylesheets.builders(name) for name in bad})
    clear = [problem for problem in file.problems if problem.code in _CLEAR]
    attempt = _Attempt(file, [*found, *file.outside, *clear])
    prepared = attempt.result(lambda rest: prepare(project, rest))
    if prepared is not None:
        attempt.report(prepared.warnings)
    return Salvaged(prepared, in_order(attempt.problems), file, tuple(attempt.gone))


def behind_errors_of_form(project: Project, file: YamlFile) -> list[Problem]:
    """What is wrong with a project whose annotations `file` has errors of form (unknown keys,
    values of the wrong kind), besides these: in the entries that have none. Where what is left out
    says what the text is, only what cannot come of that: what is wrong within entries, and words
    that are nowhere in the source. Never raises for bad input. The file's data are changed.
    """
    from edition.assembly.prepare import Survey, survey  # late: see `salvage`

    def stage(rest: YamlFile) -> Survey:
        _with_title_page(rest)
        found = survey(project, rest)
        if found.annotations is None:
            raise BuildFailed(found.problems)
        return found

    own = _has_title_page(file.group)  # before one is put in its place
    attempt = _Attempt(file, ())
    found = attempt.result(stage)
    if found is None:
        return _behind_errors_of_the_source(file)
    problems = list(found.problems)
    if any(path[0] in _OF_THE_TEXT for path in attempt.gone):
        assert found.annotations is not None  # `stage` raises otherwise
        nowhere = [problem for problem in problems if problem.code == "quote-not-found"]
        problems = [*_of_entries(found.annotations), *nowhere]
    page = file.node(("edition",))
    attempt.report(
        problem
        for problem in problems
        if own or page is None or not prune.is_inside(page, problem.place)
    )
    return attempt.problems


def _behind_errors_of_the_source(file: YamlFile) -> list[Problem]:
    """The same where it is not known which the text is: what is wrong within entries."""

    def stage(rest: YamlFile) -> Annotations:
        if isinstance(rest.data, dict):
            rest.data["source"] = _SOURCE
        return _well_formed(rest)[0]

    attempt = _Attempt(file, ())
    annotations = attempt.result(stage)
    if annotations is None:
        return []
    attempt.report(_of_entries(annotations))
    return attempt.problems


def _of_entries(annotations: Annotations) -> list[Problem]:
    """What is wrong with entries, whatever the text is."""
    from edition.checks import lint
    from edition.markup import parse

    parsed = {body: parse.parse(body.text, body.headings) for body in lint.bodies(annotations)}
    return lint.lint(annotations, parsed)


#: What decides which words the text has: without it quotations mean other places.
_OF_THE_TEXT = frozenset(("source", "structure", "omissions"))


def _well_formed(file: YamlFile) -> tuple[Annotations, bool]:
    """The annotations in `file`, and whether the title page and the format are its own, and not
    put in place of what has errors. Raises `BuildFailed` if the schema refuses the rest."""
    whole = _with_title_page(file)
    annotations, problems = annotations_parse.typed(file)
    if annotations is None:
        raise BuildFailed(problems)
    return annotations, whole


def _with_title_page(file: YamlFile) -> bool:
    """Put a title page and the format in place of those that have errors; whether none had."""
    whole = isinstance(file.data, dict) and _has_title_page(file.data)
    if isinstance(file.data, dict) and not whole:
        page = file.data.get("edition")
        # The title is kept, which chapters without a heading are called by, and the language.
        known = page if isinstance(page, dict) else {}
        kept = {key: known[key] for key in ("title", "language") if _is_line(known.get(key))}
        file.data["edition"] = _TITLE_PAGE | kept
        if not _has_title_page(file.data):
            file.data["edition"] = _TITLE_PAGE | {"title": kept.get("title", "Untitled")}
        file.data["format"] = 1
    return whole


def _is_line(value: YamlValue) -> bool:
    return isinstance(value, str) and value != "" and "\n" not in value


def _has_title_page(data: Mapping[str, YamlValue]) -> bool:
    from pydantic import ValidationError

    from edition.annotations.schema.metadata import Metadata

    try:
        Metadata.model_validate(data.get("edition"))
    except ValidationError:
        return False
    return data.get("format") == 1


class _Attempt:
    """A file, what of it is left out, and the problems that were found on the way."""

    def __init__(self, file: YamlFile, problems: Iterable[Problem]) -> None:
        self.file = file
        self.problems = list(problems)
        self.gone: dict[YamlPath, None] = {}

    def result(self, stage: Callable[[YamlFile], _Result]) -> _Result | None:
        """What `stage` makes of the file without what it refuses; None if nothing is left."""
        for _ in range(MAX_ROUNDS):
            try:
                return stage(self._rest())
            except BuildFailed as failed:
                self.report(failed.problems)
                if not self._leave_out(errors(failed.problems)):
                    break
        return None

    def report(self, problems: Iterable[Problem]) -> None:
        """Note the problems but for those that come of what is left out."""
        self.problems += (p for p in problems if not self._is_consequence(p))

    def _is_consequence(self, problem: Problem) -> bool:
        """Whether a problem may come of what is left out. A reference to nothing does only if an
        entry of its list is left out that has the id, or none that can be referred to."""
        if problem.code not in CONSEQUENCES or not (self.gone or self.file.outside):
            return False
        if problem.code == "missing-key":
            entry = prune.path_at(self.file, problem.place)
            return any(path[: len(entry)] == entry for path in self.gone)
        groups = _REFERRED.get(problem.code)
        if groups is None or self.file.outside:
            return True
        ids = [self.file.at((*path[:2], "id")) for path in self.gone if path[0] in groups]
        return any(
            not isinstance(id, str) or not _ID.fullmatch(id) or f"“{id}”" in problem.message
            for id in ids
        )

    def _rest(self) -> YamlFile:
        """The file without what is left out; faults of form that harm nothing are passed over."""
        file = self.file
        if self.gone:
            file = leaving.without(self.file, self.gone)
        known = [problem for problem in file.problems if problem.code not in _CLEAR]
        return replace(file, problems=known, outside=[])

    def _leave_out(self, problems: Iterable[Problem]) -> bool:
        """Note for each problem the next thing to leave out; whether there was any."""
        new: dict[YamlPath, None] = {}
        for problem in problems:
            if problem.code in REST_UNREAD or problem.place.file not in self.file.names:
                return False
            for paths in self._candidates(problem):
                if any(_covers(new, path) for path in paths):
                    break  # what another problem leaves out may be enough
                if left := [path for path in paths if not _covers(self.gone, path)]:
                    new |= dict.fromkeys(left)
                    break
        self.gone |= new
        return bool(new)

    def _candidates(self, problem: Problem) -> Iterator[list[YamlPath]]:
        """What can be left out on account of a problem, from the smallest to the entry."""
        from edition.annotations.schema.optional import can_go, needed

        path = prune.path_at(self.file, problem.place, key=problem.code == "unknown-key")
        if path[:1] == ("source",):
            return
        for size in range(len(path), 0, -1):
            part = path[:size]
            if part[0] in ("photos", "sources") and size == 2:
                # The picture, or the details of a record, rather than all that hangs on it.
                kept = needed(str(part[0])) | {"caption", "credit"}
                value = self.file.at(part)
                keys = value if isinstance(value, dict) else ()
                yield [(*part, key) for key in keys if key not in kept]
            if can_go(part) and part[-1] not in _KEPT:
                yield [part]


def _covers(gone: Collection[YamlPath], path: YamlPath) -> bool:
    return any(path[:size] in gone for size in range(1, len(path) + 1))
