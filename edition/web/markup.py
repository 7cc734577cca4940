"""Markup: a content document as HTML5: other names and links, and nothing that HTML has not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_XHTML = "{http://www.w3.org/1999/xhtml}"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
#: White space of HTML (HTML, 13.2.6.4.10): other words between two cells would leave the table.
_SPACE = " \t\n\f\r"
_ROWS = ("table", "thead", "tbody", "tr")
#: Elements that HTML allows no role (ARIA in HTML, 4): parts of a table, which old reading systems
#: forget where a style sheet shows them as blocks, and browsers do not.
_WITHOUT_ROLE = frozenset((*_ROWS, "th", "td"))


def body(content: str, names: Mapping[str, str]) -> etree._Element:
    """The body of a content document as elements of HTML. `names` are the files that its links may
    lead to, each with its name in the web edition."""
    root = etree.fromstring(content.encode(), _PARSER)
    found = root.find(f"{_XHTML}body")
    if found is None:
        raise ValueError("a content document without a body")
    for element in root.iter(etree.Element):
        _plain(element)
    etree.cleanup_namespaces(root)
    for element in found.iter(etree.Element):
        if href := element.get("href"):
            element.set("href", _link(href, names))
    for element in found.iter(*_ROWS):
        _keep_in_cells(element)
    return found


def written(element: etree._Element) -> str:
    """What is in an element, as HTML."""
    text = (element.text or "").translate({ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"})
    text += "".join(etree.tostring(child, method="html", encoding="unicode") for child in element)
    # A line end of a source with CRLF: the parser of HTML makes one character of it. And lxml does
    # not know that nothing is in a `wbr`.
    return text.replace("\r", "&#13;").replace("</wbr>", "")


def _plain(element: etree._Element) -> None:
    """Take the namespaces away: the parser of HTML knows its elements, and those of SVG, by their
    names alone."""
    element.tag = etree.QName(element).localname
    for name in list(element.attrib):
        if name.startswith("{"):
            if name == _XML_LANGUAGE and element.get("lang") is None:
                element.set("lang", element.attrib[name])
            del element.attrib[name]
    if element.tag in _WITHOUT_ROLE or (element.tag == "img" and not element.get("alt")):
        element.attrib.pop("role", None)


def _link(href: str, names: Mapping[str, str]) -> str:
    name, mark, anchor = href.partition("#")
    return f"{names[name]}{mark}{anchor}" if name in names else href


def _keep_in_cells(row: etree._Element) -> None:
    """Let words that stand between the cells of a table, where HTML allows none, stand at the end
    of the cell before, or at the beginning of the first."""
    if row.text and row.text.strip(_SPACE) and (cell := next(_cells(row), None)) is not None:
        cell.text = row.text + (cell.text or "")
        row.text = None
    for child in row:
        if child.tail and child.tail.strip(_SPACE):
            *_, last = _cells(child)
            words, child.tail = child.tail, None
            if len(last):
                last[-1].tail = (last[-1].tail or "") + words
            else:
                last.text = (last.text or "") + words


def _cells(element: etree._Element) -> Iterator[etree._Element]:
    return element.iter("th", "td")
