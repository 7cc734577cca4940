"""Suggest: the names, acronyms and strange words of a text that nothing explains yet. Pure.

In: what could be read of an edition. Out: suggestions, the most frequent first. What a form of
the glossary or the index covers, or the lemma of a note, is explained.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from edition.anchoring.forms import Forms
from edition.assembly.partial import Reading
from edition.authoring.suggest import glosses, names
from edition.authoring.suggest.glosses import Gloss
from edition.authoring.suggest.names import Name, Token
from edition.authoring.suggest.wordlists import BEFORE_PLACES, BODIES, PLACES
from edition.model import IndexHeading, Role, Span, Term
from edition.model.problems import Place
from edition.text.source import place_of

#: Paragraphs whose capitals say nothing, or only what the title page says.
#: A name that stands once may own a part of it that stands so often; more is chance.
_SHARE = 30
_JOINING = frozenset(("of", "for", "the"))
_TITLES = frozenset((Role.TITLE, Role.SUBTITLE, Role.HEADING, Role.SUBHEADING, Role.BYLINE))


@dataclass(slots=True)
class _Tally:
    """What is counted of one name: `words` as they stand first, how often it stands unexplained."""

    words: str
    kind: str
    first: int
    end: int
    count: int = 0
    titled: int = 0
    common: bool = False
    placed: int = 0
    explained: bool = False
    explanation: str = ""
    parts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that want an explanation. `type` is name, acronym or gloss; `kind` the kind of entry
    that would explain them, a guess; `also` are shorter forms of the same name; `explanation` is
    what the text itself says in brackets."""

    words: str
    type: str
    kind: str
    count: int
    place: Place
    span: Span
    also: tuple[str, ...]
    explanation: str


def suggest(reading: Reading, *, type: str = "", minimum: int = 1) -> list[Suggestion]:
    """The suggestions of a `type` (all if empty) that stand `minimum` times or more."""
    tallies = _Tallier(reading).run()
    _grouped(tallies)
    kept = [
        tally
        for tally in tallies.values()
        if not tally.explained and tally.count >= minimum and type in ("", tally.kind)
    ]
    kept.sort(key=lambda tally: (-tally.count, tally.first))
    return [_suggestion(reading, tally) for tally in kept]


def _suggestion(reading: Reading, tally: _Tally) -> Suggestion:
    span = Span(tally.first, tally.end)
    place = place_of(reading.source, tally.first)
    words = " ".join(tally.words.split())
    kind = _entry_kind(tally)
    return Suggestion(
        words, tally.kind, kind, tally.count, place, span, tuple(tally.parts), tally.explanation
    )


