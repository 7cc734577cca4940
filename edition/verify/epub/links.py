"""Walks through an EPUB as no validator does: every link, note, page and font of it, and all that
could run or fetch something.

Rules: EPUB 3.3, 3.4 and 5.4 (resources), 7 (navigation document); EPUB Accessibility 1.1, 4.2
(page list); DPUB-ARIA 1.1 (doc-noteref, doc-backlink).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml.etree import Element, _Element

from edition.verify.epub import container, fonts, safety
from edition.verify.epub.container import NCX, OPS, XHTML, EpubFile, resolve, scheme
from edition.verify.findings import Finding, Judged

JUDGE = "EPUB walk"
_LINKS = ("http", "https", "mailto")
_NOTES = frozenset({"doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote"})
_LOADED = {"src", "poster", "data", "{http://www.w3.org/1999/xlink}href"}


def walk(path: Path) -> Judged:
    """What is wrong inside the EPUB at `path`, and how much was looked at.

    A file that cannot be read gives one FATAL finding; nothing is raised for what a book holds.
    """
    try:
        book = container.read(path)
    except container.Unreadable as error:
        return Judged(
            (Finding(JUDGE, "FATAL", "unreadable", str(error), "", hint="Build the book again."),)
        )
    found = [_finding("not-xml", why, name) for name, why in book.broken.items()]
    ids = {name: _ids(tree) for name, tree in book.trees.items()}
    counts = {"links": 0, "notes": 0, "pages": 0, "fonts": 0}
    counts["links"], more = _links(book, ids)
    found += more
    counts["notes"], more = _notes(book)
    found += more
    counts["pages"], more = _pages(book, ids)
    found += [*more, *_contents(book)]
    counts["fonts"], more = fonts.walk(book)
    return Judged((*found, *more, *safety.findings(book)), counts)


def _finding(code: str, message: str, place: str, hint: str = "") -> Finding:
    return Finding(JUDGE, "ERROR", code, message, place, hint=hint)


def _at(name: str, element: _Element) -> str:
    return f"{name}:{element.sourceline}" if element.sourceline else name


def _ids(tree: _Element) -> dict[str, _Element]:
    return {key: e for e in tree.iter(Element) if (key := e.get("id"))}


# ── links and resources ─────────────────────────────────────────────────────────────────────


def _links(book: EpubFile, ids: dict[str, dict[str, _Element]]) -> tuple[int, list[Finding]]:
    count = 0
    found: list[Finding] = []
    for name, tree in book.trees.items():
        for element in tree.iter(Element):
            for attribute, address in element.attrib.items():
                loaded = attribute in _LOADED and element.tag != f"{XHTML}a"
                if not loaded and attribute != "href":
                    continue
                loaded = loaded or element.tag == f"{XHTML}link"
                count += 1
                found += _address(book, ids, name, element, address, loaded)
    return count, found


def _address(
    book: EpubFile,
    ids: dict[str, dict[str, _Element]],
    name: str,
    element: _Element,
    address: str,
    loaded: bool,
) -> Iterator[Finding]:
    place, kind = _at(name, element), scheme(address)
    if kind == "data" and loaded:
        return
    if kind and loaded:
        yield _finding(
            "remote-resource",
            f"{address} is fetched from elsewhere.",
            place,
            "A book must have everything in it: take it out, or embed it.",
        )
    elif kind and kind not in _LINKS:
        yield _finding(
            "link-scheme",
            f"The link {address} is of a kind that no reader follows.",
            place,
            "Write an address with https://.",
        )
    elif not kind:
        target, fragment = resolve(name, address)
        if target not in book.members:
            yield _finding(
                "link-nowhere", f"The link {address} leads to no file of the book.", place
            )
        elif fragment and target in ids and fragment not in ids[target]:
            yield _finding("link-nowhere", f"Nothing has the address {address}.", place)


# ── notes ───────────────────────────────────────────────────────────────────────────────────


def _roles(element: _Element) -> set[str]:
    return {*element.get("role", "").split(), *element.get(f"{OPS}type", "").split()}


def _notes(book: EpubFile) -> tuple[int, list[Finding]]:
    """Every note is called, and leads back to one of its calls."""
    calls: dict[tuple[str, str], list[tuple[str, _Element]]] = {}
    notes: dict[tuple[str, str], tuple[str, _Element]] = {}
    for name, tree in book.trees.items():
        for element in tree.iter(Element):
            roles = _roles(element)
            if roles & {"noteref", "doc-noteref"}:
                target = resolve(name, element.get("href", ""))
                calls.setdefault(target, []).append((name, element))
            elif roles & _NOTES:
                notes[name, element.get("id", "")] = (name, element)
    found = [
        _finding(
            "note-not-called", f"Nothing calls the note {key[1] or 'without an id'}.", _at(*place)
        )
        for key, place in notes.items()
        if key not in calls
    ]
    for target, callers in calls.items():
        found += _back(target, callers, notes.get(target))
    return len(notes), found


def _back(
    target: tuple[str, str], callers: list[tuple[str, _Element]], note: tuple[str, _Element] | None
) -> Iterator[Finding]:
    if note is None:
        for name, element in callers:
            label = "".join(element.itertext())
            yield _finding(
                "call-without-note", f"The call {label} leads to no note.", _at(name, element)
            )
        return
    ways = [
        resolve(note[0], link.get("href", ""))
        for link in note[1].iter(f"{XHTML}a")
        if _roles(link) & {"backlink", "doc-backlink"}
    ]
    back = {(name, element.get("id", "")) for name, element in callers}
    if not ways:
        yield _finding(
            "note-without-backlink",
            f"The note {target[1]} has no link back to its call.",
            _at(*note),
        )
    elif not set(ways) <= back:
        yield _finding(
            "backlink-elsewhere",
            f"The note {target[1]} leads back to what is not its call.",
            _at(*note),
        )


# ── page list and contents ──────────────────────────────────────────────────────────────────


def _nav(book: EpubFile, kind: str) -> list[_Element]:
    """The links of a list of the navigation document: `toc`, `page-list`."""
    tree = book.trees.get(book.navigation)
    if tree is None:
        return []
    lists = [e for e in tree.iter(f"{XHTML}nav") if kind in e.get(f"{OPS}type", "").split()]
    return [link for nav in lists for link in nav.iter(f"{XHTML}a")]


def _pages(book: EpubFile, ids: dict[str, dict[str, _Element]]) -> tuple[int, list[Finding]]:
    """The targets of the page list stand in the book in its order."""
    order: dict[tuple[str, str], int] = {}
    # The navigation document may stand outside of the spine.
    for name in dict.fromkeys([*book.spine, *book.trees]):
        order[name, ""] = len(order)
        for key in ids.get(name, ()):
            order[name, key] = len(order)
    links = _nav(book, "page-list")
    found, last, before = [], -1, ""
    for link in links:
        label = "".join(link.itertext()).strip()
        at = order.get(resolve(book.navigation, link.get("href", "")))
        if at is None:
            continue  # `_links` has said so
        if at < last:
            found.append(
                _finding(
                    "page-order",
                    f"Page {label} stands before page {before}.",
                    _at(book.navigation, link),
                )
            )
        last, before = at, label
    return len(links), found


def _contents(book: EpubFile) -> Iterator[Finding]:
    """The contents of the navigation document and of the NCX are the same."""
    if not book.navigation:
        yield _finding("no-navigation", "The book has no navigation document.", book.package)
        return
    if not book.ncx:
        return  # EPUB 3 does not ask for one
    try:
        root = container.parse(book, book.ncx)
    except container.Unreadable as error:
        yield _finding("not-xml", str(error), book.ncx)
        return
    wanted = [
        (resolve(book.navigation, link.get("href", "")), _words("".join(link.itertext())))
        for link in _nav(book, "toc")
    ]
    got = []
    for point in root.iter(f"{NCX}navPoint"):
        content, text = point.find(f"{NCX}content"), point.findtext(f"{NCX}navLabel/{NCX}text")
        address = "" if content is None else content.get("src", "")
        got.append((resolve(book.ncx, address), _words(text or "")))
    for (name, fragment), label in got:
        if name not in book.members:
            yield _finding(
                "link-nowhere",
                f"“{label}” leads to no file of the book: {name}"
                f"{'#' if fragment else ''}{fragment}.",
                book.ncx,
            )
    if wanted != got:
        odd = [
            label
            for target, label in [*wanted, *got]
            if (target, label) not in wanted or (target, label) not in got
        ]
        what = f"differ at “{odd[0]}”" if odd else "are not in the same order"
        yield _finding(
            "contents-differ", f"The contents of {book.navigation} and {book.ncx} {what}.", book.ncx
        )


def _words(text: str) -> str:
    return " ".join(text.split())
