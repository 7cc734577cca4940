"""Some cases of each input at every run, all that ever failed, and whether the harness sees faults.

The full count is run by hand, see README.md.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from edition.model.problems import BuildFailed, Place, Problem
from tests.fuzz import bounds, harness, scan, strategies
from tests.fuzz.case import INPUTS, Case
from tests.fuzz.harness import Harness
from tests.fuzz.strategies import css, images, markdown, selectors, svg, yamls
from tests.fuzz.tally import Tally, table

#: Cases of each input here, as EPUBs; making a PDF costs fifty times more.
CASES = 70
CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.json"))


@pytest.fixture(scope="module")
def runs() -> Iterator[Harness]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "edition.typography.cover.png", harness.cover.png
        )  # put back what is remembered
        patch.setattr("edition.render.bookfonts.subset", harness.bookfonts.subset)
        harness.remember()
        found = Harness()
        yield found
        found.close()


@pytest.mark.parametrize("name", INPUTS)
def test_cases_end_as_a_book_or_a_message(name: str, runs: Harness) -> None:
    ends = []

    @settings(
        max_examples=CASES,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategies.of(name))
    def run(case: Case) -> None:
        outcome = runs.run(case)
        assert outcome.kind != "failure", outcome.detail
        ends.append(outcome.kind)

    run()
    assert {"book", "message"} <= set(ends), "the strategy tries one side only"


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_what_failed_once_does_not_fail_again(file: Path, runs: Harness) -> None:
    outcome = runs.run(Case.from_json(file.read_text("ascii")))
    assert outcome.kind != "failure", outcome.detail


GOOD = {
    "yaml": yamls.case(yamls.RICH.encode()),
    "markdown": markdown.case("note", "It *flies*. [@s, p. 4]", block=True),
    "svg": svg.case("The loom", "Leeds", svg.OUTLINE.encode()),
    "images": images.case(images.samples()[4]),
    "css": replace(css.case("pdf.css", b"p { color: #222222 }", behind=True), pdf=True),
}


@pytest.mark.parametrize("name", GOOD)
def test_the_editions_that_the_cases_are_made_of_are_books(name: str, runs: Harness) -> None:
    outcome = runs.run(GOOD[name])
    assert outcome.kind == "book", outcome


def test_a_case_is_kept_whole() -> None:
    case = images.case(b"\x89PNG\xff\x00", "é.png")
    again = Case.from_json(case.to_json())
    assert again == case and again.digest == case.digest
    assert replace(case, files={**case.files, "é.png": b"x"}).digest != case.digest


# ── the harness sees what it looks for ──────────────────────────────────────────────────────


def ends_as(monkeypatch: pytest.MonkeyPatch, runs: Harness, build) -> harness.Outcome:
    monkeypatch.setattr(harness, "build", build)
    return runs.run(GOOD["markdown"])


def test_a_traceback_is_a_failure(monkeypatch, runs: Harness) -> None:
    def broken(*args, **more):
        raise KeyError("x")

    outcome = ends_as(monkeypatch, runs, broken)
    assert outcome.kind == "failure" and outcome.about[0] == "KeyError"
    assert "Traceback" in outcome.detail


def test_too_much_time_is_a_failure(monkeypatch, runs: Harness) -> None:
    def endless(*args, **more):
        while True:
            try:
                time.perf_counter()
            except Exception:  # as a parser may that takes any error for a damaged file
                continue

    monkeypatch.setattr(bounds, "SECONDS", 0.1)
    outcome = ends_as(monkeypatch, runs, endless)
    assert outcome.kind == "failure" and outcome.about[0] == "more than 0.1 s"


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="measured on Linux only")
def test_too_much_memory_is_a_failure(monkeypatch, runs: Harness) -> None:
    def hungry(*args, **more):
        _ = bytearray(b"x") * 200_000_000
        raise BuildFailed([])

    monkeypatch.setattr(bounds, "MEMORY", 150)
    outcome = ends_as(monkeypatch, runs, hungry)
    assert outcome.kind == "failure"


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem("no-such-code", Place("annotations.yaml", 1), "x"), "not explained"),
        (Problem("bad-value", Place("annotations.yaml", 999), "x"), "is line 999 of"),
        (Problem("bad-value", Place("annotations.yaml", 1, 99), "x"), "is column 99 of"),
        (Problem("bad-value", Place("annotations.yaml"), "x"), "has no line"),
        (Problem("bad-value", Place("other.yaml", 1), "x"), "there is no file"),
    ],
)
def test_a_place_that_is_none_is_a_failure(problem, said, monkeypatch, runs: Harness) -> None:
    def refused(*args, **more):
        raise BuildFailed([problem])

    assert said in ends_as(monkeypatch, runs, refused).detail


def book(name: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "markup",
    [
        "<script/>",
        "<p onclick='x'/>",
        "<a href='javascript:x'/>",
        "<a href='x.xhtml'/>",
        "<img src='https://x.y/z.png'/>",
        "<p id='a'/><p id='a'/>",
        "<a href='../../x'/>",
        "<svg xmlns:l='http://www.w3.org/1999/xlink'><a l:href='data:x'/></svg>",
        "<?x y?>",
    ],
)
def test_the_scan_sees_what_must_not_be_in_a_book(markup: str) -> None:
    assert scan.epub(book("EPUB/a.xhtml", f"<html>{markup}</html>"))


@pytest.mark.parametrize(
    "css",
    ["@import 'x';", "p{a:url(x)}", "p{a:u\\72l(x)}", "a{@\\69mport 'x'}", "p{a:url('../x.png')}"],
)
def test_the_scan_sees_what_must_not_be_in_a_style_sheet(css: str) -> None:
    assert scan.epub(book("EPUB/styles/base.css", css))


@pytest.mark.parametrize(
    "css", ["/* url(x) */", "p{content:'url(x)'}", "src: url(../fonts/EBGaramond-Regular.ttf)"]
)
def test_the_scan_lets_pass_what_does_nothing(css: str) -> None:
    assert scan.epub(book("EPUB/styles/base.css", css)) == []


def test_the_table_has_the_counts_and_the_failures(tmp_path: Path) -> None:
    tally = Tally("css", "hypothesis", tmp_path)
    for kind, about in (("book", ()), ("message", ("style-syntax",)), ("failure", ("KeyError",))):
        tally.take(GOOD["css"], harness.Outcome(kind, about, "detail", 0.5, 12.0))
    shown = table([Tally.loaded(tally.dumped())])
    assert "| css | hypothesis | 3 | 1 | 3 | 1 | 1 | 1 | 2 | 0.50 | 12 |" in shown
    assert "style-syntax 1" in shown and "FAILURE 1 × KeyError" in shown
    kept = [file.name for file in tmp_path.glob("css-*.json")]
    assert kept == [f"css-{GOOD['css'].digest}.json"]


def test_the_guided_engine_makes_a_case_of_any_bytes(runs: Harness) -> None:
    from tests.fuzz import guided

    for name in INPUTS:
        for data in (b"", b"\xff\x00\x01\x80", b"a\x01" * 30):
            assert runs.run(guided.case(name, data)).kind != "failure"
    assert selectors.TOKENS
