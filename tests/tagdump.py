"""Reads the structure tree of a finished PDF, the way a screen reader goes through it.

Nothing of the builder's own writing of the tree is used: only the file, and the reading of
glyphs that `edition.proof.pdftext` has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

from edition.proof import pdftext

#: Attributes of an element that a reader is told of, in the order of the dump.
_SHOWN = ("T", "ID", "Lang", "Alt")


@dataclass(slots=True, eq=False)
class Tag:
    """One element: its type, what it says of itself, the words in it, the links it carries."""

    type: str
    parent: Tag | None = field(default=None, repr=False)
    attrs: dict[str, str] = field(default_factory=dict)
    #: Words (str), the tags within, and links (Link), in reading order.
    kids: list[Any] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)

    def all(self, *types: str) -> Iterator[Tag]:
        """This tag and all below it, of these types or of any, in reading order."""
        if not types or self.type in types:
            yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.all(*types)

    def tags(self) -> list[Tag]:
        """The tags directly below."""
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    def links(self) -> list[Link]:
        """The link annotations directly below."""
        return [kid for kid in self.kids if isinstance(kid, Link)]

    def text(self) -> str:
        """All words below, in reading order."""
        return "".join(
            kid if isinstance(kid, str) else kid.text() if isinstance(kid, Tag) else ""
            for kid in self.kids
        )

    def inside(self, *types: str) -> bool:
        """Whether a tag of one of these types is around this one."""
        return self.parent is not None and (self.parent.type in types or self.parent.inside(*types))


@dataclass(slots=True)
class Link:
    """A link annotation: what it says, where it leads, and whether it is in the tree soundly."""

    contents: str
    target: str
    #: The index of the page where it leads, of the book itself.
    page: int | None
    #: Whether the parent tree leads from the annotation back to its element.
    owned: bool


def read(data: bytes) -> Tag:
    """The Document of a PDF's structure tree."""
    with pikepdf.open(BytesIO(data)) as document:
        root = document.Root.StructTreeRoot
        return _Reader(document, _numbers(root.ParentTree)).tag(root.K[0], None)


def dump(tag: Tag, depth: int = 0) -> Iterator[str]:
    """The tree in lines: a tag, what it says of itself, and its words; what is in it below,
    indented. Links lead to → somewhere."""
    said = "".join(f' {key}="{tag.attrs[key]}"' for key in tag.attrs)
    pages = f" (pages {min(tag.pages) + 1}–{max(tag.pages) + 1})" if len(tag.pages) > 1 else ""
    yield f"{'  ' * depth}{tag.type}{said}{pages}"
    words = ""
    for kid in [*tag.kids, None]:
        if isinstance(kid, str):
            words += kid
            continue
        if words.strip():
            yield f"{'  ' * (depth + 1)}“{' '.join(words.split())}”"
        words = ""
        if isinstance(kid, Tag):
            yield from dump(kid, depth + 1)
        elif kid is not None:
            yield f"{'  ' * (depth + 1)}→ {kid.target} ({kid.contents})"


class _Reader:
    def __init__(self, document: pikepdf.Pdf, numbers: dict[int, Any]) -> None:
        self.texts = pdftext._TreeReader(document)
        names = document.Root.get("/Names", {}).get("/Dests")
        self.places = {} if names is None else dict(pikepdf.NameTree(names).items())
        self.numbers = numbers

    def tag(self, element: Any, parent: Tag | None) -> Tag:
        found = Tag(str(element.S)[1:], parent)
        found.attrs = {key: str(element[f"/{key}"]) for key in _SHOWN if f"/{key}" in element}
        for key in ("Scope", "ColSpan", "RowSpan", "ListNumbering"):
            if "/A" in element and f"/{key}" in element.A:
                found.attrs[key] = str(element.A[f"/{key}"]).lstrip("/")
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            found.kids.append(self.kid(kid, element, found))
        below = (kid.pages for kid in found.tags())
        found.pages.update(*below)
        return found

    def kid(self, kid: Any, element: Any, found: Tag) -> Any:
        if isinstance(kid, int) or "/MCID" in kid:
            page = element.Pg if isinstance(kid, int) else kid.get("/Pg", element.get("/Pg"))
            mcid = kid if isinstance(kid, int) else int(kid.MCID)
            found.pages.add(self.texts.indexes[page.objgen])
            owner = self.numbers[int(page.StructParents)][mcid]
            assert owner.objgen == element.objgen, "the parent tree leads elsewhere"
            return self.texts.page(page).get(mcid, "")
        if kid.get("/Type") == "/OBJR":
            annotation = kid.Obj
            owner = self.numbers[int(annotation.StructParent)]
            return Link(
                str(annotation.get("/Contents", "")),
                _target(annotation),
                self.page(annotation),
                owner.objgen == element.objgen,
            )
        assert kid.P.objgen == element.objgen, "the element has another parent"
        return self.tag(kid, found)

    def page(self, annotation: Any) -> int | None:
        if "/Dest" not in annotation:
            return None
        return self.texts.indexes[self.places[str(annotation.Dest)][0].objgen]


def _target(annotation: Any) -> str:
    if "/Dest" in annotation:
        return f"#{annotation.Dest}"
    return str(annotation.A.get("/URI", annotation.A.get("/D", "")))


def _numbers(tree: Any) -> dict[int, Any]:
    """The parent tree, number → what it leads to."""
    return dict(pikepdf.NumberTree(tree).items())
