"""Website: the edition as a folder of HTML pages, which a browser shows from a server or from the
disk. No page needs a script, and none fetches anything from elsewhere.

The pages are the documents of the EPUB, with the notes beside the text, and a first page that has
the title and the contents. The same edition gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from io import BytesIO

from markupsafe import Markup

from edition.assembly.prepare import Prepared
from edition.model.dataclass import dataclass
from edition.render import bookfonts, documents, targets
from edition.render.renderer import Renderer
from edition.render.views import TocEntry, nested
from edition.system import folders
from edition.text.scripts import is_right_to_left
from edition.typography import stylesheets
from edition.typography.fonts import FontFile
from edition.web import margin, markup


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its file, its title, and the document that it is made of; the first has none."""

    name: str
    title: str
    document: documents.Page | None


class Website:
    """The pages of a renderer's edition, each made when it is asked for.

    `head` is what each has in its head in place of the policy that refuses every script: that of
    the preview, which has one.
    """

    def __init__(self, renderer: Renderer, head: str = "") -> None:
        self._renderer = renderer
        self._head = Markup(head)
        found = {page.name: page for page in documents.pages(renderer)}
        kept = [page for name, page in found.items() if name not in targets.FIRST]
        #: The pages in reading order.
        self.pages = (
            Page(targets.FIRST_PAGE, renderer.edition.metadata.title, None),
            *(Page(targets.page(page.name), page.title, page) for page in kept),
        )
        self._places = {page.name: k for k, page in enumerate(self.pages)}
        self._names = {name: targets.page(name) for name in (*targets.FIRST, *found)}

    @property
    def sheets(self) -> Sequence[str]:
        """The style sheets in the order in which a page links them."""
        kinds = self._renderer.edition.kinds()
        return (*stylesheets.of_epub(kinds), stylesheets.WEB)

    def content(self, page: Page) -> str:
        """A page as it is sent, with the ways to those before and after it."""
        k = self._places[page.name]
        before, after = self.pages[max(0, k - 1) : k], self.pages[k + 1 : k + 2]
        arrows = "←→"
        if is_right_to_left(self._renderer.edition.metadata.language):
            arrows = "→←"
        body = self._body(page)
        made = self._renderer.template(
            "web/page.html",
            title=page.title,
            content=Markup(body.strip()),
            # A text may have no heading, and who cannot see the page goes by those.
            has_heading="<h1" in body,
            sheets=self.sheets,
            head=self._head,
            before=_link(*before) if before else None,
            after=_link(*after) if after else None,
            contents_href=f"{targets.FIRST_PAGE}#contents" if k else "",
            arrows=arrows,
        )
        return made.rstrip() + "\n"

    def _body(self, page: Page) -> str:
        """What is in its `main`."""
        if page.document is None:
            return markup.written(markup.body(self._contents(), self._names))
        body = markup.body(page.document.content(self._renderer), self._names)
        margin.lay_out(body, self._renderer.labels)
        return markup.written(body)

    def _contents(self) -> str:
        found = [page.document for page in self.pages if page.document]
        contents = nested([entry for document in found for entry in document.entries()])
        return self._renderer.template("web/contents.xhtml", here=targets.NAV, contents=contents)


def build(prepared: Prepared, renderer: Renderer) -> dict[str, bytes]:
    """The files of the web edition by their names in its folder."""
    site = Website(renderer)
    contents = [site.content(page) for page in site.pages]
    fonts = bookfonts.embedded(prepared, contents, renderer.languages)
    packed = [_packed(font) for font in fonts]
    files = {page.name: text.encode() for page, text in zip(site.pages, contents, strict=True)}
    for name in site.sheets:
        files[f"styles/{name}"] = bookfonts.sheet(
            prepared, name, packed, renderer.languages
        ).encode()
    files |= {f"fonts/{font.file_name}": font.data for font in packed}
    files |= {f"fonts/{name}": data for name, data in bookfonts.licences(fonts).items()}
    files |= {f"images/{item.name}": item.data for item in prepared.pictures.values()}
    return folders.with_list(files)


def _link(page: Page) -> TocEntry:
    return TocEntry(page.title, page.name, "")


@lru_cache(maxsize=16)
def _packed(font: FontFile) -> FontFile:
    """A font as browsers have it sent: WOFF2, which is a third of its size. That takes longer than
    all the rest, and a preview is built again and again with the same letters."""
    from fontTools.ttLib import TTFont

    packed = BytesIO()
    with TTFont(BytesIO(font.data), recalcTimestamp=False) as opened:
        opened.flavor = "woff2"
        opened.save(packed)
    name = font.file_name.removesuffix(".ttf") + ".woff2"
    return replace(font, file_name=name, data=packed.getvalue())
