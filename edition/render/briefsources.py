"""Brief sources: a source by name and year, which a link leads from to the list of sources.

In: a CSL record. Out: plain words for both, as author-date styles have them (Chicago Manual of
Style, 17th edition, 15.5 to 15.30): who is responsible for it, else a short title; the year, if it
has one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from edition.apparatus.citations import written
from edition.languages.labels import Labels
from edition.markup.inline import places
from edition.markup.tree import CitationItem

#: As much of a title as stands for a source that nobody is named for.
_TITLE = 40
#: How many are named before the others are only counted in.
_NAMED = 2
#: Who is responsible, the nearest first: variables of CSL with names, then those with words.
_PEOPLE = ("author", "editor", "director", "interviewer", "translator")
_SIGNS = {"paragraph": "¶\u00a0", "section": "§\u00a0", "issue": "№\u00a0"}
_BODIES = ("authority", "publisher", "container-title")


def brief(record: Mapping[str, object]) -> tuple[str, str]:
    """Who a source is by, and its year (four digits), which may be empty."""
    people = next((names for name in _PEOPLE if (names := _names(record.get(name)))), "")
    bodies = (str(record.get(name) or "") for name in _BODIES)
    who = people or next(filter(None, bodies), "") or _title(record)
    return " ".join(who.split()), _year(record.get("issued"))


def place(item: CitationItem, labels: Labels) -> tuple[str, str]:
    """Where in a source, in plain words, and what stands behind it, as XHTML: a page alone, a sign
    for what has one in every language, else with the word of the edition's language."""
    found, rest = places(item)
    where = [f", {_SIGNS.get(kind, '')}{labels.locator(kind, value)}" for kind, value in found]
    joined = rest if rest[:1] in ("", *",;:.)") else f", {rest}"
    return "".join(where), written.affix(joined)


def _names(value: object) -> str:
    if not isinstance(value, list):
        return ""
    names = [_name(item) for item in value if isinstance(item, Mapping)]
    names = [name for name in names if name]
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")


def _name(value: Mapping[str, object]) -> str:
    particle = value.get("non-dropping-particle") or ""
    family = value.get("family") or value.get("literal") or value.get("given") or ""
    return f"{particle} {family}".strip()


def _title(record: Mapping[str, object]) -> str:
    title = str(record.get("title-short") or record.get("title") or record.get("id") or "")
    if len(title) <= _TITLE:
        return title
    return title[:_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:—–-") + " …"


def _year(value: object) -> str:
    if isinstance(value, Mapping):
        parts = value.get("date-parts")
        first = parts[0] if isinstance(parts, list) and parts else None
        value = first[0] if isinstance(first, list) and first else value.get("raw")
    found = re.match(r"\d{4}(?!\d)", str(value or ""))
    return found[0] if found else ""
