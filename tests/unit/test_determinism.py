"""The same input gives the same bytes, whatever the clock, the place and the surroundings."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from edition.cli import main
from tests import copies
from tests.paths import GOLDEN, IMPORTABLE, ROOT

CASES = ("photo-embedded", "citations")
_BUILD = """
import os, sys
_, umask, output, *projects = sys.argv
os.umask(int(umask, 8))
from edition.cli.main import main
for one in projects:
    to = os.path.join(output, os.path.basename(one))
    if code := main(["build", one, "--quiet", "--output", to]):
        raise SystemExit(code)
"""


def build_here(output: Path) -> None:
    """Build the golden cases in a copy of this process, whose seed of hashes is anybody's."""

    def first() -> None:
        os.umask(0o022)
        os.environ.pop("SOURCE_DATE_EPOCH", None)
        os.environ |= {"TZ": "UTC", "LANG": "C.UTF-8"}
        time.tzset()

    for case in CASES:
        words = ["build", str(GOLDEN / case), "--quiet", "--output", str(output / case)]
        assert copies.run(words, ROOT, first=first) == (main.BUILT, "")


def build_elsewhere(output: Path, here: Path) -> None:
    """Build them in a process of its own, in other surroundings."""
    clean = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "LC_ALL")}
    projects = [os.path.relpath(GOLDEN / case, here) for case in CASES]
    other = {"TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8", "HOME": str(here)}
    subprocess.run(
        [sys.executable, "-c", _BUILD, "077", str(output), *projects],
        cwd=here,
        check=True,
        env={**clean, **other, "PYTHONPATH": str(IMPORTABLE), "PYTHONHASHSEED": "4242"},
    )


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each book in a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two" / "deeper"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    begun = time.monotonic()
    build_here(first)
    # A zip's clock ticks every two seconds: less apart, a book could carry the time unseen.
    time.sleep(max(0.0, 2.1 - (time.monotonic() - begun)))
    build_elsewhere(second, elsewhere)
    for case in CASES:
        one, two = digests(first / case), digests(second / case)
        assert sorted(path.rsplit(".", 1)[1] for path in one) == ["epub", "pdf"]
        assert one == two


def test_source_date_epoch_is_the_only_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for name, epoch in (("a", "1500000000"), ("b", None)):
        if epoch:
            monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        words = ["build", str(GOLDEN / "no-notes"), "-q", "-o", str(tmp_path / name)]
        assert main.main(words) == main.BUILT
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    one, two = digests(tmp_path / "a"), digests(tmp_path / "b")
    assert one.keys() == two.keys() and len(one) == 2
    assert all(one[name] != two[name] for name in one)
