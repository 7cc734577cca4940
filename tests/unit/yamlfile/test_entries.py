"""Entries are changed, moved and taken out, and every other byte stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edition.model.problems import BuildFailed
from edition.yamlfile.entries import EntryEditor
from edition.yamlfile.load import load

FILE = """\
a: 1
# all notes
footnotes:
  # the first
  - id: x
    quote: "q x"  # keep
    note: one line

  # about y
  - id: y
    quote: qy
    note: |
      long
      text
    at: end

  # free

  - id: z
    quote: qz
    mentions: [a, b]  # two
    list:
      - one # why
      - two
glossary:
  - {id: g, term: t}
  - {id: h, term: u}
chronology:
  events:
    - date: "2000"
      event: e
"""

Edit = Callable[[EntryEditor], None]


def changed(edit: Edit, text: str = FILE) -> str:
    editor = EntryEditor("a.yaml", text.encode())
    edit(editor)
    return editor.finish().decode()


#: An edit, the words of the file that go, and those that come in their place.
CASES: dict[str, tuple[Edit, str, str]] = {
    "the first of a list": (
        lambda e: e.drop(("footnotes", 0)),
        '  - id: x\n    quote: "q x"  # keep\n    note: one line\n\n',
        "",
    ),
    "one with a comment of its own": (
        lambda e: e.drop(("footnotes", 1)),
        "\n  # about y\n  - id: y\n    quote: qy\n"
        "    note: |\n      long\n      text\n    at: end\n",
        "",
    ),
    "the last, whose comment is parted from it": (
        lambda e: e.drop(("footnotes", 2)),
        "\n  - id: z" + FILE.partition("\n  - id: z")[2].partition("glossary")[0],
        "",
    ),
    "in braces": (lambda e: e.drop(("glossary", 1)), "  - {id: h, term: u}\n", ""),
    "the only one, and with it its list and its group": (
        lambda e: e.drop(("chronology", "events", 0)),
        'chronology:\n  events:\n    - date: "2000"\n      event: e\n',
        "",
    ),
    "a word": (
        lambda e: e.put(("footnotes", 0, "quote"), "other"),
        'quote: "q x"  # keep',
        "quote: other  # keep",
    ),
    "a text on one line": (
        lambda e: e.put(("footnotes", 0, "note"), "two: lines\n"),
        "note: one line",
        'note: "two: lines"',
    ),
    "a text that grows": (
        lambda e: e.put(("footnotes", 0, "note"), "two\nlines\n"),
        "note: one line",
        "note: |\n      two\n      lines",
    ),
    "a block": (
        lambda e: e.put(("footnotes", 1, "note"), "other\n"),
        "      long\n      text\n",
        "      other\n",
    ),
    "a new key in its place": (
        lambda e: e.put(("footnotes", 1, "suffix"), "s", ["id", "quote", "prefix", "suffix"]),
        "quote: qy\n",
        "quote: qy\n    suffix: s\n",
    ),
    "a new key in braces": (
        lambda e: e.put(("glossary", 0, "forms"), ["t", "a, b"], ["id", "term", "forms"]),
        "{id: g, term: t}",
        '{id: g, term: t, forms: [t, "a, b"]}',
    ),
    "a list": (
        lambda e: e.put(("footnotes", 2, "mentions"), ["c"]),
        "mentions: [a, b]  # two",
        "mentions: [c]  # two",
    ),
    "a key in the middle": (
        lambda e: e.drop(("footnotes", 1, "note")),
        "    note: |\n      long\n      text\n",
        "",
    ),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("form", ["as it is", "CRLF", "no end", "BOM"])
def test_only_what_is_meant_changes(name: str, form: str) -> None:
    edit, old, new = CASES[name]
    assert FILE.count(old) == 1

    def formed(text: str) -> str:
        if form == "CRLF":
            return text.replace("\n", "\r\n")
        if form == "BOM":
            return f"\ufeff{text}"
        return text.removesuffix("\n") if form == "no end" else text

    found = changed(edit, formed(FILE))
    if form == "no end" and FILE.endswith(old):
        found = found.removesuffix("\n")  # what is the end now had one
    assert found == formed(FILE.replace(old, new))


@pytest.mark.parametrize("old", range(3))
@pytest.mark.parametrize("new", range(3))
def test_an_entry_goes_anywhere_and_back(old: int, new: int) -> None:
    there = changed(lambda e: e.move(("footnotes", old), new))
    ids = [item["id"] for item in load("a", there.encode()).group["footnotes"]]
    wanted = ["x", "y", "z"]
    wanted.insert(new, wanted.pop(old))
    assert ids == wanted
    assert sorted(there.splitlines()) == sorted(FILE.splitlines())


def test_a_comment_inside_a_list_is_not_lost() -> None:
    with pytest.raises(BuildFailed) as failed:
        changed(lambda e: e.put(("footnotes", 2, "list"), ["three"]))
    assert failed.value.problems[0].code == "edit-unsafe"
