"""Tags that name a language, and what was meant by those that do not."""

from __future__ import annotations

import pytest

from edition.languages.known import meant

RIGHT = """
    en EN en-US sr-Cyrl zh-Hant-TW zh-CN pt-BR es-419 de-1996 ru-Latn und mul qaa x-klingon
    se sh iw no yue ang grc lzz xal crh ce-Cyrl nb-NO
"""


@pytest.mark.parametrize("tag", RIGHT.split())
def test_a_right_tag_is_left_alone(tag: str) -> None:
    assert meant(tag) is None


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("jp", "ja"),  # countries
        ("cz", "cs"),
        ("ua", "uk"),
        ("gr", "el"),
        ("dk", "da"),
        ("cz-CZ", "cs-CZ"),
        ("ger", "de"),  # codes of three letters, of both kinds
        ("deu", "de"),
        ("fre", "fr"),
        ("rus-Latn", "ru-Latn"),
        ("German", "de"),  # names, in English and in their own language
        ("chinese", "zh"),
        ("Deutsch", "de"),
        ("русский", "ru"),
        ("en_US", "en-US"),  # as computers have it
        ("sr_Latn", "sr-Latn"),
        ("en-UK", "en-GB"),  # no region
        ("xx", ""),
        ("klingonese", ""),
        ("xx_YY", ""),
        ("ger_DE", "de-DE"),
    ],
)
def test_what_was_meant_is_said(wrong: str, right: str) -> None:
    assert meant(wrong) == right
