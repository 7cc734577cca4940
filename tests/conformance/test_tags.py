"""The tags of the PDF of the repository's own edition, as a screen reader comes upon them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.interview import Interview
from tests.tagdump import Tag, read

pytestmark = pytest.mark.judge


@pytest.fixture(scope="module")
def tags(interview: Interview) -> Tag:
    """The tags of the main PDF, read from the file."""
    return read(interview.pdf.read_bytes())


def bare(text: str) -> str:
    """Text without white space."""
    return re.sub(r"\s+", "", text)


def test_a_call_leads_to_its_note_which_stands_behind_its_paragraph(
    interview: Interview, tags: Tag
) -> None:
    calls = [tag for tag in tags.all("Reference") if not tag.inside("TOCI")]
    declared = {note.anchor: note for note in interview.prepared.edition.notes}
    assert sorted(note.attrs["ID"] for note in tags.all("Note")) == sorted(declared) != []
    notes = [note for note in tags.all("Note") if declared[note.attrs["ID"]].series.is_called]
    leads = [link for call in calls for tag in call.all("Link") for link in tag.links()]
    assert [link.target for link in leads] == [f"#{note.attrs['ID']}" for note in notes]
    assert [link.page for link in leads] == [min(note.pages) for note in notes]
    for note in notes:
        # That of a photograph which is not reproduced stands beside its caption.
        assert (note.tags()[0].type, note.parent.type) in (("Lbl", "Sect"), ("Lbl", "Div"))
        siblings = note.parent.tags()
        before = next(tag for tag in siblings[siblings.index(note) :: -1] if tag.type != "Note")
        assert f"#{note.attrs['ID']}" in {
            link.target for tag in before.all("Link") for link in tag.links()
        }


def test_a_note_says_what_it_must_and_leads_back(interview: Interview, tags: Tag) -> None:
    where = {f"#{note.anchor}": note for note in interview.prepared.edition.notes}
    for note in tags.all("Note"):
        declared = where[f"#{note.attrs['ID']}"]
        label = note.tags()[0]
        if not declared.series.is_called:  # its words lead back, be there a key or not
            back = next(link for tag in note.all("Link") for link in tag.links())
        else:
            [back] = [link for tag in label.all("Link") for link in tag.links()]
            assert label.text().strip() == declared.mark
        assert back.target == f"#{declared.call_anchor}"


def test_every_paragraph_is_one_element_in_the_order_of_the_source(
    interview: Interview, tags: Tag
) -> None:
    names = [tag.attrs.get("T", "") for tag in tags.all()]
    units = [name for name in names if re.fullmatch(r"[pt]\d+", name)]
    assert units == [block.unit for block in interview.prepared.edition.blocks()]


def test_headings_follow_each_other_without_a_gap(tags: Tag) -> None:
    levels = [int(tag.type[1]) for tag in tags.all(*(f"H{n}" for n in range(1, 7)))]
    assert levels[0] == 1 and 2 in levels
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_lists_tables_and_contents_have_the_parts_that_they_must(tags: Tag) -> None:
    kids = {
        "L": {"LI", "Caption"},
        "LI": {"Lbl", "LBody"},
        "TOC": {"TOCI"},
        "Table": {"THead", "TBody", "Caption"},
        "TBody": {"TR"},
        "THead": {"TR"},
        "TR": {"TH", "TD"},
    }
    for tag in tags.all(*kids):
        assert tag.tags() and tag.text().strip()
        assert {kid.type for kid in tag.tags()} <= kids[tag.type]
        assert not any(isinstance(kid, str) and kid.strip() for kid in tag.kids)
    assert all(tag.attrs["Scope"] in ("Row", "Column") for tag in tags.all("TH"))
    tables = sorted(tags.all("Table"), key=lambda table: len(table.pages))
    assert [len(list(table.all("THead"))) for table in tables] == [0, 1], "opening and chronology"
    assert len(tables[1].pages) > 5


def test_every_entry_is_a_list_item_with_its_words(interview: Interview, tags: Tag) -> None:
    edition = interview.prepared.edition
    heads = [bare(tag.text()) for tag in tags.all("Lbl") if not tag.inside("Note")]
    for entry in edition.glossary:
        assert sum(head.startswith(bare(entry.term.headword)) for head in heads) > 0
    items = [bare(tag.text()) for tag in tags.all("LI")]
    for entry in edition.index:
        assert any(item.startswith(bare(entry.heading.name)) for item in items)


def test_every_figure_is_described_and_has_its_caption(interview: Interview, tags: Tag) -> None:
    edition = interview.prepared.edition
    cover, *figures = tags.all("Figure")
    assert edition.metadata.title in cover.attrs["Alt"]
    photographs = [figure for figure in edition.figures if figure.photo.file]
    wanted = len(photographs) + len(edition.maps) + len(edition.chronology.timelines)
    assert len(figures) == wanted
    assert all(figure.attrs["Alt"].strip() for figure in figures)
    assert all([tag.type for tag in figure.tags()] == ["Caption"] for figure in figures)


def test_links_say_in_words_where_they_lead(tags: Tag) -> None:
    links = [(link, tag) for tag in tags.all("Link") for link in tag.links()]
    assert len(links) > 1000
    for link, tag in links:
        assert link.owned and tag.text().strip()
        assert re.search(r"[^\W\d]{2}", link.contents), link.contents


def test_words_in_cyrillic_are_named_as_such(interview: Interview, tags: Tag) -> None:
    # One record is said to be in English, and has a title in both languages, which may stand on
    # two lines.
    records = [record.csl for record in interview.prepared.edition.records]
    mixed = [record["title"] for record in records if record.get("language") == "en"]

    def untold(tag: Tag, told: bool) -> list[str]:
        told = told or tag.attrs.get("Lang", "en").split("-")[0] != "en"
        return [
            piece
            for kid in tag.kids
            for piece in (
                untold(kid, told)
                if isinstance(kid, Tag)
                else [kid]
                if isinstance(kid, str) and not told
                else []
            )
        ]

    assert "ru" in {tag.attrs.get("Lang") for tag in tags.all("Span")}
    cyrillic = re.compile("[\u0400-\u04ff]{2,}")
    found = {word for text in untold(tags, False) for word in cyrillic.findall(text)}
    assert found <= set(cyrillic.findall(" ".join(mixed)))


def test_running_heads_folios_and_paragraph_numbers_are_no_part_of_the_text(
    interview: Interview, tags: Tag
) -> None:
    # A paragraph's own words begin with the source's, not with its number in the margin.
    words = {
        block.unit: interview.prepared.edition.source.words(block.span)
        for block in interview.prepared.edition.blocks()
    }
    for tag in tags.all("P"):
        unit = tag.attrs.get("T", "")
        if unit.startswith("p") and not any(t.attrs.get("T") for t in tag.tags()):
            assert bare(tag.text())[:8] == bare(words[unit])[:8]
    text = tags.text()
    head = interview.prepared.edition.metadata.short_title
    assert text.count(head) <= 3, "the running head would be there on every page"
