"""Note keys: whether each note that nothing calls, and that is known by the page of its words,
names the page on which they are.

In: the edition, and what was read of the finished book. Out: what is wrong. In a PDF the words are
found by their letters, in an EPUB between the marks of its list of pages; the page's name is that
which the file gives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from edition.model import Edition, GlossRef, KeyedBy, Milestone, Note, PageBreak, Text
from edition.model.dataclass import dataclass
from edition.text.scripts import UNPAINTED

if TYPE_CHECKING:
    from lxml import etree

    from edition.proof.pdftext import PdfText

_XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(slots=True)
class Found:
    """What content documents have, read from the first to the last: for each id the id of the last
    mark of a page before it, and for each note the keys that stand before it."""

    pages: dict[str, str] = field(default_factory=dict)
    keys: dict[str, list[str]] = field(default_factory=dict)
    _page: str = ""

    def read(self, root: etree._Element) -> None:
        """Take in one document."""
        for element in root.iter(f"{_XHTML}*"):
            name = element.get("id", "")
            if element.get("role") == "doc-pagebreak":
                self._page = name
            elif name:
                self.pages[name] = self._page
            if element.tag == f"{_XHTML}a" and element.get("class") == "where":
                item = next(element.iterancestors(f"{_XHTML}li"), None)
                if item is not None:
                    words = "".join(element.itertext()).strip()
                    self.keys.setdefault(item.get("id", ""), []).append(words)


def in_documents(edition: Edition, found: Found) -> Iterator[str]:
    """What is wrong with the keys of an EPUB: those of a book without pages are paragraphs."""
    names = {
        f"page-{run.label}" if isinstance(run, PageBreak) else run.anchor: (
            run.label if isinstance(run, PageBreak) else run.name
        )
        for block in edition.blocks()
        for run in block.runs
        if isinstance(run, PageBreak | Milestone)
    }
    where = {anchor: names.get(page, "") for anchor, page in found.pages.items()}
    yield from _wrong(edition.notes, where, found.keys)


def in_pdf(edition: Edition, found: PdfText, comma: str) -> Iterator[str]:
    """What is wrong with the keys of a PDF; `comma` stands between two."""
    where = dict(_printed(edition, found))
    keys = {name: [part.strip() for part in key.split(comma)] for name, key in found.keys.items()}
    yield from _wrong(edition.notes, where, keys)


def _wrong(
    notes: Iterable[Note], where: Mapping[str, str], keys: Mapping[str, list[str]]
) -> Iterator[str]:
    said: dict[str, str] = {}
    for note in notes:
        if note.series.keyed_by is not KeyedBy.PAGE:
            continue
        places = (note.call_anchor, *(anchor for _, anchor in note.further))
        pages = [page for anchor in places if (page := where.get(anchor, ""))]
        want = list(dict.fromkeys(pages))
        got = [key for key in keys.get(note.anchor, ()) if key] or [said.get(note.series.id, "")]
        said[note.series.id] = got[-1]
        if len(pages) == len(places) and got != want:
            yield f"note “{note.id}” names page {', '.join(got)}, and is on {', '.join(want)}"


def _printed(edition: Edition, found: PdfText) -> Iterator[tuple[str, str]]:
    """The name of the page on which the words of each note begin, by the anchor of the words."""
    for block in edition.blocks():
        turns, count = found.turns.get(block.unit, ()), 0
        for run in block.runs:
            if not isinstance(run, Text | GlossRef):
                continue
            for anchor in run.lemmas:
                page = [index for index, before in turns if before <= count]
                if page:
                    yield anchor, found.labels[page[-1]]
            count += sum(not char.isspace() for char in UNPAINTED.sub("", run.text))
