"""The same text out of each format: its words, notes, styles and headings, and what the "
"ledger says."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.prepare import prepare
from edition.authoring.intake.run import Made
from edition.build import build
from edition.system.project import Project
from tests.unit.authoring.intake import samples


def checked(made: Made, folder: Path) -> Project:
    """The edition as it will be on the disk, which has no errors."""
    for name, data in made.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    project = Project.at(folder)
    prepare(project)  # which raises where there is an error
    return project


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.rtf", "a.html", "a.epub", "b.md"])
def test_a_text_by_pandoc_comes_back(name: str, tmp_path: Path) -> None:
    made = samples.made(samples.written(tmp_path, name))
    checked(made, tmp_path / "edition")
    text = samples.source(made)
    assert "A *weaver* sat at the **loom**[^1], in [Leeds]{.smallcaps}, with H~2~O." in text or (
        name == "a.odt" and "A *weaver* sat at the **loom**[^1]" in text
    )
    assert "# Part One\n\n## Chapter I\n" in text and "\n## Chapter II\n" in text
    assert made.ledger.kept["notes"] == 2
    assert "[^1]: A hand *loom*.\n\n    It stood in the kitchen." in text
    assert "[^2]: Of cloth." in text and "| 1820 | 8[^2] |" in text
    record = made.ledger
    assert record.words_in == record.words_out + record.words_left_out - record.words_added


def test_a_title_in_the_style_of_titles_is_on_the_title_page(tmp_path: Path) -> None:
    made = samples.made(samples.written(tmp_path, "a.docx"))
    assert "title: The Loom\n" in samples.annotations(made)
    assert "- {name: Jane Doe, role: aut}" in samples.annotations(made)
    assert [entry.words for entry in made.ledger.left_out] == ["The Loom", "Jane Doe"]


def test_notes_become_the_editors_own(tmp_path: Path) -> None:
    made = samples.made(samples.written(tmp_path, "a.docx"), editors_notes=True)
    project = checked(made, tmp_path / "edition")
    assert "[^" not in samples.source(made)
    assert [note.lemma for note in prepare(project).edition.notes] == ["at the loom", "1820 8"]


def test_calls_before_the_first_word_and_second_calls(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<html lang="en"><head><title>T</title></head><body><h1>One</h1>'
        '<p><a href="#n1" id="r1">1</a> The weaver hid, and the weaver<a href="#n2" id="r2">2</a> '
        'came.</p><p>The mill burnt<a href="#n1" id="r3">1</a> twice.</p>'
        '<p id="n1"><a href="#r1">1</a> First.</p><p id="n2"><a href="#r2">2</a> Second.</p>'
        "</body></html>"
    )
    made = samples.made(page, editors_notes=True)
    first, second = prepare(checked(made, tmp_path / "edition")).annotations.footnotes
    assert (first.selector.exact, first.before) == ("The weaver hid,", True)
    assert [(place.selector.exact, place.before) for place in first.also] == [
        ("The mill burnt", False)
    ]
    assert (second.selector.exact, second.before) == ("and the weaver", False)


def test_a_standard_ebook(tmp_path: Path) -> None:
    made = samples.made(samples.standard_ebook(tmp_path))
    checked(made, tmp_path / "edition")
    text = samples.source(made)
    assert text == (
        "# I\n\n# The Window\n\n"
        "A *weaver* sat at the loom,[^1] and read [The Times]{.title}.\n\n"
        "> | The shuttle flies\n> |   from hand to hand.\n\n"
        "“*[Bonsoir]{lang=fr}*,” she\u00a0said.\n\n"
        "[^1]: A hand loom.\n"
    )
    assert 'file-as: "Doe, Jane"' in samples.annotations(made)
    left = {entry.what: entry.words for entry in made.ledger.left_out}
    assert left["the numbers of notes"] == "1" and left["links back to calls"] == "↩"
    assert left["headings over notes"] == "Endnotes"
    assert set(made.files) >= {"original/src/epub/text/chapter-1.xhtml", "import.yaml"}


def test_tei_gives_notes_names_corrections_and_glosses(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(samples.TEI, "utf-8")
    made = samples.made(path)
    checked(made, tmp_path / "edition")
    text, yaml = samples.source(made), samples.annotations(made)
    assert "I sat at the lom with Mary Lee,[^1] and the *shed* was " in text
    assert '[]{.pagebreak title="2"}wide.' in text
    assert "::: dateline\n\nLeeds, 3 May\n\n:::" in text
    assert "| The shuttle flies\n|   from hand to hand." in text
    assert "[^1]: Her *friend*." in text
    assert "emendations:\n  - quote: lom\n    reading: loom\n" in yaml
    assert "term: shed\n    definition: the opening of the warp\n" in yaml
    assert "name: Lee, Mary\n    forms: [Mary Lee]\n    description: A weaver.\n" in yaml
    assert made.ledger.kept["pages"] == 1 and not made.ledger.milestones


def test_gutenbergs_text_keeps_its_marks_and_its_frame_stays_in_the_original(
    tmp_path: Path,
) -> None:
    path = tmp_path / "pg1.txt"
    path.write_text(
        "The Project Gutenberg eBook of The Loom\n\nTitle: The Loom\n\nAuthor: Jane Doe\n\n"
        "Language: English\n\n*** START OF THE PROJECT GUTENBERG EBOOK THE LOOM ***\n\n\n"
        "CHAPTER I\n\nA weaver sat at the _loom_, and the cloth grew\nunder her hands.[1]\n\n"
        "She sang:\n\n    The shuttle flies\n      from hand to hand.\n\nCHAPTER II\n\n"
        "The second day was like the first, and the third\nwas like the second.\n\n"
        "[Footnote 1: A hand _loom_.]\n\n"
        "*** END OF THE PROJECT GUTENBERG EBOOK THE LOOM ***\n\nThe licence.\n",
        "utf-8",
        newline="\r\n",
    )
    made = samples.made(path)
    checked(made, tmp_path / "edition")
    text, yaml = samples.source(made), samples.annotations(made)
    assert text.startswith("CHAPTER I\r\n") and text.rstrip().endswith("loom_.]")
    assert "paragraphs: blank-line\n  markup: gutenberg\n" in yaml
    assert "heading: [1, 11]" in yaml and "verse: [8]" in yaml
    assert "title: The Loom\n" in yaml and "name: Jane Doe" in yaml
    assert [entry.place for entry in made.ledger.left_out] == ["at the beginning", "at the end"]
    assert "The licence." in made.ledger.left_out[1].words


def test_subtitles_become_turns_with_their_times(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text(
        "WEBVTT\n\nNOTE of the typist\n\n1\n00:01.000 --> 00:04.000\n<v Anna Kovacs>I "
        "<i>never</i>\n"
        "said &amp; meant that.</v>\n\n00:05.000 --> 00:06.000 line:0\n<v Anna "
        "Kovacs>And I never will.\n\n"
        "00:07.000 --> 00:09.000\n<v.loud Peter>You did.\n",
        "utf-8",
    )
    made = samples.made(path)
    checked(made, tmp_path / "edition")
    assert samples.source(made) == (
        "Anna Kovacs: I *never* said & meant that. And I never will.\n\nPeter: You did.\n"
    )
    assert 'turns: "Anna Kovacs:*"' in samples.annotations(made)
    assert made.ledger.milestones == {"time": [("00:00:01", 1), ("00:00:07", 3)]}
    assert made.ledger.words_added == 3  # the names


def test_rtf_keeps_letters_by_number_and_notes_in_starred_groups(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(
        rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Arial;}}{\stylesheet{\s1 heading 1;}}"
        rb"\pard\s1 Chapter\par\pard \u8220\'93So\u8221\'94 {\i it} was{\super\chftn{\*\footnote "
        rb"\pard\plain \chftn  A {\b note}.}}; \'cf\'f0\'e8\'e2\'e5\'f2 {\v hidden}"
        rb"{\uc2\u228 ??}b.\par}"
    )
    made = samples.made(path)
    checked(made, tmp_path / "edition")
    assert samples.source(made) == (
        "# Chapter\n\n“So” *it* was[^1]; Привет äb.\n\n[^1]: A **note**.\n"
    )
    assert [(entry.what, entry.words) for entry in made.ledger.left_out] == [
        ("hidden words", "hidden")
    ]


def test_the_books_of_an_import_are_built_and_proved(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(samples.TEI, "utf-8")
    project = checked(samples.made(path), tmp_path / "edition")
    built = build(project, ("epub", "pdf"), lambda stage: None, None, 1)
    assert {name.rsplit(".")[-1] for name in built.files} == {"epub", "pdf"}
    assert not built.warnings
