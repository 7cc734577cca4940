"""Structure: gives each paragraph of the source its role, or leaves it out with a reason."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from edition.model import (
    Annotations,
    Given,
    LineRef,
    OmittedText,
    Paragraph,
    Photo,
    Role,
    SourceText,
    Span,
    SplitRule,
)
from edition.model.dataclass import dataclass
from edition.model.problems import Place, Problem, Severity, did_you_mean, quoted
from edition.text import breaks, headings, levels, tablecells, turns
from edition.text.lineends import folded_words, reading
from edition.text.normalize import fold_quote
from edition.text.parts import Part


@dataclass(slots=True)
class Layout:
    """The reading text in order, what was left out, and what is wrong."""

    parts: list[Part] = field(default_factory=list)
    omitted: list[OmittedText] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def lay_out(source: SourceText, annotations: Annotations) -> Layout:
    """Apply the declared structure to the paragraphs of `source`.

    Problems: lines where no paragraph begins, paragraphs named twice, a split that is not in
    its paragraph, captions that belong to no photo, a source with nothing left to read.
    """
    return _Assigner(source, annotations).run()


class _Assigner:
    def __init__(self, source: SourceText, annotations: Annotations) -> None:
        self.source = source
        self.annotations = annotations
        self.layout = Layout()
        self.lines: dict[str, list[int]] = {}
        self.at: dict[tuple[str, int], Paragraph] = {}
        #: Notes that stand within a paragraph: they begin on its line, which means the paragraph.
        self.inner: dict[tuple[str, int], list[Paragraph]] = {}
        for paragraph in source.paragraphs:
            key = (paragraph.file, paragraph.line)
            if key in self.at:
                self.inner.setdefault(key, []).append(paragraph)
                continue
            self.lines.setdefault(paragraph.file, []).append(paragraph.line)
            self.at[key] = paragraph
        self.roles: dict[tuple[str, int], tuple[Role, LineRef]] = {}
        self.languages: dict[tuple[str, int], tuple[str, LineRef]] = {}
        self.photos: dict[tuple[str, int], Photo] = {}
        self.splits: dict[tuple[str, int], SplitRule] = {}

    def run(self) -> Layout:
        omitted = self._omissions()
        self._photos()
        self._roles()
        self._languages()
        for rule in self.annotations.structure.splits:
            for paragraph in self._paragraphs(rule.line):
                key = (paragraph.file, paragraph.line)
                if key in self.splits:
                    self._twice(rule.line, key, self.splits[key].line)
                self.splits[key] = rule
        for paragraph in self.source.paragraphs:
            key = (paragraph.file, paragraph.line)
            if key in omitted:
                self._check_not_both(key, omitted[key])
                continue
            if paragraph.given and self.at[key] is not paragraph:
                self.layout.parts += filter(None, [self._marked(paragraph, paragraph.given)])
                continue
            language = self.languages.get(key, ("",))[0]
            self.layout.parts += (
                replace(part, language=language) for part in self._parts(paragraph, key)
            )
        structure = self.annotations.structure
        title = self.annotations.metadata.title
        parts = levels.assign(self.source, self.layout.parts, structure.levels, title)
        parts = headings.assign(self.source, parts, structure.headings)
        parts = breaks.assign(self.source, parts)
        noted = [part for part in parts if part.note >= 0]
        parts, odd = turns.assign(self.source, structure, [p for p in parts if p.note < 0])
        self.layout.parts = sorted([*parts, *noted], key=_begin) if noted else parts
        self.layout.problems += odd
        self._check_figures()
        for own in (parts, noted):  # a note in a cell does not end the table
            self.layout.problems += tablecells.problems(self.source, own)
        return self.layout

    def _omissions(self) -> dict[tuple[str, int], LineRef]:
        omitted: dict[tuple[str, int], LineRef] = {}
        for omission in self.annotations.omissions:
            for ref in omission.lines:
                for paragraph in self._paragraphs(ref):
                    key = (paragraph.file, paragraph.line)
                    if key in omitted:
                        self._twice(ref, key, omitted[key])
                        continue
                    omitted[key] = ref
                    for item in (paragraph, *self.inner.get(key, ())):
                        text = reading(self.source, item.span)
                        self.layout.omitted.append(
                            OmittedText(*key, item.span, text, omission.reason)
                        )
        self.layout.omitted.sort(key=lambda item: item.span)
        return omitted

    def _photos(self) -> None:
        for photo in self.annotations.photos:
            for ref in filter(None, (photo.caption, photo.credit)):
                if ref.first != ref.last:
                    hint = "Name the one line that it begins on."
                    self._report("bad-value", ref.place, "A caption is one paragraph.", hint)
                for paragraph in self._paragraphs(ref):
                    key = (paragraph.file, paragraph.line)
                    if key in self.photos:
                        self._twice(ref, key, self.photos[key].caption)
                    self.photos[key] = photo

    def _roles(self) -> None:
        for rule in self.annotations.structure.rules:
            for ref in rule.lines:
                for paragraph in self._paragraphs(ref):
                    key = (paragraph.file, paragraph.line)
                    if key in self.roles:
                        self._twice(ref, key, self.roles[key][1])
                    self.roles[key] = (rule.role, ref)

    def _languages(self) -> None:
        for rule in self.annotations.structure.languages:
            for ref in rule.lines:
                for paragraph in self._paragraphs(ref):
                    key = (paragraph.file, paragraph.line)
                    if key in self.languages:
                        self._twice(ref, key, self.languages[key][1])
                    self.languages[key] = (rule.language, ref)

    def _parts(self, paragraph: Paragraph, key: tuple[str, int]) -> Iterator[Part]:
        note = paragraph.given.note if paragraph.given else -1
        if rule := self.splits.get(key):
            if key in self.roles:
                self._twice(self.roles[key][1], key, rule.line)
            if key in self.photos:
                self._twice(self.photos[key].caption, key, rule.line)
            yield from self._split(paragraph, rule)
        elif photo := self.photos.get(key):
            is_caption = key == (photo.caption.file, photo.caption.first)
            role = Role.CAPTION if is_caption else Role.CREDIT
            # To name a caption's role as well is no fault, to give it another is.
            if self.roles.get(key, (role,))[0] is not role:
                self._twice(self.roles[key][1], key, photo.caption)
            yield Part(role, paragraph.span, paragraph, photo, note=note)
        elif key in self.roles:
            role, ref = self.roles[key]
            if role in (Role.CAPTION, Role.CREDIT):
                self._orphan_caption(role, ref)
            yield Part(role, paragraph.span, paragraph, note=note)
        elif paragraph.given and (part := self._marked(paragraph, paragraph.given)):
            yield part
        else:
            default = self.annotations.structure.default
            item = paragraph.given.item if paragraph.given else None
            yield Part(default, paragraph.span, paragraph, is_default=True, item=item)

    def _marked(self, paragraph: Paragraph, given: Given) -> Part | None:
        """A paragraph of which the markup says what it is."""
        role = given.role
        if role is Role.CAPTION:
            self._no_picture(paragraph)
        if given.note < 0 and role is None:
            return None
        return Part(
            role or Role.NARRATIVE,
            paragraph.span,
            paragraph,
            note=given.note,
            level=given.level,
            item=given.item,
        )

    def _no_picture(self, paragraph: Paragraph) -> None:
        words = quoted(self.source.words(paragraph.span), 60)
        message = f"The text has a picture here, and the edition none: {words}."
        hint = f"Name the picture under `photos`, with `caption: {paragraph.line}`."
        place = paragraph.place
        problem = Problem("picture-without-photo", place, message, hint, Severity.WARNING)
        self.layout.problems.append(problem)

    def _split(self, paragraph: Paragraph, rule: SplitRule) -> Iterator[Part]:
        start, end = paragraph.span
        note = paragraph.given.note if paragraph.given else -1
        folded = folded_words(self.source, paragraph.span)
        at = folded.text.find(fold_quote(rule.at))
        if at <= 0:
            message = f"The words {quoted(rule.at)} do not divide the paragraph on this line."
            hint = f"It reads: {quoted(self.source.words(paragraph.span), 300)}"
            self._report("split-not-found", rule.place, message, hint)
            yield Part(rule.first, paragraph.span, paragraph, note=note)
            return
        middle = start + folded.back(at, at + 1).start
        head_end = middle
        while head_end > start and self.source.text[head_end - 1].isspace():
            head_end -= 1
        yield Part(rule.first, Span(start, head_end), paragraph, note=note)
        yield Part(rule.second, Span(middle, end), paragraph, note=note)

    def _paragraphs(self, ref: LineRef) -> list[Paragraph]:
        """The paragraphs that begin on the lines of `ref`; a problem where there are none."""
        if ref.file not in self.lines:
            self._unknown_file(ref)
            return []
        lines = self.lines[ref.file]
        chosen = lines[bisect_left(lines, ref.first) : bisect_right(lines, ref.last)]
        if not chosen or (ref.first == ref.last and chosen != [ref.first]):
            self._no_paragraph(ref, lines)
            return []
        return [self.at[ref.file, line] for line in chosen]

    def _unknown_file(self, ref: LineRef) -> None:
        names = [file.path for file in self.source.files]
        if ref.file in names:
            self._report("no-paragraph-at-line", ref.place, f"{ref.file} has no paragraphs.", "")
            return
        hint = did_you_mean(ref.file, names) or f"The source files: {', '.join(names)}."
        message = f"“{ref.file}” is not among the source files."
        self._report("unknown-source-file", ref.place, message, hint)

    def _no_paragraph(self, ref: LineRef, lines: list[int]) -> None:
        k = bisect_right(lines, ref.first)
        near = lines[max(0, k - 1) : k + 1]
        shown = "\n".join(
            f"{line}: {quoted(self.source.words(self.at[ref.file, line].span), 60)}"
            for line in near
        )
        hint = f"The nearest paragraphs of {ref.file} begin here:\n{shown}"
        message = f"No paragraph begins on line {ref.first}."
        if ref.last != ref.first:
            message = f"No paragraph begins on the lines {ref.first}-{ref.last}."
        self._report("no-paragraph-at-line", ref.place, message, hint)

    def _check_not_both(self, key: tuple[str, int], omission: LineRef) -> None:
        if key in self.roles:
            self._twice(self.roles[key][1], key, omission)
        if key in self.languages:
            self._twice(self.languages[key][1], key, omission)
        if key in self.photos:
            self._twice(self.photos[key].caption, key, omission)

    def _twice(self, ref: LineRef, key: tuple[str, int], first: LineRef) -> None:
        message = f"The paragraph on line {key[1]} of {key[0]} has a place already."
        hint = f"It is named first at line {first.place[1]} of this file. Keep one of the two."
        self._report("paragraph-named-twice", ref.place, message, hint)

    def _orphan_caption(self, role: Role, ref: LineRef) -> None:
        message = f"A {role} needs a photo that names it."
        hint = f"Add an entry under photos: with {role}: {ref.first}, and take the line out here."
        self._report("caption-without-photo", ref.place, message, hint)

    def _check_figures(self) -> None:
        """A photo's caption and credit must follow each other, so that they form one figure."""
        order = {part.paragraph: k for k, part in enumerate(self.layout.parts) if part.photo}
        for photo in self.annotations.photos:
            where = [k for p, k in order.items() if self.photos[p.file, p.line] is photo]
            if len(where) == 2 and abs(where[0] - where[1]) != 1:
                message = f"Caption and credit of the photo “{photo.id}” stand apart."
                hint = "Paragraphs between them must be left out or belong to another photo."
                self._report("caption-credit-apart", photo.place, message, hint)

    def _report(self, code: str, place: Place, message: str, hint: str) -> None:
        self.layout.problems.append(Problem(code, place, message, hint))


def _begin(part: Part) -> int:
    return part.span.start


def omitted_spans(items: Iterable[OmittedText]) -> list[Span]:
    """The spans left out, in order."""
    return [item.span for item in items]
