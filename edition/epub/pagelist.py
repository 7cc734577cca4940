"""Page list: carries the pages of the printed edition over into the EPUB.

The pages of the text are found in the finished PDF itself, to the character; those of the front
and back matter by the first thing that begins on them (EPUB 3.3, 7.4.2.3; EPUB Accessibility
1.1, 4.1.2: the source of the pages is named in the package).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from edition.apparatus.chronology import table
from edition.assembly import milestones
from edition.epub.pagebreaks import with_page_breaks
from edition.model import Edition, Figure, PageBreak
from edition.render import noteplaces
from edition.render import targets as render_targets
from edition.text.scripts import UNPAINTED

#: For each unit of the text: (index of a page, how many characters stand before its start).
Turns = Mapping[str, Sequence[tuple[int, int]]]


def with_pages(edition: Edition, turns: Turns, folios: Sequence[str]) -> Edition:
    """The edition with a page break where each page of the PDF begins in the text.

    `turns` are those that the proof read back (`PdfText.turns`); white space does not count.
    `folios` are the page numbers as printed, by the index of the page.
    """
    breaks: dict[str, list[tuple[int, str]]] = {}
    seen: set[int] = set()
    noted = edition.noted()
    for block in edition.blocks():
        if block.unit in noted:
            continue  # a pop-up has no pages
        text = edition.source.words(block.span)
        for page, count in turns.get(block.unit, ()):
            if page not in seen:
                seen.add(page)
                breaks.setdefault(block.unit, []).append((_offset(text, count), folios[page]))
    return with_page_breaks(edition, breaks)


def targets(
    edition: Edition, sources: Sequence[str], folios: Sequence[str], anchors: Mapping[str, int]
) -> list[tuple[str, str]]:
    """(folio, file#anchor) of each page, in order: those of the text by their page breaks, the
    others by the first section or entry that begins on them; a page on which nothing begins is
    left out. `sources` are the ids of the list of sources in its order; `anchors` gives the
    index of the page of each anchor of the PDF.
    """
    where = dict(_text_pages(edition))
    for anchor, file in _files(edition, sources).items():
        page = anchors.get(anchor)
        if page is not None and folios[page] not in where:
            where[folios[page]] = file if anchor == "title-page" else f"{file}#{anchor}"
    return [(folio, where[folio]) for folio in folios if folio in where]


def of_original(edition: Edition) -> list[tuple[str, str]]:
    """(name, file#anchor) of each page of the original, in the order of the book."""
    return [
        (page.name, f"{render_targets.chapter(chapter)}#{page.anchor}")
        for page, chapter in milestones.in_book(edition)
    ]


def mark(content: str, anchor: str, folio: str, name: str) -> str:
    """A document with the mark of a page that begins at `anchor` (empty: with the document).

    The mark stands in the first element there that can hold words: a page list must lead to
    page breaks, not to what begins on the page (EPUB 3.3 SSV, pagebreak; Ace:
    epub-pagelist-broken). It stands in no heading, which would be announced with it, and before
    a `nav`, which can hold nothing but a heading and a list (EPUB 3.3, 7.3). `name` is how it is
    read out. Raises ValueError where there is no such element.
    """
    here = content.find(f' id="{anchor}"') if anchor else content.index("<body")
    holder = _HOLDER.search(content, max(0, content.rfind("<", 0, here + 1)))
    if holder is None:
        raise ValueError(f"no element to hold the mark of page {folio}")
    span = (
        f'<span epub:type="pagebreak" role="doc-pagebreak" id="page-{folio}" '
        f'aria-label="{escape(name)}"></span>'
    )
    at = holder.start() if holder[1] == "nav" else holder.end()
    return content[:at] + span + content[at:]


_HOLDER = re.compile(r"<(section|nav|p|dt|dd|td|li|figcaption)(?:\s[^<>]*)?(?<!/)>")


def _text_pages(edition: Edition) -> Iterator[tuple[str, str]]:
    for chapter in edition.chapters:
        for element in chapter.elements:
            blocks = element.words if isinstance(element, Figure) else (element,)
            for block in blocks:
                for run in block.runs:
                    if isinstance(run, PageBreak):
                        yield run.label, f"{render_targets.chapter(chapter.id)}#page-{run.label}"


def _files(edition: Edition, sources: Sequence[str]) -> dict[str, str]:
    """The EPUB's file for each anchor that stands in both renditions outside the text, in
    reading order."""
    files = {"title-page": render_targets.TITLE, "contents": render_targets.NAV}
    files |= {
        "illustrations": render_targets.ILLUSTRATIONS,
        "opening": render_targets.OPENING,
    }
    files |= {f"front-{section.id}": render_targets.front(section.id) for section in edition.front}
    files |= {"text-note": render_targets.TEXT_NOTE}
    for group in noteplaces.in_documents(edition):
        files[group.name] = render_targets.note(group.notes[0])
    files |= {f"back-{section.id}": render_targets.back(section.id) for section in edition.back}
    if edition.chronology:
        entries = ("chronology", *table.anchors(edition.chronology))
        files |= dict.fromkeys(entries, render_targets.CHRONOLOGY)
    files |= {"maps": render_targets.MAPS}
    files |= {map_.anchor: render_targets.map_(edition, map_.id) for map_ in edition.maps}
    files["glossary"] = render_targets.GLOSSARY
    files |= {f"g-{entry.term.id}": render_targets.GLOSSARY for entry in edition.glossary}
    files |= {"photographs": render_targets.PHOTOS, "sources": render_targets.SOURCES}
    files |= {f"s-{source}": render_targets.SOURCES for source in sources}
    files |= {"index": render_targets.INDEX}
    files |= {f"i-{entry.heading.id}": render_targets.INDEX for entry in edition.index}
    return files | {"colophon": render_targets.COLOPHON}


def _offset(text: str, count: int) -> int:
    """The offset in `text` behind `count` characters that are no white space."""
    for offset, char in enumerate(text):
        if not char.isspace() and not UNPAINTED.match(char):
            if not count:
                return offset
            count -= 1
    return len(text)
