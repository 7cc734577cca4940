"""Bad input ends with exit code 1 and a message that names the place; nothing is written.

Never a traceback, never a control character on the terminal, and the last good books stay.
"""

from __future__ import annotations

import copy
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from edition.assembly.prepare import prepare
from edition.cli import main
from edition.model.problems import BuildFailed
from edition.system.project import Project
from tests.books import EDITION, GOOD, TEXT, annotations, write_project
from tests.layouts import sheets
from tests.paths import ROOT

LAST = {"loom.epub": b"the last good book", "loom.pdf": b"the last good book"}

PHOTO = "photos:\n  - id: p\n    caption: 5\n    file: x.png\n    alt: A\n"
SOURCE = """\
sources:
  - id: s
    type: book
    title: T
    author: [{family: A}]
    issued: 2001
    URL: https://example.org/
"""


def png(width: int, height: int) -> bytes:
    """A PNG whose header claims a size that its data do not have."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@dataclass(frozen=True)
class Bad:
    """A bad edition: what differs from the good one, and what is said of it."""

    says: str  # place and code, as they are printed
    rest: str = GOOD
    source: str | bytes = TEXT
    edition: str = EDITION
    raw: bytes | None = None  # the whole annotations file
    files: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)  # symbolic links
    replace: tuple[str, str] = ("", "")  # in the finished annotations file

    def write(self, folder: Path) -> None:
        """Write it into `folder`."""
        write_project(folder, self.rest, self.source, edition=self.edition)
        file = folder / "annotations.yaml"
        if self.raw is not None:
            file.write_bytes(self.raw)
        if self.replace[0]:
            text = file.read_text("utf-8")
            assert self.replace[0] in text
            file.write_text(text.replace(*self.replace), "utf-8")
        for name, data in self.files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
        for name, target in self.links.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.unlink(missing_ok=True)
            path.symlink_to(target)


def note(text: str, says: str, more: str = "") -> Bad:
    """A bad edition whose note is `text`."""
    return Bad(says, GOOD.replace("It flies.", text) + more)


def css(text: bytes, says: str) -> Bad:
    """A bad edition with a style sheet of its own."""
    return Bad(says, files={"styles/base.css": text})


def record(old: str, new: str, says: str) -> Bad:
    """A bad edition with a cited source that is not as it should be."""
    assert old in SOURCE
    return note("'x [@s]'", says, SOURCE.replace(old, new))


_Y = "annotations.yaml"
_BOMB = b"a: &a [x, x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (98 + k, 98 + k, b", ".join([b"*%c" % (97 + k)] * 10)) for k in range(8)
)

_LANGUAGES = GOOD.replace("footnotes:", "  languages:\n    TAG: [3]\nfootnotes:", 1)

CASES: dict[str, Bad] = {
    # Verse, languages, tables.
    **{
        f"language {tag}": Bad(f"{_Y}:21:5: error[bad-value]", _LANGUAGES.replace("TAG", tag))
        for tag in ("'../x'", "xx-yy-zz", "'ar\" onload'", '"\\u202ear"', "1")
    },
    "a paragraph in two languages": Bad(
        "error[paragraph-named-twice]", _LANGUAGES.replace("TAG: [3]", "ar: [3]\n    he: [3]")
    ),
    "a language of no paragraph": Bad(
        "error[no-paragraph-at-line]", _LANGUAGES.replace("TAG: [3]", "ar: [4]")
    ),
    "a table of 200 columns": note(
        "|\n      " + "|a" * 200 + "|\n      " + "|-" * 200 + "|", "error[table-too-wide]"
    ),
    "a role that nobody knows": Bad(
        "error[", GOOD.replace("title: [1]", "title: [1]\n    verses: [3]")
    ),
    # The file itself.
    "broken YAML": Bad(f"{_Y}:3:1: error[yaml-syntax]", raw=b"format: 1\nedition: {a: [\n"),
    "a binary file": Bad(f"{_Y}:2: error[yaml-not-utf8]", raw=bytes(range(256))),
    "a NUL": Bad(f"{_Y}:2: error[yaml-syntax]", raw=b"format: 1\nx: a\0b\n"),
    "not UTF-8": Bad(f"{_Y}:2: error[yaml-not-utf8]", raw=b"format: 1\ntitle: caf\xe9\n"),
    "empty": Bad(f"{_Y}:1: error[yaml-empty]", raw=b""),
    "a list": Bad(f"{_Y}:1:1: error[wrong-kind]", raw=b"- a\n- b\n"),
    "one word": Bad(f"{_Y}:1:1: error[wrong-kind]", raw=b"hello"),
    "two documents": Bad(f"{_Y}:2:1: error[yaml-syntax]", raw=b"format: 1\n---\nformat: 1\n"),
    "an alias bomb": Bad(f"{_Y}:1:4: error[yaml-alias]", raw=_BOMB),
    "an alias of itself": Bad(f"{_Y}:1:4: error[yaml-alias]", raw=b"a: &a [*a]\n"),
    "3,000 brackets": Bad(f"{_Y}:1:1003: error[yaml-syntax]", raw=b"a: " + b"[" * 3000),
    "60 levels": Bad(f"{_Y}:1:44: error[yaml-too-deep]", raw=b"a: " + b"[" * 60 + b"]" * 60),
    "a tab": Bad(f"{_Y}:2:1: error[yaml-syntax]", raw=b"edition:\n\ttitle: x\n"),
    "a Python tag": Bad(f"{_Y}:3:10: error[yaml-tag]",
                        replace=("title: The loom", "title: !!python/name:os.system The loom")),
    "a repeated key": Bad(f"{_Y}:4:3: error[yaml-repeated-key]",
                          edition=EDITION.replace("  title", "  title: A\n  title", 1)),
    # Values.
    "a huge line": Bad(f"{_Y}:19:13: error[bad-value]", GOOD.replace("[1]", f"['{'9' * 5000}']")),
    "no such line": Bad(f"{_Y}:19:13: error[no-paragraph-at-line]", GOOD.replace("[1]", "[2]")),
    "no such month": Bad(f"{_Y}:10:14: error[bad-value]",
                         edition=EDITION.replace("2026-01-02", "2014-13-45")),
    "no such year": Bad(f"{_Y}:10:14: error[bad-value]",
                        edition=EDITION.replace("2026-01-02", "0000")),
    "a credit with a script for an address": Bad(f"{_Y}:14:16: error[bad-value]", edition=EDITION
        + '  credits:\n    - name: M\n      address: "javascript:alert(1)"\n'),
    "a credit with an address of nowhere": Bad(f"{_Y}:14:16: error[bad-value]", edition=EDITION
        + '  credits:\n    - name: M\n      address: "https://["\n'),
    "an unknown label": Bad("error[unknown-label]: There is no label “y-x”",
                            edition=EDITION + "  labels: {y-x: z}\n"),
    "an escape in a title": Bad(f"{_Y}:3:10: error[control-character]",
                                edition=EDITION.replace("The loom", r'"a\e[31m"')),
    "an escape in an id": Bad(r'"a\u202e\u001b[31m" is no good value',
                              GOOD.replace("id: on-shuttle", r'id: "a\u202e\e[31m"')),
    "a turn of direction in a quote": Bad(
        r"\u202e", GOOD.replace("quote: shuttle", r'quote: "shut\u202etle"')),
    "an id twice": Bad(f"{_Y}:24:9: error[repeated-id]", GOOD.replace(
        "glossary:", "  - id: on-shuttle\n    quote: weaver\n    note: x\nglossary:")),
    # Markdown.
    "a script": note("'<script>alert(1)</script>'", f"{_Y}:23:12: error[raw-html]"),
    "a javascript link": note("'[x](javascript:a)'", f"{_Y}:23:11: error[unsafe-link]"),
    "a hidden javascript link": note("'[x](java&#115;cript:a)'", f"{_Y}:23:11: error[unsafe-link]"),
    "a data link": note("'[x](data:text/html,x)'", f"{_Y}:23:11: error[unsafe-link]"),
    "a picture": note("'![x](x.png)'", f"{_Y}:23:11: error[image-not-allowed]"),
    "a note of 200,000": note("'" + "a " * 100_000 + "'", f"{_Y}:23:11: error[too-long]"),
    "deep quotes": note("'" + "> " * 200 + "x'", f"{_Y}:23:11: error[nesting-too-deep]"),
    "an unknown source": note("'[@t]'", f"{_Y}:23:11: error[unknown-source]"),
    "an unknown note": note("'[](note:n)'", f"{_Y}:23:11: error[unknown-note]"),
    "an unknown term": note("'[](term:n)'", f"{_Y}:23:11: error[unknown-term]"),
    "a line of a block": note("|\n      One.\n\n      <b>\n", f"{_Y}:26:7: error[raw-html]"),
    "a script in the rights": Bad("error[raw-html]: In “rights”",
                                  edition=EDITION.replace("None.", "<script>a</script>")),
    "a reference in the rights": Bad("error[reference-not-allowed]: “rights”",
                                     edition=EDITION.replace("None.", '"[x](note:nope)"')),
    # Paths.
    "a path with ..": Bad(f"{_Y}:15:7: error[path-outside-project]",
                          replace=("path: source.txt", "path: ../source.txt")),
    "an absolute path": Bad(f"{_Y}:15:7: error[path-outside-project]",
                            replace=("path: source.txt", "path: /source.txt")),
    "a backslash": Bad(f"{_Y}:15:7: error[path-outside-project]",
                       replace=("path: source.txt", r"path: ..\source.txt")),
    "no such source": Bad(f"{_Y}:15:7: error[file-not-found]",
                          replace=("path: source.txt", "path: sauce.txt")),
    "a link out": Bad(f"{_Y}:15:7: error[path-outside-project]",
                      links={"source.txt": "../outside.txt"}),
    "a link to itself": Bad(f"{_Y}:15:7: error[file-not-found]",
                            links={"source.txt": "source.txt"}),
    "annotations that are a link out": Bad(f"{_Y}: error[path-outside-project]",
                                           links={_Y: "../outside.txt"}),
    "a style sheet that is a link out": Bad("styles/base.css: error[path-outside-project]",
                                            links={"styles/base.css": "../../outside.txt"}),
    "a photo that is a link out": Bad(f"{_Y}:29:5: error[path-outside-project]", GOOD + PHOTO,
                                      links={"x.png": "../outside.txt"}),
    "a photo with ..": Bad(f"{_Y}:29:5: error[path-outside-project]",
                           GOOD + PHOTO.replace("x.png", "../x.png")),
    # The source.
    "a NUL in the source": Bad("source.txt:6: error[source-control-character]", source=TEXT + "\0"),
    "a source not UTF-8": Bad("source.txt:6: error[source-not-utf8]",
                              source=TEXT.encode() + b"caf\xe9"),
    "a source of white space": Bad("source.txt: error[source-empty]", "", source=" \n\n"),
    # Pictures.
    "a huge header": Bad(f"{_Y}:29:5: error[photo-unreadable]", GOOD + PHOTO,
                         files={"x.png": png(2**31 - 1, 2**31 - 1)}),
    "a bomb": Bad(f"{_Y}:29:5: error[photo-unreadable]", GOOD + PHOTO,
                  files={"x.png": png(30_000, 30_000)}),
    "a picture that is SVG": Bad(f"{_Y}:29:5: error[photo-unreadable]", GOOD + PHOTO,
                                 files={"x.png": b"<svg/>"}),
    "an empty picture": Bad(f"{_Y}:29:5: error[photo-unreadable]", GOOD + PHOTO,
                            files={"x.png": b""}),
    # Style sheets.
    "an @import": css(b"@import 'x';", "styles/base.css:1:1: error[style-reaches-out]"),
    "a url": css(b"p {\n color: url(x) }", "styles/base.css:2:9: error[style-reaches-out]"),
    "a font": css(b"@font-face {}", "styles/base.css:1:1: error[style-reaches-out]"),
    "a hidden url": css(b"p{content:\\75rl(x)}", "styles/base.css:1:11: error[style-reaches-out]"),
    "a broken style sheet": css(b"}{", "styles/base.css:1:1: error[style-syntax]"),
    "a style sheet not UTF-8": css(b"\xff", "styles/base.css: error[style-not-utf8]"),
    # Sources that notes cite.
    "an unknown type": record("book", "boook", f"{_Y}:29:5: error[unknown-type]"),
    "a type that is a list": record("type: book", "type: [book]", f"{_Y}:30:11: error[not-text]"),
    "names that are a number": record("[{family: A}]", "5", f"{_Y}:29:5: error[bad-name]"),
    "a name of nothing": record("{family: A}", "{}", f"{_Y}:29:5: error[bad-name]"),
    "a date of lists": record("2001", "{date-parts: [[[1]]]}", f"{_Y}:29:5: error[bad-date]"),
    "a day that is none": record("2001", "'2014-13-45'", f"{_Y}:29:5: error[bad-date]"),
    "an address of javascript": record("https:", "javascript:", f"{_Y}:29:5: error[unsafe-url]"),
}  # fmt: skip


def refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Run the command, which must end with 1 and leave the last books; returns what it said."""
    output = folder / "books"
    output.mkdir()
    for name, data in LAST.items():
        (output / name).write_bytes(data)
    code = main.main(["build", str(folder), "--quiet", "--output", str(output)])
    said = capsys.readouterr().err
    assert code == main.INPUT, said
    assert {path.name: path.read_bytes() for path in output.iterdir()} == LAST
    assert all(char.isprintable() or char in "\n\u00a0" for char in said)
    assert "Traceback" not in said
    assert said.endswith("; nothing was written.\n")
    return said


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_refused_with_its_place(name: str, tmp_path: Path, capsys) -> None:
    (tmp_path / "outside.txt").write_text(TEXT, "utf-8")
    folder = tmp_path / "project"
    CASES[name].write(folder)
    said = refused(folder, capsys)
    assert CASES[name].says in said


