"""A fragment that ends its process, or takes too long, is told with its paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition import batch
from edition.build import build
from edition.model.problems import BuildFailed
from edition.pdf.production.textnodes import TextNodes
from edition.system.project import Project
from tests.books import GOOD, TEXT, write_project

pytestmark = pytest.mark.usefixtures("forked")

MARKUP = '<p id="a">one<br>two</p>\n<p id="b" title="x">three <span id="c">four</span> five</p>'


def test_texts_are_taken_away_from_the_end_and_their_elements_stay() -> None:
    nodes = TextNodes(MARKUP)
    assert [(nodes.words(at).strip(), node.ids) for at, node in enumerate(nodes.nodes)] == [
        ("one", ("a",)),
        ("two", ("a",)),
        ("three", ("b",)),
        ("four", ("c", "b")),
        ("five", ("b",)),
    ]
    assert nodes.first(5) == MARKUP
    assert nodes.first(1) == ('<p id="a">one<br></p>\n<p id="b" title="x"><span id="c"></span></p>')


@pytest.fixture
def dies_of_zebra(monkeypatch: pytest.MonkeyPatch) -> None:
    """A layout that ends its process at a word, as a library in C may."""
    from edition.pdf.production import guard, layout

    def make(inputs, markup, keep_pages=False):
        if "zebra" in markup:
            import os

            os.abort()
        return layout.make(inputs, markup, keep_pages)

    monkeypatch.setattr(guard, "make", make)


def broken(tmp_path: Path, rest: str = GOOD, text: str = TEXT) -> list[str]:
    """What is said of the edition, in short."""
    project = write_project(tmp_path / "p", rest, text)
    with pytest.raises(BuildFailed) as failed:
        build(Project.at(project), ("pdf",))
    return [
        f"{problem.place}: {problem.code} {problem.message}" for problem in failed.value.problems
    ]


def test_the_paragraph_is_named(tmp_path: Path, dies_of_zebra: None) -> None:
    (said,) = broken(tmp_path, text=TEXT + "\nA zebra came.\n\nIt went.\n")
    assert said.startswith("source.txt:7:1: text-breaks-layout")
    assert "“A zebra came.”" in said and "SIGABRT" in said


def test_the_note_and_the_entry_are_named(tmp_path: Path, dies_of_zebra: None) -> None:
    (said,) = broken(tmp_path, GOOD.replace("It flies.", "A zebra flies."))
    line = (
        (tmp_path / "p/annotations.yaml").read_text("utf-8").split("\n").index("  - id: on-shuttle")
    )
    assert said.startswith(f"annotations.yaml:{line + 1}:")
    (said,) = broken(tmp_path / "2", GOOD.replace("A frame.", "A zebra."))
    line = (tmp_path / "2/p/annotations.yaml").read_text("utf-8").split("\n").index("  - id: loom")
    assert said.startswith(f"annotations.yaml:{line + 1}:")


def test_what_no_text_is_to_blame_for_is_said_of_the_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    from edition.pdf.production import guard

    monkeypatch.setattr(guard, "make", lambda *ignored: os.abort())
    (said,) = broken(tmp_path)
    assert said.startswith(
        "annotations.yaml: text-breaks-layout The PDF cannot be laid out of this"
    )


def test_in_a_batch_what_ends_its_process_is_built_again_guarded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def by(executor, works):
        for work in works:
            tried.append((work.project.name, work.guarded))
            dies = work.project.name == "bad" and not work.guarded
            yield batch.Outcome(work.project, batch.State.KILLED if dies else batch.State.REFUSED)

    monkeypatch.setattr(batch, "_by", by)
    folders = [tmp_path / "good", tmp_path / "bad"]
    outcomes = batch.build_all(folders, jobs=2, formats=["pdf"], write=False)
    assert [outcome.state for outcome in outcomes] == [batch.State.REFUSED] * 2
    assert tried == [("good", False), ("bad", False), ("bad", True)]


def test_a_batch_of_one_is_guarded(tmp_path: Path, dies_of_zebra: None) -> None:
    project = write_project(tmp_path / "p", GOOD, TEXT + "\nA zebra came.\n")
    (outcome,) = batch.build_all([project], jobs=1, formats=["pdf"], write=False)
    assert outcome.state is batch.State.REFUSED
    assert [problem.code for problem in outcome.problems] == ["text-breaks-layout"]