class _Tallier:
    """Counts the names and glosses of a text."""

    def __init__(self, reading: Reading) -> None:
        self.text = text = reading.source.text
        parts = reading.layout.parts
        self.spans = [part.span for part in parts if part.role not in _TITLES]
        self.census = names.census(text, (names.tokens(text, *span) for span in self.spans))
        census = self.census
        self.scripts = glosses.scripts(census.small + census.capital + census.initial)
        quoted = (gloss for span in self.spans for gloss in glosses.quoted(text, *span))
        self.marked = Counter(gloss.words.lower() for gloss in quoted)
        self.covered, self.noted = _explained(reading)
        self.tallies: dict[str, _Tally] = {}

    def run(self) -> dict[str, _Tally]:
        """Each name and gloss with what was counted of it."""
        for span in self.spans:
            tokens = names.tokens(self.text, *span)
            before = {token.start: tokens[k - 1].word for k, token in enumerate(tokens) if k}
            for name in names.names(tokens, self.census):
                self._count(name, before.get(name.start, ""))
            for gloss in self._glosses(tokens, span):
                self._count_gloss(gloss)
        return self.tallies

    def _count(self, name: Name, before: str) -> None:
        key = " ".join(name.words)
        kind = "acronym" if name.acronym else "name"
        tally = self.tallies.setdefault(key, _Tally(key, kind, name.start, name.end))
        if self.noted.find(1, name.start, name.end) >= 0:
            tally.explained = True
        if self.covered.find(1, name.start, name.end) >= 0:
            return
        if not tally.count:
            tally.first, tally.end = name.start, name.end
            tally.words = key if name.acronym else self.text[name.start : name.end]
            small = self.census.small
            words = (names.key_of(word) for word in name.words if word[0].isupper())
            tally.common = any(small[word] for word in words)
        tally.count += 1
        tally.titled += name.titled
        possessive = self.text[name.end : name.end + 2] in ("'s", "’s")
        tally.placed += before.lower() in BEFORE_PLACES and not possessive

    def _glosses(self, tokens: list[Token], span: Span) -> Iterable[Gloss]:
        yield from glosses.bracketed(self.text, tokens, span, self.census.small)
        yield from (
            gloss
            for gloss in glosses.quoted(self.text, *span)
            if glosses.unusual(gloss, self.census.small, self.marked)
        )
        yield from glosses.foreign(tokens, self.scripts)

    def _count_gloss(self, gloss: Gloss) -> None:
        known = self.tallies.get(names.bare_acronym(gloss.words))
        if known and known.kind != "gloss":
            known.explanation = known.explanation or gloss.explanation
            return
        key = gloss.words.lower()
        tally = self.tallies.setdefault(key, _Tally(gloss.words, "gloss", gloss.start, gloss.end))
        tally.explained |= self.noted.find(1, gloss.start, gloss.end) >= 0
        if self.covered.find(1, gloss.start, gloss.end) < 0:
            tally.count += 1
            tally.explanation = tally.explanation or gloss.explanation


def _explained(reading: Reading) -> tuple[bytearray, bytearray]:
    """For each character of the source whether a form covers it, and whether a lemma does."""
    covered = bytearray(len(reading.source.text))
    noted = bytearray(len(reading.source.text))
    told = reading.annotations
    named: tuple[Term | IndexHeading, ...] = (*told.glossary, *told.headings)
    forms = Forms((form, 0) for item in named for form in item.forms)
    for use in reading.anchorer.uses(forms):
        start, end = reading.anchorer.span(use)
        covered[start:end] = b"\1" * (end - start)
    quoting = [note.selector for note in told.called]
    quoting += [place.selector for _, place in told.further]
    quoting += [quote for heading in told.headings for quote in heading.mentions]
    for span in reading.anchorer.spans(quoting):
        if span is not None:
            noted[span.start : span.end] = b"\1" * (span.end - span.start)
    return covered, noted


def _grouped(tallies: dict[str, _Tally]) -> None:
    """Join a name to the longest one that it is a part of: “Putin” to “Vladimir Putin”."""
    owners: dict[str, list[_Tally]] = {}
    for key, tally in tallies.items():
        words = key.split()
        if tally.kind == "name" and len(words) > 1:
            for word in {words[0], words[-1]}:
                owners.setdefault(word, []).append(tally)
    for key, tally in tallies.items():
        if tally.kind != "name" or " " in key:
            continue
        found = [owner for owner in owners.get(key, ()) if _may_own(owner, key)]
        if not found:
            continue
        best = max(found, key=lambda owner: (owner.count, -owner.first))
        if best.count * _SHARE >= tally.count > 0 and not (tally.explained or best.explained):
            best.count += tally.count
            best.titled += tally.titled
            best.placed += tally.placed
            best.parts.append(key)
            tally.count = 0


def _may_own(owner: _Tally, part: str) -> bool:
    """A surname belongs to its full name; a word of a body, a street, a title does not."""
    words = owner.words.split()
    apart = {word.lower() for word in words} & (BODIES | PLACES | _JOINING)
    return part in (words[0], words[-1]) and not apart


def _entry_kind(tally: _Tally) -> str:
    """The kind of entry that would explain it: a guess by its words and by what stands before."""
    if tally.kind != "name":
        return "term"
    words = tally.words.lower().split()
    if BODIES & set(words):
        return "organization"
    if tally.common and not tally.titled:
        return "organization" if len(words) > 2 else "term"
    if PLACES & set(words) or (tally.placed * 2 > tally.count and not tally.titled):
        return "place"
    return "person"
