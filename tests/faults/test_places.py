"""Where books are to go, and what stands there."""

from __future__ import annotations

import ctypes
import os
import tempfile
from pathlib import Path

import pytest

from edition.cli import main
from edition.model.problems import BuildFailed
from edition.system import files
from tests import copies
from tests.books import GOOD, write_project
from tests.faults import points

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows starts no copy of itself")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project")


def build(project: Path, *more: object) -> int:
    return main.main([str(project), "--only", "epub", "-q", *map(str, more)])


def refused(
    capsys: pytest.CaptureFixture[str], words: str, code: str = "output-unwritable"
) -> None:
    said = capsys.readouterr().err
    assert f"error[{code}]" in said and words in said, said


def test_a_folder_in_the_place_of_a_book(project: Path, capsys) -> None:
    (project / "dist" / "loom.epub" / "mine").mkdir(parents=True)
    assert build(project) == main.INPUT
    refused(capsys, "loom.epub is a folder")
    assert (project / "dist" / "loom.epub" / "mine").is_dir()
    assert len(list((project / "dist").iterdir())) == 1


def test_a_file_in_the_place_of_the_folder(project: Path, capsys) -> None:
    (project / "dist").write_text("mine")
    assert build(project) == main.INPUT
    refused(capsys, "File exists")
    assert build(project, "--output", project / "dist") == main.USAGE
    assert (project / "dist").read_text() == "mine"


@posix
def test_a_link_in_the_place_of_a_book_is_replaced_and_not_followed(project: Path) -> None:
    """It can have come with a contribution, and lead to any file of the maintainer's."""
    victim = project.parent / "victim"
    victim.write_text("mine")
    (project / "dist").mkdir()
    (project / "dist" / "loom.epub").symlink_to(victim)
    assert build(project) == main.BUILT
    assert victim.read_text() == "mine"
    assert not (project / "dist" / "loom.epub").is_symlink()


@posix
def test_a_dist_that_leads_out_of_the_project_must_be_meant(project: Path, capsys) -> None:
    elsewhere = project.parent / "elsewhere"
    elsewhere.mkdir()
    (project / "dist").symlink_to(elsewhere)
    assert build(project) == main.INPUT
    refused(capsys, f"--output {elsewhere}", "output-outside-project")
    assert list(elsewhere.iterdir()) == []
    assert build(project, "--output", project / "dist") == main.BUILT
    assert [path.name for path in elsewhere.iterdir()] == ["loom.epub"]


@posix
def test_a_dist_that_leads_to_another_folder_of_the_project_is_followed(project: Path) -> None:
    (project / "books").mkdir()
    (project / "dist").symlink_to("books")
    assert build(project) == main.BUILT
    assert [path.name for path in (project / "books").iterdir()] == ["loom.epub"]


@posix
def test_a_pipe_or_a_device_is_never_replaced(project: Path, capsys) -> None:
    (project / "dist").mkdir()
    os.mkfifo(project / "dist" / "loom.epub")
    assert build(project) == main.INPUT
    refused(capsys, "no file that can be replaced")
    link = project.parent / "null"
    link.symlink_to("/dev/null")
    assert (
        main.main(["check", str(project), "--format", "json", "--output", str(link)]) == main.INPUT
    )
    refused(capsys, "no file that can be replaced")
    assert link.is_symlink()


@pytest.mark.parametrize("name", ["n" * 300, "n/" * 3000])
def test_a_name_that_is_too_long(name: str, project: Path, capsys) -> None:
    assert build(project, "--output", project / name) == main.INPUT
    refused(capsys, "too long")


