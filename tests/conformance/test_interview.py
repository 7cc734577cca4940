"""The outside judges have nothing to say against the repository's own edition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from edition.build import build
from edition.citations import Formatter
from edition.impose import booklet
from edition.model import NoteRef
from edition.prepare import Prepared, prepare
from edition.project import Project
from edition.render import Renderer
from tests.conformance.judges import Popup, ace, epubcheck, read_epub, verapdf
from tests.tagdump import Tag, read

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
def tags(books: Books) -> Tag:
    """The tags of the PDF, read from the file."""
    return read(books.pdf.read_bytes())


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


def test_verapdf_finds_nothing_against_pdf_a_3a(books: Books) -> None:
    assert [str(finding) for finding in verapdf(books.pdf, "3a")] == []


def test_verapdf_finds_nothing_against_pdf_a_3b_in_a_booklet(books: Books, tmp_path: Path) -> None:
    (tmp_path / "booklet.pdf").write_bytes(booklet(books.pdf.read_bytes()))
    assert [str(finding) for finding in verapdf(tmp_path / "booklet.pdf", "3b")] == []


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


# ── the tags of the PDF ─────────────────────────────────────────────────────────────────────


def test_a_call_leads_to_its_note_which_stands_behind_its_paragraph(
    books: Books, tags: Tag
) -> None:
    calls = [tag for tag in tags.all("Reference") if not tag.inside("TOCI")]
    notes = list(tags.all("Note"))
    wanted = [note.anchor for note in books.prepared.edition.notes]
    assert sorted(note.attrs["ID"] for note in notes) == sorted(wanted) != []
    leads = [link for call in calls for tag in call.all("Link") for link in tag.links()]
    assert [link.target for link in leads] == [f"#{note.attrs['ID']}" for note in notes]
    assert [link.page for link in leads] == [min(note.pages) for note in notes]
    for note in notes:
        assert (note.tags()[0].type, note.parent.type) == ("Lbl", "Sect")
        siblings = note.parent.tags()
        before = next(tag for tag in siblings[siblings.index(note)::-1] if tag.type != "Note")
        assert f"#{note.attrs['ID']}" in {
            link.target for tag in before.all("Link") for link in tag.links()
        }


def test_a_note_says_what_it_must_and_leads_back(books: Books, tags: Tag) -> None:
    where = {f"#{note.anchor}": note for note in books.prepared.edition.notes}
    for note in tags.all("Note"):
        label = note.tags()[0]
        [back] = [link for tag in label.all("Link") for link in tag.links()]
        declared = where[f"#{note.attrs['ID']}"]
        assert label.text().strip() == declared.mark
        assert back.target == f"#{declared.call_anchor}"


def test_every_paragraph_is_one_element_in_the_order_of_the_source(
    books: Books, tags: Tag
) -> None:
    names = [tag.attrs.get("T", "") for tag in tags.all()]
    units = [name for name in names if re.fullmatch(r"[pt]\d+", name)]
    assert units == [block.unit for block in books.prepared.edition.blocks()]


def test_headings_follow_each_other_without_a_gap(tags: Tag) -> None:
    levels = [int(tag.type[1]) for tag in tags.all(*(f"H{n}" for n in range(1, 7)))]
    assert levels[0] == 1 and 2 in levels
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_lists_tables_and_contents_have_the_parts_that_they_must(tags: Tag) -> None:
    kids = {"L": {"LI", "Caption"}, "LI": {"Lbl", "LBody"}, "TOC": {"TOCI"},
            "Table": {"THead", "TBody", "Caption"}, "TBody": {"TR"}, "THead": {"TR"},
            "TR": {"TH", "TD"}}  # fmt: skip
    for tag in tags.all(*kids):
        assert tag.tags() and tag.text().strip()
        assert {kid.type for kid in tag.tags()} <= kids[tag.type]
        assert not any(isinstance(kid, str) and kid.strip() for kid in tag.kids)
    assert all(tag.attrs["Scope"] in ("Row", "Column") for tag in tags.all("TH"))
    [table] = tags.all("Table")
    assert len(table.pages) > 5 and len(list(table.all("THead"))) == 1


def test_every_entry_is_a_list_item_with_its_words(books: Books, tags: Tag) -> None:
    edition = books.prepared.edition
    heads = [bare(tag.text()) for tag in tags.all("Lbl") if not tag.inside("Note")]
    for entry in edition.glossary:
        assert sum(head.startswith(bare(entry.term.headword)) for head in heads) > 0
    items = [bare(tag.text()) for tag in tags.all("LI")]
    for entry in edition.index:
        assert any(item.startswith(bare(entry.heading.name)) for item in items)


def test_every_figure_is_described_and_has_its_caption(books: Books, tags: Tag) -> None:
    edition = books.prepared.edition
    figures = list(tags.all("Figure"))
    wanted = len(edition.figures) + len(edition.maps) + len(edition.chronology.timelines)
    assert len(figures) == wanted
    assert all(figure.attrs["Alt"].strip() for figure in figures)
    assert all([tag.type for tag in figure.tags()] == ["Caption"] for figure in figures)


def test_links_say_in_words_where_they_lead(tags: Tag) -> None:
    links = [(link, tag) for tag in tags.all("Link") for link in tag.links()]
    assert len(links) > 1000
    for link, tag in links:
        assert link.owned and tag.text().strip()
        assert re.search(r"[^\W\d]{2}", link.contents), link.contents


def test_words_in_cyrillic_are_named_as_such(books: Books, tags: Tag) -> None:
    # One record is said to be in English, and has a title in both languages.
    records = [record.csl for record in books.prepared.edition.records]
    mixed = [record["title"] for record in records if record.get("language") == "en"]

    def untold(tag: Tag, told: bool) -> list[str]:
        told = told or tag.attrs.get("Lang", "en").split("-")[0] != "en"
        return [
            piece
            for kid in tag.kids
            for piece in (untold(kid, told) if isinstance(kid, Tag) else
                          [kid] if isinstance(kid, str) and not told else [])
        ]  # fmt: skip

    assert "ru" in {tag.attrs.get("Lang") for tag in tags.all("Span")}
    found = [text for text in untold(tags, False) if re.search("[\u0400-\u04ff]{2}", text)]
    assert [text for text in found if not any(title in text for title in mixed)] == []


def test_running_heads_folios_and_paragraph_numbers_are_no_part_of_the_text(
    books: Books, tags: Tag
) -> None:
    # A paragraph's own words begin with the source's, not with its number in the margin.
    words = {block.unit: books.prepared.edition.source.words(block.span)
             for block in books.prepared.edition.blocks()}  # fmt: skip
    for tag in tags.all("P"):
        unit = tag.attrs.get("T", "")
        if unit.startswith("p") and not any(t.attrs.get("T") for t in tag.tags()):
            assert bare(tag.text())[:8] == bare(words[unit])[:8]
    text = tags.text()
    head = books.prepared.edition.metadata.short_title
    assert text.count(head) <= 3, "the running head would be there on every page"
