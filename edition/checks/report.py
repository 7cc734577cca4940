"""Report: counts what an edition is made of, in words for its editors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from edition.annotations.ledger import Entry
from edition.checks.rules import factual, uncited_sentences, words
from edition.markup.tree import Body
from edition.model import Annotations, BodyText
from edition.model.problems import printable


def lines(
    annotations: Annotations, parsed: Mapping[BodyText, Body], entries: Sequence[Entry]
) -> Iterator[str]:
    """The report, line by line: each kind with its number, its words and its sources; the
    sources; and the ledger, with where each entry is used or why it is not."""
    yield _ROW.format("kind", "entries", "words", "with sources", "every sentence")
    for name, texts in factual(annotations).items():
        yield _row(name, texts, parsed, every=True)
    textual: list[BodyText | None] = [note.body for note in annotations.textual_notes]
    textual += [item.body for item in annotations.emendations]
    yield _row("notes on the wording", textual, parsed)
    yield _row("photographs", [photo.note for photo in annotations.photos], parsed)
    if pictures := [item.caption for item in annotations.pictures]:
        yield _row("pictures", pictures, parsed)
    yield _row("front matter", [section.body for section in annotations.front], parsed)
    if annotations.back:
        yield _row("back matter", [section.body for section in annotations.back], parsed)
    yield ""
    yield _notes(annotations, parsed)
    yield _sources(annotations, parsed)
    yield from _open(annotations)
    if entries:
        yield from _ledger(entries)


_ROW = "{:22}{:>9}{:>9}{:>15}{:>17}"


def _row(
    name: str,
    texts: Sequence[BodyText | None],
    parsed: Mapping[BodyText, Body],
    *,
    every: bool = False,
) -> str:
    """A line of the table; `every` counts the entries whose every sentence has a source."""
    bodies = [parsed[text] for text in texts if text]
    cited = sum(bool(body.citations) for body in bodies)
    covered = sum(not uncited_sentences(body) for body in bodies)
    count = sum(words(body) for body in bodies)
    last = _share(covered, len(bodies)) if every else ""
    return _ROW.format(name, len(texts), f"{count:,}", _share(cited, len(bodies)), last).rstrip()


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part // whole} %)" if whole else "–"


def _notes(annotations: Annotations, parsed: Mapping[BodyText, Body]) -> str:
    """The share of the notes that cite: what only refers to another note counts as sourced."""
    bodies = [parsed[note.body] for note in annotations.footnotes]
    sourced = sum(bool(body.citations) or not uncited_sentences(body) for body in bodies)
    return f"Footnotes with sources: {_share(sourced, len(bodies))}."


def _sources(annotations: Annotations, parsed: Mapping[BodyText, Body]) -> str:
    cited = {ref.id for body in parsed.values() for ref in body.references if ref.kind == "cite"}
    used = sum(record.id in cited for record in annotations.sources)
    return f"Sources: {len(annotations.sources)}, of which {used} are cited."


def _open(annotations: Annotations) -> Iterator[str]:
    """What is not done yet: each entry with its state, whose it is, and what is to do."""
    left = [item for item in annotations.workflow if item.is_open]
    if not left:
        return
    drafts = sum(item.is_draft for item in left)
    yield ""
    count = "1 entry" if len(left) == 1 else f"{len(left)} entries"
    yield f"Open: {count}; drafts: {drafts}."
    for item in left:
        said = [item.status, item.author, item.todo and f"to do: {item.todo}"]
        said.append(item.reviewed_by and f"reviewed by {item.reviewed_by}")
        words = ", ".join(filter(None, said))
        yield printable(f"  {item.group}/{item.name}  {words}  ({item.place})")


def _ledger(entries: Sequence[Entry]) -> Iterator[str]:
    used = [entry for entry in entries if entry.used]
    left = [entry for entry in entries if not entry.used]
    yield ""
    yield f"Ledger: {len(entries)} entries, {len(used)} used, {len(left)} left out."
    yield from _columns((entry.key, ", ".join(entry.used)) for entry in used)
    if left:
        yield ""
        yield "Left out:"
        yield from _columns((entry.key, entry.reason) for entry in left)


def _columns(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for key, value in pairs:
        yield f"  {key:26} {value}"
