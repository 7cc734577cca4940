"""Formats citations and the list of sources as a style of CSL has them.

In: records as CSL has them, and the citations of the parsed texts. Out: XHTML fragments. All of an
edition's are made in one run of the engine; its result is waited for when the first is asked for.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from html import escape
from typing import Protocol

from edition.apparatus.citations import han, locale, namesakes, order, seams, styles
from edition.apparatus.citations.engine import Made, Run, begun
from edition.apparatus.citations.records import RecordDefect, check, safe_url
from edition.apparatus.citations.request import Cluster, request
from edition.apparatus.citations.styles import Style
from edition.apparatus.citations.typography import (
    capitals,
    close,
    mark_names,
    punctuate,
    unquote_description,
)
from edition.apparatus.citations.written import linked
from edition.languages import tags
from edition.languages.datewords import DateWriter
from edition.languages.labels import Labels, file_of
from edition.markup.tree import Body, Citation, CitationItem
from edition.model import Annotations, BodyText, Edition

__all__ = ["Formatter", "RecordDefect", "begin"]

#: Types that most styles leave to the notes (Chicago 14.233), and what stands in for them in the
#: list, to which each note leads.
_STANDS_IN = " stand-in"  # behind an id, which has no blank
_STAND_INS = {"entry": "chapter", "entry-dictionary": "chapter", "entry-encyclopedia": "chapter"}


class Readable(Protocol):
    """An edition that is ready to be written."""

    @property
    def annotations(self) -> Annotations: ...
    @property
    def bodies(self) -> Mapping[BodyText, Body]: ...
    @property
    def edition(self) -> Edition: ...
    @property
    def style(self) -> Style: ...


def begin(annotations: Annotations, bodies: Mapping[BodyText, Body], style: Style) -> None:
    """Begin to format beside the other stages; `Formatter.of` takes the result if the order of
    the notes is what it seems to be."""
    if records := cited(annotations, bodies):
        found = order.ordered(annotations, bodies, None)
        _run(records, found.clusters, style, Labels.of(annotations.metadata))


def cited(annotations: Annotations, bodies: Mapping[BodyText, Body]) -> list[Mapping[str, object]]:
    cited = {ref.id for body in bodies.values() for ref in body.references if ref.kind == "cite"}
    return [record.csl for record in annotations.sources if record.id in cited]


def _run(
    records: Sequence[Mapping[str, object]],
    clusters: Sequence[Cluster],
    style: Style,
    labels: Labels,
) -> Run:
    # In the text a second record of the same year would turn the first into “2001a”.
    stand_ins = () if style.in_text else map(_stand_in, records)
    records = [*records, *filter(None, stand_ins)]
    if not namesakes.are_in(records):
        style = styles.without_given_names(style)
    addresses = {str(record["id"]): _address(record) for record in records}
    asked = f"{json.dumps(records, default=str)} {clusters!r} {labels!r}".encode()
    made = partial(request, records, clusters, style, labels)
    localized = locale.localized(_dated(style, labels), labels.language, style.is_ours)
    return begun(asked, made, localized, addresses)


def _dated(style: Style, labels: Labels) -> bytes:
    """The style; where the book has another order of English dates than its locale, in that."""
    file = file_of(labels.language)
    day_first = DateWriter(labels).is_day_first
    if tags.primary(labels.language) != "en" or day_first == (file == "en-GB"):
        return style.data
    return styles.dated(style.data, day_first)


def _stand_in(record: Mapping[str, object]) -> Mapping[str, object] | None:
    """What is listed for a record that the style may leave to the notes."""
    kind = _STAND_INS.get(str(record.get("type")))
    return {**record, "id": f"{record['id']}{_STANDS_IN}", "type": kind} if kind else None


def _address(record: Mapping[str, object]) -> str:
    """Where the source is read: its address, or that of its DOI."""
    if url := safe_url(record.get("URL") or ""):
        return url
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", str(record.get("DOI") or ""))
    return safe_url(f"https://doi.org/{doi}") or "" if doi else ""


class Formatter:
    """Formats citations of `records`; `language` is that of the edition (a BCP 47 tag), or its
    labels.

    `citations` are those of the edition, in their order; others are made when they are asked for.
    Never raises for a bad record: `defects` says what is wrong with it, and it is set as well as
    it can be. An id that is in no record raises KeyError; without pandoc all raise `BuildFailed`.
    """

    def __init__(
        self,
        records: Sequence[Mapping[str, object]],
        language: str | Labels = "en",
        style: Style | None = None,
        citations: order.Citations | None = None,
    ) -> None:
        self.records = {str(record.get("id")): record for record in records}
        self.defects: tuple[RecordDefect, ...] = check(records)
        self.labels = language if isinstance(language, Labels) else Labels(language)
        self.language = self.labels.language
        self.style = style or styles.bundled(styles.DEFAULT)
        self._citations = citations or order.Citations()
        self._american = tags.primary(self.language) == "en" and not self.language.endswith("GB")
        self._run: Run | None = None
        self._more: list[Run] = []
        self._written: dict[int, str] = {}
        self._alone: dict[Cluster, str] = {}
        self._entries: list[tuple[str, str]] | None = None

    @classmethod
    def of(cls, prepared: Readable) -> Formatter:
        """The formatter of an edition's sources, at work at once."""
        annotations, bodies = prepared.annotations, prepared.bodies
        records = cited(annotations, bodies)
        found = order.ordered(annotations, bodies, prepared.edition)
        made = cls(records, Labels.of(annotations.metadata), prepared.style, found)
        if records:
            made._start()
        return made

    def keep(self) -> None:
        """Keep what was made for the next build."""
        for run in filter(None, (self._run, *self._more)):
            run.keep()

    def note(self, citation: Citation, href: Callable[[str], str] | None = None) -> str:
        """The sources of one citation as the style has them in a note.

        `href` gives for an id the address of its entry in the list of sources; without it nothing
        is linked. A citation that is a sentence (`Citation.own_sentence`) gets its capital and its
        full stop.
        """
        if not citation.own_sentence:
            markup = linked(self._cluster(citation, None), href)
            return f"{escape(self.style.before)}{markup}{escape(self.style.after)}"
        markup = self.between.join(self.items(citation, href))
        if citation.items and citation.items[0].prefix:  # never a name: "humanrights.blog"
            markup = markup[:1].upper() + markup[1:]
        return self.closed(markup)

    @property
    def between(self) -> str:
        """What stands between two sources of a sentence."""
        return seams.between(self.style.between, self.labels)

    def items(self, citation: Citation, href: Callable[[str], str] | None = None) -> list[str]:
        """The sources of a citation that is a sentence, each on its own, without brackets."""
        return [linked(self._cluster(citation, n), href) for n, _ in enumerate(citation.items)]

    def closed(self, markup: str) -> str:
        """`markup` with a full stop at its end, set as the style wants it."""
        return han.written(punctuate(close(markup), self._american), self.language)

    def bibliography(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        """(id, entry) of each id once, in the order of the style."""
        wanted = dict.fromkeys(ids)
        if missing := wanted.keys() - self.records.keys():
            raise KeyError(min(missing))
        if not wanted:
            return []
        if self._entries is None:
            self._entries = self._all_entries()
        return [(id, markup) for id, markup in self._entries if id in wanted]

    @property
    def letters(self) -> str:
        """The letters of all citations and entries: some are of words that only the engine has."""
        if not self.records:
            return ""
        made = self._made()
        found = set[str]().union(*made.citations, *(markup for _, markup in made.entries))
        return "".join(sorted(char for char in found if unicodedata.category(char) != "Co"))

    def _start(self) -> Run:
        if self._run is None:
            records = [*self.records.values()]
            self._run = _run(records, self._citations.clusters, self.style, self.labels)
        return self._run

    def _made(self) -> Made:
        return self._start().result()

    def _cluster(self, citation: Citation, item: int | None) -> str:
        place = self._citations.places.get((id(citation), item))
        if place is not None:
            if place not in self._written:
                ids = [each.id for each in self._citations.clusters[place].items]
                self._written[place] = self._finished(self._made().citations[place], ids)
            return self._written[place]
        items = citation.items if item is None else (citation.items[item],)
        for each in items:
            self.records[each.id]
        return self._made_alone(Cluster(items))

    def _made_alone(self, cluster: Cluster) -> str:
        """A citation that is none of the edition's texts."""
        if cluster not in self._alone:
            ids = [item.id for item in cluster.items]
            records = [self.records[id] for id in dict.fromkeys(ids)]
            run = _run(records, [cluster], self.style, self.labels)
            self._more.append(run)
            self._alone[cluster] = self._finished(run.result().citations[0], ids)
        return self._alone[cluster]

    def _finished(self, markup: str, ids: Iterable[str]) -> str:
        markup = unquote_description(markup)
        for id in ids:
            markup = mark_names(markup, self.records[id], self.language)
        markup = locale.written(markup, self.labels)
        return han.written(punctuate(markup, self._american), self.language)

    def _all_entries(self) -> list[tuple[str, str]]:
        entries = self._made().entries
        listed = {id for id, _ in entries}
        made: dict[str, str] = {}
        for id, markup in entries:
            own = id.removesuffix(_STANDS_IN)
            if own == id or own not in listed:
                made[own] = markup
        if any(id not in made for id in self.records):
            made = self._with_stand_ins(made)
        return [(id, self._whole_entry(id, markup)) for id, markup in made.items()]

    def _with_stand_ins(self, made: Mapping[str, str]) -> dict[str, str]:
        """The entries, and in their places those of sources that the style names in notes alone:
        as parts of a work; where it has no list at all, as they are cited."""
        records, absent = [*self.records.values()], [id for id in self.records if id not in made]
        for id in absent:
            kind = _STAND_INS.get(str(self.records[id].get("type")), "document")
            records.append({**self.records[id], "id": f"{id}{_STANDS_IN}", "type": kind})
        clusters = [Cluster((CitationItem(id),), 3 * n) for n, id in enumerate(absent, 1)]
        run = _run(records, clusters, self.style, self.labels)
        self._more.append(run)
        more = run.result()
        entries = ((id.removesuffix(_STANDS_IN), markup) for id, markup in more.entries)
        found = {id: made.get(id, markup) for id, markup in entries if id in self.records}
        for id, cited in zip(absent, more.citations, strict=True):
            found.setdefault(id, linked(cited, None))
        return found

    def _whole_entry(self, id: str, markup: str) -> str:
        record = self.records[id]
        entry = capitals(self.closed(self._finished(markup, [id])), record, self.language)
        note = " ".join(str(record.get("note") or "").split())
        if note and "note" not in self.style.variables:
            entry += " " + close(escape(note, quote=False))
        return han.written(entry, self.language)
