"""The tests themselves: where they lie, and what they do not depend on."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import settings

from tests import conftest
from tests.paths import ROOT, TESTS

UNIT = TESTS / "unit"


def sources() -> list[Path]:
    """All modules of the tests, but this one."""
    return [path for path in TESTS.rglob("*.py") if path != Path(__file__)]


def test_each_folder_of_unit_tests_is_a_room_of_the_package() -> None:
    folders = {path.parent.relative_to(UNIT) for path in UNIT.rglob("test_*.py")}
    assert len(folders) > 20
    assert [str(one) for one in folders if not (ROOT / "edition" / one).is_dir()] == []


def test_each_folder_of_tests_is_a_package() -> None:
    """Files of one name in two folders would else be taken for one."""
    folders = {path.parent for path in UNIT.rglob("test_*.py")}
    assert [str(one) for one in folders if not (one / "__init__.py").is_file()] == []


def test_only_one_module_counts_the_folders_above_it() -> None:
    counting = re.compile(r"__file__\)[^\n]*\.parents\[|__file__\)[^\n]*\.parent\.parent")
    assert [str(path) for path in sources() if counting.search(path.read_text("utf-8"))] == []


def test_no_example_has_a_deadline() -> None:
    assert settings.default.deadline is None
    given = [path for path in sources() if re.search(r"\bdeadline=", path.read_text("utf-8"))]
    # `python -m tests.fuzz` runs without the conftest.
    assert {path.relative_to(TESTS).as_posix() for path in given} == {
        "conftest.py",
        "fuzz/engines.py",
    }


def test_the_slowest_files_are_there() -> None:
    assert [name for name in conftest.SLOWEST if not (TESTS / name).is_file()] == []
    assert len(set(conftest.SLOWEST)) == len(conftest.SLOWEST)
