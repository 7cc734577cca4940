"""CLDR: the only importer of Babel: months, patterns of dates, plurals and numbers of a
language, by the Unicode Common Locale Data Repository.

Babel loads in about 0.02 s, and of its data only the file of the language, so it is imported when
the first date or number is asked for. A language that CLDR does not have is written as English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from edition.languages import tags

if TYPE_CHECKING:
    from babel import Locale

Width = Literal["wide", "abbreviated"]


@lru_cache(maxsize=8)
def locale(language: str) -> Locale:
    """The locale nearest to a language tag."""
    from babel import Locale, UnknownLocaleError

    for tag in tags.candidates(language):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en")


def knows(language: str) -> bool:
    """Whether CLDR has the language."""
    return locale(language).language == next(iter(tags.candidates(language))).partition("-")[0]


@lru_cache(maxsize=512)
def pattern(language: str, fields: str) -> str:
    """The pattern of a date with these fields, without or with its era (`yMMMMd`, `GyMMMMd`;
    UTS 35, part 4), as the language orders and joins them."""
    if fields.startswith("G"):
        return _with_era(language, pattern(language, fields[1:]))
    own = locale(language)
    if fields == "yMMMMd":
        return str(own.date_formats["long"].pattern)
    skeletons = own.datetime_skeletons
    if fields in skeletons:
        return str(skeletons[fields].pattern)
    if fields in ("MMMM", "MMM"):
        # Where months are numbers within a date, one alone is no word either.
        return "LLLL" if re.search("MMM|LLL", pattern(language, "yMMMM")) else "MMM"
    shorter = fields.replace("MMMM", "MMM")
    if shorter in skeletons:
        return _longer(str(skeletons[shorter].pattern))
    return fields.replace("MMMM", "MMMM ").replace("y", "y ").strip()


def _with_era(language: str, plain: str) -> str:
    """A pattern with the era beside the year, on the side where the language has it."""
    years = str(locale(language).datetime_skeletons["Gy"].pattern)
    if "G" in plain:
        return plain
    if years.startswith("G"):
        return plain.replace("y", years[: years.index("y") + 1])
    return f"{plain} G" if "y" in plain[-6:] else plain.replace("y", "y G")


def _longer(short: str) -> str:
    """A pattern with the names of months in full, where it has names and not numbers."""
    for letter in "ML":
        if letter * 3 in short and letter * 4 not in short:
            return short.replace(letter * 3, letter * 4)
    return short


@lru_cache(maxsize=512)
def month(language: str, number: int, width: Width, *, alone: bool) -> str:
    """The name of a month, as it is within a date or by itself. A name of four letters and less is
    never cut short (Chicago 10.40)."""
    names = locale(language).months["stand-alone" if alone else "format"]
    whole = str(names["wide"][number])
    short = str(names["abbreviated"][number])
    return whole if width == "wide" or (len(whole) <= 4 and whole.startswith(short)) else short


@lru_cache(maxsize=16)
def month_names(language: str) -> tuple[str, ...]:
    """All forms of the names of the months, also the short ones; none that is a number."""
    return _forms(locale(language).months)


def calendar_names(language: str) -> tuple[str, ...]:
    """The same of the months and the days of the week."""
    return month_names(language) + _forms(locale(language).days)


def _forms(names: Mapping[str, Mapping[str, Mapping[int, str]]]) -> tuple[str, ...]:
    forms = {
        str(name).rstrip(".")
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in names[context][width].values()
    }
    return tuple(sorted(form for form in forms if not form[0].isdigit()))


@lru_cache(maxsize=512)
def era(language: str, year: int) -> str:
    """BC or AD, short, for an astronomical year: 0 is 1 BC."""
    return str(locale(language).eras["abbreviated"][0 if year < 1 else 1])


def between(language: str, first: str) -> str:
    """What stands between the ends of a stretch of time: an en dash, or where the language has
    spaces around it and the first end (`first`) has some too, CLDR's own. English has none
    (Chicago 6.78)."""
    own = str(locale(language).interval_formats[None]).replace("{0}", "").replace("{1}", "")
    own = own.replace("-", "–")  # Danish and Greek have what can be typed
    is_dash = own.strip() in ("–", "—")
    return "–" if is_dash and (tags.primary(language) == "en" or not _SPACE.search(first)) else own


_SPACE = re.compile(r"\s")


def keeps_mark(language: str) -> bool:
    """Whether the first of two days of a month keeps its full stop: 3.–4. Dezember, but
    december 3–4. in Hungarian."""
    forms = locale(language).interval_formats.get("yMMMd", {})
    return "d" not in forms or not re.search(r"d\s*[^\w.]\s*\Z", str(forms["d"][0]))


def plural(language: str, number: int) -> str:
    """The category of the form that a word has beside a number: one, few, other …"""
    return str(locale(language).plural_form(number))


def plural_categories(language: str) -> frozenset[str]:
    """All categories that a language has."""
    return frozenset(locale(language).plural_form.tags) | {"other"}


def ordinal(language: str, number: int) -> str:
    """The category of an ordinal number: one (1st), two (2nd) …"""
    return str(locale(language).ordinal_form(number))


def ordinal_categories(language: str) -> frozenset[str]:
    """All categories that a language's ordinal numbers have."""
    return frozenset(locale(language).ordinal_form.tags) | {"other"}


def listed(language: str, items: Sequence[str]) -> str:
    """Items in a row, as the language joins them: `1, 2, and 3`, `1、2和3`, `1 und 2`. `en` alone
    has the comma before the last (Chicago 6.19)."""
    from babel import Locale
    from babel.lists import format_list

    own = Locale.parse("en_US") if language.lower() == "en" else locale(language)
    return str(format_list(items, locale=own))


def number(language: str, value: int) -> str:
    """A number in European figures, in groups as the language has them: 13,061; 13 061. One of
    four digits has groups in English alone, as most style books want it."""
    if tags.primary(language) == "en":
        return f"{value:,}"  # without Babel, which takes as long to load as a map to be drawn
    if value < 10_000:
        return str(value)
    from babel.numbers import format_decimal

    own = locale(language)
    return str(format_decimal(value, locale=own, numbering_system="latn"))


@lru_cache(maxsize=1024)
def country(language: str, number: str) -> str:
    """The name of the country with this number in ISO 3166-1 (`643`), in the language; empty
    where CLDR has none."""
    from babel.core import get_global

    codes = get_global("territory_aliases").get(number, ())
    return str(locale(language).territories.get(codes[0], "")) if len(codes) == 1 else ""


def language_alias(language: str) -> str:
    """The tag that CLDR has for an old or longer one: `de` for `ger`; empty if there is none."""
    return _tag_for(language, "language_aliases")


def region_alias(region: str) -> str:
    """The region that CLDR has for another name: `GB` for `UK`; empty if there is none."""
    from babel.core import get_global

    return next(iter(get_global("territory_aliases").get(region) or ()), "")


def likely(tag: str) -> str:
    """The whole tag that CLDR has for a short one: `ja-Jpan-JP` for `ja` or `und-JP`; empty if it
    has none."""
    return _tag_for(tag, "likely_subtags")


def _tag_for(tag: str, table: Literal["language_aliases", "likely_subtags"]) -> str:
    from babel.core import get_global

    return str(get_global(table).get(tag.replace("-", "_")) or "").replace("_", "-")


def language_names(language: str) -> dict[str, str]:
    """What languages are called in a language, by their tags."""
    return {tag.replace("_", "-"): name for tag, name in locale(language).languages.items()}
