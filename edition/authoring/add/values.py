"""Values: makes one entry of what an annotator gives for it, and says what is wrong.

In: a kind, the values given (words from a form, a command, or data), the text as far as it is
read. Out: the group of keys to write, in the order of the fields. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from edition.anchoring import selectors
from edition.anchoring.context import follows, precedes
from edition.anchoring.resolve import Anchorer
from edition.annotations.groups import list_at
from edition.authoring.add import fields, kinds, softwrap
from edition.authoring.add.kinds import Field, Kind
from edition.markup import parse
from edition.model import Selector, Span
from edition.model.dataclass import dataclass
from edition.model.problems import Place, Problem, Severity, did_you_mean, printable, quoted
from edition.text import lineends
from edition.text.normalize import fold_quote
from edition.yamlfile.dump import Braces
from edition.yamlfile.load import YamlFile, YamlValue

#: Columns at which the lines of a note end in the file.
_COLUMNS = 92
#: What may be given beside the fields: words of the text, which of several places they mean, and
#: sources to cite at the end of the entry's text.
_WORDS = ("quote", "prefix", "suffix", "line")
_BESIDE = (*_WORDS, "cite")
#: The variables of a source, and the ids of sources.
_CSL = re.compile(r"[A-Za-z][A-Za-z-]{0,40}")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@dataclass(slots=True)
class Made:
    """An entry as it would be written, and where its words stand (None if it has none)."""

    values: dict[str, YamlValue]
    span: Span | None
    problems: list[Problem]


def new_place(kind: Kind, key: str = "", line: int = 0) -> Place:
    """The place of a problem in an entry that stands in no file yet: its kind and its field."""
    return Place(f"new {kind.name}{f' ({printable(key[:60])})' if key else ''}", line)


def make(
    kind: Kind, given: Mapping[str, YamlValue], anchorer: Anchorer, data: Mapping[str, YamlValue]
) -> Made:
    """The entry; `data` is the file that it is meant for."""
    return _Maker(kind, given, anchorer, data).made()


class _Maker:
    def __init__(
        self,
        kind: Kind,
        given: Mapping[str, YamlValue],
        anchorer: Anchorer,
        data: Mapping[str, YamlValue],
    ) -> None:
        self.kind = kind
        self.anchorer = anchorer
        self.data = data
        self.fields = {field.key: field for field in kinds.fields(kind)}
        known = fields.grouped(given)
        self.given = {key: value for key, value in known if not fields.is_empty(value)}
        self.problems: list[Problem] = []
        self.span: Span | None = None
        self.values: dict[str, YamlValue] = {}

    def made(self) -> Made:
        """The entry, or what is wrong with it."""
        self._refuse_unknown()
        for key, field in self.fields.items():
            if key in self.given and key not in ("quote", "prefix", "suffix"):
                self.values[key] = self._value(field, self.given[key])
        self._hang()
        self._complete()
        self._cite()
        if not self.problems:
            self._validate()
        if not self.problems:
            self._check_twice()
            self._check_id()
            self._write_texts()
        rest = [key for key in self.values if key not in self.fields]
        self.values = {k: self.values[k] for k in (*self.fields, *rest) if k in self.values}
        return Made(self.values, self.span, self.problems)

    def _report(self, code: str, message: str, key: str, hint: str = "") -> None:
        self.problems.append(Problem(code, new_place(self.kind, key), message, hint))

    def _refuse_unknown(self) -> None:
        beside = [key for key in _BESIDE if self._may_have(key)]
        for key, value in list(self.given.items()):
            known = list(dict.fromkeys([*self.fields, *beside]))
            if key not in known and not (self.kind.name == "source" and _CSL.fullmatch(key)):
                message = f"{article(self.kind.name)} {self.kind.name} has no field “{key}”."
                hint = f"{did_you_mean(key, known)} It has: {', '.join(known)}."
                self._report("unknown-key", message, key, hint.strip())
            if key in _WORDS and not isinstance(value, str | int):
                self._report("not-text", f"“{key}” must be text.", key, "Give words of the text.")
                self.given[key] = ""
            if bad := fields.control(value):
                message = f"The control character U+{ord(bad):04X} cannot stand in a book."
                self._report("control-character", message, key, "Take it out.")
        if self.kind.name == "source":
            rest = {k: v for k, v in self.given.items() if k not in (*self.fields, *beside)}
            self.values |= {key: fields.csl(key, value) for key, value in rest.items()}

    def _may_have(self, key: str) -> bool:
        if key == "cite":
            return kinds.body_of(self.kind) is not None
        return bool(self.kind.words)

    # ── the words of the text ───────────────────────────────────────────────────────────────

    def _hang(self) -> None:
        """Find the words that are given, and put them where the kind wants them."""
        kind, words = self.kind, str(self.given.get("quote", ""))
        if kind.hangs_on_words and not words.strip():
            self._report("missing-key", "“quote” is missing.", "quote", "Copy words of the text.")
            return
        if not words.strip() and kind.names_lines and self.given.get("line"):
            self._name_line(str(self.given["line"]))
            return
        if not words or not kind.words:
            return
        selected = {key: self.given.get(key, "") for key in ("quote", "prefix", "suffix", "line")}
        if kind.has_forms:
            # Any of its places will do: the forms are looked for everywhere.
            found = selectors.places(self.anchorer, kinds.bare(words), whole_words=True)
            self.span = found[0] if found else self._place_of(selected, "quote")
        else:
            self.span = self._place_of(selected, "quote")
        if self.span is None:
            return
        if kind.hangs_on_words:
            self.values |= self._selector(self.span, "quote")
        elif kind.has_forms:
            own = lineends.on_one_line(self.anchorer.source, self.span)
            self._propose(kinds.proposed(kind, own))
        else:
            line = self._line(self.span)
            self._propose({kind.words: [line] if self.fields[kind.words].is_list else line})

    def _name_line(self, line: str) -> None:
        """A line without words of it names the paragraph that begins there."""
        file, _, number = line.strip().rpartition(":")
        source = self.anchorer.source
        name = file or source.files[0].path
        found = [p for p in source.paragraphs if p.file == name and str(p.line) == number]
        if not found and number.isdecimal():
            message = f"No paragraph begins on line {line}."
            self._report("no-paragraph-at-line", message, "line", "Blank lines are counted, too.")
            return
        self.span = found[0].span if found else None
        field = self.fields[self.kind.words]
        value = fields.one(field, line)
        self._propose({field.key: [value] if field.is_list else value})

    def _propose(self, values: Mapping[str, YamlValue]) -> None:
        self.values |= {k: v for k, v in values.items() if k not in self.values and k != "id"}

    def _line(self, span: Span) -> int | str:
        file, line = selectors.paragraph_line(self.anchorer, span)
        return line if file == self.anchorer.source.files[0].path else f"{file}:{line}"

    def _selector(self, span: Span, key: str) -> dict[str, str]:
        found = selectors.quotation(self.anchorer, span, new_place(self.kind, key))
        if isinstance(found, Problem):
            self.problems.append(found)
            return {}
        return found.values()

    def _place_of(self, selected: Mapping[str, YamlValue], key: str) -> Span | None:
        """The one place that is meant by a quotation with its context or its line."""
        words, line = str(selected["quote"]), str(selected.get("line") or "")
        prefix, suffix = str(selected.get("prefix") or ""), str(selected.get("suffix") or "")
        every = selectors.places(self.anchorer, words)
        kept = [span for span in every if not self.anchorer.is_omitted(span)]
        if line:
            kept = [span for span in kept if self._is_on(span, line)]
        fits = [span for span in kept if self._fits(span, prefix, suffix)]
        if not fits and (prefix or suffix) and not line:
            fits = selectors.chosen(self.anchorer, words, prefix, suffix)
            fits = fits if len(fits) == 1 else []
        if len(fits) == 1:
            return fits[0]
        place = new_place(self.kind, key)
        if len(fits) > 1:
            self.problems.append(selectors.several(self.anchorer, fits, words, place))
        elif line and every:
            message = f"{quoted(words)} does not stand on line {line}."
            hint = selectors.several(self.anchorer, every, words, place).hint
            self._report("quote-not-found", message, key, hint)
        else:
            # The anchoring says it: not found, omitted, or not in this context.
            wanted = Selector(words, prefix, suffix, place)
            found = self.anchorer.selectors([wanted])[0]
            if isinstance(found, Problem):
                self.problems.append(found)
        return None

    def _is_on(self, span: Span, line: str) -> bool:
        file, _, number = line.strip().rpartition(":")
        where, first, last = selectors.line_numbers(self.anchorer, span)
        return file in ("", where) and number.isdecimal() and first <= int(number) <= last

    def _fits(self, span: Span, prefix: str, suffix: str) -> bool:
        text = self.anchorer.folded.text
        start, end = self.anchorer.folded.forth(*span)
        fold = self.anchorer.fold_quote
        return precedes(text, start, fold(prefix)) and follows(text, end, fold(suffix))

    # ── values ──────────────────────────────────────────────────────────────────────────────

    def _value(self, field: Field, value: YamlValue) -> YamlValue:
        """A value as the model wants it, where it was given as words."""
        if field.type == "list of groups":
            items = value if isinstance(value, list | tuple) else [value]
            return [self._group(field, item) for item in items]
        if field.is_list and isinstance(value, str):
            parts = value.split(",") if field.type == "list of numbers" else [value]
            return [fields.one(field, part) for part in parts]
        if field.is_list and isinstance(value, list | tuple):
            return [fields.one(field, item) for item in value]
        if isinstance(value, Mapping):
            inner = {item.key: item for item in field.fields}
            return Braces(
                (k, self._value(inner[k], v) if k in inner else v) for k, v in value.items()
            )
        return fields.one(field, value)

    def _group(self, field: Field, item: YamlValue) -> YamlValue:
        """Of a list of quotations each one may be given as its words alone."""
        if not any(inner.key == "quote" for inner in field.fields):
            return item
        selected = item if isinstance(item, Mapping) else {"quote": str(item)}
        if unknown := [k for k in selected if k not in ("quote", "prefix", "suffix", "line")]:
            self._report("unknown-key", f"A quotation has no field “{unknown[0]}”.", field.key)
            return {}
        span = self._place_of({"quote": "", **selected}, field.key)
        return self._selector(span, field.key) if span else {}

    def _complete(self) -> None:
        """Propose the id; say what is missing."""
        if "id" in self.fields and "id" not in self.values:
            words = self._called()
            if words or self.kind.hangs_on_words:
                taken = kinds.taken_ids(self.kind, self.data)
                self.values["id"] = kinds.new_id(self.kind, words, taken)
        # What would be taken from the words is not asked for while they are not found.
        lost = ("quote" in self.given or "line" in self.given) and not self.span
        waiting = ("id", self.kind.words) if lost else ("quote",)
        for field in self.fields.values():
            if field.required and field.key not in self.values and field.key not in waiting:
                self._report("missing-key", f"“{field.key}” is missing.", field.key, field.help)

    def _called(self) -> str:
        """The words that the id is made of."""
        if self.kind.name == "source":
            return fields.source_words(self.values)
        key = self.kind.words if self.kind.words in ("quote", "term", "name") else "title"
        if self.kind.name == "photo" and self.span:
            return lineends.on_one_line(self.anchorer.source, self.span)[:80]
        return str(self.values.get(key, ""))

    def _cite(self) -> None:
        body = kinds.body_of(self.kind)
        cited = self.given.get("cite")
        if body is None or not cited:
            return
        ids = [str(item).strip().lstrip("@") for item in fields.listed(cited)]
        text = str(self.values.get(body.key, "")).rstrip()
        for id in ids:
            if not _ID.fullmatch(id):
                hint = "Give the id of a source, as it stands under `sources`."
                self._report("bad-value", f"{quoted(id)} is no id of a source.", "cite", hint)
        ids = [id for id in dict.fromkeys(ids) if not re.search(rf"@{re.escape(id)}[],;\s]", text)]
        if ids:
            marks = "; ".join(f"@{id}" for id in ids)
            self.values[body.key] = f"{text} [{marks}]".lstrip()

    def _validate(self) -> None:
        from pydantic import ValidationError

        from edition.annotations.schema.errors import schema_problems

        try:
            kinds.model_of(self.kind).model_validate(self.values)
        except ValidationError as error:
            shown = YamlFile(new_place(self.kind).file, self.values, None)
            details = error.errors(include_url=False)
            for key in dict.fromkeys(str(detail["loc"][0]) for detail in details):
                inside = [detail for detail in details if str(detail["loc"][0]) == key]
                for problem in schema_problems(shown, inside):
                    self._report(problem.code, problem.message, key, problem.hint)

    def _check_twice(self) -> None:
        """An entry that is there already is no second one with another id."""
        for item in list_at(self.data, self.kind.path) if self.kind.has_forms else ():
            if isinstance(item, Mapping) and self._forms(item) & self._forms(self.values):
                called = str(item.get(self.kind.words, ""))
                if fold_quote(called).lower() == fold_quote(self._called()).lower():
                    message = f"The {self.kind.name} “{called}” is there already."
                    hint = f"Its id is “{item.get('id')}”. Change that entry instead."
                    self._report("same-form-twice", message, self.kind.words, hint)

    def _forms(self, entry: Mapping[str, YamlValue]) -> set[str]:
        forms = entry.get("forms") or [entry.get(self.kind.words)]
        return {fold_quote(str(form)) for form in forms} if isinstance(forms, list) else set()

    def _check_id(self) -> None:
        id = self.values.get("id")
        if self.problems or id is None or id not in kinds.taken_ids(self.kind, self.data):
            return
        words = self._called()
        free = kinds.new_id(self.kind, words or str(id), kinds.taken_ids(self.kind, self.data))
        hint = f"Choose another name, such as {free}."
        self._report("repeated-id", f"The id “{id}” is taken.", "id", hint)

    def _write_texts(self) -> None:
        """Check the Markdown of the entry, and break its lines."""
        width = _COLUMNS - 4 - 2 * len(self.kind.path)
        for key, field in self.fields.items():
            text = self.values.get(key)
            if not (field.is_markdown and isinstance(text, str) and text):
                continue
            for defect in parse.parse(text, self.kind.path in (("front",), ("back",))).defects:
                place = new_place(self.kind, key, defect.line + 1 if "\n" in text else 0)
                # What is a warning is told of the file as it will be.
                if defect.severity is Severity.ERROR:
                    self.problems.append(Problem(defect.code, place, defect.message, defect.hint))
            self.values[key] = softwrap.wrap(text, width) + "\n"


def article(name: str) -> str:
    """`a` or `an`, with a capital, for the name of a kind."""
    return "An" if name[0] in "aeiou" else "A"
