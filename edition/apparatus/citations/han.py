"""Han: citations in an edition in Chinese or Japanese, whose letters have no slope.

In: what the style made, which is for Latin letters. Out: titles in the marks of the language, and
the full marks behind its letters (GB/T 15834, 4.12; JLReq 3.1.2). What is in Latin letters stays.
Pure.
"""

from __future__ import annotations

import re

from edition.languages import tags

_LETTERS = "\u2e80-\u2fff\u3001-\u312f\u31a0-\u9fff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff"
# Patterns that are compiled when they are first used: few editions have such letters.
_TITLE = rf"<i>((?:<span[^>]*>)?)(?![《『])([^<]*[{_LETTERS}][^<]*)((?:</span>)?)</i>"
_MARK = rf"(?:(?<=[{_LETTERS}”’…])|(?<=[{_LETTERS}]\)))((?:<[^>]*>)*)([.,:;])(?:\s+|(?=<|$))"
# Behind a figure too, where letters follow: “卷3。北京”, but “12, no. 3”.
_FIGURE = rf"(?<=[\d\])])((?:<[^>]*>)*)([.,:;])\s+(?=(?:<[^>]*>)*[{_LETTERS}])"
_END = r"([\d\]](?:<[^>]*>)*)\.$"
_NAME = f"[{_LETTERS}]+"
_STOPS = {"zh": str.maketrans(".,:;", "。，：；"), "ja": str.maketrans(".,:;", "。、：；")}
_FIRST = _LETTERS[0]
_TITLES = {"zh": r"<i>\1《\2》\3</i>", "ja": r"<i>\1『\2』\3</i>"}


def is_name(*parts: str) -> bool:
    """Whether the parts of a name are in letters that are written without a blank between them."""
    return all(part >= _FIRST and re.fullmatch(_NAME, part) for part in parts)


def written(markup: str, language: str) -> str:
    """A citation as an edition in this language has it; in another than the two, as it is."""
    own = {"yue": "zh"}.get(tags.primary(language), tags.primary(language))
    if own not in _STOPS:
        return markup
    markup = re.sub(_TITLE, _TITLES[own], markup)
    markup = re.sub(_END, r"\1。", markup)
    for pattern in (_MARK, _FIGURE):
        markup = re.sub(pattern, lambda mark: mark[1] + mark[2].translate(_STOPS[own]), markup)
    return markup
