"""Guard: has a fragment laid out in a process of its own, and finds the words that it dies of.

The libraries that shape letters and set lines are written in C: what is a fault of theirs ends the
process, with nothing said. It must not be this process, and somebody must be told which paragraph.
"""

from __future__ import annotations

from typing import Any

from edition.assembly.prepare import Prepared
from edition.model.problems import Place, Problem
from edition.pdf.production.layout import LayoutInputs, make, prepare
from edition.pdf.production.limits import for_layout
from edition.pdf.production.textnodes import Node, TextNodes
from edition.system.aside import Aside
from edition.system.bounds import BoundExceeded, Bounds
from edition.system.halving import first_failing
from edition.text.source import place_of

#: Seconds for finding the paragraph.
_SEARCH = 6.0
#: In the process aside: the inputs that it was given, by their digest.
_known: dict[str, LayoutInputs] = {}


class LayoutStopped(BoundExceeded):
    """The layout of `markup` went beyond its bounds, or ended its process."""

    def __init__(self, cause: BoundExceeded, inputs: LayoutInputs, markup: str) -> None:
        super().__init__(cause.what, cause.how)
        self.inputs = inputs
        self.markup = markup

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process is told how it ended, and not of what."""
        return BoundExceeded, (self.what, self.how)


class Guard:
    """Lays fragments out in a process of its own. Use it in a `with`."""

    def __init__(self) -> None:
        self.aside = Aside()
        self.sent: set[int] = set()

    def __enter__(self) -> Guard:
        return self

    def __exit__(self, *_: object) -> None:
        self.aside.close()

    def make(self, inputs: LayoutInputs, markup: str) -> bytes:
        """The fragment of `markup`, as bytes. Raises `LayoutStopped`, and what `layout.make`
        raises."""
        if self.aside.fresh:
            prepare(inputs)
            self.sent.clear()
        # The fonts are megabytes: they go there once.
        given = None if id(inputs) in self.sent else inputs
        try:
            made = self.aside.ask(
                bounds_of(inputs, markup), _laid_out, inputs.digest, given, markup
            )
        except BoundExceeded as exceeded:
            raise LayoutStopped(exceeded, inputs, markup) from None
        self.sent.add(id(inputs))
        return made


def bounds_of(inputs: LayoutInputs, markup: str) -> Bounds:
    """The bounds for laying out `markup` with these inputs."""
    return for_layout(len(markup), inputs.pictures(markup))


def problem(prepared: Prepared, stopped: LayoutStopped) -> Problem:
    """What stopped the layout of an edition: the paragraph, the note or the entry."""
    nodes = TextNodes(stopped.markup)
    with Guard() as guard:
        number = _found(guard, nodes, stopped)
    node = None if number is None else nodes.nodes[number]
    place = _place(prepared, node) or Place(prepared.annotations.file)
    words = "" if number is None else _shown(nodes.words(number))
    what = f"at the words “{words}”" if words else "of this edition"
    return Problem(
        "text-breaks-layout",
        place,
        f"The PDF cannot be laid out {what}: {stopped.how}.",
        "Look there for odd signs, or for one that stands very often, and take them out. "
        "If nothing is odd about it, please report it: it is a fault of the builder.",
    )


def _shown(text: str) -> str:
    """The first words of a text, without the signs that nobody sees."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:60]


def _found(guard: Guard, nodes: TextNodes, stopped: LayoutStopped) -> int | None:
    """Which of the texts it is; None where it fails without any text, or cannot be told."""

    def fails(count: int, _: float) -> bool:
        try:
            guard.make(stopped.inputs, nodes.first(count))
        except LayoutStopped:
            return True
        except Exception:  # of which the whole did not die
            return False
        return False

    if not nodes.nodes or fails(0, _SEARCH):
        return None
    after, last = first_failing(len(nodes.nodes), fails, _SEARCH)
    return after if last == after + 1 else None


def _place(prepared: Prepared, node: Node | None) -> Place | None:
    """Where the annotator finds the text that is in these elements."""
    notes = prepared.annotations
    there = {f"g-{term.id}": term.place for term in notes.glossary}
    there |= {f"i-{heading.id}": heading.place for heading in notes.headings}
    called = {note.id: note.place for note in notes.called}
    for note in prepared.edition.notes:
        if note.id in called:
            there |= {note.anchor: called[note.id], f"long-{note.anchor}": called[note.id]}
    for block in prepared.edition.blocks():
        there.setdefault(block.unit, place_of(prepared.edition.source, block.span.start))
    return next((there[each] for each in (node.ids if node else ()) if each in there), None)


def _laid_out(digest: str, inputs: LayoutInputs | None, markup: str) -> bytes:
    if inputs is not None:
        _known[digest] = inputs
    return make(_known[digest], markup).to_bytes()
