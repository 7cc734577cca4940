"""A whole contribution, from the words to both books; and many that go wrong, with what is said."""

from __future__ import annotations

import re
import shlex
import shutil
import zipfile
from pathlib import Path

import pytest
import yaml

from edition.cli import main
from edition.proof import pdftext
from tests.paths import ROOT

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "wrong.yaml").read_text("utf-8"))


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The command's exit code and everything that it prints."""
    capsys.readouterr()
    code = main.main(list(words))
    said = capsys.readouterr()
    return code, said.out + said.err


def copied(folder: Path, *names: str, of: Path) -> Path:
    """A folder with copies of what a project is made of."""
    folder.mkdir()
    for name in names:
        if (of / name).is_dir():
            shutil.copytree(of / name, folder / name)
        else:
            shutil.copy(of / name, folder / name)
    return folder


def contributed(capsys, project: Path, words: str, note: str, source: str) -> list[str]:
    """Add a footnote as a contributor does; returns the lines that the annotations have more."""
    file = project / "annotations.yaml"
    before = file.read_text("utf-8").splitlines()
    adding = ("add", str(project), "--kind", "footnote", "--quote", words)
    code, said = run(capsys, *adding, "--note", note, "--source", source)
    assert code == 0, said
    after = file.read_text("utf-8").splitlines()
    added = [line for line in after if line not in before]
    assert f"    quote: {words}" in added
    assert len(after) - len(before) == 5
    assert run(capsys, "check", str(project), "--strict")[0] == 0
    return added


def test_a_contribution_to_the_edition_in_the_box_is_found_its_place(
    tmp_path: Path, capsys
) -> None:
    project = copied(tmp_path / "edition", "annotations.yaml", "seeds", "notes", "styles", of=ROOT)
    code, said = run(capsys, "find", "central Russia", str(project))
    assert code == 0 and "seeds/kalyapin-interview.txt:79:" in said
    note = "Russia outside the Caucasus, as one says in Chechnya."
    added = contributed(capsys, project, "like in central Russia", note, "meduza-en-2016")
    assert added[0] == "  - id: like-in-central-russia"


def test_a_whole_contribution_reaches_both_books(tmp_path: Path, capsys) -> None:
    project = copied(tmp_path / "mill", "annotations.yaml", "mill.txt", of=HERE / "mill")
    note = "Weavers who did not work were paid by nobody."
    contributed(capsys, project, "came down to the mill with bread", note, "baines-1835")
    code, said = run(capsys, "build", str(project), "--quiet")
    assert code == 0, said
    epub, pdf = (project / "dist" / f"mill.{kind}" for kind in ("epub", "pdf"))
    with zipfile.ZipFile(epub) as book:
        pages = "".join(book.read(name).decode() for name in book.namelist() if "text-" in name)
    aside = re.search(rf"<aside(?:(?!</aside>).)*{note}(?:(?!</aside>).)*", pages, re.S)
    assert aside and "footnote" in aside.group()
    printed = pdftext.extract(pdf.read_bytes()).notes
    assert any(note in " ".join(words.split()) for words in printed.values())


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_contribution_that_goes_wrong_is_told_how_to_go_on(
    case, tmp_path: Path, capsys, request: pytest.FixtureRequest, monkeypatch
) -> None:
    project = copied(tmp_path / "mill", "annotations.yaml", "mill.txt", of=HERE / "mill")
    file = project / "annotations.yaml"
    told = [case["who"], ""]
    for old, new in case.get("edits", []):
        file.write_text(replaced(file.read_text("utf-8"), old, new), "utf-8")
        told += [f"in annotations.yaml: {shown(old)}", f"becomes: {shown(new)}"]
    for old, new in case.get("text", []):
        path = project / "mill.txt"
        path.write_text(replaced(path.read_text("utf-8"), old, new), "utf-8")
        told += [f"in mill.txt: {shown(old)}", f"becomes: {shown(new)}"]
    command = case.get("does", ["check", "--strict"])
    before = file.read_bytes()
    monkeypatch.chdir(project)
    code, said = run(capsys, *command)

    assert code in (main.INPUT, main.USAGE), said
    assert "Traceback" not in said and "fault of the builder" not in said
    assert file.read_bytes() == before
    assert sorted(path.name for path in project.iterdir()) == ["annotations.yaml", "mill.txt"]
    told += [f"$ python3 build.py {shlex.join(command)}", said.rstrip(), "", f"exit code {code}"]
    compare(HERE / "wrong" / f"{case['name']}.txt", "\n".join(told) + "\n", request)


def replaced(text: str, old: str, new: str) -> str:
    """`text` with `old`, which stands there once, replaced."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def shown(words: str) -> str:
    """Words as the golden file shows them: a tab can be seen."""
    return words.strip(" ").replace("\t", "→")


def compare(path: Path, told: str, request: pytest.FixtureRequest) -> None:
    """Hold what is told against the golden file, or write that anew."""
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, "utf-8")
    assert path.read_text("utf-8") == told


def test_each_golden_file_has_its_case() -> None:
    names = {path.stem for path in (HERE / "wrong").glob("*.txt")}
    assert names == {case["name"] for case in CASES}
    assert len(CASES) >= 10
