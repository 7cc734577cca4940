"""Locators: words before a number behind a source that name no place in it.

In: the parsed texts. Out: warnings. Only English editions are looked at: in other languages the
engine knows words that are not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from edition.languages import tags
from edition.markup.inline import LOCATORS, OTHER_LOCATORS
from edition.markup.tree import Body
from edition.model import BodyText
from edition.model.problems import Problem, Severity, did_you_mean

_WORD = re.compile(r",?\s*(?P<word>[^\W\d_]+\.?)\s*\d[\w.:–-]*(?=$|[\s,;)])")
#: What leads to a number that is none of a place: esp. 4, from 1890, 3 of May, May 2014.
_PLAIN = re.compile(
    """about|after|also|and|around|at|before|by|ca?|cf|circa|dated|during|esp(?:ecially)?|ff?|from|in
    |of|on|or|passim|see|since|to|until|with|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*
    """,
    re.I | re.X,
)
_KNOWN = [word for words in (*LOCATORS.values(), *OTHER_LOCATORS.values()) for word in words]


def problems(parsed: Mapping[BodyText, Body], language: str) -> Iterator[Problem]:
    """The words that name no kind of locator, where the edition is in English."""
    if tags.primary(language) != "en":
        return
    for text, body in parsed.items():
        for citation in body.citations:
            for item in citation.items:
                if not item.locator and (word := _unknown(item.suffix)):
                    at = text.text.find(item.suffix)
                    place = text.at(at) if at >= 0 else text.line(citation.line)
                    message = f"“{word}” is no place in a source, and is printed as it is."
                    hint = did_you_mean(word, _KNOWN) or "Write p., chap., vol., fol., act, scene …"
                    yield Problem("locator-unknown", place, message, hint, Severity.WARNING)


def _unknown(suffix: str) -> str:
    """The word before the number with which what stands behind a source begins."""
    found = _WORD.match(suffix)
    word = found["word"] if found else ""
    bare = word.rstrip(".").lower()
    return "" if _PLAIN.fullmatch(bare) else word
