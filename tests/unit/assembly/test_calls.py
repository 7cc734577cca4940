"""A call follows the punctuation that closes its lemma; it is never inside a word or a number."""

from __future__ import annotations

import pytest

from edition.assembly.calls import call_offset, start_offset
from edition.model import Span
from edition.text.closing import Placement, placement


def called(text: str, lemma: str, where: Placement) -> str:
    """`text` with a bar where the note on `lemma` is called."""
    start = text.index(lemma)
    at = call_offset(text, Span(start, start + len(lemma)), Span(0, len(text)), where)
    return f"{text[:at]}|{text[at:]}"


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("He came,| and left.", "came"),
        ("“He came.”| Then", "came"),
        ("He came| and", "came"),
        ("Kadyrov|’s men", "Kadyrov"),
        ("3|.14 of it", "3"),
        ("50%| of it", "50"),
        ("He came| – late", "came"),
        ("the yard|—and", "the yard"),
        ("(said the clerk)| [so the boss];| the", "boss"),
        ("Das ist mein Webstuhl“,| und", "Webstuhl"),
        ("Er rief: »Das Schiffchen!«| Und", "Schiffchen"),
        ("Und dann: ‚Weberin‘.|", "Weberin"),
        ("Im „Textilrat“| saß", "Textilrat"),
        ("und „geh!“| Er kam „heim“.", "geh"),
        ("He said “so| it is”", "so"),
        ("›so‹,| und", "so"),
        ("han sade ”nej”,| och", "nej"),
        ("Она сказала: „станок“,| и", "станок"),
        ("«Челнок»,| — сказал", "Челнок"),
        ("сказал он…| «Где он?»|", "сказал он"),
        ("她坐在織機前。|「他來了」，她說！", "織機前"),
        ("「他來了」，|她說！", "他來了"),
        ("他说：“好。”|她走了", "好"),
        ("他说|“……”", "他说"),
        ("النول،| ثم", "النول"),
        ("رأيت المكوك؟|", "المكوك"),
        ("बैठा था।|", "था"),
        ("այնտեղ էր։|", "էր"),
        ("צה״ל| בא", "צה״ל"),
        ("רח׳| הרצל", "רח"),
        ("la navette ?| demanda", "navette"),
        ("mon métier »,| et", "métier"),
        ("Il dit : « Elle : “ Non ” »,| et", "Non"),
        ("„Ach …“| sagte", "Ach"),
        ("„Ach –“,| sagte", "Ach"),
        ("“Yes—”| she said", "Yes"),
        ("“Yes . . .”| she said", "Yes"),
        ("“Yes—|and no”", "Yes—"),
        ("He came| –“so”", "came"),
        ("είπε όχι·| και", "όχι"),
        ("είπε “όχι”\u0387| και", "όχι"),
        ("la paral·lela| és", "paral·lela"),
        ("la paral|·lela", "paral"),
        ("他说‘好’|她走了", "好"),
        ("他说“她说‘好。’”|她走了", "好"),
        ("그는 「네」|라고", "네"),
        ("그는 ‘네’|라고", "네"),
        ("그는 갔다|.라고", "갔다"),
    ],
)
def test_a_call_follows_closing_punctuation(text: str, lemma: str) -> None:
    wanted = _with_one_bar(text, lemma)
    assert called(text.replace("|", ""), lemma.strip("|"), "after") == wanted


def _with_one_bar(text: str, lemma: str) -> str:
    """The text with the bar behind the lemma alone."""
    plain = text.replace("|", "")
    end = plain.index(lemma.strip("|")) + len(lemma.strip("|"))
    bars = [at - k for k, at in enumerate(k for k, char in enumerate(text) if char == "|")]
    at = next((bar for bar in bars if bar >= end), end)
    return f"{plain[:at]}|{plain[at:]}"


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("« Voici mon métier| », et sortit.", "mon métier"),
        ("Où est la navette| ? demanda", "la navette ?"),
        ("le moulin| ; elle", "le moulin ;"),
        ("Puis la cour|, et", "la cour"),
        ("et l’étang|.", "l’étang."),
        ("Elle vint|. Il partit", "vint."),
        ("des fils, etc.| dans", "etc."),
        ("les fils (la trame)| dans", "(la trame)"),
        ("les fils (la trame|) dans", "la trame)"),
        ("« Quoi| ? »", "« Quoi ? »"),
        ("…| puis", "…"),
        ("50 %| des", "50 %"),
        ("50 %|, dit", "50 %,"),
        ("Non|... dit", "Non..."),
        ("M.| Dupont", "M."),
        ("de l’U.R.S.S.| Il vint", "U.R.S.S."),
    ],
)
def test_a_call_stands_before_punctuation_in_french(text: str, lemma: str) -> None:
    assert called(text.replace("|", ""), lemma, "before") == text


@pytest.mark.parametrize(
    ("language", "wish", "where"),
    [
        ("en", "", "after"),
        ("fr", "", "before"),
        ("fr-CA", "", "before"),
        ("frr", "", "after"),
        ("fr", "after", "after"),
        ("de", "before", "before"),
    ],
)
def test_the_language_decides_unless_the_edition_does(language: str, wish: str, where: str) -> None:
    assert placement(language, wish) == where


@pytest.mark.parametrize(
    ("text", "lemma", "after_call"),
    [
        ("He came, and left.", "came", "came, and left."),
        ("“He came.” Then", "He", "“He came.” Then"),
        ("He (“came”) late", "came", "(“came”) late"),
        ("So „kam“ er", "kam", "„kam“ er"),
        ('He said "so"', "so", '"so"'),
        ("the weavers' own", "own", "own"),
        ("l'homme", "homme", "homme"),
        ("¿Quién es?", "Quién", "¿Quién es?"),
        ("Kadyrov", "rov", "rov"),
        ("He came.”(late)", "late", "late)"),
    ],
)
def test_a_call_before_its_words_stands_before_what_opens_them(
    text: str, lemma: str, after_call: str
) -> None:
    assert text[start_offset(text, text.index(lemma), 0) :] == after_call


def test_a_call_before_its_words_stays_in_its_part() -> None:
    assert start_offset("He “came", 4, 4) == 4
