"""Every written attack ends as a book that has nothing of it, or as a message with its line.

The attacks stand in `attacks/*.yaml`; `attacking` says how they are written. Each runs through the
real command. Meanwhile no address is asked for, no program started, and no file outside the project
written; a bait beside the project and one in the environment are in no book and no message.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import zipfile
from pathlib import Path

import pytest
import weasyprint  # asks the system for its libraries when it is loaded  # noqa: F401

from edition.cli import main
from edition.pdf.production import limits
from edition.system.aside import Aside, may_fork
from edition.system.bounds import Bounds
from tests import copies
from tests.books import write_project
from tests.hostile import scan
from tests.hostile.attacking import CANARY, Attack, attacks, watched, write

ATTACKS = attacks()
SECONDS, MEMORY = 20, 1536 * 1024**2
#: The time of a layout that is to go beyond it: enough for the good edition. The kernel counts it
#: in whole seconds, and a piece of an edition is less than a thousand letters: so it is one.
HURRIED = {"_SECONDS": 0.8, "_SECONDS_EACH": 0.1e-3}
LAST = {"loom.epub": b"the last good book", "loom.pdf": b"the last good book"}


def outcome(attack: Attack, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and what was said, in this process or in a copy with bounds."""
    arguments = ["build", str(folder), "-q", "-o", str(folder.parent / "books")]
    arguments += [] if attack.pdf else ["--only", "epub"]
    seconds = attack.seconds or SECONDS
    if attack.alone:
        return copies.run(arguments, bounds=Bounds(seconds, MEMORY))
    start = _used()
    with watched(folder) as seen:
        code = main.main(arguments)
    assert seen == []
    assert _used() - start < seconds
    said = capsys.readouterr()
    return code, said.out + said.err


def _used() -> float:
    """Seconds of processor time of this process, and of those that it has started and ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(kind)[:2]) for kind in kinds)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: f"{attack.group}: {attack.name}")
def test_the_attack_is_inert_or_refused_with_its_line(
    attack: Attack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setenv("EDITION_CANARY", CANARY)
    if attack.hurried:
        _hurry(monkeypatch)
    folder, books = tmp_path / "project", tmp_path / "books"
    folder.mkdir()
    write(attack, folder)
    books.mkdir()
    for name, data in LAST.items():
        (books / name).write_bytes(data)
    code, said = outcome(attack, folder, capsys)
    assert "Traceback" not in said
    assert CANARY not in said
    assert all(char.isprintable() or char in "\n\u00a0" for char in said)
    if attack.refused:
        assert code == main.INPUT, said
        found = re.findall(r"^(\S.*?): error\[([\w-]+)\]", said, re.M)
        assert attack.refused in [f"{place}: {problem}" for place, problem in found], said[:2000]
        assert not attack.hurried or "it takes more than" in said
        assert {path.name: path.read_bytes() for path in books.iterdir()} == LAST
        return
    assert code == main.BUILT, said[:2000]
    warnings = re.findall(r"^(\S.*?): warning\[([\w-]+)\]", said, re.M)
    assert [f"{place}: {problem}" for place, problem in warnings] == (attack.warns or []), said
    made = [path for path in books.iterdir() if path.read_bytes() != LAST.get(path.name)]
    assert {path.suffix for path in made} == ({".epub", ".pdf"} if attack.pdf else {".epub"})
    for path in made:
        assert scan.book(path, tmp_path) == []
    epub = next(path for path in made if path.suffix == ".epub")
    _shows(epub, attack.inert)


def _shows(epub: Path, words: object) -> None:
    """The EPUB has the words, as its markup writes them, and not the bait."""
    with zipfile.ZipFile(epub) as book:
        assert all(CANARY.encode() not in book.read(name) for name in book.namelist())
        text = "".join(
            book.read(name).decode()
            for name in book.namelist()
            if name.endswith((".xhtml", ".opf"))
        )
    if isinstance(words, str):
        assert words in text


def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Layouts have less time."""
    for name, value in HURRIED.items():
        monkeypatch.setattr(limits, name, value)


def test_an_honest_book_is_made_in_the_time_of_a_hurried_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it is the attack that takes longer."""
    _hurry(monkeypatch)
    folder = write_project(tmp_path)
    (folder / "styles").mkdir()
    (folder / "styles" / "pdf-single.css").write_text("p { letter-spacing: 0 }")
    assert main.main(["build", str(folder), "-q", "--only", "pdf"]) == main.BUILT


def test_there_are_a_hundred_attacks_each_with_a_name_of_its_own() -> None:
    names = [attack.name for attack in ATTACKS]
    assert len(set(names)) == len(names) >= 100
    assert all(len(attack.tries.split()) >= 3 for attack in ATTACKS)


def test_the_watch_sees_what_it_must(tmp_path: Path) -> None:
    import socket

    (tmp_path / "outside.txt").write_text("x")
    folder = tmp_path / "project"
    with watched(folder) as seen:
        (tmp_path / "outside.txt").read_text()
        (tmp_path / "elsewhere.txt").write_text("x")
        subprocess.run(["true"], check=True)
        with pytest.raises(OSError), socket.socket() as client:
            client.connect(("127.0.0.1", 9))
        os.system("true")
        copied = may_fork()
        with Aside() as aside:  # where it is a copy of this process
            aside.ask(Bounds(9, 1 << 30), (tmp_path / "copies.txt").write_text, "x")
    words = " ".join(seen)
    assert ("copies" in words) == copied
    for what in ("reads", "writes", "subprocess.Popen", "socket.connect", "os.system"):
        assert what in words


def test_the_folder_for_the_books_cannot_lead_out(tmp_path: Path, capsys) -> None:
    folder = write_project(tmp_path / "project")
    (tmp_path / "elsewhere").mkdir()
    (folder / "dist").symlink_to("../elsewhere")
    assert main.main(["build", str(folder), "-q", "--only", "epub"]) == main.INPUT
    assert "dist: error[output-outside-project]" in capsys.readouterr().err
    assert list((tmp_path / "elsewhere").iterdir()) == []
