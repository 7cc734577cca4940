"""Website: reads a finished web edition back, as a browser reads HTML, and holds what it says
against the source and the notes. What fails is a fault of the builder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree

import tinyhtml5
from lxml import etree

from edition.proof import documents, letters, outline, source
from edition.render import targets
from edition.render.renderer import Renderer

_XHTML = "{http://www.w3.org/1999/xhtml}"
#: Classes of what a note has beside its words.
_LINKS = frozenset({"backlink", "note-links", "pn", "keys"})


def prove(renderer: Renderer, files: Mapping[str, bytes]) -> None:
    """Raise `source.ProofFailed` unless the text of the web edition `files` is the source's,
    character by character, every note is in it, whole, with every entry and figure, every link
    between its pages leads somewhere, and no font shows one letter as another."""
    edition = renderer.edition
    read = documents.Read.of(edition)
    pages: dict[str, etree._Element] = {}
    notes: dict[str, str] = {}
    for name, data in files.items():
        if not name.endswith(".html"):
            continue
        pages[name] = parsed(data)
        read.take(targets.document(name), pages[name])
        for note in filter(outline.is_note, pages[name].iter(f"{_XHTML}*")):
            notes[note.get("id", "")] = "".join(_words(note))
    shown = read.outline
    shown.nav = [line._replace(to=_document_of(line.to)) for line in shown.nav]
    shown.ncx = shown.nav  # it has one list of contents
    # The author's notes stand beside the text, and pages that begin in them among its own: only
    # within a block is their order their own; that of the blocks is looked at for itself.
    order = {block.unit: k for k, block in enumerate(edition.blocks())}
    read.pages.pages.sort(key=lambda page: order.get(page[1], -1))
    faults = source.in_documents(edition, read)
    for item in edition.notes:
        want, got = renderer.note_text(item), notes.get(item.anchor, "")
        if not item.is_own and source.bare(want) != source.bare(got):
            faults.append(f"note “{item.id}” is not whole: {source.difference(want, got)}")
    faults += _links(pages, files)
    contents = [data for name, data in files.items() if name.endswith(".html")]
    sheets = [data for name, data in files.items() if name.endswith(".css")]
    faults += letters.in_epub(_fonts(files), contents, sheets)
    source.raise_for("the web edition", faults)


def parsed(data: bytes) -> etree._Element:
    """A page as the parser of HTML builds it."""
    built = tinyhtml5.parse(data, transport_encoding="utf-8")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    # ElementTree writes a CR as it is, which the parser of XML would take for a line end.
    whole = ElementTree.tostring(built, encoding="unicode").replace("\r", "&#13;")
    return etree.fromstring(whole, parser)


def _document_of(href: str) -> str:
    """Where a link leads, in the names of documents."""
    name, mark, anchor = href.partition("#")
    return f"{targets.document(name)}{mark}{anchor}"


def _words(element: etree._Element) -> Iterator[str]:
    """The words of a note without its links, with the bullets and numbers that a list shows."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{_XHTML}li":
            yield _marker(child, element)
        if isinstance(child.tag, str) and _LINKS.isdisjoint(child.get("class", "").split()):
            yield from _words(child)
        yield child.tail or ""


def _marker(item: etree._Element, around: etree._Element) -> str:
    if around.tag == f"{_XHTML}ul":
        return "• "
    return f"{int(around.get('start', '1')) + around.index(item)}. "


def _links(pages: Mapping[str, etree._Element], files: Mapping[str, bytes]) -> Iterator[str]:
    """The links of pages, and the files they name, that are not there."""
    ids = {name: {item.get("id") for item in root.iter()} for name, root in pages.items()}
    for name, root in pages.items():
        for element in root.iter(f"{_XHTML}a", f"{_XHTML}link", f"{_XHTML}img"):
            href = element.get("href") or element.get("src") or ""
            target, anchor = urldefrag(unquote(href))
            if ":" in target.split("/")[0]:
                continue
            there = target or name
            if there not in files or (anchor and anchor not in ids.get(there, ())):
                yield f"the link {href} of {name} leads nowhere"


def _fonts(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The fonts as TrueType by their names."""
    packed = {name: data for name, data in files.items() if name.endswith(".woff2")}
    return {PurePosixPath(name).name: _unpacked(data) for name, data in packed.items()}


@lru_cache(maxsize=16)
def _unpacked(data: bytes) -> bytes:
    from fontTools.ttLib import TTFont

    unpacked = BytesIO()
    with TTFont(BytesIO(data), recalcTimestamp=False) as font:
        font.flavor = None
        font.save(unpacked)
    return unpacked.getvalue()
