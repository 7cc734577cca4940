"""Navigation: the EPUB's contents, list of pages and guide, in EPUB 3 and EPUB 2 form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from edition.epub import pagelist
from edition.model.dataclass import dataclass
from edition.render import targets
from edition.render.renderer import Renderer
from edition.render.views import TocEntry, nested


@dataclass(frozen=True, slots=True)
class Document:
    """A content document: `landmark` is its EPUB structural type, `entries` are its lines in the
    contents."""

    name: str
    title: str
    landmark: str
    content: str
    entries: tuple[TocEntry, ...]


def with_pages(
    renderer: Renderer, pages: list[Document], folios: Sequence[tuple[str, str]]
) -> tuple[list[Document], str]:
    """The documents with a mark where each printed page begins, and the navigation document,
    whose page list leads to the marks. Those of the text are there already, and so are all of the
    pages of the original."""
    if renderer.prepared.lists_original:
        return pages, _navigation(renderer, pages, folios)
    contents = {document.name: document.content for document in pages}
    contents[targets.NAV] = _navigation(
        renderer, pages, [(folio, _page(href, folio)) for folio, href in folios]
    )
    for folio, href in folios:
        name, _, anchor = href.partition("#")
        if href != _page(href, folio):
            label = renderer.labels.numbered("page", folio)
            contents[name] = pagelist.mark(contents[name], anchor, folio, label)
    marked = [replace(document, content=contents[document.name]) for document in pages]
    return marked, contents[targets.NAV]


def _page(href: str, folio: str) -> str:
    return f"{href.partition('#')[0]}#page-{folio}"


def _navigation(
    renderer: Renderer, pages: list[Document], folios: Sequence[tuple[str, str]]
) -> str:
    contents = nested(contents_of(pages))
    marks = [TocEntry(d.title, d.name, d.landmark) for d in pages if d.landmark]
    marks.insert(1, TocEntry(renderer.labels["contents"], f"{targets.NAV}#contents", "toc"))
    return renderer.template(
        "epub/nav.xhtml",
        here=targets.NAV,
        contents=contents,
        landmarks=marks,
        page_targets=folios,
    )


def contents_of(pages: Sequence[Document]) -> list[TocEntry]:
    """The lines of the contents; the cover has none."""
    return [entry for d in pages if d.landmark != "cover" for entry in d.entries]


def guide(pages: list[Document], contents: str) -> list[dict[str, str]]:
    """The EPUB 2 guide, which old Kindles and Adobe readers open the book by; `contents`
    is what it calls the contents."""
    kinds = {
        "cover": "cover",
        "titlepage": "title-page",
        "bodymatter": "text",
        "glossary": "glossary",
        "bibliography": "bibliography",
        "index": "index",
    }
    entries = [
        {"type": kinds[d.landmark], "href": d.name, "title": d.title}
        for d in pages
        if d.landmark in kinds
    ]
    return [*entries, {"type": "toc", "href": targets.NAV, "title": contents}]
