"""The made editions of benchmarks/generate.py: the same arguments, the same bytes; a smaller
edition is the beginning of a larger one; and each is one that the builder takes."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from edition.assembly.prepare import survey
from edition.model.problems import errors
from edition.system.project import Project
from tests.paths import ROOT

#: 9,000 words of the public domain; the packages that large books are made of are not needed.
TEXT = ROOT / "tests" / "data" / "red-headed-league" / "standardebooks.txt"
LISTS = (
    "footnotes",
    "textual-notes",
    "emendations",
    "glossary",
    "people",
    "organizations",
    "places",
    "photos",
    "sources",
)


@pytest.fixture(scope="module")
def make() -> Callable[..., Path]:
    """Makes an edition in a folder, as the command does."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        generate = importlib.import_module("generate")
    finally:
        sys.path.remove(str(ROOT / "benchmarks"))

    def made(folder: Path, kind: str, *options: str, seed: str = "test") -> Path:
        generate.main([kind, *options, "--seed", seed, str(folder)])
        return folder

    return made


def book(make: Callable[..., Path], folder: Path, chapters: int, seed: str = "test") -> Path:
    """A book of the story, 1,200 words and 12 notes a chapter."""
    sizes = {"chapters": chapters, "words": 1200 * chapters, "notes": 12 * chapters}
    options = [word for name, size in sizes.items() for word in (f"--{name}", str(size))]
    return make(folder, "book", *options, f"--text={TEXT}", seed=seed)


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def annotations(folder: Path) -> dict:
    text = (folder / "annotations.yaml").read_text("utf-8")
    return yaml.load(text, yaml.CSafeLoader)


def assert_begins(larger: Path, smaller: Path) -> None:
    more, less = annotations(larger), annotations(smaller)
    for name in (name for name in LISTS if name in less):
        assert more[name][: len(less[name])] == less[name], name
    assert len(more["footnotes"]) > len(less["footnotes"]) > 0


def test_the_same_seed_gives_the_same_bytes(make: Callable[..., Path], tmp_path: Path) -> None:
    for kind in ("one", "two"):
        make(tmp_path / kind / "copies", "copies", "2")
        book(make, tmp_path / kind / "book", 3)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_another_seed_gives_other_choices(make: Callable[..., Path], tmp_path: Path) -> None:
    here, there = (book(make, tmp_path / seed, 3, seed) for seed in ("one", "two"))
    assert (here / "source.txt").read_bytes() != (there / "source.txt").read_bytes()
    assert annotations(here)["footnotes"] != annotations(there)["footnotes"]


def test_a_smaller_number_of_copies_is_the_beginning_of_a_larger_one(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    one, two, three = (make(tmp_path / n, "copies", n) for n in "123")
    for larger, smaller in ((three, two), (two, one)):
        sources = {n: data for n, data in files(smaller).items() if n != "annotations.yaml"}
        assert sources.items() <= files(larger).items()
        assert_begins(larger, smaller)


def test_a_smaller_book_is_the_beginning_of_a_larger_one(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    small, large = (book(make, tmp_path / str(n), n) for n in (2, 3))
    assert (large / "source.txt").read_bytes().startswith((small / "source.txt").read_bytes())
    assert_begins(large, small)


def test_the_first_copy_is_the_interview(make: Callable[..., Path], tmp_path: Path) -> None:
    made = make(tmp_path, "copies", "1")
    box = annotations(ROOT)
    copied = annotations(made)
    (source,) = box["source"]["files"]
    assert (made / copied["source"]["files"][0]["path"]).read_bytes() == (
        ROOT / source["path"]
    ).read_bytes()
    for name in ("footnotes", "textual-notes", "glossary", "people", "sources", "chronology"):
        assert copied[name] == box[name]


def test_two_copies_have_everything_twice_and_pass_the_check(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    found = survey(Project.at(make(tmp_path, "copies", "2")))
    assert errors(found.problems) == []
    box = survey(Project.at(ROOT)).prepared
    assert found.prepared and box
    edition, one = found.prepared.edition, box.edition
    assert len(edition.chapters) == 2 * len(one.chapters)
    assert len(edition.notes) == 2 * len(one.notes)
    assert len(edition.index) == 2 * len(one.index)
    # A use of a term in one copy is none of the other's term.
    uses = {entry.term.id: len(entry.uses) for entry in edition.glossary}
    assert uses == {
        name: len(entry.uses)
        for entry in one.glossary
        for name in (entry.term.id, f"{entry.term.id}-copy-2")
    }


def test_a_book_of_three_chapters_passes_the_check(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    found = survey(Project.at(book(make, tmp_path, 3)))
    assert found.problems == ()
    assert found.prepared
    edition = found.prepared.edition
    assert [chapter.title for chapter in edition.chapters] == [f"CHAPTER {n}" for n in (1, 2, 3)]
    assert len(edition.notes) == 36
    assert edition.glossary and edition.index and edition.records
    assert 3600 <= len(edition.source.text.split()) < 4000


def test_texts_that_are_too_short_are_told(make: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="words; 99,999 are wanted"):
        make(tmp_path, "book", "--words", "99999", f"--text={TEXT}")
