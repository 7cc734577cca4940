"""Styles: the citation styles that come with the builder, and those of an edition, read safely.

A style is a file of the Citation Style Language. It is XML: read without entities, without a DTD,
without the net, and no larger than the largest that is known. Before the engine takes it, it is
changed in three ways. What stands around a citation (brackets, a full stop) is taken off it, since
several citations of a note are joined. Each kind of locator gets a word of its own by which the
engine knows it in every language. And an author who has several entries is named in each of them:
a reader comes to an entry by a link, and a dash would not say whose it is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from edition.markup.inline import LOCATORS, SUB_VERBO
from edition.model.dataclass import dataclass

if TYPE_CHECKING:
    from lxml import etree

_FOLDER = Path(__file__).with_name("styles")
CSL = "http://purl.org/net/xbiblio/csl"
#: Bytes of a style; the largest of the CSL project has 250 kB.
MOST = 1_000_000
#: How deep elements may lie in one another, and how many there may be, with each macro in the place
#: of what calls it. The engine goes through all of them for each citation. The bundled
#: styles have up to 72 levels and 3,047 elements.
DEEPEST, LARGEST = 150, 30_000
_MOST = f" {DEEPEST} levels and {LARGEST:,} elements are allowed."
DEFAULT = "chicago-shortened-notes"
#: The styles that come with the builder, by the names that an edition gives. Of the Manual's short
#: notes those with a title in each: a note that pops up alone does not say which note was before.
NAMES = {
    "chicago-shortened-notes": (
        "chicago-shortened-notes-bibliography-subsequent-author-title-17th-edition"
    ),
    "chicago-notes": "chicago-notes-bibliography-subsequent-author-title-17th-edition",
    "chicago-notes-ibid": "chicago-notes-bibliography-subsequent-ibid-17th-edition",
    "chicago-author-date": "chicago-author-date-17th-edition",
    "mla": "modern-language-association",
    "gost": "gost-r-7-0-5-2008",
    "din": "din-1505-2",
}


class BadStyle(ValueError):
    """A file is no style that can be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style as the engine takes it, and what was taken off its citations.

    `in_text`: it is for citations in the text, not in notes. `variables`: the fields that it
    prints of some type. `has_list`: it has a form for the list of sources. `is_ours`: it comes with
    the builder.
    """

    data: bytes
    in_text: bool
    before: str
    after: str
    between: str
    variables: frozenset[str]
    has_list: bool
    is_ours: bool = False


@lru_cache(maxsize=8)
def dated(style: bytes, day_first: bool) -> bytes:
    """The style with English dates in this order; one that has English dates of its own, as MLA
    has, keeps them."""
    from lxml import etree

    root = _root(style)
    if root.find(f"{{{CSL}}}locale/{{{CSL}}}date") is not None:
        return style
    order = ("day", "month", "year") if day_first else ("month", "day", "year")
    locale = etree.Element(f"{{{CSL}}}locale")
    for form, between in (("text", " "), ("numeric", "/")):
        date = etree.SubElement(locale, f"{{{CSL}}}date", form=form)
        for name in order:
            is_comma = name == "day" and form == "text" and not day_first
            behind = "" if name == "year" else ", " if is_comma else between
            part = etree.SubElement(date, f"{{{CSL}}}date-part", name=name, suffix=behind)
            if name == "month" and form == "numeric":
                part.set("form", form)
    _insert(root, locale)
    return written_out(root)


def is_file(name: str) -> bool:
    """Whether `name` means a file of the edition, not a style of the builder's."""
    return name.endswith(".csl")


@lru_cache(maxsize=16)
def bundled(name: str) -> Style:
    """The builder's style of this name. Raises KeyError if there is none."""
    file = NAMES.get(name) or {value: value for value in NAMES.values()}[name]
    return replace(read((_FOLDER / f"{file}.csl").read_bytes()), is_ours=True)


def read(data: bytes) -> Style:
    """The style in the bytes of a file. Raises `BadStyle`."""
    root = _root(data)
    layout = root.find(f"{{{CSL}}}citation/{{{CSL}}}layout")
    if layout is None:
        parent = _parent(root)
        if parent in NAMES.values():
            return bundled(parent)
        of = f" It only names another one, {parent}." if parent else ""
        raise BadStyle(f"The style says nothing of citations.{of}")
    _check_size(root)
    before, after = layout.attrib.pop("prefix", ""), layout.attrib.pop("suffix", "")
    in_text = root.get("class") == "in-text"
    _add_locators(root)
    bibliography = root.find(f"{{{CSL}}}bibliography")
    if bibliography is not None:
        bibliography.attrib.pop("subsequent-author-substitute", None)
    return Style(
        written_out(root),
        in_text,
        before if in_text else "",
        after if in_text else "",
        layout.get("delimiter") or "; ",
        _variables(root),
        bibliography is not None,
    )


