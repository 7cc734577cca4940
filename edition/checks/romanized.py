"""Romanized: words of another language in Latin letters, which an entry shows to be such.

In: annotations and the texts that have the edition's language. Out: the words in them, with their
language. An entry shows it by its `transliteration`, by a form that sounds alike, and by its
`original` where that is in Latin letters. A name stays a name in every language (WCAG 2.2, 3.1.2):
words with capitals alone are passed over. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from edition.checks.rules.names import sound
from edition.languages.tags import primary
from edition.markup.languagespans import marked, without_spans
from edition.model import Annotations, BodyText, IndexHeading, Term
from edition.text.scripts import romanized, script_of

_WORD = re.compile(r"[^\W\d_][\w’'ʼʹʺ‐‑-]*")
#: A shorter word may be one of any language.
_SHORTEST = 4


class _Phrase(NamedTuple):
    """Words of another language: as they are said, as they are looked for, their language."""

    words: str
    pattern: re.Pattern[str]
    tag: str


def unmarked(
    annotations: Annotations, texts: Mapping[BodyText, Sequence[str]]
) -> Iterator[tuple[BodyText, str, str]]:
    """(text, words, language tag), each of the words once for a text."""
    phrases = _by_first_word(annotations)
    if not phrases:
        return
    for text, pieces in texts.items():
        for phrase in dict.fromkeys(_in("".join(pieces), phrases)):
            yield text, phrase.words, phrase.tag


def _in(text: str, phrases: Mapping[str, Sequence[_Phrase]]) -> Iterator[_Phrase]:
    """The phrases in a text, the longest where two begin alike."""
    end = 0
    for word in _WORD.finditer(text):
        if word.start() < end:
            continue
        for phrase in phrases.get(word[0], ()):
            if whole := phrase.pattern.match(text, word.start()):
                end = whole.end()
                yield phrase
                break


def _by_first_word(annotations: Annotations) -> dict[str, list[_Phrase]]:
    own = primary(annotations.metadata.language)
    entries: tuple[Term | IndexHeading, ...] = (*annotations.glossary, *annotations.headings)
    found: dict[str, dict[str, _Phrase]] = {}
    for item in entries:
        for words, tag in _romanized(item):
            first = _WORD.match(words)
            if first and primary(tag) != own and _is_no_name(words):
                said = " ".join(words.split())
                pattern = re.compile(r"\s+".join(map(re.escape, said.split())) + r"(?!\w)")
                found.setdefault(first[0], {}).setdefault(said, _Phrase(said, pattern, tag))
    return {
        first: sorted(phrases.values(), key=lambda phrase: (-len(phrase.words), phrase.words))
        for first, phrases in found.items()
    }


def _romanized(item: Term | IndexHeading) -> Iterator[tuple[str, str]]:
    """What an entry shows to be words of another language, with their tags."""
    yield from marked(item.expansion)
    yield from marked(item.transliteration)
    if not item.original:
        return
    if _is_latin(item.original):
        yield item.original, item.original_language
        return
    tag = romanized(item.original_language)
    spelled = without_spans(item.transliteration)
    if spelled and not marked(item.transliteration):
        yield spelled, tag
    heard = sound(spelled)
    for form in item.forms:
        if spelled and sound(form) == heard:
            yield form, tag


def _is_no_name(words: str) -> bool:
    """Whether they are more than a name: a word begins with a small letter, and is no short one."""
    parts = _WORD.findall(words)
    return any(part[0].islower() for part in parts) and len("".join(parts)) >= _SHORTEST


def _is_latin(words: str) -> bool:
    return all(script_of(char) == "LATIN" for char in words if char.isalpha())
