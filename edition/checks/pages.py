"""Pages of the original: what is wrong with them side by side, and what is said of them and changes
nothing. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from edition.markup.tree import Body
from edition.model import Annotations, BodyText, SourcePage
from edition.model.problems import Place, Problem, Severity, did_you_mean


def problems(
    annotations: Annotations, pages: Sequence[SourcePage], parsed: Mapping[BodyText, Body]
) -> Iterator[Problem]:
    """`unknown-page`, a link to a page that does not begin anywhere; and warnings of pages that
    come in another order than their numbers, or are of an edition that is not named, and of keys
    without effect. `pages` are in the order of the text."""
    linked = [
        (text.line(ref.line), ref.id)
        for text, body in parsed.items()
        for ref in body.references
        if ref.kind == "page"
    ]
    yield from _unknown(linked, pages)
    yield from _order(pages)
    yield from _idle(annotations, pages, bool(linked))
    told, meta = annotations.pages, annotations.metadata
    if told.listed and pages and not (told.of or meta.original):
        message = "The EPUB's list of pages is of an edition that is not named."
        hint = "Write under `source: pages` of which it is: `of: Publisher, year`."
        yield Problem("pages-unnamed", told.place, message, hint, Severity.WARNING)


def _unknown(linked: Sequence[tuple[Place, str]], pages: Sequence[SourcePage]) -> Iterator[Problem]:
    names = dict.fromkeys(page.name for page in pages)
    for place, name in linked:
        if name in names:
            continue
        message = f"No page {name} of the original begins in the text."
        hint = "The text does not say where pages begin: see `milestones`."
        if names:
            first, last = next(iter(names)), next(reversed(names))
            hint = did_you_mean(name, names) or f"The first is {first}, the last {last}."
        yield Problem("unknown-page", place, message, hint)


def _order(pages: Sequence[SourcePage]) -> Iterator[Problem]:
    """One warning for all: the pages of a second volume begin at 1 again, and that is right."""
    numbered = [page for page in pages if page.name.isdecimal()]
    odd = [
        (one, other)
        for one, other in pairwise(numbered)
        if int(other.name) <= int(one.name) and int(other.name) > _NEW_VOLUME
    ]
    if not odd:
        return
    one, other = odd[0]
    message = f"Page {other.name} of the original begins behind page {one.name}."
    hint = "Is its number right, and are its words those with which it begins?"
    if len(odd) > 1:
        hint += f" The same holds in {len(odd) - 1} other places."
    yield Problem("pages-out-of-order", other.place, message, hint, Severity.WARNING)


#: A volume's text begins on a page with no higher number than this.
_NEW_VOLUME = 12


def _idle(annotations: Annotations, pages: Sequence[SourcePage], linked: bool) -> Iterator[Problem]:
    told = annotations.pages
    why = ""
    if told.mark and not any(page.place.file != annotations.file for page in pages):
        why = f"nothing in the text is like the mark {told.mark}"
    elif not pages and (told.of or told.listed or not told.shown):
        why = "the text does not say where pages begin; see `milestones`"
    elif pages and not (told.shown or told.listed or linked):
        why = "the pages are neither shown, nor in the list of pages, nor does any link lead to one"
    if why:
        message = f"What `pages` says has no effect: {why}."
        hint = "Copy a mark from the file, with * in the place of the number, or take the key out."
        yield Problem("key-without-effect", told.place, message, hint, Severity.WARNING)