def test_the_good_edition_that_the_cases_are_made_of_builds(tmp_path: Path, capsys) -> None:
    write_project(tmp_path, GOOD.replace("It flies.", "'x [@s]'") + SOURCE)
    assert main.main(["check", str(tmp_path)]) == main.BUILT
    assert "1 notes" in capsys.readouterr().out


def test_a_changed_source_is_announced_once_with_a_report(tmp_path: Path, capsys) -> None:
    notes = "".join(f"  - id: n{k}\n    quote: She threw\n    note: x\n" for k in range(20))
    write_project(tmp_path, GOOD.replace("glossary:", notes + "glossary:"))
    (tmp_path / "source.txt").write_text(TEXT.replace("She threw", "He caught"), "utf-8")
    said = refused(tmp_path, capsys)
    assert said.count("error[source-changed]:") == said.count("error[source-changed-report]") == 1
    assert "error[quote-not-found]" not in said
    assert "1 of 21 quotations still stand in the new text" in said
    assert "2 errors; nothing was written." in said


def test_notes_that_refer_to_each_other_in_a_ring_are_no_trouble(tmp_path: Path, capsys) -> None:
    ring = "  - id: b\n    quote: weaver\n    note: '[](note:on-shuttle)'\nglossary:"
    rest = GOOD.replace("It flies.", "'[](note:b)'").replace("glossary:", ring)
    write_project(tmp_path, rest)
    assert main.main(["build", str(tmp_path), "-q"]) == main.BUILT, capsys.readouterr().err