def without_given_names(style: Style) -> Style:
    """The style, so that it tells nobody apart by given names: where none share a family name it
    makes the same, and in a time that grows as the sources do."""
    return replace(style, data=_GIVEN_NAMES.sub(b"", style.data))


#: How `written_out` writes what a style says of them.
_GIVEN_NAMES = re.compile(rb' (?:disambiguate-add-givenname|givenname-disambiguation-rule)="[^"]*"')


def _root(data: bytes) -> etree._Element:
    from lxml import etree

    if len(data) > MOST:
        raise BadStyle(f"The style has {len(data):,} bytes; {MOST:,} are allowed.")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise BadStyle("The style has a DTD, which no style needs.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BadStyle(f"The style is no XML: {error.msg}") from None
    if root.tag != f"{{{CSL}}}style":
        raise BadStyle("The file is no style of the Citation Style Language.")
    return root


def _check_size(root: etree._Element) -> None:
    """Raises `BadStyle` for a style whose macros never end, or make too much of it."""
    macros = {macro.get("name", ""): macro for macro in root.iterfind(f"{{{CSL}}}macro")}
    known: dict[str, tuple[int, int]] = {}
    inside: list[str] = []

    def of_macro(name: str, level: int) -> tuple[int, int]:
        if name in inside:
            raise BadStyle(f"The macro “{name[:80]}” of the style calls itself.")
        if name not in known:
            inside.append(name)
            known[name] = of(macros[name], level) if name in macros else (0, 0)
            inside.pop()
        return known[name]

    def of(element: etree._Element, level: int) -> tuple[int, int]:
        """Levels and elements, this one included; of alternatives the most."""
        if level > DEEPEST:
            raise BadStyle(f"The elements of the style, macros included, lie {level} deep.{_MOST}")
        found = [of(child, level + 1) for child in element.iterchildren(f"{{{CSL}}}*")]
        if called := element.get("macro"):
            found.append(of_macro(called, level + 1))
        sizes = [size for _, size in found]
        size = max(sizes, default=0) if element.tag == f"{{{CSL}}}choose" else sum(sizes)
        return 1 + max((levels for levels, _ in found), default=0), 1 + size

    for part in ("citation", "bibliography"):
        for element in root.iterfind(f"{{{CSL}}}{part}"):
            levels, size = of(element, 1)
            if levels > DEEPEST or size > LARGEST:
                said = f"With its macros in their places, the style has {size:,} elements"
                raise BadStyle(f"{said}, {levels} deep.{_MOST}")


def _parent(root: etree._Element) -> str:
    """The name of the style that this one is another name of, or nothing."""
    links = root.iterfind(f"{{{CSL}}}info/{{{CSL}}}link[@rel='independent-parent']")
    return next((str(link.get("href", "")).rsplit("/", 1)[-1] for link in links), "")


def _add_locators(root: etree._Element) -> None:
    from lxml import etree

    locale = etree.Element(f"{{{CSL}}}locale")
    terms = etree.SubElement(locale, f"{{{CSL}}}terms")
    for name in (*LOCATORS, SUB_VERBO):
        term = etree.SubElement(terms, f"{{{CSL}}}term", name=name, form="verb-short")
        term.text = locator_word(name)
    _insert(root, locale)


def _insert(root: etree._Element, locale: etree._Element) -> None:
    info = root.find(f"{{{CSL}}}info")
    root.insert(0 if info is None else root.index(info) + 1, locale)


def locator_word(label: str) -> str:
    """The word by which the engine knows this kind of locator."""
    return f"loc{label.replace('-', '')}"


def written_out(root: etree._Element) -> bytes:
    """The bytes of a style."""
    from lxml import etree

    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _variables(root: etree._Element) -> frozenset[str]:
    named = [element.get("variable", "") for element in root.iter(f"{{{CSL}}}*")]
    found = set(re.split(r"\s+", " ".join(named)))
    # A short form of one of these is another variable (CSL 1.0.2, "Text").
    found |= {f"{name}-short" for name in ("title", "container-title") if name in found}
    if "page-first" in found:
        found.add("page")
    return frozenset(found - {""})
