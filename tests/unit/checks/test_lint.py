"""What only shows when all annotations are side by side."""

from __future__ import annotations

import pytest

from edition.checks import lint as checks_lint
from edition.markup import parse
from edition.model.problems import Problem, Severity
from tests.books import EDITION, GOOD, parsed

SOURCES = "sources:\n  - {id: writer-2001, type: book, title: T}\n"


def lint(rest: str = GOOD, edition: str = EDITION) -> list[Problem]:
    """The problems of annotations whose form is good."""
    found = parsed(rest, edition=edition)
    return checks_lint.lint(
        found, {body: parse.parse(body.text) for body in checks_lint.bodies(found)}
    )


def test_good_annotations_have_no_problems() -> None:
    assert lint() == []
    assert lint(GOOD.replace("It flies.", "It flies. [@writer-2001]") + SOURCES) == []


@pytest.mark.parametrize(
    ("note", "code", "hint"),
    [
        ("'[@writer-2002]'", "unknown-source", "Did you mean “writer-2001”?"),
        ("'[@zzz]'", "unknown-source", "take out what refers to it"),
        ("'[](term:lom)'", "unknown-term", "Did you mean “loom”?"),
        ("'[](note:on-shuttel)'", "unknown-note", "Did you mean “on-shuttle”?"),
        ("'<b>x</b>'", "raw-html", "Markdown"),
        ("'[x](ftp://x)'", "unsafe-link", "http"),
        ("'![x](y)'", "image-not-allowed", "pictures"),
    ],
)
def test_references_and_markup(note: str, code: str, hint: str) -> None:
    found = lint(GOOD.replace("It flies.", note) + SOURCES)
    (problem,) = [problem for problem in found if problem.code == code][:1]
    column = 12 if code == "raw-html" else 11  # that of the tag, or of the note
    assert str(problem.place) == f"annotations.yaml:23:{column}"
    assert hint in problem.hint


def test_every_kind_of_text_is_looked_at() -> None:
    rest = (
        GOOD.replace("A frame.", "'[@a]'").replace("It flies.", "'[@b]'")
        + "text-note: '[@c]'\nfront: [{id: f, title: F, body: '[@d]'}]\n"
        + "emendations: [{quote: a, reading: b, reason: '[@e]'}]\n"
    )
    assert sorted(problem.message[-3] for problem in lint(rest)) == ["a", "b", "c", "d", "e"]


def test_the_line_of_a_block_is_counted() -> None:
    rest = GOOD.replace("It flies.", "|\n      One.\n\n      Two [@x].\n")
    assert str(lint(rest)[0].place) == "annotations.yaml:26"


def test_of_quoted_words_the_place_is_where_they_begin() -> None:
    rest = GOOD.replace("It flies.", '"One.\\n\\nTwo [@x]."')
    assert str(lint(rest)[0].place) == "annotations.yaml:23:11"


def test_a_source_that_nothing_cites_is_a_warning() -> None:
    (problem,) = lint(GOOD + SOURCES)
    assert (problem.code, problem.severity) == ("unused-source", Severity.WARNING)


def test_labels_and_relators() -> None:
    (label,) = lint(edition=EDITION + "  labels: {glosary: Words}\n")
    assert (label.code, label.hint) == ("unknown-label", "Did you mean “glossary”?")
    assert label.place.line > 1
    (relator,) = lint(edition=EDITION.replace("role: aut", "role: xyz"))
    assert relator.code == "unknown-relator"
    assert "xyz" in relator.message and "aut" in relator.hint


CLAIM = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


@pytest.mark.parametrize(
    ("claim", "certifier", "codes"),
    [
        (CLAIM, "Ada", []),
        ("", "", []),
        ("http://www.idpf.org/epub/a11y/accessibility-20170105.html#wcag-aa", "Ada", []),
        (CLAIM, "", ["conformance-uncertified"]),
        ("", "Ada", ["conformance-uncertified"]),
        ("WCAG 2.2 AA", "Ada", ["conformance-unknown"]),
        (f"{CLAIM}.", "", ["conformance-unknown", "conformance-uncertified"]),
    ],
)
def test_a_claim_has_its_form_and_its_certifier(claim: str, certifier: str, codes: list) -> None:
    edition = f'{EDITION}  conforms-to: "{claim}"\n  certified-by: "{certifier}"\n'
    assert [problem.code for problem in lint(edition=edition)] == codes


@pytest.mark.parametrize("key", ["rights", "annotations-licence", "corrections", "cite-as"])
def test_the_markdown_of_the_metadata_is_safe_and_refers_to_nothing(key: str) -> None:
    edition = EDITION.replace("  rights: None.\n", "")
    other = "" if key == "rights" else "  rights: None.\n"
    found = lint(edition=f"{edition}{other}  {key}: '<i>a</i> [x](note:y) [@z]'\n")
    assert {problem.code for problem in found} == {"raw-html", "reference-not-allowed"}
    assert all(f"“{key}”" in problem.message and problem.place.line for problem in found)


HEADINGS = """\
people:
  - {id: a, name: A, forms: [Ann, "Ann's"]}
  - {id: b, name: B, forms: [Bea%s]%s}
places:
  - {id: c, name: C}
"""


def test_a_form_of_two_headings() -> None:
    assert lint(HEADINGS % ("", "")) == []
    (problem,) = lint(HEADINGS % (", Ann’s", ""))
    assert problem.code == "same-form-twice"
    assert "“Ann’s” belongs to “A” and to “B”" in problem.message
    assert "line 18" in problem.hint and problem.place.line == 19
    (problem,) = lint(HEADINGS % (", C", ""))
    assert "to “B” and to “C”" in problem.message
    assert lint(HEADINGS % (", Bea", "")) == []


@pytest.mark.parametrize(
    ("born", "died", "wrong"),
    [
        ("1956", "2015", False),
        ("2015", "1956", True),
        ("2015-03", "2015", False),
        ("2015-03", "2015-02-28", True),
        ("2015-03-01", "2015-03-01", False),
        ("2015-03-02", "2015-03-01", True),
    ],
)
def test_a_life_that_ends_before_it_begins(born: str, died: str, wrong: bool) -> None:
    found = lint(HEADINGS % ("", f', born: "{born}", died: "{died}"'))
    assert [problem.code for problem in found] == ["dates-reversed"] * wrong
    assert lint(HEADINGS % ("", f', died: "{died}"')) == []
