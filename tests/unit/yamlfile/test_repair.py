"""Keys renamed, moved and taken out, bare values quoted; every other byte stays."""

from __future__ import annotations

import random

import pytest
import yaml

from edition.model.problems import BuildFailed
from edition.yamlfile.load import load
from edition.yamlfile.repair import YamlRepairer

FILE = """\
# head
sources:
  # about the first
  - title: "T: x"   # why
    # what kind

    type: book
    id: one
    note: |
      Two

      lines.

  - {type: book, title: "a, b", id: two}   # inline
  - id: three
    type: book
"""


def repaired(text: str, *acts) -> str:
    repairer = YamlRepairer("a.yaml", text.encode())
    for name, *arguments in acts:
        getattr(repairer, name)(*arguments)
    return repairer.finish().decode()


def test_a_key_is_renamed_where_it_stands() -> None:
    after = repaired(FILE, ("rename", ("sources", 1, "title"), "name"))
    assert after == FILE.replace('title: "a, b"', 'name: "a, b"')
    after = repaired(FILE, ("rename", ("sources",), "records"))
    assert after == FILE.replace("sources:", "records:")


def test_fields_change_places_with_their_comments() -> None:
    after = repaired(FILE, ("reorder", ("sources", 0), ["id", "type", "title", "note"]))
    assert (
        after.partition("  - {")[0]
        == """\
# head
sources:
  # about the first
  - id: one
    # what kind

    type: book
    title: "T: x"   # why
    note: |
      Two

      lines.

"""
    )
    after = repaired(FILE, ("reorder", ("sources", 1), ["id", "type", "title"]))
    assert after == FILE.replace(
        'type: book, title: "a, b", id: two', 'id: two, type: book, title: "a, b"'
    )


def test_a_block_can_come_last_and_first() -> None:
    text = "a:\n  note: |\n    x\n    y\n  id: b\n# end"
    after = repaired(text, ("reorder", ("a",), ["id", "note"]))
    assert after == "a:\n  id: b\n  note: |\n    x\n    y\n# end"
    assert repaired(after, ("reorder", ("a",), ["note", "id"])) == text


@pytest.mark.parametrize("mark", ["\n", "\r\n"])
def test_any_order_leaves_the_data_and_every_line(mark: str) -> None:
    chance = random.Random(5)
    text = FILE.replace("\n", mark)
    for _ in range(30):
        keys = ["title", "note", "id"]
        chance.shuffle(keys)
        keys.insert(chance.randrange(1, 4), "type")  # its comment cannot come first
        after = repaired(text, ("reorder", ("sources", 0), keys))
        assert yaml.safe_load(after) == yaml.safe_load(text)
        assert list(yaml.safe_load(after)["sources"][0]) == keys
        bare = [
            sorted(line.strip().removeprefix("- ") for line in t.split(mark)) for t in (text, after)
        ]
        assert bare[0] == bare[1]


def test_a_value_is_quoted_as_it_is_written() -> None:
    text = "a: no # x\nb: 1.50\nc: [on, 2]\n"
    after = repaired(text, ("quote", ("a",)), ("quote", ("b",)), ("quote", ("c", 0)))
    assert after == 'a: "no" # x\nb: "1.50"\nc: ["on", 2]\n'
    assert load("a.yaml", after.encode()).data == {"a": "no", "b": "1.50", "c": ["on", 2]}


def test_a_key_is_taken_out_with_its_line() -> None:
    assert repaired("a:\n  b: 1\n  c: 2  # x\n  d: 3\n", ("remove", ("a", "c"))) == (
        "a:\n  b: 1\n  d: 3\n"
    )
    assert repaired("a: {b: 1, c: 2, d: 3}\n", ("remove", ("a", "c"))) == "a: {b: 1, d: 3}\n"
    assert repaired("a: {b: 1, c: 2}\r\n", ("remove", ("a", "c"))) == "a: {b: 1}\r\n"
    assert repaired("a:\r\n  b: 1\r\n  c: 2\r\n", ("remove", ("a", "c"))) == "a:\r\n  b: 1\r\n"


@pytest.mark.parametrize(
    "act",
    [
        ("reorder", ("sources", 0), ["type", "id", "title", "note"]),  # a comment would come first
        ("reorder", ("sources", 0), ["id", "type"]),
        ("reorder", ("sources",), ["id"]),
        ("remove", ("sources", 0, "title")),
        ("quote", ("sources", 0, "title")),
        ("quote", ("sources", 0)),
        ("rename", ("nothing", "x"), "y"),
    ],
)
def test_what_cannot_be_done_alone_is_refused(act) -> None:
    with pytest.raises(BuildFailed) as failed:
        repaired(FILE, act)
    assert failed.value.problems[0].code == "edit-unsafe"


def test_what_an_alias_shares_is_refused() -> None:
    with pytest.raises(BuildFailed):
        repaired("a: &x {b: 1, c: 2}\nd: *x\n", ("remove", ("d", "c")))


def test_bare_words_do_not_forbid_edits_but_other_faults_do() -> None:
    assert repaired("a: no\nb: no\n", ("quote", ("a",))) == 'a: "no"\nb: no\n'
    with pytest.raises(BuildFailed):
        repaired("a: no\na: 2\n", ("quote", ("a",)))
