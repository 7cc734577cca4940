"""What a set-up runs; nothing here installs or asks the network."""

from __future__ import annotations

import importlib.util
import os
import sys
import threading
from contextlib import nullcontext
from pathlib import Path

import pytest

from edition.setup import lockfile, packages, provision, stamps
from edition.setup.packages import CALIBRE, CHROMIUM, PANGO, VENV, Machine
from edition.setup.progress import Step
from tests.unit.setup.test_stamps import stamp

DEBIAN_LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
APT = "apt-get install -y --no-install-recommends"


def test_a_changed_lock_is_installed_once_and_old_stamps_go(checkout, commands):
    stamp(checkout, stamps.RUN_LOCK)
    (checkout / stamps.RUN_LOCK).write_text("a==2 --hash=sha256:1\n")
    provision.set_up(str(checkout), testing=False)
    provision.set_up(str(checkout), testing=False)
    assert len(commands) == 1
    assert {"--require-hashes", "--only-binary", str(checkout / stamps.RUN_LOCK)} <= set(
        commands[0]
    )
    assert len(list((checkout / ".venv").glob("*.ok"))) == 1


def test_a_failed_installation_leaves_no_stamp(checkout, commands, monkeypatch):
    def fail(*_, **__):
        raise provision.SetupFailed("no network")

    stamp(checkout, stamps.TEST_LOCK)
    monkeypatch.setattr(provision, "_call", fail)
    with pytest.raises(provision.SetupFailed):
        provision.set_up(str(checkout), testing=False)
    assert not list((checkout / ".venv").glob("*.ok"))


def test_the_test_lock_counts_for_both(checkout, commands):
    provision.set_up(str(checkout), testing=True)
    assert stamps.is_ready(str(checkout), testing=True)
    assert stamps.is_ready(str(checkout), testing=False)


def test_a_missing_python_makes_the_venv_first(checkout, commands):
    os.remove(stamps.venv_python(str(checkout / ".venv")))
    provision.set_up(str(checkout), testing=False)
    assert [command[1:3] for command in commands] == [["-m", "venv"], ["-m", "pip"]]


def test_a_failed_step_shows_its_last_words(capfd):
    command = [sys.executable, "-c", "print('the reason'); raise SystemExit(7)"]
    with pytest.raises(provision.SetupFailed, match=r"(?s)the reason.*exit code 7.*trying"):
        provision._run(command, "trying", Step())
    assert capfd.readouterr().err == "Setting up: trying\n"


def test_a_program_that_is_not_there_is_named(capfd):
    with pytest.raises(provision.SetupFailed, match=r"while trying: .*no-such-program"):
        provision._run(["no-such-program"], "trying", Step())


def test_each_line_of_a_command_is_taken_when_it_comes(capfd):
    lines = []
    step = Step()
    step.note = lines.append
    code = "import locale, os; print('one'); print(os.environ['PYTHONUNBUFFERED'], chr(0x416))"
    provision._run([sys.executable, "-c", code], "counting", step)
    assert lines == ["one\n", "1 Ж\n"]


def test_system_and_python_packages_are_installed_at_the_same_time(checkout, commands, monkeypatch):
    """Each waits here for the other, which would never end if one came after the other."""
    both = threading.Barrier(2, timeout=30)
    monkeypatch.setattr(packages, "missing_needs", lambda testing: (CHROMIUM, CALIBRE))
    monkeypatch.setattr(provision, "provide_system_packages", lambda *_: both.wait())
    monkeypatch.setattr(provision, "_provide_venv", lambda *_: both.wait())
    provision.set_up(str(checkout), testing=True)


def test_what_python_waits_for_comes_first(checkout, commands, monkeypatch):
    def refused(*_):
        raise provision.SetupFailed("no venv")

    monkeypatch.setattr(packages, "missing_needs", lambda testing: (VENV, CHROMIUM))
    monkeypatch.setattr(provision, "provide_system_packages", refused)
    with pytest.raises(provision.SetupFailed, match="no venv"):
        provision.set_up(str(checkout), testing=True)
    assert commands == []


def test_a_failure_beside_the_python_packages_is_a_failure(checkout, commands, monkeypatch):
    def failed(*_):
        raise provision.SetupFailed("no space left")

    monkeypatch.setattr(packages, "missing_needs", lambda testing: (CHROMIUM,))
    monkeypatch.setattr(provision, "provide_system_packages", failed)
    with pytest.raises(provision.SetupFailed, match="no space left"):
        provision.set_up(str(checkout), testing=True)
    assert {tuple(command[1:3]) for command in commands} == {("-m", "pip")}


