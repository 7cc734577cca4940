"""Workflows run strangers' code and must have nothing to lose; hooks and forms must be in order."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from edition.cli.main import COMMANDS
from tests.commands import fault, lines
from tests.paths import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted(path.name for path in (GITHUB / "workflows").glob("*.y*ml"))
#: Expressions that nobody from outside can put words into, or that are used as data only.
HARMLESS = {
    "github.event.pull_request.number",
    "github.event.pull_request.base.sha",
    "github.ref",
}


def load(path: Path) -> Any:
    """A YAML file; the key `on` is a word, which YAML 1.1 takes for true."""
    data = yaml.safe_load(path.read_text("utf-8"))
    if isinstance(data, dict) and True in data:
        data["on"] = data.pop(True)
    return data


def workflow(name: str) -> dict[str, Any]:
    """A workflow by its file name."""
    return load(GITHUB / "workflows" / name)


def steps(name: str) -> list[dict[str, Any]]:
    """All steps of a workflow."""
    return [step for job in workflow(name)["jobs"].values() for step in job["steps"]]


def test_the_workflows_are_there() -> None:
    assert WORKFLOWS == ["contribution.yml", "tests.yml"]


def test_contributions_run_as_pull_request_and_merges_as_push() -> None:
    assert set(workflow("contribution.yml")["on"]) == {"pull_request"}
    assert workflow("tests.yml")["on"] == {"push": {"branches": ["main"]}}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_workflow_has_anything_to_lose(name: str) -> None:
    assert workflow(name)["permissions"] == {"contents": "read"}
    text = (GITHUB / "workflows" / name).read_text("utf-8")
    code = "\n".join(line.partition("#")[0] for line in text.splitlines())
    assert not re.search(r"secrets\.|github\.token|GITHUB_TOKEN|id-token|pull_request_target", code)
    assert "workflow_run" not in code
    for job in workflow(name)["jobs"].values():
        assert "permissions" not in job
        assert 0 < job["timeout-minutes"] <= 60
        assert "self-hosted" not in job["runs-on"]
    assert workflow(name)["concurrency"]["cancel-in-progress"] is True


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_checkout_leaves_no_token_behind(name: str) -> None:
    found = [step for step in steps(name) if step.get("uses", "").startswith("actions/checkout@")]
    assert found
    assert all(step["with"]["persist-credentials"] is False for step in found)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_nothing_is_put_into_a_shell(name: str) -> None:
    for step in steps(name):
        assert "${{" not in step.get("run", ""), step
        assert set(step) & {"run", "uses"}, step
    text = (GITHUB / "workflows" / name).read_text("utf-8")
    assert set(re.findall(r"\$\{\{\s*(.*?)\s*\}\}", text)) <= HARMLESS


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_to_commits_with_their_version(name: str) -> None:
    text = (GITHUB / "workflows" / name).read_text("utf-8")
    uses = re.findall(r"uses: (.+)", text)
    assert uses
    for line in uses:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_commands_of_the_steps_are_understood(name: str) -> None:
    for step in steps(name):
        for line in lines(step.get("run", "")):
            why = fault(line)
            assert not why, (line, why)
            word = line.split()[2]
            assert word in COMMANDS, line
        if ".ci/run" in step.get("run", ""):
            # It is not marked as executable.
            assert step["run"] == "bash .ci/run"
            assert (ROOT / ".ci/run").read_text("utf-8").startswith("#!/usr/bin/env bash\n")


def test_the_pictures_come_before_what_is_kept_of_them() -> None:
    runs = [step.get("run", step.get("uses", "")) for step in steps("contribution.yml")]
    order = [
        next(k for k, run in enumerate(runs) if word in run)
        for word in ("check --format", "build.py build", "compare", "summary.md", "upload-artifact")
    ]
    assert order == sorted(order)


# ── hooks ───────────────────────────────────────────────────────────────────────────────────


def test_the_hook_for_other_projects_calls_a_command_of_the_package() -> None:
    import tomllib

    (hook,) = load(ROOT / ".pre-commit-hooks.yaml")
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == (
        "check-annotations",
        "python",
        False,
    )
    program, *words = hook["entry"].split()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"] == {program: "edition.cli.main:main"}
    assert fault("python3 build.py " + " ".join(words)) == ""
    for name in ("annotations.yaml", "notes/ledger.yaml", "seeds/text.txt", "styles/base.css"):
        assert re.search(hook["files"], name), name


def test_the_hook_of_this_repository_checks_its_edition() -> None:
    ((repository,)) = load(ROOT / ".pre-commit-config.yaml")["repos"]
    (hook,) = repository["hooks"]
    assert (repository["repo"], hook["id"]) == ("local", "check-annotations")
    words = hook["entry"].split()
    assert words[0] == "python3"
    done = subprocess.run(
        [sys.executable, *words[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "EDITION_NO_VENV": "1"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(hook["files"], "annotations.yaml")


def test_the_package_as_it_is_installed_has_all_that_it_needs(tmp_path: Path) -> None:
    """Lays the files out as the wheel does (pyproject.toml) and runs the script's function."""
    import shutil
    import tomllib

    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"][
        "targets"
    ]["wheel"]
    site = tmp_path / "site"
    ignore = shutil.ignore_patterns("__pycache__", "node_modules")
    for package in wheel["packages"]:
        shutil.copytree(ROOT / package, site / package, ignore=ignore)
    for source, target in wheel["force-include"].items():
        (site / target).parent.mkdir(exist_ok=True)
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        copy(ROOT / source, site / target)
    books = str(tmp_path / "books")
    commands = [
        ["check", "--explain", "quote-not-found"],
        ["check"],
        ["build", "--quiet", "--output", books],
        ["-h"],
    ]
    code = (
        "import sys; sys.argv[0] = 'annotated-edition'; from edition.cli.main import main; "
        f"sys.exit(any([main(words) for words in {commands}]))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT / "tests/golden/citations",
        env={**os.environ, "PYTHONPATH": str(site)},
    )
    assert done.returncode == 0, done.stderr
    assert "\nUsage: annotated-edition " in done.stdout
    assert {path.suffix for path in (tmp_path / "books").iterdir()} == {".epub", ".pdf"}


