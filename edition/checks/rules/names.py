"""`names`: names in notes are spelt as the index, the glossary and the text spell them.

A word with a capital that is nearly, but not exactly, one of a declared name is taken for a slip.
Declared words wait under what is left of them when letters are dropped (the symmetric deletion of
Wolf Garbe's SymSpell), so that the search costs the same however many names there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from edition.checks.rules.breach import Breach, warning
from edition.checks.rules.texts import own_words, place_in, texts
from edition.markup.tree import Body
from edition.model import Annotations, BodyText, SourceText
from edition.model.problems import quoted

RULE = "names"
#: Shorter words have too many neighbors.
_SHORTEST = 4
#: Letters from which two slips are taken for one word; below it, one; of four letters, none but
#: those of transliteration.
_TWO_SLIPS, _ONE_SLIP = 8, 5
_WORD = re.compile(r"[^\W\d_][\w]*(?:[-‐‑'’ʼ][^\W\d_]\w*)*")
#: One sound written in several ways, in the order in which they are made alike.
_SOUNDS = (
    ("kh", "h"),
    ("tz", "ts"),
    ("ts", "c"),
    ("ck", "k"),
    ("ph", "f"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
    ("x", "ks"),
)
_APOSTROPHES = str.maketrans("’ʼ", "''")
_MARKS = re.compile(r"['’ʼ‐‑-]")
_DOUBLED = re.compile(r"(.)\1+")
_POSSESSIVE = re.compile(r"['’]s?\Z")
#: What makes another word of a name: “Russian”, “Chechens”, Estemirov and Estemirova.
_ENDINGS = (
    "a",
    "s",
    "es",
    "n",
    "an",
    "ian",
    "ean",
    "ite",
    "ish",
    "ist",
    "ism",
    "ic",
    "ese",
    "er",
    "ers",
    "ns",
    "ans",
    "ians",
    "aya",
)


class Names:
    """The declared words, ready to be compared with."""

    def __init__(self, declared: Iterable[str], known: Iterable[str]) -> None:
        """`declared` are names whose spelling counts, `known` texts whose words are right too."""
        self.words = dict.fromkeys(
            word
            for name in declared
            for word in _parts(name)
            if word[0].isupper() and not word.isupper() and len(word) >= _SHORTEST
        )
        self.known = {*self.words, *(word for text in known for word in _parts(text))}
        self.sounds: dict[str, list[str]] = {}
        self.waiting: dict[str, list[str]] = {}
        for word in self.words:
            self.sounds.setdefault(sound(word), []).append(word)
            for rest in _deletions(word.casefold()):
                self.waiting.setdefault(rest, []).append(word)

    def nearest(self, word: str) -> str:
        """The declared word that `word` was meant to be, or nothing where it is right or is
        somebody else's name."""
        word = _POSSESSIVE.sub("", word.translate(_APOSTROPHES))
        if word.isupper() or len(word) < _SHORTEST or self._is_known(word):
            return ""
        alike = [name for name in self.sounds.get(sound(word), ()) if not _derived(word, name)]
        return alike[0] if alike else self._slipped(word)

    def _is_known(self, word: str) -> bool:
        parts = re.split(r"[-‐‑]", word)
        return word in self.known or (len(parts) > 1 and all(part in self.known for part in parts))

    def _slipped(self, word: str) -> str:
        from rapidfuzz.distance import OSA

        folded, found = word.casefold(), {}
        for rest in _deletions(folded):
            for name in self.waiting.get(rest, ()):
                if name not in found and name[0] == word[0] and not _derived(word, name):
                    slips = OSA.distance(folded, name.casefold())
                    if slips <= min(_slips(word), _slips(name)):
                        found[name] = slips
        return min(found, key=lambda name: (found[name], name), default="")


def sound(word: str) -> str:
    """A word without what transliterations differ in: Yandi, Jandy and Yandii are one."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    text = "".join(char for char in _MARKS.sub("", decomposed) if not unicodedata.combining(char))
    for written, plain in _SOUNDS:
        text = text.replace(written, plain)
    return _DOUBLED.sub(r"\1", text)


def misspelt(
    annotations: Annotations, parsed: Mapping[BodyText, Body], source: SourceText | None
) -> Iterator[Breach]:
    """Words of the editors' texts that are nearly a declared name; each once for a text."""
    words = {prose: own_words(parsed[prose.body]) for prose in texts(annotations)}
    known = [source.text if source else "", *_authors(annotations)]
    common = {word for text in words.values() for word in _WORD.findall(text) if word.islower()}
    names = Names(_declared(annotations), known)
    for prose, text in words.items():
        for word in dict.fromkeys(_WORD.findall(text)):
            if not word[0].isupper() or word.lower() in common or word.lower() in names.known:
                continue
            if name := names.nearest(word):
                problem = warning(
                    "name-spelling",
                    place_in(prose.body, word),
                    f"{quoted(word)} is nearly the name {quoted(name)}.",
                    f"Did you mean “{name}”? If it is another name, declare it as a form, or "
                    "name it under `rules: exceptions`.",
                )
                yield Breach(RULE, problem, (prose.key,))


def _declared(annotations: Annotations) -> Iterator[str]:
    """The names whose spelling counts."""
    for heading in annotations.headings:
        yield from (heading.name, heading.transliteration, heading.expansion, *heading.forms)
    for term in annotations.glossary:
        yield from (term.headword, term.transliteration, term.expansion, *term.forms)
    for person in annotations.metadata.contributors:
        yield person.name


def _authors(annotations: Annotations) -> Iterator[str]:
    """The names in the records: their own spelling is right for those who bear them."""
    for record in annotations.sources:
        for value in record.csl.values():
            for name in value if isinstance(value, list) else ():
                if isinstance(name, Mapping):
                    yield from map(str, name.values())
        yield str(record.csl.get("publisher", ""))
        yield str(record.csl.get("container-title", ""))


def _parts(text: str) -> Iterator[str]:
    """The words of a text, those with a hyphen or an apostrophe also in their parts. A word that
    the text repeats may come once only."""
    # No word reaches over white space, and a long text has few different pieces.
    pieces = " ".join(dict.fromkeys(text.translate(_APOSTROPHES).split()))
    for word in _WORD.findall(pieces):
        word = _POSSESSIVE.sub("", word)
        yield word
        if parts := re.split(r"[-‐‑'’ʼ]", word)[1:]:
            yield word[: -len("".join(parts)) - len(parts)]
            yield from filter(None, parts)


def _slips(word: str) -> int:
    return (len(word) >= _ONE_SLIP) + (len(word) >= _TWO_SLIPS)


def _deletions(word: str) -> set[str]:
    """`word` and what is left of it when as many letters are dropped as it may have slips."""
    found = left = {word}
    for _ in range(_slips(word)):
        left = {rest[:k] + rest[k + 1 :] for rest in left for k in range(len(rest))}
        found = found | left
    return found


def _derived(word: str, name: str) -> bool:
    """Whether one of the two is made of the other by an ending: Russia, Russian; Iraq, Iraqi."""
    longer, shorter = (word, name) if len(word) >= len(name) else (name, word)
    longer, shorter = longer.casefold(), shorter.casefold()
    if any(longer == shorter + ending for ending in _ENDINGS):
        return True
    if longer == shorter + "i" and shorter[-1] not in "aeiouy":
        return True
    stems = [shorter.removesuffix(last) for last in ("a", "e", "y", "ya", "s")]
    return any(
        longer == stem + ending
        for stem in stems
        for ending in _ENDINGS
        if stem != shorter and ending != "a"
    )
