"""Links lead from where they stand; what is shown is escaped; long notes are divided."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edition.apparatus.citations.formatter import Formatter
from edition.languages.datewords import DateWriter
from edition.languages.labels import Labels
from edition.markup.split import text_of
from edition.render.renderer import Renderer
from edition.render.views import page_list
from tests.books import GOOD, TEXT, prepared

NOTE = "See [](note:second), [the loom](term:loom), [](term:loom) and a source. [@s]"
REST = (
    GOOD.replace("It flies.", f"'{NOTE}'").replace(
        "glossary:",
        "  - id: second\n    quote: cloth grew\n    note: 'A & B < C'\n"
        f"  - id: long\n    quote: weaver sat\n    note: '{'A word. ' * 300}'\nglossary:",
    )
    + "sources:\n  - {id: s, type: book, title: T, issued: 2001}\n"
    + "notes:\n  sources: in-notes\n"
)


def renderer(folder: Path, rendition, rest: str = REST, files: str = TEXT) -> Renderer:
    """A renderer of an edition."""
    edition = prepared(folder, rest, files)
    return Renderer(edition, rendition, Formatter([r.csl for r in edition.edition.records], "en"))


def hrefs(markup: str) -> list[str]:
    """The links in some markup."""
    return re.findall(r'href="([^"]+)"', markup)


def chapter(found: Renderer) -> str:
    """The first chapter of the EPUB."""
    (only,) = found.edition.chapters
    return found.template("epub/chapter.xhtml", here="text-001.xhtml", chapter=only)


def test_links_of_the_epub_name_the_file_only_where_it_is_another(tmp_path: Path) -> None:
    links = hrefs(chapter(renderer(tmp_path, "epub")))
    assert {"#fn3", "glossary.xhtml#g-loom", "sources.xhtml#s-s"} <= set(links)
    assert "text-001.xhtml#fn3" not in links


def test_links_of_the_pdf_never_name_a_file(tmp_path: Path) -> None:
    found = renderer(tmp_path, "pdf")
    feet = {note.number: found.split_note(note)[0] for note in found.edition.notes}
    links = hrefs("".join(feet.values()))
    assert {"#fn3", "#g-loom", "#s-s"} <= set(links)
    assert all(link.startswith("#") for link in links)


def test_the_glossary_leads_back_to_each_use(tmp_path: Path) -> None:
    found = renderer(tmp_path, "epub")
    groups = {entry.term.id: found.use_groups(entry) for entry in found.edition.glossary}
    markup = found.template("epub/glossary.xhtml", here="glossary.xhtml", groups=groups)
    assert "text-001.xhtml#gu-loom-1" in hrefs(markup)
    assert 'id="gu-loom-1"' in chapter(found)


def test_every_call_has_its_note_and_every_note_its_way_back(tmp_path: Path) -> None:
    markup = chapter(renderer(tmp_path, "epub"))
    for number in (1, 2, 3):
        for part in (
            f'id="fnref{number}"',
            f'href="#fn{number}"',
            f'id="fn{number}"',
            f'href="#fnref{number}"',
        ):
            assert markup.count(part) >= 1, part
    assert markup.count('epub:type="noteref"') == markup.count('epub:type="footnote"') == 3


def test_words_of_references(tmp_path: Path) -> None:
    found = renderer(tmp_path, "epub")
    text = found.note_text(next(note for note in found.edition.notes if note.id == "on-shuttle"))
    assert text.startswith("See note 3, the loom, loom and a source.")


def test_what_is_markup_elsewhere_is_text_here(tmp_path: Path) -> None:
    files = TEXT.replace("A weaver", "A <b>&amp; weaver sat {{ 1 }}").replace("}} sat", "}}")
    found = renderer(tmp_path, "epub", files=files)
    without_calls = re.sub(r'<a class="noteref[^>]*>\d+</a>', "", chapter(found))
    assert "A &lt;b&gt;&amp;amp; weaver sat {{ 1 }} at" in without_calls
    assert "A &amp; B &lt; C" in chapter(found)


def test_a_carriage_return_survives_xml(tmp_path: Path) -> None:
    found = prepared(tmp_path, "", "a\r\nb\r\n", paragraphs="blank-line")
    markup = chapter(Renderer(found, "epub", Formatter([], "en")))
    assert "a&#13;\nb" in markup


def test_a_long_note_is_divided_in_the_pdf_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edition.render.longnotes.LONG_NOTE", 22)
    found = renderer(tmp_path, "pdf")
    (long,) = (note for note in found.edition.notes if found.split_note(note)[1])
    foot, rest = found.split_note(long)
    assert long.id == "long"
    assert 0 < len(text_of(foot)) < 1500 and rest
    whole = "".join((text_of(foot) + text_of(rest)).split())
    assert whole == "".join(found.note_text(long).split())


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2014-12-15", "December 15, 2014"),
        ("2014-12", "December 2014"),
        ("2014", "2014"),
        ("2014-01-02", "January 2, 2014"),
        ("spring 2014", "spring 2014"),
        ("", ""),
    ],
)
def test_dates(iso: str, written: str) -> None:
    assert DateWriter(Labels()).written(iso) == written


def test_a_page_is_listed_once() -> None:
    assert page_list([("1", "a"), ("1", "b"), ("3", "c")]) == [("1", "a"), ("3", "c")]


def test_a_note_of_many_short_lines_is_split_by_its_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edition.render.longnotes.LONG_NOTE", 22)
    items = "\n".join(f"      - item {k}" for k in range(60))
    edition = prepared(tmp_path, GOOD.replace("It flies.", f"|\n{items}"))
    note = edition.edition.notes[0]
    foot, rest = Renderer(edition, "pdf", Formatter([], "en")).split_note(note)
    assert 0 < text_of(foot).count("item") <= 14
    assert text_of(foot).count("item") + text_of(rest).count("item") == 60
