"""Web: one HTML page, or the documents of an EPUB, as one manuscript.

Each document is parsed twice, once for the links between calls and notes, which lead from any to
any, and once for its words, and then forgotten: so a book of millions of words needs the memory of
its longest document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from edition.authoring.intake import bounds, words, xmltree
from edition.authoring.intake.files import Files
from edition.authoring.intake.manuscript import (
    About,
    Block,
    Dropped,
    Manuscript,
    Person,
)
from edition.authoring.intake.originals import markup
from edition.authoring.intake.readers import gutenberg, package
from edition.authoring.intake.readers.notelinks import Finder
from edition.authoring.intake.readers.xhtml import Document, text_of
from edition.model.dataclass import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.I)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(slots=True)
class Source:
    """A document: well-formed XHTML as its bytes, or HTML as text; and its tree."""

    name: str
    data: bytes
    root: _Element
    html: str | None = None

    def words(self) -> Iterator[str]:
        """Its words, read in another way."""
        return markup.of_xhtml(self.data) if self.html is None else markup.of_html(self.html)


def of_page(data: bytes, name: str) -> Manuscript:
    """The manuscript of one page. Raises `BuildFailed`: `import-unreadable`,
    `import-lost-words`."""
    source = _source(data, name)
    about = _about(source.root)
    finder = Finder()
    finder.look(name, source.root)
    document = Document(name, finder.links(), about.language)
    blocks = document.blocks(source.root)
    gutenberg.set_apart(blocks, about)
    _hold(blocks, source)
    return Manuscript(blocks, about, document.aside)


def of_book(files: Files, progress: Callable[[str], None] = lambda _: None) -> Manuscript:
    """The manuscript of an EPUB. Raises `BuildFailed` as `of_page` does."""
    book = package.read(files)
    finder = Finder()
    for name in book.documents:
        finder.look(name, _source(files.read(name), name).root)
    links = finder.links()
    made = Manuscript([], book.about)
    for name in book.documents:
        progress(f"Reading {name}")
        source = _source(files.read(name), name)
        root = source.root
        if name in book.nav:
            what = "the table of contents"
            blocks: list[Block] = [
                Dropped(text_of(_body(root)), what, "the edition makes its own", name)
            ]
        else:
            document = Document(name, links, book.about.language)
            blocks = document.blocks(root)
            made.aside += document.aside
        _hold(blocks, source)
        made.blocks += blocks
    return made


def _body(root: _Element) -> _Element:
    return next((item for item in root.iter() if xmltree.local(item) == "body"), root)


def _hold(blocks: list[Block], source: Source) -> None:
    """Refuse a document of which a word is lost."""
    from edition.model.problems import BuildFailed

    problem = words.lost(
        source.words(), words.of_original(blocks), source.name, "what was read of it"
    )
    if problem:
        raise BuildFailed([problem])


def _source(data: bytes, name: str) -> Source:
    """A document, as XHTML where it is well-formed."""
    from lxml import etree

    head = data[:1024].lstrip(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<?xml") or b"http://www.w3.org/1999/xhtml" in head:
        with_letters = xmltree.with_letters(data)
        try:
            return Source(name, data, xmltree.parsed(with_letters))
        except etree.XMLSyntaxError:
            pass
    text = _decoded(data, name)
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    root = etree.fromstring(_DECLARED.sub("", text), parser)
    if root is None:
        bounds.refuse("import-unreadable", name, f"{name} has no words in it.")
    return Source(name, data, root, text)


def _decoded(data: bytes, name: str) -> str:
    """HTML as text: by its byte-order mark, by what it declares, as UTF-8, or as what it looks
    like (WHATWG, HTML, 13.2.3)."""
    declared = _CHARSET.search(data[:4096])
    tried = ["utf-8-sig", declared[1].decode("ascii") if declared else "utf-8", "utf-8"]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        tried = ["utf-16"]
    for encoding in tried:
        try:
            return data.decode("cp1252" if encoding.lower() == "iso-8859-1" else encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        bounds.refuse("import-unreadable", name, f"{name} is in no encoding that can be read.")
    return str(best)


def _about(root: _Element) -> About:
    """What a page says of itself in its head."""
    about = About(language=root.get(f"{xmltree.XML}lang") or root.get("lang") or "")
    metas: dict[str, str] = {}
    for element in root.iter():
        name = xmltree.local(element)
        if name == "title" and not about.title:
            about.title = " ".join("".join(str(item) for item in element.itertext()).split())
        elif name == "meta" and element.get("content"):
            key = (element.get("name") or element.get("property") or "").lower()
            metas.setdefault(key, " ".join((element.get("content") or "").split()))
        elif name == "body":
            break
    about.title = metas.get("dc.title") or metas.get("og:title") or about.title
    author = metas.get("author") or metas.get("dc.creator") or ""
    about.people = [Person(author)] if author else []
    about.language = about.language or metas.get("dc.language", "")
    about.description = metas.get("description", "")
    about.publisher = metas.get("dc.publisher") or metas.get("og:site_name") or ""
    about.address = metas.get("og:url", "")
    return about
