"""Package: an EPUB, packed or as a folder (Standard Ebooks keeps its sources so): its documents in
reading order, and what it says of itself.

EPUB 3.3, 4.2 (OCF) and 5 (package documents); Dublin Core.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING

from edition.authoring.intake import bounds, xmltree
from edition.authoring.intake.files import Files
from edition.authoring.intake.manuscript import About, Person
from edition.model.dataclass import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER = "META-INF/container.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XHTML = ("application/xhtml+xml", "text/html")
_MARC = re.compile(r"[a-z]{3}")
_TAGS = re.compile(r"<[^<>]*>")


@dataclass(slots=True)
class Package:
    """A book's documents, by their names in its files, in reading order; `nav` are those of them
    that list the others."""

    documents: list[str]
    about: About
    nav: set[str] = field(default_factory=set)


def read(files: Files) -> Package:
    """The package of a book. Raises `BuildFailed` (`import-unreadable`) where it names none."""
    name = _package_name(files)
    root = xmltree.parse(files.read(name), name)
    hrefs: dict[str, str] = {}
    nav: set[str] = set()
    for item in root.iter(f"{_OPF}item"):
        where = bounds.joined(name, _unquoted(item.get("href") or ""))
        if item.get("media-type") in _XHTML and where:
            hrefs[item.get("id") or ""] = where
            if "nav" in (item.get("properties") or "").split():
                nav.add(where)
    spine = [hrefs.get(item.get("idref") or "", "") for item in root.iter(f"{_OPF}itemref")]
    documents = [item for item in dict.fromkeys(spine) if item and item in files]
    if not documents:
        message = f"{files.path} names no documents to read."
        bounds.refuse("import-unreadable", files.path, message, "Is it a whole EPUB?")
    return Package(documents, _about(root), nav)


def is_book(files: Files) -> bool:
    """Whether the files are those of an EPUB."""
    return bool(next(_named(files), ""))


def _package_name(files: Files) -> str:
    if _CONTAINER in files:
        root = xmltree.parse(files.read(_CONTAINER), _CONTAINER)
        for item in root.iter():
            path = item.get("full-path") if isinstance(item.tag, str) else None
            if path and path in files:
                return path
    found = next(_named(files), "")
    if not found:
        message = f"{files.path} has no package document (.opf)."
        bounds.refuse("import-unreadable", files.path, message, "Is it a whole EPUB?")
    return found


def _named(files: Files) -> Iterator[str]:
    return (name for name in files if name.endswith(".opf"))


def _unquoted(href: str) -> str:
    from urllib.parse import unquote

    return unquote(href)


def _about(root: _Element) -> About:
    refined = _refined(root)
    about = About()
    titles = [(item, _words(item)) for item in root.iter(f"{_DC}title")]
    kinds = {item: refined.get((item.get("id") or "", "title-type"), "") for item, _ in titles}
    main = [words for item, words in titles if kinds[item] in ("", "main")]
    about.title = (main or [words for _, words in titles] or [""])[0]
    about.subtitle = next((w for item, w in titles if kinds[item] == "subtitle"), "")
    about.language = _first(root, "language")
    about.publisher, about.rights = _first(root, "publisher"), _first(root, "rights")
    about.date = next(
        (
            _words(i)
            for i in root.iter(f"{_DC}date")
            if "modif" not in (i.get(f"{_OPF}event") or "")
        ),
        "",
    )
    about.description = _TAGS.sub("", _first(root, "description"))
    about.subjects = [words for item in root.iter(f"{_DC}subject") if (words := _words(item))]
    about.address = next(
        (_words(i) for i in root.iter(f"{_DC}source") if _words(i).startswith("http")), ""
    )
    about.people = [
        *_people(root, "creator", "aut", refined),
        *_people(root, "contributor", "", refined),
    ]
    return about


def _people(
    root: _Element, kind: str, usual: str, refined: dict[tuple[str, str], str]
) -> Iterator[Person]:
    """Authors, and of the others those who made the text: translators, editors, illustrators."""
    for item in root.iter(_DC + kind):
        identifier = item.get("id") or ""
        role = refined.get((identifier, "role")) or item.get(f"{_OPF}role") or usual
        made = ("aut", "trl", "edt", "ann", "ill", "pht", "aui", "win")
        if (
            (words := _words(item))
            and _MARC.fullmatch(role)
            and (kind == "creator" or role in made)
        ):
            file_as = refined.get((identifier, "file-as")) or item.get(f"{_OPF}file-as") or ""
            yield Person(words, role, "" if file_as == words else file_as)


def _refined(root: _Element) -> dict[tuple[str, str], str]:
    """What is said of an element of the metadata by its id, the first of several values."""
    found: dict[tuple[str, str], str] = {}
    for item in root.iter(f"{_OPF}meta"):
        target, name = (item.get("refines") or "").lstrip("#"), item.get("property") or ""
        if target and name:
            found.setdefault((target, name), _words(item))
    return found


def _first(root: _Element, name: str) -> str:
    return next((words for item in root.iter(_DC + name) if (words := _words(item))), "")


def _words(element: _Element) -> str:
    return " ".join(" ".join(str(item) for item in element.itertext()).split())
