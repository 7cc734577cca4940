"""Adapts WeasyPrint 70: no note is lost, calls are links, and the tags fit PDF/UA.

This is the one module that reaches into WeasyPrint's insides, with its helpers `weasynotes`,
`weasynotearea` and `weasynoteplans` (notes that run over pages), `weasyside` and `weasyrows` (notes
beside the text, notes called in tables), `weasytext` (what the page content says), `weasylines`
(where a line may break), `weasywords` (words that are too long), `weasyparagraph` (which lines a
paragraph has), `weasybidi` (lines from right to left), `weasysvg` (words in drawings), `weasylinks`
(words of links), `weasytags` (the structure tree), `weasyfolio` and `weasygather` (parts of a book
that are bound later); `weasymemo` (lines and notes), `weasystyles` and `weasyfonts` spare it what
it has done before, and change nothing. All are proved against one version and refuse any other.

What the HTML must say:

* a note is `<span class="fn" id="fn12" data-call-id="fnref12">` with `float: footnote`; its call
  gets the anchor `fnref12` and links to `#fn12`, its marker links to `#fnref12`;
* the attributes that shape the tags stand in `weasytags`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from edition.weasypatch import patch

if TYPE_CHECKING:
    from weasyprint import Document

PROVED = "70.0"
"""The WeasyPrint release that the tests of this module have seen."""

_installed = False


class UnsupportedWeasyPrint(RuntimeError):
    """WeasyPrint is of a version that these patches were never proved against."""


def install() -> None:
    """Patch WeasyPrint in this process; a second call does nothing.

    Raises `UnsupportedWeasyPrint` unless `weasyprint.__version__` is 70.*.
    """
    global _installed
    if _installed:
        return
    import weasyprint

    if weasyprint.__version__.split(".")[0] != PROVED.split(".")[0]:
        raise UnsupportedWeasyPrint(
            f"WeasyPrint {weasyprint.__version__} is installed, but this program changes its "
            f"insides and was proved with {PROVED} only: install weasyprint=={PROVED}"
        )
    from edition import (
        weasybidi,
        weasyfolio,
        weasyfonts,
        weasygather,
        weasylines,
        weasylinks,
        weasymemo,
        weasynotes,
        weasyparagraph,
        weasystyles,
        weasysvg,
        weasytags,
        weasytext,
        weasywords,
    )

    weasystyles.install()
    weasyfonts.install()
    weasymemo.install()
    weasynotes.install()  # Before `keep_notes`, which remembers what it carries over.
    keep_notes()
    _link_notes()
    _speed_up()
    weasybidi.install()
    weasylines.install()
    weasyparagraph.install()
    weasylinks.install()
    weasysvg.install()
    weasytext.install()
    weasyfolio.install()  # After `weasytext`, whose painting it leaves out.
    weasygather.install()
    weasytags.install()
    weasywords.install()
    _installed = True


def missing_notes(document: Document, ids: Iterable[str]) -> list[str]:
    """Return those of `ids` that are anchors on no page of the rendered `document`.

    WeasyPrint drops a note without a word (see `keep_notes`), so ask after every render.
    The order is that of `ids`.
    """
    printed = {anchor for page in document.pages for anchor in page.anchors}
    return [note for note in ids if note not in printed]


# --- notes that were lost -----------------------------------------------------------------------


def keep_notes() -> None:
    """Stop the layout from losing footnotes (upstream 70.0, `layout/block.py`).

    Three causes are mended:

    * `_linebox_layout` can keep a line on the page by pushing notes of *other* lines to the next
      one; it then leaves the loop without registering the notes of the kept line;
    * `remove_placeholders` hands back the notes of a whole paragraph, also those whose call stands
      on an earlier page and which were carried over to this one: nobody would lay them out again;
    * when a repagination remakes one page only, the notes carried over to it are forgotten.

    Not mended: a style sheet that prints `counter(pages)` or `target-counter()` in the text makes
    WeasyPrint lay pages out anew, and on small pages notes can still be lost then (in 5 of 92
    layouts). Ours prints neither, and `missing_notes` stops a build that lost one.

    The tests call this alone; everybody else calls `install`.
    """
    from weasyprint.layout import LayoutContext, block, page

    patch(block, "_linebox_layout", _register_kept_line)
    patch(LayoutContext, "unlayout_footnote", _leave_carried_notes)
    patch(page, "remake_page", _remember_carried_notes)


def _register_kept_line(original: Any) -> Any:
    def linebox_layout(
        context: Any, box: Any, index: int, child: Any, new_children: list, *rest: Any
    ) -> Any:
        result = original(context, box, index, child, new_children, *rest)
        abort, stop, new_footnotes = result[0], result[1], result[4]
        if stop and not abort and new_children and context.footnotes:
            for descendant in new_children[-1].descendants():
                note = descendant.footnote
                if note is not None and note in context.footnotes:
                    # After the pushed notes, so that the next page prints them in their order.
                    context.footnotes.remove(note)
                    context.reported_footnotes.append(note)
                    new_footnotes.append(note)
        return result

    return linebox_layout


def _leave_carried_notes(original: Any) -> Any:
    def unlayout_footnote(context: Any, footnote: Any) -> None:
        if id(footnote) not in context.__dict__.get("edition_carried", ()):
            original(context, footnote)

    return unlayout_footnote


def _remember_carried_notes(original: Any) -> Any:
    def remake_page(index: int, context: Any, *rest: Any) -> Any:
        by_page = context.__dict__.setdefault("edition_reported", {})
        context.reported_footnotes = list(by_page.get(index, ()))
        context.edition_carried = {id(note) for note in context.reported_footnotes}
        result = original(index, context, *rest)
        by_page[index + 1] = list(context.reported_footnotes)
        return result

    return remake_page


# --- calls and markers as links -----------------------------------------------------------------


def _link_notes() -> None:
    """Make each call a link to its note and each marker a link back to the call."""
    from weasyprint.formatting_structure import build

    patch(build, "make_box", _link_call_and_marker)


def _link_call_and_marker(original: Any) -> Any:
    def make_box(tag: Any, style: Any, content: Any, element: Any) -> Any:
        box = original(tag, style, content, element)
        if not isinstance(tag, str) or "::footnote-" not in tag:
            return box
        note, call = element.get("id"), element.get("data-call-id")
        if note and call:
            if tag.endswith("::footnote-call"):
                box.style = style.copy()
                box.style["anchor"] = call
                box.link = ("url", ("internal", note))
            else:
                box.link = ("url", ("internal", call))
        return box

    return make_box


# --- loops that grow with the square of the book ------------------------------------------------


class _NoteList(list):
    """The waiting footnotes, with a fast `in`: WeasyPrint asks it once for every box of a line.

    Boxes compare by identity, hence the set of `id`s.
    """

    def __init__(self, notes: Iterable[Any] = ()) -> None:
        super().__init__(notes)
        self._ids = {id(note) for note in self}

    def __contains__(self, note: object) -> bool:
        return id(note) in self._ids

    def append(self, note: Any) -> None:
        super().append(note)
        self._ids.add(id(note))

    def remove(self, note: Any) -> None:
        super().remove(note)
        if not any(other is note for other in self):
            self._ids.discard(id(note))

    def copy(self) -> _NoteList:
        return _NoteList(self)


def _speed_up() -> None:
    import pydyf
    from weasyprint import document

    patch(document, "layout_document", _with_note_list)
    pydyf.PDF.page_references = property(_cached_page_references(pydyf.PDF.page_references.fget))


def _with_note_list(original: Any) -> Any:
    def layout_document(html: Any, root_box: Any, context: Any, *rest: Any) -> Any:
        context.footnotes = _NoteList(context.footnotes)
        return original(html, root_box, context, *rest)

    return layout_document


def _cached_page_references(original: Any) -> Any:
    """pydyf 0.13 builds the tuple anew for each link within the book; keep it per page count."""

    def page_references(pdf: Any) -> tuple[bytes, ...]:
        count = len(pdf.pages["Kids"])
        cached = pdf.__dict__.get("edition_page_references")
        if cached is None or cached[0] != count:
            cached = pdf.__dict__["edition_page_references"] = (count, original(pdf))
        return cached[1]

    return page_references
