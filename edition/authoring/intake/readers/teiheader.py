"""The header of TEI: what it says of the text, and of the people and places that its names mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from edition.authoring.intake import xmltree
from edition.authoring.intake.manuscript import About, NamedThing, NameKind, Person

if TYPE_CHECKING:
    from lxml.etree import _Element

_LISTED = {
    "person": (NameKind.PEOPLE, ("persName",)),
    "place": (NameKind.PLACES, ("placeName", "settlement", "country")),
    "org": (NameKind.ORGANIZATIONS, ("orgName",)),
}


def about(header: _Element) -> About:
    """What the header says of the text: title, people, publisher, date, rights, language."""
    found = About()
    statement = _first(header, "titleStmt")
    if statement is not None:
        titles = [item for item in statement if xmltree.local(item) == "title"]
        main = [item for item in titles if item.get("type") in (None, "main")]
        found.title = _words((main or titles)[0]) if titles else ""
        found.subtitle = next(
            (_words(i) for i in titles if i.get("type") in ("sub", "subtitle")), ""
        )
        found.people = [*_people(statement)]
    publication = _first(header, "publicationStmt")
    if publication is not None:
        found.publisher = _words(_first(publication, "publisher"))
        found.rights = _words(_first(publication, "availability"))
        when = _first(publication, "date")
        found.date = (when.get("when") or _words(when)) if when is not None else ""
    language = next(
        (i for i in header.iter() if xmltree.local(i) == "language" and i.get("ident")), None
    )
    root = header.getparent()
    found.language = (root.get(f"{xmltree.XML}lang") if root is not None else "") or ""
    if not found.language and language is not None:
        found.language = language.get("ident") or ""
    return found


def _people(statement: _Element) -> Iterator[Person]:
    roles = {"author": "aut", "editor": "edt"}
    for item in statement:
        name = xmltree.local(item)
        if name in roles and (words := _words(item)):
            yield Person(words, roles[name])


def named(root: _Element) -> list[NamedThing]:
    """The people, places and bodies that lists in the document describe, by `#id`."""
    found: list[NamedThing] = []
    for item in root.iter():
        kind, names = _LISTED.get(xmltree.local(item), (None, ()))
        identifier = item.get(f"{xmltree.XML}id")
        if kind is None or not identifier:
            continue
        name = next((i for i in item if xmltree.local(i) in names), None)
        said = [_words(i) for i in item if xmltree.local(i) in ("note", "occupation", "desc", "p")]
        words = _sorted(name) if name is not None else ""
        if words:
            found.append(NamedThing(kind, f"#{identifier}", words, " ".join(filter(None, said))))
    return found


def _sorted(name: _Element) -> str:
    """A name as an index has it: surname first."""
    surname = " ".join(_words(i) for i in name.iter() if xmltree.local(i) == "surname")
    given = " ".join(_words(i) for i in name.iter() if xmltree.local(i) == "forename")
    return f"{surname}, {given}" if surname and given else _words(name)


def _first(element: _Element, name: str) -> _Element | None:
    return next((item for item in element.iter() if xmltree.local(item) == name), None)


def _words(element: _Element | None) -> str:
    return (
        " ".join("".join(str(i) for i in element.itertext()).split()) if element is not None else ""
    )
