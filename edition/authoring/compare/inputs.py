"""Inputs: the two sides of a comparison, each a PDF or the folder of an edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from edition.assembly.inputs import ANNOTATIONS
from edition.model import Annotations
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Place, Problem
from edition.system.project import Project, read_bounded
from edition.yamlfile.load import YamlValue

#: The largest PDF that is read, in bytes.
MAX_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Side:
    """What is compared: how it is called, the bytes of its PDF, its annotations as YAML gives
    them, or None where only a PDF was named."""

    name: str
    pdf: bytes
    annotations: Mapping[str, YamlValue] | None


def side(path: Path, built: bool, report: Callable[[str], None], edition: str = "") -> Side:
    """Read one side: `path` is a PDF, or an edition's folder, of which `edition` names one for some
    readers.

    The PDF of a folder is built, or, with `built`, is the one in its `dist`. Raises
    `BuildFailed`; its places begin with the folder, since there are two.
    """
    if path.is_file():
        return Side(path.name, _read(path), None)
    project = Project.at(path)
    try:
        pdf = _read(_only_pdf(path, edition)) if built else _built(project, report, edition)
        return Side(str(path), pdf, _annotations(project))
    except BuildFailed as failed:
        raise BuildFailed(_inside(path, problem) for problem in failed.problems) from None


def _inside(path: Path, problem: Problem) -> Problem:
    place = problem.place
    return replace(problem, place=place._replace(file=str(path / place.file)))


def _built(project: Project, report: Callable[[str], None], edition: str) -> bytes:
    """The edition's main PDF."""
    from edition.build import build
    from edition.typography import profiles

    parsed = _parsed(project)
    main, *_ = profiles.settled(parsed.pdfs if parsed else ())
    name = main.called or main.name
    (pdf,) = build(project, ("pdf",), report, [name], edition=edition).files.values()
    return pdf


def _parsed(project: Project) -> Annotations | None:
    """The annotations; None where they cannot be read."""
    from edition.annotations.parse import typed
    from edition.assembly.inputs import load_annotations

    return typed(load_annotations(project))[0]


def _name(folder: Path, edition: str) -> str:
    """The name of the edition's files; nothing where its annotations cannot be read."""
    from edition.model.identifiers import slug

    parsed = _parsed(Project.at(folder))
    return slug(replace(parsed.metadata, of_edition=edition)) if parsed else ""


def _only_pdf(folder: Path, edition: str) -> Path:
    """The PDF in `dist`, or in the folder of the named edition there; of several, that which has
    the edition's name."""
    found = sorted((folder / "dist" / edition).glob("*.pdf"))
    if len(found) > 1:
        found = [path for path in found if path.stem == _name(folder, edition)] or found
    if len(found) == 1:
        return found[0]
    message = f"In dist there {'is no PDF' if not found else f'are {len(found)} PDFs'}."
    hint = "Build it first, leave --built out, or name the PDF itself."
    raise BuildFailed([Problem("pdf-not-built", Place("dist"), message, hint)])


def _read(path: Path) -> bytes:
    place = Place(path.name)
    try:
        data = read_bounded(path, MAX_BYTES)
    except OSError as error:
        message = f"{path.name} cannot be read: {error.strerror}."
        raise BuildFailed([Problem("file-unreadable", place, message)]) from None
    if data is None:
        message = f"The file is larger than {MAX_BYTES // 1024 // 1024} MiB."
        raise BuildFailed([Problem("pdf-too-large", place, message, "Compare a part of it.")])
    return data


def _annotations(project: Project) -> Mapping[str, YamlValue]:
    from edition.assembly.inputs import load_annotations

    file = load_annotations(project)
    if not isinstance(file.data, Mapping):
        raise BuildFailed(file.problems or [_no_mapping()])
    return file.data


def _no_mapping() -> Problem:
    return Problem("wrong-kind", Place(ANNOTATIONS, 1), "The file has no keys.", "Is it the file?")
