"""Seams: what joins the pieces of a citation where the engine's way of it is that of English.

The engine puts a blank around each word, a Latin comma between two, and marks of one kind within
marks of that kind. In: what it made, its dates in words. Out: the same as the language has it:
spaces before the double marks of French, commas of Arabic, and “and” at its word in Hebrew, Arabic,
Chinese and Japanese. What is marked as another language's stays. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from edition.languages import tags
from edition.languages.labels import Labels

#: A character of no script, in a term: here the word has no blank (and has none, for an empty one).
CLOSE = "\ue104"
_HAN = "\u3001-\u312f\u31a0-\u9fff\uf900-\ufaff"
_TAGS = r"(?:<[^>]*>)*"
_BLANK = "[ \u00a0]"
# “鲁迅, 和 巴金” is 鲁迅和巴金, but “Roe 和 Doe” has its blanks.
_BOTH = re.compile(
    rf"(?P<left>[{_HAN}]?{_TAGS}),?{_BLANK}{CLOSE}(?P<word>[^{CLOSE}<]+){CLOSE}{_BLANK}"
    rf"(?P<right>{_TAGS}[{_HAN}]?)"
)
_BEFORE = re.compile(rf"(?<=\d){CLOSE}?{_BLANK}{CLOSE}")
_BEHIND = re.compile(
    rf"(?<=：){CLOSE}{_BLANK}|(?<!\d){CLOSE}{_BLANK}(?={_TAGS}[\d{_HAN}\u0590-\u06ff])"
)
_HEBREW = re.compile(rf"(?<=ו){CLOSE}{_BLANK}")
#: Before these French has a space, behind a word.
_FRENCH = re.compile(r"(?<=[\w)\]»”’.…])[:;?!](?=\s|$)")
_ARABIC = re.compile(r"(?<![A-Za-z])[,;](?=\s|$)")
_ARABIC_MARKS = str.maketrans(",;", "،؛")
_BETWEEN = {"zh": str.maketrans(",;", "，；"), "ja": str.maketrans(",;", "、；")}
_TAG = re.compile(r"(<[^>]*>)")


def written(markup: str, labels: Labels) -> str:
    """A citation, or an entry, with the seams of the language; `labels` are the edition's."""
    if CLOSE in markup:
        markup = _BOTH.sub(_both, markup)
        markup = _BEHIND.sub("", _BEFORE.sub("", markup))
        markup = _HEBREW.sub("־", markup).replace(CLOSE, "")
    if labels["quoted"].strip()[0] in "«»":
        markup = _nested(markup, labels)
    if tags.has_french_spaces(labels.language):
        return _own_words(markup, lambda words: _FRENCH.sub(_spaced, words))
    if tags.primary(labels.language) == "ar":
        return _own_words(markup, _with_arabic_marks)
    return markup


def between(mark: str, labels: Labels) -> str:
    """What a style has between two sources, as the language has it."""
    language = tags.primary(labels.language)
    if language in _BETWEEN:
        return mark.translate(_BETWEEN[language]).strip() if mark.strip() in ",;" else mark
    if language == "ar":
        return mark.translate(_ARABIC_MARKS)
    is_double = mark[:1] in tuple(":;?!") and tags.has_french_spaces(labels.language)
    return f"\u202f{mark}" if is_double else mark


def _both(found: re.Match[str]) -> str:
    left, word, right = found["left"], found["word"], found["right"]
    between_han = re.match(f"[{_HAN}]", left) and re.search(f"[{_HAN}]$", right)
    is_close = between_han or not word.isalnum()
    return f"{left}{word}{right}" if is_close else f"{left} {word} {right}"


def _spaced(found: re.Match[str]) -> str:
    return ("\u00a0" if found[0] == ":" else "\u202f") + found[0]


def _with_arabic_marks(words: str) -> str:
    return _ARABIC.sub(lambda found: found[0].translate(_ARABIC_MARKS), words)


def _own_words(markup: str, change: Callable[[str], str]) -> str:
    """The markup with `change` done to its words, where no other language is marked."""
    made, foreign, last = [], 0, ""
    for piece in _TAG.split(markup):
        if piece.startswith("<span"):
            foreign += 1 if foreign or "lang=" in piece else 0
        elif piece == "</span>":
            foreign -= bool(foreign)
        elif piece and not piece.startswith("<"):
            # A mark at the beginning is behind the words before the tag.
            last, piece = piece[-1], piece if foreign else change(last + piece)[len(last) :]
        made.append(piece)
    return "".join(made)


def _nested(markup: str, labels: Labels) -> str:
    """Quotations within quotations in the inner marks of the language, where they were typed in the
    outer ones: of straight and of curly marks the engine knows which are within others."""
    outer, inner = labels["quoted"].split("{}"), labels["inner-quoted"].split("{}")
    opening, closing = outer[0].strip(), outer[1].strip()
    marks = re.compile(rf"{opening}[\u00a0\u202f ]?|[\u00a0\u202f ]?{closing}")
    depth = 0

    def within(found: re.Match[str]) -> str:
        nonlocal depth
        if opening in found[0]:
            depth += 1
            return inner[0] if depth == 2 else found[0]
        depth -= 1
        return inner[1] if depth == 1 else found[0]

    made = "".join(
        piece if piece.startswith("<") else marks.sub(within, piece) for piece in _TAG.split(markup)
    )
    return made if depth == 0 else markup
