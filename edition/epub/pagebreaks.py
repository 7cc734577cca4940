"""Page breaks: puts the starts of the printed pages into the runs of an edition. Pure."""

from __future__ import annotations

from dataclasses import replace

from edition.model import Block, Edition, Element, Figure, GlossRef, NoteRef, PageBreak, Run, Text


def with_page_breaks(edition: Edition, breaks: dict[str, list[tuple[int, str]]]) -> Edition:
    """The edition with the starts of the printed pages: unit → (offset in its text, folio)."""
    chapters = tuple(
        replace(chapter, elements=tuple(_broken(element, breaks) for element in chapter.elements))
        for chapter in edition.chapters
    )
    return replace(edition, chapters=chapters)


def _broken(element: Element, breaks: dict[str, list[tuple[int, str]]]) -> Element:
    if isinstance(element, Figure):
        return replace(element, words=tuple(_broken_block(b, breaks) for b in element.words))
    return _broken_block(element, breaks)


def _broken_block(block: Block, breaks: dict[str, list[tuple[int, str]]]) -> Block:
    if block.unit not in breaks:
        return block
    runs: list[Run] = []
    waiting = list(breaks[block.unit])
    at = 0
    for run in block.runs:
        if isinstance(run, Text) and not run.heading:
            start, text, marks, lemmas = at, run.text, run.marks, run.lemmas
            at += len(text)
            last = 0
            while waiting and waiting[0][0] < at:
                offset, label = waiting.pop(0)
                cut = max(last, offset - start)
                if cut > last:
                    runs.append(replace(run, text=text[last:cut], marks=marks, lemmas=lemmas))
                    marks = lemmas = ()
                # Within formatted words the mark is one of them; before them it is not.
                _begin(runs, PageBreak(label, run.forms if cut else ()))
                last = cut
            if text[last:]:
                runs.append(replace(run, text=text[last:], marks=marks, lemmas=lemmas))
            continue
        if isinstance(run, GlossRef | Text):
            # A link is not cut: the page is said to begin before it.
            while waiting and waiting[0][0] < at + len(run.text):
                _begin(runs, PageBreak(waiting.pop(0)[1]))
            at += len(run.text)
        runs.append(run)
    runs += [PageBreak(label) for _, label in waiting]
    return replace(block, runs=tuple(runs))


def _begin(runs: list[Run], page: PageBreak) -> None:
    """Let a page begin here: the calls before the words that come stand on it, too."""
    at = len(runs)
    while at and isinstance(call := runs[at - 1], NoteRef) and call.before:
        at -= 1
    runs.insert(at, page)
