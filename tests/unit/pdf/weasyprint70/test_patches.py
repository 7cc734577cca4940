"""The record of the patches and what is installed are the same; each entry says all it must."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter

import pytest

from edition.pdf.weasyprint70 import __main__ as trial
from edition.pdf.weasyprint70.patch import NOT_REPORTED, Patch, found
from edition.pdf.weasyprint70.patches import PATCHES
from tests.paths import ROOT

#: Prints which functions of the libraries are others once the patches are in place.
_CHANGED = """
import json, pkgutil, sys
from importlib import import_module
import pydyf, pyphen, tinycss2, weasyprint

for package in (pydyf, pyphen, tinycss2, weasyprint):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith("__main__"):
            import_module(module.name)

def held(owner, path):
    # What a module has, and in it the classes and dictionaries of its own.
    for name, value in list(vars(owner).items()):
        if name == "__annotations__":
            continue  # It is made when it is looked at.
        own = getattr(value, "__module__", "") == getattr(owner, "__name__", "")
        if isinstance(value, type) and own and not path.endswith("."):
            yield from held(value, f"{path}{name}.")
        elif isinstance(value, dict) and not name.startswith("__"):
            for key, one in list(value.items()):
                if callable(one):
                    yield f"{path}{name}.{key}", one
        yield path + name, value

def all_held():
    libraries = ("pydyf", "pyphen", "tinycss2", "weasyprint")
    modules = [name for name in sys.modules if name.split(".")[0] in libraries]
    return dict(item for name in modules for item in held(sys.modules[name], name + ":"))

before = all_held()
from edition.pdf.weasyprint70 import install
install.install()
after = all_held()
print(json.dumps([place for place, value in after.items() if before.get(place) is not value]))
"""


def test_what_is_installed_is_in_the_record_and_the_other_way_round() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CHANGED], cwd=ROOT, check=True, capture_output=True, text=True
    )
    recorded = {target for patch in PATCHES for target in patch.targets}
    assert set(json.loads(done.stdout)) == recorded


def test_each_patch_has_a_name_of_its_own() -> None:
    assert max(Counter(patch.name for patch in PATCHES).values()) == 1


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.name)
def test_an_entry_says_what_is_wrong_and_until_when(patch: Patch) -> None:
    assert patch.wrong.endswith(".") and patch.until
    assert patch.reported == NOT_REPORTED or patch.reported.endswith(f"/{patch.issue}")
    assert all(callable(found(target)) for target in patch.targets)


@pytest.mark.parametrize("test", sorted({patch.test for patch in PATCHES}))
def test_the_test_of_a_patch_is_there(test: str) -> None:
    file, _, name = test.partition("::")
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("complete", "without", "code", "verdict"),
    [
        (0, 1, 0, "needed"),
        (0, 0, 1, "no test needs it"),
        (1, 1, 1, "its test fails with all patches"),
        (0, 4, 1, "its test cannot be run"),
    ],
)
def test_the_command_says_which_patch_no_test_needs(
    complete: int,
    without: int,
    code: int,
    verdict: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def run_test(test: str, name: str) -> int:
        return without if name else complete

    monkeypatch.setattr(trial, "run_test", run_test)
    assert trial.main(["keep_calls"]) == code
    assert verdict in capsys.readouterr().out


def test_the_command_runs_a_test_without_its_patch() -> None:
    (patch,) = (patch for patch in PATCHES if patch.name == "link_call_and_marker")
    assert [trial.run_test(patch.test, name) for name in ("", patch.name)] == [0, 1]
