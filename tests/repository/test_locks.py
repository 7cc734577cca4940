"""The lock files pin every dependency by hash and name no place to fetch it from."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.paths import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-fonts.lock")
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;]+)")


def logical_lines(name: str) -> list[str]:
    """Return the lock's requirements, each with its continuation lines, without comments."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    code = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    return [line for line in code.replace("\\\n", " ").splitlines() if line.strip()]


def pins(name: str) -> dict[str, str]:
    """Return package → version for each requirement of the lock."""
    matches = [PIN.match(line) for line in logical_lines(name)]
    return {canonicalize_name(match[1]): match[2] for match in matches if match}


def declared(group: str) -> list[Requirement]:
    """Return the requirements that pyproject.toml declares, "run", "test" or "fonts"."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    groups = {
        "run": project["project"]["dependencies"],
        "test": project["dependency-groups"]["test"],
        "fonts": [text for extra in extras for text in extra],
    }
    return [Requirement(text) for text in groups[group]]


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_an_exact_version_with_hashes(name):
    assert logical_lines(name)
    for line in logical_lines(name):
        assert PIN.match(line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", line), line


@pytest.mark.parametrize("name", LOCKS)
def test_no_address_and_no_option_that_names_one(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for word in ("://", "--index-url", "--extra-index-url", "--find-links", "--trusted-host"):
        # The head comment's own command has --no-emit-index-url.
        assert word not in text.replace("--no-emit-index-url", ""), word


@pytest.mark.parametrize(
    ("name", "group"),
    [
        (LOCKS[0], "run"),
        (LOCKS[1], "run"),
        (LOCKS[1], "test"),
        (LOCKS[2], "run"),
        (LOCKS[2], "fonts"),
    ],
)
def test_what_pyproject_declares_is_locked_within_its_bounds(name, group):
    locked = pins(name)
    for requirement in declared(group):
        version = locked.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not in {name}: run the command in its first lines"
        assert requirement.specifier.contains(version, prereleases=True), requirement


def test_the_test_lock_holds_the_whole_run_lock():
    # The set-up relies on it: after the test lock it counts both as installed.
    assert set(logical_lines(LOCKS[0])) <= set(logical_lines(LOCKS[1]))


@pytest.mark.parametrize("name", LOCKS)
def test_the_head_says_how_to_make_it_again(name):
    head = (ROOT / name).read_text(encoding="utf-8").splitlines()[1]
    assert head.startswith("#    uv pip compile ") and head.endswith(f"--output-file {name}")
