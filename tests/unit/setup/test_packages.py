"""Which system packages a machine lacks, and how they are installed; with made-up facts."""

from __future__ import annotations

import pytest

from edition.setup import packages
from edition.setup.packages import CALIBRE, CHROMIUM, PANGO, VENV, Machine, family_of, plan_for

DEBIAN_LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
APT = "apt-get install -y --no-install-recommends"


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


def test_calibre_is_asked_for_only_when_testing(monkeypatch):
    monkeypatch.setattr(packages, "find_calibre", lambda: "")
    assert CALIBRE in packages.missing_needs(testing=True)
    assert CALIBRE not in packages.missing_needs(testing=False)
    monkeypatch.setattr(packages, "find_calibre", lambda: "/usr/bin/ebook-convert")
    assert CALIBRE not in packages.missing_needs(testing=True)
