"""Words that do not say their language, in notes and in sources."""

from __future__ import annotations

import pytest

from edition.checks import lint
from edition.markup import parse
from edition.model.problems import Problem, Severity
from tests.books import EDITION, annotations, parsed

NOTE = """\
footnotes:
  - id: a
    quote: shuttle
    note: |
      It flies, and flies
      {}
"""


def found(rest: str, edition: str = EDITION) -> list[Problem]:
    """The problems with languages of an edition."""
    typed = parsed(rest, edition=edition)
    bodies = {body: parse.parse(body.text, body.headings) for body in lint.bodies(typed)}
    problems = lint.lint(typed, bodies)
    return [problem for problem in problems if problem.code == "language-unmarked"]


def test_a_word_in_other_letters_is_reported_on_its_line() -> None:
    rest = NOTE.format("as the Russian слово does, «и слово».")
    (problem,) = found(rest)
    assert problem.severity is Severity.WARNING
    line = annotations(rest).splitlines()[problem.place.line - 1]
    assert line.strip() == "as the Russian слово does, «и слово»."
    assert "слово" in problem.message and "[слово]{lang=" in problem.hint


@pytest.mark.parametrize(
    "note", ['"It flies.\\n\\n\\n\\nслово"', ">\n      It flies,\n\n\n      слово"]
)
def test_a_text_with_other_lines_than_its_file_is_named_as_a_whole(note: str) -> None:
    rest = f"footnotes:\n  - id: a\n    quote: shuttle\n    note: {note}\n"
    (problem,) = found(rest)
    line = annotations(rest).splitlines()[problem.place.line - 1]
    assert line.startswith("    note: ") and problem.place.column == 11


@pytest.mark.parametrize(
    "words",
    [
        "as [слово]{lang=ru} does",
        "as *shuttle* [*слово* и слово]{lang=ru}",
        "an я alone",
        "said [kɐˈdɨrəf θɪs ʃʌtl]",
        "the 24/7 π and 5 µm",
        "ﬁne ªº naïve Čapek Łódź",
    ],
)
def test_what_says_its_language_or_is_no_word(words: str) -> None:
    assert found(NOTE.format(words)) == []


@pytest.mark.parametrize(
    ("language", "note", "count"),
    [
        ("ru", "Это слово, как пишет BBC в Shuttle News, летит.", 0),
        ("ru", "Это слово и ещё слова: שלום עולם.", 1),
        ("ja", "これは日本語のテストです。カタカナもある。", 0),
        ("he", "זה האריג הארוך, Leeds, עד היום הזה.", 0),
    ],
)
def test_an_edition_in_another_script(language: str, note: str, count: int) -> None:
    edition = EDITION.replace("language: en", f"language: {language}")
    edition = edition.replace("title: The loom", "title: Слово" if language == "ru" else "title: L")
    rest = f'footnotes:\n  - {{id: a, quote: shuttle, note: "{note}"}}\n'
    assert len(found(rest, edition)) == count


@pytest.mark.parametrize(
    ("record", "count"),
    [
        ("title: Радио и радио", 1),
        ("title: Радио и радио, language: en", 1),
        ("title: Радио и радио, language: ru", 0),
        ('title: "[Радио]{lang=ru} / Radio"', 0),
        ("title: Radio, author: [{family: Азар, given: Илья}]", 1),
        ("title: Radio, publisher: Радио", 1),
        ("title: Radio", 0),
    ],
)
def test_sources(record: str, count: int) -> None:
    rest = f"sources:\n  - {{id: a, type: book, {record}}}\n"
    problems = found(NOTE.format("[@a]") + rest)
    assert len(problems) == count
    assert all(problem.place.line > 15 for problem in problems)


ENTRIES = """\
glossary:
  - id: k
    term: kadyrovets
    forms: [kadyrovets, soldier]
    original: {text: кадыровец, language: ru}
    transliteration: kadyrovec
    definition: A man of the armed service.
  - id: m
    term: Meduza
    original: {text: Медуза, language: ru}
    transliteration: Meduza
    definition: A news site.
  - id: f
    term: Fach
    original: {text: das große Fach, language: de}
    definition: The shed.
  - id: s
    term: SK
    original: {text: СК, language: ru}
    expansion: "[Sledstvenny komitet]{lang=ru-Latn}, Investigative Committee"
    definition: An authority.
"""


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("a kadyrovets, as one says", {"kadyrovets": "ru-Latn"}),
        ("as the *kadyrovec* does", {"kadyrovec": "ru-Latn"}),
        ("twice: kadyrovec, kadyrovec, kadyrovets", {"kadyrovec": "", "kadyrovets": ""}),
        ("in das große\n      Fach", {"das große Fach": "de"}),
        ("the Sledstvenny komitet", {"Sledstvenny komitet": "ru-Latn"}),
        ("a [kadyrovets]{lang=ru-Latn} and [*kadyrovec* too]{lang=ru-Latn}", {}),
        ("the soldier read Meduza of the kadyrovtsy, kadyrovets-like, Kadyrovets", {}),
        ("kadyrovecs", {}),
    ],
)
def test_romanized_words_that_an_entry_shows(words: str, tags: dict[str, str]) -> None:
    problems = found(NOTE.format(words) + ENTRIES)
    assert [p.message.split('"')[1] for p in problems] == list(tags)
    assert all(f"{{lang={tag}" in p.hint for p, tag in zip(problems, tags.values(), strict=True))


def test_romanized_words_in_an_edition_in_their_language() -> None:
    edition = EDITION.replace("language: en", "language: ru")
    assert found(NOTE.format("a kadyrovets") + ENTRIES, edition) == []


@pytest.mark.parametrize(
    ("expansion", "code"),
    [
        ("Следственный комитет", "language-unmarked"),
        ("[Следственный комитет]{lang=ru}, Committee", ""),
        ("[Sledstvenny komitet]{lang=russian}", "bad-language-tag"),
        ("[Sledstvenny komitet]{lang ru}", "bad-language-tag"),
    ],
)
def test_the_language_of_an_expansion(expansion: str, code: str) -> None:
    entry = f"glossary:\n  - {{id: s, term: SK, definition: x, expansion: '{expansion}'}}\n"
    typed = parsed(entry)
    bodies = {body: parse.parse(body.text, body.headings) for body in lint.bodies(typed)}
    assert [problem.code for problem in lint.lint(typed, bodies)] == [code] * bool(code)


@pytest.mark.parametrize(
    "rest",
    [
        "structure:\n  languages:\n    jp: [3]\n",
        "formatting:\n  - {as: title, language: jp, quote: shuttle}\n",
        "formatting:\n  - as: emphasis\n    quote: shuttle\n    language: jp\n",
        NOTE.format("as [mono]{lang=jp}"),
        "glossary:\n  - {id: s, term: SK, original: {text: S, language: jp}, definition: x}\n",
        "sources:\n  - {id: s, type: book, title: x, language: jp}\n",
    ],
)
def test_a_tag_of_no_language_is_told_where_it_stands(rest: str) -> None:
    typed = parsed(rest)
    bodies = {body: parse.parse(body.text, body.headings) for body in lint.bodies(typed)}
    (problem,) = (p for p in lint.lint(typed, bodies) if p.code == "language-unknown")
    assert "Write ja." in problem.hint
    entry = "\n".join(annotations(rest).splitlines()[problem.place.line - 1 :])
    assert "jp" in entry and "format: 1" not in entry
