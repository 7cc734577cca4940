"""Report: a comparison as a web page, as Markdown for a job's summary, and in a few lines.

Every word from a book or an annotations file is escaped: who proposes a change wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from edition.authoring.compare.folder import GENERATOR
from edition.authoring.compare.model import Comparison, Entry, Kind, Pair
from edition.model.dataclass import dataclass

_TEMPLATES = Path(__file__).parent

#: What each kind of page means, for the table. In the order in which they matter.
MEANINGS = {
    Kind.CHANGED: "other words, or another picture",
    Kind.NEW: "not in the old book",
    Kind.GONE: "not in the new book",
    Kind.REFLOWED: "words that are in both books, on other lines or pages",
    Kind.RENUMBERED: "only numbers of notes or pages are different",
    Kind.MOVED: "the same page in another place",
    Kind.UNCHANGED: "the same page in the same place",
}
#: Lines of a list in the Markdown, which GitHub cuts at 1 MiB.
LINES = 200


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pages in a row that are of one kind."""

    kind: Kind
    pages: str
    count: int


def html(comparison: Comparison) -> str:
    """The web page; pictures are named relative to it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html").render(
        generator=GENERATOR,
        comparison=comparison,
        meanings=MEANINGS,
        Kind=Kind,
        stretches=stretches(comparison.pairs),
        alt=alt,
        title=title,
        anchor=anchor,
        not_drawn=_not_drawn(comparison),
    )


def stretches(pairs: Iterable[Pair]) -> tuple[Stretch, ...]:
    """The pages of the book, those in a row that are of one kind together."""
    found = []
    for kind, group in groupby(pairs, lambda pair: pair.kind):
        members = list(group)
        first, last = members[0].sheet.label, members[-1].sheet.label
        last += " of the old book" if kind is Kind.GONE else ""
        pages = last if len(members) == 1 else f"{first}–{last}"
        if kind is Kind.MOVED and members[0].old and members[-1].old:
            was = members[0].old.label, members[-1].old.label
            pages += f" (was {was[0]}" + ("" if len(members) == 1 else f"–{was[1]}") + ")"
        found.append(Stretch(kind, pages, len(members)))
    return tuple(found)


def title(pair: Pair) -> str:
    """“Page 12 (was page 11)”, “Page 12 of the old book”."""
    words = f"Page {pair.sheet.label}" + (" of the old book" if pair.new is None else "")
    if pair.old and pair.new and pair.old.label != pair.new.label:
        words += f" (was page {pair.old.label})"
    return words


def anchor(pair: Pair) -> str:
    """The name of the page's section."""
    return f"{'gone' if pair.new is None else 'page'}-{pair.sheet.number}"


def alt(pair: Pair, shows: str) -> str:
    """What a picture shows, for those who do not see it: “page 12, new: 3 areas changed”."""
    label = pair.old.label if shows == "old" and pair.old else pair.sheet.label
    if pair.kind is not Kind.CHANGED:
        return f"page {label}, {'not in the old book' if pair.kind is Kind.NEW else 'gone'}"
    return f"page {label}, {shows}: {areas(pair)}"


def areas(pair: Pair) -> str:
    """“3 areas changed”."""
    count = len(pair.areas)
    return f"{count} area{'' if count == 1 else 's'} changed" if count else "nothing to be seen"


def markdown(comparison: Comparison) -> str:
    """The summary for GitHub: the counts, the pages that changed, the annotations."""
    lines = ["## What this change does to the PDF", "", "| pages | | |", "|---|--:|---|"]
    for kind, meaning in MEANINGS.items():
        lines.append(f"| {kind} | {comparison.count(kind)} | {meaning} |")
    changed = [pair for pair in comparison.pairs if pair.kind in _DRAWN]
    if changed:
        lines += ["", "### Pages to look at", "", *_cut(_line(pair) for pair in changed)]
        lines += ["", "The pictures are in the artifact, in `index.html`."]
    if comparison.entries is not None:
        lines += ["", "### Annotations", ""]
        lines += _cut(f"- {_entry(entry, code)}" for entry in comparison.entries)
        lines += [] if comparison.entries else ["None was added, removed or changed."]
    return "\n".join(lines) + "\n"


def lines(comparison: Comparison) -> Iterator[str]:
    """The same for a terminal."""
    counts = ", ".join(f"{comparison.count(kind)} {kind}" for kind in MEANINGS)
    yield f"Pages: {counts}."
    if comparison.entries is not None:
        yield from _cut(_entry(entry, printable) for entry in comparison.entries)
        if not comparison.entries:
            yield "Annotations: none was added, removed or changed."


_DRAWN = (Kind.CHANGED, Kind.NEW, Kind.GONE)


def _not_drawn(comparison: Comparison) -> int:
    """How many pages have no pictures because there were too many."""
    return sum(pair.kind in _DRAWN and not pair.pictures for pair in comparison.pairs)


def _line(pair: Pair) -> str:
    what = areas(pair) if pair.kind is Kind.CHANGED else str(pair.kind)
    return f"- {escaped(title(pair))}: {what}"


def _entry(entry: Entry, shown: Callable[[str], str]) -> str:
    """“footnotes: ringing-up added”, “edition changed (title)”."""
    name = shown(entry.group) + (f": {shown(entry.id)}" if entry.id else "")
    keys = f" ({', '.join(shown(key) for key in entry.keys)})" if entry.keys else ""
    return f"{name} {entry.change}{keys}"


def _cut(found: Iterable[str]) -> list[str]:
    every = list(found)
    if len(every) <= LINES:
        return every
    return [*every[:LINES], f"… and {len(every) - LINES} more"]


def printable(text: str) -> str:
    """Nothing that drives a terminal or turns the direction of reading."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def code(text: str) -> str:
    """`text` as code in Markdown: a backtick would end it, a pipe a cell of a table."""
    return "`" + printable(text).replace("`", "'").replace("|", "¦") + "`"


def escaped(text: str) -> str:
    """`text` as words in Markdown, each sign that means something there or to GitHub escaped."""
    return re.sub(r"([\\`*_{}\[\]<>#+.!|~&@:/-])", r"\\\1", printable(text))
