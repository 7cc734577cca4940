"""`tone-words`: words by which a note praises, blames or tells readers what to feel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from edition.checks.rules.breach import Breach, warning
from edition.checks.rules.texts import own_words, place_in, texts
from edition.checks.rules.tonewords import LISTS, Advice
from edition.languages import tags
from edition.markup.tree import Body
from edition.model import Annotations, BodyText, ToneWords
from edition.model.problems import quoted

RULE = "tone-words"
_OWN = Advice("It is on this edition's own list.", "other words")


def toned(annotations: Annotations, parsed: Mapping[BodyText, Body]) -> Iterator[Breach]:
    """Each use of a word on the list in the editors' own words; once for each word and text."""
    wanted = advice(annotations.rules.tone_words, annotations.metadata.language)
    if not wanted:
        return
    for prose in texts(annotations):
        for words, entry in _used(wanted, own_words(parsed[prose.body])).items():
            problem = warning(
                "tone-word",
                place_in(prose.body, words),
                f"{quoted(' '.join(words.split()))} "
                "is a word that this edition avoids in its notes.",
                f"{entry.why} Write {entry.instead}.",
            )
            yield Breach(RULE, problem, (prose.key,))


def without_list(annotations: Annotations) -> Iterator[Breach]:
    """The built-in list is asked for, but there is none for the edition's language."""
    rule, language = annotations.rules.tone_words, annotations.metadata.language
    if rule and rule.built_in and tags.primary(language) not in LISTS:
        message = f"The builder has no list of tone words for the language “{language}”."
        hint = f"Give your own: tone-words: [word, …]. It has lists for: {', '.join(LISTS)}."
        yield Breach(RULE, warning("no-tone-words", annotations.rules.place, message, hint), ())


def advice(rule: ToneWords | None, language: str) -> dict[str, Advice]:
    """The words that are avoided, in small letters, each with why and what to write instead."""
    if rule is None:
        return {}
    built_in = LISTS.get(tags.primary(language), {}) if rule.built_in else {}
    own = {_key(word): _OWN for word in rule.also}
    allowed = {_key(word) for word in rule.allowed}
    return {word: entry for word, entry in (own | built_in).items() if word not in allowed}


def _key(words: str) -> str:
    """In small letters, not folded: “ß” stays what the text has."""
    return " ".join(words.lower().split())


def _used(wanted: Mapping[str, Advice], text: str) -> dict[str, Advice]:
    """The words of the list that `text` uses, as it writes them. Most texts use none, which is
    seen three times as fast without looking for whole words."""
    folded = " ".join(text.casefold().split())
    there = [word for word in wanted if word.casefold() in folded]
    if not there:
        return {}
    ordered = sorted(there, key=lambda word: (-len(word), word))
    found = _pattern(ordered).finditer(text)
    return {match[0]: wanted[ordered[(match.lastindex or 1) - 1]] for match in found}


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Any of the words as a whole word, each a group, the first before others; line breaks count
    as spaces."""
    shapes = (r"\s+".join(map(re.escape, word.split())) for word in words)
    return re.compile(
        rf"(?<![\w’'-])(?:{'|'.join(f'({shape})' for shape in shapes)})(?![\w-])", re.IGNORECASE
    )
