"""The set-up: what it decides, with made-up facts; nothing here installs or asks the network."""

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from edition import bootstrap
from edition.setup import packages, provision, stamps
from edition.setup.packages import CALIBRE, CHROMIUM, PANGO, VENV, Machine, family_of, plan_for

ROOT = Path(__file__).resolve().parents[2]
DEBIAN_LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
APT = "apt-get install -y --no-install-recommends"


# --- the door ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["build.py", "edition/__init__.py", "edition/bootstrap.py", "edition/setup/stamps.py"]
)
def test_an_old_python_can_read_what_runs_before_the_version_check(name):
    ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_importing_the_door_imports_no_installed_package_and_no_slow_module():
    code = "import sys, edition.bootstrap; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-S", "-c", code], cwd=ROOT, text=True)
    assert not {"subprocess", "edition.setup.provision", "edition.cli.main", "click"} & set(
        loaded.split()
    )


def test_an_old_python_is_told_what_is_needed_and_which_one_is_there(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: "x" if name == "python3.12" else None)
    message = bootstrap.version_problem((3, 9, 6), "/usr/bin/python3")
    assert message == (
        "Python 3.11 or later is needed, and /usr/bin/python3 is 3.9: run: python3.12 build.py"
    )


def test_an_old_python_alone_is_told_to_install_a_newer_one(monkeypatch, capsys):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    assert bootstrap.main() == bootstrap.NOT_SET_UP == 2
    assert "install a newer one" in capsys.readouterr().err


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_a_newer_python_passes(version):
    assert bootstrap.version_problem(version, "python3") == ""


def test_no_test_ran_is_a_failure(monkeypatch, capsys):
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 5)
    assert bootstrap._run_tests(str(ROOT), []) == 5
    assert "No test ran" in capsys.readouterr().err


# --- stamps -----------------------------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path):
    """A folder with both locks and a `.venv` that has a Python, but no stamps."""
    for name in (stamps.RUN_LOCK, stamps.TEST_LOCK):
        (tmp_path / name).write_text(f"a==1 --hash=sha256:0  # {name}\n")
    python = Path(stamps.venv_python(str(tmp_path / ".venv")))
    python.parent.mkdir(parents=True)
    python.touch()
    return tmp_path


def stamp(checkout: Path, name: str) -> None:
    stamps.write_stamp(str(checkout / ".venv"), str(checkout / name))


def test_a_folder_without_a_stamp_is_not_ready(checkout):
    assert not stamps.is_ready(str(checkout), testing=False)


def test_a_stamp_names_the_lock_and_makes_the_folder_ready(checkout):
    stamp(checkout, stamps.RUN_LOCK)
    digest = stamps.lock_digest(str(checkout / stamps.RUN_LOCK))
    assert (checkout / ".venv" / f"{digest[:16]}.ok").read_text() == digest + "\n"
    assert stamps.is_ready(str(checkout), testing=False)
    assert not stamps.is_ready(str(checkout), testing=True)
    assert not list((checkout / ".venv").glob("*.new"))


def test_a_changed_lock_is_not_ready(checkout):
    stamp(checkout, stamps.RUN_LOCK)
    (checkout / stamps.RUN_LOCK).write_text("a==2 --hash=sha256:1\n")
    assert not stamps.is_ready(str(checkout), testing=False)


def test_a_stamp_cut_short_does_not_count(checkout):
    stamp(checkout, stamps.RUN_LOCK)
    next((checkout / ".venv").glob("*.ok")).write_text("")
    assert not stamps.is_ready(str(checkout), testing=False)


def test_a_venv_whose_python_is_gone_is_not_ready(checkout):
    stamp(checkout, stamps.RUN_LOCK)
    os.remove(stamps.venv_python(str(checkout / ".venv")))
    assert not stamps.is_ready(str(checkout), testing=False)


def test_the_tests_need_the_node_packages_too(checkout):
    stamp(checkout, stamps.TEST_LOCK)
    assert stamps.is_ready(str(checkout), testing=True)  # no package-lock.json, nothing to have
    folder = checkout / stamps.NODE_FOLDER
    (folder / "node_modules").mkdir(parents=True)
    (folder / "package-lock.json").write_text("{}")
    assert not stamps.is_ready(str(checkout), testing=True)
    stamps.write_stamp(str(folder / "node_modules"), str(folder / "package-lock.json"))
    assert stamps.is_ready(str(checkout), testing=True)


# --- installing -------------------------------------------------------------------------------


@pytest.fixture
def commands(checkout, monkeypatch):
    """The commands that a set-up in `checkout` would run; the machine lacks nothing."""
    ran = []
    monkeypatch.setattr(provision, "_run", lambda command, *_, **__: ran.append(list(command)))
    monkeypatch.setattr(provision, "_works", os.path.exists)
    monkeypatch.setattr(packages, "missing_needs", lambda testing: ())
    (checkout / "build.py").touch()
    return ran


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
    monkeypatch.setattr(provision, "_run", fail)
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
        provision._run(command, "trying")
    assert capfd.readouterr().err == "Setting up: trying\n"


