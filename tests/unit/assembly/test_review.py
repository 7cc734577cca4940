"""One run says all that is wrong: errors of form hide nothing that is wrong elsewhere."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from edition.assembly.review import prepared, review
from edition.model.problems import BuildFailed
from edition.system.project import Project
from tests.books import write_project

NOTES = """
footnotes:
  - {id: Shuttle, quote: shuttle, note: It flies.}
  - {id: cloth, quote: the clohe grew, note: It. <b>Grew</b>.}
  - {id: again, quote: A weaver, note: "She. [note](note:shuttle) [@baine]"}
sources:
  - {id: baines, type: book, title: Cotton, author: [{family: Baines}]}
"""


def found(folder: Path, rest: str, **more: str) -> list[str]:
    """The codes of the errors of an edition, in the file's order."""
    write_project(folder, rest, **more)
    return [p.code for p in review(Project.at(folder)).problems if p.severity == "error"]


def test_an_error_of_form_hides_no_other(tmp_path: Path) -> None:
    # The note `shuttle` is missing only because its id is wrong.
    wrong = ["bad-value", "quote-not-found", "raw-html", "raw-html", "unknown-source"]
    assert found(tmp_path, NOTES) == wrong
    with pytest.raises(BuildFailed) as failed:
        prepared(Project.at(tmp_path))
    assert [problem.code for problem in failed.value.problems] == wrong


def test_a_bad_title_page_hides_no_other(tmp_path: Path) -> None:
    write_project(tmp_path, NOTES)
    file = tmp_path / "annotations.yaml"
    text = file.read_text("utf-8").replace("  language: en\n", "  language: en\n  langage: en\n")
    assert "langage" in text
    file.write_text(text, "utf-8")
    codes = [p.code for p in review(Project.at(tmp_path)).problems]
    assert "unknown-key" in codes and "quote-not-found" in codes and "unknown-source" in codes


@pytest.mark.parametrize("language", ["''", "no such", "5", "en_US", "[en]"])
def test_nothing_is_said_of_the_title_page_in_place_of_a_bad_one(
    language: str, tmp_path: Path
) -> None:
    write_project(tmp_path, "")
    file = tmp_path / "annotations.yaml"
    text = file.read_text("utf-8").replace("  language: en\n", f"  language: {language}\n")
    file.write_text(text, "utf-8")
    (problem,) = review(Project.at(tmp_path)).problems
    assert "language" in problem.message


def test_nothing_is_said_of_a_text_that_is_not_whole(tmp_path: Path) -> None:
    rest = "omissions: [{lines: [3], raeson: Twice.}]\nfootnotes: [{id: a, quote: loom, note: It.}]"
    assert set(found(tmp_path, rest)) == {"unknown-key", "missing-key"}


@pytest.mark.parametrize(
    "entry",
    [
        "  - {id: Bad%d, quote: shuttle, note: It.}\n",
        "  - {id: a%d, qoute: shuttle, note: It.}\n",
        "  - {id: a%d, quote: the shuttel, note: It.}\n",
        "  - {id: a%d, quote: loom, note: It.}\n",
        "  - {id: a%d, quote: A weaver, note: 'It [@b%d]'}\n",
    ],
)
def test_many_mistakes_take_no_longer_than_many_notes(tmp_path: Path, entry: str) -> None:
    """5 s for 20,000; here a fourth of them, in the processor's time."""
    entries = "".join(entry.replace("%d", str(k)) for k in range(5000))
    sources = "".join(f"  - {{id: s{k}, type: book, title: x}}\n" for k in range(500))
    write_project(tmp_path, f"footnotes:\n{entries}sources:\n{sources}")
    begin = time.process_time()
    problems = review(Project.at(tmp_path)).problems
    assert len(problems) >= 5000
    assert time.process_time() - begin < 4


@pytest.mark.parametrize(
    ("rest", "code", "words"),
    [
        (
            "glossary:\n"
            "  - {id: a, term: shuttle, definition: It flies.}\n"
            "  - {id: b, term: Shuttle, forms: [shuttle], definition: Again.}\n",
            "same-form-twice", "The term “Shuttle” is there already.",
        ),
        (
            "glossary:\n"
            "  - {id: a, term: shuttle, definition: It flies.}\n"
            "  - {id: a, term: shuttle, definition: Again.}\n",
            "same-form-twice", "The term “shuttle” is there already.",
        ),
        (
            "glossary:\n"
            "  - {id: a, term: shuttle, forms: [shuttle, cloth], definition: It flies.}\n"
            "  - {id: b, term: fabric, forms: [cloth], definition: It grows.}\n",
            "same-form-twice", "belongs to “shuttle” and to “fabric”",
        ),
        (
            "people:\n  - {id: a, name: weaver}\n  - {id: b, name: weaver}\n",
            "same-form-twice", "The heading “weaver” is there already.",
        ),
        (
            "people:\n  - {id: a, name: weaver}\n  - {id: a, name: shuttle}\n",
            "repeated-id", "used twice",
        ),
    ],
)  # fmt: skip
def test_beside_the_right_message_is_no_other(
    tmp_path: Path, rest: str, code: str, words: str
) -> None:
    write_project(tmp_path, rest)
    (problem,) = review(Project.at(tmp_path)).problems
    assert problem.code == code and words in problem.message
    assert "line 1" in problem.hint
