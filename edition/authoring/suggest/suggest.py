"""Suggest: the names, acronyms and strange words of a text that nothing explains yet. Pure.

In: what could be read of an edition. Out: suggestions, the most frequent first. What a form of
the glossary or the index covers, or the lemma of a note, is explained.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import field

from edition.anchoring.forms import Forms
from edition.assembly.partial import Reading
from edition.authoring.suggest import glosses, library, names
from edition.authoring.suggest.company import Company
from edition.authoring.suggest.glosses import Gloss
from edition.authoring.suggest.names import Name, Token
from edition.authoring.suggest.wordlists import (
    ATTRIBUTES,
    BODIES,
    DEMONYMS,
    PARTICLES,
    PLACES,
    ROLES,
)
from edition.model import IndexHeading, Role, Span, Term
from edition.model.dataclass import dataclass
from edition.model.problems import Place
from edition.text.source import place_of

#: Paragraphs whose capitals say nothing, or only what the title page says.
#: A name that stands once may own a part of it that stands so often; more is chance.
_SHARE = 30
#: So many times oftener than any other must the name be that a part belongs to.
_CLEAR = 3
_JOINING = frozenset(("of", "for", "the"))
_TITLES = frozenset((Role.TITLE, Role.SUBTITLE, Role.HEADING, Role.SUBHEADING, Role.BYLINE))


@dataclass(slots=True)
class _Tally:
    """What is counted of one name: `words` as they stand first, how often it stands unexplained."""

    key: str
    words: str
    kind: str
    first: int
    end: int
    count: int = 0
    common: bool = False
    #: Its words, in small letters, that are oftener words of the language than names.
    usual: frozenset[str] = frozenset()
    company: Company = field(default_factory=Company)
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
        own = library.own_text(text)
        spans = (part.span for part in parts if part.role not in _TITLES)
        self.spans = [span for span in spans if own.start <= span.start and span.end <= own.end]
        language = reading.annotations.metadata.language
        words = (names.tokens(text, *span) for span in self.spans)
        self.census = names.census(text, words, language)
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
            index = {token.start: k for k, token in enumerate(tokens)}
            for name in names.names(tokens, self.census):
                self._count(name, *_beside(tokens, index[name.start], len(name.words)))
            for gloss in self._glosses(tokens, span):
                self._count_gloss(gloss)
        return self.tallies

    def _count(self, name: Name, before: list[str], after: str) -> None:
        key = " ".join(name.words)
        kind = "acronym" if name.acronym else "name"
        tally = self.tallies.setdefault(key, _Tally(key, key, kind, name.start, name.end))
        if self.noted.find(1, name.start, name.end) >= 0:
            tally.explained = True
        if self.covered.find(1, name.start, name.end) >= 0:
            return
        if not tally.count:
            tally.first, tally.end = name.start, name.end
            tally.words = key if name.acronym else self.text[name.start : name.end]
            small = self.census.small
            words = [names.key_of(word) for word in name.words if word[0].isupper()]
            parts = {word: max(small[part] for part in word.split("-")) for word in words}
            tally.common = any(parts.values())
            mixed = self.census.mixed
            tally.usual = frozenset(word for word in words if parts[word] > mixed[word])
        tally.count += 1
        possessive = self.text[name.end : name.end + 2] in ("'s", "’s")
        tally.company.see(before, after, name.title, possessive=possessive)

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
        tally = self.tallies.setdefault(
            key, _Tally(key, gloss.words, "gloss", gloss.start, gloss.end)
        )
        tally.explained |= self.noted.find(1, gloss.start, gloss.end) >= 0
        if self.covered.find(1, gloss.start, gloss.end) < 0:
            tally.count += 1
            tally.explanation = tally.explanation or gloss.explanation


def _beside(tokens: list[Token], k: int, count: int) -> tuple[list[str], str]:
    """Up to three words before those at `k`, and the one after them, without a sign between."""
    before: list[str] = []
    at = k
    while at > 0 and tokens[at].joined and len(before) < 3:
        at -= 1
        before.insert(0, tokens[at].word.lower())
    behind = tokens[k + count : k + count + 1]
    return before, behind[0].word.lower() if behind and behind[0].joined else ""


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
    """Join a name to the one longer name that it is a part of: “Putin” to “Vladimir Putin”. What is
    a part of several names alike is none of their forms."""
    _without_attributes(tallies)
    _plurals(tallies)
    owners: dict[str, list[_Tally]] = {}
    own = {key: tally.count for key, tally in tallies.items()}
    for key, tally in tallies.items():
        words = key.split()
        if tally.kind == "name" and len(words) > 1 and tally.count:
            for word in {words[0], words[-1]}:
                owners.setdefault(word, []).append(tally)
    for key, tally in tallies.items():
        if tally.kind != "name" or " " in key or not _may_be_form(key, tally):
            continue
        found = [owner for owner in owners.get(key, ()) if _may_own(owner, key)]
        if tally.company.is_family:
            continue
        counts = sorted((own[owner.key] for owner in found), reverse=True)
        if not found or (len(counts) > 1 and counts[0] < _CLEAR * counts[1]):
            continue
        best = max(found, key=lambda owner: (own[owner.key], -owner.first))
        if best.count * _SHARE >= tally.count > 0:
            _join(tally, best, key)
    for word, found in owners.items():
        # What is oftener a part of a longer name is hardly one of its own.
        part = tallies.get(word)
        if part and part.kind == "name" and 0 < part.count < max(own[o.key] for o in found):
            part.count = 0


def _join(tally: _Tally, best: _Tally, part: str = "") -> None:
    """Count a name as another one; `part` is the form of it that it is."""
    if tally.explained or best.explained:
        return
    best.count += tally.count
    best.company.add(tally.company)
    if part:
        best.parts += [part, *tally.parts]
    tally.count = 0


def _without_attributes(tallies: dict[str, _Tally]) -> None:
    """Count “Young Jerry” and “Old England” as Jerry and England, where these are names of their
    own; not so the “Old Bailey”, which nobody calls otherwise."""
    for key, tally in tallies.items():
        first, _, rest = key.partition(" ")
        plain = tallies.get(rest)
        if plain and first.lower() in ATTRIBUTES | DEMONYMS and plain.count >= tally.count:
            _join(tally, plain)


def _plurals(tallies: dict[str, _Tally]) -> None:
    """Join the Vincys to Vincy, and a Slovak to the Slovaks: the rarer one to the other."""
    for key, tally in tallies.items():
        other = tallies.get(key.removesuffix("s")) if key.endswith("s") and " " not in key else None
        if other and tally.kind == other.kind == "name" and min(other.count, tally.count) > 0:
            other.company.plural = tally.company.plural = True
            if tally.count > other.count:
                _join(other, tally, other.key)
            else:
                _join(tally, other, key)


def _may_be_form(part: str, tally: _Tally) -> bool:
    """A word of the language, a particle or a title would be found where nobody is meant."""
    word = part.lower()
    return not (tally.common or word in ROLES or word in PARTICLES or word in DEMONYMS)


def _may_own(owner: _Tally, part: str) -> bool:
    """A surname belongs to its full name; a word of a body, a street, a title does not."""
    words = owner.words.split()
    apart = {word.lower() for word in words} & (BODIES | PLACES | _JOINING)
    return part in (words[0], words[-1]) and not apart and not owner.usual


def _entry_kind(tally: _Tally) -> str:
    """The kind of entry that would explain it: a guess by its words and those beside it."""
    if tally.kind != "name":
        return "term"
    return tally.company.kind(tally.words.lower().split(), common=tally.common)
