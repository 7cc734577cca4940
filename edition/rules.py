"""Rules: what an edition asks of its own notes (`rules` in the file); each breach is a warning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from .annotations import HEADING_GROUPS
from .check import line_in
from .markup_tree import HEADINGS, Body, Node
from .merge import plain
from .model import Annotations, Block, BodyText, Edition, NoteRef
from .problems import Place, Problem, Severity, quoted

#: Where a sentence ends: closing marks, then white space and something that can begin one.
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[^\W_a-z]|\s*$)")
#: A sentence of no more words than this that links to another entry only says where to look.
_CROSS_REFERENCE = 14
_WORD = re.compile(r"\w[\w'’.-]*")
#: What stands for a reference in the text that the sentences are cut in.
_CITED, _LINKED = "\x02", "\x03"


def breaches(
    edition: Edition, annotations: Annotations, parsed: Mapping[BodyText, Body]
) -> list[Problem]:
    """The warnings of the rules that the edition has switched on."""
    rules = annotations.rules
    found: list[Problem] = []
    if rules.cite_every_fact:
        found += _uncited(annotations, parsed)
    if rules.calls_per_sentence:
        found += _crowded(edition, annotations, rules.calls_per_sentence)
    if rules.words_per_note:
        found += _long(annotations, parsed, rules.words_per_note)
    return found


def factual(annotations: Annotations) -> dict[str, list[BodyText | None]]:
    """The texts that state facts, by the key of the file that they stand under; None for a
    heading of the index that has no description."""
    texts: dict[str, list[BodyText | None]] = {
        "footnotes": [note.body for note in annotations.footnotes],
        "glossary": [term.definition for term in annotations.glossary],
    }
    for kind, key in HEADING_GROUPS.items():
        headings = [heading for heading in annotations.headings if heading.kind is kind]
        texts[key] = [heading.description for heading in headings]
    events = annotations.chronology.events if annotations.chronology else ()
    texts["chronology"] = [event.body for event in events]
    return texts


def uncited_sentences(body: Body) -> list[str]:
    """The sentences of `body` that no citation of their paragraph follows or stands in.

    A citation covers what its paragraph says before it, and the sentence that it stands in.
    A short sentence with a link to a note, a term or the index is a cross reference.
    """
    found = []
    for paragraph in _paragraphs(body.nodes):
        text = "".join(_marked(paragraph))
        _, cited, rest = text.rpartition(_CITED)
        if cited and not text[: text.rindex(_CITED)].rstrip(f" \n{_CITED}").endswith(_ENDS):
            end = _SENTENCE_END.search(rest)
            rest = rest[end.end() :] if end else ""
        found += [sentence for sentence in sentences(rest) if not _cross_reference(sentence)]
    return [sentence.replace(_LINKED, "") for sentence in found]


_ENDS = tuple(mark + close for mark in ".!?…" for close in ("", *"\"'”’»)]"))


def sentences(text: str) -> list[str]:
    """`text` cut at the ends of its sentences; what has no letter or digit is left out."""
    cuts = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    pieces = (text[a:b].strip() for a, b in pairwise(cuts))
    return [piece for piece in pieces if _WORD.search(piece)]


def _cross_reference(sentence: str) -> bool:
    return _LINKED in sentence and len(_WORD.findall(sentence)) <= _CROSS_REFERENCE


def _paragraphs(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """The innermost blocks: a citation in one item of a list does not cover the next."""
    for node in nodes:
        if node.kind in ("ul", "ol", "blockquote") or any(c.kind == "p" for c in node.children):
            yield from _paragraphs(node.children)
        else:
            yield node


def _marked(node: Node) -> Iterator[str]:
    """The words of a paragraph, with marks where it cites and where it links to an entry."""
    if node.citation is not None:
        yield _CITED
        return
    if node.kind in ("term", "note", *HEADINGS):
        yield _LINKED
    yield node.text
    for child in node.children:
        yield from _marked(child)


def words(body: Body) -> int:
    """How many words a reader reads; citations do not count."""
    text = " ".join("".join(_marked(paragraph)) for paragraph in _paragraphs(body.nodes))
    return len(_WORD.findall(text))


def _uncited(annotations: Annotations, parsed: Mapping[BodyText, Body]) -> Iterator[Problem]:
    for texts in factual(annotations).values():
        for text in filter(None, texts):
            if found := uncited_sentences(parsed[text]):
                yield _warning(
                    "fact-uncited", line_in(text, 0),
                    f"No source covers: {quoted(' '.join(found), 120)}",
                    "Put the citation behind the last sentence that it covers: … in 2014. [@id]",
                )  # fmt: skip


def _long(
    annotations: Annotations, parsed: Mapping[BodyText, Body], limit: int
) -> Iterator[Problem]:
    for note in annotations.footnotes:
        count = words(parsed[note.body])
        if count > limit:
            yield _warning(
                "note-too-long", Place(*note.place),
                f"The note “{note.id}” has {count} words; this edition allows {limit}.",
                "Shorten it, or divide it between two places of the text.",
            )  # fmt: skip


def _crowded(edition: Edition, annotations: Annotations, limit: int) -> Iterator[Problem]:
    called = (*annotations.footnotes, *annotations.textual_notes, *annotations.emendations)
    places = {item.id: item.place for item in called}
    for block in edition.blocks():
        for sentence, ids in _calls_by_sentence(block):
            if len(ids) > limit:
                yield _warning(
                    "too-many-calls", Place(*places[ids[limit]]),
                    f"The sentence {quoted(sentence, 80)} carries {len(ids)} calls; this edition "
                    f"allows {limit}.",
                    "Combine notes, or hang this one on another sentence.",
                )  # fmt: skip


def _calls_by_sentence(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Each sentence of a block that has calls, with the ids of its notes. A call stands behind
    the mark that closes its sentence, and belongs to it."""
    text = "".join(plain(block.runs))
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    calls: dict[int, list[str]] = {}
    at = 0
    for run in block.runs:
        if isinstance(run, NoteRef):
            sentence = next((k for k, end in enumerate(ends) if end >= at), len(ends))
            calls.setdefault(sentence, []).append(run.note_id)
        else:
            at += len("".join(plain([run])))
    bounds = [0, *ends, len(text)]
    for sentence, ids in calls.items():
        yield " ".join(text[bounds[sentence] : bounds[sentence + 1]].split()), ids


def _warning(code: str, place: Place, message: str, hint: str) -> Problem:
    return Problem(code, place, message, hint, Severity.WARNING)
