"""What the machine itself must bring: which libraries and programs, and how to install them.

The decisions (`family_of`, `packages_for`, `plan_for`) are pure functions of the facts given to
them; only `missing_needs` and `this_machine` look around.
"""

import ctypes
import ctypes.util
import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PANGO, VENV, CHROMIUM, CALIBRE = "pango", "venv", "chromium", "calibre"
#: What only a judge of the tests needs: without it that judge is skipped.
JUDGES = frozenset({CHROMIUM, CALIBRE})

# The names under which WeasyPrint opens each library (weasyprint/text/ffi.py), the likeliest
# first. It only warns without HarfBuzz-Subset, but then embeds fonts whole.
LIBRARIES = {
    "GObject": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "HarfBuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "HarfBuzz-Subset": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
    ),
    "Fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
}
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_PROGRAMS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
MAC_CALIBRE = "/Applications/calibre.app/Contents/MacOS/ebook-convert"

# family → the command before the packages' names, and the packages for each need. The fonts of
# the books come from PyPI; each system's Pango brings a font for the rest, but Alpine's.
INSTALLERS: dict[str, tuple[str, ...]] = {
    "debian": ("apt-get", "install", "-y", "--no-install-recommends"),
    "fedora": ("dnf", "install", "-y"),
    "suse": ("zypper", "install", "-y"),
    "arch": ("pacman", "-S", "--noconfirm"),
    "alpine": ("apk", "add"),
    "macos": ("brew", "install"),
}
PACKAGES: dict[str, dict[str, tuple[str, ...]]] = {
    "debian": {
        PANGO: ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
        VENV: ("{python}-venv",),
        CHROMIUM: ("chromium",),
        CALIBRE: ("calibre",),
    },
    "fedora": {
        PANGO: ("pango",),
        VENV: ("python3",),
        CHROMIUM: ("chromium",),
        CALIBRE: ("calibre",),
    },
    "suse": {
        PANGO: ("libpango-1_0-0", "libharfbuzz-subset0"),
        VENV: ("python3",),
        CHROMIUM: ("chromium",),
        CALIBRE: ("calibre",),
    },
    "arch": {
        PANGO: ("pango",),
        VENV: ("python",),
        CHROMIUM: ("chromium",),
        CALIBRE: ("calibre",),
    },
    "alpine": {
        PANGO: ("pango", "harfbuzz-subset", "fontconfig", "font-dejavu"),
        VENV: ("python3",),
        CHROMIUM: ("chromium",),
        CALIBRE: ("calibre",),
    },
    "macos": {
        PANGO: ("pango",),
        VENV: ("python",),
        CHROMIUM: ("--cask", "google-chrome"),
        CALIBRE: ("--cask", "calibre"),
    },
}
RELATIVES = {"ubuntu": "debian", "rhel": "fedora", "centos": "fedora", "opensuse": "suse"}


@dataclass(frozen=True, slots=True)
class Machine:
    """The facts that decide how a package is installed.

    `family` is a key of INSTALLERS or ""; `python` is named as Debian names it ("python3.11");
    `sudo` tells whether sudo works without a password; `brew`, whether Homebrew is there.
    """

    family: str
    python: str
    root: bool = False
    sudo: bool = False
    brew: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The commands that install what is missing, in order; `allowed`: we may run them here."""

    commands: tuple[tuple[str, ...], ...]
    allowed: bool

    def line(self) -> str:
        """Return the commands as one line for a shell."""
        return " && ".join(shlex.join(command) for command in self.commands)


def family_of(system: str, release: dict[str, str]) -> str:
    """Return the machine's family, a key of INSTALLERS, or "" when it is none of them.

    In: `system` as `sys.platform` names it; `release`, the fields of /etc/os-release.
    """
    if system == "darwin":
        return "macos"
    names = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    families = (RELATIVES.get(name, name) for name in names)
    return next((name for name in families if name in INSTALLERS), "")


def packages_for(machine: Machine, needs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the packages for `needs` (PANGO, VENV, CHROMIUM, CALIBRE) on
    that machine.

    Errors: KeyError when the machine's family is "".
    """
    names = PACKAGES[machine.family]
    return tuple(name.format(python=machine.python) for need in needs for name in names[need])


def plan_for(machine: Machine, needs: tuple[str, ...]) -> Plan:
    """Return how `needs` are met: run by us on Debian's kin and with Homebrew, else by hand.

    Errors: KeyError when the machine's family is "".
    """
    install = INSTALLERS[machine.family] + packages_for(machine, needs)
    if machine.family == "macos":  # one command for each: --cask would hold for every name
        each = (INSTALLERS["macos"] + packages_for(machine, (need,)) for need in needs)
        return Plan(tuple(each), allowed=machine.brew)
    commands: tuple[tuple[str, ...], ...] = (install,)
    if machine.family == "debian":
        commands = (("apt-get", "update"), install)
    if machine.root:
        return Plan(commands, allowed=machine.family == "debian")
    # Without -n when it is for a person to run: sudo may then ask for the password.
    prefix = ("sudo", "-n") if machine.sudo else ("sudo",)
    commands = tuple(prefix + command for command in commands)
    return Plan(commands, allowed=machine.sudo and machine.family == "debian")


def missing_needs(testing: bool) -> tuple[str, ...]:
    """Return what this machine lacks of PANGO and VENV, and of JUDGES for the tests."""
    lacks = {
        PANGO: not all(_opens(names) for names in LIBRARIES.values()),
        VENV: importlib.util.find_spec("ensurepip") is None,
        CHROMIUM: testing and not find_chromium(),
        CALIBRE: testing and not find_calibre(),
    }
    return tuple(need for need, missing in lacks.items() if missing)


def find_chromium() -> str:
    """Return the path of a Chromium or Chrome, or "" when there is none."""
    named = os.environ.get("PUPPETEER_EXECUTABLE_PATH", "")
    found = (shutil.which(name) for name in PROGRAMS)
    on_mac = (path for path in MAC_PROGRAMS if Path(path).exists())
    return named or next((path for path in (*found, *on_mac) if path), "")


def find_calibre() -> str:
    """Return the path of calibre's converter, or "" when there is none."""
    on_mac = MAC_CALIBRE if Path(MAC_CALIBRE).exists() else ""
    return shutil.which("ebook-convert") or on_mac


def this_machine() -> Machine:
    """Return the facts about the machine that this runs on."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        release = {}
    return Machine(
        family=family_of(sys.platform, release),
        python=f"python{sys.version_info.major}.{sys.version_info.minor}",
        root=hasattr(os, "geteuid") and os.geteuid() == 0,
        sudo=_sudo_works(),
        brew=shutil.which("brew") is not None,
    )


def _opens(names: tuple[str, ...]) -> bool:
    # The same two ways as cffi's dlopen, which WeasyPrint calls.
    for name in names:
        try:
            ctypes.CDLL(name)
            return True
        except OSError:
            if sys.platform == "darwin" and ctypes.util.find_library(name):
                return True
    return False


def _sudo_works() -> bool:
    if not shutil.which("sudo"):
        return False
    return subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
