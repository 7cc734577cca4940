"""How far a step of the set-up is, in words, from what its command prints."""

from __future__ import annotations

import threading
from pathlib import Path

from edition.setup.progress import PythonPackages, Step, SystemPackages, reported

APT = """\
Reading package lists...
1 upgraded, 3 newly installed, 0 to remove and 30 not upgraded.
Need to get 242 MB of archives.
After this operation, 770 MB of additional disk space will be used.
"""


def test_pip_is_counted_as_it_fetches_and_as_it_installs(tmp_path: Path) -> None:
    step = PythonPackages(tmp_path, 3)
    assert step.state() == "0 of 3 fetched"
    for line in ("Collecting a==1\n", "  Downloading a.whl (1 kB)\n", "Collecting b==2\n"):
        step.note(line)
    assert step.state() == "2 of 3 fetched"
    step.note("Installing collected packages: a, b, c\n")
    site = tmp_path / "lib" / "python3.11" / "site-packages"
    for name in ("a-1.dist-info", "b-2.dist-info", "pip-25.dist-info", "more-1.dist-info"):
        (site / name).mkdir(parents=True)
        assert "installed" in step.state()
    assert step.state() == "3 of 3 installed"  # pip itself is no package of the lock


def test_apt_says_how_much_it_fetches_and_is_counted(capsys) -> None:
    step = SystemPackages()
    assert step.state() == ""
    for line in APT.splitlines():
        step.note(line)
    assert capsys.readouterr().err == "Setting up: 4 system packages, 242 MB to fetch\n"
    assert step.state() == "fetching 4 packages"
    for line in ("Unpacking a (1) ...", "Unpacking b (1) ...", "Setting up a (1) ..."):
        step.note(line)
    assert step.state() == "2 of 4 unpacked, 1 set up"


def test_a_step_that_takes_long_is_reported_again_and_again(capsys) -> None:
    three = threading.Semaphore(0)

    class Slow(Step):
        def state(self) -> str:
            three.release()
            return "half"

    with reported("waiting", Slow(), every=0.001):
        for _ in range(3):
            assert three.acquire(timeout=30)
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "Setting up: waiting"
    assert len(said) >= 3 and set(said[1:]) == {"Setting up: waiting: half"}


def test_what_cannot_be_counted_is_timed(capsys) -> None:
    with reported("waiting", Step(), every=0.001):
        threading.Event().wait(0.1)
    assert "Setting up: waiting: 0 s so far" in capsys.readouterr().err.splitlines()


def test_a_step_that_fails_is_reported_no_longer(capsys) -> None:
    before = threading.active_count()
    try:
        with reported("failing", Step(), every=0.001):
            raise OSError
    except OSError:
        assert threading.active_count() == before
    else:
        raise AssertionError("the error was lost")
