"""Which fonts letters are set in, whether they are installed or not."""

from __future__ import annotations

import pytest

from edition.typography import faces, fonts, stylesheets
from edition.typography.coverletters import Type, wrapped
from tests.paths import FONTS

#: A word in each script that has a package of its own.
WORDS = {
    "fontpkg-noto-sans-devanagari": "हिन्दी",
    "fontpkg-noto-sans-khmer": "ខ្មែរ",
    "fontpkg-noto-sans-tamil": "தமிழ்",
    "fontpkg-noto-sans-telugu": "తెలుగు",
    "fontpkg-noto-sans-thai": "ไทย",
    "justmytype-intl-africa": "አማርኛ",
    "justmytype-intl-cjk": "漢字かなカナ한글，。「」",
    "justmytype-intl-sea": "ລາວမြန်မာ",
    "justmytype-intl-south-asia": "বাংলা",
    "matplotlib": "ქართულიՀայերեն",
}


def families(letters: str, *languages: str) -> list[str]:
    return [found["regular"].family for found in faces.of_letters(letters, languages)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fonts with the Chinese letters of the golden cases alone."""
    monkeypatch.syspath_prepend(FONTS)


@pytest.mark.parametrize(
    ("languages", "regions"),
    [
        (["zh"], ["SC"]),
        (["zh-TW"], ["TC"]),
        (["en", "ja"], ["JP"]),
        (["ja", "zh-Hant", "zh-Hant-HK"], ["JP", "TC"]),
        (["yue", "ko"], ["TC", "KR"]),
        (["en"], ["SC"]),
        ([], ["SC"]),
    ],
)
def test_the_language_says_which_han_font(languages: list[str], regions: list[str]) -> None:
    assert families("漢a", *languages) == [f"Noto Sans {region}" for region in regions]


def test_without_a_language_the_letters_say_it() -> None:
    assert families("かな漢") == ["Noto Sans JP"] and families("한글") == ["Noto Sans KR"]
    assert families("plain “text”") == [] and families("שלום漢") == [
        "Frank Ruhl Libre",
        "Noto Sans SC",
    ]


@pytest.mark.parametrize("package", sorted(WORDS))
def test_a_package_that_is_lacking_is_named(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "find_spec", lambda name: None)
    assert fonts.packages(WORDS[package]) == [package]


@pytest.mark.parametrize("package", sorted(WORDS))
def test_an_installed_package_has_the_letters(package: str) -> None:
    """For whoever has it; CI has none of them."""
    if fonts.packages(WORDS[package]):
        pytest.skip(f"{package} is not installed")
    assert fonts.uncovered(WORDS[package]) == {}
    for font in fonts.subset(WORDS[package], ["regular", "bold"])[2:]:
        assert len(font.data) > 1000 and "licen" in font.licence_text.lower()


def test_a_han_font_has_its_letters_and_wide_marks_alone(small: None) -> None:
    text = "织机“a”"
    plain, han = (
        next(f for f in fonts.subset(text, ["regular"], tags=tags) if f.family == "Noto Sans SC")
        for tags in (["en"], ["zh-Hans"])
    )
    assert len(plain.data) < len(han.data)
    assert fonts.subset(text, ["regular"], tags=["zh-Hans"])[1] == han
    assert fonts.uncovered("织") == {} and fonts.uncovered("☃") == {"☃": 1}


def test_rules_set_each_language_in_its_font(small: None) -> None:
    found = fonts.subset("织機機陳a", ["regular"], tags=["en", "zh-Hans", "zh-Hant"])
    rules = stylesheets.script_rules(found, ["en", "zh-Hans", "zh-Hant"])
    assert ':lang(zh-Hant):lang(zh-Hant) { font-family: "Noto Sans TC"' in rules
    assert ':lang(zh-Hans):lang(zh-Hans) { font-family: "Noto Sans SC"' in rules
    assert ":lang(en)" not in rules
    assert stylesheets.script_rules(fonts.subset("aשל", ["regular"]), ["en", "he"]) == ""
    assert stylesheets.font_faces(found, "").count("font-style: italic") == 2


def test_a_title_without_spaces_is_divided_by_the_rules(small: None) -> None:
    lines = wrapped("陈秀英：织布女工（一九一六年的谈话），上海", Type(100), 500)
    assert len(lines) > 3 and "".join(lines) == "陈秀英：织布女工（一九一六年的谈话），上海"
    assert not any(line[0] in "：）），。" or line[-1] in "（「" for line in lines)
    assert wrapped("The Loom of Leeds", Type(100), 500) == ["The Loom", "of Leeds"]