@pytest.mark.parametrize("pattern", ["*a" * 80 + "*b", "?*" * 80 + "b", "*" * 300 + "b"])
def test_patterns_with_many_stars_do_not_blow_up(pattern: str, tmp_path: Path) -> None:
    rest = f"structure:\n  headings: ['{pattern}']\n"
    write_project(tmp_path, rest, "a" * 290 + "\n\n" + "a" * 280 + "b\n")
    # In a process of its own, so that a regression is stopped and does not hang the run.
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from edition.cli.main import main; raise SystemExit(main())",
            "check",
            str(tmp_path),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "text",
    ["a" * 90_000, "*a **b " * 5_000, "[" * 5_000, "`" * 5_000, "\\[@" * 2_000, "[x](" * 2_000],
    ids=["one word", "emphasis", "brackets", "backticks", "citations", "links"],
)
def test_odd_but_harmless_notes_are_built(text: str, tmp_path: Path, capsys) -> None:
    write_project(tmp_path, GOOD.replace("It flies.", f"'{text}'"))
    code = main.main(["build", str(tmp_path), "-q"])
    said = capsys.readouterr().err
    assert code == main.BUILT or (code == main.INPUT and f"{_Y}:23:11: error[" in said), said


# ── every value of the wrong kind, everywhere ───────────────────────────────────────────────

