"""The outside judges have nothing to say against the repository's own edition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from edition.build import build
from edition.citations import Formatter
from edition.model import NoteRef
from edition.prepare import Prepared, prepare
from edition.project import Project
from edition.render import Renderer
from tests.conformance.judges import Popup, ace, epubcheck, read_epub, verapdf

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.judge


@dataclass(frozen=True)
class Books:
    """The edition as it was prepared, and its two books."""

    prepared: Prepared
    epub: Path
    pdf: Path


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """The repository's own edition, built once."""
    folder = tmp_path_factory.mktemp("interview")
    project = Project.at(ROOT)
    for name, data in build(project).files.items():
        (folder / name).write_bytes(data)
    (epub,), (pdf,) = folder.glob("*.epub"), folder.glob("*.pdf")
    return Books(prepare(project), epub, pdf)


@pytest.fixture(scope="session")
def popups(books: Books) -> list[Popup]:
    """What comes up for each reference, when it is clicked in a reading system."""
    return read_epub(books.epub)


def test_epubcheck_finds_no_error_and_no_warning(books: Books) -> None:
    assert [str(finding) for finding in epubcheck(books.epub)] == []


def test_ace_finds_no_barrier_of_any_impact(books: Books) -> None:
    assert [str(finding) for finding in ace(books.epub)] == []


def test_verapdf_finds_nothing_against_pdf_ua_1(books: Books) -> None:
    assert [str(finding) for finding in verapdf(books.pdf)] == []


def bare(text: str) -> str:
    """Text without white space: a pop-up does not tell paragraphs apart as we do."""
    return re.sub(r"\s+", "", text)


def note_texts(prepared: Prepared) -> dict[str, str]:
    """What the EPUB must show for each note, by the address of its note."""
    records = [record.csl for record in prepared.edition.records]
    formatter = Formatter(records, prepared.edition.metadata.language)
    renderer = Renderer(prepared, "epub", formatter)
    return {f"#{n.anchor}": bare(renderer.note_text(n)) for n in prepared.edition.notes}


def test_every_note_pops_up_with_its_text(books: Books, popups: list[Popup]) -> None:
    shown = {p.href: bare(p.note) for p in popups if p.kind == "noteref"}
    assert {p.shown for p in popups if p.kind == "noteref"} == {"popup"}
    wanted = note_texts(books.prepared)
    assert len(wanted) == len(books.prepared.edition.notes) > 0
    assert shown == wanted


def test_every_note_leads_back_to_its_call(books: Books, popups: list[Popup]) -> None:
    calls = [
        run
        for block in books.prepared.edition.blocks()
        for run in block.runs
        if isinstance(run, NoteRef)
    ]
    notes = [popup for popup in popups if popup.kind == "noteref"]
    assert [popup.label for popup in notes] == [run.mark for run in calls]
    assert [popup.id for popup in notes] == [run.call_anchor for run in calls]
    assert [popup.backlink for popup in notes] == [f"#{popup.id}" for popup in notes]


def test_every_glossary_link_opens_its_entry(books: Books, popups: list[Popup]) -> None:
    entries = {f"g-{e.term.id}": e for e in books.prepared.edition.glossary}
    glosses = [popup for popup in popups if popup.kind == "glossref"]
    uses = sum(len(entry.uses) for entry in entries.values())
    assert len({popup.id for popup in glosses if popup.id}) == uses > 0
    for popup in glosses:
        entry = entries[popup.href.rsplit("#", 1)[1]]
        assert popup.shown in ("popup", "page"), popup.error
        assert bare(popup.text).startswith(bare(entry.term.headword))


def test_nothing_that_was_clicked_failed(popups: list[Popup]) -> None:
    assert [(popup.label, popup.href, popup.error) for popup in popups if popup.error] == []
