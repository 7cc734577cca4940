"""Convert: turns annotations.yaml into typed annotations, each knowing its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from edition import model
from edition.annotations import maps, noteplaces, opening, source, structure, tones, workflow
from edition.annotations.groups import HEADING_GROUPS, OF_RECORDS, WORKFLOW
from edition.model.problems import Place
from edition.yamlfile import columns
from edition.yamlfile.load import YamlFile

if TYPE_CHECKING:
    from edition.annotations.schema.apparatus import BackSection, Record, Section
    from edition.annotations.schema.headings import Heading
    from edition.annotations.schema.models import AnnotationsFile
    from edition.annotations.schema.notes import Called, Quoting
    from edition.annotations.schema.values import Entry


#: Whose texts are sections of their own, with headings in them.
_SECTIONS = frozenset(("front", "back", "text-note"))


def build(file: YamlFile, parsed: AnnotationsFile) -> model.Annotations:
    """The typed annotations of a file that has been validated as `parsed`."""
    return _Builder(file, parsed).build()


def _records(parsed: AnnotationsFile) -> Iterable[Record]:
    """The records that are written in the file itself."""
    return () if isinstance(parsed.sources, str) else parsed.sources


class _Builder:
    """Carries the validated file over into the model, with places."""

    def __init__(self, file: YamlFile, parsed: AnnotationsFile) -> None:
        self.file = file
        self.parsed = parsed
        self.first_source = parsed.source.files[0].path

    def build(self) -> model.Annotations:
        parsed = self.parsed
        return model.Annotations(
            file=self.file.name,
            metadata=self._metadata(),
            pdfs=tuple(
                model.PdfFormat(**dict(item), place=self._at("pdf", k))
                for k, item in enumerate(parsed.pdf)
            ),
            files=tuple(
                model.FileRule(item.path, item.sha256.lower(), self._at("source", "files", k))
                for k, item in enumerate(parsed.source.files)
            ),
            paragraphs=source.paragraphs(parsed.source),
            markup=parsed.source.markup or "",
            signs=source.signs(parsed.source),
            formatting=tuple(source.formatting(parsed.formatting, self._selector)),
            calls=parsed.notes.calls,
            note_sources=parsed.notes.sources,
            marked_terms=parsed.notes.terms,
            series=tuple(self._series()),
            author=source.author_series(parsed.source, parsed.series),
            explanatory=noteplaces.explanatory(parsed.notes),
            textual=noteplaces.textual(parsed.notes),
            verse_lines=noteplaces.verse_lines(parsed),
            note_keys=noteplaces.keys(self.file, parsed.notes),
            ornament=parsed.source.ornament,
            ornament_place=self._at("source", "ornament"),
            pages=source.pages(parsed.source, self._at("source", "pages")),
            milestones=tuple(source.milestones(parsed.milestones, self._selector)),
            structure=structure.build(self.file, parsed.structure, self._line),
            omissions=tuple(self._omission(k) for k in range(len(parsed.omissions))),
            emendations=tuple(self._emendation(k) for k in range(len(parsed.emendations))),
            front=tuple(self._sections("front", parsed.front)),
            back=tuple(self._sections("back", parsed.back)),
            text_note=self._optional_body(parsed.text_note, "text-note"),
            footnotes=tuple(
                model.Footnote(
                    item.id,
                    self._selector(item, "footnotes", k),
                    self._body("footnotes", k, "note"),
                    self._at("footnotes", k),
                    *self._calls(item, "footnotes", k),
                    item.series,
                )
                for k, item in enumerate(parsed.footnotes)
            ),
            textual_notes=tuple(
                model.TextualNote(
                    item.id,
                    self._selector(item, "textual-notes", k),
                    self._body("textual-notes", k, "note"),
                    self._at("textual-notes", k),
                    *self._calls(item, "textual-notes", k),
                )
                for k, item in enumerate(parsed.textual_notes)
            ),
            glossary=tuple(self._term(k) for k in range(len(parsed.glossary))),
            headings=tuple(self._headings()),
            chronology=self._chronology(),
            maps=tuple(
                maps.build(self.file, item, k, self._optional_body)
                for k, item in enumerate(parsed.maps)
            ),
            opening=opening.build(self.file, parsed.opening, self._optional_body),
            photos=tuple(self._photo(k) for k in range(len(parsed.photos))),
            pictures=tuple(self._picture(k) for k in range(len(parsed.pictures))),
            lists_illustrations=parsed.list_of_illustrations,
            illustrations_place=self._at("list-of-illustrations"),
            sources=tuple(
                model.SourceRecord(item.id, self._record(k), self._at("sources", k))
                for k, item in enumerate(_records(parsed))
            ),
            sources_file=parsed.sources if isinstance(parsed.sources, str) else "",
            sources_place=self._at("sources"),
            rules=self._rules(),
            ledger=parsed.ledger,
            ledger_place=self._at("ledger"),
            workflow=tuple(workflow.of(self.file, parsed)),
            editions=tuple(
                model.NamedEdition(item.id, item.name, self._at("editions", k))
                for k, item in enumerate(parsed.editions)
            ),
            included=tuple(sorted(set(self.file.contents) - {self.file.name})),
        )

    def _metadata(self) -> model.Metadata:
        meta = self.parsed.edition
        original = meta.original
        return model.Metadata(
            **{
                **dict(meta),
                "contributors": tuple(
                    model.Contributor(
                        **dict(item),
                        place=self._at("edition", "contributors", k, "role"),
                    )
                    for k, item in enumerate(meta.contributors)
                ),
                "credits": tuple(
                    model.Credit(item.name, item.for_, item.address) for item in meta.credits
                ),
                "place": self._at("edition", "labels"),
                "identifier_place": self._at("edition", "identifier"),
                "web_edition_place": self._at("edition", "web-edition"),
                "cover": model.Cover(**dict(meta.cover), place=self._at("edition", "cover"))
                if meta.cover
                else None,
                "style_place": self._at("edition", "citation-style"),
                "date_order_place": self._at("edition", "date-order"),
                "original": model.Original(**dict(original)) if original else None,
                "subjects": tuple(meta.subjects),
            }
        )

    def _series(self) -> Iterable[model.DeclaredSeries]:
        for k, item in enumerate(self.parsed.series):
            if item.id != source.AUTHOR:
                yield model.DeclaredSeries(source.series(item), self._at("series", k))

    def _sections(
        self, group: str, items: Iterable[Section | BackSection]
    ) -> Iterable[model.Section]:
        for k, item in enumerate(items):
            body, place = self._body(group, k, "body"), self._at(group, k)
            yield model.Section(item.id, item.title, item.kind, body, place)

    def _omission(self, k: int) -> model.Omission:
        item = self.parsed.omissions[k]
        lines = tuple(
            self._line(value, "omissions", k, "lines", n) for n, value in enumerate(item.lines)
        )
        return model.Omission(lines, item.reason, self._at("omissions", k))

    def _emendation(self, k: int) -> model.Emendation:
        item = self.parsed.emendations[k]
        reason = self._optional_body(item.reason, "emendations", k, "reason")
        selector = self._selector(item, "emendations", k)
        id = f"emendation {k + 1}"  # with a space, which no id of an annotator has
        hung = self._at("emendations", k), *self._calls(item, "emendations", k)
        return model.Emendation(id, selector, item.reading, reason, *hung)

    def _term(self, k: int) -> model.Term:
        item = self.parsed.glossary[k]
        return model.Term(
            id=item.id,
            headword=item.term,
            forms=tuple(item.forms) or (item.term,),
            definition=self._body("glossary", k, "definition"),
            original=item.original.text if item.original else "",
            original_language=item.original.language if item.original else "",
            transliteration=item.transliteration,
            pronunciation=item.pronunciation,
            expansion=item.expansion,
            place=self._at("glossary", k),
        )

    def _photo(self, k: int) -> model.Photo:
        item = self.parsed.photos[k]
        credit = None if item.credit is None else self._line(item.credit, "photos", k, "credit")
        caption = self._line(item.caption, "photos", k, "caption")
        note = self._optional_body(item.note, "photos", k, "note")
        values = {**_said_of_text(item), "caption": caption, "credit": credit, "note": note}
        return model.Photo(**values, place=self._at("photos", k))

    def _picture(self, k: int) -> model.Illustration:
        item = self.parsed.pictures[k]
        after = None if item.after is None else self._line(item.after, "pictures", k, "after")
        words = self._optional_body(item.caption, "pictures", k, "caption")
        values = {**_said_of_text(item), "after": after, "caption": words}
        return model.Illustration(**values, place=self._at("pictures", k))

    def _headings(self) -> Iterable[model.IndexHeading]:
        for kind, group in HEADING_GROUPS.items():
            for k, item in enumerate(getattr(self.parsed, group)):
                yield self._heading(kind, item, group, k)

    def _heading(
        self, kind: model.HeadingKind, item: Heading, group: str, k: int
    ) -> model.IndexHeading:
        degrees = getattr(item, "coordinates", None)
        return model.IndexHeading(
            id=item.id,
            kind=kind,
            name=item.name,
            forms=tuple(item.forms) or (() if item.see else (item.name,)),
            mentions=tuple(
                self._selector(quoting, group, k, "mentions", n)
                for n, quoting in enumerate(item.mentions)
            ),
            exceptions=tuple(
                self._selector(quoting, group, k, "except", n)
                for n, quoting in enumerate(item.exceptions)
            ),
            original=item.original.text if item.original else "",
            original_language=item.original.language if item.original else "",
            transliteration=item.transliteration,
            pronunciation=item.pronunciation,
            expansion=getattr(item, "expansion", ""),
            born=getattr(item, "born", ""),
            died=getattr(item, "died", ""),
            wikidata=item.wikidata,
            coordinates=model.Coordinates(*degrees) if degrees else None,
            description=self._optional_body(item.description, group, k, "description"),
            place=self._at(group, k),
            see=item.see,
            see_also=tuple(item.see_also),
            subheadings=tuple(
                model.Subheading(
                    under.heading, tuple(under.at), self._at(group, k, "subheadings", n)
                )
                for n, under in enumerate(item.subheadings)
            ),
            off_map=getattr(item, "off_map", ""),
        )

    def _chronology(self) -> model.Chronology | None:
        item = self.parsed.chronology
        if item is None:
            return None
        return model.Chronology(
            introduction=self._optional_body(item.introduction, "chronology", "introduction"),
            timelines=tuple(
                model.Timeline(
                    line.id, line.title, line.from_, line.to, self._at("chronology", "timelines", k)
                )
                for k, line in enumerate(item.timelines)
            ),
            events=tuple(
                model.Event(
                    event.date,
                    event.until,
                    event.label,
                    self._body("chronology", "events", k, "event"),
                    self._at("chronology", "events", k),
                )
                for k, event in enumerate(item.events)
            ),
        )

    def _rules(self) -> model.Rules:
        rules = self.parsed.rules
        values = {
            **dict(rules),
            "tone_words": tones.words(rules.tone_words),
            "exceptions": tuple(
                model.RuleException(**dict(item), place=self._at("rules", "exceptions", k))
                for k, item in enumerate(rules.exceptions)
            ),
        }
        return model.Rules(**values, place=self._at("rules"))

    def _record(self, k: int) -> Mapping[str, object]:
        """A source as it is written: CSL has more variables than the models name."""
        record = self.file.at(("sources", k))
        assert isinstance(record, dict), "the file was validated"
        return {key: value for key, value in record.items() if key not in OF_RECORDS}

    def _selector(self, item: Quoting, *path: str | int) -> model.Selector:
        return model.Selector(item.quote, item.prefix, item.suffix, self._at(*path, "quote"))

    def _calls(self, item: Called, *path: str | int) -> tuple[bool, tuple[model.CallPlace, ...]]:
        """Whether the call stands before its words, and where else it is called."""
        also = (
            model.CallPlace(self._selector(place, *path, "also", n), place.at == "start")
            for n, place in enumerate(item.also)
        )
        return item.at == "start", tuple(also)

    def _line(self, value: int | str, *path: str | int) -> model.LineRef:
        file, _, lines = str(value).rpartition(":")
        first, _, last = lines.partition("-")
        return model.LineRef(
            file or self.first_source, int(first), int(last or first), self._at(*path)
        )

    def _optional_body(self, text: str, *path: str | int) -> model.BodyText | None:
        return self._body(*path) if text else None

    def _body(self, *path: str | int) -> model.BodyText:
        text = self.file.at(path)
        assert isinstance(text, str), "the file was validated"
        if self.parsed.edition.print_initials and len(path) > 1:
            text = workflow.signed(text, str(self.file.at((*path[:-1], "author")) or ""))
        is_section, column = path[0] in _SECTIONS, columns.of_text(self.file, path)
        return model.BodyText(text, self.file.body_place(path), is_section, column)

    def _at(self, *path: str | int) -> Place:
        return self.file.place(path)


def _said_of_text(item: Entry) -> dict[str, Any]:
    """The fields of an entry without what is said of the work on it."""
    return {key: value for key, value in item if key.rstrip("_").replace("_", "-") not in WORKFLOW}
