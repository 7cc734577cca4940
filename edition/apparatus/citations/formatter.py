"""Formats citations and the list of sources with citeproc-py, and completes what it leaves undone.

In: CSL records (mappings, as read from CSL-YAML). Out: XHTML fragments. The notes are short, since
a pop-up has room for 90 words: no address, no place; the list of sources has everything. Only the
records that are used are formatted. Style: The Chicago Manual of Style, 17th edition, chapter 14.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from edition.apparatus.citations import han
from edition.apparatus.citations.cache import CitationCache
from edition.apparatus.citations.records import (
    CleanRecord,
    RecordDefect,
    check,
    for_citeproc,
    languages,
    safe_url,
)
from edition.apparatus.citations.typography import (
    close,
    curl,
    mark_language,
    mark_words,
    punctuate,
    reveal,
    sort_key,
    unquote_description,
    without_stop,
)
from edition.languages import tags
from edition.languages.datewords import DateWriter
from edition.languages.labels import Labels

if TYPE_CHECKING:
    from edition.apparatus.citations.engine import Engine
    from edition.markup.tree import Citation, CitationItem
    from edition.model import Edition

__all__ = ["Formatter", "RecordDefect"]

# Chicago gives a page number alone (14.150, 14.154) and a label to everything else.
_LABELS = {
    "book": "bk.", "chapter": "chap.", "column": "col.", "figure": "fig.", "folio": "fol.",
    "issue": "no.", "line": "line", "note": "n.", "page": "", "paragraph": "para.", "part": "pt.",
    "section": "sec.", "volume": "vol.",
}  # fmt: skip
# The types whose title the style sets in italics or plainly, not in quotes; a test holds the two
# in step.
NOT_QUOTED = frozenset(
    ("book", "report", "thesis", "motion_picture", "broadcast", "song", "map", "pamphlet",
     "legal_case", "classic", "collection", "periodical", "software", "dataset", "bill",
     "legislation", "regulation", "treaty")
)  # fmt: skip


class Formatter:
    """Formats citations of `records`; `language` is that of the edition (a BCP 47 tag).

    `kept` is what earlier builds have made, `own_labels` the labels that the edition replaces.
    Never raises for a bad record: `defects` says what is wrong with it, and it is set as well as it
    can be. An id that is in no record raises KeyError.
    """

    def __init__(
        self,
        records: Sequence[Mapping[str, object]],
        language: str = "en",
        kept: CitationCache | None = None,
        own_labels: Mapping[str, str] | None = None,
    ) -> None:
        self.records = {str(record.get("id")): record for record in records}
        self.defects: tuple[RecordDefect, ...] = check(records)
        self.language = language
        self.kept = kept
        self.own_labels = tuple((own_labels or {}).items())
        self._notes: dict[str, str] = {}
        self._entries: dict[str, str] = {}

    @classmethod
    def of(cls, edition: Edition) -> Formatter:
        """The formatter of the edition's records, in its language."""
        meta = edition.metadata
        records = [record.csl for record in edition.records]
        kept = CitationCache(meta.identifier) if records else None
        return cls(records, meta.language, kept, meta.labels)

    def keep(self) -> None:
        """Keep what was made for the next build."""
        if self.kept:
            self.kept.save()

    def note(self, citation: Citation, href: Callable[[str], str] | None = None) -> str:
        """The sources of one citation in the short form, parted by semicolons.

        `RFE/RL, “Homes Torched in Chechnya,” 10 December 2014, 4.` `href` gives for an id the
        address of its entry in the list of sources; without it nothing is linked. A citation
        that is a sentence (`Citation.own_sentence`) gets its capital and its full stop.
        """
        markup = "; ".join(self._item(item, href) for item in citation.items)
        markup = han.written(markup, self.language)
        if not citation.own_sentence:
            return markup
        if citation.items and citation.items[0].prefix:  # never a name: "humanrights.blog"
            markup = markup[:1].upper() + markup[1:]
        return self.closed(markup)

    def closed(self, markup: str) -> str:
        """`markup` with a full stop at its end, set as the style wants it."""
        return han.written(self._punctuate(close(markup)), self.language)

    def bibliography(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        """(id, entry) of each id once, sorted by author, title and date (Chicago 14.65 to 14.71).

        In the order of the edition's language, without the article a title begins with.
        """
        wanted = sorted(
            dict.fromkeys(ids), key=lambda id: sort_key(self.records[id], self.language)
        )
        return [(id, self._entry(id)) for id in wanted]

    def _item(self, item: CitationItem, href: Callable[[str], str] | None) -> str:
        text = self._note(item.id)
        if item.locator:
            label = self._label(item.label)
            text += f", {label} ".rstrip() + f" {escape(item.locator, quote=False)}"
        text = self._punctuate(text)
        if href:
            text = f'<a href="{escape(href(item.id))}">{text}</a>'
        prefix = f"{escape(item.prefix, quote=False)} " if item.prefix else ""
        suffix = f", {escape(item.suffix, quote=False)}" if item.suffix else ""
        return prefix + text + suffix

    @property
    def _stop(self) -> str:
        """The full stop behind an address."""
        return han.stop(self.language) or "."

    def _label(self, name: str) -> str:
        """What stands before a locator; a page stands alone (Chicago 14.150)."""
        english = _LABELS.get(name, "")
        if not english or tags.primary(self.language) == "en":
            return english
        return escape(self._engine.term(name), quote=False) or english

    def _note(self, id: str) -> str:
        if id not in self._notes:
            self._notes[id] = self._set(id, short=True)
        return self._notes[id]

    def _entry(self, id: str) -> str:
        if id not in self._entries:
            self._entries[id] = self._whole_entry(id)
        return self._entries[id]

    def _whole_entry(self, id: str) -> str:
        record = self.records[id]
        entry = self.closed(self._set(id))
        if url := safe_url(record.get("URL") or ""):
            entry += f' <a href="{escape(url)}">{escape(url, quote=False)}</a>{self._stop}'
        if note := " ".join(str(record.get("note") or "").split()):
            entry += " " + close(escape(note, quote=False))
        return han.written(entry, self.language)

    @property
    def _engine(self) -> Engine:
        return _engine(self.language)

    def _punctuate(self, markup: str) -> str:
        return punctuate(markup, self._engine.american)

    def _set(self, id: str, *, short: bool = False) -> str:
        record = json.dumps(self.records[id], default=str)
        if not self.kept:
            return _formatted(record, short, self.language, self.own_labels)
        known = f"{self.language} {self.own_labels} {short} {record}"
        key = hashlib.sha256(known.encode()).hexdigest()
        made = self.kept.get(key)
        if made is None:
            made = _formatted(record, short, self.language, self.own_labels)
            self.kept.put(key, made)
        return made


@lru_cache(maxsize=4)
def _engine(language: str) -> Engine:
    from edition.apparatus.citations.engine import Engine

    return Engine(language)


@lru_cache(maxsize=16_384)
def _formatted(
    record: str, short: bool, edition_language: str, own_labels: tuple[tuple[str, str], ...]
) -> str:
    """One form of the record (JSON), its text escaped and its languages marked. Remembered by
    the record's content: citeproc-py takes a millisecond for each."""
    values = json.loads(record)
    dates = _dates(edition_language, own_labels)
    clean = _prepare(values, short, dates.written)
    engine = _engine(edition_language)
    markup = unquote_description(reveal(engine.note(clean) if short else engine.entry(clean)))
    language = str(values.get("language") or "")
    markup = mark_language(markup, clean, language, edition_language)
    for words, tag in languages(values):
        if tag != language:
            shown = curl(words, clean["type"] not in NOT_QUOTED)
            markup = mark_words(markup, escape(shown, quote=False), tag)
    return markup


def short_title(title: str) -> str:
    """The title as a note gives it: up to its first colon or stop, and no longer than a line.

    A full list of sources follows, so every note may be short (Chicago 14.29 to 14.33).
    """
    if len(title) <= _SHORT:
        return title
    head = re.split(r"(?<=[\w»”’\"'])(?:: |[.?!] )", title, maxsplit=1)[0]
    balanced = all(head.count(a) == head.count(b) for a, b in ("«»", "“”", "[]", "()"))
    if 12 <= len(head) <= _SHORT and balanced:
        return head
    words = title[: _SHORT - 1].rsplit(" ", 1)[0].rstrip(" ,;:—–-")
    return words + "…"


_SHORT = 56


@lru_cache(maxsize=4)
def _dates(language: str, own_labels: tuple[tuple[str, str], ...]) -> DateWriter:
    return DateWriter(Labels(language, dict(own_labels)))


def _prepare(
    record: Mapping[str, object], short: bool, written: Callable[[str], str]
) -> CleanRecord:
    """The record for citeproc-py, its titles in typographic quotes, turned within quotes."""
    clean = for_citeproc(record, "x", written)
    clean.setdefault("title", "[no title]")
    if short:
        clean.setdefault("title-short", short_title(str(clean["title"])))
    quoted = clean["type"] not in NOT_QUOTED
    for field in ("title", "title-short"):
        if field in clean:
            clean[field] = curl(without_stop(str(clean[field])), quoted)
    if "container-title" in clean:
        clean["container-title"] = curl(str(clean["container-title"]), False)
    return clean
