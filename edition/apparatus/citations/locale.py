"""Locale: dates, quotation marks and words of citations in the language of the edition.

The engine has the locales of the CSL project, of which many have the month in the wrong case (“4
декабрь 2014”), a day with a nought, straight quotation marks, or English words. So it is asked for
the parts of a date between marks, which are written by `languages.datewords` like all other dates
of the book; quotation marks are those of the labels, and `terms.toml` has the words that are wrong.
English, for which the styles are made, is as the engine has it. Pure.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

from edition.apparatus.citations import seams
from edition.apparatus.citations.styles import CSL, written_out
from edition.languages import tags
from edition.languages.datewords import DateWriter
from edition.languages.labels import Labels, file_of, has_quotation_marks

#: Characters of no script before the year, the month and the day, and behind each.
_YEAR, _MONTH, _DAY, _END = "\ue100\ue101\ue102\ue103"
#: A date, or two; what both ends share is said once, and a mark at the end may be lacking.
_DATE = re.compile(rf"{_YEAR}[\d{_YEAR}-{_END}–-]*[\d{_END}](?P<stop>\.?)")
_FIELDS = (_YEAR, _MONTH, _DAY)
_PART = re.compile(rf"([{_YEAR}-{_DAY}]?)(\d+)")
#: Languages whose titles stand in marks of their own (`han`).
_HAN = frozenset(("zh", "ja", "yue"))
_QUOTES = ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote")


def engine_tag(language: str) -> str:
    """The locale of CSL for a language, where the engine would take another than its nearest:
    without it `no` is English, and British or Australian dates are American."""
    if tags.primary(language) == "en":
        return file_of(language)
    return "zh-TW" if tags.script(language) == "Hant" else next(tags.candidates(language))


@lru_cache(maxsize=32)
def localized(style: bytes, language: str, is_ours: bool = False) -> bytes:
    """The style with what the language has otherwise than its locale; one of ours, which all are
    made for English, gives both pages in full: 101–120, not 101–20."""
    if tags.primary(language) == "en":
        return style
    from lxml import etree

    root = etree.fromstring(style)
    if is_ours and root.get("page-range-format"):
        root.set("page-range-format", "expanded")
    locale = etree.Element(f"{{{CSL}}}locale")
    locale.set("{http://www.w3.org/XML/1998/namespace}lang", engine_tag(language))
    date = etree.SubElement(locale, f"{{{CSL}}}date", form="text")
    for name, mark in zip(("year", "month", "day"), _FIELDS, strict=True):
        form = "long" if name == "year" else "numeric-leading-zeros"
        etree.SubElement(
            date, f"{{{CSL}}}date-part", name=name, form=form, prefix=mark, suffix=_END
        )
    terms = etree.SubElement(locale, f"{{{CSL}}}terms")
    for name, form, words in _terms(language):
        term = etree.SubElement(terms, f"{{{CSL}}}term", name=name)
        if form:
            term.set("form", form)
        term.text = words
    root.insert(1, locale)
    return written_out(root)


def _terms(language: str) -> list[tuple[str, str, str]]:
    """Terms with their forms and words."""
    words = _words()
    own = words.get(engine_tag(language)) or words.get(tags.primary(language), {})
    found = [
        (name, form, term or seams.CLOSE)
        for key, term in own.items()
        for name, _, form in [key.partition(".")]
    ]
    if has_quotation_marks(language) and tags.primary(language) not in _HAN:
        labels = Labels(language)
        marks = (*labels["quoted"].split("{}"), *labels["inner-quoted"].split("{}"))
        found += [(name, "", mark) for name, mark in zip(_QUOTES, marks, strict=True)]
    return found


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files(__package__).joinpath("terms.toml").read_text("utf-8"))


def written(markup: str, labels: Labels) -> str:
    """What the engine made, with its dates in words, and the seams of the language; `labels` are
    the edition's."""
    if _END in markup:
        dates = DateWriter(labels)
        markup = _DATE.sub(lambda found: _stopped(_in_words(found, dates), found["stop"]), markup)
    return seams.written(markup, labels)


def _stopped(words: str, stop: str) -> str:
    """Words with one full stop at their end, if there is one: 2014 р."""
    return words if words.endswith(".") else words + stop


def _in_words(found: re.Match[str], dates: DateWriter) -> str:
    first, *more = (_parts(end) for end in re.split("[–-]", found[0]))
    if not more:
        return dates.written(_iso(first))
    last = more[0]
    if "" in last:  # 11–12, 2014-12-30–2015-01-02: its mark is lacking
        known = min(filter(None, last), default="")
        last[_FIELDS[_FIELDS.index(known) - 1] if known else max(first)] = last.pop("")
    shared = {field: number for field, number in first.items() if field < min(last)}
    return dates.written(_iso(first), _iso(shared | last))


def _parts(end: str) -> dict[str, str]:
    """The numbers of a date by their marks."""
    return {found[1]: found[2] for found in _PART.finditer(end)}


def _iso(parts: dict[str, str]) -> str:
    given = [(field, parts[field]) for field in _FIELDS if field in parts]
    return "-".join(number.zfill(4 if field == _YEAR else 2) for field, number in given)
