"""Dates in words: what two ends share is written once, in the order of the language."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.languages import labels
from edition.languages.datewords import DateWriter, roman
from edition.languages.labels import Labels

ENGLISH = DateWriter(Labels("en", date_order="day-first"))


@pytest.mark.parametrize(
    ("iso", "until", "words"),
    [
        ("2014", "", "2014"),
        ("2014-12", "", "December 2014"),
        ("2014-12-04", "", "4 December 2014"),
        ("2014-12-03", "2014-12-04", "3–4 December 2014"),
        ("2014-12-03", "2014-12-03", "3 December 2014"),
        ("2008-06", "2009-06", "June 2008–June 2009"),
        ("2008-06", "2008-09", "June–September 2008"),
        ("2009", "2015", "2009–2015"),
        ("2015-07-30", "2015-08-03", "30 July–3 August 2015"),
        ("2009-12-11", "2010-04-02", "11 December 2009–2 April 2010"),
        ("2014", "2014-03", "2014–March 2014"),
        ("2014-03-02", "2014-04", "2 March 2014–April 2014"),
        ("0079-08-24", "", "24 August 79"),
        ("-0043-03-15", "", "15 March 44 BC"),
        ("-0099", "-0043", "100–44 BC"),
        ("-0043", "0014", "44 BC–14 AD"),
        ("1850~", "", "c.\u00a01850"),
        ("1850-06?", "", "June 1850\u00a0(?)"),
        ("1850%", "", "c.\u00a01850\u00a0(?)"),
        ("1850~/1853", "", "c.\u00a01850–1853"),
        ("184X", "", "1840s"),
        ("18XX", "", "19th century"),
        ("20XX~", "", "c.\u00a021st century"),
        ("-004X", "", "50–41 BC"),
        ("1850-XX", "", "1850"),
        ("1850-04-XX", "", "April 1850"),
        ("1850-21", "", "spring 1850"),
        ("1850/..", "", "from 1850"),
        ("../1850", "", "until 1850"),
        ("/1850", "", "?–1850"),
        ("c. 1900", "", "c. 1900"),
        ("2014-13-40", "", "2014-13-40"),
    ],
)
def test_a_stretch_in_words(iso: str, until: str, words: str) -> None:
    assert ENGLISH.written(iso, until) == words


@pytest.mark.parametrize(
    ("iso", "until", "words"),
    [
        ("2014", "", "2014"),
        ("2014-12", "", "December"),
        ("2014-12-04", "", "4 December"),
        ("2014-12-03", "2014-12-04", "3–4 December"),
        ("2014-07-30", "2014-08-03", "30 July–3 August"),
        ("2014-12-11", "2015-04-02", "11 December 2014–2 April 2015"),
        ("2014", "2014-03", "2014–March"),
        ("2014-12-03", "2014-12", "3 December–December"),
        ("2013-12-11", "", "11 December 2013"),
    ],
)
def test_a_year_that_is_known_is_not_said_again(iso: str, until: str, words: str) -> None:
    assert ENGLISH.written(iso, until, known_year=2014) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-US", "December 3–4, 2014; July 30–August 3, 2015; March 15, 44 BC; Sep 2014"),
        ("de", "3.–4. Dezember 2014; 30. Juli – 3. August 2015; 15. März 44 v. Chr.; Sept. 2014"),
        ("fr", "3–4 décembre 2014; 30 juillet – 3 août 2015; 15 mars 44 av. J.-C.; sept. 2014"),
        ("es", "3–4 de diciembre de 2014; 30 de julio – 3 de agosto de 2015; "
         "15 de marzo de 44 a. C.; sept 2014"),
        ("pl", "3–4 grudnia 2014; 30 lipca – 3 sierpnia 2015; 15 marca 44 p.n.e.; wrz 2014"),
        ("cs", "3.–4. prosince 2014; 30. července – 3. srpna 2015; 15. března 44 př. n. l.; "
         "září 2014"),
        ("he", "3–4 בדצמבר 2014; 30 ביולי – 3 באוגוסט 2015; 15 במרץ 44 לפנה״ס; ספט׳ 2014"),
        ("zh-Hans", "2014年12月3日–4日; 2015年7月30日–8月3日; 公元前44年3月15日; 2014年9月"),
        ("ja", "2014年12月3日～4日; 2015年7月30日～8月3日; 紀元前44年3月15日; 2014年9月"),
    ],
)  # fmt: skip
def test_the_words_are_those_of_the_language(language: str, words: str) -> None:
    writer = DateWriter(Labels(language))
    given_dates = [("2014-12-03", "2014-12-04"), ("2015-07-30", "2015-08-03"), ("-0043-03-15", "")]
    found = [
        *(writer.written(*ends) for ends in given_dates),
        writer.written("2014-09", short=True),
    ]
    assert re.sub("[\u00a0\u202f\u2009]", " ", "; ".join(found)) == words


@pytest.mark.parametrize(
    ("language", "dates", "words"),
    [
        (
            "de",
            "1850-03-04~ 1850-22~ ../1850-03-04 184X/.. ../18XX",
            "um den 4. März 1850; ca. Sommer 1850; bis zum 4. März 1850; ab den 1840er Jahren; "
            "bis zum 19. Jahrhundert",
        ),
        (
            "fr",
            "1850-03-04~ 1850-21~ 1850-03-01/.. ../1850 ../1850-21 ../1850-22 184X/.. ../18XX",
            "vers le 4 mars 1850; vers le printemps 1850; à partir du 1er mars 1850; "
            "jusqu’en 1850; jusqu’au printemps 1850; jusqu’à l’été 1850; à partir des années 1840; "
            "jusqu’au XIXe siècle",
        ),
        (
            "es",
            "1850-03-04~ 1850-22~ 1850-03-04/.. ../1850-03",
            "hacia el 4 de marzo de 1850; hacia el verano de 1850; desde el 4 de marzo de 1850; "
            "hasta marzo de 1850",
        ),
        (
            "it",
            "1850/.. 1850-03/.. 1850-03-08/.. ../1850-03-11 1850-22/.. ../184X ../18XX",
            "dal 1850; da marzo 1850; dall’8 marzo 1850; fino all’11 marzo 1850; dall’estate 1850; "
            "fino agli anni 1840; fino al XIX secolo",
        ),
        (
            "pt",
            "1850-03-01 1850-21/.. ../1850-03-01",
            "1º de março de 1850; desde a primavera de 1850; até 1º de março de 1850",
        ),
        ("pt-PT", "1850-03-01", "1 de março de 1850"),
        (
            "ru",
            "1850-03~ 1850-03/.. ../1850-21 184X/.. ../18XX 1850-03",
            "ок. марта 1850 г.; с марта 1850 г.; до весны 1850; с 1840-х годов; до XIX века; "
            "март 1850 г.",
        ),
        (
            "uk",
            "1850-03~ ../1850-03 184X/.. ../184X 184X/185X",
            "бл. березня 1850 р.; до березня 1850 р.; від 1840; до 1849; 1840–1859",
        ),
        ("pl", "1850-03~ 1850-21/.. ../18XX", "ok. marca 1850; od wiosny 1850; do XIX wieku"),
        ("cs", "1850-03~ 1850-03/..", "asi březen 1850; od března 1850"),
        ("nl", "184X/.. ../18XX 1850/..", "vanaf de jaren 1840; tot de 19e eeuw; vanaf 1850"),
        (
            "en",
            "184X/.. ../18XX 1850~/.. 1850?/..",
            "from the 1840s; until the 19th century; from c. 1850; from 1850 (?)",
        ),
        (
            "en",
            "-0043~/0014 -0043/0014 -0099~/-0043",
            "c. 44 BC–14 AD; 44 BC–14 AD; c. 100 BC–44 BC",
        ),
        (
            "zh",
            "-0099/-0043 -0043-03-01/-0043-03-15 -004X",
            "公元前100年–公元前44年; 公元前44年3月1日–15日; 公元前50年–公元前41年",
        ),
        ("ja", "-0099/-0043 -0043-03/-0043-05", "紀元前100年～紀元前44年; 紀元前44年3月～5月"),
        (
            "da",
            "2014-12-30/2015-01-02 2014-12-03/2014-12-04",
            "30. december 2014–2. januar 2015; 3.–4. december 2014",
        ),
        ("el", "-0043/0014", "44 π.Χ. – 14 μ.Χ."),
        (
            "hu",
            "2014-12-03/2014-12-04 2014-12-30/2015-01-02 2014-11/2014-12",
            "2014. december 3–4.; 2014. december 30. – 2015. január 2.; 2014. november–december",
        ),
        ("lt", "2014-12-03/2014-12-04", "2014 m. gruodžio 3–4 d."),
        ("eu", "2014-12-03/2014-12-04", "2014(e)ko abenduaren 3(a)–4(a)"),
    ],
)
def test_prepositions_have_the_form_that_they_govern(language: str, dates: str, words: str) -> None:
    writer = DateWriter(Labels(language))
    found = "; ".join(writer.written(text) for text in dates.split())
    assert re.sub("[\u00a0\u202f\u2009]", " ", found) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "born May 3, 1890; born May 1890; born 1890; born c. 1890; born 1890–1892"),
        (
            "de",
            "geboren am 3. Mai 1890; geboren im Mai 1890; geboren 1890; geboren um 1890; "
            "geboren 1890–1892",
        ),
        (
            "fr",
            "naissance le 3 mai 1890; naissance en mai 1890; naissance en 1890; "
            "naissance vers 1890; naissance 1890–1892",
        ),
        (
            "it",
            "nascita il 3 maggio 1890; nascita nel maggio 1890; nascita nel 1890; "
            "nascita 1890 circa; nascita 1890–1892",
        ),
        ("ja", "1890年5月3日生; 1890年5月生; 1890年生; 1890年頃生; 1890年～1892年生"),
        ("zh", "生于1890年5月3日; 生于1890年5月; 生于1890年; 生于约1890年; 生于1890年–1892年"),
    ],
)
def test_a_birth_has_the_preposition_of_its_date(language: str, words: str) -> None:
    writer = DateWriter(Labels(language))
    dates = ("1890-05-03", "1890-05", "1890", "1890~", "1890/1892")
    found = "; ".join(writer.labelled("born", text) for text in dates)
    assert found.replace("\u00a0", " ") == words
    own = DateWriter(Labels(language, {"born": "*"}))
    assert own.labelled("born", "1890") == f"*{own.labels.gap}{own.written('1890')}"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "born spring 1850; born 1840s; born 19th century; born 1840s (?)"),
        (
            "de",
            "geboren im Frühjahr 1850; geboren in den 1840er Jahren; "
            "geboren im 19. Jahrhundert; geboren 1840er Jahre (?)",
        ),
        (
            "fr",
            "naissance au printemps 1850; naissance dans les années 1840; "
            "naissance dans le XIXe siècle; naissance années 1840 (?)",
        ),
        (
            "es",
            "nacimiento en la primavera de 1850; nacimiento en la década de 1840; "
            "nacimiento en el siglo XIX; nacimiento década de 1840 (?)",
        ),
        (
            "it",
            "nascita nella primavera 1850; nascita negli anni 1840; "
            "nascita nel XIX secolo; nascita anni 1840 (?)",
        ),
        (
            "nl",
            "geboren in het voorjaar van 1850; geboren in de jaren 1840; "
            "geboren in de 19e eeuw; geboren jaren 1840 (?)",
        ),
        (
            "pt-BR",
            "nascimento na primavera de 1850; nascimento na década de 1840; "
            "nascimento no século XIX; nascimento década de 1840 (?)",
        ),
        ("ru", "род. весна 1850; род. 1840-е годы; род. XIX век; род. 1840-е годы (?)"),
    ],
)
def test_a_birth_in_a_season_a_decade_or_a_century(language: str, words: str) -> None:
    writer = DateWriter(Labels(language))
    dates = ("1850-21", "184X", "18XX", "184X?")
    found = "; ".join(writer.labelled("born", text) for text in dates)
    assert re.sub("[\u00a0\u202f]", " ", found) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [("01", "il 1º"), ("02", "il 2"), ("08", "l’8"), ("11", "l’11"), ("18", "il 18")],
)
def test_italian_days_have_their_article(day: str, words: str) -> None:
    found = DateWriter(Labels("it")).labelled("died", f"1890-05-{day}")
    assert found.replace("\u00a0", " ") == f"morte {words} maggio 1890"


def test_a_label_of_the_edition_holds_for_all_dates() -> None:
    writer = DateWriter(Labels("fr", {"date-circa": "env. {}", "date-summer": "l’an {}, en été"}))
    assert writer.written("1850-03-04~") == "env. 4 mars 1850"
    assert writer.written("../1850-22") == "jusqu’à l’an 1850, en été"


@given(
    st.sampled_from(labels.languages()),
    st.dates(),
    st.dates(),
    st.booleans(),
    st.sampled_from((4, 7, 10)),
)
def test_every_stretch_can_be_written(
    language: str, one: date, other: date, short: bool, size: int
) -> None:
    first, last = sorted(day.isoformat()[:size] for day in (one, other))
    pieces = DateWriter(Labels(language)).pieces(first, last, short=short)
    assert [piece.iso for piece in pieces] == list(dict.fromkeys((first, last)))
    assert all(piece.words.strip() == piece.words for piece in pieces)


def test_a_month_alone_is_no_part_of_a_date() -> None:
    assert DateWriter(Labels("ru")).written("2014-03", known_year=2014) == "март"
    assert DateWriter(Labels("pl")).written("2014-03-04", known_year=2014) == "4 marca"
    assert DateWriter(Labels("zh")).written("2014-03", known_year=2014) == "3月"


def test_roman_figures() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 19, 20, 21, 40, 100)] == (
        ["I", "IV", "IX", "XIV", "XIX", "XX", "XXI", "XL", "C"]
    )
