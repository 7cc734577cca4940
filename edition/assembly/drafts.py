"""Drafts and editions: the edition as it is printed, without what is not ready, and without what is
for other readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from edition.assembly import leaving, review
from edition.assembly.consequences import CONSEQUENCES
from edition.assembly.inputs import load_annotations
from edition.assembly.prepare import Prepared, prepare
from edition.model import Annotations, NamedEdition
from edition.model.identifiers import of_edition
from edition.model.problems import BuildFailed, Place, Problem, did_you_mean, errors
from edition.system.project import Project
from edition.yamlfile.load import YamlPath


def printed(project: Project, *, with_drafts: bool = False, edition: str = "") -> Prepared:
    """The edition, without its drafts unless they are wanted; what is wrong with them is wrong all
    the same. With `edition` the one of that id, without what is for others. The links to what is
    left out are words without a link.

    Raises `BuildFailed` with every problem that shows, and with `unknown-edition`.
    """
    return reduced(project, review.prepared(project), with_drafts=with_drafts, edition=edition)


def reduced(
    project: Project,
    whole: Prepared,
    *,
    with_drafts: bool,
    edition: str,
    gone: Iterable[YamlPath] = (),
) -> Prepared:
    """The same of an edition that is prepared, of a file without what stands at `gone`."""
    wanted = _named(whole.annotations, edition) if edition else None
    paths = [
        item.path
        for item in whole.annotations.workflow
        if (item.is_draft and not with_drafts)
        or (wanted and item.editions and wanted.id not in item.editions)
    ]
    rest = whole
    if paths:
        try:
            rest = prepare(project, leaving.without(load_annotations(project), [*gone, *paths]))
        except BuildFailed as failed:
            raise BuildFailed(map(_explained, errors(failed.problems))) from None
        rest = replace(rest, warnings=whole.warnings)
    return _as(rest, wanted) if wanted else rest


def _named(annotations: Annotations, id: str) -> NamedEdition:
    for item in annotations.editions:
        if item.id == id:
            return item
    known = [item.id for item in annotations.editions]
    hint = did_you_mean(id, known) or (
        f"There are: {', '.join(known)}." if known else "Declare it under `editions`."
    )
    message = f"There is no edition “{id}”."
    raise BuildFailed([Problem("unknown-edition", Place(annotations.file), message, hint)])


def _as(prepared: Prepared, wanted: NamedEdition) -> Prepared:
    """The edition under the name and the identifier of one for some readers."""
    annotations, edition = prepared.annotations, prepared.edition
    typed = of_edition(annotations.metadata, wanted.id, wanted.name)
    shown = of_edition(edition.metadata, wanted.id, wanted.name)
    return replace(
        prepared,
        annotations=replace(annotations, metadata=typed),
        edition=replace(edition, metadata=shown),
    )


def _explained(problem: Problem) -> Problem:
    if problem.code not in CONSEQUENCES:
        return problem
    hint = (
        "It may be a draft, which is not printed: finish it, or build with --with-drafts. Or it is "
        "`for` other editions than this one."
    )
    return replace(problem, hint=hint)