def test_what_is_being_written_lies_beside_its_place(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On another file system it could not be renamed into its place; and the one for temporary
    files may be full, small, or not there at all."""
    monkeypatch.setattr(tempfile, "tempdir", None)
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(project / "nowhere"))

    def none() -> str:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(tempfile, "_get_default_tempdir", none)
    assert build(project) == main.BUILT


# ── disks ───────────────────────────────────────────────────────────────────────────────────


def give_up_writing_everywhere() -> None:
    """Root may write into any folder. Without this one right it is refused as its owner is, and
    still reads the checkout, however private the folder is in which that lies."""
    if os.geteuid():
        return
    libc = ctypes.CDLL(None, use_errno=True)
    version, dac_override = 0x20080522, 1 << 1  # linux/capability.h
    header = (ctypes.c_uint32 * 2)(version, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; then the higher bits
    assert libc.capget(header, sets) == 0, "tests as root need Linux"
    sets[0] &= ~dac_override
    sets[1] &= ~dac_override
    assert libc.capset(header, sets) == 0


@posix
@pytest.mark.parametrize("where", ["output", "project"])
def test_a_folder_that_may_not_be_written(where: str, tmp_path: Path) -> None:
    wrong = GOOD.replace("quote: shuttle", "quote: shutle, and the cloth")
    project = write_project(tmp_path / "project", GOOD if where == "output" else wrong)
    (project / "dist").mkdir()
    (project / "dist" / "loom.epub").write_bytes(b"the last good book")
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    for path in (project / "dist", project):
        path.chmod(0o555)
    words = ["build", str(project), "--only", "epub"]
    if where == "project":
        words = ["check", str(project), "--fix", "--yes"]

    def refused_like_others() -> int:
        give_up_writing_everywhere()
        return main.main(words)

    end = points.run(refused_like_others, tmp_path / "said")
    for path in (project, project / "dist"):
        path.chmod(0o755)
    assert end.code == main.INPUT, end.said
    assert "error[output-unwritable]" in end.said and "Permission denied" in end.said
    after = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    assert after == before


@posix
def test_a_file_that_may_not_grow_further(project: Path, tmp_path: Path) -> None:
    """A limit (ulimit -f) that anybody can set, refused by the kernel in the middle of a write."""
    assert build(project) == main.BUILT
    before = (project / "dist" / "loom.epub").read_bytes()
    write_project(project, GOOD.replace("It flies.", "It sings."))

    def limited() -> int:
        copies.may_not_grow(40_000)
        return build(project)

    end = points.run(limited, tmp_path / "said")
    assert end.code == main.INPUT, end.said
    assert "error[output-unwritable]" in end.said and "File too large" in end.said
    assert [path.read_bytes() for path in (project / "dist").iterdir()] == [before]


@posix
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """A disk of half a megabyte, in name spaces of the child's own. Where a system gives none to
    its users, the refusal by the kernel is shown by the test before this one."""
    libc = ctypes.CDLL(None, use_errno=True)
    new_user, new_mounts = 0x10000000, 0x00020000  # sched.h
    private = 0x4000 | 0x40000  # MS_REC | MS_PRIVATE, sys/mount.h: nobody else sees the disk
    disk = tmp_path / "disk"
    disk.mkdir()

    def small_disk() -> int:
        if os.geteuid():
            libc.unshare(new_user)
        if (
            libc.unshare(new_mounts)
            or libc.mount(None, b"/", None, private, None)
            or libc.mount(b"none", bytes(disk), b"tmpfs", 0, b"size=512k")
        ):
            return 77
        files.write_all(disk, {"a.epub": b"old" * 50_000, "a.pdf": b"old" * 50_000})
        try:
            files.write_all(disk, {"a.epub": b"new" * 50_000, "a.pdf": b"new" * 99_000})
        except BuildFailed as failed:
            print(*failed.problems)
        print(sorted((path.name, path.read_bytes()[:3]) for path in disk.iterdir()))
        return 0

    end = points.run(small_disk, tmp_path / "said")
    if end.code == 77 or not hasattr(libc, "unshare"):
        pytest.skip("this system lets its users mount nothing; RLIMIT_FSIZE shows the same")
    assert end.code == 0, end.said
    assert "error[output-unwritable]: The output cannot be written: No space left" in end.said
    assert "[('a.epub', b'old'), ('a.pdf', b'old')]" in end.said