RICH = (
    GOOD.replace("title: [1]", "title: [1]\n  speakers: {answer: A}\n  headings: [X*]")
    + """\
omissions:
  - lines: [11]
    reason: R
emendations:
  - quote: grew
    reading: grows
    reason: R
text-note: T
front:
  - id: f
    title: F
    body: B [@s] [x](note:on-shuttle) [](term:loom)
photos:
  - id: p
    caption: 7
    credit: 9
    alt: A
    date: "2014"
    note: N
textual-notes:
  - {id: t, quote: the cloth, note: "See [](note:on-shuttle)."}
people:
  - id: ada
    name: Writer, Ada
    forms: [weaver]
    mentions: [{quote: She threw}]
    except: [{quote: A weaver}]
    original: {text: Ада, language: ru}
    born: "1850"
    died: "1920-02"
    wikidata: Q1
    description: D [@s]
organizations:
  - {id: guild, name: cloth, expansion: E}
places:
  - {id: mill, name: loom, coordinates: [53.8, -1.5]}
chronology:
  introduction: I
  timelines: [{id: l, title: L, from: "1850", to: "1920"}]
  events: [{date: "1900-01-02", until: "1901", label: E, event: E}]
maps:
  - id: m
    title: M
    bounds: {west: -3, south: 53, east: 0, north: 55}
    places: [mill]
    outlines: [{file: o.geojson, shade: true, label: O, provenance: P}]
    alt: A
    caption: C
rules: {cite-every-fact: true, calls-per-sentence: 3, words-per-note: 9}
ledger: ""
"""
    + SOURCE
)
RICH_EDITION = (
    EDITION
    + """\
  credits:
    - {name: Mary Major, for: a note, address: "https://example.org/"}
"""
)
OUTLINE = """\
{"type": "Polygon", "coordinates": [[[-2, 53.5], [-1, 53.5], [-1, 54.5], [-2, 53.5]]]}
"""
RICH_TEXT = TEXT + "\nCaption\n\nCredit\n\nOmitted\n"
WRONG: list[Any] = [
    None, True, -1, 0, 10**30, 1.5, "", "x", "9" * 5000, "2014-13-45", "a:b", "9-1", "../x", "\n",
    "[@", "<b>", "[x](note:nope)", "\u202e", "\u0301", "*" * 300, [], [[]], [None], {}, {"a": 1},
    {"": None}, ["x"], [{"id": "x"}],
]  # fmt: skip


