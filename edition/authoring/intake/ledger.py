"""Ledger: the file that says what became of everything in an original: kept, turned into something
else, left out; each with its place. Pure.

The words of the original are those of the edition, those that are listed here as left out, and
without those that are listed as added.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from edition.authoring.intake import words
from edition.authoring.intake.manuscript import (
    Added,
    Block,
    Dropped,
    Entry,
    Figure,
    Heading,
    Inline,
    Manuscript,
    Milestone,
    NoteText,
    Picture,
    Style,
    Styled,
    inside,
)
from edition.authoring.intake.writer import inline
from edition.model.dataclass import dataclass

FILE = "import.yaml"
#: So many words of what is left out stand in the ledger; all of them are in the original.
_SHOWN = 400
_HEAD = """\
# What became of {original}: written by `import`, read by `import --again`. The words of the
# original are those of the edition, without those under `added`, and with those under `left-out`.
"""


@dataclass(slots=True)
class Ledger:
    """What is written into the file."""

    original: str
    sha256: str
    kind: str
    words_out: int
    notes: str = "author"
    kept: dict[str, int] = field(default_factory=dict)
    left_out: list[Entry] = field(default_factory=list)
    added: list[Entry] = field(default_factory=list)
    turned: list[Entry] = field(default_factory=list)
    milestones: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    """Pages and times of the original, each with the line of the source that it begins in."""

    @property
    def words_in(self) -> int:
        """How many words the original has; what is left out within a word counts by itself."""
        return self.words_out + self.words_left_out - self.words_added

    @property
    def words_left_out(self) -> int:
        """How many words of the original the edition has not."""
        return sum(len(words.split(entry.words)) for entry in self.left_out)

    @property
    def words_added(self) -> int:
        """How many words of the edition the original has not."""
        return sum(len(words.split(entry.words)) for entry in self.added)


def collect(manuscript: Manuscript, ledger: Ledger) -> None:
    """Fill the ledger with what the manuscript leaves out and adds."""
    for item in _parts(manuscript.blocks):
        if isinstance(item, Dropped):
            ledger.left_out.append(Entry(item.what, item.why, item.place, item.words))
        elif isinstance(item, Added):
            ledger.added.append(Entry(item.what, item.why, item.place, item.words))
    ledger.turned += manuscript.aside


def counts(blocks: Iterable[Block]) -> dict[str, int]:
    """What a tree has, how often: headings, notes, pictures, each style."""
    found = dict.fromkeys(("headings", "notes", "pictures", "pages", *map(str, Style)), 0)
    for item in _parts(blocks):
        found["headings"] += isinstance(item, Heading)
        found["notes"] += isinstance(item, NoteText)
        found["pictures"] += isinstance(item, Figure)
        found["pages"] += isinstance(item, Milestone) and inline.is_marked(item)
        if isinstance(item, Styled) and words.flat(item.inlines).strip():
            found[item.style] += 1
    return {what: count for what, count in found.items() if count}


def _parts(blocks: Iterable[Block]) -> Iterator[Inline | Block]:
    for block in blocks:
        yield block
        if isinstance(block, Dropped):
            continue
        for item in inside(block):
            if isinstance(item, list):
                yield from _flat(item)
            else:
                yield from _parts([item])


def _flat(inlines: Sequence[Inline]) -> Iterator[Inline]:
    for item in inlines:
        yield item
        if not isinstance(item, str) and hasattr(item, "inlines"):
            assert not isinstance(item, Dropped | Added | Picture)
            yield from _flat(
                item.inlines if isinstance(item, Styled) else getattr(item, "inlines", ())
            )


def written(ledger: Ledger) -> str:
    """The file."""
    return "".join(_lines(ledger))


def _lines(ledger: Ledger) -> Iterator[str]:
    yield _HEAD.format(original=ledger.original)
    yield "format: 1\noriginal:\n"
    yield f"  file: {_value(ledger.original)}\n  sha256: {_value(ledger.sha256)}\n"
    yield f"  kind: {_value(ledger.kind)}\n  notes: {ledger.notes}\nwords:\n"
    yield f"  original: {ledger.words_in}\n  edition: {ledger.words_out}\n"
    yield f"  left-out: {ledger.words_left_out}\n  added: {ledger.words_added}\nkept:\n"
    for what, count in ledger.kept.items():
        yield f"  {_value(what)}: {count}\n"
    for kind, stones in ledger.milestones.items():
        yield f"milestones-{kind}:\n"
        yield from (f"  {_value(name)}: {line}\n" for name, line in dict(stones).items())
    for key, entries in (
        ("left-out", ledger.left_out), ("added", ledger.added), ("turned", ledger.turned)
    ):  # fmt: skip
        if entries:
            yield f"{key}:\n"
            yield from _grouped(entries)


def _grouped(entries: Sequence[Entry]) -> Iterator[str]:
    """Entries of one kind together; the places of those without words on lines, of the others each
    with its words."""
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.what, entry.why), []).append(entry)
    for (what, why), group in groups.items():
        yield f"  - what: {_value(what)}\n    why: {_value(why)}\n    count: {len(group)}\n"
        worded = [entry for entry in group if entry.words.strip()]
        if len(worded) < len(group) or not worded:
            places = [entry.place for entry in group if entry.place and not entry.words.strip()]
            if places:
                yield f"    places: [{', '.join(map(_value, places))}]\n"
        if worded:
            yield "    words:\n"
            yield from (f"      - {_line(entry)}\n" for entry in worded)


def _line(entry: Entry) -> str:
    text = " ".join(entry.words.split())
    count = len(text.split())
    if len(text) > _SHOWN:
        text = f"{text[:_SHOWN]} … ({count:,} words)"
    return f"{{at: {_value(entry.place)}, words: {_value(text)}}}" if entry.place else _value(text)


def _value(text: str) -> str:
    """A text as a value of YAML in double quotes, which may hold what JSON's may."""
    shown = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() or c == "\u00a0" else f"\\u{ord(c):04x}" for c in shown)
