"""Report: what a typesetter would mark on the PDF's pages.

It lays the PDF out once more than a build does, looks at the boxes, and returns plain data; it
changes nothing. Nothing here is an error: a page has to end somewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from itertools import pairwise

from edition.assembly.prepare import Prepared
from edition.model.dataclass import dataclass
from edition.pdf import boxes, ownsheets
from edition.pdf.boxes import Line, Page, Paragraph
from edition.pdf.shortpages import FEW, is_short, runs_on
from edition.pdf.upstream import PageBox, Result
from edition.pdf.weasyprint70.footnotes.overleaf import MOST_BLANK
from edition.typography import stylesheets
from edition.typography.profiles import Profile

LOOSE = 2.0
"""Word space, as a multiple of the normal one, above which a line is loose."""
_SHORT = 4
_OVERFULL = 1.0  # CSS px
_QUESTION = 3  # lines; a shorter question should not be divided

KINDS = {
    "widow": "last line of a paragraph alone at a page's top",
    "orphan": "first line of a paragraph alone at a page's foot",
    "note-widow": "one line of a note's paragraph alone on a page",
    "separated": "heading or question parted from what follows",
    "divided-question": "short question divided over two pages",
    "stacked-hyphens": "three or more line ends in a row with a hyphen",
    "two-hyphens": "two line ends in a row with a hyphen",
    "hyphen-at-recto-end": "recto that ends with a hyphen",
    "short-last-line": "last line of a paragraph shorter than four characters or its indent",
    "loose-line": "line with more than twice the normal word space",
    "overfull-line": "line beyond the measure",
    "note-fits": "note that begins overleaf although it fits on the page of its call",
    "late-note": "note that begins on a later page than its call",
    "divided-note": "note that runs over pages",
    "gap": f"page with more than {MOST_BLANK:.0%} of free room that ends no chapter",
    "short-page": f"last page of a section with no more than {FEW} lines",
    "no-text": "first page of a chapter that has headings and captions, and no text",
    "uneven-spread": f"facing pages whose free room differs by more than {MOST_BLANK:.0%}",
}
"""The kinds of findings, in the order in which they are shown."""
_WRONG = {"note-fits"}
"""Those that no page has to have: they are shown as warnings."""
_SHARES = {"late-note", "note-fits", "gap", "short-page", "uneven-spread"}
"""Those whose amount is a share of the type area."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing on one page; `amount` is a number of lines, a share or a ratio, by its kind: of a
    note that is late the free share of the page `called`, where its call is."""

    kind: str
    folio: str
    words: str
    amount: float = 0
    called: str = ""


@dataclass(frozen=True, slots=True)
class LayoutReport:
    """How the pages of a PDF are set."""

    pages: int
    lines: int
    greatest_gap: float
    findings: tuple[Finding, ...]

    def counts(self) -> dict[str, int]:
        """How many findings there are of each kind, in the order of `KINDS`."""
        return {kind: sum(f.kind == kind for f in self.findings) for kind in KINDS}

    def as_dict(self) -> dict[str, Result]:
        """The report as plain data for JSON."""
        return {
            "pages": self.pages,
            "lines": self.lines,
            "greatestGap": round(self.greatest_gap, 3),
            "counts": self.counts(),
            "findings": [asdict(finding) for finding in self.findings],
        }


def report(
    prepared: Prepared, profile: Profile, progress: Callable[[str], None] = lambda stage: None
) -> LayoutReport:
    """Lay out the PDF of `profile` and look at its pages.

    `progress` is called with each stage. Raises what `book.build` raises, and `ownsheets.made`.
    """
    if stylesheets.own_of_pdf(prepared.project):
        return ownsheets.made(partial(_report, profile=profile), prepared)
    return _report(prepared, profile, progress)


def _report(
    prepared: Prepared, profile: Profile, progress: Callable[[str], None] = lambda stage: None
) -> LayoutReport:
    from edition.apparatus.citations.formatter import Formatter
    from edition.pdf import book
    from edition.render.renderer import Renderer

    renderer = Renderer(prepared, "pdf", Formatter.of(prepared), profile)
    printed = book.build(prepared, renderer, progress, keep_pages=True)
    return measure(printed.pages, printed.folios)


def lines(found: LayoutReport, limit: int = 12) -> list[str]:
    """The report as text: a count for each kind, then at most `limit` places of each."""
    said = [
        f"{found.pages} pages, {found.lines} lines; "
        f"the greatest gap is {found.greatest_gap:.0%} of a page"
    ]
    for kind, count in found.counts().items():
        if not count:
            continue
        said.append(f"{'warning: ' * (kind in _WRONG)}{count} × {KINDS[kind]}")
        places = [finding for finding in found.findings if finding.kind == kind]
        said += [
            f"    page {place.folio}{_amount(place)}: {place.words}" for place in places[:limit]
        ]
        if count > limit:
            said.append(f"    and {count - limit} more")
    return said


def _amount(place: Finding) -> str:
    if place.kind not in _SHARES:
        return ""
    free = f"{place.amount:.0%} free"
    return f", called on page {place.called} ({free})" if place.called else f", {free}"


def measure(pages: Sequence[PageBox], folios: Sequence[str]) -> LayoutReport:
    """Look at WeasyPrint's `pages`, whose printed numbers are `folios`."""
    read = boxes.read(pages, folios)
    gaps = [page.blank for page, after in pairwise(read) if runs_on(page, after)]
    findings = [
        *_page_breaks(read),
        *_lines(read),
        *_notes(read),
        *_gaps(read),
    ]
    order = list(KINDS)
    findings.sort(key=lambda finding: order.index(finding.kind))
    count = sum(len(p.lines) for page in read for p in _all(page))
    return LayoutReport(len(read), count, max(gaps, default=0.0), tuple(findings))


