"""Languages: words whose letters or whose entry show another language, and that name no other.

In: annotations and their parsed Markdown. Out: a problem for each text. A screen reader reads
`слово` in an English voice, letter by letter or not at all, unless the word says that it is
Russian (WCAG 2.2, 3.1.2 "Language of Parts"). Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

from edition.apparatus.citations.records import NAME_FIELDS, shown_names
from edition.checks import romanized
from edition.checks.rules.texts import GAP, place_in
from edition.languages import known, tags
from edition.markup.languagespans import LANGUAGE_TAG, is_malformed, marked, without_marked
from edition.markup.tree import CELLS, Body, Node, walk
from edition.model import Annotations, BodyText, IndexHeading, SourceRecord, Term
from edition.model.formatting import Form
from edition.model.problems import Place, Problem, Severity, quoted
from edition.text.scripts import script_of

_WORD = re.compile(r"[^\W\d_]{2,}")
_BLOCKS = frozenset(("p", *CELLS))
#: Fields of a record that a citation shows.
_SHOWN = ("title", "container-title", "publisher")


def problems(annotations: Annotations, parsed: Mapping[BodyText, Body]) -> Iterator[Problem]:
    """A warning for each text and each source with such words. Latin letters are no sign: names
    in them stand in texts of every script."""
    texts = {text: [*_plain(body.nodes)] for text, body in parsed.items()}
    own = _main_script((annotations.metadata.title, *chain.from_iterable(texts.values())))
    for text, pieces in texts.items():
        if words := _foreign(pieces, own):
            hint = f"Write [{words[0]}]{{lang=…}} with its language: ru, ar, zh-Hant."
            yield _warning(_place(text, words[0]), words, hint)
    for record in annotations.sources:
        language = annotations.metadata.language
        if words := _foreign(_unmarked(record, language), own):
            hint = "Give the source its `language`; where only a part of the title is in it, write "
            hint += f"[{words[0]}]{{lang=…}} there."
            yield _warning(record.place, words, hint)
    yield from _of_fields(annotations, own)
    for tag, place in dict(_tags(annotations, parsed)).items():
        if (right := known.meant(tag)) is not None:
            yield _unknown(tag, right, place)
    for text, phrase, tag in romanized.unmarked(annotations, texts):
        hint = f"Write [{phrase}]{{lang={tag}}}."
        yield _warning(place_in(text, phrase), [phrase], hint)


def _of_fields(annotations: Annotations, own: str) -> Iterator[Problem]:
    """What is wrong with the languages of fields that may have words of several."""
    for name, text, place in _fields(annotations):
        if is_malformed(text):
            message = f"The languages in “{name}” cannot be read."
            hint = "Write [words]{lang=ru}, with a BCP 47 tag such as ru, ar or zh-Hant."
            yield Problem("bad-language-tag", place, message, hint)
        elif words := _foreign((without_marked(text),), own):
            yield _warning(place, words, f"Write [{words[0]}]{{lang=…}} in “{name}”.")


def _fields(annotations: Annotations) -> Iterator[tuple[str, str, Place]]:
    """The fields with their names in the file and the places of their entries."""
    original, place = annotations.metadata.original, annotations.metadata.place
    if original:
        yield "original: title", original.title, place
        yield "original: publisher", original.publisher, place
    for item in _entries(annotations):
        yield "expansion", item.expansion, item.place
        yield "transliteration", item.transliteration, item.place


def _tags(annotations: Annotations, parsed: Mapping[BodyText, Body]) -> Iterator[tuple[str, Place]]:
    """The language tags of the edition, each with a place where it stands."""
    metadata = annotations.metadata
    for text, body in parsed.items():
        yield from ((node.lang, text.place) for node in walk(body.nodes) if node.lang)
    for record in annotations.sources:
        tag = str(record.csl.get("language") or "")
        yield from [(tag, record.place)] if LANGUAGE_TAG.fullmatch(tag) else []
    for item in _entries(annotations):
        yield from [(item.original_language, item.place)] if item.original_language else []
    for _, words, place in _fields(annotations):
        yield from ((tag, place) for _, tag in marked(words))
    for rule in annotations.structure.languages:
        yield rule.language, rule.lines[0].place if rule.lines else metadata.place
    for formed in annotations.formatting:
        yield from [(formed.value, formed.selector.place)] if formed.form is Form.LANGUAGE else []
    yield metadata.language, metadata.place


def _entries(annotations: Annotations) -> tuple[Term | IndexHeading, ...]:
    return (*annotations.glossary, *annotations.headings)


def _unknown(tag: str, right: str, place: Place) -> Problem:
    message = f"“{tag}” is no language’s tag."
    hint = f"Write {right}." if right else "Write a tag of BCP 47, such as en, ru or sr-Cyrl."
    hint += " Fonts, hyphenation, words of the builder and the voice of a reader go by it."
    return Problem("language-unknown", place, message, hint, Severity.WARNING)


def _warning(place: Place, words: list[str], hint: str) -> Problem:
    message = f"The language of {quoted(' '.join(words), 60)} is not said."
    return Problem("language-unmarked", place, message, hint, Severity.WARNING)


def _plain(nodes: Iterable[Node]) -> Iterator[str]:
    """The texts that have the edition's language; a gap parts what belongs not together."""
    for node in nodes:
        if node.lang:
            yield GAP
            continue
        yield node.text
        yield from _plain(node.children)
        if node.kind in _BLOCKS:
            yield GAP


def _unmarked(record: SourceRecord, language: str) -> Iterator[str]:
    """The words of a source that would be read in the edition's language."""
    own = str(record.csl.get("language") or language)
    # As `references.foreign_language` decides it.
    if LANGUAGE_TAG.fullmatch(own) and tags.primary(own) != tags.primary(language):
        return
    for field in _SHOWN:
        yield without_marked(str(record.csl.get(field) or ""))
    for field in filter(record.csl.get, NAME_FIELDS):
        yield from shown_names(record.csl[field])


def _foreign(texts: Iterable[str], own: str) -> list[str]:
    """The words in `texts` whose script is neither the edition's nor Latin."""
    words = (word for text in texts for word in _WORD.findall(text))
    return [word for word in words if _script(word) not in (own, "LATIN", "")]


def _main_script(texts: Iterable[str]) -> str:
    """The script of most words."""
    words = Counter(word for text in texts for word in _WORD.findall(text))
    counted: Counter[str] = Counter()
    for word, times in words.items():
        counted[_script(word)] += times
    return max(counted, key=lambda script: counted[script], default="")


@lru_cache(maxsize=16_384)
def _script(word: str) -> str:
    """The script of a word; empty where it has several, as a phonetic transcription may."""
    found = {script_of(char) for char in word}
    if found <= _TOGETHER:
        return "CJK"
    return found.pop() if len(found) == 1 else ""


#: Scripts that one language is written with side by side, which no table of Unicode says.
_TOGETHER = frozenset(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"))


def _place(text: BodyText, word: str) -> Place:
    """Where the word stands first."""
    return text.at(max(0, text.text.find(word)))
