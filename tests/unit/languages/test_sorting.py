"""Sorting: each language in its own order; articles are those of the language alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.languages import collation
from edition.languages.sorting import Kind, bare, name_key, title_key

#: Names in their order, as ICU has it for the language.
ORDERS = {
    "en": "Eb, The Élan, Kadyrov, Kadyrova, oat, Œuvre, Øre, Pi, Thea, Zulu",
    "de": "Ader, Äther, Azur, Oder, öffnen, Ort, Strasse, Straße, Strauß, über, Ufer, zwei",
    "fr": "cote, coté, côte, côté, École, été, Œuvre, ouvrir, Zola",
    "fr-CA": "cote, côte, coté, côté, École",
    "es": "canto, caña, chico, cielo, llano, lobo, nube, ñandú, oso",
    "it": "à la carte, accanto, città, là, Università",
    "pt-BR": "açúcar, água, avó, avô, coração, zebra",
    "nl": "Ieper, ijs, Jan",
    "sv": "Anna, Vasa, Wallin, Zorn, Åberg, Ärlig, Öst",
    "da": "Bo, Zahle, Ærø, Ørsted, Aalborg, Åse",
    "pl": "Cel, Ćma, Lato, Łódź, Sad, Śnieg, Zamek, Źródło, Żaba",
    "cs": "Cyril, Čapek, Dub, Hora, Chrám, Rys, Říp, Sen, Šíp, Žák",
    "ru": "Ёж, Ель, Жук, Яма, Zulu",
    "uk": "Гай, Ґава, Дім, Євген, Жук, Іван, Їжак, Йосип, Яма",
    "bg": "Азия, Яна, Zulu",
    "vi": "Chế, Đoàn, Hàn, Lưu, Nguyễn, Tản, Tế, Thế Lữ, Xuân",
    "tr": "Cem, Çan, Irmak, İzmir, Oğuz, Özal, Şah",
    "he": "אבן, גן, כלב, מלך, שם, Zulu",
    "ar": "آدم, باب, تاج, كتاب, يوم, Zulu",
    "el": "Αθήνα, Ήρα, Όμηρος, Zulu",
    "zh-Hans": "阿城, 北京, 国家, 人民, 中国, Zulu",
    "zh-Hant": "一, 中國, 國家, 臺灣",
    "ja": "Zulu, アキ, あさ, かな, がん, きょう, サーカス, さい",
    "ko": "가나, 각, 나라, 하늘, Zulu",
    "th": "กา, เก, ขา, แข, คน",
    "hi": "कमल, खग, गंगा, हम",
}


@pytest.mark.parametrize("language", ORDERS)
def test_names_are_in_the_order_of_the_language(language: str) -> None:
    names = ORDERS[language].split(", ")
    assert sorted(reversed(names), key=lambda name: name_key(language, name)) == names


@pytest.mark.parametrize(
    ("language", "name", "kind", "left"),
    [
        ("en", "The Hague", "place", "Hague"),
        ("en", "the mayor", "person", "mayor"),
        ("en", "“The Times”", "name", 'Times"'),
        ("en", "a priori", "name", "a priori"),
        ("en", "A Tale", "title", "Tale"),
        ("en", "La Rochelle", "place", "La Rochelle"),
        ("en", "Die Zeit", "title", "Die Zeit"),
        ("en-GB", "The Times", "title", "Times"),
        ("vi", "Thế Lữ", "person", "Thế Lữ"),
        ("vi", "The Lu", "person", "The Lu"),
        ("de", "Die Zeit", "name", "Zeit"),
        ("de", "Des Knaben Wunderhorn", "title", "Knaben Wunderhorn"),
        ("de", "The Times", "name", "The Times"),
        ("fr", "L’Humanité", "name", "Humanité"),
        ("fr", "Le Havre", "place", "Le Havre"),
        ("fr", "La Fontaine, Jean de", "person", "La Fontaine, Jean de"),
        ("fr", "Lamartine", "name", "Lamartine"),
        ("nl", "’t Schaep", "title", "Schaep"),
        ("it", "L'Unità", "name", "Unità"),
        ("en", "The", "name", "The"),
        ("en", "—", "name", "-"),
    ],
)
def test_articles_are_those_of_the_language(
    language: str, name: str, kind: Kind, left: str
) -> None:
    assert bare(language, name, kind) == left


def test_the_article_of_a_title_is_of_its_own_language() -> None:
    assert title_key("en", "Die Zeit", "de") == title_key("en", "Zeit")
    assert title_key("en", "Die Hard") != title_key("en", "Hard")


@given(st.sampled_from(sorted(ORDERS)), st.text(max_size=12), st.text(max_size=12))
def test_every_text_has_a_key(language: str, one: str, other: str) -> None:
    first, second = collation.key(language, one), collation.key(language, other)
    assert (first < second) + (first == second) + (first > second) == 1
