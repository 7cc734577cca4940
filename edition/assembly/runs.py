"""Runs: cuts a paragraph at what hangs on it: calls, links, and the marks of mentions. Pure.

The runs' words, one after the other, are the paragraph, whatever overlaps. A link, to the
glossary or to the index, is cut by calls and pages only: what is named inside it is marked at its
beginning, or behind the call that divides it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from edition.apparatus.index import Link
from edition.model import Formatting, GlossRef, Milestone, NoteRef, Run, Span, Text

#: A call, and the offset where it stands.
Call: TypeAlias = tuple[int, NoteRef]
#: What stands between words, and the offset where it does.
Point: TypeAlias = tuple[int, NoteRef | Milestone]
#: The words of a mention, and its anchor.
Mark: TypeAlias = tuple[Span, str]


def cut(
    text: str,
    span: Span,
    calls: Sequence[Call],
    links: Sequence[Link],
    marks: Sequence[Mark],
    forms: Sequence[Formatting] = (),
    pages: Sequence[tuple[int, Milestone]] = (),
    lemmas: Sequence[Mark] = (),
) -> list[Run]:
    """The runs of the paragraph at `span` of `text`.

    `calls` are in order; `links` are in order, inside the paragraph, and do not overlap. `marks`
    may be anyhow, but begin inside the paragraph, and so do `lemmas`, the words of notes without
    calls. `forms` are in order, inside it, and do not cross: a link is cut at their edges. `pages`
    of the original are in order: one begins behind the calls of the words before it.
    """
    both: list[Point] = [*calls, *pages]
    points = sorted(both, key=_by_place)
    starts = _starts(span, points, links, (*marks, *lemmas), forms)
    marked, hung = _marked(starts, marks), _marked(starts, lemmas)
    runs: list[Run] = []
    waiting, linked, coming = iter(points), iter(links), iter(forms)
    point, link, form = next(waiting, None), next(linked, None), next(coming, None)
    around: list[Formatting] = []  # what goes on, the outermost first: the last begun ends first
    for start, end in pairwise([*starts, span.end]):
        while around and around[-1].span.end <= start:
            around.pop()
        while point and point[0] <= start:
            # Behind formatted words it is not one of them.
            runs.append(replace(point[1], forms=tuple(around)) if around else point[1])
            point = next(waiting, None)
        while link and link.span.end <= start:
            link = next(linked, None)
        while form and form.span.start <= start:
            around.append(form)
            form = next(coming, None)
        inside = link if link and link.span.start <= start else None
        run = _run(text, Span(start, end), inside, tuple(marked.get(start, ())), tuple(around))
        runs.append(replace(run, lemmas=tuple(hung[start])) if start in hung else run)
    while point:
        runs.append(point[1])
        point = next(waiting, None)
    return runs


def _by_place(point: Point) -> tuple[int, int]:
    """The order of what stands between words: calls of the words before, pages, calls of those that
    follow."""
    offset, run = point
    return offset, 1 if isinstance(run, Milestone) else 2 if run.before else 0


def _run(
    text: str,
    span: Span,
    link: Link | None,
    marks: tuple[str, ...],
    forms: tuple[Formatting, ...],
) -> Text | GlossRef:
    words = text[span.start : span.end]
    if link is None:
        return Text(words, marks, "", forms)
    if not link.use:
        return Text(words, marks, link.id, forms, span.start == link.span.start)
    return GlossRef(link.id, link.use, words, span.start == link.span.start, marks, forms)


def _starts(
    span: Span,
    points: Iterable[Point],
    links: Sequence[Link],
    marks: Iterable[Mark],
    forms: Iterable[Formatting],
) -> list[int]:
    """Where the runs begin, in order; none where the paragraph is empty."""
    edges = {offset for mark, _ in marks for offset in mark}
    cuts = {offset for offset in edges if not _is_within(links, offset)}
    cuts |= {offset for link in links for offset in link.span}
    cuts |= {offset for offset, _ in points}
    cuts |= {offset for form in forms for offset in form.span}
    cuts.add(span.start)
    return sorted(offset for offset in cuts if span.start <= offset < span.end)


def _is_within(links: Sequence[Link], offset: int) -> bool:
    """Whether `offset` is inside a link, its edges not counted."""
    last = bisect_right(links, offset, key=lambda link: link.span.start) - 1
    return last >= 0 and links[last].span.start < offset < links[last].span.end


def _marked(starts: Sequence[int], marks: Iterable[Mark]) -> dict[int, list[str]]:
    """The anchors that each run has, by where it begins."""
    found: dict[int, list[str]] = {}
    for span, anchor in marks:
        run = bisect_right(starts, span.start) - 1
        found.setdefault(starts[max(0, run)], []).append(anchor)
    return found
