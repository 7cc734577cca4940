"""Citations: the two forms of a record, what is mended in them, and what is reported."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.apparatus.citations import formatter as citations_formatter
from edition.apparatus.citations.formatter import Formatter
from edition.markup.parse import parse
from edition.markup.tree import Citation, CitationItem

PAPER = {
    "id": "rferl",
    "type": "webpage",
    "container-title": "RFE/RL",
    "issued": "2014-12-10",
    "title": "Homes Of Alleged Militants' Families Torched",
    "URL": "https://www.rferl.org/a?b=1&c=2",
}
RUSSIAN = {
    "id": "Azar",
    "type": "article-newspaper",
    "language": "ru",
    "container-title": "Meduza",
    "author": [{"family": "Азар", "given": "Илья"}],
    "issued": "2014-12",
    "translator": [{"family": "Guillory", "given": "Sean"}],
    "title": "«Кадыров не понимает»",
}


def note(record: dict, **item: str) -> str:
    citation = Citation((CitationItem(str(record["id"]), **item),), own_sentence=True)
    return Formatter([record]).note(citation)


def entry(record: dict) -> str:
    return Formatter([record]).bibliography([str(record["id"])])[0][1]


def test_a_paper_stands_for_its_author_once() -> None:
    assert note(PAPER) == (
        "RFE/RL, “Homes Of Alleged Militants’ Families Torched,” 10 December 2014."
    )
    assert entry(PAPER) == (
        "RFE/RL. “Homes Of Alleged Militants’ Families Torched.” 10 December 2014. "
        '<a href="https://www.rferl.org/a?b=1&amp;c=2">https://www.rferl.org/a?b=1&amp;c=2</a>.'
    )


def test_another_language_is_marked_and_names_are_inverted() -> None:
    ru = '<span lang="ru" xml:lang="ru">'
    assert note(RUSSIAN) == (
        f"{ru}Илья Азар</span>, “{ru}«Кадыров не понимает»</span>,” <i>Meduza</i>, December 2014."
    )
    assert entry(RUSSIAN) == (
        f"{ru}Азар, Илья</span>. “{ru}«Кадыров не понимает»</span>.” Translated by Sean Guillory. "
        "<i>Meduza</i>, December 2014."
    )


TWO = '<span lang="ru" xml:lang="ru">Проводное радио</span>'


@pytest.mark.parametrize("language", ["en", "", None])
def test_a_part_of_a_title_in_another_language_is_marked(language: str | None) -> None:
    record = {**PAPER, "language": language, "title": "[Проводное радио]{lang=ru} / Cable & radio"}
    assert Formatter([record]).defects == ()
    assert note(record) == f"RFE/RL, “{TWO} / Cable &amp; radio,” 10 December 2014."
    assert entry(record).startswith(f"RFE/RL. “{TWO} / Cable &amp; radio.” 10 December")


def test_a_part_of_a_foreign_title_is_marked_within_it() -> None:
    record = {**RUSSIAN, "title": "Радио / [Radio]{lang=en}"}
    assert (
        '<span lang="ru" xml:lang="ru">Радио / <span lang="en" xml:lang="en">Radio</span></span>'
    ) in note(record)


def test_a_part_that_is_cut_off_is_marked_as_far_as_it_goes() -> None:
    title = "The radio of the communal flats of a city, [проводное радио квартир]{lang=ru}"
    assert note({**PAPER, "title": title}) == (
        "RFE/RL, “The radio of the communal flats of a city, "
        '<span lang="ru" xml:lang="ru">проводное</span>…,” 10 December 2014.'
    )


def test_the_marks_of_languages_do_not_count_when_sorting() -> None:
    records = [
        {"id": "1", "type": "book", "title": "[B]{lang=de} b"},
        {"id": "2", "type": "book", "title": "A"},
        {"id": "3", "type": "book", "title": "C"},
    ]
    assert [id for id, _ in Formatter(records).bibliography("123")] == ["2", "1", "3"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"title": "A & B < C"}, "RFE/RL, “A &amp; B &lt; C,” 10 December 2014."),
        ({"title": 'On the "enemy"'}, "RFE/RL, “On the ‘enemy,’” 10 December 2014."),
        ({"title": "The Kadyrovs'"}, "RFE/RL, “The Kadyrovs’,” 10 December 2014."),
        ({"title": "It ended."}, "RFE/RL, “It ended,” 10 December 2014."),
        ({"title": "Why?"}, "RFE/RL, “Why?,” 10 December 2014."),
        ({"title": "[Profile]"}, "RFE/RL, [Profile], 10 December 2014."),
        ({"issued": None}, "RFE/RL, “Homes Of Alleged Militants’ Families Torched,” n.d."),
        (
            {"issued": None, "accessed": "2026-11-24", "title": "T"},
            "RFE/RL, “T,” accessed 24 November 2026.",
        ),
        ({"title-short": "Homes Torched"}, "RFE/RL, “Homes Torched,” 10 December 2014."),
        (
            {"type": "entry-encyclopedia"},
            "<i>RFE/RL</i>, s.v. “Homes Of Alleged Militants’ Families Torched,” 10 December 2014.",
        ),
    ],
)
def test_mended(change: dict, expected: str) -> None:
    assert note({**PAPER, **change}) == expected


def test_locator_prefix_suffix_and_link() -> None:
    formatter = Formatter([{**PAPER, "title": "T"}, {**RUSSIAN, "language": "en"}])
    body = parse("So it was. [see @rferl, p. 4, passim; @Azar, ch. 2]")
    markup = formatter.note(body.citations[0], lambda id: f"#src-{id}")
    assert markup == (
        'See <a href="#src-rferl">RFE/RL, “T,” 10 December 2014, 4</a>, passim; '
        '<a href="#src-Azar">Илья Азар, “«Кадыров не понимает»,” <i>Meduza</i>, December 2014, '
        "chap. 2</a>."
    )


def test_within_a_sentence_there_is_no_full_stop() -> None:
    formatter = Formatter([{**PAPER, "title": "T"}])
    for text in ("as in [@rferl].", "(so [@rferl])", "End. [@rferl]."):
        assert formatter.note(parse(text).citations[0]) == "RFE/RL, “T,” 10 December 2014"


def test_order_ignores_articles_and_accents_and_puts_latin_first() -> None:
    records = [
        {"id": str(n), "type": "book", "title": title}
        for n, title in enumerate(["Яблоко", "The Zebra", "Éclair", "eagle", "Азбука"])
    ]
    ids = [id for id, _entry in Formatter(records).bibliography(["0", "1", "2", "3", "4", "1"])]
    assert ids == ["3", "2", "1", "4", "0"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": "blog"}, "unknown-type"),
        ({"title": " "}, "missing-title"),
        ({"issued": "December 2014"}, "bad-date"),
        ({"issued": "2014-13"}, "bad-date"),
        ({"accessed": {"date-parts": []}}, "bad-date"),
        ({"author": [{}]}, "bad-name"),
        ({"URL": "javascript:alert(1)"}, "unsafe-url"),
        ({"id": ""}, "missing-id"),
        ({"title": "[Радио]{lang=russian_1} / Radio"}, "bad-language-tag"),
        ({"publisher": "[Радио]{class=ru}"}, "bad-language-tag"),
    ],
)
def test_bad_records_are_reported_and_still_set(change: dict, code: str) -> None:
    record = {**PAPER, **change}
    formatter = Formatter([record])
    assert [defect.code for defect in formatter.defects] == [code]
    assert formatter.defects[0].hint
    ET.fromstring(f"<p>{note(record)}{entry(record)}</p>")


def test_duplicate_ids_are_reported_and_unknown_ids_raise() -> None:
    assert [d.code for d in Formatter([PAPER, PAPER]).defects] == ["duplicate-id"]
    with pytest.raises(KeyError):
        Formatter([PAPER]).note(Citation((CitationItem("nobody"),)))


@pytest.mark.parametrize("issued", ["2014", 2014, {"date-parts": [[2014]]}, "2014-01-02"])
def test_dates_in_all_their_forms(issued: object) -> None:
    assert Formatter([{**PAPER, "issued": issued}]).defects == ()
    assert "2014." in note({**PAPER, "issued": issued})


def test_the_style_and_the_code_agree_on_what_takes_no_quotes() -> None:
    style = Path(citations_formatter.__file__).with_name("chicago-notes.csl")
    macro = re.search(r'<macro name="title">.*?</macro>', style.read_text("utf-8"), re.S)
    assert macro
    listed = re.findall(r'type="([^"]*)"', macro[0])
    assert set(" ".join(listed).split()) == citations_formatter.NOT_QUOTED


TEXT = st.text(max_size=12) | st.sampled_from(["<b>", "&amp;", '"', "'", "[x]", "”.", "?", "\\1"])


@settings(max_examples=60)
@given(TEXT, TEXT, TEXT, st.sampled_from(["book", "webpage", "x"]))
def test_any_text_gives_well_formed_markup(title: str, name: str, paper: str, type: str) -> None:
    legal = str.maketrans(dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]))
    title, name, paper = (text.translate(legal) for text in (title, name, paper))
    record = {
        "id": "a",
        "type": type,
        "title": title,
        "author": [{"literal": name}],
        "container-title": paper,
        "language": "ru",
        "note": paper,
    }
    ET.fromstring(f"<p>{note(record)}{entry(record)}</p>")
