"""`words-per-note` and `calls-per-sentence`: how much a reader is asked to take in at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition.checks.rules.breach import Breach, warning
from edition.checks.rules.sentences import SENTENCE_END, words
from edition.checks.rules.texts import key_of
from edition.markup.tree import Body
from edition.model import Annotations, Block, BodyText, Edition, NoteRef
from edition.model.edition import plain
from edition.model.problems import quoted

WORDS, CALLS = "words-per-note", "calls-per-sentence"


def long_notes(
    annotations: Annotations, parsed: Mapping[BodyText, Body], limit: int
) -> Iterator[Breach]:
    """The footnotes of more words than `limit`."""
    for note in annotations.footnotes:
        count = words(parsed[note.body])
        if count > limit:
            problem = warning(
                "note-too-long",
                note.place,
                f"The note “{note.id}” has {count} words; this edition allows {limit}.",
                "Shorten it, or divide it between two places of the text.",
            )
            yield Breach(WORDS, problem, (key_of(note),))


def crowded(edition: Edition, annotations: Annotations, limit: int) -> Iterator[Breach]:
    """The sentences of the text that carry more calls than `limit`."""
    items = {item.id: item for item in annotations.called}
    for block in edition.blocks():
        for sentence, every in _calls_by_sentence(block):
            ids = [id for id in every if id in items]  # not the text's own notes
            if len(ids) > limit:
                problem = warning(
                    "too-many-calls",
                    items[ids[limit]].place,
                    f"The sentence {quoted(sentence, 80)} carries {len(ids)} calls; this edition "
                    f"allows {limit}.",
                    "Combine notes, or hang this one on another sentence.",
                )
                owners = tuple(key_of(items[id]) for id in ids)
                yield Breach(CALLS, problem, owners, len(ids) - limit)


def _calls_by_sentence(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Each sentence of a block that has calls, with the ids of its notes. A call stands behind
    the mark that closes its sentence, and belongs to it."""
    text = "".join(plain(block.runs))
    ends = [found.end() for found in SENTENCE_END.finditer(text)]
    calls: dict[int, list[str]] = {}
    at = 0
    for run in block.runs:
        if isinstance(run, NoteRef):
            sentence = next((k for k, end in enumerate(ends) if end >= at + run.before), len(ends))
            calls.setdefault(sentence, []).append(run.note_id)
        else:
            at += len("".join(plain([run])))
    bounds = [0, *ends, len(text)]
    for sentence, ids in calls.items():
        yield " ".join(text[bounds[sentence] : bounds[sentence + 1]].split()), ids
