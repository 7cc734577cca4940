"""Date words: dates and stretches of time in the words of a language. Pure.

In: dates (`edtf`). Out: pieces, of which the words of a date are made, each with its own date:
`3–4 December 2014`, `3.–4. Dezember 2014`, `2014年12月3日～4日`. What two ends share is written
once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import NamedTuple

from edition.languages import cldr, edtf, tags
from edition.languages.edtf import Moment
from edition.languages.labels import Labels
from edition.model.dataclass import dataclass

#: The fields of a pattern from the largest, by the letters of UTS 35.
_ORDER = {"G": "era", "y": "year", "M": "month", "L": "month", "d": "day"}
_TOKEN = re.compile(r"'((?:[^']|'')*)'|([GyMLd])\2*|[^GyMLd']+")
#: The place in a label for a date that is the object of its preposition.
_GOVERNED = "{governed}"
#: The first day of a month where it is an ordinal; in Portugal it is none.
_FIRSTS = {"fr": "1er", "it": "1º", "pt": "1º", "pt-BR": "1º", "pt-PT": "1"}
_SEASONS = {21: "date-spring", 22: "date-summer", 23: "date-autumn", 24: "date-winter"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One date of a written stretch: its ISO form, empty where it has none, its words, and what
    stands behind it."""

    iso: str
    words: str
    after: str = ""


class _Token(NamedTuple):
    """A field of a pattern in words, or what stands between two (`field` is empty)."""

    field: str
    words: str


#: The English that has dates in this order.
_ENGLISH = {"day-first": "en-GB", "month-first": "en-US"}


