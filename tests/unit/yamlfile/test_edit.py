"""Edits of YAML: the value asked for is changed, and every other byte stays."""

from __future__ import annotations

import difflib

import pytest
import yaml

from edition.model.problems import BuildFailed
from edition.yamlfile import dump
from edition.yamlfile.edit import YamlEditor

FILE = """\
# é “head”
title: Old  # why

footnotes:
  # about one
  - id: one
    quote: "a: b"   # the first
    note: |
      Words.

      More.

  # about two
  - {id: two, quote: x}

# ── Glossary ──
glossary:
- id: g
  term: >-
    long
    word
  forms: [a, b]
empty:
none: []
"""


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came."""
    delta = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return ([x[2:] for x in delta if x[0] == "-"], [x[2:] for x in delta if x[0] == "+"])


def edit(text: str, act) -> str:
    """`text` after the edits that `act` makes."""
    editor = YamlEditor("a.yaml", text.encode())
    act(editor)
    return editor.finish().decode()


@pytest.mark.parametrize(
    ("path", "value", "gone", "came"),
    [
        (("title",), "no", ["title: Old  # why"], ['title: "no"  # why']),
        (
            ("footnotes", 0, "quote"),
            "c d",
            ['    quote: "a: b"   # the first'],
            ["    quote: c d   # the first"],
        ),
        (
            ("footnotes", 1, "quote"),
            "y, z",
            ["  - {id: two, quote: x}"],
            ['  - {id: two, quote: "y, z"}'],
        ),
        (("glossary", 0, "term"), "12", ["  term: >-", "    long", "    word"], ['  term: "12"']),
        (("empty",), "now", ["empty:"], ["empty: now"]),
    ],
)
def test_a_value_is_replaced_where_it_stands(path, value, gone, came) -> None:
    after = edit(FILE, lambda e: e.set(path, value))
    assert lines_changed(FILE, after) == (gone, came)


def test_a_key_that_is_not_there_comes_behind_the_one_that_is_named() -> None:
    after = edit(FILE, lambda e: e.set(("footnotes", 0, "prefix"), "she ", after="quote"))
    assert lines_changed(FILE, after) == ([], ['    prefix: "she "'])
    assert after.index("prefix") < after.index("note: |")
    after = edit(FILE, lambda e: e.set(("footnotes", 1, "prefix"), "she", after="quote"))
    assert "  - {id: two, quote: x, prefix: she}\n" in after


@pytest.mark.parametrize(
    ("path", "gone", "came"),
    [
        (("footnotes", 0, "quote"), ['    quote: "a: b"   # the first'], []),
        (
            ("footnotes", 0, "id"),
            ["  - id: one", '    quote: "a: b"   # the first'],
            ['  - quote: "a: b"   # the first'],
        ),
        (("footnotes", 1, "quote"), ["  - {id: two, quote: x}"], ["  - {id: two}"]),
        (("footnotes", 1, "id"), ["  - {id: two, quote: x}"], ["  - {quote: x}"]),
        (("glossary", 0, "term"), ["  term: >-", "    long", "    word"], []),
    ],
)
def test_a_key_is_taken_out(path, gone, came) -> None:
    after = edit(FILE, lambda e: e.remove(path))
    assert lines_changed(FILE, after) == (gone, came)
    windows = edit(FILE.replace("\n", "\r\n"), lambda e: e.remove(path))
    assert windows == after.replace("\n", "\r\n")


def test_a_word_is_put_at_the_end_of_a_list() -> None:
    after = edit(FILE, lambda e: e.append(("glossary", 0, "forms"), "c, d"))
    assert '  forms: [a, b, "c, d"]\n' in after
    block = "k:\n- a  # one\n- b\nz: 1\n"
    assert edit(block, lambda e: e.append(("k",), "c")) == block.replace("- b\n", "- b\n- c\n")


def test_an_entry_goes_between_its_neighbors_and_comments_stay_with_theirs() -> None:
    new = {"id": "new", "quote": "w", "note": "One.\n\nTwo: [@a]\n"}
    wanted = ["", "  - id: new", "    quote: w", "    note: |", "      One.", "", "      Two: [@a]"]
    after = edit(FILE, lambda e: e.insert(("footnotes",), 1, new))
    gone, came = lines_changed(FILE, after)
    assert gone == [] and sorted(came) == sorted(wanted)
    assert after.index("More.") < after.index("id: new") < after.index("# about two")
    after = edit(FILE, lambda e: e.insert(("footnotes",), 2, new))
    assert after.index("id: two") < after.index("id: new") < after.index("# ── Glossary")
    after = edit(FILE, lambda e: e.insert(("footnotes",), 0, new))
    assert after.index("id: new") < after.index("id: one")
    after = edit(FILE, lambda e: e.insert(("glossary",), 1, {"id": "h", "term": "x"}))
    assert "  forms: [a, b]\n\n- id: h\n  term: x\nempty:" in after


@pytest.mark.parametrize("key", ["empty", "none"])
def test_an_empty_list_gets_its_first_entry(key: str) -> None:
    after = edit(FILE, lambda e: e.insert((key,), 0, {"id": "h"}))
    assert yaml.safe_load(after)[key] == [{"id": "h"}]


def test_a_list_that_is_not_there_is_made_before_the_keys_that_follow_it() -> None:
    after = edit(FILE, lambda e: e.insert(("people",), 0, {"id": "h"}, before=["x", "glossary"]))
    assert "quote: x}\n\npeople:\n  - id: h\n\n# ── Glossary ──\nglossary:" in after
    after = edit(FILE, lambda e: e.insert(("people",), 0, {"id": "h"}))
    assert after == FILE + "\npeople:\n  - id: h\n"
    after = edit("a: b", lambda e: e.insert(("people",), 0, {"id": "h"}))
    assert after == "a: b\n\npeople:\n  - id: h\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: 1\nlate: 2\n", "a: 1\ngroup:\n  list:\n    - x: z\n\nlate: 2\n"),
        (
            "group:\n  k: |\n    v\n\nlate: 2\n",
            "group:\n  k: |\n    v\n  list:\n    - x: z\n\nlate: 2\n",
        ),
        ("group:\n  list: # none\n  k: v\n", "group:\n  list: # none\n    - x: z\n  k: v\n"),
        ("group:\n    list: []\n", "group:\n    list:\n      - x: z\n"),
        ("group:\n", None),
        ("group: {list: []}\n", "group: {list: [{x: z}]}\n"),
        ("group: {k: v}\n", None),
        ("group:\n  list: word\n", None),
        ("group: []\n", None),
        ("group: word\n", None),
    ],
)
def test_a_list_in_a_group_is_made_with_its_first_entry(text: str, wanted: str | None) -> None:
    def act(editor: YamlEditor) -> None:
        editor.insert(("group", "list"), 0, {"x": "z"}, before=["late"])

    if wanted is None:
        with pytest.raises(BuildFailed) as failed:
            edit(text, act)
        assert failed.value.problems[0].code == "edit-unsafe"
    else:
        assert edit(text, act) == wanted


def test_the_lines_of_a_value() -> None:
    editor = YamlEditor("a.yaml", FILE.encode())
    assert editor.lines(("footnotes", 0)) == (6, 11)
    assert editor.lines(("footnotes", 1)) == (14, 14)
    assert editor.lines(("title",)) == (2, 2)


def test_spaces_that_do_not_break_stand_in_a_block() -> None:
    note = "12\u00a0km, \u0646\u0645\u06cc\u200c\u062f\n\U0001f468\u200d\U0001f469\n"
    text = dump.entry({"note": note}, 2)
    assert "note: |\n" in text and yaml.safe_load(text) == [{"note": note}]


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    data = b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode()
    editor = YamlEditor("a.yaml", data)
    editor.insert(("footnotes",), 1, {"id": "new", "note": "A.\nB.\n"})
    after = editor.finish()
    assert after.startswith(b"\xef\xbb\xbf# ")
    assert after.count(b"\n") == after.count(b"\r\n")


def test_what_cannot_be_changed_alone_is_refused() -> None:
    shared = "a: &x {k: 1}\nb: *x\n"
    with pytest.raises(BuildFailed) as failed:
        edit(shared, lambda e: e.set(("b", "k"), "2"))
    assert failed.value.problems[0].code == "edit-unsafe"


@pytest.mark.parametrize(
    "value",
    [
        "no",
        "1:30",
        "2014-12-03",
        "a: b",
        "a #b",
        "- x",
        "“x”",
        "\u00a0x",
        "x ",
        "'",
        '"',
        "\\",
        "a\u2028b",
        "\u200fabc",
        "*x",
        "@y",
        "%",
        "Null",
        "~",
        "1.5",
        "0x10",
        "é",
        "a\tb",
        "[a",
    ],
)
def test_a_scalar_is_read_back_as_it_was(value: str) -> None:
    from edition.yamlfile.load import load

    for text in (f"k: {dump.inline(value)}\n", f"k: {dump.inline([value])}\n"):
        read = load("a.yaml", text.encode())
        assert read.problems == []
        assert read.data["k"] in (value, [value])
    entry = dump.entry({"a": value, "b": value + "\n"}, 2)
    assert load("a.yaml", entry.encode()).data == [{"a": value, "b": value + "\n"}]
