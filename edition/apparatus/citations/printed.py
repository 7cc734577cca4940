"""Printed: the fields of a record for which a style has a place, in a note or in the list.

In: a style, and a record. Out: the names of those of its fields that the style may print, found by
going through the style as an engine does (CSL 1.0.2, "Rendering Elements"): of what it asks, types
and variables are known; what is not, as a citation's place or whether a field is a number, may be
so or not. Pure; no engine is asked, since checking must be quick.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from edition.apparatus.citations.styles import CSL
from edition.model.dataclass import dataclass

if TYPE_CHECKING:
    from lxml import etree

_CSL = f"{{{CSL}}}"


@dataclass(frozen=True, slots=True)
class _Element:
    """An element of a style: what it calls or prints (`variables` by their names as they are
    asked for, a short form first), what is in it, what stands in for it; a branch's conditions."""

    name: str
    macro: str
    variables: tuple[str, ...]
    children: tuple[_Element, ...]
    instead: tuple[_Element, ...]
    tests: tuple[tuple[str, str], ...]
    match: str


@lru_cache(maxsize=16)
def reader(style: bytes) -> Reader:
    """The reader of the style in these bytes."""
    return Reader(style)


class Reader:
    """Reads a style, once for all records; records of one type with the same fields are alike."""

    def __init__(self, style: bytes) -> None:
        self._style = style
        self._known: dict[tuple[str, frozenset[str]], frozenset[str]] = {}

    @cached_property
    def _parts(self) -> tuple[list[_Element], dict[str, _Element]]:
        """The layouts of the style, and its macros."""
        from lxml import etree

        root = etree.fromstring(self._style, etree.XMLParser(resolve_entities=False))
        found = [root.find(f"{_CSL}{of}/{_CSL}layout") for of in ("citation", "bibliography")]
        macros = {macro.get("name", ""): _read(macro) for macro in root.iterfind(f"{_CSL}macro")}
        return [_read(layout) for layout in found if layout is not None], macros

    def fields(self, kind: str, given: frozenset[str]) -> frozenset[str]:
        """Those of the fields `given` that the style may print of a source of this type."""
        if (kind, given) not in self._known:
            layouts, macros = self._parts
            walk = _Walk(kind, given, macros)
            self._known[kind, given] = frozenset(walk.inside(layouts))
        return self._known[kind, given]


def _read(element: etree._Element) -> _Element:
    """An element, with all that is in it."""
    children = tuple(element.iterchildren(f"{_CSL}*"))
    instead = (child for child in children if child.tag == f"{_CSL}substitute")
    return _Element(
        name=str(element.tag).removeprefix(_CSL),
        macro=element.get("macro", ""),
        variables=tuple(_variables(element)),
        children=tuple(map(_read, children)),
        instead=tuple(
            _read(child) for other in instead for child in other.iterchildren(f"{_CSL}*")
        ),
        tests=tuple(
            (str(name), value)
            for name, values in element.attrib.items()
            if name != "match"
            for value in str(values).split()
        ),
        match=element.get("match", "all"),
    )


def _variables(element: etree._Element) -> Iterator[str]:
    for variable in element.get("variable", "").split():
        # A short form of a title is another variable (CSL 1.0.2, "Text").
        if element.get("form") == "short":
            yield f"{variable}-short"
        yield variable
        if variable == "page-first":
            yield "page"


class _Walk:
    """A way through a style with one record."""

    def __init__(self, kind: str, given: Collection[str], macros: dict[str, _Element]) -> None:
        self.kind, self.given, self.macros = kind, given, macros
        self._found: dict[str, list[str]] = {}

    def inside(self, elements: Collection[_Element]) -> list[str]:
        """The fields that the elements print."""
        return [field for element in elements for field in self.element(element)]

    def element(self, element: _Element) -> list[str]:
        if element.name == "choose":
            return self._chosen(element.children)
        if element.name == "names":
            return self._names(element)
        if element.macro:
            return self._macro(element.macro)
        if element.name in ("text", "number", "date"):
            return self._given(element)
        return self.inside(element.children) if element.name != "label" else []

    def _macro(self, name: str) -> list[str]:
        """What a macro prints, which is the same wherever it is called. One that calls itself, as
        a style of the user's may, prints nothing there."""
        if name not in self._found:
            self._found[name] = []
            macro = self.macros.get(name)
            self._found[name] = self.inside(macro.children) if macro else []
        return self._found[name]

    def _given(self, element: _Element) -> list[str]:
        return [name for name in element.variables if name in self.given]

    def _names(self, element: _Element) -> list[str]:
        found = self._given(element)
        for child in () if found else element.instead:
            if found := self.element(child):
                break
        return found

    def _chosen(self, branches: Collection[_Element]) -> list[str]:
        found: list[str] = []
        for branch in branches:
            holds = self._holds(branch)
            if holds is not False:
                found += self.inside(branch.children)
            if holds:
                break
        return found

    def _holds(self, branch: _Element) -> bool | None:
        """Whether the branch is taken; None where nobody knows."""
        tests = [self._test(name, value) for name, value in branch.tests]
        if branch.match == "all":
            return False if False in tests else None if None in tests else True
        some = True if True in tests else None if None in tests else False
        return some if branch.match == "any" else None if some is None else not some

    def _test(self, name: str, value: str) -> bool | None:
        if name == "type":
            return value == self.kind
        if name == "variable":
            return value in self.given if value != "locator" else None
        if name in ("is-numeric", "is-uncertain-date") and value != "locator":
            return None if value in self.given else False
        return None
