"""Kinds: how templates ask what they have to print: a run, a frame around words, a figure."""

from __future__ import annotations

from edition.model import Figure, GlossRef, Milestone, NoteRef, PageBreak, Text
from edition.render.filters import is_kind
from edition.render.frames import Frame

#: The tests of the templates, by their names.
TESTS = {
    "text_run": is_kind(Text),
    "note_ref": is_kind(NoteRef),
    "gloss_ref": is_kind(GlossRef),
    "page_break": is_kind(PageBreak),
    "milestone": is_kind(Milestone),
    "frame": is_kind(Frame),
    "figure": is_kind(Figure),
}
