"""Labels: every language has them all, with the places to fill and the plural forms it needs."""

from __future__ import annotations

import re

import pytest

from edition.languages import cldr, labels
from edition.languages.labels import Labels

LANGUAGES = [
    "ar", "cs", "da", "de", "en-GB", "en-US", "es", "fr", "he", "it", "ja", "nb", "nl", "pl",
    "pt-BR", "ru", "sv", "uk", "zh-Hans", "zh-Hant",
]  # fmt: skip
#: What may be filled in beside {}.
_PLACES = re.compile(r"\{[a-z]*\}")
#: Labels that a language may write with a place for the number that follows elsewhere.
_NUMBERED = {
    "continued-from",
    "page",
    "paragraph",
    "photograph",
    "note",
    "use",
    "line",
    "lines",
    "photograph-place",
}


def test_these_languages_have_labels() -> None:
    assert list(labels.languages()) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_label(language: str) -> None:
    file, english = labels.document(language), labels.document("en-US")
    assert isinstance(file["read-by-a-speaker"], bool)
    for table in ("labels", "roles", "dates", "punctuation", "locators"):
        assert list(file[table]) == list(english[table])
    assert tuple(file["roles"]) == labels.RELATORS
    assert all(labels.placeholder(language, name) for name in ("author", "rights"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_label_has_the_places_of_the_english_one(language: str) -> None:
    english = labels.words("en-US")
    for name, found in labels.words(language).items():
        other = english[name]
        wanted = {"{}"} & set(_PLACES.findall(other if isinstance(other, str) else other["other"]))
        for form in [found] if isinstance(found, str) else found.values():
            assert form.strip() or name in ("comma", "colon"), name
            places = {place.replace("governed", "") for place in _PLACES.findall(form)}
            if name in ("date-century", "date-decade"):
                assert places <= {"{}", "{last}", "{roman}", "{year}"} and places
            elif name in _NUMBERED or name in ("born", "died"):
                assert places <= {"{}"}
            else:
                assert places == wanted, (name, form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    own = labels.words(language)
    assert own["words"].keys() == cldr.plural_categories(language)  # type: ignore[union-attr]
    century = own["date-century"]
    assert set(century) <= cldr.ordinal_categories(language) and "other" in century


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_of_dates_are_for_kinds_of_dates(language: str) -> None:
    own, file = labels.words(language), labels.document(language)
    for name in ("date-circa", "date-from", "date-until", "born", "died"):
        forms = own[name]
        if isinstance(forms, dict):
            assert set(forms) <= {"day", "month", "season", "period", "plain", "other"}
            assert "other" in forms
    for name, form in file.get("governed", {}).items():
        assert isinstance(form, str) and _PLACES.findall(form), (name, form)
        assert name.startswith("date-") and name in own
    assert bool(file.get("governed")) == ("{governed}" in str(own)), "a table that nothing reads"


def test_the_form_is_the_one_for_the_number() -> None:
    polish = Labels("pl")
    found = [polish.counted("words", number) for number in (1, 2, 5, 22, 12_000)]
    assert found == ["1 słowo", "2 słowa", "5 słów", "22 słowa", "12\u00a0000 słów"]
    assert Labels().counted("words", 1) == "1 word"


def test_each_label_can_be_replaced() -> None:
    for name in labels.words("de"):
        assert Labels("de", {name: "Anders {}"})[name] == "Anders {}"
    own = Labels("ru", {"words-one": "{} слово текста", "words": "слов: {}"})
    assert [own.counted("words", number) for number in (1, 2)] == ["1 слово текста", "слов: 2"]
    assert {"words-few", "role-trl", "page", "date-from"} <= labels.names()
    assert "date-from-few" not in labels.names(), "it has forms, but none for numbers"
    assert Labels("de", {"role-trl": "Deutsch von"}).role("trl") == "Deutsch von"
    assert Labels().role("xyz") == ""


@pytest.mark.parametrize(
    ("tag", "file"),
    [
        ("en", "en-US"), ("en-US", "en-US"), ("en-CA", "en-US"), ("en-GB", "en-GB"),
        ("en-AU", "en-GB"), ("de-AT", "de"), ("DE", "de"), ("pt", "pt-BR"), ("pt-PT", "pt-BR"),
        ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh-Hant", "zh-Hant"), ("zh-TW", "zh-Hant"),
        ("iw", "he"), ("fr-CA", "fr"), ("vi", ""), ("la", ""), ("sv-FI", "sv"),
        ("uk-Cyrl-UA", "uk"),
    ],
)  # fmt: skip
def test_the_file_of_a_language(tag: str, file: str) -> None:
    assert labels.file_of(tag) == file


def test_a_number_stands_where_the_language_has_it() -> None:
    assert Labels().numbered("page", 12) == "page 12"
    assert Labels("zh").numbered("page", 12) == "第12页"
    assert Labels("fr")["colon"] == "\u00a0: "
    assert Labels("ja").ended("終わり") == "終わり。"
    assert Labels("ru").ended("2014 г.") == "2014 г."
