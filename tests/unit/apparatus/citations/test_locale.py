"""Citations have the dates, marks and words of the edition's language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from edition.apparatus.citations import styles
from edition.apparatus.citations.formatter import Formatter

NEWS = {
    "id": "news",
    "type": "article-newspaper",
    "title": "Alpha",
    "container-title": "Beta",
    "issued": "2014-12-04",
}
BOOK = {
    "id": "book",
    "type": "book",
    "title": "Gamma",
    "publisher": "Press",
    "publisher-place": "Paris",
    "issued": 2001,
}
JOURNAL = {**NEWS, "id": "journal", "type": "article-journal", "volume": "5", "issue": "2"}


def entries(
    records: Sequence[Mapping[str, object]], language: str, style: str = styles.DEFAULT
) -> list[str]:
    """The entries of sources in their order, without tags; one run of the engine makes them."""
    ids = [str(record["id"]) for record in records]
    made = dict(Formatter(records, language, styles.bundled(style)).bibliography(ids))
    plain = [re.sub("<[^>]*>", "", made[id]) for id in ids]
    return [re.sub("[\u2009\u202f\u00a0]", " ", words) for words in plain]


def entry(record: Mapping[str, object], language: str) -> str:
    """The entry of one source."""
    return entries([record], language)[0]


@pytest.mark.parametrize(
    ("language", "news", "journal"),
    [
        ("uk", "Beta. «Alpha». 4 грудня 2014 р.", "«Alpha». Beta 5, № 2 (грудень 2014 р.)."),
        ("ru", "Beta. «Alpha». 4 декабря 2014 г.", "«Alpha». Beta 5, вып. 2 (декабрь 2014 г.)."),
        ("cs", "Beta. „Alpha“. 4. prosince 2014.", "„Alpha“. Beta 5, č. 2 (prosinec 2014)."),
        ("pl", "Beta. „Alpha”. 4 grudnia 2014.", "„Alpha”. Beta 5, nr 2 (grudzień 2014)."),
        ("sv", "Beta. ”Alpha”. 4 december 2014.", "”Alpha”. Beta 5, nr 2 (december 2014)."),
        ("el", "Beta. «Alpha». 4 Δεκεμβρίου 2014.", "«Alpha». Beta 5, τχ. 2 (Δεκέμβριος 2014)."),
        ("he", "Beta. ”Alpha”. 4 בדצמבר 2014.", "”Alpha”. Beta 5, גיל׳ 2 (דצמבר 2014)."),
        ("zh", "Beta. 《Alpha》。2014年12月4日。", "《Alpha》。Beta 5，期2 (2014年12月)。"),
        ("ja", "Beta. 「Alpha」。2014年12月4日。", "「Alpha」。Beta 5, no. 2 (2014年12月)。"),
        ("de-CH", "Beta. «Alpha». 4. Dezember 2014.", "«Alpha». Beta 5, Nr. 2 (Dezember 2014)."),
        ("en", "Beta. “Alpha.” December 4, 2014.", "“Alpha.” Beta 5, no. 2 (December 2014)."),
    ],
)
def test_a_date_has_the_form_of_its_language(language: str, news: str, journal: str) -> None:
    assert entries([NEWS, JOURNAL], language) == [news, journal]


@pytest.mark.parametrize(
    ("issued", "language", "words"),
    [
        ("2014-12-04/2014-12-05", "de", "4.–5. Dezember 2014."),
        ("2014-12-30/2015-01-02", "de", "30. Dezember 2014 – 2. Januar 2015."),
        ("2014-11/2014-12", "de", "November–Dezember 2014."),
        ("2014/2015", "de", "2014–2015."),
        ("2014-12-04~", "de", "[4. Dezember 2014?]."),
        ("0891-12-04", "de", "4. Dezember 891."),
        ("-0043", "de", "44 v. Chr."),
        ("-0043", "zh", "公元前44年。"),
        ("-0043/0014", "fr", "44 av. J.-C. – 14 ap. J.-C."),
        ("2014-22", "zh", "2014年夏。"),
        ("2014-22", "ru", "лето 2014."),
        ("2014-05-01", "fr", "1er mai 2014."),
        ("2014-05-01", "pt-BR", "1º de maio de 2014."),
    ],
)
def test_any_date_is_in_the_language(issued: str, language: str, words: str) -> None:
    assert entry({**NEWS, "issued": issued}, language).endswith(words)


def test_french_has_its_spaces_but_not_in_what_is_foreign() -> None:
    made = Formatter([{**BOOK, "title": "Titre: un essai"}], "fr").bibliography(["book"])[0][1]
    assert "Paris\u00a0: Press" in made and "Titre\u00a0: un essai" in made
    english = {**BOOK, "title": "Title: An Essay", "language": "en", "URL": "https://a.example/x"}
    made = Formatter([english], "fr").bibliography(["book"])[0][1]
    assert "Title: An Essay" in made and "https://a.example/x" in made
    assert "Paris: Press" in entry(BOOK, "fr-CA") and "Paris: Press" in entry(BOOK, "de")


def test_words_that_the_locales_lack() -> None:
    author = [{"family": "Doe", "given": "Max"}]
    more = {
        **BOOK,
        "author": author,
        "edition": "2",
        "translator": [{"family": "Kay", "given": "Lee"}],
    }
    assert entry(more, "uk") == "Doe, Max. Gamma. 2-те вид. Пер. Lee Kay. Paris: Press, 2001."
    assert "2-е изд." in entry(more, "ru")
    page = {
        "id": "p",
        "type": "webpage",
        "title": "T",
        "URL": "https://a.example",
        "accessed": "2026-02-03",
    }
    assert "Consultado el 3 de febrero de 2026" in entry(page, "es")
    assert "引見於 2026年2月3日" in entry(page, "zh-Hant")


@pytest.mark.parametrize("style", styles.NAMES)
@pytest.mark.parametrize("language", ["de", "uk", "zh-Hant"])
def test_no_mark_of_ours_is_left(style: str, language: str) -> None:
    made = entries([NEWS, BOOK, JOURNAL], language, style)
    assert len(made) == 3 and not re.search("[\ue000-\uf8ff]", "".join(made))