class DateWriter:
    """Writes dates with the labels of one edition."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.language = labels.language if cldr.knows(labels.language) else "en"
        if labels.date_order and tags.primary(self.language) == "en":
            self.language = _ENGLISH[labels.date_order]

    @property
    def is_day_first(self) -> bool:
        """Whether the day stands before the month."""
        pattern = cldr.pattern(self.language, "yMMMMd")
        return 0 <= pattern.find("d") < pattern.find("M")

    def written(
        self, text: str, until: str = "", *, short: bool = False, known_year: int | None = None
    ) -> str:
        """A date or stretch in words; other text is unchanged.

        The year is left out where the reader knows it: where all is in `known_year`.
        """
        try:
            found = self.pieces(text, until, short=short, known_year=known_year)
        except ValueError:
            return f"{text}–{until}" if until else text
        return "".join(piece.words + piece.after for piece in found)

    def labelled(self, name: str, text: str) -> str:
        """A date with the label `name`, behind it or in its place: `born {}`, in the form for a
        day, a season …; in `plain` for one that says more."""
        first, last = edtf.ends(text)
        try:
            when = edtf.moment(first) if last is None else None
        except ValueError:
            when = None
        if when and (when.is_exact or _is_named(when)):
            label = self.labels.form(name, _kind(when))
            words = self._words(when, False, None, governed=_GOVERNED in label)
        else:
            label, words = self.labels.form(name, "plain"), self.written(text)
        if "{}" not in label and _GOVERNED not in label:
            label += self.labels.gap + "{}"
        return self.labels.contracted(_filled(label, words))

    def pieces(
        self, text: str, until: str = "", *, short: bool = False, known_year: int | None = None
    ) -> tuple[Piece, ...]:
        """The one or two dates of a stretch. Raises ValueError for what is no date."""
        first, last = edtf.ends(text, until)
        if last is None or last == first:
            return (self._one(edtf.moment(first), short, known_year),)
        if edtf.OPEN in (first, last):
            return (self._open(first, last, short, known_year),)
        start, end = (edtf.moment(side) if side else None for side in (first, last))
        if start and end:
            start, end = self._as_years(start, end)
            if start.is_exact and end.is_exact:
                return self._stretch(start, end, short, known_year)
        era = start is not None and end is not None and (start.year < 1) != (end.year < 1)
        one, other = (self._known(side, short, known_year, era=era) for side in (start, end))
        return replace(one, after=cldr.between(self.language, one.words)), other

    def _as_years(self, start: Moment, end: Moment) -> tuple[Moment, Moment]:
        """The first and the last year of decades, where the language has no name for one."""
        if start.span == end.span == 10 and "{last}" in self.labels["date-decade"]:
            return replace(start, span=1), replace(end, year=end.year + 9, span=1)
        return start, end

    def _known(
        self, when: Moment | None, short: bool, known_year: int | None, *, era: bool = False
    ) -> Piece:
        """An end of a stretch, which nobody may know."""
        return self._one(when, short, known_year, era=era) if when else self._unknown()

    @cached_property
    def letters(self) -> str:
        """Every word that a date may have, for whoever looks for letters that a font lacks."""
        months = [Moment(year, month) for year in (2000, -43) for month in range(1, 13)]
        whole = [*months, *(replace(month, day=28) for month in months)]
        tokens = [
            self._tokens(when, short, known)
            for when in whole
            for short in (False, True)
            for known in (None, when.year)
        ]
        ends = Moment(2000, 1), Moment(2001, 2)
        stretch = self._stretch(*ends, False, None)
        return " ".join([*map(_text, tokens), *(piece.words + piece.after for piece in stretch)])

    @cached_property
    def _first(self) -> str:
        """The first day of a month, as no pattern of CLDR has it."""
        tag = next(tags.candidates(self.language))
        return _FIRSTS.get(tag, _FIRSTS.get(tags.primary(tag), "1"))

    def joined(self, words: Sequence[str]) -> str:
        """The two ends of a stretch, or the one date."""
        return cldr.between(self.language, words[0]).join(words)

    def _unknown(self) -> Piece:
        return Piece("", self.labels["date-unknown"])

    def _open(self, first: str, last: str, short: bool, known_year: int | None) -> Piece:
        """A stretch that has no beginning, or no end."""
        side, name = (first, "date-from") if last == edtf.OPEN else (last, "date-until")
        when = edtf.moment(side) if side else None
        if when:
            years = self._as_years(when, when)
            when = years[0] if name == "date-from" else years[1]
        if when and not (when.circa or when.doubtful):
            return Piece("", self._led(name, when, short, known_year))
        return Piece("", _filled(self.labels[name], self._known(when, short, known_year).words))

    def _one(
        self, when: Moment, short: bool, known_year: int | None = None, *, era: bool = False
    ) -> Piece:
        if when.circa:
            words = self._led("date-circa", when, short, known_year, era=era)
        else:
            words = self._words(when, short, known_year, era=era)
        return Piece(
            when.iso, self.labels.filled("date-doubtful", words) if when.doubtful else words
        )

    def _led(
        self, name: str, when: Moment, short: bool, known_year: int | None, *, era: bool = False
    ) -> str:
        """A date with the label `name` (`from {}`) in the form for a day, a season …"""
        label = self.labels.form(name, _kind(when))
        governed = _GOVERNED in label
        words = self._words(when, short, known_year, era=era, governed=governed)
        return self.labels.contracted(_filled(label, words))

    def _words(
        self,
        when: Moment,
        short: bool,
        known_year: int | None,
        *,
        era: bool = False,
        governed: bool = False,
    ) -> str:
        """The words of a date without its flags; as the object of a preposition if `governed`."""
        if when.season:
            label = self._label(_SEASONS[when.season], governed=governed)
            return label.replace("{}", self._year(when.year))
        if when.span > 1:
            return self._period(when, governed=governed)
        return _text(self._tokens(when, short, known_year, era=era, governed=governed))

    def _label(self, name: str, *, governed: bool) -> str:
        """A label of a date, in the form behind a preposition if `governed`."""
        return self.labels.governed(name) if governed else self.labels[name]

    def _year(self, year: int) -> str:
        return _text(self._tokens(Moment(year), False, None))

    def _period(self, when: Moment, *, governed: bool) -> str:
        """A decade or a century."""
        last = when.year + when.span - 1
        if when.year < 1:  # -49 to -40 are 50 to 41 BC
            pieces = self._stretch(Moment(when.year), Moment(last), False, None)
            return "".join(piece.words + piece.after for piece in pieces)
        if when.span == 10:
            label = self._label("date-decade", governed=governed)
            return label.replace("{}", str(when.year)).replace("{last}", str(last))
        number = when.year // 100 + 1
        category = cldr.ordinal(self.labels.printed_language, number)
        form = self.labels.form("date-century", category)
        if governed:
            form = self.labels.governed("date-century", category)
        named = {"{}": number, "{roman}": roman(number), "{year}": when.year}
        for sign, value in named.items():
            form = form.replace(sign, str(value))
        return form

    def _tokens(
        self,
        when: Moment,
        short: bool,
        known_year: int | None,
        *,
        era: bool = False,
        governed: bool = False,
    ) -> list[_Token]:
        """The words of a date, field by field; years before the first say their era, others if
        `era`. A month that is `governed` by a preposition has the form that it has within dates."""
        has_year = not (when.month and when.year == known_year)
        months = "MMM" if short else "MMMM"
        fields = "y" * has_year + months * bool(when.month) + "d" * bool(when.day)
        if (era or when.year < 1) and has_year:
            fields = f"G{fields}"
        pattern = cldr.pattern(self.language, fields)
        if governed:
            pattern = pattern.replace("L", "M")
        return [self._token(field, letters, when, short) for field, letters in _fields(pattern)]

    def _token(self, field: str, letters: str, when: Moment, short: bool) -> _Token:
        if not field:
            return _Token("", letters)
        if field == "month" and len(letters) > 2:
            width: cldr.Width = "abbreviated" if short or len(letters) == 3 else "wide"
            alone = letters[0] == "L"
            return _Token(field, cldr.month(self.language, when.month, width, alone=alone))
        year = when.year if when.year > 0 else 1 - when.year
        if field == "era":
            return _Token(field, cldr.era(self.language, when.year))
        if field == "day" and when.day == 1:
            return _Token(field, self._first)
        return _Token(field, str(year if field == "year" else getattr(when, field)))

    def _stretch(
        self, start: Moment, end: Moment, short: bool, known_year: int | None
    ) -> tuple[Piece, ...]:
        """Two exact dates: the fields that differ twice, the others once, on the side where the
        language has them."""
        if not start.year == end.year == known_year:
            known_year = None
        era = start.year < 1
        first, last = (self._tokens(when, short, known_year, era=era) for when in (start, end))
        alike = bool(start.month) == bool(end.month) and bool(start.day) == bool(end.day)
        twice = _differing(start, end) if alike else frozenset()
        if "year" in twice and _leads(last, "era"):
            twice |= {"era"}  # 公元前100年–公元前44年
        places = [k for k, token in enumerate(last) if token.field in twice]
        begin = 0
        if places and len(first) == len(last):
            begin, finish = places[0], places[-1] + 1
            dotted = len(twice) > 1 or cldr.keeps_mark(self.language)
            first, last = _attached(first, finish, dotted=dotted), last[begin:]
        after = cldr.between(self.language, _text(first[begin:]))
        return Piece(start.iso, _text(first), after), Piece(end.iso, _text(last))


@lru_cache(maxsize=256)
def _fields(pattern: str) -> tuple[tuple[str, str], ...]:
    """The fields of a pattern with their letters, and what stands between them."""
    found = []
    for match in _TOKEN.finditer(pattern):
        field = _ORDER.get(match[0][0], "")
        literal = (match[1] or "'") if match[0][0] == "'" else match[0]
        found.append((field, match[0] if field else literal))
    return tuple(found)


def _differing(start: Moment, end: Moment) -> frozenset[str]:
    """The fields that both ends must have: from the largest that differs to the smallest."""
    fields = ("era", "year", "month", "day")
    eras = start.year < 1, end.year < 1
    values = [eras, (start.year, end.year), (start.month, end.month), (start.day, end.day)]
    first = next(k for k, (one, other) in enumerate(values) if one != other)
    return frozenset(fields[first:])


def _leads(tokens: Sequence[_Token], field: str) -> bool:
    """Whether a field stands before the year."""
    fields = [token.field for token in tokens if token.field in (field, "year")]
    return fields[:1] == [field]


def _attached(tokens: Sequence[_Token], finish: int, *, dotted: bool) -> list[_Token]:
    """The first end as far as `finish`, with what is set without a space behind its last field:
    `3.` if it is `dotted`, `3日`."""
    rest = takewhile(lambda token: not token.field, tokens[finish:])
    joined = re.match(r"[^\s,]*", _text(list(rest)))
    mark = joined[0] if joined else ""
    return [*tokens[:finish], _Token("", mark if dotted or mark != "." else "")]


def _text(tokens: Sequence[_Token]) -> str:
    return "".join(token.words for token in tokens)


def _kind(when: Moment) -> str:
    """What a date is, by which a label may have another form."""
    if when.season:
        return "season"
    if when.span > 1:
        return "period"
    return "day" if when.day else "month" if when.month else "other"


def _is_named(when: Moment) -> bool:
    """Whether a date is a season, a decade or a century that has a name, and no more."""
    return bool(when.season or when.year > 0) and not (when.circa or when.doubtful)


def _filled(label: str, words: str) -> str:
    return label.replace(_GOVERNED, words).replace("{}", words)


def roman(number: int) -> str:
    """A number of a century in Roman figures, 1 to 100."""
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC", "C")
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return tens[number // 10] + ones[number % 10]
