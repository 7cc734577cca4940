"""Scan: what must not be in a finished book, whatever its makers wrote."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

#: Elements that run, embed or send something.
_FORBIDDEN = frozenset({
    "script", "iframe", "object", "embed", "form", "input", "button", "base", "foreignobject",
    "animate", "set", "use", "audio", "video", "handler",
})  # fmt: skip
_LINKS = ("href", "src", "poster", "data", "action", "srcset", "{http://www.w3.org/1999/xlink}href")
_WEB = frozenset({"http", "https", "mailto"})
#: The one address that the builder's own style sheets name: its fonts.
_CSS = re.compile(
    r"@(?:import|namespace)(?![\w-])"
    r"|(?<![\w-])(?:url|src|image|image-set)\((?!\.\./fonts/[\w.-]+\))",
    re.I,
)
#: Comments and strings, in which anything may stand; escapes (CSS Syntax 3, 4.3.7).
_QUIET = re.compile(r"/\*.*?(?:\*/|\Z)|\"(?:\\.|[^\"\n])*[\"\n]|'(?:\\.|[^'\n])*['\n]", re.S)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.I | re.S)
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}


def epub(data: bytes) -> list[str]:
    """What is wrong with the EPUB, in words."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = set(book.namelist())
        for name in book.namelist():
            if name.startswith("/") or ".." in name.split("/"):
                found.append(f"{name}: leads out")
            if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg")):
                found += (f"{name}: {fault}" for fault in _markup(book.read(name), name, names))
            elif name.endswith(".css"):
                found += (f"{name}: {hit[0]!r}" for hit in _CSS.finditer(_bare(book.read(name))))
    return found


def _bare(css: bytes) -> str:
    """A style sheet without comments and strings, its escapes read."""
    text = _QUIET.sub(" ", css.decode("utf-8", "replace"))
    return _ESCAPE.sub(lambda found: found[2] or chr(min(int(found[1], 16), 0x10FFFF)), text)


def _markup(data: bytes, name: str, names: set[str]) -> Iterator[str]:
    if b"<!ENTITY" in data:
        yield "declares an entity"
    root = etree.fromstring(data, etree.XMLParser(**_PARSER))
    ids: set[str] = set()
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield f"{type(element).__name__} in it"
            continue
        if etree.QName(element).localname.lower() in _FORBIDDEN:
            yield f"<{element.tag}>"
        if key := element.get("id"):
            if key in ids:
                yield f"the id {key} twice"
            ids.add(key)
        yield from _attributes(element, name, names)


def _attributes(element: Any, name: str, names: set[str]) -> Iterator[str]:
    for key, value in element.attrib.items():
        if key.lower().startswith("on"):
            yield f"{key}={value!r}"
        if key in _LINKS:
            is_link = etree.QName(element).localname == "a"
            scheme = urlsplit(value).scheme.lower()
            if scheme and not (is_link and scheme in _WEB):
                yield f"{key}={value!r}"
            if not scheme and not value.startswith("#"):
                path = value.partition("#")[0]
                folder = name.rsplit("/", 1)[0] if "/" in name else ""
                if _resolved(folder, path) not in names:
                    yield f"{key}={value!r} leads nowhere"


def _resolved(folder: str, path: str) -> str:
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return "(out)"
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


#: Actions and dictionaries of ISO 32000-1, 12.6.4, that a book has no use for.
_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToR",
        "/GoToE",
        "/Movie",
        "/Sound",
        "/Rendition",
        "/RichMedia",
    }
)


def pdf(data: bytes) -> list[str]:
    """What is wrong with the PDF, in words."""
    import pikepdf

    found: list[str] = []
    with pikepdf.open(io.BytesIO(data)) as file:
        for item in file.objects:
            if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                continue
            kind = str(item.get("/S", ""))
            if kind in _ACTIONS or "/JS" in item or "/AA" in item:
                found.append(f"an action {kind or '/AA'}")
            uri = item.get("/URI")
            if kind == "/URI" and urlsplit(str(uri)).scheme.lower() not in _WEB:
                found.append(f"a link to {uri}")
    return found
