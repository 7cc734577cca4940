"""Fixes: the changes of annotations.yaml that are safe, found, checked, and put together. Nothing
that needs a decision is changed here, and no other file.

A fix is proposed only where there is one remedy, and kept only if the file is no worse with it.
What is fixed can bring up what was hidden behind it, so that the file is gone through again until
nothing is left to fix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from edition.anchoring.resolve import Anchorer
from edition.annotations.parse import typed
from edition.assembly.inputs import load_annotations
from edition.assembly.prepare import Survey, survey
from edition.authoring.fix.fix import Fix, applied
from edition.authoring.fix.order import order_fixes
from edition.authoring.fix.selectors import quotation_fixes
from edition.authoring.fix.shape import places, shape_fixes
from edition.model import Annotations, SourceText
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Problem, errors
from edition.system.project import Project, Refused
from edition.text import source, structure
from edition.yamlfile.load import YamlFile, YamlPath

__all__ = ["Fix", "Fixed", "fix_all"]

#: How often the file is gone through again: form first, then quotations.
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Fixed:
    """The files that change, before and after, and the fixes between; none where nothing is
    safe."""

    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    fixes: tuple[Fix, ...]


def fix_all(project: Project) -> Fixed:
    """Everything that can be fixed safely in the project. Nothing is written.

    Raises `BuildFailed` where annotations.yaml cannot be read.
    """
    first = file = load_annotations(project)
    changed: dict[str, bytes] = {}
    fixes: list[Fix] = []
    for _ in range(_ROUNDS):
        now = project.with_files(file.contents)
        state = survey(now, file)
        found = _kept(now, file, state, [], proposals(now, file, state.problems))
        if not found:
            break
        changed |= applied(file, found)
        fixes += found
        file = load_annotations(project.with_files({**first.contents, **changed}))
    return Fixed({name: first.contents[name] for name in changed}, changed, tuple(fixes))


def proposals(project: Project, file: YamlFile, problems: Sequence[Problem]) -> list[Fix]:
    """The fixes of one state of the file, not checked yet."""
    if not isinstance(file.data, dict):
        return []
    found = list(shape_fixes(file, problems))
    annotations, _ = typed(file)
    text = _source(project, annotations) if annotations else None
    if annotations and text:
        layout = structure.lay_out(text, annotations)
        anchorer = Anchorer(text, structure.omitted_spans(layout.omitted))
        found += quotation_fixes(file, problems, anchorer, places(file)[0])
        found += order_fixes(file, anchorer, annotations.metadata.language)
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
    project: Project, file: YamlFile, state: Survey, kept: list[Fix], fixes: list[Fix]
) -> list[Fix]:
    """`kept` and those of the `fixes` with which the file is no worse: all if they can be, else
    what is good in the first half, and then in the second."""
    if not fixes or _is_good(project, file, state, [*kept, *fixes]):
        return [*kept, *fixes]
    if len(fixes) == 1:
        return kept
    middle = len(fixes) // 2
    kept = _kept(project, file, state, kept, fixes[:middle])
    return _kept(project, file, state, kept, fixes[middle:])


def _is_good(project: Project, file: YamlFile, state: Survey, fixes: Sequence[Fix]) -> bool:
    """Whether the fixes can be made, and bring no error."""
    try:
        after = applied(file, fixes)
    except BuildFailed:
        return False
    new = survey(project.with_files(after))
    if state.annotations is None and new.annotations is not None:
        return True  # what shows only now was hidden before
    return not _count(new.problems) - _count(state.problems)


def _count(problems: Sequence[Problem]) -> Counter[tuple[str, str]]:
    return Counter((problem.code, problem.message) for problem in errors(problems))