def test_two_pips_install_what_the_tests_need(checkout, monkeypatch):
    """Each waits here for the other. The packages of node come when that which brings it is there,
    and nothing is stamped when one of the two fails."""
    both = threading.Barrier(2, timeout=30)
    listed, order = [], []

    def call(command, *_):
        part = Path(command[command.index("-r") + 1]).read_text("utf-8")
        both.wait()
        listed.append(part)
        order.append("node" if provision.NODE in part else "other")
        if fails in part:
            raise provision.SetupFailed("no network")

    monkeypatch.setattr(provision, "_call", call)
    monkeypatch.setattr(provision, "_works", os.path.exists)
    monkeypatch.setattr(packages, "missing_needs", lambda testing: ())
    monkeypatch.setattr(provision, "_provide_node_packages", lambda *_: order.append("npm"))
    (checkout / "build.py").touch()
    lock = "".join(f"{name}==1 \\\n    --hash=sha256:0\n" for name in ("a", "b", provision.NODE))
    (checkout / stamps.TEST_LOCK).write_text(lock)
    for fails in ("b==1", "a==1", "none"):
        assert not list((checkout / ".venv").glob("*.ok"))
        listed.clear()
        order.clear()
        with pytest.raises(provision.SetupFailed) if fails != "none" else nullcontext():
            provision.set_up(str(checkout), testing=True)
        assert sorted("".join(listed).split()) == sorted(lock.split())
    assert order.index("npm") > order.index("node")
    assert stamps.is_ready(str(checkout), testing=True)


def test_the_tests_say_first_what_comes_and_how_long_it_takes(
    checkout, commands, monkeypatch, capsys
):
    monkeypatch.setattr(packages, "missing_needs", lambda testing: (CHROMIUM,))
    monkeypatch.setattr(provision, "provide_system_packages", lambda *_: None)
    provision.set_up(str(checkout), testing=True)
    first, *_, last = capsys.readouterr().err.splitlines()
    assert first == (
        "Setting up: the tests need 1 Python packages and the judges' node packages, "
        f"{provision.SIZE} MB in the folder of the builder, and of the system chromium. "
        "That takes one to three minutes."
    )
    assert last == "Setting up: done in 0 s."


def test_a_plain_user_gets_one_line_to_run():
    with pytest.raises(provision.SetupFailed) as failure:
        provision.provide_system_packages((PANGO, VENV), Machine("debian", "python3.11"))
    lines = [line for line in str(failure.value).splitlines() if line.startswith("  sudo ")]
    assert lines == [f"  sudo apt-get update && sudo {APT} {DEBIAN_LIBRARIES} python3.11-venv"]


def test_an_unknown_system_is_told_what_it_lacks():
    with pytest.raises(provision.SetupFailed, match="lacks pango"):
        provision.provide_system_packages((PANGO,), Machine("", "python3.11"))


@pytest.mark.parametrize("needs", [(CHROMIUM,), (CALIBRE,), (CHROMIUM, CALIBRE)])
def test_what_only_a_judge_needs_stops_nothing(needs, capsys):
    provision.provide_system_packages(needs, Machine("debian", "python3.11"))
    error = capsys.readouterr().err
    assert f"{APT} {' '.join(needs)}" in error and "Going on without it" in error


def test_root_installs_and_a_failed_update_is_left_to_the_install(monkeypatch):
    ran = []
    monkeypatch.setattr(
        provision, "_run", lambda command, *_, may_fail: ran.append((command[1], may_fail))
    )
    provision.provide_system_packages((PANGO,), Machine("debian", "python3.11", root=True))
    assert ran == [("update", True), ("install", False)]


def test_the_tests_see_the_programs_of_the_venv_first(monkeypatch):
    monkeypatch.setattr(packages, "find_chromium", lambda: "/somewhere/chromium")
    given = {"PATH": "/usr/bin", "CI": "true", "PYTHONDONTWRITEBYTECODE": "1"}
    found = provision.test_environment(given)
    assert found["PATH"].split(os.pathsep)[0] == os.path.dirname(sys.executable)
    assert found["PATH"].endswith("/usr/bin") and found["CI"] == "true"
    assert found["PUPPETEER_EXECUTABLE_PATH"] == "/somewhere/chromium"
    assert "PYTHONDONTWRITEBYTECODE" not in found  # what one Python compiles is there for the next


LOCK = """\
aaa==1 \\
    --hash=sha256:1
    # via judge
bbb==2 \\
    --hash=sha256:2 \\
    --hash=sha256:3
    # via
    #   -c requirements.lock
    #   aaa
    #   other
judge==3 \\
    --hash=sha256:4
    # via project (pyproject.toml:test)
other==4 \\
    --hash=sha256:5
    # via project (pyproject.toml)
"""


def test_the_judges_come_with_what_they_need_and_nothing_else():
    text = lockfile.needed_for(LOCK, ["judge"])
    assert [line for line in text.splitlines() if "==" in line] == [
        "aaa==1 \\",
        "bbb==2 \\",
        "judge==3 \\",
    ]
    assert text.count("--hash") == 4
    assert "other==" not in text


def test_the_lock_has_every_judge():
    text = lockfile.needed_for(provision._test_lock().read_text("utf-8"), provision.JUDGES)
    assert all(f"\n{name}==" in f"\n{text}" for name in provision.JUDGES)


def test_install_fills_the_python_that_runs_where_something_is_missing(commands, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(packages, "find_chromium", lambda: "/somewhere/chromium")
    monkeypatch.setattr(provision, "_provide_node_packages", lambda *_: commands.append(["npm"]))
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "jpype" else found(name)
    )
    provision.install_judges()
    assert commands[0][:4] == [sys.executable, "-m", "pip", "install"]
    assert "--require-hashes" in commands[0] and commands[1] == ["npm"]
