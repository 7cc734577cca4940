"""What must not be in an EPUB whose parts strangers wrote: what runs, what fetches, what hides.

EPUB 3.3 allows scripts, forms and remote resources; an annotated edition needs none of them. Every
file of the book is looked at: documents, drawings, style sheets, package and contents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lxml.etree import _Comment, _Element, _ProcessingInstruction

from edition.verify.epub import container
from edition.verify.epub.container import OPF, XHTML, EpubFile, Unreadable, scheme
from edition.verify.findings import OF_THE_BUILDER, Finding

if TYPE_CHECKING:
    from tinycss2.ast import Node

JUDGE = "EPUB walk"
_SVG = "{http://www.w3.org/2000/svg}"
#: Elements that run, fetch, send or frame something (HTML Living Standard; SVG 2).
_ACTIVE = frozenset(
    f"{XHTML}{name}" for name in
    ("script", "iframe", "frame", "frameset", "object", "embed", "applet", "form", "input",
     "button", "select", "textarea", "base", "portal", "audio", "video", "source", "style")
) | frozenset(
    f"{_SVG}{name}" for name in
    ("script", "foreignObject", "use", "image", "feImage", "a", "style", "set", "animate",
     "animateMotion", "animateTransform", "handler", "listener")
)  # fmt: skip
#: Attributes that hold addresses, besides those whose name ends in `href` or `src`.
_ADDRESSES = frozenset(
    ("action", "background", "cite", "data", "formaction", "longdesc", "manifest", "ping",
     "poster", "profile", "srcdoc", "srcset", "xlink:href", "full-path")
)  # fmt: skip
_LINKS = frozenset(("", "http", "https", "mailto"))
_DOCTYPE = re.compile(rb"<!DOCTYPE(?!\s+html>)|<!DOCTYPE[^>]*\[|<!ENTITY|<!ELEMENT|<!ATTLIST")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_TEXT = (".xhtml", ".html", ".xml", ".opf", ".ncx", ".svg", ".css", ".txt")
_XML = (".xhtml", ".html", ".xml", ".opf", ".ncx", ".svg")


def findings(book: EpubFile, private: Iterable[str] = ()) -> Iterator[Finding]:
    """What is in the book that must not be. `private` are words that it must not have either,
    such as the paths of the machine that it was made on."""
    secrets = [word.encode() for word in private]
    yield from _names(book)
    for name, data in book.members.items():
        if any(secret in data for secret in secrets):
            yield _finding("private-path", "The file tells where it was made.", name)
        if not name.lower().endswith(_TEXT):
            continue
        text = data.decode("utf-8", "replace")
        if found := _CONTROL.search(text):
            yield _finding("control-character", f"U+{ord(found[0]):04X} stands in it.", name)
        if name.lower().endswith(_XML):
            yield from _xml(book, name, data)
        elif name.lower().endswith(".css"):
            yield from style_sheet(name, text)


def _finding(code: str, message: str, place: str) -> Finding:
    return Finding(JUDGE, "ERROR", code, message, place, hint=OF_THE_BUILDER)


def _names(book: EpubFile) -> Iterator[Finding]:
    """Names that unpack to somewhere else, or to one another (OCF 4.2.2)."""
    folded = Counter(name.casefold() for name in book.members)
    for name in book.repeated:
        yield _finding("bad-name", "Two files have this name.", name)
    for name in book.members:
        parts = name.split("/")
        if name.startswith("/") or "\\" in name or ":" in name or {"..", ".", ""} & {*parts}:
            yield _finding("bad-name", "The name of the file leads out of the book.", name)
        if folded[name.casefold()] > 1:
            yield _finding("bad-name", "Two files have names that differ in capitals only.", name)


def _xml(book: EpubFile, name: str, data: bytes) -> Iterator[Finding]:
    if _DOCTYPE.search(data):
        yield _finding("doctype", "It declares a document type or entities of its own.", name)
    try:
        root = book.trees[name] if name in book.trees else container.parse(book, name)
    except Unreadable as error:
        yield _finding("not-xml", str(error), name)
        return
    is_document = name in book.trees
    for node in root.getroottree().iter() if is_document else root.iter():
        place = f"{name}:{node.sourceline}"
        if isinstance(node, _ProcessingInstruction):
            yield _finding("processing-instruction", f"<?{node.target}?> stands in it.", place)
        elif isinstance(node, _Comment):
            yield _finding("comment", "A comment stands in it, which no page shows.", place)
        elif isinstance(node.tag, str):
            yield from _element(node, node.tag, place, is_document)


def element(node: _Element, place: str) -> Iterator[Finding]:
    """What an element of XHTML or SVG has or is that must not be in a book."""
    yield from _element(node, str(node.tag), place, is_document=True)


def _element(node: _Element, tag: str, place: str, is_document: bool) -> Iterator[Finding]:
    if tag in _ACTIVE:
        yield _finding("active-element", f"<{_local(tag)}> stands in it.", place)
    elif is_document and not tag.startswith((XHTML, _SVG)):
        yield _finding("active-element", f"{tag} is neither XHTML nor SVG.", place)
    if tag == f"{OPF}item" and scheme(node.get("href", "")):
        yield _finding("remote-resource", f"{node.get('href')} is fetched from elsewhere.", place)
    if tag == f"{XHTML}meta" and _attribute(node, "http-equiv") is not None:
        yield _finding("active-element", "<meta http-equiv> stands in it.", place)
    for key, value in node.attrib.items():
        yield from _attributes(_local(key).lower(), value, place)


def _attribute(node: _Element, name: str) -> str | None:
    return next((value for key, value in node.attrib.items() if key.lower() == name), None)


def _attributes(key: str, value: str, place: str) -> Iterator[Finding]:
    if key.startswith("on"):
        yield _finding("event-attribute", f"The attribute {key} stands in it.", place)
    elif key == "style":
        yield from style_sheet(place, f"x {{ {value} }}")
    elif key.endswith(("href", "src")) or key in _ADDRESSES:
        squeezed = re.sub(r"[\s\x00-\x20]", "", value)
        if scheme(squeezed) not in _LINKS:
            yield _finding("unsafe-address", f"{key}={value[:80]!r}", place)
    elif "url(" in re.sub(r"\s|\\", "", value.lower()):
        yield _finding("unsafe-address", f"{key}={value[:80]!r}", place)  # SVG: fill, filter …


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


# ── style sheets ────────────────────────────────────────────────────────────────────────────

_FETCHING = frozenset(("src", "image", "image-set", "-webkit-image-set", "expression", "url"))


def style_sheet(place: str, text: str) -> Iterator[Finding]:
    """Style sheets name the book's fonts, and nothing else."""
    import tinycss2

    stack = list(tinycss2.parse_stylesheet(text, skip_comments=True))
    while stack:
        node = stack.pop()
        kind = node.type
        if kind == "at-rule" and node.lower_at_keyword in ("import", "namespace", "charset"):
            yield _finding("style-import", f"@{node.lower_at_keyword} stands in it.", place)
        is_url = kind == "url" or (kind == "function" and node.lower_name == "url")
        address = _address(node) if is_url else ""
        if is_url and not re.fullmatch(r"\.\./fonts/[\w.-]+", address):
            yield _finding("style-address", f"url({address[:80]}) stands in it.", place)
        elif kind == "function" and node.lower_name in _FETCHING and not is_url:
            yield _finding("style-address", f"{node.name}() stands in it.", place)
        for part in ("arguments", "content", "prelude"):
            stack.extend(getattr(node, part, None) or ())


def _address(node: Node) -> str:
    if node.type == "url":
        return str(node.value)
    return "".join(str(token.value) for token in node.arguments if token.type == "string")