# --- system packages --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "release", "family"),
    [
        ("linux", {"ID": "debian"}, "debian"),
        ("linux", {"ID": "ubuntu", "ID_LIKE": "debian"}, "debian"),
        ("linux", {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "debian"),
        ("linux", {"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "fedora"),
        ("linux", {"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "suse"),
        ("linux", {"ID": "arch"}, "arch"),
        ("linux", {"ID": "alpine"}, "alpine"),
        ("linux", {}, ""),
        ("darwin", {}, "macos"),
        ("win32", {}, ""),
    ],
)
def test_family(platform, release, family):
    assert family_of(platform, release) == family


@pytest.mark.parametrize(
    ("facts", "line", "allowed"),
    [
        ({"root": True}, f"apt-get update && {APT} {DEBIAN_LIBRARIES}", True),
        ({"sudo": True}, f"sudo -n apt-get update && sudo -n {APT} {DEBIAN_LIBRARIES}", True),
        ({}, f"sudo apt-get update && sudo {APT} {DEBIAN_LIBRARIES}", False),
    ],
)
def test_debian(facts, line, allowed):
    plan = plan_for(Machine("debian", "python3.11", **facts), (PANGO,))
    assert (plan.line(), plan.allowed) == (line, allowed)


def test_debian_names_the_venv_package_after_the_python_that_runs():
    plan = plan_for(Machine("debian", "python3.13", root=True), (VENV, CHROMIUM, CALIBRE))
    assert plan.line().endswith(f"{APT} python3.13-venv chromium calibre")


@pytest.mark.parametrize("brew", [True, False])
def test_macos_installs_with_homebrew_when_it_is_there(brew):
    plan = plan_for(Machine("macos", "python3.12", brew=brew), (PANGO, CHROMIUM))
    assert plan.line() == "brew install pango && brew install --cask google-chrome"
    assert plan.allowed is brew


@pytest.mark.parametrize(
    ("family", "line"),
    [
        ("fedora", "sudo dnf install -y pango"),
        ("arch", "sudo pacman -S --noconfirm pango"),
        ("suse", "sudo zypper install -y libpango-1_0-0 libharfbuzz-subset0"),
        ("alpine", "sudo apk add pango harfbuzz-subset fontconfig font-dejavu"),
    ],
)
def test_other_systems_are_told_the_command_and_left_alone(family, line):
    plan = plan_for(Machine(family, "python3.12", sudo=False), (PANGO,))
    assert (plan.line(), plan.allowed) == (line, False)
    assert not plan_for(Machine(family, "python3.12", root=True), (PANGO,)).allowed


@pytest.mark.parametrize("family", packages.INSTALLERS)
def test_every_family_has_a_package_for_every_need(family):
    assert set(packages.PACKAGES[family]) == {PANGO, VENV, CHROMIUM, CALIBRE}


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


def test_calibre_is_asked_for_only_when_testing(monkeypatch):
    monkeypatch.setattr(packages, "find_calibre", lambda: "")
    assert CALIBRE in packages.missing_needs(testing=True)
    assert CALIBRE not in packages.missing_needs(testing=False)
    monkeypatch.setattr(packages, "find_calibre", lambda: "/usr/bin/ebook-convert")
    assert CALIBRE not in packages.missing_needs(testing=True)


def test_root_installs_and_a_failed_update_is_left_to_the_install(monkeypatch):
    ran = []
    monkeypatch.setattr(
        provision, "_run", lambda command, _, may_fail: ran.append((command[1], may_fail))
    )
    provision.provide_system_packages((PANGO,), Machine("debian", "python3.11", root=True))
    assert ran == [("update", True), ("install", False)]


def test_the_tests_see_the_programs_of_the_venv_first(monkeypatch):
    monkeypatch.setattr(packages, "find_chromium", lambda: "/somewhere/chromium")
    found = provision.test_environment({"PATH": "/usr/bin", "CI": "true"})
    assert found["PATH"].split(os.pathsep)[0] == os.path.dirname(sys.executable)
    assert found["PATH"].endswith("/usr/bin") and found["CI"] == "true"
    assert found["PUPPETEER_EXECUTABLE_PATH"] == "/somewhere/chromium"


# --- the judges of `verify` -------------------------------------------------------------------

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
    text = provision.locked(LOCK, ["judge"])
    assert [line for line in text.splitlines() if "==" in line] == [
        "aaa==1 \\",
        "bbb==2 \\",
        "judge==3 \\",
    ]
    assert text.count("--hash") == 4
    assert "other==" not in text


def test_the_lock_has_every_judge():
    text = provision.locked(provision._test_lock().read_text("utf-8"), provision.JUDGES)
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


@pytest.mark.parametrize(
    ("words", "testing"),
    [(["verify", "--install"], True), (["verify"], False), (["test"], True), (["check"], False)],
)
def test_install_sets_up_what_the_tests_need(words, testing, monkeypatch):
    seen = []
    monkeypatch.delenv("EDITION_NO_VENV", raising=False)
    monkeypatch.setattr(sys, "argv", ["build.py", *words])
    monkeypatch.setattr(bootstrap, "_enter_venv", lambda root, wanted: seen.append(wanted) or 7)
    assert (bootstrap.main(), seen) == (7, [testing])
