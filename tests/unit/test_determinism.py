"""The same input gives the same bytes, whatever the clock, the place and the surroundings."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.paths import ROOT

CASES = ("photo-embedded", "citations")
_BUILD = """
import os, sys
os.umask(int(sys.argv[1], 8))
from edition.cli import main
raise SystemExit(main(["build", sys.argv[2], "--quiet", "--output", sys.argv[3]]))
"""


def build(case: str, output: Path, here: Path, umask: str, **environment: str) -> None:
    """Build a golden case in a process of its own, in surroundings of its own."""
    clean = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "LC_ALL")}
    project = os.path.relpath(ROOT / "tests" / "golden" / case, here)
    subprocess.run(
        [sys.executable, "-c", _BUILD, umask, project, str(output)],
        cwd=here,
        check=True,
        env={**clean, "PYTHONPATH": str(ROOT), **environment},
    )


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each book in a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "one", tmp_path / "two" / "deeper"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    begun = time.monotonic()
    for case in CASES:
        build(case, first / case, ROOT, "022", TZ="UTC", PYTHONHASHSEED="1", LANG="C.UTF-8")
    # A zip's clock ticks every two seconds: less apart, a book could carry the time unseen.
    time.sleep(max(0.0, 2.1 - (time.monotonic() - begun)))
    for case in CASES:
        build(
            case,
            second / case,
            elsewhere,
            "077",
            TZ="Asia/Tokyo",
            PYTHONHASHSEED="4242",
            LANG="de_DE.UTF-8",
            HOME=str(elsewhere),
        )
        one, two = digests(first / case), digests(second / case)
        assert sorted(path.rsplit(".", 1)[1] for path in one) == ["epub", "pdf"]
        assert one == two


def test_source_date_epoch_is_the_only_clock(tmp_path: Path) -> None:
    build("no-notes", tmp_path / "a", ROOT, "022", SOURCE_DATE_EPOCH="1500000000")
    build("no-notes", tmp_path / "b", ROOT, "022")
    one, two = digests(tmp_path / "a"), digests(tmp_path / "b")
    assert one.keys() == two.keys()
    assert all(one[name] != two[name] for name in one)
