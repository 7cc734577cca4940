"""Walks through a PDF as no validator does: its claims, links, bookmarks, notes and page labels.

Rules: ISO 32000-1, 12.3.2 (destinations), 12.3.3 (outline), 12.4.2 (page labels), 12.5.6.5
(links); ISO 14289-1, 7.18.5 (links have /Contents).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pikepdf

from edition.model.identifiers import CONTINUED
from edition.verify.findings import Finding, Judged
from edition.verify.pdf import claims, safety
from edition.verify.pdf.claims import Kind

JUDGE = "PDF walk"
MAX_PARTS = 2_000_000  # elements, bookmarks, links that are looked at in one book
_SLACK = 2  # points by which a destination may lie beyond its page


def walk(path: Path, kind: Kind = Kind.EITHER, uncalled: Collection[str] = ()) -> Judged:
    """What is wrong inside the PDF at `path`, and how much was looked at.

    `kind` is what the file is to be, by its profile; `claims` says what follows from it. `uncalled`
    are the anchors of notes that nothing calls.
    A file that cannot be read gives one FATAL finding. Parts that are not what the standard says
    they are give a finding each where they are found, and are passed over.
    """
    try:
        with pikepdf.open(path) as document:
            walker = _Walker(document, kind, uncalled)
            found = (*walker.findings(), *safety.findings(document))
            return Judged(found, walker.counts)
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError) as error:
        why = " ".join(str(error).split())
        return Judged(
            (
                Finding(
                    JUDGE,
                    "FATAL",
                    "unreadable",
                    f"It cannot be read as a PDF: {why}.",
                    "",
                    hint="Build the book again.",
                ),
            )
        )


def _finding(code: str, message: str, place: str, hint: str = "") -> Finding:
    return Finding(JUDGE, "ERROR", code, message, place, hint=hint)


class _Walker:
    """One look at a document; `counts` is filled on the way."""

    def __init__(self, document: pikepdf.Pdf, kind: Kind, uncalled: Collection[str]) -> None:
        self.document = document
        self.kind = kind
        self.uncalled = uncalled
        self.booklet = claims.is_booklet(document, kind)
        self.pages = [page.obj for page in document.pages]
        self.index = {page.objgen: k for k, page in enumerate(self.pages)}
        self.names: dict[str, pikepdf.Object] = {}
        #: The names to which links of the pages lead: name → indexes of the links' pages.
        self.led: dict[str, list[int]] = {}
        self.counts = {"pages": len(self.pages), "links": 0, "bookmarks": 0, "notes": 0}

    def findings(self) -> Iterator[Finding]:
        """All findings; a part that is malformed ends its own check only."""
        yield from claims.findings(self.document, self.kind)
        parts: list[Callable[[], Iterator[Finding]]] = [
            self._read_names,
            self._links,
            self._bookmarks,
            self._notes,
            self._labels,
        ]
        for part in parts:
            try:
                yield from part()
            except (
                pikepdf.PdfError,
                KeyError,
                TypeError,
                ValueError,
                AttributeError,
                IndexError,
                ArithmeticError,
            ) as error:
                what = part.__name__.removeprefix("_").replace("_", " ")
                yield _finding(
                    "malformed",
                    f"The {what} of the PDF cannot be read: {error!r}.",
                    "",
                    "Build the book again.",
                )

    # ── destinations ─────────────────────────────────────────────────────────────────────────

    def _read_names(self) -> Iterator[Finding]:
        tree = self.document.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        if tree is not None:
            self.names |= {str(key): value for key, value in pikepdf.NameTree(tree).items()}
        old = self.document.Root.get("/Dests")
        if isinstance(old, pikepdf.Dictionary):
            self.names |= {key.removeprefix("/"): value for key, value in old.items()}
        for name, target in self.names.items():
            if why := self._nowhere(target):
                yield _finding("destination-nowhere", f"The named place “{name}” {why}.", name)

    def _page_of(self, target: pikepdf.Object | None) -> int | None:
        """The index of the page of a destination: a name, an array, a dictionary with /D."""
        if isinstance(target, pikepdf.String | pikepdf.Name):
            target = self.names.get(str(target).removeprefix("/"))
        if isinstance(target, pikepdf.Dictionary):
            target = target.get("/D")
        if not isinstance(target, pikepdf.Array) or not len(target):
            return None
        first = target[0]
        return self.index.get(first.objgen) if isinstance(first, pikepdf.Dictionary) else None

    def _nowhere(self, target: pikepdf.Object | None) -> str:
        """Why a destination leads nowhere; "" if it leads to a place on a page."""
        if isinstance(target, pikepdf.String | pikepdf.Name):
            name = str(target).removeprefix("/")
            return "" if name in self.names else f"leads to “{name}”, which is nowhere"
        page = self._page_of(target)
        if page is None:
            return "leads to no page of the book"
        place = target.get("/D") if isinstance(target, pikepdf.Dictionary) else target
        if not isinstance(place, pikepdf.Array) or len(place) < 4 or str(place[1]) != "/XYZ":
            return ""
        box = [float(value) for value in pikepdf.Page(self.pages[page]).mediabox]
        for value, low, high in ((place[2], box[0], box[2]), (place[3], box[1], box[3])):
            if value is not None and not low - _SLACK <= float(value) <= high + _SLACK:
                return f"leads to a place beside page {page + 1}"
        return ""

    # ── links ────────────────────────────────────────────────────────────────────────────────

    def _links(self) -> Iterator[Finding]:
        for k, page in enumerate(self.pages):
            for annotation in page.get("/Annots", []):
                if annotation.get("/Subtype") == "/Link":
                    self.counts["links"] += 1
                    yield from self._link(annotation, k)

    def _link(self, link: pikepdf.Object, page: int) -> Iterator[Finding]:
        place = f"page {page + 1}"
        words = str(link.get("/Contents", "")).strip()
        if not words and not self.booklet:
            yield _finding(
                "link-unnamed", "A link has no /Contents, so that it cannot be read out.", place
            )
        shown = f"The link “{words}”" if words else "A link without words"
        action = link.get("/A")
        target = link.get("/Dest")
        if action is not None and action.get("/S") == "/URI":
            address = str(action.get("/URI", ""))
            if not address.lower().startswith(("http://", "https://", "mailto:")):
                yield _finding(
                    "link-scheme",
                    f"{shown} leads to {address[:200]}.",
                    place,
                    "Write an address with https://.",
                )
            return
        if action is not None and action.get("/S") != "/GoTo":
            yield _finding(
                "link-action",
                f"{shown} does something else than to lead somewhere: {action.get('/S')}.",
                place,
            )
            return
        target = action.get("/D") if action is not None else target
        if isinstance(target, pikepdf.String | pikepdf.Name):
            self.led.setdefault(str(target).removeprefix("/"), []).append(page)
        if why := self._nowhere(target):
            yield _finding("link-nowhere", f"{shown} {why}.", place)

    # ── bookmarks ────────────────────────────────────────────────────────────────────────────

    def _bookmarks(self) -> Iterator[Finding]:
        outline = self.document.Root.get("/Outlines")
        last, before = -1, ""
        for item in self._items(outline):
            self.counts["bookmarks"] += 1
            title = str(item.get("/Title", ""))
            target = item.get("/Dest")
            if target is None:
                target = item.get("/A", pikepdf.Dictionary()).get("/D")
            if why := self._nowhere(target):
                yield _finding("bookmark-nowhere", f"The bookmark “{title}” {why}.", title)
                continue
            page = self._page_of(target)
            if page is not None and page < last and not self.booklet:
                yield _finding(
                    "bookmark-order",
                    f"The bookmark “{title}” (page {page + 1}) stands "
                    f"after “{before}” (page {last + 1}).",
                    title,
                )
            last, before = page if page is not None else last, title

    def _items(self, outline: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
        """The bookmarks in the order in which a reader sees them, each once."""
        stack = [] if outline is None else [outline.get("/First")]
        seen: set[tuple[int, int]] = set()
        while stack and len(seen) < MAX_PARTS:
            item = stack.pop()
            if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
                continue
            seen.add(item.objgen)
            yield item
            stack += [item.get("/Next"), item.get("/First")]

    # ── notes ────────────────────────────────────────────────────────────────────────────────

    def _notes(self) -> Iterator[Finding]:
        """Each note is called by a link, and has a link to a page on which it is called; one that
        nothing calls has a link to a page."""
        if self.booklet:
            return  # a sheet holds pages that do not follow each other
        ways: dict[str, list[pikepdf.Object]] = {}
        for note in self._elements("/Note"):
            name = str(note.get("/ID", "")).split(CONTINUED)[0]
            ways.setdefault(name, []).extend(_targets(note))
        self.counts["notes"] = len(ways)
        for name, targets in ways.items():
            back = {self._page_of(target) for target in targets} - {None}
            led = back if name in self.uncalled else set(self.led.get(name, ()))
            if name not in self.led and name not in self.uncalled:
                yield _finding("note-not-called", f"No link leads to the note {name}.", name)
                continue
            if not back & led:
                yield _finding(
                    "note-without-backlink", f"The note {name} has no link back to its call.", name
                )

    def _elements(self, kind: str) -> Iterator[pikepdf.Object]:
        """The structure elements of a kind."""
        root = self.document.Root.get("/StructTreeRoot")
        stack = [] if root is None else [root]
        seen: set[tuple[int, int]] = set()
        count = 0
        while stack and count < MAX_PARTS:
            element = stack.pop()
            count += 1
            if element.is_indirect:
                if element.objgen in seen:
                    continue
                seen.add(element.objgen)
            if element.get("/S") == kind:
                yield element
            stack += [kid for kid in _kids(element) if "/S" in kid]

    # ── page labels ──────────────────────────────────────────────────────────────────────────

    def _labels(self) -> Iterator[Finding]:
        labels = self.document.Root.get("/PageLabels")
        if labels is None:
            if not self.booklet:
                yield _finding(
                    "no-page-labels",
                    "The pages have no labels, so that a reader shows "
                    "other numbers than the printed ones.",
                    "",
                )
            return
        starts = sorted(int(key) for key in pikepdf.NumberTree(labels))
        if not starts or starts[0] != 0:
            yield _finding("page-without-label", "The first pages have no label.", "page 1")
        if starts and starts[-1] >= len(self.pages):
            yield _finding(
                "label-without-page",
                f"A label begins on page {starts[-1] + 1}, and there are {len(self.pages)}.",
                "",
            )


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    every = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in every if isinstance(kid, pikepdf.Dictionary)]


def _targets(note: pikepdf.Object) -> list[pikepdf.Object]:
    """Where the links in a note lead, if they lead into the book."""
    found, stack, count = [], [note], 0
    while stack and count < 10_000:
        element = stack.pop()
        count += 1
        for kid in _kids(element):
            link = kid.get("/Obj")
            if link is None:
                stack.append(kid)
                continue
            target = link.get("/Dest")
            found.append(
                link.get("/A", pikepdf.Dictionary()).get("/D") if target is None else target
            )
    return [target for target in found if target is not None]
