"""Inputs: reads the files that an edition is made of, the annotations and the source."""

from __future__ import annotations

from edition.assembly import include
from edition.model import Annotations, SourceText
from edition.model.problems import BuildFailed, Place, Problem
from edition.system import program
from edition.system.project import MAX_BYTES, Project, Refused, too_large
from edition.text import source
from edition.yamlfile.load import YamlFile, load

ANNOTATIONS = "annotations.yaml"


def read_annotations(project: Project) -> bytes:
    """The bytes of the annotations file. Raises `BuildFailed` where there is none."""
    place = Place(ANNOTATIONS)
    try:
        return project.read(ANNOTATIONS, place)
    except Refused as refused:
        command = program.command()
        hint = (
            "Run the command in the folder of an edition, or name that folder.\n"
            f"To make one of a text: {command} init FOLDER TEXT.txt\n"
            f"of a Word document, a web page, an EPUB …: {command} import FILE"
        )
        problem = refused.problem
        raise BuildFailed([Problem(problem.code, place, problem.message, hint)]) from None


def load_annotations(project: Project) -> YamlFile:
    """The annotations file with those that it includes. Raises `BuildFailed` where there is none.

    What is wrong with an included file as a whole is in `outside`: the file is left out.
    """
    file = load(ANNOTATIONS, read_annotations(project))
    return include.joined(project, file)


def read_source(
    project: Project, annotations: Annotations
) -> tuple[SourceText | None, list[Problem]]:
    """The source text, read from its files; None where it cannot be read, and what is wrong."""
    files = []
    left = MAX_BYTES
    for rule in annotations.files:
        place = rule.place
        try:
            files.append((rule, project.read(rule.path, place)))
        except Refused as refused:
            return None, [refused.problem]
        left -= len(files[-1][1])
        if left < 0:
            return None, [too_large(place, "The source, all its files together,")]
    return source.parse_for(annotations, files)
