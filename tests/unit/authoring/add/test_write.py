"""An entry is written in its place, as it was meant, or nothing is."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edition.authoring.add import write
from edition.authoring.fix import fix_all
from edition.cli import add as command
from edition.cli import main
from edition.model.problems import BuildFailed, Problem
from edition.system import files
from edition.system.project import Project
from edition.yamlfile.edit import YamlEditor
from edition.yamlfile.load import load
from tests.books import GOOD, write_project

TEXT = """\
The loom

A weaver sat at\u00a0the loom. “No,” she said.

She threw the shuttle, and the cloth grew. The shuttle flew.

Left out: the shuttle.

Jane Doe’s cat sat by the loom in Leeds.
"""
REST = """\
structure:
  roles:
    title: [1]

omissions:
  - lines: [7]
    reason: Not the author's.

# ── notes ──
footnotes:
  - id: weaver   # who
    quote: A weaver
    note: |
      Hers was a trade.

  # about the cloth
  - id: cloth
    quote: the cloth grew
    note: It grew.

glossary:
  - id: cat
    term: cat
    definition: An animal.

sources:
  - {id: alpha-1900, type: book, title: Alpha}
  - {id: gamma-1900, type: book, title: Gamma}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition that has two unused sources, and no error."""
    return write_project(tmp_path / "project", REST, TEXT)


def text_in(folder: Path) -> str:
    """The annotations file."""
    return (folder / "annotations.yaml").read_bytes().decode()


def added(folder: Path, kind: str, **values) -> list[str]:
    """Add an entry; the lines that came. No line may go."""
    before = text_in(folder)
    found = write.add(Project.at(folder), kind, values)
    after = text_in(folder)
    delta = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    assert [line for line in delta if line[0] == "-"] == []
    came = [line[2:] for line in delta if line[0] == "+"]
    assert found.text in after
    place = found.place
    assert after.splitlines()[place.line - 1][place.column - 1 :].startswith(
        found.text.lstrip(" -").splitlines()[0]
    )
    return came


def refused(folder: Path, kind: str, **values) -> list[Problem]:
    """The problems for which an entry is refused; the file stays as it was."""
    before = (folder / "annotations.yaml").read_bytes()
    with pytest.raises(BuildFailed) as failed:
        write.add(Project.at(folder), kind, values)
    assert (folder / "annotations.yaml").read_bytes() == before
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
    return list(failed.value.problems)


def said(folder: Path, kind: str, **values) -> list[tuple[str, str]]:
    """Place and code of each problem for which an entry is refused."""
    return [(str(p.place), p.code) for p in refused(folder, kind, **values)]


# ── quotations ──────────────────────────────────────────────────────────────────────────────


def test_a_note_goes_between_its_neighbors_in_reading_order(folder: Path) -> None:
    came = added(folder, "footnote", quote="threw  the\nshuttle", note="It flies.\r\n")
    assert came == [
        "  - id: threw-the-shuttle",
        "    quote: threw the shuttle",
        "    note: |",
        "      It flies.",
        "",
    ]
    text = text_in(folder)
    assert text.index("Hers was") < text.index("threw-the-shuttle") < text.index("# about the")
    added(folder, "footnote", quote="in Leeds", note="A town.")
    text = text_in(folder)
    assert text.index("id: cloth") < text.index("id: in-leeds") < text.index("glossary:")
    added(folder, "footnotes", quote="The loom\n\nA weaver", note="At the beginning.")
    text = text_in(folder)
    assert text.index("the-loom-a-weaver") < text.index("threw-the-shuttle")


def test_where_the_notes_are_in_no_order_a_new_one_comes_beside_the_nearest(tmp_path: Path) -> None:
    one, two = "  - {id: a, quote: cloth grew, note: x}\n", "  - {id: b, quote: She, note: y}\n"
    folder = write_project(tmp_path, f"footnotes:\n{one}{two}", TEXT)
    added(folder, "footnote", quote="weaver", note="z")
    assert [n["id"] for n in load("a", text_in(folder).encode()).data["footnotes"]] == [
        "a",
        "weaver",
        "b",
    ]
    added(folder, "footnote", quote="the cloth", note="z")
    assert [n["id"] for n in load("a", text_in(folder).encode()).data["footnotes"]] == [
        "a",
        "weaver",
        "b",
        "the-cloth",
    ]


def test_the_words_written_are_the_texts_own_and_no_more_than_needed(folder: Path) -> None:
    came = added(folder, "footnote", quote='sat at the loom. "No,"', prefix="weaver", note="x")
    assert "    quote: sat at the loom. “No,”" in came
    assert not any("prefix" in line for line in came)


@pytest.mark.parametrize(
    ("which", "wanted"),
    [
        ({"prefix": "She threw the "}, "prefix: the"),
        ({"suffix": " flew."}, "prefix: The"),
        ({"prefix": "and the cloth grew. The "}, "prefix: The"),
        ({"suffix": ", and"}, "prefix: the"),
        ({"prefix": "She\nthrew   the", "suffix": ", and the cloth"}, "prefix: the"),
    ],
)
def test_one_of_several_places_is_chosen(folder: Path, which, wanted: str) -> None:
    came = added(folder, "footnote", quote="shuttle", note="x", **which)
    assert f"    {wanted}" in [line.replace('"', "") for line in came]


def test_a_line_chooses_a_place(folder: Path) -> None:
    assert "    prefix: at" in added(folder, "footnote", quote="the loom", line="3", note="x")
    assert said(folder, "footnote", quote="the loom", line="5", note="x") == [
        ("new footnote (quote)", "quote-not-found")
    ]
    came = added(folder, "footnote", quote="the loom", line="source.txt:9", note="x")
    assert "    prefix: by" in came
    [problem] = refused(folder, "footnote", quote="shuttle", line=5, note="x")
    assert problem.code == "quote-not-unique"


def test_words_that_stand_several_times_are_listed_with_their_prefixes(folder: Path) -> None:
    [problem] = refused(folder, "footnote", quote="shuttle", note="x")
    assert (str(problem.place), problem.code) == ("new footnote (quote)", "quote-not-unique")
    assert 'source.txt:5:15  prefix: "the"' in problem.hint
    assert 'source.txt:5:48  prefix: "The"' in problem.hint
    assert "source.txt:7" not in problem.hint


def test_the_nearest_words_are_shown(folder: Path) -> None:
    [problem] = refused(folder, "footnote", quote="sat at teh loom", note="x")
    assert problem.code == "quote-not-found" and '+ "sat at the loom' in problem.hint


def test_omitted_words_are_said_to_be_so(folder: Path) -> None:
    assert said(folder, "footnote", quote="Left out", note="x") == [
        ("new footnote (quote)", "quote-in-omitted-text")
    ]


def test_a_wrong_context_is_said_to_be_so(folder: Path) -> None:
    assert said(folder, "footnote", quote="shuttle", prefix="never written", note="x") == [
        ("new footnote (quote)", "quote-context-wrong")
    ]


def test_an_emendation_needs_no_id(folder: Path) -> None:
    came = added(folder, "emendation", quote="the cloth grew", reading="the cloth grew long")
    assert came[:4] == [
        "emendations:",
        "  - quote: the cloth grew",
        "    reading: the cloth grew long",
        "",
    ]
    assert text_in(folder).index("emendations:") < text_in(folder).index("# ── notes ──")


# ── other kinds ─────────────────────────────────────────────────────────────────────────────


def test_a_term_is_made_of_words_and_put_by_the_alphabet(folder: Path) -> None:
    came = added(folder, "term", quote="shuttle,", definition="It carries the weft.")
    assert came[0] == "  - id: shuttle"
    assert came[1:4] == ["    term: shuttle", "    forms: [shuttle]", "    definition: |"]
    added(folder, "term", term="A-bom", forms=["loom"], definition="x")
    order = [item["id"] for item in load("a", text_in(folder).encode()).data["glossary"]]
    assert order == ["a-bom", "cat", "shuttle"]


def test_a_person_gets_name_forms_and_a_section_in_its_place(folder: Path) -> None:
    came = added(
        folder,
        "person",
        quote="Jane\nDoe's",
        born="1890",
        mentions=["A weaver"],
        **{"original.text": "Джейн", "original.language": "ru"},
    )
    assert came == [
        "people:",
        "  - id: doe",
        "    name: Doe, Jane",
        "    forms: [Jane Doe]",
        "    mentions:",
        "      - quote: A weaver",
        "    original: {text: Джейн, language: ru}",
        '    born: "1890"',
        "",
    ]
    assert text_in(folder).index("people:") < text_in(folder).index("sources:")


def test_a_place_takes_numbers_from_a_form(folder: Path) -> None:
    came = added(folder, "place", quote="Leeds", coordinates="53.8, -1.55")
    assert "    coordinates: [53.8, -1.55]" in came


def test_events_are_put_by_their_dates_in_a_chronology_that_is_made(folder: Path) -> None:
    came = added(folder, "event", date="1916", event="War.", label="War")
    assert came[:4] == ["chronology:", "  events:", '    - date: "1916"', "      label: War"]
    added(folder, "event", date="1915-02", event="Before.")
    added(folder, "event", date="1916-02-03", event="Behind.")
    events = load("a", text_in(folder).encode()).data["chronology"]["events"]
    assert [event["date"] for event in events] == ["1915-02", "1916", "1916-02-03"]
    assert said(folder, "event", date="1916-13", event="x") == [("new event (date)", "bad-value")]


def test_a_source_may_have_any_variable_of_csl(folder: Path) -> None:
    came = added(
        folder,
        "source",
        type="book",
        title="Beta: a life",
        author=["Doe, Jane", "UN"],
        issued="1901",
        URL="https://example.org/",
    )
    assert came == [
        "  - id: doe-1901",
        "    type: book",
        '    title: "Beta: a life"',
        "    author:",
        "      - {family: Doe, given: Jane}",
        "      - {literal: UN}",
        '    issued: "1901"',
        '    URL: "https://example.org/"',
    ]
    ids = [item["id"] for item in load("a", text_in(folder).encode()).data["sources"]]
    assert ids == ["alpha-1900", "doe-1901", "gamma-1900"]
    assert said(folder, "source", type="buch", title="x") == [("new source", "unknown-type")]


def test_words_of_a_caption_name_its_line(folder: Path) -> None:
    came = added(folder, "photo", quote="Jane Doe", note="A cat.")
    assert "    caption: 9" in came


def test_an_omission_takes_the_line_of_its_words(tmp_path: Path) -> None:
    folder = write_project(tmp_path, "", TEXT)
    came = added(folder, "omission", quote="Left out", reason="Not hers.")
    assert came == ["", "omissions:", "  - lines: [7]", "    reason: Not hers."]


def test_sources_are_cited_at_the_end_once(folder: Path) -> None:
    came = added(
        folder,
        "footnote",
        quote="in Leeds",
        note="A town. [@alpha-1900]\n",
        cite=["gamma-1900", "@alpha-1900", "gamma-1900"],
    )
    assert "      A town. [@alpha-1900] [@gamma-1900]" in came


# ── what is refused ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "values", "wanted"),
    [
        ("footnote", {"quote": "in Leeds"}, [("new footnote (note)", "missing-key")]),
        ("footnote", {"note": "x"}, [("new footnote (quote)", "missing-key")]),
        (
            "footnote",
            {"quote": " \n", "note": ""},
            [("new footnote (note)", "missing-key"), ("new footnote (quote)", "missing-key")],
        ),
        (
            "footnote",
            {"quote": "in Leeds", "note": "x", "quot": "y"},
            [("new footnote (quot)", "unknown-key")],
        ),
        (
            "footnote",
            {"quote": "in Leeds", "note": "x", "id": "../x"},
            [("new footnote (id)", "bad-value")],
        ),
        (
            "footnote",
            {"quote": "in Leeds", "note": "x", "id": "cloth"},
            [("new footnote (id)", "repeated-id")],
        ),
        (
            "textual-note",
            {"quote": "in Leeds", "note": "x", "id": "cloth"},
            [("new textual-note (id)", "repeated-id")],
        ),
        (
            "footnote",
            {"quote": "in Leeds", "note": "x <b>y</b>"},
            [("new footnote (note)", "raw-html"), ("new footnote (note)", "raw-html")],
        ),
        (
            "footnote",
            {"quote": "in Leeds", "note": "a\n\n<b>"},
            [("new footnote (note):3", "raw-html")],
        ),
        (
            "footnote",
            {"quote": "in Leeds", "note": "x [@beta]"},
            [("new footnote (note)", "unknown-source")],
        ),
        (
            "footnote",
            {"quote": "in Leeds", "note": "x", "cite": "alpha-190"},
            [("new footnote (note)", "unknown-source")],
        ),
        (
            "footnote",
            {"quote": "in Leeds", "note": "a\x1b[31mb"},
            [("new footnote (note)", "control-character")],
        ),
        (
            "footnote",
            {"quote": "in\x00Leeds", "note": "ab"},
            [
                ("new footnote (quote)", "control-character"),
                ("new footnote (quote)", "quote-not-found"),
            ],
        ),
        (
            "footnote",
            {"quote": "in Leeds", "note": "a\u202eb"},
            [("new footnote (note)", "control-character")],
        ),
        (
            "footnote",
            {"quote": "in Leeds", "note": "x" * 100_001},
            [("new footnote (note)", "too-long")],
        ),
        ("footnote", {"quote": "in Leeds", "note": ["x"]}, [("new footnote (note)", "not-text")]),
        (
            "footnote",
            {"quote": "in Leeds", "note": "\ud800"},
            [("new footnote (note)", "control-character")],
        ),
        ("term", {"quote": "zebra", "definition": "x"}, [("new term (quote)", "quote-not-found")]),
        ("term", {"term": "zebra", "definition": "x"}, [("new term", "term-never-used")]),
        (
            "term",
            {"quote": "loom", "definition": "x", "original": {"text": "y"}},
            [("new term (original)", "missing-key")],
        ),
        (
            "person",
            {"name": "x", "mentions": [{"quote": "A weaver", "exact": "y"}]},
            [("new person (mentions)", "unknown-key")],
        ),
        (
            "person",
            {"name": "x", "mentions": ["shuttle"]},
            [("new person (mentions)", "quote-not-unique")],
        ),
        ("photo", {"id": "p", "caption": 4}, [("new photo (caption)", "no-paragraph-at-line")]),
        ("photo", {"quote": "Jane", "file": "../x.png"}, [("new photo", "path-outside-project")]),
        (
            "footnote",
            {"quote": {"a": 1}, "note": "x"},
            [("new footnote (quote)", "missing-key"), ("new footnote (quote)", "not-text")],
        ),
        (
            "footnote",
            {"quote": "in Leeds", "line": [3], "note": "x"},
            [("new footnote (line)", "not-text")],
        ),
        (
            "footnote",
            {"quote": "in Leeds", "note": "x", "cite": [{"a": 1}]},
            [("new footnote (cite)", "bad-value")],
        ),
        (
            "footnote",
            {"quote": "in Leeds", "note": "x", "cite": "a] <b>"},
            [("new footnote (cite)", "bad-value"), ("new footnote (cite)", "bad-value")],
        ),
        (
            "source",
            {"type": "book", "title": "x", "a: b\n- c": "y"},
            [("new source (a: b\\u000a- c)", "unknown-key")],
        ),
        (
            "timeline",
            {"title": "T", "from": "1914", "to": "1918"},
            [("new timeline", "missing-key")],
        ),
        (
            "event",
            {"date": "1916", "event": "x", "quote": "y"},
            [("new event (quote)", "unknown-key")],
        ),
    ],
)
def test_a_bad_entry_is_refused_and_nothing_written(folder: Path, kind, values, wanted) -> None:
    assert [item for item in said(folder, kind, **values) if item[1] != "alt-missing"] == wanted


def test_what_the_entry_breaks_elsewhere_is_said_with_the_lines_of_today(tmp_path: Path) -> None:
    people = "people:\n  - id: weaver\n    name: Weaver\n    forms: [weaver]\n"
    folder = write_project(tmp_path, GOOD + people, TEXT)
    found = refused(folder, "person", name="Aa", forms=["weaver"])
    [problem] = [item for item in found if item.code == "same-form-twice"]
    line = text_in(folder).splitlines().index("  - id: weaver") + 1
    assert problem.place.line == line
    assert "a line of the new person" in problem.hint


def test_old_errors_are_not_held_against_a_new_entry(tmp_path: Path) -> None:
    broken = REST.replace("quote: the cloth grew", "quote: never written").replace(
        "note: It grew.", "note: It grew. [@nobody]"
    )
    folder = write_project(tmp_path, broken, TEXT)
    assert "    quote: in Leeds" in added(folder, "footnote", quote="in Leeds", note="x")
    codes = [code for _, code in said(folder, "footnote", quote="Jane", note="x [@nobody]")]
    assert codes == ["unknown-source"]


def test_an_entry_of_wrong_form_elsewhere_hides_nothing(tmp_path: Path) -> None:
    folder = write_project(tmp_path, REST.replace("    note: It grew.\n", ""), TEXT)
    assert said(folder, "footnote", quote="in Leeds", note="x [@nobody]") == [
        ("new footnote (note)", "unknown-source")
    ]
    assert "    quote: in Leeds" in added(folder, "footnote", quote="in Leeds", note="x")


def test_a_source_that_is_not_pinned_or_has_changed(tmp_path: Path) -> None:
    for number, sha in enumerate(("0" * 64, "a" * 64)):
        folder = write_project(tmp_path / str(number), "", TEXT)
        text = text_in(folder)
        start = text.index("sha256: ") + 8
        (folder / "annotations.yaml").write_text(text[:start] + sha + text[start + 64 :], "utf-8")
        assert added(folder, "footnote", quote="in Leeds", note="x")[:2] == ["", "footnotes:"]
        assert said(folder, "footnote", quote="Jane", note="<b>")[0][1] == "raw-html"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "yaml-empty"),
        ("- a\n", "yaml-empty"),
        ("a: [\n", "yaml-syntax"),
        ("a: 1\na: 2\n", "yaml-repeated-key"),
        ("format: 1\n", "missing-key"),
        ("a: &x [*x]\n", "yaml-alias"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "annotations.yaml").write_text(text)
    assert code in [c for _, c in said(tmp_path, "footnote", quote="x", note="y")]


def test_a_folder_without_an_edition(tmp_path: Path) -> None:
    with pytest.raises(BuildFailed) as failed:
        write.add(Project.at(tmp_path), "footnote", {"quote": "x", "note": "y"})
    assert failed.value.problems[0].code == "file-not-found"


def test_new_warnings_come_with_the_entry_and_old_ones_do_not(folder: Path) -> None:
    found = write.add(Project.at(folder), "source", {"id": "beta", "type": "book", "title": "B"})
    assert [(w.code, w.place) for w in found.warnings] == [("unused-source", found.place)]


def test_a_file_that_changed_meanwhile_is_not_overwritten(folder: Path) -> None:
    planned = write.plan(Project.at(folder), "footnote", {"quote": "in Leeds", "note": "x"})
    path = folder / "annotations.yaml"
    path.write_bytes(path.read_bytes() + b"# somebody else\n")
    with pytest.raises(BuildFailed) as failed:
        write.write(planned)
    assert failed.value.problems[0].code == "file-changed"
    assert path.read_text("utf-8").endswith("# somebody else\n")


def test_the_check_reads_the_bytes_that_are_changed(folder: Path, monkeypatch) -> None:
    """A file that changes while it is checked: what was read first is what counts."""
    path = folder / "annotations.yaml"
    real = files.replace

    def late(changes):
        path.write_bytes(b"gone: 1\n")
        real(changes)

    monkeypatch.setattr(write.files, "replace", late)
    with pytest.raises(BuildFailed):
        write.add(Project.at(folder), "footnote", {"quote": "in Leeds", "note": "x"})
    assert path.read_bytes() == b"gone: 1\n"


def test_line_ends_and_the_mark_of_the_file_stay(folder: Path) -> None:
    path = folder / "annotations.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    write.add(Project.at(folder), "footnote", {"quote": "in Leeds", "note": "x\n\ny"})
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\n") == data.count(b"\r\n")


# ── whatever is written is read back ────────────────────────────────────────────────────────

NOTES = st.one_of(
    st.sampled_from(
        ["- a: b", "---", "%YAML 1.2", "a: b\n# no comment", "   spaces before", "\ttab\tbed",
         "“curly” and \"straight\" 'both'", "\U0001f469\u200d\U0001f4bb emoji", "עברית: ימין",
         "word " * 400, "x" * 2000, "one\n\n- a\n- b\n\n> q", "? !", "null", "yes", "1:30", "|",
         "...", "*a* & b", "@x", "`code`", "a\u00a0b\u202fc", "one  \ntwo", "\u200fRTL", "~",
         "{a: b}", "[x]", "0x1F", "a\\", "'", '"', "#", "a #b", "&amp; &#65;", "...\n---\n...",
         "\u2028x",
         "נ\u200cם", "x\u0085y", "a\u00adb"]
    ),
    st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=200),
)  # fmt: skip


@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(
    NOTES,
    st.integers(0, len(TEXT) - 1),
    st.integers(1, 30),
    st.sampled_from(["footnote", "textual-note", "term"]),
)
def test_an_accepted_entry_adds_its_lines_and_nothing_else(
    tmp_path_factory, note: str, start: int, size: int, kind: str
) -> None:
    folder = write_project(tmp_path_factory.mktemp("p"), REST, TEXT)
    before = text_in(folder)
    body = "definition" if kind == "term" else "note"
    values = {
        "quote": TEXT[start : start + size],
        "prefix": TEXT[max(0, start - 40) : start],
        "suffix": TEXT[start + size : start + size + 40],
        body: note,
    }
    try:
        found = write.add(Project.at(folder), kind, values)
    except BuildFailed as failed:
        assert text_in(folder) == before
        for problem in failed.problems:
            lines = str(problem).replace("\u00a0", "").split("\n")
            assert all(map(str.isprintable, lines))
        return
    after = text_in(folder)
    rest = iter(after.splitlines())
    assert all(line in rest for line in before.splitlines()), "a line went"
    old, new = load("a", before.encode()).data, load("a", after.encode()).data
    section = {"term": "glossary", "footnote": "footnotes", "textual-note": "textual-notes"}[kind]
    [entry] = [item for item in new[section] if item not in old.get(section, [])]
    new[section].remove(entry)
    assert {**old, section: old.get(section, [])} == new
    assert entry["id"] == found.id
    assert entry[body].split() == note.split() or "\\" in entry[body]
    assert yaml.safe_load(found.text)[0]["id"] == found.id


# ── the command ─────────────────────────────────────────────────────────────────────────────


def run(*arguments: object) -> int:
    """Run the whole command in this process."""
    return main.main(["add", *(str(argument) for argument in arguments)])


def test_the_command_writes_and_says_where_and_what_next(folder: Path, capsys) -> None:
    assert (
        run(
            folder,
            "-k",
            "footnote",
            "-q",
            "in Leeds",
            "-n",
            "A town.",
            "-s",
            "alpha-1900",
            "--id",
            "leeds",
            "--yes",
        )
        == 0
    )
    said = capsys.readouterr().out
    assert "  - id: leeds\n    quote: in Leeds\n    note: |\n      A town. [@alpha-1900]\n" in said
    assert "Written: annotations.yaml:" in said and f"build.py check {folder}" in said
    assert "A town. [@alpha-1900]" in text_in(folder)


def test_a_dry_run_writes_nothing_and_shows_the_difference(folder: Path, capsys) -> None:
    before = text_in(folder)
    assert run(folder, "-k", "term", "-q", "shuttle", "-n", "x", "--dry-run") == 0
    assert text_in(folder) == before
    assert "+  - id: shuttle\n" in capsys.readouterr().out


def test_a_script_is_told_what_is_missing(folder: Path, capsys) -> None:
    assert run(folder) == 2
    assert "--kind" in capsys.readouterr().err
    assert run(folder, "--kind", "footnote") == 2
    assert "--quote, --note" in capsys.readouterr().err
    assert run(folder, "--kind", "emendation", "--quote", "x") == 2
    assert "--reading" in capsys.readouterr().err
    assert run(folder, "--kind", "photo") == 2
    assert "--set caption=…" in capsys.readouterr().err
    assert run(folder, "--kind", "footnot") == 2
    assert "Did you mean “footnote”?" in capsys.readouterr().err
    assert run(folder, "--kind", "event", "--set", "date") == 2
    assert "KEY=VALUE" in capsys.readouterr().err


def test_problems_end_with_one(folder: Path, capsys) -> None:
    assert run(folder, "-k", "footnote", "-q", "shuttle", "-n", "x") == 1
    err = capsys.readouterr().err
    assert "new footnote (quote): error[quote-not-unique]" in err and "nothing was written" in err


def test_other_fields_are_set_by_their_names(folder: Path) -> None:
    assert (
        run(
            folder,
            "-k",
            "person",
            "-q",
            "Jane Doe",
            "--form",
            "Jane Doe",
            "--form",
            "she",
            "--set",
            "wikidata=Q1",
            "--set",
            "original.text=Дж",
            "--set",
            "original.language=ru",
            "--set",
            "mentions=A weaver",
            "--set",
            "mentions=the cloth grew",
        )
        == 0
    )
    [person] = load("a", text_in(folder).encode()).data["people"]
    assert person == {
        "id": "doe",
        "name": "Doe, Jane",
        "forms": ["Jane Doe", "she"],
        "mentions": [{"quote": "A weaver"}, {"quote": "the cloth grew"}],
        "original": {"text": "Дж", "language": "ru"},
        "wikidata": "Q1",
    }


def test_the_text_comes_from_a_file_or_from_standard_input(folder: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_bytes(b"\xef\xbb\xbfFrom a file.\r\n\r\nSecond.\r\n")
    assert run(folder, "-k", "footnote", "-q", "in Leeds", "--note-file", note) == 0
    assert "      From a file.\n\n      Second.\n" in text_in(folder)
    done = CliRunner().invoke(
        command.command, [str(folder), "-k", "footnote", "-q", "Jane", "-n", "-"], input="Piped.\n"
    )
    assert done.exit_code == 0, done.output
    assert "      Piped.\n" in text_in(folder)
    note.write_bytes(b"\xff")
    assert run(folder, "-k", "footnote", "-q", "cat", "--note-file", note) == 2


def asked(folder: Path, monkeypatch, answers: str, *arguments: str):
    """Run the command as on a terminal, with these answers."""
    monkeypatch.setattr(command, "may_ask", lambda: True)
    return CliRunner().invoke(command.command, [str(folder), *arguments], input=answers)


def test_a_terminal_is_asked_for_everything(folder: Path, monkeypatch) -> None:
    answers = [
        "remark",
        "",
        "shuttle",
        "2",
        "flew",
        "It",
        "",
        "flies.",
        ".",
        "alpha-190",
        "alpha-1900",
        "",
        "y",
    ]
    done = asked(folder, monkeypatch, "\n".join(answers) + "\n")
    assert done.exit_code == 0, done.output
    assert "Nobody knows the kind “remark”" in done.output
    assert "  2  source.txt:5:48  " in done.output
    assert "Did you mean “alpha-1900”?" in done.output
    assert "  - id: flew\n    quote: shuttle\n    prefix: The\n    note: |\n      It\n\n" in (
        text_in(folder).replace('"', "")
    )
    assert "      flies. [@alpha-1900]\n" in text_in(folder)


def test_the_nearest_words_are_offered(folder: Path, monkeypatch) -> None:
    answers = "zebra zebra\nsat at teh loom\ny\n\nx\n\n\n\ny\n"
    done = asked(folder, monkeypatch, answers, "-k", "footnote")
    assert done.exit_code == 0, done.output
    assert "nothing comes near" in done.output and "Is it meant?" in done.output
    assert "    quote: sat at the loom\n" in text_in(folder)


def test_no_is_no(folder: Path, monkeypatch) -> None:
    before = text_in(folder)
    done = asked(folder, monkeypatch, "\nx\n.\n\nn\n", "-k", "footnote", "-q", "in Leeds")
    assert done.exit_code == 0 and "Nothing was written." in done.output
    assert text_in(folder) == before


def test_what_is_wrong_is_asked_again(folder: Path, monkeypatch) -> None:
    answers = "leeds\n<b>\n.\n\nn\nA town.\n.\ny\n"
    done = asked(folder, monkeypatch, answers, "-k", "footnote", "-q", "in Leeds")
    assert done.exit_code == 0, (done.output, done.exception)
    assert "error[raw-html]" in done.output + done.stderr
    assert "  - id: leeds\n    quote: in Leeds\n    note: |\n      A town.\n" in text_in(folder)


def test_a_bad_id_is_asked_for_again_at_once(folder: Path, monkeypatch) -> None:
    taken = str(load("a", text_in(folder).encode()).data["footnotes"][0]["id"])
    answers = f"In Leeds!\n{taken}\nleeds\nA town.\n.\n\ny\n"
    done = asked(folder, monkeypatch, answers, "-k", "footnote", "-q", "in Leeds")
    assert done.exit_code == 0, (done.output, done.exception)
    assert "digits and hyphens, such as in-leeds.\n" in done.output
    assert f"The id “{taken}” is taken. Choose another name, such as {taken}-2.\n" in done.output
    assert done.output.index("is taken") < done.output.index("note: ")
    assert "  - id: leeds\n    quote: in Leeds\n" in text_in(folder)


def test_an_entry_that_is_there_is_said_to_be_there(folder: Path) -> None:
    write.add(Project.at(folder), "term", {"quote": "shuttle", "definition": "It flies."})
    for more in ({}, {"id": "shuttle"}, {"term": "Shuttle", "forms": ["shuttle"]}):
        with pytest.raises(BuildFailed) as failed:
            write.add(
                Project.at(folder), "term", {"quote": "shuttle", "definition": "Again."} | more
            )
        (problem,) = failed.value.problems
        assert problem.code == "same-form-twice" and "“shuttle” is there already" in problem.message
        assert "Its id is “shuttle”" in problem.hint


@pytest.mark.parametrize("last", ["note: One.", "note: |\n      One.", "note: One. # so"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_last_line_end_may_be_missing(tmp_path: Path, last: str, end: str) -> None:
    rest = f"footnotes:\n  - id: first\n    quote: loom\n    prefix: The\n    {last}"
    folder = write_project(tmp_path, rest, "The loom\n\nA shuttle flew.\n")
    file = folder / "annotations.yaml"
    before = file.read_text("utf-8").replace("\n", end)
    file.write_bytes(before.encode())
    write.add(Project.at(folder), "footnote", {"quote": "shuttle", "note": "Two."})
    after = file.read_bytes().decode()
    assert after.startswith(before + end)
    notes = load("a", after.encode()).data["footnotes"]
    assert [(note["id"], note["note"].strip()) for note in notes] == [
        ("first", "One."), ("shuttle", "Two."),
    ]  # fmt: skip


def test_a_line_is_enough_for_a_photo(tmp_path: Path) -> None:
    text = "The mill\n\nThe mill in snow.\n\nThe loom.\n"
    folder = write_project(tmp_path, "structure: {roles: {title: [1]}}\n", text)
    added = CliRunner().invoke(
        command.command, [str(folder), "-k", "photo", "--line", "3", "--set", "alt=A mill", "--yes"]
    )
    assert added.exit_code == 0, (added.output, added.exception)
    assert "  - id: the-mill-in-snow\n    caption: 3\n    alt: A mill\n" in text_in(folder)
    with pytest.raises(BuildFailed) as failed:
        write.add(Project.at(folder), "photo", {"line": "4", "alt": "None."})
    assert [problem.code for problem in failed.value.problems] == ["no-paragraph-at-line"]


def test_a_name_is_asked_for_with_proposals(folder: Path, monkeypatch) -> None:
    done = asked(folder, monkeypatch, "Jane Doe’s\n\n1890\n\n\nWho.\n.\n\ny\n", "-k", "person")
    assert done.exit_code == 0, done.output
    [person] = load("a", text_in(folder).encode()).data["people"]
    assert person == {
        "id": "doe",
        "name": "Doe, Jane",
        "forms": ["Jane Doe"],
        "born": "1890",
        "description": "Who.\n",
    }


def test_a_source_is_asked_for_its_author_and_date(folder: Path, monkeypatch) -> None:
    answers = "book\nBeta\nDoe, Jane; UN\n1901\n\n\n\ny\n"
    done = asked(folder, monkeypatch, answers, "-k", "source")
    assert done.exit_code == 0, done.output
    assert "  - id: doe-1901\n" in text_in(folder)


def test_the_editor_writes_the_text(folder: Path, monkeypatch) -> None:
    monkeypatch.setattr("click.edit", lambda *args, **more: "From the editor.\n")
    done = asked(folder, monkeypatch, "\n\ny\n", "-k", "footnote", "-q", "in Leeds", "--editor")
    assert done.exit_code == 0, done.output
    assert "      From the editor.\n" in text_in(folder)


def test_a_text_is_given_back_when_the_entry_cannot_be_saved(tmp_path: Path, monkeypatch) -> None:
    folder = write_project(tmp_path, REST, TEXT)
    done = asked(
        folder, monkeypatch, "\nMy words.\n.\n\n", "-k", "footnote", "-q", "shuttle", "--line", "5"
    )
    assert isinstance(done.exception, BuildFailed)
    assert "Your text was:\nMy words.\n" in done.output


def test_formatting_and_a_series_are_added(folder: Path) -> None:
    project = Project.at(folder)
    with pytest.raises(BuildFailed) as failed:
        write.add(project, "formatting", {"quote": "A weaver", "as": "italics"})
    assert [p.code for p in failed.value.problems] == ["bad-value"]
    with pytest.raises(BuildFailed) as failed:
        write.add(project, "formatting", {"quote": "A weaver"})
    assert [p.code for p in failed.value.problems] == ["missing-key"]
    done = write.add(project, "italics", {"quote": "A weaver", "as": "emphasis", "language": "fr"})
    assert done.text == "  - quote: A weaver\n    as: emphasis\n    language: fr\n"
    write.add(project, "series", {"id": "translator", "label": "Translator's notes"})
    with pytest.raises(BuildFailed) as failed:
        write.add(project, "footnote", {"quote": "cloth", "series": "translater", "note": "Linen."})
    assert [p.code for p in failed.value.problems] == ["unknown-series"]
    done = write.add(
        project, "footnote", {"quote": "cloth", "series": "translator", "note": "Linen."}
    )
    assert "    series: translator\n" in done.text


def test_a_second_note_on_the_same_words_is_told(folder: Path) -> None:
    write.add(Project.at(folder), "footnote", {"quote": "in Leeds", "note": "x"})
    [told] = write.add(Project.at(folder), "footnote", {"quote": "in Leeds", "note": "y"}).warnings
    assert (told.code, told.severity) == ("same-words", "warning")
    assert "have a footnote already, “in-leeds”" in told.message
    assert told.hint.startswith("It stands at annotations.yaml:")
    added = write.add(
        Project.at(folder), "emendation", {"quote": "in Leeds", "reading": "at Leeds"}
    )
    assert added.warnings == (), "another kind"


def test_entries_out_of_order_are_told_and_sorted(tmp_path: Path) -> None:
    words = [f"word{k}" for k in range(10)]
    order = [0, 1, 2, 8, 3, 4, 5, 6, 7]
    notes = "".join(
        f"  # about {k}\n  - id: n{k}\n    quote: {words[k]} came\n    note: x\n\n" for k in order
    )
    text = "".join(f"Then {word} came along.\n\n" for word in words)
    folder = write_project(tmp_path, f"footnotes:\n{notes}", text)
    added = write.add(Project.at(folder), "footnote", {"quote": "word6 came along", "note": "y"})
    assert [told.code for told in added.warnings] == ["entries-unsorted"]
    ids = [n["id"] for n in load("a", text_in(folder).encode()).data["footnotes"]]
    assert ids == ["n0", "n1", "n2", "n8", "n3", "n4", "n5", "n6", "word6-came-along", "n7"]
    fixed = fix_all(Project.at(folder))
    assert [fix.code for fix in fixed.fixes] == ["entry-order"]
    after = fixed.after["annotations.yaml"].decode()
    assert [n["id"] for n in load("a", after.encode()).data["footnotes"]] == [
        *(f"n{k}" for k in range(7)), "word6-came-along", "n7", "n8",
    ]  # fmt: skip
    assert sorted(after.splitlines()) == sorted(text_in(folder).splitlines())
    assert "  # about 8\n  - id: n8\n" in after
    (folder / "annotations.yaml").write_text(after)
    assert fix_all(Project.at(folder)).fixes == ()


def test_a_list_in_an_order_of_its_own_is_left_so(tmp_path: Path) -> None:
    notes = "".join(f"  - {{id: {w}, quote: {w}, note: x}}\n" for w in ("cloth", "weaver", "cat"))
    folder = write_project(tmp_path, f"footnotes:\n{notes}", TEXT)
    assert fix_all(Project.at(folder)).fixes == ()


def test_a_group_is_given_by_its_fields(tmp_path: Path) -> None:
    folder = write_project(
        tmp_path, "places: [{id: leeds, name: Leeds, coordinates: [53.8, -1.5]}]\n", TEXT
    )
    bounds = [f"bounds.{key}={at}" for key, at in zip(
        ("west", "east", "south", "north"), (-3, 0, 52.5, 55), strict=True
    )]  # fmt: skip
    words = ["add", str(folder), "-k", "map", "--title", "The North", "--yes"]
    for item in ("alt=A map.", "places=leeds", *bounds[:3]):
        words += ["--set", item]
    told = CliRunner().invoke(command.command, words[1:])
    assert told.exit_code == 2 and "--set bounds.north=…." in told.output
    assert main.main([*words, "--set", bounds[3]]) == 0
    assert "bounds: {west: -3, east: 0, south: 52.5, north: 55}" in text_in(folder)


def test_the_fields_of_a_group_are_asked_for_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_project(
        tmp_path, "places: [{id: leeds, name: Leeds, coordinates: [53.8, -1.5]}]\n", TEXT
    )
    monkeypatch.setattr(command, "may_ask", lambda: True)
    answers = "North\n-3\n52\n0\n55\nA map.\n\n.\ny\n"
    options = [str(folder), "-k", "map", "--set", "places=leeds"]
    done = CliRunner().invoke(command.command, options, input=answers)
    assert done.exit_code == 0, done.output
    assert "bounds.west: Western edge." in done.output
    assert "bounds: {west: -3, south: 52, east: 0, north: 55}" in text_in(folder)


def test_the_id_of_a_photograph_is_proposed_of_its_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "may_ask", lambda: True)
    options = [str(folder), "-k", "photo", "--line", "9"]
    done = CliRunner().invoke(command.command, options, input="\n\n\n\n\n\n")
    assert "[jane-does-cat-sat-by-the-loom-in-leeds]" in done.output


@pytest.mark.parametrize(
    "text",
    [
        "a: &n\n  - id: x\n",
        "a: &n # words\n- id: x\n",
        "a: !!seq\n  - id: x",
        "a: &n\n  - &m\n    id: x\n",
    ],
)
@pytest.mark.parametrize("index", [0, 1])
def test_a_list_with_an_anchor_takes_an_entry(text: str, index: int) -> None:
    editor = YamlEditor("a.yaml", text.encode())
    editor.insert(("a",), index, {"id": "new"})
    made = editor.finish()
    ids = [item["id"] for item in load("a", made).data["a"]]
    assert ids == (["new", "x"] if index == 0 else ["x", "new"])
    assert made.decode().replace("- id: new", "").split() == text.split()
