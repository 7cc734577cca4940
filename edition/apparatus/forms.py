"""Forms: a term or a name of the index in other letters, and in full, as they are printed.

In: an entry. Out: the letters that it is printed with, and the language of its transliteration.
`transliteration` and `expansion` may have words of other languages, marked as in notes.
"""

from __future__ import annotations

from edition.markup.languagespans import without_spans
from edition.model import IndexHeading, Term
from edition.text.scripts import romanized


def letters(item: Term | IndexHeading) -> str:
    """Everything that is printed of an entry beside its description."""
    name = item.headword if isinstance(item, Term) else item.name
    spelled = without_spans(item.transliteration) + without_spans(item.expansion)
    return name + item.original + item.pronunciation + spelled


def transliteration_language(item: Term | IndexHeading) -> str:
    """The language tag of the transliteration: that of `original` in Latin letters, if any."""
    return romanized(item.original_language) if item.original else ""