def paths(value: Any, path: tuple = ()) -> Iterator[tuple]:
    """The path to each value inside `value`."""
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for step, inner in items:
        yield (*path, step)
        yield from paths(inner, (*path, step))


def changed(data: Any, path: tuple, value: Any) -> Any:
    """A copy of `data` with `value` at `path`."""
    data = copy.deepcopy(data)
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return data


#: Written in C where it is there: in Python, writing takes three times as long as what is tested.
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def written(data: Any) -> dict[str, bytes]:
    """An annotations file: each section as it is written."""
    return {
        name: yaml.dump({name: data[name]}, Dumper=DUMPER, allow_unicode=True, encoding="utf-8")
        for name in sorted(data)
    }


def with_value(good: dict[str, bytes], data: Any, path: tuple, value: Any) -> dict[str, bytes]:
    """The annotations file `good`, which has the `data`, with `value` at `path`: only the section
    in which that is must be written anew."""
    return good | written(changed({path[0]: data[path[0]]}, path, value))


def outcome(
    folder: Path, file: dict[str, bytes], run: Callable[[Project], object] = prepare
) -> str:
    """Read an edition with an annotations file that may be bad: '' if it is good, else its
    problems in print."""
    try:
        run(Project.at(folder).with_files({"annotations.yaml": b"".join(file.values())}))
    except BuildFailed as failed:
        return "\n".join(map(str, failed.problems))
    return ""


SECTIONS = ("format", "edition", "source", "structure", "omissions", "emendations", "text-note",
            "front", "photos", "footnotes", "textual-notes", "glossary", "people", "organizations",
            "places", "chronology", "maps", "sources", "rules", "ledger")  # fmt: skip


def write_rich(folder: Path) -> None:
    """Write the edition that has everything."""
    write_project(folder, RICH, RICH_TEXT, edition=RICH_EDITION)
    (folder / "o.geojson").write_text(OUTLINE)


def test_the_rich_edition_is_good_and_whole(tmp_path: Path) -> None:
    write_rich(tmp_path)
    data = yaml.safe_load(annotations(RICH, RICH_TEXT, edition=RICH_EDITION))
    assert outcome(tmp_path, written(data)) == ""
    assert set(data) == set(SECTIONS)


@pytest.mark.parametrize("section", SECTIONS)
def test_any_wrong_value_anywhere_is_a_problem_with_a_place(section: str, tmp_path: Path) -> None:
    write_rich(tmp_path)
    data = yaml.safe_load(annotations(RICH, RICH_TEXT, edition=RICH_EDITION))
    good, refusals = written(data), 0
    for path in [(section,), *paths(data[section], (section,))]:
        for value in WRONG:
            said = outcome(tmp_path, with_value(good, data, path, value))
            refusals += bool(said)
            assert not said or said.startswith(("annotations.yaml", "source.txt")), (path, value)
            assert all(char.isprintable() or char in "\n\u00a0" for char in said)
    assert refusals >= 10


