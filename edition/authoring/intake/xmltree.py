"""XML of strangers: parsed without the net, without files, without their entities growing."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

from edition.authoring.intake import bounds

if TYPE_CHECKING:
    from lxml.etree import _Element

XML = "{http://www.w3.org/XML/1998/namespace}"
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))


def parse(data: bytes, path: str) -> _Element:
    """The root of an XML document. Raises `BuildFailed` (`import-unreadable`) where it is no XML,
    or deeper than the bounds allow."""
    from lxml import etree

    try:
        return parsed(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        where = f", line {error.lineno}" if isinstance(error, etree.XMLSyntaxError) else ""
        message = f"{path} is no well-formed XML{where}: {error}"
        bounds.refuse("import-unreadable", path, message, "Open it in an editor that checks XML.")


def parsed(data: bytes) -> _Element:
    """The root of an XML document. Raises `lxml.etree.XMLSyntaxError`."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True,
    )  # fmt: skip
    return etree.fromstring(data, parser)


def with_letters(data: bytes) -> bytes:
    """An XHTML document with the letters that HTML's names of them (`&nbsp;`) stand for: without
    its DTD, which is on the net, XML knows five alone."""
    return _ENTITY.sub(_letter, data) if b"&" in data else data


def _letter(found: re.Match[bytes]) -> bytes:
    letter = html5.get(found[1].decode() + ";")
    if found[1] in _OF_XML or letter is None:
        return found[0]
    return letter.encode("ascii", "xmlcharrefreplace")


def local(element: _Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
