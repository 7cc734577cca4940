"""Interview: what `add` asks on a terminal, one thing after the other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import click

from edition.anchoring import selectors
from edition.anchoring.selectors import Quotation
from edition.annotations.schema.values import ID
from edition.assembly import partial
from edition.authoring import find
from edition.authoring.add import fields as add_fields
from edition.authoring.add import kinds, write
from edition.authoring.add.kinds import Field
from edition.cli import questions
from edition.cli.common import print_problems
from edition.model import Span
from edition.model.problems import BuildFailed, did_you_mean, printable, quoted
from edition.system.project import Project
from edition.text.lineends import on_one_line
from edition.yamlfile.load import YamlValue

#: Places among which somebody can choose by number.
_SHOWN = 30
#: Fields that are worth a question although they may be left out, by kind.
_WORTHWHILE = {
    "event": ("until", "label"),
    "person": ("born", "died"),
    "formatting": ("as", "language"),
    "series": ("marks", "place"),
}
#: What other forms correct.
_OF_FORMS = frozenset(("term-never-used", "heading-never-mentioned", "same-form-twice"))
#: Variables of CSL that nearly every source has; the models leave them to CSL.
_OF_SOURCES = (
    Field(
        "author",
        "list of text",
        False,
        "Who wrote it: “Surname, Given”, or a body’s name.",
        "Doe, Jane",
    ),
    Field("issued", "date", False, "When it came out.", "2014-12-15"),
    Field("container-title", "text", False, "The newspaper, journal, or book that it stands in."),
    Field("URL", "text", False, "Its web address."),
)


class AddSession:
    """One entry, asked for: `planned` gives it, checked and not written."""

    def __init__(
        self, project: Project, kind: str | None, values: Mapping[str, YamlValue], editor: bool
    ) -> None:
        self.project = project
        self.kind = questions.kind(kind)
        self.values = dict(values)
        self.editor = editor
        self.reading = partial.read(project)
        body = kinds.body_of(self.kind)
        if body and body.key != "note" and "note" in self.values:
            self.values[body.key] = self.values.pop("note")
        self.body = body

    def planned(self) -> write.Planned:
        """Ask for what is missing; where the entry has problems, ask again for what has them."""
        self._ask_words()
        for field in self._order():
            known = field.key == self.kind.words and self._has_line()
            given = known or field.key in self.values
            if not given and field.key not in ("quote", "prefix", "suffix"):
                self._ask(field)
        self._ask_sources()
        while True:
            try:
                return write.plan(self.project, self.kind.name, self.values)
            except BuildFailed as failed:
                again = self._wrong(failed)
                if not again:
                    self._give_back()
                    raise
                print_problems(failed.problems)
                for field in again:
                    self._ask(field, again=True)

    def _order(self) -> list[Field]:
        """The fields as they are asked for: the id is proposed from those before it."""
        fields = list(kinds.fields(self.kind))
        last = [field for field in fields if field.key == "id" or field is self.body]
        more = _OF_SOURCES if self.kind.name == "source" else ()
        return [*(field for field in fields if field not in last), *more, *last]

    # ── the words of the text ───────────────────────────────────────────────────────────────

    def _ask_words(self) -> None:
        if not self.kind.words or self._has_line():
            return
        while self.kind.hangs_on_words or "quote" in self.values or self._wants_words():
            if "quote" not in self.values:
                words = click.prompt("Words of the text", default="", show_default=False)
                if not words.strip():
                    if self.kind.hangs_on_words:
                        continue
                    return
                self.values["quote"] = words
            if self._place():
                return
            for key in ("quote", "prefix", "suffix", "line"):
                self.values.pop(key, None)

    def _has_line(self) -> bool:
        """Whether a line of the source is given in the place of words."""
        return self.kind.names_lines and "line" in self.values and "quote" not in self.values

    def _wants_words(self) -> bool:
        return self.kind.words not in self.values

    def _place(self) -> bool:
        """Settle which place is meant; False where other words are wanted."""
        anchorer = self.reading.anchorer
        words = str(self.values["quote"])
        if self.kind.has_forms:
            if not selectors.places(anchorer, kinds.bare(words)):
                return self._nearest(words)
            return True
        if any(key in self.values for key in ("prefix", "suffix", "line")):
            return True
        every = selectors.places(anchorer, words)
        kept = [span for span in every if not anchorer.is_omitted(span)]
        if not every:
            return self._nearest(words)
        if not kept:
            click.echo("The words stand only in paragraphs that are left out. Take other words.")
            return False
        return self._take(kept[0] if len(kept) == 1 else self._choose(kept))

    def _nearest(self, words: str) -> bool:
        near = selectors.near(self.reading.anchorer, words)
        if near is None:
            click.echo(f"{quoted(words)} is not in the text, and nothing comes near.")
            return False
        own = on_one_line(self.reading.source, near.span)
        click.echo(f"{quoted(words)} is not in the text. Nearest ({near.score:.0f} % alike):")
        self._show(near.span)
        if not click.confirm("Is it meant?", default=True):
            return False
        self.values["quote"] = own
        return self.kind.has_forms or self._take(near.span)

    def _choose(self, spans: Sequence[Span]) -> Span:
        click.echo(f"The words stand {len(spans)} times:")
        shown = spans[:_SHOWN]
        for number, span in enumerate(shown, 1):
            self._show(span, f"{number:3}  ")
        if len(spans) > len(shown):
            click.echo(f"     … and {len(spans) - len(shown)} more: quote more words for those.")
        return shown[click.prompt("Which one", type=click.IntRange(1, len(shown))) - 1]

    def _take(self, span: Span) -> bool:
        made = selectors.quotation(self.reading.anchorer, span)
        if not isinstance(made, Quotation):
            click.echo(printable(f"{made.message} {made.hint}"))
            return False
        self.values |= made.values()
        return True

    def _show(self, span: Span, lead: str = "     ") -> None:
        from edition.text.source import place_of

        before, words, after = find.excerpt(self.reading.anchorer, span, 40)
        where = place_of(self.reading.source, span.start)
        click.echo(f"{lead}{where}  {printable(before)}«{printable(words)}»{printable(after)}")

    # ── the fields ──────────────────────────────────────────────────────────────────────────

    def _ask(self, field: Field, *, again: bool = False) -> None:
        if field.fields and not field.is_list:
            self._ask_group(field, again)
            return
        default = "" if again and field is self.body else self._proposal(field)
        worthwhile = field in _OF_SOURCES or field.key in _WORTHWHILE.get(self.kind.name, ())
        worthwhile = worthwhile or (field.key == "series" and bool(self._known_series()))
        if not (field.required or default or worthwhile or again or field is self.body):
            return
        if field is self.body:
            self._ask_text(field)
            return
        optional = not field.required or field.key == "id"
        question = questions.question(field, optional=optional, example=not default)
        while True:
            text = click.prompt(question, default=default, show_default=bool(default)).strip()
            wrong = self._wrong_value(field, text) if text else ""
            if wrong:
                click.echo(wrong)
            elif text or optional:
                break
        self._set(field, text)

    def _wrong_value(self, field: Field, text: str) -> str:
        """What is wrong with a value, said at once; empty where it is good."""
        if field.key == "id":
            return self._wrong_id(text)
        known = self._known_series() if field.key == "series" else field.choices
        if not known or text in known:
            return ""
        return f"{did_you_mean(text, known)} There are: {', '.join(known)}.".strip()

    def _known_series(self) -> list[str]:
        return [item.series.id for item in self.reading.annotations.series]

    def _ask_group(self, group: Field, again: bool) -> None:
        """The fields of a group one by one, where it must be there or is begun."""
        begun = any(key.startswith(f"{group.key}.") for key in self.values)
        if not (group.required or begun or again):
            return
        for inner in group.fields:
            key = f"{group.key}.{inner.key}"
            if inner.required and (again or key not in self.values):
                self._ask(replace(inner, key=key), again=again)

    def _wrong_id(self, id: str) -> str:
        """What is wrong with an id, said at once; empty where it is good."""
        if not re.fullmatch(ID, id):
            good = kinds.slug(id)
            such = f", such as {good}" if good else ""
            return f"An id has small letters a–z, digits and hyphens{such}."
        if id in self._taken():
            free = kinds.new_id(self.kind, id, self._taken())
            return f"The id “{id}” is taken. Choose another name, such as {free}."
        return ""

    def _set(self, field: Field, text: str) -> None:
        if not text:
            self.values.pop(field.key, None)
        elif field.is_list:
            self.values[field.key] = [name.strip() for name in text.split(";") if name.strip()]
        else:
            self.values[field.key] = text

    def _proposal(self, field: Field) -> str:
        """What stands in the brackets of a question."""
        if field.key in self.values:
            value = self.values[field.key]
            return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        words = str(self.values.get("quote", ""))
        own = kinds.proposed(self.kind, words, self._taken()) if words else {}
        if field.key == "id":
            called = self._called() or words
            return kinds.new_id(self.kind, called, self._taken()) if called else ""
        value = own.get(field.key, "")
        return value if isinstance(value, str) else ""

    def _called(self) -> str:
        if self.kind.name == "source":
            return add_fields.source_words(self.values)
        if self.kind.name == "photo" and not self.values.get("quote"):
            return self._line_words(
                str(self.values.get("line") or self.values.get("caption") or "")
            )
        return str(self.values.get(self.kind.words) or self.values.get("title") or "")

    def _line_words(self, line: str) -> str:
        """The words of the paragraph that begins on a line, `12` or `part2.txt:12`."""
        file, _, number = line.strip().rpartition(":")
        for item in self.reading.source.paragraphs:
            if str(item.line) == number and file in ("", item.file):
                return on_one_line(self.reading.source, item.span)[:80]
        return ""

    def _taken(self) -> set[str]:
        from edition.assembly.inputs import load_annotations

        return kinds.taken_ids(self.kind, load_annotations(self.project).data)

    def _ask_text(self, field: Field) -> None:
        old = str(self.values.get(field.key, ""))
        if old and not self.editor:
            self.editor = click.confirm("Change it in your editor? (No: write it anew)")
        while True:
            text = self._edited(field, old) if self.editor else questions.typed(field)
            if text.strip() or not field.required:
                break
        self._set(field, text if text.strip() else "")

    def _edited(self, field: Field, old: str) -> str:
        click.echo(f"{field.key}: {field.help} (In your editor; an empty text leaves it out.)")
        try:
            return click.edit(old, extension=".md", require_save=False) or ""
        except click.ClickException as error:
            click.echo(printable(f"{error.message} Write it here."))
            self.editor = False
            return questions.typed(field)

    def _ask_sources(self) -> None:
        if self.body is None or not self.values.get(self.body.key) or "cite" in self.values:
            return
        known = [record.id for record in self.reading.annotations.sources]
        if not known or "[@" in str(self.values[self.body.key]):
            return
        cited: list[str] = []
        while True:
            question = (
                "Source, by its id (Enter for no more)"
                if cited
                else ("Source, by its id (Enter for none)")
            )
            id = click.prompt(question, default="", show_default=False).strip().strip("[]@ ")
            if not id:
                break
            if id in known:
                cited.append(id)
            else:
                click.echo(f"There is no source “{printable(id)}”. {did_you_mean(id, known)}")
        if cited:
            self.values["cite"] = cited

    def _wrong(self, failed: BuildFailed) -> list[Field]:
        """The fields of the new entry that have problems; none if one lies elsewhere."""
        keys = []
        for problem in failed.problems:
            found = re.fullmatch(rf"new {self.kind.name} \(([\w-]+)\)", problem.place.file)
            if problem.code in _OF_FORMS and self.kind.has_forms:
                keys.append("forms")
            elif found and found[1] not in ("quote", "prefix", "suffix", "line"):
                keys.append(found[1])
            else:
                return []
        return [field for field in self._order() if field.key in keys]

    def _give_back(self) -> None:
        """What somebody has typed is not lost with the entry."""
        if self.body and (text := self.values.get(self.body.key)):
            click.echo("Your text was:")
            for line in str(text).splitlines():
                click.echo(printable(line))
