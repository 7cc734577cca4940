"""Hyphenation: by the patterns of which language words are divided, and which have none.

The patterns are those of pyphen (LibreOffice's dictionaries), by tags with an underscore.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from edition.languages import tags
from edition.model import Edition
from edition.model.problems import Place, Problem, Severity
from edition.text.scripts import is_right_to_left

#: English that is tagged as no country's, unless it is spelled as in Great Britain (CLDR, likely
#: subtags: en → en-US).
AMERICAN, BRITISH = "en_US", "en_GB"
#: Tags that stand for another language's (IANA registry: `no` is the macrolanguage of `nb`).
_SAME = {"no": "nb"}
#: Languages whose lines are broken between letters or syllables, or never within words.
_UNDIVIDED = frozenset(("zh", "ja", "ko", "th", "lo", "km", "my", "bo", "vi"))
_BRITISH = re.compile(
    r"\b(?:col|fav|hon|lab|neighb|behavi|harb|hum|rum|vap|vig|arm|sav|end[ae]av)our"
    r"|\b(?:centre|theatre|metre|litre|fibre|sombre|sceptre|spectre|calibre|defence|offence|grey"
    r"|plough|cheque|whilst|tyre|kerb|sceptic|jewellery|mould|travell(?:ed|ing|er)"
    r"|programmes?\b)",
    re.I,
)
_AMERICAN = re.compile(
    r"\b(?:col|fav|hon|lab|neighb|behavi|harb|hum|rum|vap|vig|arm|sav|endeav)or(?:s|ed|ing|able)?\b"
    r"|\b(?:center|theater|meter|liter|fiber|somber|scepter|specter|caliber|defense|offense|gray"
    r"|plow|skeptic|jewelry|mold|travel(?:ed|ing|er)|programs?\b)",
    re.I,
)


def english(text: str) -> str:
    """The patterns for English words without a country: by how a text is spelled."""
    british, american = (sum(1 for _ in kind.finditer(text)) for kind in (_BRITISH, _AMERICAN))
    return BRITISH if british > american else AMERICAN


def patterns(tag: str, of_english: str) -> str:
    """The tag whose patterns divide the words of a language (BCP 47); of English without a country
    those named `of_english`."""
    if tag.lower() == "en":
        return of_english
    primary, *rest = re.split("[-_]", tag)
    return "-".join([_SAME.get(primary.lower(), primary), *rest])


def undivided(edition: Edition, file: str) -> list[Problem]:
    """A warning where the text is in languages for which there are no patterns: its lines are
    justified, and the words in them stay whole. `file` is that of the annotations."""
    from pyphen import language_fallback

    languages = {edition.metadata.language}
    languages |= {block.language for block in edition.blocks() if block.language}
    without = sorted(tag for tag in languages if _is_divided(tag))
    missing = [tag for tag in without if not language_fallback(patterns(tag, AMERICAN))]
    if not missing:
        return []
    message = f"There are no patterns to hyphenate words in {_listed(missing)}."
    hint = "Lines of the PDF may be loose. Soft hyphens (U+00AD) in the source divide words, too."
    return [Problem("no-hyphenation", Place(file), message, hint, Severity.WARNING)]


def _is_divided(tag: str) -> bool:
    return tags.primary(tag) not in _UNDIVIDED and not is_right_to_left(tag)


def _listed(tags: Iterable[str]) -> str:
    return ", ".join(f"“{tag}”" for tag in tags)