def _all(page: Page) -> Iterator[Paragraph]:
    yield from page.paragraphs
    yield from (paragraph for _, paragraph in page.notes)


def _words(line: Line) -> str:
    text = line.text
    return text if len(text) <= 50 else text[:50].rsplit(" ", 1)[0] + " …"


# --- where pages break --------------------------------------------------------------------------


def _page_breaks(pages: list[Page]) -> Iterator[Finding]:
    for page, after in pairwise(pages):
        yield from _divided([p for _, p in page.notes], [p for _, p in after.notes], page, after)
        if not runs_on(page, after) or not after.paragraphs:
            continue
        yield from _divided(page.paragraphs, after.paragraphs, page, after)
        last, first = page.paragraphs[-1], after.paragraphs[0]
        if last.kept and last.key != first.key:
            yield Finding("separated", page.folio, _words(last.lines[0]))
        if page.recto and last.lines[-1].hyphen:
            yield Finding("hyphen-at-recto-end", page.folio, _words(last.lines[-1]))


def _divided(
    before: Sequence[Paragraph], after: Sequence[Paragraph], page: Page, next_page: Page
) -> Iterator[Finding]:
    """What is wrong with the paragraphs that stand on both pages."""
    rests = {paragraph.key: paragraph for paragraph in after}
    for start in before:
        rest = rests.get(start.key)
        if rest is None:
            continue
        note = start.kind == "note"
        if len(start.lines) == 1:
            yield Finding("note-widow" if note else "orphan", page.folio, _words(start.lines[0]))
        if len(rest.lines) == 1:
            kind = "note-widow" if note else "widow"
            yield Finding(kind, next_page.folio, _words(rest.lines[0]))
        if start.kind == "question" and len(start.lines) + len(rest.lines) <= _QUESTION:
            yield Finding("divided-question", page.folio, _words(start.lines[0]))


# --- lines --------------------------------------------------------------------------------------


