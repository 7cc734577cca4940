"""ebooklib writer: the package document, its metadata and the members of an EPUB. The only
importer of ebooklib.

ebooklib 0.20 is kept away from what it spoils: it gets finished bytes for every document (its own
writer re-indents text) and a navigation document that is made elsewhere. Its private writers are
called, so that the members go into a ZIP of our own: its own ZIP takes its dates from the clock,
and fails while the clock stands before 1980 or after 2107.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape

import ebooklib
from ebooklib import epub

from edition.render.views import TocNode

#: The version whose private writers are known.
PROVED = (0, 20)


class UnsupportedEbooklib(RuntimeError):
    """ebooklib is of a version whose private writers are not known."""


def version() -> str:
    """The version of ebooklib."""
    return ".".join(map(str, ebooklib.VERSION))


class Package:
    """A book that grows: what is added first stands first in the manifest.

    Raises `UnsupportedEbooklib` unless ebooklib is of the version `PROVED`.
    """

    def __init__(self, identifier: str, language: str, title: str, *, right_to_left: bool) -> None:
        if ebooklib.VERSION[:2] != PROVED:
            wanted = ".".join(map(str, PROVED))
            raise UnsupportedEbooklib(
                f"ebooklib {version()} is installed, but this program calls its private writers, "
                f"and knows those of {wanted} only: install ebooklib=={wanted}"
            )
        self._book = epub.EpubBook()
        self._book.set_identifier(identifier)
        self._book.set_language(language)
        if right_to_left:
            self._book.set_direction("rtl")
        self._book.title = title
        self._spine: list[epub.EpubItem] = []
        self._pages: Sequence[tuple[str, str]] = ()

    def dublin_core(self, name: str, value: str, **attributes: str) -> None:
        """Add a Dublin Core element to the metadata."""
        self._book.add_metadata("DC", name, value, attributes)

    def meta(self, name: str, value: str, **attributes: str) -> None:
        """Add a property of EPUB 3 to the metadata."""
        self._book.add_metadata(None, "meta", value, {"property": name, **attributes})

    def generator(self, name: str) -> None:
        """Name what made the book, beside ebooklib."""
        self._book.add_metadata(None, "meta", "", {"name": "generator", "content": name})

    def cover(self, id: str, name: str, picture: bytes) -> None:
        """Add the picture of the cover, named in the metadata too, as EPUB 2 has it."""
        item = epub.EpubCover(id, name)
        item.content = picture
        self._book.add_item(item)
        self._book.add_metadata(None, "meta", "", {"name": "cover", "content": id})

    def file(self, id: str, name: str, media_type: str, data: bytes) -> None:
        """Add a file that is no document."""
        self._book.add_item(epub.EpubItem(id, name, media_type, data))

    def document(self, id: str, name: str, title: str, content: str) -> None:
        """Add a content document, the next one to be read."""
        item = _Verbatim(id, name, "application/xhtml+xml", content.encode(), title=title)
        if "<svg" in content:
            item.properties.append("svg")
        self._book.add_item(item)
        self._spine.append(item)

    def navigation(self, name: str, content: str, at: int, contents: Sequence[TocNode]) -> None:
        """Add the navigation document, read as the document number `at`, and its EPUB 2 form, which
        has the same `contents`."""
        # Not an EpubNav: that one is always generated.
        item = epub.EpubItem("nav", name, "application/xhtml+xml", content.encode())
        item.properties = ["nav"]
        self._book.add_item(epub.EpubNcx())
        self._book.add_item(item)
        documents = {document.file_name: document for document in self._spine}
        self._book.toc = [_point(node, documents) for node in contents]
        self._spine.insert(at, item)

    def page_list(self, pages: Sequence[tuple[str, str]]) -> None:
        """Give the EPUB 2 form of the navigation the list of pages: (name, file#anchor) of each."""
        self._pages = pages

    def members(self, guide: list[dict[str, str]], when: datetime) -> dict[str, bytes]:
        """The members of the EPUB by their names, without `mimetype`; `guide` is EPUB 2's."""
        self._book.spine, self._book.guide = self._spine, guide
        options = {"mtime": when, "epub3_pages": False, "epub3_landmark": False}
        writer = _Writer("", self._book, options)
        writer.pages = self._pages
        writer.process()
        writer.write()
        return writer.out


def _point(node: TocNode, documents: Mapping[str, epub.EpubHtml]) -> object:
    """A line of the contents as ebooklib has it: a document or a link, with those below it."""
    entry = node.entry
    here = documents.get(entry.href)
    if here is None:
        here = epub.Link(entry.href, entry.title, f"toc-{entry.href.rpartition('#')[2]}")
    return (here, [_point(item, documents) for item in node.below]) if node.below else here


class _Verbatim(epub.EpubHtml):  # type: ignore[misc]  # has no types
    """A document whose bytes are written as they are; ebooklib would parse and re-indent."""

    content: bytes

    def get_content(self, default: str | None = None) -> bytes:
        return self.content

    def get_body_content(self) -> bytes:
        return b""


class _Members(dict[str, bytes]):
    """The members of a book by their names, where ebooklib thinks that it writes a ZIP."""

    def writestr(self, name: str, data: str | bytes) -> None:
        self[name] = data.encode() if isinstance(data, str) else data


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # has no types
    """ebooklib's writer, without its ZIP, and with a list of pages."""

    pages: Sequence[tuple[str, str]] = ()

    def write(self) -> None:
        self.out = _Members()
        self._write_container()
        self._write_opf()
        self._write_items()

    def _get_ncx(self) -> bytes:
        """The navigation as EPUB 2 has it, its list of pages behind its contents (OPF 2.0.1, 2.4.1;
        Z39.86-2005, 8.4.4)."""
        made: bytes = super()._get_ncx()
        if not self.pages:
            return made
        targets = "".join(map(_page_target, range(1, len(self.pages) + 1), self.pages))
        pages = f"  <pageList>\n{targets}  </pageList>\n"
        return made.replace(b"</ncx>", pages.encode() + b"</ncx>")


def _page_target(number: int, page: tuple[str, str]) -> str:
    name, href = page
    kind, value = ("normal", f' value="{int(name)}"') if name.isdecimal() else ("front", "")
    if not value and not _ROMAN.fullmatch(name):
        kind = "special"
    return (
        f'    <pageTarget id="page-{number}" type="{kind}"{value}>\n'
        f"      <navLabel>\n        <text>{escape(name)}</text>\n      </navLabel>\n"
        f'      <content src="{escape(href)}"/>\n    </pageTarget>\n'
    )


_ROMAN = re.compile("[ivxlcdm]+", re.I)
