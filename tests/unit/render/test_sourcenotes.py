"""Where sources stand: behind each text, by name and year, in a section, or in both."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.apparatus.citations.formatter import Formatter
from edition.assembly.prepare import Prepared, prepare
from edition.languages.labels import Labels
from edition.markup.inline import parse_citation
from edition.render import briefsources
from edition.render.links import Links
from edition.render.renderer import Renderer
from edition.render.sourcenotes import groups
from edition.render.terms import linked
from edition.system.project import Project

CASE = Path("tests/golden/sources-at-the-back").resolve()
SET = "notes:\n  sources: back\n"


def renderer(tmp_path: Path, setting: str, rendition: str = "epub") -> Renderer:
    """The renderer of the golden case with another setting."""
    words = (CASE / "annotations.yaml").read_text(encoding="utf-8")
    assert SET in words
    changed = words.replace(SET, f"notes:\n  sources: {setting}\n")
    (tmp_path / "annotations.yaml").write_text(changed, encoding="utf-8")
    (tmp_path / "source.txt").write_bytes((CASE / "source.txt").read_bytes())
    made = prepare(Project.at(tmp_path))
    assert isinstance(made, Prepared)
    return Renderer(made, rendition, Formatter.of(made))


def first(found: Renderer) -> str:
    """The first note as the rendition has it."""
    note = next(note for note in found.edition.notes if note.id == "first")
    return str(Links(found, "text-001.xhtml").note_body(note, ""))


@pytest.mark.parametrize(
    ("setting", "shown", "absent"),
    [
        ("in-notes", ["“A Page”", 'class="label"'], ["source-notes.xhtml", "Loom Society 2014"]),
        ("short", [">Writer 2001, 12", ">The Loom Society 2014<", "see "], ["“A Page”"]),
        ("back", ['href="source-notes.xhtml#src-fn1">Sources</a>'], ["“A Page”", "note-sources"]),
        ("both", ["“A Page”", 'class="label" href="source-notes.xhtml#src-fn1"'], ["to-sources"]),
    ],
)
def test_each_setting(tmp_path: Path, setting: str, shown: list[str], absent: list[str]) -> None:
    found = renderer(tmp_path, setting)
    note = first(found)
    assert all(words in note for words in shown), note
    assert not any(words in note for words in absent), note
    assert bool(groups(found)) == (setting in ("back", "both"))


def test_every_link_to_a_source_has_its_place_and_leads_back(tmp_path: Path) -> None:
    found = renderer(tmp_path, "back")
    places = {group.place for group in groups(found)}
    places |= {item.place for group in groups(found) for item in group.notes}
    assert {"src-front-preface", "src-fn1", "src-tn-a", "src-event-1", "src-g-loom"} <= places
    assert "src-fn2" not in places  # it has no source
    backs = {item.place: item.href for group in groups(found) for item in group.notes}
    assert backs["src-fn1"] == "text-001.xhtml#fn1"
    assert backs["src-event-1"] == "chronology.xhtml#event-1"


def test_notes_are_keyed_by_page_in_print(tmp_path: Path) -> None:
    found = renderer(tmp_path, "back", "pdf")
    pages = {note.anchor: 7 for note in found.edition.notes}
    notes = [item for group in groups(found, pages) for item in group.notes if item.number]
    assert {item.number for item in notes} == {"7"}
    assert found.note_text(found.edition.notes[0]).endswith("items.")


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        ({"author": [{"family": "Beauvoir", "non-dropping-particle": "de"}]}, ("de Beauvoir", "")),
        ({"author": [{"family": n} for n in "ABC"], "issued": "1931~"}, ("A, B …", "1931")),
        ({"publisher": "Press", "issued": {"date-parts": [[1931, 2]]}}, ("Press", "1931")),
        ({"title": "T" * 30 + " " + "u" * 30, "issued": {"raw": "n.d."}}, ("T" * 30 + " …", "")),
        ({"author": "nobody", "editor": [3], "issued": {"date-parts": "x"}, "id": "a"}, ("a", "")),
    ],
)
def test_a_source_by_name_and_year(record: dict[str, object], wanted: tuple[str, str]) -> None:
    assert briefsources.brief(record) == wanted


@pytest.mark.parametrize(
    ("cited", "language", "wanted"),
    [
        ("@a, pp. 4-6, passim", "en", (", 4–6", ", passim")),
        ("@a, chap. 3", "en", (", chap.\u00a03", "")),
        ("@a, chap. 3", "de", (", Kap.\u00a03", "")),
        ("@a, para. 7", "fr", (", ¶\u00a07", "")),
        ("@a, act 3, scene 2-4", "de", (", Akt\u00a03, Sz.\u00a02–4", "")),
        ("@a and *more*", "en", ("", ", and <i>more</i>")),
    ],
)
def test_a_place_in_a_brief_source_has_its_word(
    cited: str, language: str, wanted: tuple[str, str]
) -> None:
    items = parse_citation(cited)
    assert items and briefsources.place(items[0], Labels(language)) == wanted


def test_terms_are_marked_once_a_chapter_and_not_on_paper() -> None:
    made = prepare(Project.at(Path("tests/golden/term-with-three-forms").resolve()))
    assert isinstance(made, Prepared)
    uses = [(e.term.id, use.use) for e in made.edition.glossary for use in e.uses]
    assert linked(made.edition, "all", "print") == frozenset(uses)
    assert len(linked(made.edition, "first", "")) == len(made.edition.glossary) < len(uses)
    assert linked(made.edition, "first", "screen") == linked(made.edition, "first", "")
    assert not linked(made.edition, "first", "a4")
