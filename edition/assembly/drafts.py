"""Drafts: the edition as it is printed, without what is not ready."""

from __future__ import annotations

from dataclasses import replace

from edition.assembly import partial, review
from edition.assembly.consequences import CONSEQUENCES
from edition.assembly.inputs import load_annotations
from edition.assembly.prepare import Prepared, prepare
from edition.model.problems import BuildFailed, Problem
from edition.system.project import Project


def printed(project: Project, *, with_drafts: bool = False) -> Prepared:
    """The edition, without its drafts unless they are wanted; what is wrong with them is wrong all
    the same. The links to what is left out are words without a link.

    Raises `BuildFailed` with every problem that shows.
    """
    whole = review.prepared(project)
    paths = [item.path for item in whole.annotations.workflow if item.is_draft]
    if with_drafts or not paths:
        return whole
    try:
        rest = prepare(project, partial.without(load_annotations(project), paths))
    except BuildFailed as failed:
        raise BuildFailed(map(_explained, failed.problems)) from None
    return replace(rest, warnings=whole.warnings)


def _explained(problem: Problem) -> Problem:
    if problem.code not in CONSEQUENCES:
        return problem
    hint = "It may be a draft, which is not printed: finish it, or build with --with-drafts."
    return replace(problem, hint=hint)
