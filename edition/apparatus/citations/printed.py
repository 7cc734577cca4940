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

if TYPE_CHECKING:
    from lxml import etree

_CSL = f"{{{CSL}}}"
#: Macros within macros: a style of the user's may call itself.
_DEEPEST = 60


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
    def _root(self) -> etree._Element:
        from lxml import etree

        return etree.fromstring(self._style, etree.XMLParser(resolve_entities=False))

    @cached_property
    def _macros(self) -> dict[str, etree._Element]:
        return {macro.get("name", ""): macro for macro in self._root.iterfind(f"{_CSL}macro")}

    def fields(self, kind: str, given: frozenset[str]) -> frozenset[str]:
        """Those of the fields `given` that the style may print of a source of this type."""
        if (kind, given) not in self._known:
            layouts = [
                self._root.find(f"{_CSL}{of}/{_CSL}layout") for of in ("citation", "bibliography")
            ]
            walk = _Walk(kind, given, self._macros)
            found = {
                field for layout in layouts if layout is not None for field in walk.inside(layout)
            }
            self._known[kind, given] = frozenset(found)
        return self._known[kind, given]


class _Walk:
    """A way through a style with one record."""

    def __init__(
        self, kind: str, given: Collection[str], macros: dict[str, etree._Element]
    ) -> None:
        self.kind, self.given, self.macros = kind, given, macros
        self.depth = 0

    def inside(self, element: etree._Element) -> Iterator[str]:
        """The fields that the elements in this one print."""
        for child in element.iterchildren(f"{_CSL}*"):
            yield from self.element(child)

    def element(self, element: etree._Element) -> Iterator[str]:
        name = str(element.tag).removeprefix(_CSL)
        if name == "choose":
            yield from self._chosen(element)
        elif name == "names":
            yield from self._names(element)
        elif macro := element.get("macro"):
            yield from self._macro(macro)
        elif name in ("text", "number", "date"):
            yield from self._variables(element)
        elif name != "label":
            yield from self.inside(element)

    def _macro(self, name: str) -> Iterator[str]:
        if name in self.macros and self.depth < _DEEPEST:
            self.depth += 1
            yield from self.inside(self.macros[name])
            self.depth -= 1

    def _variables(self, element: etree._Element) -> Iterator[str]:
        for variable in element.get("variable", "").split():
            # A short form of a title is another variable (CSL 1.0.2, "Text").
            short = f"{variable}-short" if element.get("form") == "short" else variable
            yield from (name for name in (short, variable) if name in self.given)
            if variable == "page-first" and "page" in self.given:
                yield "page"

    def _names(self, element: etree._Element) -> Iterator[str]:
        found = [*self._variables(element)]
        yield from found
        for instead in element.iterchildren(f"{_CSL}substitute") if not found else ():
            for child in instead.iterchildren(f"{_CSL}*"):
                if found := [*self.element(child)]:
                    yield from found
                    break

    def _chosen(self, element: etree._Element) -> Iterator[str]:
        for branch in element.iterchildren(f"{_CSL}*"):
            holds = self._holds(branch)
            if holds is not False:
                yield from self.inside(branch)
            if holds:
                return

    def _holds(self, branch: etree._Element) -> bool | None:
        """Whether the branch is taken; None where nobody knows."""
        tests = [
            self._test(name, value)
            for name, values in branch.attrib.items()
            if name != "match"
            for value in str(values).split()
        ]
        match = branch.get("match", "all")
        if match == "all":
            return False if False in tests else None if None in tests else True
        some = True if True in tests else None if None in tests else False
        return some if match == "any" else None if some is None else not some

    def _test(self, name: str, value: str) -> bool | None:
        if name == "type":
            return value == self.kind
        if name == "variable":
            return value in self.given if value != "locator" else None
        if name in ("is-numeric", "is-uncertain-date") and value != "locator":
            return None if value in self.given else False
        return None
