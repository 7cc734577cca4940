"""What is kept from build to build changes nothing but the time that it takes."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edition.build import build
from edition.pdf.production import cache as production_cache
from edition.pdf.production import scheduler
from edition.system.aside import Aside
from edition.system.project import Project
from tests import books
from tests.paths import STYLES

WORD = st.sampled_from(["shuttle", "cloth", "weaver", "loom", "ñandú", "Ω", "ﬁ", "שלום", "\u2009"])
DAYS = ("One", "Two", "Three")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The markup of each fragment that is laid out, not taken from the cache."""
    found: list[str] = []
    original = scheduler.make

    def make(inputs: object, markup: str, keep_pages: bool = False) -> object:
        found.append(markup)
        return original(inputs, markup, keep_pages)  # type: ignore[arg-type]

    monkeypatch.setattr(scheduler, "make", make)
    yield found


def write(folder: Path, notes: tuple[str, ...] = ("a", "b", "c"), title: str = "The loom") -> Path:
    words = "the weaver sat at the loom. She threw the shuttle."
    days = (f"Of day {day}\n\nOn day {day} {words}\n" for day in DAYS)
    text = "The loom\n\n" + "\n".join(days)
    rest = "structure:\n  roles:\n    title: [1]\n    heading: [3, 7, 11]\nfootnotes:\n"
    for day, note in zip(DAYS, notes, strict=True):
        rest += f"  - id: n-{day.lower()}\n    quote: On day {day}\n    note: {note!r}\n"
    edition = books.EDITION.replace("The loom", title)
    return books.write_project(folder, rest, text, edition=edition)


def pdfs(project: Path, cache: str, profiles: tuple[str, ...] = ("screen",)) -> dict[str, bytes]:
    before, os.environ["EDITION_CACHE"] = os.environ["EDITION_CACHE"], cache
    try:
        # In this process, so that what is laid out can be counted.
        return build(Project.at(project), ("pdf",), pdfs=profiles, guarded=False).files
    finally:
        os.environ["EDITION_CACHE"] = before


class Kept(NamedTuple):
    """An edition, its PDF, and the cache that has all parts of it."""

    project: Path
    pdf: dict[str, bytes]
    cache: Path


@pytest.fixture(scope="module")
def made_before(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("kept")
    project, cache = write(folder / "edition"), folder / "cache"
    return Kept(project, pdfs(project, str(cache)), cache)


@pytest.fixture
def kept(made_before: Kept, tmp_path: Path) -> Kept:
    """The same with a cache that a test may spoil."""
    shutil.copytree(made_before.cache, tmp_path / "cache")
    return made_before._replace(cache=tmp_path / "cache")


@settings(
    max_examples=8,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    notes=st.tuples(*[st.lists(WORD, min_size=1, max_size=4).map(" ".join)] * 3),
    title=st.sampled_from(["The loom", "A loom"]),
    profile=st.sampled_from(["screen", "print"]),
)
def test_a_book_from_the_cache_is_a_book_made_anew(
    folder: Path, tmp_path: Path, notes: tuple[str, ...], title: str, profile: str
) -> None:
    """Edits of one edition, one after the other, with all that was kept before."""
    project = write(tmp_path / "edition", notes, title)
    kept = pdfs(project, str(folder), (profile,))
    assert kept == pdfs(project, "off", (profile,))
    assert kept == pdfs(project, str(folder), (profile,))


def test_only_what_changed_is_laid_out(tmp_path: Path, made: list[str]) -> None:
    project, cache = write(tmp_path / "edition"), str(tmp_path / "cache")
    pdfs(project, cache)
    first = len(made)
    assert sum('class="chapter"' in markup for markup in made) == len(DAYS) + 1
    made.clear()
    pdfs(project, cache)
    assert not made
    write(tmp_path / "edition", ("a", "changed", "c"))
    pdfs(project, cache)
    # The colophon's list of files does not change; the one chapter and nothing else does.
    assert len(made) == 1 < first and "changed" in made[0]


@pytest.mark.parametrize("damage", ["cut", "garbage", "empty", "pickle", "folder"])
def test_a_damaged_cache_is_laid_out_anew(kept: Kept, made: list[str], damage: str) -> None:
    project, good, cache = kept
    files = sorted(path for path in cache.rglob("*") if path.is_file())
    assert files
    for path in files:
        data = path.read_bytes()
        path.unlink()
        if damage == "folder":
            path.mkdir()
            continue
        path.write_bytes(
            {
                "cut": data[: len(data) // 2],
                "garbage": os.urandom(len(data)),
                "empty": b"",
                "pickle": pickle.dumps(_Trap()),
            }[damage]
        )
    assert pdfs(project, str(cache)) == good
    assert made


class _Trap:
    """Raises where it is unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return (pytest.fail, ("the cache was unpickled",))


def test_a_file_under_another_name_is_not_taken(kept: Kept) -> None:
    """Each is whole, but of another fragment than its name says."""
    project, good, cache = kept
    files = sorted(path for path in cache.rglob("*") if path.is_file())
    contents = [path.read_bytes() for path in files]
    for path, data in zip(files, [*contents[1:], contents[0]], strict=True):
        path.write_bytes(data)
    assert pdfs(project, str(cache)) == good


def test_it_may_be_deleted_at_any_time(kept: Kept) -> None:
    project, good, cache = kept
    assert pdfs(project, str(cache)) == good
    shutil.rmtree(cache)
    assert pdfs(project, str(cache)) == good


@pytest.mark.parametrize("kind", ["file", "nowhere"])
def test_where_nothing_can_be_kept_nothing_is_said(
    tmp_path: Path, made_before: Kept, kind: str
) -> None:
    cache = tmp_path / "cache"
    if kind == "file":
        cache.write_text("not a folder")
    assert pdfs(made_before.project, str(cache / "below")) == made_before.pdf


def test_another_builder_finds_nothing(
    kept: Kept, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pdfs(kept.project, str(kept.cache))
    assert not made
    monkeypatch.setattr(production_cache, "_code", lambda: "another release")
    pdfs(kept.project, str(kept.cache))
    assert sum('class="chapter"' in markup for markup in made) == len(DAYS) + 1


def test_the_folder_is_the_users_not_the_editions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a pull request brings must not be taken for what was laid out here."""
    monkeypatch.delenv("EDITION_CACHE")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    found = production_cache.layout_cache().folder
    assert found is not None and found.is_relative_to(tmp_path / "home")


class Here(Aside):
    """No process of its own, so that what is laid out can be counted."""

    def ask(self, bounds, function, /, *args, **named):
        return function(*args, **named)


def test_a_font_of_the_machine_is_not_asked_for(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A family that the edition does not have is set in one that it has, and the part is kept: it
    is the same tomorrow."""
    monkeypatch.setattr("edition.pdf.ownsheets.Aside", Here)
    project, cache = write(tmp_path / "edition"), str(tmp_path / "cache")
    (project / "styles").mkdir()
    css = (STYLES / "pdf.css").read_text("utf-8")
    (project / "styles" / "pdf.css").write_text(css + "\np { font-family: monospace }\n")
    pdfs(project, cache)
    assert any('class="chapter"' in markup for markup in made)
    made.clear()
    pdfs(project, cache)
    assert not any('class="chapter"' in markup for markup in made)