def test_any_word_of_the_metadata_that_is_taken_is_built(tmp_path: Path) -> None:
    from edition.build import build

    write_rich(tmp_path)
    data = yaml.safe_load(annotations(RICH, RICH_TEXT, edition=RICH_EDITION))
    odd = ["\u202e", "\u0301", "&<>\"'", "]]>", "\U0001f9f5", "x" * 900, "\ue000", "--", "%s {}"]
    good, built = written(data), 0
    for value in odd:
        taken = data
        for key in ("title", "subtitle", "short-title", "publisher", "rights", "cite-as"):
            path = ("edition", key)
            if not outcome(tmp_path, with_value(good, data, path, value)):
                taken, built = changed(taken, path, value), built + 1
        assert outcome(tmp_path, written(taken), lambda project: build(project, ("epub",))) == ""
    assert built >= 40


PRINTED = (
    ("people", 0, "name"), ("people", 0, "original", "text"), ("organizations", 0, "expansion"),
    ("chronology", "timelines", 0, "title"), ("chronology", "events", 0, "label"),
    ("maps", 0, "title"), ("maps", 0, "alt"), ("maps", 0, "outlines", 0, "label"),
    ("maps", 0, "outlines", 0, "provenance"), ("omissions", 0, "reason"),
    ("edition", "credits", 0, "name"), ("edition", "credits", 0, "for"),
)  # fmt: skip


ODD = ["\u200f", "\u0301", "&<>\"'", "]]></svg>", "\U0001f9f5", "x" * 60, "--", "{{ 1 }} %s {}"]


def test_any_word_of_the_apparatus_that_is_taken_is_built(tmp_path: Path) -> None:
    """In one edition, which has for each of them a person, a map and all that is printed."""
    from edition.build import build

    text = RICH_TEXT + "".join(f"\nPerson{n} of Guild{n}\n\nOmitted\n" for n in range(len(ODD)))
    write_project(tmp_path, RICH, text, edition=RICH_EDITION)
    (tmp_path / "o.geojson").write_text(OUTLINE)
    good = yaml.safe_load(annotations(RICH, text, edition=RICH_EDITION))
    time = good["chronology"]
    lists = [good["edition"]["credits"], good["omissions"], good["people"], good["organizations"],
             time["timelines"], time["events"], good["maps"]]  # fmt: skip
    for number, odd in enumerate(ODD):
        data = yaml.safe_load(annotations(RICH, text, edition=RICH_EDITION))
        for path in PRINTED:
            data = changed(data, path, odd)
        person, guild = data["people"][0], data["organizations"][0]
        person |= {"forms": [f"Person{number}"], "mentions": [], "except": []}
        guild |= {"name": f"Guild{number}"}
        line = RICH_TEXT.count("\n") + 4 * (number + 1)
        omission = data["omissions"][0] | {"lines": [line]}
        more = [data["edition"]["credits"][0], omission, person, guild,
                data["chronology"]["timelines"][0], data["chronology"]["events"][0],
                data["maps"][0]]  # fmt: skip
        for there, item in zip(lists, more, strict=True):
            there.append(item | ({"id": f"{item['id']}-{number}"} if "id" in item else {}))
    assert outcome(tmp_path, written(good), build) == ""


VERSE = "structure:\n  roles:\n    title: [1]\n    verse: [3]\n"


@pytest.mark.parametrize(
    "line",
    [
        "a" * 3_000,
        "word " * 2_000,
        " " * 5_000 + "word",
        "The \u202eevil\u202c word, \u2067an isolate\u2069, \u202eand one that is not closed",
        "\u202b\u202b\u202b",
        "سلام one سلام two (three) سلام",
    ],
    ids=[
        "a word of 10,000 letters",
        "2,000 words",
        "indented by 5,000",
        "turned letters",
        "nothing that is painted",
        "both ways",
    ],
)
def test_a_hostile_line_of_verse_is_set_within_the_page(line: str, tmp_path: Path) -> None:
    folder = write_project(tmp_path / "book", VERSE, f"Title\n\n{line}\n\nThe end.\n")
    assert main.main(["build", str(folder), "--quiet", "-o", str(tmp_path)]) == main.BUILT
    assert sheets.outside((tmp_path / "loom.pdf").read_bytes()) == []
