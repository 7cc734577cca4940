"""What comes up in a reading system, held against the edition: each note whole, each term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from edition.assembly.prepare import Prepared
from edition.markup.split import text_of
from edition.model import Element, Figure, GlossRef, Milestone, Note, NoteRef, Run, Text
from edition.render import passages
from edition.render.links import Links
from edition.verify.findings import Finding, Judged, Popup
from edition.verify.text import renderer

JUDGE = "foliate-js"
_HINT = "If a style sheet of your own does not hide it, it is a fault of the builder: report it."


def compare(prepared: Prepared, popups: Sequence[Popup]) -> Judged:
    """What is wrong with what came up: nothing, another text, another way back; or not clicked."""
    notes = [popup for popup in popups if popup.kind == "noteref"]
    glosses = [popup for popup in popups if popup.kind == "glossref"]
    found = [
        _finding("nothing-came-up", f"“{popup.label}” → {popup.href}: {popup.error}.", popup)
        for popup in popups
        if popup.error
    ]
    found += [*_notes(prepared, notes), *_calls(prepared, notes), *_glosses(prepared, glosses)]
    opened = sum(popup.shown == "popup" for popup in popups)
    counts = {"notes": len(notes), "glossary links": len(glosses), "pop-ups": opened}
    return Judged(tuple(found), counts)


def bare(text: str) -> str:
    """Text without white space: a pop-up does not tell paragraphs apart as we do."""
    return re.sub(r"\s+", "", text)


def note_texts(prepared: Prepared) -> dict[str, str]:
    """What the EPUB must show for each note that is called, without white space, by the address of
    its note.

    As blocks, not as `Renderer.note_text`: a list's bullets and numbers are no text in an EPUB.
    """
    rendered = renderer(prepared, "epub")
    links = Links(rendered, "")
    return {
        f"#{note.anchor}": bare(_own_words(note, links) or text_of(links.note_body(note, "")))
        for note in prepared.edition.notes
        if note.series.is_called
    }


def _own_words(note: Note, links: Links) -> str:
    """What a note of the author's shows: its words, the calls in them, the pages of the original
    that begin there, and what stands for a photograph that is not reproduced."""
    return "".join(_words_of(element, links) for element in note.elements)


def _words_of(element: Element, links: Links) -> str:
    if isinstance(element, Figure):
        words = "".join(_words_of(block, links) for block in element.words)
        if element.photo.file:
            return words
        labels = links.renderer.labels
        return labels.filled("photograph-absent", element.number) + words
    page = links.renderer.labels["page-of-original"]
    return "".join(_shown(run, page) for run in passages.printed(element))


def _shown(run: Run, page: str) -> str:
    if isinstance(run, NoteRef):
        return run.mark
    if isinstance(run, Milestone):
        return f"[{page.replace('{}', run.shown)}]" if run.shown else ""
    return run.text if isinstance(run, Text | GlossRef) else ""


def _finding(code: str, message: str, popup: Popup | None) -> Finding:
    place = popup.document if popup else ""
    if popup and popup.id:
        place += f"#{popup.id}"
    return Finding(JUDGE, "ERROR", code, message, place, hint=_HINT)


def _notes(prepared: Prepared, popups: Sequence[Popup]) -> Iterator[Finding]:
    wanted = note_texts(prepared)
    clicked = set()
    for popup in popups:
        address = "#" + popup.href.rpartition("#")[2]
        clicked.add(address)
        if popup.error:
            continue
        if popup.shown != "popup":
            yield _finding(
                "no-popup",
                f"The note {popup.label} takes the reader away instead of popping up.",
                popup,
            )
        if address not in wanted:
            yield _finding("note-unknown", f"The edition has no note {popup.href}.", popup)
        elif bare(popup.note) != wanted[address]:
            yield _finding(
                "note-differs",
                f"The note {popup.label} shows another text: "
                f"{_difference(wanted[address], bare(popup.note))}",
                popup,
            )
    for address in wanted.keys() - clicked:
        yield _finding("note-not-called", f"Nothing in the book calls the note {address}.", None)


def _calls(prepared: Prepared, popups: Sequence[Popup]) -> Iterator[Finding]:
    """The calls bear the marks of the edition, in its order, and their notes lead back to them."""
    runs = [
        run for block in prepared.edition.blocks() for run in block.runs if isinstance(run, NoteRef)
    ]
    calls = {run.place: run.mark for run in runs}
    again = {run.place for run in runs if run.again}
    for popup in popups:
        if calls.get(popup.id, popup.label) != popup.label:
            yield _finding(
                "call-differs", f"The call {popup.label} should be {calls[popup.id]}.", popup
            )
        back = popup.backlink.rpartition("#")[2]
        if not popup.error and back != popup.id and popup.id not in again:
            yield _finding(
                "backlink-elsewhere",
                f"The note {popup.label} leads back to “{popup.backlink}”.",
                popup,
            )
    if [popup.id for popup in popups if popup.id in calls] != list(calls):
        yield _finding(
            "call-order", "The calls in the book are not those of the edition, in its order.", None
        )


def _glosses(prepared: Prepared, popups: Sequence[Popup]) -> Iterator[Finding]:
    """Every use of a term has a link, and what opens begins with the term."""
    entries = {f"g-{entry.term.id}": entry for entry in prepared.edition.glossary}
    uses = len(renderer(prepared, "epub").linked_terms)
    linked = len({popup.id for popup in popups if popup.id})
    if linked != uses:
        yield _finding(
            "gloss-count",
            f"The edition marks terms at {uses} places, and the book has {linked} links.",
            None,
        )
    for popup in popups:
        entry = entries.get(popup.href.rpartition("#")[2])
        if entry is None:
            yield _finding("gloss-unknown", f"The edition has no entry {popup.href}.", popup)
        elif not popup.error and not bare(popup.text).startswith(bare(entry.term.headword)):
            yield _finding(
                "gloss-differs",
                f"“{popup.label}” opens “{popup.text[:60]}”, and not “{entry.term.headword}”.",
                popup,
            )


def _difference(want: str, got: str) -> str:
    pairs = enumerate(zip(want, got, strict=False))
    at = next((k for k, (a, b) in pairs if a != b), min(len(want), len(got)))
    start = max(0, at - 20)
    return f"“{want[start : at + 30]}” became “{got[start : at + 30]}”."
