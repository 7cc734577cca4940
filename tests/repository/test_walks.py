"""The walks through the code in CONTRIBUTING.md name modules and functions that there are, and its
list of rooms has every room."""

from __future__ import annotations

import importlib
import re

import pytest

from tests.paths import ROOT

_TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
_LAYOUT = _TEXT.split("### How the code is laid out")[1].split("\n### ")[0]
_SECTION = _TEXT.split("### Three walks through it")[1].split("\n### ")[0]
#: Title → text of each walk.
_WALKS = dict(re.findall(r"^\*\*(.+?)\*\*\n(.+?)(?=^\*\*|\Z)", _SECTION, re.MULTILINE | re.DOTALL))
_PATH = re.compile(r"`((?:edition|styles)/[\w/-]+\.\w+)`")
_FUNCTION = re.compile(r"`(\w+)\.(\w+(?:\.\w+)?)`")


def test_there_are_three_walks_of_some_length() -> None:
    assert len(_WALKS) == 3
    for walk in _WALKS.values():
        assert len(_PATH.findall(walk)) >= 8
        assert len(_FUNCTION.findall(walk)) >= 8


@pytest.mark.parametrize("path", sorted(set(_PATH.findall(_SECTION))))
def test_each_file_exists(path: str) -> None:
    assert (ROOT / path).is_file()


def _named() -> set[tuple[str, str, str]]:
    """(module, attribute, as written) of each function; its module is one of the same step."""
    found = set()
    for step in re.split(r"^\d+\. ", _SECTION, flags=re.MULTILINE):
        modules = {
            path.rsplit("/", 1)[-1].removesuffix(".py"): path.removesuffix(".py").replace("/", ".")
            for path in _PATH.findall(step)
            if path.endswith(".py")
        }
        for module, attribute in _FUNCTION.findall(step):
            found.add((modules.get(module, ""), attribute, f"{module}.{attribute}"))
    return found


@pytest.mark.parametrize(("module", "attribute", "written"), sorted(_named()))
def test_each_function_exists(module: str, attribute: str, written: str) -> None:
    assert module, f"the step that names {written} does not name its file"
    value: object = importlib.import_module(module)
    for name in attribute.split("."):
        value = getattr(value, name)
    assert callable(value)


def test_every_room_is_listed() -> None:
    folders = {f"{path.parent.name}/" for path in (ROOT / "edition").glob("*/__init__.py")}
    modules = {path.name for path in (ROOT / "edition").glob("*.py")} - {"__init__.py"}
    assert set(re.findall(r"^- `([\w./]+)`:", _LAYOUT, re.MULTILINE)) == folders | modules


def test_every_room_within_a_room_is_listed() -> None:
    rooms = (path.parent for path in (ROOT / "edition").glob("*/*/**/__init__.py"))
    missing = {room.name for room in rooms if f"`{room.name}/`" not in _LAYOUT}
    assert missing == set()
