"""Keeps WeasyPrint 70 from losing notes.

Three causes are repaired:

* `_linebox_layout` can keep a line on the page by pushing notes of *other* lines to the next
  one; it then leaves the loop without registering the notes of the kept line;
* `remove_placeholders` hands back the notes of a whole paragraph, also those whose call is on an
  earlier page and which were carried over to this one: nobody would lay them out again;
* when a repagination remakes one page only, the notes carried over to it are forgotten.

Not repaired: a style sheet that prints `counter(pages)` or `target-counter()` in the text makes
WeasyPrint lay pages out anew, and on small pages notes can still be lost then (in 5 of 92
layouts). Ours prints neither, and a build that lost a note stops (`edition.pdf.book.LostNotes`).
"""

from __future__ import annotations

from edition.pdf.upstream import (
    Argument,
    Box,
    FootnoteBox,
    Function,
    LayoutContext,
    Result,
)
from edition.pdf.weasyprint70.state import layout_of


def register_kept_line(original: Function) -> Function:
    def linebox_layout(
        context: LayoutContext,
        box: Box,
        index: int,
        child: Box,
        new_children: list[Box],
        *rest: Argument,
    ) -> Result:
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


def leave_carried_notes(original: Function) -> Function:
    def unlayout_footnote(context: LayoutContext, footnote: FootnoteBox) -> None:
        carried = layout_of(context).carried.get(context.current_page - 1, ())
        if not any(note is footnote for note in carried):
            original(context, footnote)

    return unlayout_footnote


def remember_carried_notes(original: Function) -> Function:
    def remake_page(index: int, context: LayoutContext, *rest: Argument) -> Result:
        carried = layout_of(context).carried
        context.reported_footnotes = list(carried.get(index, ()))
        result = original(index, context, *rest)
        carried[index + 1] = list(context.reported_footnotes)
        return result

    return remake_page
