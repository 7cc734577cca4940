"""Margin: what stands beside the text of a page: its notes, each behind the passage that calls it,
and links to each paragraph and each note (permalinks)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from lxml.builder import E

from edition.languages.labels import Labels
from edition.render import filters

#: The ids of the blocks of the text (`Block.unit`).
_UNIT = re.compile(r"[pt]\d+")
_HEADINGS = ("h1", "h2", "h3")
#: Characters of the words by which a link to a paragraph without a number is called.
_NAMED_BY = 40
#: Characters of a note that is long: where it stands beside the text, it is folded.
_LONG = 300


def lay_out(body: etree._Element, labels: Labels) -> None:
    """Put the notes of the page behind the passages that call them; give every block of the text
    and every note a link to itself, called by what `labels` have for it."""
    for text in _with_class(body, "text"):
        _move_notes(body, text)
    for block in [item for item in body.iter() if _UNIT.fullmatch(item.get("id", ""))]:
        _link_block(block, labels)
    for note in body.iter("aside"):
        if _has_class(note, "footnote"):
            _link_note(note, labels)


# ── notes ───────────────────────────────────────────────────────────────────────────────────


def _move_notes(body: etree._Element, text: etree._Element) -> None:
    """Move the notes that are called in `text`; a section of notes that is left empty goes."""
    notes = [note for section in _with_class(body, "footnotes") for note in section.iter("aside")]
    tops = _called(text, {note.get("id", ""): note for note in notes})
    groups: dict[etree._Element, etree._Element] = {}
    for note in notes:
        if (top := tops.get(note.get("id", ""))) is None:
            continue
        if top not in groups:
            groups[top] = E.div({"class": "notes"})
            top.addnext(groups[top])
            groups[top].tail, top.tail = top.tail, "\n"
        note.tail = "\n"
        groups[top].append(note)
    for section in list(_with_class(body, "footnotes")):
        parent = section.getparent()
        if parent is not None and next(section.iter("aside"), None) is None:
            parent.remove(section)


def _called(text: etree._Element, notes: Mapping[str, etree._Element]) -> dict[str, etree._Element]:
    """The passage of `text` by which each of `notes` is called: one that another note calls has
    that note's."""
    found: dict[str, etree._Element] = {}
    for top in text:
        waiting = [top]
        while waiting:
            for anchor in _calls(waiting.pop()):
                if anchor in notes and anchor not in found:
                    found[anchor] = top
                    waiting.append(notes[anchor])
    return found


def _calls(element: etree._Element) -> Iterator[str]:
    """The ids of the notes of this page that are called in an element."""
    for link in element.iter("a"):
        if _has_class(link, "noteref") and link.get("href", "").startswith("#"):
            yield link.get("href", "")[1:]


# ── permalinks ──────────────────────────────────────────────────────────────────────────────


def _link_block(block: etree._Element, labels: Labels) -> None:
    """Make the number of a block a link to it. One that is not counted gets a sign; a heading's
    is for the eye and the mouse alone, since the contents lead to it."""
    here = f"#{block.get('id')}"
    number = next((item for item in block.iter("span") if _counts_block(item)), None)
    if number is not None:
        number.tag = "a"
        number.set("href", here)
        number.set("aria-label", labels.numbered("paragraph", (number.text or "").strip()))
        return
    if block.tag in ("thead", "tbody") or block.get("role") == "separator":  # none may be in it
        return
    link = E.a({"class": "pn uncounted", "href": here}, "¶")
    if block.tag in _HEADINGS or any(item.tag in _HEADINGS for item in block.iterancestors()):
        link.attrib.update({"aria-hidden": "true", "tabindex": "-1"})
    else:
        words = filters.shorten("".join(_words(block)), _NAMED_BY)
        link.set("aria-label", f"¶ {words}")
    link.tail, block.text = block.text, None
    block.insert(0, link)


def _counts_block(element: etree._Element) -> bool:
    """Whether an element is the number of a paragraph: a line of verse may have its own."""
    return _has_class(element, "pn") and not _has_class(element, "ln")


def _words(element: etree._Element) -> Iterator[str]:
    """The words of an element without the calls of notes."""
    yield element.text or ""
    for child in element:
        if not _has_class(child, "noteref"):
            yield from _words(child)
        yield child.tail or ""


def _link_note(note: etree._Element, labels: Labels) -> None:
    """A link to the note, and one that closes it where it lies over the text."""
    back = next((item for item in note.iter("a") if _has_class(item, "backlink")), None)
    if back is None:
        return
    mark = (back.text or "").strip()
    is_long = sum(map(len, _words(note))) > _LONG
    if is_long:
        note.set("class", f"{note.get('class')} long")
    link = E.a({"class": "permalink", "href": f"#{note.get('id')}"}, "…" if is_long else "#")
    link.set("aria-label", labels.filled("go-to-note", mark))
    close = E.a({"class": "close", "href": back.get("href", "")}, "×")
    close.set("aria-label", labels.filled("back-to-text", mark))
    link.tail = " "
    note.append(E.div({"class": "note-links"}, link, close))


def _with_class(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (item for item in list(element.iter("section")) if _has_class(item, name))


def _has_class(element: etree._Element, name: str) -> bool:
    return name in element.get("class", "").split()
