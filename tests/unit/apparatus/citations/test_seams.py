"""What joins the pieces of a citation is as the language has it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from edition.apparatus.citations import seams, styles
from edition.apparatus.citations.formatter import Formatter
from edition.languages.labels import Labels
from edition.markup.tree import Citation, CitationItem


def plain(markup: str) -> str:
    return re.sub("[\u2009\u202f\u00a0]", " ", re.sub("<[^>]*>", "", markup))


def entry(record: Mapping[str, object], language: str, style: str = styles.DEFAULT) -> str:
    made = Formatter([record], language, styles.bundled(style)).bibliography([str(record["id"])])
    return plain(made[0][1])


def book(first: tuple[str, str], second: tuple[str, str], title: str) -> dict[str, object]:
    names = [{"family": family, "given": given} for family, given in (first, second)]
    return {"id": "b", "type": "book", "title": title, "author": names, "edition": 2, "volume": 3}


@pytest.mark.parametrize(
    ("language", "first", "second", "title", "expected"),
    [
        ("he", ("כהן", "דוד"), ("לוי", "חנה"), "ספר", "כהן, דוד, וחנה לוי. ספר. 2 מהד׳. כרך 3."),
        ("he", ("Roe", "A."), ("Doe", "B."), "ספר", "Roe, A., ו־B. Doe. ספר. 2 מהד׳. כרך 3."),
        ("ar", ("حسين", "طه"), ("علي", "حنان"), "كتاب", "حسين، طه، وحنان علي. كتاب. 2 ط. مج 3."),
        ("zh-Hans", ("鲁", "迅"), ("巴", "金"), "书", "鲁迅和巴金。《书》。2版。卷3。"),
        ("zh-Hant", ("魯", "迅"), ("巴", "金"), "書", "魯迅及巴金。《書》。2版。卷3。"),
        ("zh-Hans", ("Roe", "A."), ("Doe", "B."), "书", "Roe, A. 和 B. Doe. 《书》。2版。卷3。"),
        (
            "ja",
            ("夏目", "漱石"),
            ("川端", "康成"),
            "本",
            "夏目漱石・川端康成。『本』。2版。Vol. 3。",
        ),
        ("pt-BR", ("Roe", "A."), ("Doe", "B."), "Livro", "Roe, A., e B. Doe. Livro. 2ª ed. V. 3."),
        ("vi", ("Lê", "A."), ("Đỗ", "B."), "Sách", "Lê, A., và B. Đỗ. Sách. 2 a.b. Vol 3."),
    ],
)
def test_two_authors_an_edition_and_a_volume(
    language: str, first: tuple[str, str], second: tuple[str, str], title: str, expected: str
) -> None:
    assert entry(book(first, second, title), language).startswith(expected)


CHAPTER = {
    "id": "c",
    "type": "chapter",
    "title": "Alpha",
    "author": [{"family": "Roe", "given": "A."}],
    "container-title": "Beta",
    "editor": [{"family": "Doe", "given": "B."}, {"family": "Poe", "given": "C."}],
    "translator": [{"family": "Zoe", "given": "D."}],
    "page": "101-120",
    "issued": 1921,
}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("pl", "W: Beta, red. B. Doe i C. Poe, tłum. D. Zoe, 101–120. 1921."),
        ("cs", "In Beta, ed. B. Doe a C. Poe, přel. D. Zoe, 101–120. 1921."),
        ("ru", "В кн.: Beta, ред. B. Doe и C. Poe, пер. D. Zoe, 101–120. 1921."),
        ("uk", "У кн.: Beta, ред. B. Doe і C. Poe, пер. D. Zoe, 101–120. 1921."),
    ],
)
def test_no_word_asks_for_a_case_that_names_have_not(language: str, expected: str) -> None:
    assert entry(CHAPTER, language).endswith(expected)


@pytest.mark.parametrize("language", ["uk", "he", "ru"])
def test_a_note_in_full_has_no_word_of_english(language: str) -> None:
    made = Formatter([CHAPTER], language, styles.bundled("chicago-notes"))
    found = plain(made.note(Citation((CitationItem("c"),))))
    assert not re.search(r"\b(?:ed|trans|in|and)\b", found), found


@pytest.mark.parametrize(
    ("language", "pages"), [("en", "101–20"), ("de", "101–120"), ("es", "101-120")]
)
def test_only_english_cuts_a_range_of_pages(language: str, pages: str) -> None:
    assert f", {pages}. 1921." in entry(CHAPTER, language)


@pytest.mark.parametrize(
    ("language", "title", "expected"),
    [
        ("fr", "De « la trame »", "« De “la trame” »."),
        ("es", "Sobre «el telar»", "«Sobre “el telar”»."),
        ("it", "«Uno» e «due»", "«“Uno” e “due”»."),
        ("ru", "О «ткачах»", "«О „ткачах“»."),
        ("fr", "Un « seul", "« Un « seul »."),  # without its pair: as it is
        ("de", "Über „das Fach“", "„Über ‚das Fach‘“."),
        ("de", "Über »das Fach«", "„Über »das Fach«“."),  # another pair: as it is
    ],
)
def test_a_quotation_in_a_quoted_title(language: str, title: str, expected: str) -> None:
    record = {"id": "n", "type": "article-newspaper", "title": title, "container-title": "Zeit"}
    assert entry(record, language).startswith(f"Zeit. {expected}")


@pytest.mark.parametrize(
    ("language", "mark"),
    [("fr", "\u202f; "), ("fr-CA", "; "), ("de", "; "), ("ar", "؛ "), ("zh", "；"), ("ja", "；")],
)
def test_the_mark_between_two_sources(language: str, mark: str) -> None:
    assert seams.between("; ", Labels(language)) == mark


def test_a_mark_behind_a_tag_has_its_space() -> None:
    found = seams.written('<i>Alpha</i>; Beta <span lang="en">A; B</span>: C', Labels("fr"))
    assert found == ('<i>Alpha</i>\u202f; Beta <span lang="en">A; B</span>\u00a0: C')
