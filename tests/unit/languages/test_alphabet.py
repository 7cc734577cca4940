"""The index is divided by the letters of its language."""

from __future__ import annotations

import pytest

from edition.languages.collation import key
from edition.languages.sorting import initial

#: Names of a language, each with its letter.
LETTERS = {
    "en": "Œuvre O, Øre O, École E, Þor Þ, 3M 3, Москва М, 北京 北, The_Times T",
    "fr": "École E, L’Humanité H",
    "de": "Äther A, Öl O",
    "sv": "Åberg Å, Örn Ö, É E",
    "da": "Aalborg Å, Ærø Æ, Århus Å",
    "cs": "Chrám Ch, Čapek Č, Ďáblice D",
    "sk": "Chata Ch, Džbán D",
    "hu": "Csaba Cs, Gyula Gy, Dzsungel Dzs, Őrség Ö, Ábel A",
    "hr": "Džamija Dž, Ljubav Lj, Đuro Đ",
    "sr-Latn": "Njegoš Nj",
    "cy": "Llan Ll, Dda Dd",
    "es": "Ñandú Ñ, Chile C, Álvaro A",
    "pl": "Łódź Ł, Żaba Ż",
    "tr": "Irmak I, istanbul İ",
    "vi": "Ấn Â, Đoàn Đ, Ưu Ư",
    "et": "Žanna Ž, Õun Õ",
    "ru": "Ёж Е, Zulu Z",
    "uk": "Ґава Ґ, Їжак Ї",
    "el": "Όμηρος Ο",
    "ka": "თბილისი თ",
    "he": "אבן א",
    "ar": "آدم ا, أحمد ا",
    "fa": "آدم آ",
    "th": "เก ก",
    "ko": "각 ㄱ, 까치 ㄱ, 韓國 ㅎ",
    "ja": "アキ あ, がん か, パリ は, ッ た, 東京 東",
    "zh-Hans": "北京 B, 中国 Z, 𠀀 𠀀",
    "zh-TW": "臺灣 14劃, 一 1劃",
}


@pytest.mark.parametrize("language", LETTERS)
def test_a_name_stands_under_the_letter_of_its_language(language: str) -> None:
    for item in LETTERS[language].split(", "):
        name, letter = item.split(" ")
        assert initial(language, name.replace("_", " "), "name") == letter, name


@pytest.mark.parametrize("language", LETTERS)
def test_letters_stand_in_the_order_of_their_names(language: str) -> None:
    names = [item.split(" ")[0] for item in LETTERS[language].split(", ")]
    letters = [
        initial(language, name, "name") for name in sorted(names, key=lambda n: key(language, n))
    ]
    assert letters == sorted(letters, key=letters.index), "a letter comes twice"
