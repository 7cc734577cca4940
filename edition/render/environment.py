"""Environment: what Jinja fills templates with, but for what it knows of an edition."""

from __future__ import annotations

from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

from edition.model import Figure, GlossRef, Milestone, NoteRef, PageBreak, Text
from edition.render import filters
from edition.render.frames import Frame

if TYPE_CHECKING:
    import jinja2

#: The templates that this process has compiled: each file of a book has an environment of its own.
_COMPILED: dict[tuple[str, str], CodeType] = {}


def environment() -> jinja2.Environment:
    """The builder's templates, and the tests that tell the pieces of a paragraph apart."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from edition.render.templatecache import TemplateCache

    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        bytecode_cache=TemplateCache(known=_COMPILED),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    made.tests.update(
        text_run=filters.is_kind(Text),
        note_ref=filters.is_kind(NoteRef),
        gloss_ref=filters.is_kind(GlossRef),
        page_break=filters.is_kind(PageBreak),
        milestone=filters.is_kind(Milestone),
        frame=filters.is_kind(Frame),
        figure=filters.is_kind(Figure),
    )
    return made
