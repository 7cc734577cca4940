"""Lists: a page's notes found by identity in a set, not by a search through the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from edition.pdf.weasyprint70.patch import patch

if TYPE_CHECKING:
    pass


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


def speed_up() -> None:
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