# ── forms ───────────────────────────────────────────────────────────────────────────────────

FORMS = sorted(path.name for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml"))
#: GitHub's syntax of issue forms: the kinds of fields, and which attributes each must have.
FIELDS = {
    "markdown": {"value"},
    "input": {"label"},
    "textarea": {"label"},
    "dropdown": {"label", "options"},
    "checkboxes": {"label", "options"},
}


def test_the_forms_are_there() -> None:
    assert FORMS == ["builder.yml", "config.yml", "gap.yml", "mistake.yml"]
    assert set(load(GITHUB / "ISSUE_TEMPLATE/config.yml")) <= {
        "blank_issues_enabled",
        "contact_links",
    }


@pytest.mark.parametrize("name", [form for form in FORMS if form != "config.yml"])
def test_a_form_has_the_shape_that_github_wants(name: str) -> None:
    form = load(GITHUB / "ISSUE_TEMPLATE" / name)
    assert (
        {"name", "description", "body"}
        <= set(form)
        <= {
            "name",
            "description",
            "body",
            "title",
            "labels",
            "assignees",
            "projects",
            "type",
        }
    )
    assert form["body"]
    ids = [field["id"] for field in form["body"] if "id" in field]
    labels = [field["attributes"].get("label") for field in form["body"]]
    assert len(ids) == len(set(ids)) and len(labels) == len(set(labels))
    for field in form["body"]:
        assert FIELDS[field["type"]] <= set(field["attributes"])
        if field["type"] != "markdown":
            assert re.fullmatch(r"[A-Za-z0-9_-]+", field["id"])
        assert set(field) <= {"type", "id", "attributes", "validations"}
        assert all(
            isinstance(label, str)
            for label in field["attributes"].values()
            if not isinstance(label, list)
        )
    assert any(field["type"] != "markdown" for field in form["body"])


@pytest.mark.parametrize("name", ["gap.yml", "mistake.yml"])
def test_readers_are_asked_for_place_words_source_and_credit(name: str) -> None:
    form = load(GITHUB / "ISSUE_TEMPLATE" / name)
    ids = {field.get("id") for field in form["body"]}
    assert {"place", "words", "source", "credit"} <= ids


def test_the_rules_that_the_pull_request_names_are_rules() -> None:
    template = (GITHUB / "pull_request_template.md").read_text("utf-8")
    rules = set(re.findall(r"^\*\*(\d+)\. ", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.M))
    assert set(re.findall(r"Rule (\d+)", template)) <= rules
