"""Accessibility: what is true of an edition's EPUB for those who cannot see it, or not well.

In: a prepared edition, its labels, whether the EPUB has the pages of the printed edition. Out:
the schema.org metadata that EPUB Accessibility 1.1, section 2, asks for, in the words of the
Schema.org Accessibility Properties for Discoverability Vocabulary, 2.0. Pure. Nothing is claimed
that the book does not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edition.assembly.prepare import Prepared
    from edition.languages.labels import Labels

#: True of every EPUB of the builder: roles, alternative texts (of the cover at least), text
#: that can be enlarged and recolored, one order of reading, headings, contents.
_ALWAYS = (
    "ARIA",
    "alternativeText",
    "displayTransformability",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
)


def metadata(prepared: Prepared, labels: Labels, has_pages: bool) -> Iterator[tuple[str, str]]:
    """(property, value) of each of the five kinds of accessibility metadata."""
    visual = _has_drawings(prepared) or bool(prepared.pictures)
    yield "accessMode", "textual"
    if visual:
        yield "accessMode", "visual"
        yield "accessModeSufficient", "textual,visual"
    yield "accessModeSufficient", "textual"
    for feature in features(prepared, has_pages):
        yield "accessibilityFeature", feature
    yield "accessibilityHazard", "none"
    yield "accessibilitySummary", summary(prepared, labels, has_pages)


def features(prepared: Prepared, has_pages: bool) -> list[str]:
    """The accessibility features, sorted."""
    found = [*_ALWAYS]
    if prepared.edition.index:
        found.append("index")
    if has_pages:
        found += ["pageBreakMarkers", "pageNavigation"]
    return sorted(found)


def summary(prepared: Prepared, labels: Labels, has_pages: bool) -> str:
    """The summary for people: the annotator's own, else a sentence for each thing in the book."""
    own = prepared.edition.metadata.accessibility_summary
    if own:
        return own
    called = [note.series.is_called for note in prepared.edition.notes]
    there = {
        "access-text": True,
        "access-notes": bool(called) and all(called),
        "access-notes-back": not all(called),
        "access-pictures": bool(prepared.pictures),
        "access-drawings": _has_drawings(prepared),
        "access-index": bool(prepared.edition.index),
        "access-original-pages" if prepared.lists_original else "access-pages": has_pages,
    }
    return labels.gap.join(labels[name] for name, is_there in there.items() if is_there)


def _has_drawings(prepared: Prepared) -> bool:
    chronology = prepared.edition.chronology
    return bool(prepared.maps or (chronology and chronology.timelines))
