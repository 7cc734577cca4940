"""A YAML file without some of its values: what stays keeps its place."""

from __future__ import annotations

from edition.model.problems import Place
from edition.yamlfile.load import load
from edition.yamlfile.prune import path_at, without

DATA = b"""\
title: A
list:
  - id: one
    text: |
      First line.

      Second (note:two) line.
  - {id: two, words: [a, b]}
  - id: three
tail: end
"""
FILE = load("f.yaml", DATA)


def test_without_nothing_all_is_there() -> None:
    assert without(FILE, []).data == FILE.data


def test_items_are_counted_in_the_whole_file() -> None:
    rest = without(FILE, [("list", 0), ("list", 1, "words", 0), ("tail",), ("no", "where")])
    assert rest.data == {"title": "A", "list": [{"id": "two", "words": ["b"]}, {"id": "three"}]}


def test_a_path_inside_another_changes_nothing() -> None:
    assert without(FILE, [("list", 0, "id"), ("list", 0)]).data["list"][0]["id"] == "two"


def test_what_stays_keeps_its_place() -> None:
    rest = without(FILE, [("list", 0)])
    assert rest.place(("list", 0, "words")) == FILE.place(("list", 1, "words"))


def test_texts_are_reworded_where_they_stand() -> None:
    rest = without(FILE, [], lambda text: text.replace("(note:two)", "…"))
    assert rest.data["list"][0]["text"] == "First line.\n\nSecond … line.\n"
    assert rest.body_place(("list", 0, "text")) == FILE.body_place(("list", 0, "text"))
    assert FILE.data["list"][0]["text"].count("note:two") == 1, "the file itself is as it was"


def test_every_value_is_found_at_its_place() -> None:
    paths = [
        ("title",),
        ("list",),
        ("list", 0),
        ("list", 0, "text"),
        ("list", 1),
        ("list", 1, "words", 1),
        ("list", 2),
        ("tail",),
    ]
    for path in paths:
        assert path_at(FILE, FILE.place(path)) == path


def test_a_line_of_a_text_belongs_to_the_text() -> None:
    assert path_at(FILE, Place("f.yaml", 5)) == ("list", 0, "text")
    assert path_at(FILE, Place("f.yaml", 7)) == ("list", 0, "text")
    assert path_at(FILE, Place("f.yaml", 9)) == ("list", 2, "id")


def test_a_key_is_told_from_its_group() -> None:
    place = FILE.key_place(("list", 0, "id"))
    assert path_at(FILE, place) == ("list", 0)
    assert path_at(FILE, place, key=True) == ("list", 0, "id")
    assert path_at(FILE, FILE.key_place(("tail",))) == ("tail",)


def test_nothing_stands_beyond_the_file() -> None:
    assert path_at(FILE, Place("f.yaml", 99, 1)) == ()
    assert path_at(load("f.yaml", b""), Place("f.yaml", 1, 1)) == ()
