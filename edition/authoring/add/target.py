"""Target: the file that a new entry is written into, where an edition has several.

By the edition's rule (`add-to`) where it has one; else the file of the entry that stands before the
new one in the order of its list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from pathlib import PurePosixPath

from edition.annotations.groups import list_at
from edition.assembly.inputs import ANNOTATIONS, load_annotations
from edition.assembly.partial import Reading
from edition.authoring.add import order
from edition.authoring.add.kinds import Kind
from edition.model import Span
from edition.model.problems import BuildFailed, Place, Problem, quoted
from edition.system.project import Project
from edition.text import chapters
from edition.yamlfile.load import YamlFile, YamlValue


def file_for(
    project: Project,
    file: YamlFile,
    reading: Reading,
    kind: Kind,
    values: Mapping[str, YamlValue],
    span: Span | None,
) -> str:
    """The name of the file for an entry of `kind` with these `values` whose words are at `span`.

    Raises `BuildFailed` where the rule names a file that is not included, or no file at all.
    """
    from edition.annotations.schema.values import ADD_TO

    rule = file.at(("add-to",))
    if isinstance(rule, str) and rule and not re.fullmatch(ADD_TO, rule):
        message = f"{quoted(rule)} is no good value of “add-to”."
        hint = "Write a path with {chapter} or {kind} in it, such as notes/{chapter}.yaml."
        raise BuildFailed([Problem("bad-value", _place(file), message, hint)])
    if isinstance(rule, str) and (name := _by_rule(rule, reading, kind, span)):
        return _included(project, file, name)
    if file.names == {ANNOTATIONS}:
        return ANNOTATIONS
    siblings = list_at(file.data, kind.path)
    language = reading.annotations.metadata.language
    near = order.neighbour(kind, values, siblings, reading.anchorer, span, language)
    return ANNOTATIONS if near is None else file.origin((*kind.path, near))[0]


def _by_rule(rule: str, reading: Reading, kind: Kind, span: Span | None) -> str:
    """The name that the rule gives; none where it asks for a chapter, and the entry has none."""
    name = rule.replace("{kind}", kind.path[-1])
    if "{chapter}" not in name:
        return name
    if span is None or not (kind.hangs_on_words or kind.names_lines):
        return ""
    return name.replace("{chapter}", f"{chapter_number(reading, span):02}")


def chapter_number(reading: Reading, span: Span) -> int:
    """How many chapters have begun where the words at `span` stand: 0 before the first heading."""
    parts = reading.layout.parts
    opening = chapters.opening_roles(reading.annotations.structure)
    which = chapters.chapters(parts, opening)
    text = [k for k, part in enumerate(parts) if part.note < 0]
    k = bisect_right(text, span.start, key=lambda k: parts[k].span.start) - 1
    begun = bool(text) and parts[text[0]].role in opening
    return which[text[max(0, k)]] + begun if text else 0


def _included(project: Project, file: YamlFile, name: str) -> str:
    name = PurePosixPath(name).as_posix()
    if name in file.names:
        return name
    # One that is not there yet: it must be included as soon as it is.
    try:
        after = load_annotations(project.with_files({name: b""}))
    except BuildFailed:
        return name
    if name in after.names:
        return name
    message = f"The rule `add-to` names {name} for this entry, which is not included."
    hint = "Name it under `include`, or a pattern that it fits, such as notes/*.yaml."
    raise BuildFailed([Problem("add-to-not-included", _place(file), message, hint)])


def _place(file: YamlFile) -> Place:
    return file.place(("add-to",))
