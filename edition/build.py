"""Build: runs the stages in order, from a project's folder to the bytes of its books."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from edition.assembly import drafts
from edition.assembly.prepare import Prepared
from edition.model import Edition, Metadata
from edition.model.dataclass import dataclass
from edition.model.identifiers import slug
from edition.model.problems import BuildFailed, Place, Problem, Severity, did_you_mean
from edition.system import folders, program, snapshot
from edition.system.bounds import BoundExceeded
from edition.system.project import Project
from edition.typography import hyphenation, profiles, stylesheets
from edition.typography.profiles import Profile

if TYPE_CHECKING:
    from edition.apparatus.citations.formatter import Formatter
    from edition.pdf.production.scheduler import Scheduler

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """Finished and proved books: file name → bytes, and the warnings on the way; the pages of the
    main PDF (0 without one) and the words of the source, counted."""

    files: dict[str, bytes]
    warnings: tuple[Problem, ...]
    pages: int
    words: int


@dataclass(frozen=True, slots=True)
class FinishedPdf:
    """A finished PDF: what its file's name ends in, its bytes, what the layout warned of, and how
    many pages were laid out."""

    suffix: str
    data: bytes
    warnings: tuple[Problem, ...]
    pages: int


@dataclass(frozen=True, slots=True)
class PdfOfEdition:
    """The same, with the edition that has the PDF's page breaks in it, and where the PDF's pages
    are in the EPUB: (folio, file#anchor)."""

    book: FinishedPdf
    prepared: Prepared
    folios: list[tuple[str, str]]


class UnknownProfile(ValueError):
    """There is no PDF and no profile of this name."""

    def __init__(self, name: str) -> None:
        hint = did_you_mean(name, profiles.PROFILES) or f"Known: {', '.join(profiles.PROFILES)}."
        super().__init__(f"No PDF and no profile “{name}”. {hint}")


def build(
    project: Project,
    formats: Collection[str] = ("epub", "pdf"),
    report: Report = lambda stage: None,
    pdfs: Collection[str] | None = None,
    jobs: int | None = None,
    guarded: bool = True,
    with_drafts: bool = False,
    edition: str = "",
) -> Built:
    """Build the `formats` (epub, pdf, html, sources) of the edition in `project`; of html the files
    are in a folder, which their names begin with.

    The PDFs are those that the annotations declare, or those named in `pdfs`: the name of one that
    is declared, or a profile. `report` is called with each stage as it begins. `jobs` bounds the
    processes that lay out PDFs at a time (default: the processors). `guarded` lays nothing out in
    this process, which so outlives whatever comes of a text; one that somebody watches can do
    without. With style sheets of the edition's own a PDF is never made in this process.
    `with_drafts` prints what is not ready, too; `edition` is the id of one for some readers.

    Raises `BuildFailed` with the problems of the input, or of an input that was changed on the way;
    `UnknownProfile`, `source.ProofFailed` where a finished file is not what it must be.
    """
    report("Reading and checking")
    project = snapshot.of(project)
    prepared = _prepared(project, with_drafts, edition)
    from edition.apparatus.citations.formatter import Formatter

    meta = prepared.edition.metadata
    if "html" in formats and not meta.web_edition:
        raise BuildFailed([_no_web_edition(meta)])
    formatter = Formatter.of(prepared)
    files: dict[str, bytes] = {}
    warnings = list(prepared.warnings)
    folios: list[tuple[str, str]] = []
    pages = 0
    wanted = chosen(prepared, pdfs) if "pdf" in formats else []
    if wanted:
        if stylesheets.own_of_pdf(project):
            made = _with_own_sheets(prepared, wanted, report, jobs)
        else:
            made = _pdfs(prepared, formatter, wanted, report, jobs, guarded)
        pages = made[0].book.pages
        if not prepared.lists_original:
            prepared, folios = made[0].prepared, made[0].folios
        for pdf in made:
            files[f"{slug(meta)}{pdf.book.suffix}.pdf"] = pdf.book.data
            warnings += pdf.book.warnings
    if "epub" in formats:
        files[f"{slug(meta)}.epub"] = _epub(prepared, formatter, folios, report)
        warnings += _not_looked_at(prepared.project, stylesheets.SHOWN)
    if "html" in formats:
        files |= _website(prepared, formatter, report)
        warnings += _not_looked_at(prepared.project, stylesheets.SHOWN_ON_WEB)
    if "sources" in formats:
        files |= _sources(prepared)
    formatter.keep()
    snapshot.check(project)
    words = len(prepared.edition.source.text.split())
    return Built(dict(sorted(files.items())), tuple(dict.fromkeys(warnings)), pages, words)


def _sources(prepared: Prepared) -> dict[str, bytes]:
    """The sources that are cited, for programs that manage references."""
    from edition.apparatus.citations import exchange, formatter

    records = formatter.cited(prepared.annotations, prepared.bodies)
    name = slug(prepared.edition.metadata)
    return {
        f"{name}-sources.json": exchange.csl_json(records),
        f"{name}-sources.bib": exchange.biblatex(records),
    }


def _prepared(project: snapshot.Snapshot, with_drafts: bool, edition: str) -> Prepared:
    """The edition as it is printed. What was wrong with a file that somebody was just writing is
    not told."""
    try:
        return drafts.printed(project, with_drafts=with_drafts, edition=edition)
    finally:
        snapshot.check(project)


def chosen(prepared: Prepared, names: Iterable[str] | None) -> list[Profile]:
    """The PDFs to make: those declared, or those of these `names`. Raises `UnknownProfile`."""
    declared = profiles.settled(prepared.annotations.pdfs)
    if names is None:
        return list(declared)
    found = []
    for name in names:
        try:
            found.append(profiles.named(name, declared))
        except KeyError:
            raise UnknownProfile(name) from None
    return found


def _pdfs(
    prepared: Prepared,
    formatter: Formatter,
    wanted: Sequence[Profile],
    report: Report,
    jobs: int | None,
    guarded: bool,
) -> list[PdfOfEdition]:
    from edition.pdf.production import guard
    from edition.pdf.production.scheduler import Scheduler

    # The text of all is ordered before the first is waited for, so that no processor is idle.
    try:
        with Scheduler(jobs, guarded=guarded) as scheduler:
            ordered = [PdfInProgress(prepared, formatter, profile, scheduler) for profile in wanted]
            main, *others = ordered
            found = [main.finish(report)]
            for one in others:
                report(f"Making the PDF for {_shown(one.profile)}")
                found.append(one.finish())
        return found
    except guard.LayoutStopped as stopped:
        raise BuildFailed([guard.problem(prepared, stopped)]) from stopped


def _with_own_sheets(
    prepared: Prepared, wanted: Sequence[Profile], report: Report, jobs: int | None
) -> list[PdfOfEdition]:
    """The PDFs of an edition with style sheets of its own, each made within bounds."""
    from edition.apparatus.citations.formatter import Formatter
    from edition.pdf import ownsheets

    found = []
    for profile in wanted:
        report(f"Making the PDF for {_shown(profile)}")
        work = partial(_apart, profile=profile, jobs=jobs)
        try:
            book, edition, folios = ownsheets.made(work, prepared)
        except BoundExceeded as exceeded:
            # No style sheet is to blame. So the text is looked through with the builder's.
            plain = ownsheets.with_builders(prepared)
            _pdfs(plain, Formatter.of(prepared), [profile], report, 1, guarded=True)
            raise BuildFailed([ownsheets.unexplained(prepared, exceeded)]) from exceeded
        found.append(PdfOfEdition(book, replace(prepared, edition=edition), folios))
    return found


def _apart(
    prepared: Prepared, profile: Profile, jobs: int | None
) -> tuple[FinishedPdf, Edition, list[tuple[str, str]]]:
    """The PDF of a profile, made in any process."""
    from edition.apparatus.citations.formatter import Formatter

    formatter = Formatter.of(prepared)
    (made,) = _pdfs(prepared, formatter, [profile], lambda stage: None, jobs, guarded=False)
    formatter.keep()
    return made.book, made.prepared.edition, made.folios


def _shown(profile: Profile) -> str:
    return profile.suffix.removeprefix("-") or profile.name


def _epub(
    prepared: Prepared, formatter: Formatter, folios: list[tuple[str, str]], report: Report
) -> bytes:
    from edition.epub import package, pagelist
    from edition.proof import source
    from edition.render.renderer import Renderer

    report("Packing the EPUB")
    if prepared.lists_original:
        folios = pagelist.of_original(prepared.edition)
    data = package.build(prepared, Renderer(prepared, "epub", formatter), folios)
    report("Proving the EPUB")
    source.prove_epub(prepared.edition, data)
    return data


def _website(prepared: Prepared, formatter: Formatter, report: Report) -> dict[str, bytes]:
    from edition.proof import website as proof
    from edition.render.renderer import Renderer
    from edition.web import website

    report("Writing the web edition")
    renderer = Renderer(prepared, "epub", formatter)
    files = website.build(prepared, renderer)
    report("Proving the web edition")
    proof.prove(renderer, files)
    return folders.within(f"{slug(prepared.edition.metadata)}-web", files)


def _no_web_edition(meta: Metadata) -> Problem:
    message = "A web edition is not allowed: `web-edition` is false."
    hint = "Build the EPUB or a PDF; if the rights allow what stands on the web, take the key out."
    return Problem("web-edition-forbidden", meta.web_edition_place, message, hint)


def _not_looked_at(project: Project, names: Collection[str]) -> list[Problem]:
    """A warning where a book for screens has style sheets of the edition's own, of these `names`:
    to look at what they show needs a browser, which is for `verify`, and of a web edition for
    people."""
    own = [name for name in stylesheets.own(project) if name in names]
    if not own:
        return []
    if names == stylesheets.SHOWN:
        what, hint = "the EPUB", f"Ask with: {program.command()} verify"
    else:
        what, hint = "the web edition", "Look at its pages in a browser, in the light and dark."
    message = f"Whether {', '.join(own)} let all words of {what} be seen, the build cannot tell."
    return [Problem("style-not-seen", Place(own[0]), message, hint, Severity.WARNING)]


class PdfInProgress:
    """The PDF of `profile` in the making."""

    def __init__(
        self, prepared: Prepared, formatter: Formatter, profile: Profile, scheduler: Scheduler
    ) -> None:
        from edition.pdf.book import PdfBook
        from edition.render.renderer import Renderer

        self.prepared = prepared
        self.profile = profile
        self.renderer = Renderer(prepared, "pdf", formatter, profile)
        self.book = PdfBook(prepared, self.renderer, scheduler)

    def finish(self, report: Report = lambda stage: None) -> PdfOfEdition:
        """Wait for it, prove and finish it. Raises what `book.PdfBook.finish` raises, and
        `source.ProofFailed`."""
        from edition.epub import pagelist
        from edition.proof import source as proof_source

        printed = self.book.finish(report)
        report("Proving the PDF")
        found = proof_source.prove_pdf(self.renderer, printed.data, printed.anchors, printed.faces)
        self._look(printed.data, found.marks)
        edition = pagelist.with_pages(self.prepared.edition, found.turns, printed.folios)
        warnings = tuple(
            Problem("layout", Place("styles/pdf.css"), message, "", Severity.WARNING)
            for message in printed.warnings
        )
        warnings += tuple(hyphenation.undivided(edition, self.prepared.annotations.file))
        sources = [source for source, _ in self.renderer.bibliography()]
        folios = pagelist.targets(edition, sources, printed.folios, printed.anchors)
        made = FinishedPdf(
            self.profile.suffix,
            _finished(printed.data, self.profile),
            warnings,
            len(printed.folios),
        )
        return PdfOfEdition(made, replace(self.prepared, edition=edition), folios)

    def _look(self, data: bytes, marks: Mapping[int, Mapping[int, str]]) -> None:
        """Raise `BuildFailed` where style sheets of the edition's own hide words."""
        sheets = stylesheets.own_of_pdf(self.prepared.project)
        if not sheets:
            return
        from edition.verify import seen

        file = f"{slug(self.prepared.edition.metadata)}{self.profile.suffix}.pdf"
        if hidden := seen.in_pdf(sheets, file, data, marks):
            raise BuildFailed(hidden)


def _finished(data: bytes, profile: Profile) -> bytes:
    """The file as it is handed over: a booklet's pages are imposed on sheets."""
    if not profile.sheet:
        return data
    from edition.pdf import imposition

    return imposition.booklet(data, profile.sheet)
