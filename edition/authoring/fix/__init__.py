"""Fixes: the changes of annotations.yaml that are safe, found, checked, and put together. Nothing
that needs a decision is changed here, and no other file.

A fix is proposed only where there is one remedy, and kept only if the file is no worse with it.
What is fixed can bring up what was hidden behind it, so that the file is gone through again until
nothing is left to fix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from edition.annotations.parse import parse
from edition.assembly.inputs import ANNOTATIONS
from edition.assembly.prepare import Survey, survey
from edition.authoring.fix.fix import Fix, applied
from edition.authoring.fix.selectors import quotation_fixes
from edition.authoring.fix.shape import places, shape_fixes
from edition.model import Annotations, SourceText
from edition.model.problems import BuildFailed, Place, Problem, errors
from edition.system.project import Project, Refused
from edition.text import source
from edition.yamlfile.load import YamlPath, load

__all__ = ["Fix", "Fixed", "fix_all"]

#: How often the file is gone through again: form first, then quotations.
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Fixed:
    """The annotations before and after, and the fixes between; none where nothing is safe."""

    before: bytes
    after: bytes
    fixes: tuple[Fix, ...]


def fix_all(project: Project) -> Fixed:
    """Everything that can be fixed safely in the project. Nothing is written.

    Raises `BuildFailed` where annotations.yaml cannot be read.
    """
    try:
        before = data = project.read(ANNOTATIONS, Place(ANNOTATIONS))
    except Refused as refused:
        raise BuildFailed([refused.problem]) from None
    fixes: list[Fix] = []
    for _ in range(_ROUNDS):
        now = project.with_files({ANNOTATIONS: data})
        state = survey(now)
        found = _kept(now, data, state, [], proposals(now, data, state.problems))
        if not found:
            break
        data = applied(ANNOTATIONS, data, found)
        fixes += found
    return Fixed(before, data, tuple(fixes))


def proposals(project: Project, data: bytes, problems: Sequence[Problem]) -> list[Fix]:
    """The fixes of one state of the file, not checked yet."""
    file = load(ANNOTATIONS, data)
    if not isinstance(file.data, dict):
        return []
    found = list(shape_fixes(file, problems))
    annotations, _ = parse(ANNOTATIONS, data)
    text = _source(project, annotations) if annotations else None
    if annotations and text:
        found += quotation_fixes(file, problems, annotations, text, places(file)[0])
    taken: dict[YamlPath, Fix] = {}
    for fix in found:  # one at a time for each value: the next round sees the rest
        if not any(edit.path in taken for edit in fix.edits):
            taken |= {edit.path: fix for edit in fix.edits}
    return list(dict.fromkeys(taken.values()))


def _source(project: Project, annotations: Annotations) -> SourceText | None:
    """The text, if it is the one that the annotations were made for."""
    try:
        files = [(rule, project.read(rule.path, rule.place)) for rule in annotations.files]
    except Refused:
        return None
    text, problems = source.parse_for(annotations, files)
    changed = any(problem.code == "source-changed" for problem in problems)
    return None if changed else text


def _kept(
    project: Project, data: bytes, state: Survey, kept: list[Fix], fixes: list[Fix]
) -> list[Fix]:
    """`kept` and those of the `fixes` with which the file is no worse: all if they can be, else
    what is good in the first half, and then in the second."""
    if not fixes or _is_good(project, data, state, [*kept, *fixes]):
        return [*kept, *fixes]
    if len(fixes) == 1:
        return kept
    middle = len(fixes) // 2
    kept = _kept(project, data, state, kept, fixes[:middle])
    return _kept(project, data, state, kept, fixes[middle:])


def _is_good(project: Project, data: bytes, state: Survey, fixes: Sequence[Fix]) -> bool:
    """Whether the fixes can be made, and bring no error."""
    try:
        after = applied(ANNOTATIONS, data, fixes)
    except BuildFailed:
        return False
    new = survey(project.with_files({ANNOTATIONS: after}))
    if state.annotations is None and new.annotations is not None:
        return True  # what shows only now was hidden before
    return not _count(new.problems) - _count(state.problems)


def _count(problems: Sequence[Problem]) -> Counter[tuple[str, str]]:
    return Counter((problem.code, problem.message) for problem in errors(problems))
