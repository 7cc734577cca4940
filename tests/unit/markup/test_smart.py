"""The editors' own words have the signs of their language; what is no word of theirs stays."""

from __future__ import annotations

import pytest

from edition.markup import smart
from edition.markup.parse import parse
from edition.markup.smart import Quotes
from edition.markup.tree import Node

QUOTES = {
    "en": Quotes(("“", "”"), ("‘", "’")),
    "de": Quotes(("„", "“"), ("‚", "‘"), "de"),
    "fr": Quotes(("«\u00a0", "\u00a0»"), ("“", "”"), "fr"),
    "he": Quotes(("”", "”"), ("’", "’"), "he"),
    "ja": Quotes(("「", "」"), ("『", "』"), "ja"),
    "zh": Quotes(("“", "”"), ("‘", "’"), "zh"),
    "ru": Quotes(("«", "»"), ("„", "“"), "ru"),
}


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("en", "Kadyrov's men", "Kadyrov’s men"),
        ("en", 'He said "so".', "He said “so”."),
        ("en", "\"He said 'so'\"", "“He said ‘so’”"),
        ("en", "the weavers' own", "the weavers’ own"),
        ("en", "rock 'n' roll", "rock ‘n’ roll"),
        ("en", "the '90s, '14", "the ’90s, ’14"),
        ("en", "'tis late", "’tis late"),
        ("en", "5'11\" tall", "5'11\" tall"),
        ("en", '("So.")', "(“So.”)"),
        ("en", 'never closed "so', 'never closed "so'),
        ("en", "pp. 12-15, 112-3, 1914-18", "pp. 12–15, 112–3, 1914–18"),
        ("en", "2014-12-04, 0-306-40615-7, 15-12", "2014-12-04, 0-306-40615-7, 15-12"),
        ("en", "so -- and --- so ...", "so – and — so …"),
        ("en", "https://example.org/it's--a-1-2", "https://example.org/it's--a-1-2"),
        ("en", "“typed” ‘so’ – as it is…", "“typed” ‘so’ – as it is…"),
        ("de", "\"Er sagte 'so'\", hieß es", "„Er sagte ‚so‘“, hieß es"),
        ("de", "geht's", "geht’s"),
        ("fr", '"Oui": elle vint! Qui?', "«\u00a0Oui\u00a0»\u00a0: elle vint\u202f! Qui\u202f?"),
        ("fr", "« Oui » ; l'homme", "«\u00a0Oui\u00a0»\u202f; l’homme"),
        ("fr", "à 12:30, https://a.fr/?x", "à 12:30, https://a.fr/?x"),
        ("fr", '50 % de l\'"Huma"', "50\u202f% de l’«\u00a0Huma\u00a0»"),
        ("en", '"a","b" 6"x4"', '“a”,“b” 6"x4"'),
        ("zh", '他说"好"，她说"他说\'不\'了"。', "他说“好”，她说“他说‘不’了”。"),
        ("zh", "'好'他说", "‘好’他说"),
        ("ja", '彼は"はい"と', "彼は「はい」と"),
        ("he", "אמר \"צה\"ל בא\" ברח' ג'ורג'", "אמר ”צה״ל בא” ברח׳ ג׳ורג׳"),
        ("ru", '"Челнок "Ада""', "«Челнок „Ада“»"),
    ],
)
def test_a_line_has_the_signs_of_its_language(language: str, typed: str, printed: str) -> None:
    assert smart.words(typed, QUOTES[language]) == printed


def shown(nodes: tuple[Node, ...]) -> str:
    """The texts of a tree, code in bars."""
    return "".join(
        f"|{node.text}|" if node.kind == "code" else node.text or shown(node.children)
        for node in nodes
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('He said "*so*, and" more', "He said “so, and” more"),
        ("`it's` and it's", "|it's| and it’s"),
        ('*"So"*', "“So”"),
        ('["Челнок"]{lang=ru} and "so"', "«Челнок» and “so”"),
        ('- "one\n- two"', '"onetwo"'),
        ("[it's](https://example.org/it's)", "it’s"),
        ('> "So"\n>\n> it\'s', "“So”it’s"),
    ],
)
def test_marks_pair_across_emphasis_and_not_across_blocks(typed: str, printed: str) -> None:
    parsed = smart.body(parse(typed), lambda tag: QUOTES.get(tag, QUOTES["en"]), "en")
    assert parse(typed).defects == ()
    assert shown(parsed.nodes) == printed


def test_what_is_set_once_stays_when_it_is_set_again() -> None:
    typed = '"It\'s" 12-15 -- so...'
    once = smart.words(typed, QUOTES["fr"])
    assert smart.words(once, QUOTES["fr"]) == once