def _lines(pages: list[Page]) -> Iterator[Finding]:
    for number, page in enumerate(pages):
        overleaf = {p.key for p in _all(pages[number + 1])} if number + 1 < len(pages) else set()
        for paragraph in _all(page):
            yield from _hyphens(paragraph, page)
            for line in paragraph.lines:
                if line.looseness > LOOSE:
                    yield Finding("loose-line", page.folio, _words(line), round(line.looseness, 2))
                if line.width > line.measure + _OVERFULL:
                    yield Finding(
                        "overfull-line",
                        page.folio,
                        _words(line),
                        round(line.width - line.measure, 1),
                    )
            last = paragraph.lines[-1]
            short = len(last.text) < _SHORT or last.width < paragraph.indent
            if short and len(paragraph.lines) > 1 and paragraph.key not in overleaf:
                before = paragraph.lines[-2]
                yield Finding("short-last-line", page.folio, f"{_words(before)} / {last.text}")


def _hyphens(paragraph: Paragraph, page: Page) -> Iterator[Finding]:
    run: list[Line] = []
    for line in (*paragraph.lines, None):
        if line is not None and line.hyphen:
            run.append(line)
            continue
        if len(run) > 1:
            kind = "two-hyphens" if len(run) == 2 else "stacked-hyphens"
            yield Finding(kind, page.folio, _words(run[0]), len(run))
        run = []


# --- notes and free room ------------------------------------------------------------------------


def _notes(pages: list[Page]) -> Iterator[Finding]:
    begun: set[str] = set()
    called: dict[str, int] = {}
    for number, page in enumerate(pages):
        for name in page.calls:
            called.setdefault(name, number)
        names = dict.fromkeys(name for name, _ in page.notes)
        first = {name: next(p for n, p in page.notes if n == name) for name in names}
        for name, paragraph in first.items():
            words = _words(paragraph.lines[0])
            if name in begun:
                yield Finding("divided-note", page.folio, words)
            elif name in called and name not in page.calls:
                at = pages[called[name]]
                free = (round(at.blank, 3), at.folio)
                yield Finding("late-note", page.folio, words, *free)
                if _fits(name, page, at, pages[called[name] + 1]):
                    yield Finding("note-fits", page.folio, words, *free)
            begun.add(name)


def _fits(name: str, page: Page, called: Page, after: Page) -> bool:
    """Whether the note that `page` begins with had room on the page of its call: no note before
    it goes on from there to the page `after`, and what is free is enough for it to begin."""
    if called.notes and any(other == called.notes[-1][0] for other, _ in after.notes):
        return False
    around = 0 if called.notes else page.around
    return page.least[name] + around <= called.room


def _openings(pages: list[Page]) -> Iterator[Finding]:
    for before, page, after in zip([None, *pages], pages, pages[1:], strict=False):
        begins = before is None or not runs_on(before, page)
        if begins and runs_on(page, after) and not _has_text(page) and _has_text(after):
            yield Finding("no-text", page.folio, _words(page.paragraphs[-1].lines[-1]))


def _has_text(page: Page) -> bool:
    return any(paragraph.kind not in boxes.OPENING for paragraph in page.paragraphs)


def _gaps(pages: list[Page]) -> Iterator[Finding]:
    for before, page, after in zip(pages, pages[1:], [*pages[2:], None], strict=False):
        if is_short(before, page, after):
            last = (*page.paragraphs, *(paragraph for _, paragraph in page.notes))[-1].lines[-1]
            yield Finding("short-page", page.folio, _words(last), round(page.blank, 3))
    yield from _openings(pages)
    full = [runs_on(page, after) for page, after in pairwise(pages)]
    for page, goes_on in zip(pages, full, strict=False):
        if goes_on and page.blank > MOST_BLANK:
            last = page.paragraphs[-1].lines[-1]
            yield Finding("gap", page.folio, _words(last), round(page.blank, 3))
    for (left, right), (left_full, right_full) in zip(
        pairwise(pages), pairwise([*full, False]), strict=False
    ):
        if (
            left_full
            and right_full
            and right.recto
            and (abs(left.blank - right.blank) > MOST_BLANK)
        ):
            yield Finding(
                "uneven-spread",
                left.folio,
                _words(left.paragraphs[-1].lines[-1]),
                round(abs(left.blank - right.blank), 3),
            )
