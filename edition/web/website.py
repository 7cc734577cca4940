"""Website: the edition as a folder of HTML pages, which a browser shows from a server or from the
disk. No page needs a script, and none fetches anything from elsewhere.

The pages are the documents of the EPUB, with the notes beside the text, and a first page that has
the title and the contents. The same edition gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from markupsafe import Markup

from edition.assembly.prepare import Prepared
from edition.render import bookfonts, documents, targets
from edition.render.renderer import Renderer
from edition.render.views import TocEntry, nested
from edition.system import folders
from edition.text.scripts import is_right_to_left
from edition.typography import stylesheets
from edition.typography.fonts import FontFile
from edition.web import margin, markup


@dataclass(frozen=True, slots=True)
class _Page:
    name: str
    title: str
    content: str


def build(prepared: Prepared, renderer: Renderer) -> dict[str, bytes]:
    """The files of the web edition by their names in its folder."""
    pages = list(_pages(renderer))
    contents = [_finished(renderer, pages, k) for k in range(len(pages))]
    fonts = bookfonts.embedded(prepared, contents, renderer.languages)
    packed = [_packed(font) for font in fonts]
    files = {page.name: content.encode() for page, content in zip(pages, contents, strict=True)}
    for name in _sheets(prepared):
        files[f"styles/{name}"] = bookfonts.sheet(
            prepared, name, packed, renderer.languages
        ).encode()
    files |= {f"fonts/{font.file_name}": font.data for font in packed}
    files |= {f"fonts/{name}": data for name, data in bookfonts.licences(fonts).items()}
    files |= {f"images/{item.name}": item.data for item in prepared.pictures.values()}
    return folders.with_list(files)


def _sheets(prepared: Prepared) -> Sequence[str]:
    return (*stylesheets.of_epub(prepared.edition.kinds()), stylesheets.WEB)


def _pages(renderer: Renderer) -> Iterator[_Page]:
    """The pages in reading order, each with what is in its `main`."""
    found = [page for page in documents.pages(renderer) if page.name not in targets.FIRST]
    names = {name: targets.page(name) for name in (*targets.FIRST, *(page.name for page in found))}
    entries: list[TocEntry] = [entry for page in found for entry in page.entries()]
    first = renderer.template("web/contents.xhtml", here=targets.NAV, contents=nested(entries))
    title = renderer.edition.metadata.title
    yield _Page(targets.FIRST_PAGE, title, markup.written(markup.body(first, names)))
    for page in found:
        body = markup.body(page.content(renderer), names)
        margin.lay_out(body, renderer.labels)
        yield _Page(names[page.name], page.title, markup.written(body))


def _finished(renderer: Renderer, pages: Sequence[_Page], k: int) -> str:
    """A page with its head, and the ways to the others."""
    page = pages[k]
    arrows = "←→"
    if is_right_to_left(renderer.edition.metadata.language):
        arrows = "→←"
    made = renderer.template(
        "web/page.html",
        title=page.title,
        content=Markup(page.content.strip()),
        sheets=_sheets(renderer.prepared),
        before=_link(pages[k - 1]) if k else None,
        after=_link(pages[k + 1]) if k + 1 < len(pages) else None,
        contents_href=f"{targets.FIRST_PAGE}#contents" if k else "",
        arrows=arrows,
    )
    return made.rstrip() + "\n"


def _link(page: _Page) -> TocEntry:
    return TocEntry(page.title, page.name, "")


def _packed(font: FontFile) -> FontFile:
    """A font as browsers have it sent: WOFF2, which is a third of its size."""
    from fontTools.ttLib import TTFont

    packed = BytesIO()
    with TTFont(BytesIO(font.data), recalcTimestamp=False) as opened:
        opened.flavor = "woff2"
        opened.save(packed)
    name = font.file_name.removesuffix(".ttf") + ".woff2"
    return replace(font, file_name=name, data=packed.getvalue())
