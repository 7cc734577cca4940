"""Source: what annotations.yaml says of the source's markup, typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from edition.annotations import noteplaces
from edition.model import (
    Form,
    FormattingRule,
    KeyedBy,
    Marks,
    PageRule,
    PagesOfOriginal,
    Selector,
    Series,
)
from edition.model.problems import Place, Problem, Severity
from edition.yamlfile.load import YamlFile, YamlPath

if TYPE_CHECKING:
    from edition.annotations.schema.edition import Source
    from edition.annotations.schema.models import AnnotationsFile
    from edition.annotations.schema.notes import Formatting, Milestone, NoteSeries

#: The id of the series of notes that the text itself has.
AUTHOR = "author"


def paragraphs(source: Source) -> str:
    """How paragraphs are divided: a text with marks is wrapped by hand, unless it says otherwise;
    Markdown's are."""
    if source.markup == "markdown":
        return "blank-line"
    return source.paragraphs or ("blank-line" if source.markup == "gutenberg" else "line")


def signs(source: Source) -> Mapping[str, Form]:
    """What stands around words in a plain text."""
    return {sign: Form(form) for sign, form in (source.signs or {"_": "emphasis"}).items()}


def pages(source: Source, place: Place) -> PagesOfOriginal:
    """How the pages of the original are told."""
    declared = source.pages
    if declared is None:
        return PagesOfOriginal("", "", True, False, place)
    return PagesOfOriginal(declared.of, declared.mark, declared.shown, declared.page_list, place)


def milestones(items: Sequence[Milestone], selector: Callable[..., Selector]) -> Iterator[PageRule]:
    """The pages that are declared, in the order of the file."""
    for k, item in enumerate(items):
        yield PageRule(str(item.page), selector(item, "milestones", k), item.at == "end")


def series(item: NoteSeries, *, builtin: bool = False) -> Series:
    """A series as it is declared."""
    keyed, anew = KeyedBy(item.keyed_by), item.numbering == "chapter"
    place, own = noteplaces.place(item.place, keyed), tuple(item.source_notes)
    return Series(item.id, Marks(item.marks), place, item.label, own, builtin, keyed, anew)


def author_series(source: Source, items: Sequence[NoteSeries]) -> Series:
    """The series of the text's own notes, of which `source` alone may say the marks."""
    declared = next((item for item in items if item.id == AUTHOR), None)
    if declared:
        return series(declared, builtin=True)
    return replace(Series.AUTHOR, marks=Marks(source.note_marks))


def idle(file: YamlFile, parsed: AnnotationsFile) -> Iterator[Problem]:
    """What is said of the markup and changes nothing; and words of `formatting` of which nothing is
    said."""
    declared, markup = parsed.source, parsed.source.markup
    read = markup in ("gutenberg", "markdown")
    said: dict[YamlPath, bool] = {
        ("source", "signs"): bool(declared.signs) and markup != "gutenberg",
        ("source", "note-marks"): declared.note_marks != "symbols" and not read,
        ("source", "paragraphs"): bool(declared.paragraphs) and markup == "markdown",
        ("structure", "levels"): bool(parsed.structure.levels) and markup != "markdown",
    }
    twice = declared.note_marks != "symbols" and any(item.id == AUTHOR for item in parsed.series)
    said |= {("source", "note-marks"): said["source", "note-marks"] or twice}
    said |= {
        ("series", k, "source-notes"): bool(item.source_notes) and (not read or item.id == AUTHOR)
        for k, item in enumerate(parsed.series)
    }
    for path, is_idle in said.items():
        if is_idle:
            of = _FOR[str(path[-1])]
            if path[-1] == "note-marks" and twice:
                of = "the series `author` says it"
            elif path[-1] == "source-notes" and read:
                of = "the series `author` has all that no other has"
            message = f"The key `{path[-1]}` has no effect: {of}."
            hint = "Take it out, or declare that markup under `source`."
            yield Problem("key-without-effect", file.place(path), message, hint, Severity.WARNING)
    for k, item in enumerate(parsed.formatting):
        if not (item.as_ or item.language):
            message = "Nothing is said of these words: `as` or `language` is missing."
            hint = "Write, for example, `as: emphasis`."
            yield Problem("missing-key", file.place(("formatting", k)), message, hint)


_FOR = {
    "signs": "it is for `markup: gutenberg`",
    "note-marks": "it is for `markup: gutenberg` or `markdown`",
    "source-notes": "it is for `markup: gutenberg` or `markdown`",
    "paragraphs": "Markdown divides them itself",
    "levels": "it is for `markup: markdown`",
}


def formatting(
    items: Sequence[Formatting], selector: Callable[..., Selector]
) -> Iterator[FormattingRule]:
    """The forms of words; what is in another language may have one as well."""
    for k, item in enumerate(items):
        found = selector(item, "formatting", k)
        if item.as_:
            yield FormattingRule(Form(item.as_), "", found)
        if item.language:
            yield FormattingRule(Form.LANGUAGE, item.language, found)
