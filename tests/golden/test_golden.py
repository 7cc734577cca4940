"""Each case is built, and its pages and words are what `expected/` says; see README.md here."""

from __future__ import annotations

import difflib
import hashlib
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from edition.assembly.merge import check_whole
from edition.assembly.prepare import prepare
from edition.cli import main
from edition.proof import pdftext
from edition.system.project import Project
from tests import tagdump
from tests.books import rebuilt
from tests.paths import FONTS

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/annotations.yaml"))
#: Cases of which the pages of the text are compared as pictures too.
PICTURED = [case for case in CASES if case.startswith("edition-in-")]
#: The pages that say something about the text; the others are the same for every case.
_PAGES = re.compile(
    r"EPUB/(text-\d+|front-.+|back-.+|chronology|maps|glossary|note-on-the-text|photographs|illustrations"
    r"|opening|notes-.+"
    r"|source-notes|sources|index"
    r"|nav)\.xhtml"
    r"|EPUB/content\.opf"
)
_COLOPHON = "EPUB/colophon.xhtml"
#: The case whose tags in the PDF are compared too; they are much alike in all.
_TAGGED = "tags-of-the-pdf"
#: The words of the metadata that have the versions of the builder and its tools.
_VERSIONS = re.compile(r"(?<=\")annotated-edition [^\"]*(?=\")")
_PINNED = re.compile(r"(path: (\S+)\n\s+sha256: )[0-9a-fA-F]{64}")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether `expected/` is to be written anew."""
    return request.config.getoption("--update-golden")


def pin(folder: Path) -> None:
    """Write the SHA-256 of the sources into the case's annotations."""
    file = folder / "annotations.yaml"

    def pinned(match: re.Match[str]) -> str:
        return match[1] + hashlib.sha256((folder / match[2]).read_bytes()).hexdigest()

    file.write_bytes(_PINNED.sub(pinned, file.read_bytes().decode()).encode())


def outcome(folder: Path, output: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What the case becomes: file name in `expected/` → text."""
    code = main.main(["build", str(folder), "--quiet", "--output", str(output)])
    said = capsys.readouterr().err
    if code != main.BUILT:
        assert code == main.INPUT, said
        assert not output.exists(), "a refused edition must leave nothing behind"
        return {"problems.txt": said}
    (epub,), (pdf,) = output.glob("*.epub"), output.glob("*.pdf")
    found = pages(epub.read_bytes()) | {"pdf.txt": words(pdf.read_bytes())}
    if folder.name == _TAGGED:
        found["tags.txt"] = tags(pdf.read_bytes())
    return found | ({"warnings.txt": said} if said else {})


def pages(epub: bytes) -> dict[str, str]:
    """The pages of an EPUB that are compared; the colophon only where it thanks somebody."""
    with zipfile.ZipFile(BytesIO(epub)) as book:
        names = [name for name in book.namelist() if _PAGES.fullmatch(name)]
        found = {Path(name).name: book.read(name).decode() for name in names}
        colophon = book.read(_COLOPHON).decode()
    if 'class="credits"' in colophon:
        found[Path(_COLOPHON).name] = colophon
    return {name: _VERSIONS.sub("…", text) for name, text in found.items()}


def words(pdf: bytes) -> str:
    """The words of a PDF: each paragraph, then each note, under the name it bears there."""
    found = pdftext.extract(pdf)
    parts = [*found.units.items(), *((f"note {name}", text) for name, text in found.notes.items())]
    return "\n".join(f"[{name}]\n{text}\n" for name, text in parts)


def tags(pdf: bytes) -> str:
    """The tags of a PDF, one a line."""
    return "\n".join(tagdump.dump(tagdump.read(pdf))) + "\n"


def compare(folder: Path, got: dict[str, str]) -> None:
    """Fail with a readable difference unless `expected/` holds exactly `got`."""
    wanted = {path.name: path.read_bytes().decode() for path in folder.iterdir()}
    assert sorted(got) == sorted(wanted)
    for name, text in got.items():
        difference = difflib.unified_diff(
            wanted[name].splitlines(), text.splitlines(), "expected/" + name, "now", lineterm=""
        )
        if text != wanted[name]:
            pytest.fail("\n".join(difference), pytrace=False)


def write(folder: Path, got: dict[str, str]) -> None:
    """Make `expected/` hold exactly `got`."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in got.items():
        (folder / name).write_bytes(text.encode())


@pytest.mark.parametrize("case", CASES)
def test_case(
    case: str, update: bool, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = HERE / case
    if update:
        pin(folder)
    monkeypatch.syspath_prepend(FONTS)
    got = outcome(folder, tmp_path / "out", capsys)
    if update:
        write(folder / "expected", got)
    compare(folder / "expected", got)
    if case in PICTURED:
        _compare_pages(folder / "pages", tmp_path, update)


def _compare_pages(folder: Path, output: Path, update: bool) -> None:
    """Hold the pages of the text against their pictures, as `tests/layouts` does."""
    from tests.layouts import sheets, test_layouts

    (pdf,) = (output / "out").glob("*.pdf")
    got = sheets.pictures(pdf.read_bytes())
    if update:
        test_layouts.write(folder, got)
    test_layouts.compare(folder, got, output)


def _is_refused(case: str) -> bool:
    return (HERE / case / "expected" / "problems.txt").exists()


@pytest.mark.parametrize("case", [case for case in CASES if not _is_refused(case)])
def test_the_text_is_the_source_byte_for_byte(case: str) -> None:
    edition = prepare(Project.at(HERE / case)).edition
    check_whole(edition)
    files = b"".join((HERE / case / file.path).read_bytes() for file in edition.source.files)
    assert rebuilt(edition).encode() == files


def test_refused_cases_end_with_1(tmp_path: Path) -> None:
    refused = [case for case in CASES if _is_refused(case)]
    codes = {case: main.main(["build", str(HERE / case), "-o", str(tmp_path)]) for case in refused}
    assert codes == dict.fromkeys(["empty-source", "photo-file-missing"], main.INPUT)


def test_a_difference_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.xhtml").write_text("<p>one</p>\n")
    compare(tmp_path, {"a.xhtml": "<p>one</p>\n"})
    with pytest.raises(pytest.fail.Exception, match=r"-<p>one</p>\n\+<p>two</p>"):
        compare(tmp_path, {"a.xhtml": "<p>two</p>\n"})
    with pytest.raises(AssertionError):
        compare(tmp_path, {"a.xhtml": "<p>one</p>\n", "b.xhtml": ""})


def test_every_case_says_what_it_shows() -> None:
    for case in CASES:
        first = (HERE / case / "annotations.yaml").read_text("utf-8").splitlines()[0]
        assert re.fullmatch(r"# .+", first), case
