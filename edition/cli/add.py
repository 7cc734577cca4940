"""`add`: writes one note, term, index heading, event or source into annotations.yaml."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack, cast

import click

from edition.cli.common import EXIT_CODES, FOLDER, is_terminal, print_problems
from edition.model.problems import BuildFailed, printable
from edition.system import program

if TYPE_CHECKING:
    from edition.authoring.add.kinds import Field, Kind
    from edition.authoring.add.write import Planned
    from edition.yamlfile.load import YamlValue

#: Options that stand for a field of the same name, if the kind has it.
_FIELDS = ("id", "name", "term", "reading", "date", "until", "label", "title", "type", "series")
_WORDS = ("quote", "prefix", "suffix", "line")
_MAX_NOTE = 1024 * 1024


class _Options(TypedDict):
    """What click hands over: None, or an empty tuple, where an option is not given."""

    kind: str | None
    quote: str | None
    prefix: str | None
    suffix: str | None
    line: str | None
    note: str | None
    note_file: Path | None
    cite: tuple[str, ...]
    id: str | None
    name: str | None
    term: str | None
    forms: tuple[str, ...]
    reading: str | None
    date: str | None
    until: str | None
    label: str | None
    title: str | None
    type: str | None
    as_: str | None
    series: str | None
    record: str | None
    more: tuple[str, ...]
    editor: bool
    dry_run: bool
    yes: bool


@click.command("add", epilog=EXIT_CODES)
@click.argument("project", default=".", type=FOLDER)
@click.option(
    "--kind",
    "-k",
    metavar="KIND",
    help="footnote, textual-note, emendation, milestone, formatting, term, "
    "person, organization, place, subject, event, source, photo, picture, timeline, map, "
    "section, afterword, series, edition, omission.",
)
@click.option(
    "--quote",
    "-q",
    metavar="WORDS",
    help="Words of the text, copied: a note hangs on them; a term or a name is made of them.",
)
@click.option(
    "--prefix",
    metavar="WORDS",
    help="The words directly before, where the quote stands several times.",
)
@click.option("--suffix", metavar="WORDS", help="The words directly after.")
@click.option(
    "--line",
    metavar="N",
    help="The line of the source that the quote stands on (FILE:N with several files).",
)
@click.option(
    "--note",
    "-n",
    metavar="TEXT",
    help="The text of the entry, in Markdown: its note, "
    "definition, description, event, reason. - reads standard input.",
)
@click.option(
    "--note-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with the text of the entry.",
)
@click.option(
    "--source",
    "-s",
    "cite",
    multiple=True,
    metavar="ID",
    help="A source to cite at the end of the text; may be repeated.",
)
@click.option("--id", metavar="ID", help="A name of your own (default: made of the words).")
@click.option("--name", metavar="NAME", help="Heading of the index: “Surname, Given”.")
@click.option("--term", metavar="WORD", help="Headword of the glossary.")
@click.option(
    "--form",
    "forms",
    multiple=True,
    metavar="WORDS",
    help="Words that mention it in the text; may be repeated.",
)
@click.option("--reading", metavar="WORDS", help="What an emendation would read.")
@click.option("--date", metavar="DATE", help="2014, 2014-12 or 2014-12-15.")
@click.option("--until", metavar="DATE", help="When an event ended.")
@click.option("--label", metavar="WORDS", help="An event's words on the timelines.")
@click.option("--title", metavar="TITLE", help="Title of a source, section, map, timeline.")
@click.option("--type", metavar="TYPE", help="Type of a source: book, webpage, report …")
@click.option("--as", "as_", metavar="FORM", help="Formatting: emphasis, small-caps, title …")
@click.option("--series", metavar="ID", help="The series of a footnote, one that is declared.")
@click.option(
    "--record",
    metavar="FILE",
    help="A source as JSON (Zotero's, doi.org's, Crossref's), copied into a file; - reads standard "
    "input.",
)
@click.option(
    "--set",
    "more",
    multiple=True,
    metavar="KEY=VALUE",
    help="Any other field. A list by repeating it; a field of a group as original.text=…",
)
@click.option("--editor", is_flag=True, help="Write the text in $EDITOR.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing; write it if it is good.")
def command(project: Path, **options: Unpack[_Options]) -> None:
    """Add an entry to the annotations of PROJECT (default: this folder), in its place.

    On a terminal it asks for what is not given, shows the entry, and asks before it writes; in
    a script, or with --yes, it asks nothing. The quote is written with the shortest prefix or
    suffix that makes it unique. Nothing is written if the edition would have a new error.
    docs/annotations.md explains the fields.

    \b
    Examples:
      python3 build.py add
      python3 build.py add -k footnote -q "like in central Russia" \\
          -n "Russia outside the Caucasus." -s meduza-en-2016
      python3 build.py add -k person -q "Ramzan Kadyrov" --note-file kadyrov.md \\
          --set born=1976-10-05
      python3 build.py add -k formatting -q "Novaya Gazeta" --as title
      python3 build.py add -k source --type book --title "A History" \\
          --set "author=Doe, Jane" --set issued=1999
      python3 build.py add -k source --record doi.json
    """
    from edition.authoring.add.write import plan, write
    from edition.system.project import Project

    opened = Project.at(project)
    asks = may_ask() and not options["yes"]
    values = _values(options)
    if asks:
        from edition.cli.interview import AddSession

        planned = AddSession(opened, options["kind"], values, options["editor"]).planned()
    else:
        kind = _kind(options["kind"] or ("source" if options["record"] else None), values)
        values = _spread(kind, values)
        _refuse_missing(kind, values)
        planned = plan(opened, kind.name, values)
    _show(planned, diff=options["dry_run"])
    if options["dry_run"]:
        return
    if asks and not click.confirm("Write it?", default=True):
        click.echo("Nothing was written.")
        return
    added = write(planned)
    click.echo(f"Written: {added.place}")
    where = "" if project == Path(".") else f" {shlex.quote(str(project))}"
    builder = program.command()
    click.echo(f"Next: {builder} check{where}, then {builder}{where}")


def may_ask() -> bool:
    """Whether somebody sits before a terminal."""
    return is_terminal(sys.stdin, sys.stdout)


def _values(options: _Options) -> dict[str, YamlValue]:
    """What is given, by field; the text of the entry under `note`."""
    given = cast("Mapping[str, YamlValue]", options)  # but for paths, which are not looked at
    keys = (*_FIELDS, *_WORDS, "note")
    values = _pasted(options["record"]) if options["record"] else {}
    values |= {key: given[key] for key in keys if given[key] is not None}
    values |= {"as": options["as_"]} if options["as_"] is not None else {}
    values |= {"cite": list(options["cite"])} if options["cite"] else {}
    values |= {"forms": list(options["forms"])} if options["forms"] else {}
    if options["note"] == "-":
        if sys.stdin is None:
            raise click.UsageError("--note - reads the standard input, and that is closed.")
        values["note"] = _decoded(sys.stdin.buffer.read(_MAX_NOTE + 1), "-")
    if options["note_file"]:
        with options["note_file"].open("rb") as file:
            values["note"] = _decoded(file.read(_MAX_NOTE + 1), str(options["note_file"]))
    for item in options["more"]:
        key, equals, value = item.partition("=")
        if not equals or not key.strip():
            raise click.UsageError(f"--set wants KEY=VALUE, not “{printable(item)}”.")
        key = key.strip()
        before = values.get(key, [])
        values[key] = [*before, value] if isinstance(before, list) else [before, value]
    return {key: _unlisted(key, value) for key, value in values.items()}


def _pasted(name: str) -> dict[str, YamlValue]:
    """The fields of a source that was copied as JSON."""
    from edition.authoring.add import pasted

    if name == "-" and sys.stdin is None:
        raise click.UsageError("--record - reads the standard input, and that is closed.")
    try:
        data = sys.stdin.buffer.read(_MAX_NOTE + 1) if name == "-" else _read(Path(name))
        return pasted.record(_decoded(data, name))
    except pasted.NoRecord as wrong:
        raise click.UsageError(f"{printable(name)} is no record of a source: {wrong}.") from None


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MAX_NOTE + 1)
    except OSError as error:
        raise click.UsageError(f"{printable(str(path))}: {error.strerror}.") from None


def _unlisted(key: str, value: YamlValue) -> YamlValue:
    """The value; a single one is no list, but where the option is there to be repeated."""
    if isinstance(value, list) and len(value) == 1 and key not in ("cite", "forms"):
        only: YamlValue = value[0]
        return only
    return value


def _decoded(data: bytes, name: str) -> str:
    if len(data) > _MAX_NOTE:
        raise click.UsageError(f"{name} is too long for a note.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(f"{name} is not UTF-8.") from None


def _kind(name: str | None, values: dict[str, YamlValue]) -> Kind:
    from edition.authoring.add.kinds import kind_named

    if not name:
        missing = [] if "quote" in values else ["--quote"]
        missing += [] if "note" in values else ["--note"]
        also = f", and perhaps {', '.join(missing)}" if missing else ""
        raise click.UsageError(f"Missing: --kind{also}. (On a terminal you would be asked.)")
    try:
        return kind_named(name)
    except BuildFailed as failed:
        problem = failed.problems[0]
        raise click.UsageError(f"{printable(problem.message)} {problem.hint}") from None


def _spread(kind: Kind, values: dict[str, YamlValue]) -> dict[str, YamlValue]:
    """The text of the entry goes to the field that holds it in this kind."""
    from edition.authoring.add.kinds import body_of

    body = body_of(kind)
    if "note" in values and body and body.key != "note":
        values = {**values, body.key: values["note"]}
        del values["note"]
    return values


def _refuse_missing(kind: Kind, values: dict[str, YamlValue]) -> None:
    """Wrong use: a field that must be there and cannot be proposed."""
    from edition.authoring.add.kinds import body_of, fields

    body = body_of(kind)
    missing = []
    for field in fields(kind):
        placed = "quote" in values or ("line" in values and kind.names_lines)
        proposed = field.key == "id" or (field.key == kind.words and placed)
        if field.fields and not field.is_list and field.key not in values:
            missing += _missing_of_group(field, values)
        elif field.required and not proposed and field.key not in values:
            missing.append(option(field.key, body is not None and field.key == body.key))
    if missing:
        named = ", ".join(missing)
        said = f"Missing for the {kind.name}: {named}. (On a terminal you would be asked.)"
        raise click.UsageError(said)


def _missing_of_group(field: Field, values: dict[str, YamlValue]) -> list[str]:
    """The options of a group's fields that must be there, if the group must or is begun."""
    begun = any(key.startswith(f"{field.key}.") for key in values)
    keys = [f"{field.key}.{inner.key}" for inner in field.fields if inner.required]
    wanted = keys if field.required or begun else []
    return [option(key, False) for key in wanted if key not in values]


def option(key: str, is_body: bool) -> str:
    """The option by which a field is given."""
    if is_body:
        return "--note"
    return f"--{key}" if key in (*_FIELDS, *_WORDS) else f"--set {key}=…"


def _show(planned: Planned, *, diff: bool) -> None:
    print_problems(planned.added.warnings)
    for line in planned.added.text.splitlines():
        click.echo(printable(line))
    click.echo(f"at {planned.added.place}")
    if diff:
        from difflib import unified_diff

        click.echo()
        old, new = (
            data.decode("utf-8-sig").splitlines() for data in (planned.before or b"", planned.after)
        )
        name = planned.added.place.file
        for line in unified_diff(old, new, f"{name} (now)", f"{name} (then)", lineterm=""):
            click.echo(printable(line))
