#!/usr/bin/env python3
"""Times the build, stage by stage, beside bare WeasyPrint and pandoc on the same content.

    python benchmarks/bench.py            measures and writes the tables in benchmarks/README.md
    python benchmarks/bench.py --runs 3   fewer runs

Every figure is the median over runs, each in a process of its own. The stages are timed from
outside, by wrapping functions of the package and of WeasyPrint; the package knows nothing of it.
Needs, besides what the build needs, `pypandoc_binary` for pandoc's row.
"""

from __future__ import annotations

import gc
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from edition.bootstrap import GARBAGE  # noqa: E402

OWN_SHARE_LIMIT = 15.0  # per cent of the PDF build
EPUB_LIMIT = 0.6  # seconds
IMPORT, LAYOUT, WRITE = "import of WeasyPrint", "lay out (WeasyPrint)", "write (WeasyPrint)"
STAGES = ("start", IMPORT, "other imports", "prepare", "render", "fonts", LAYOUT, WRITE, "proof",
          "epub", "other", "end")  # fmt: skip


# ── one process ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Run:
    """A finished process: seconds by the clock and the processor, peak in MiB, its end."""

    wall: float
    cpu: float
    peak: float
    output: str
    ended: float = 0.0


def run(command: list[str], **extra: str) -> Run:
    """Run `command` in the project's folder and wait. Raises where it does not end with 0."""
    import subprocess
    import tempfile

    environment = {**os.environ, "EDITION_NO_VENV": "1", **extra}
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        wall, ended = time.perf_counter() - start, time.time()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        output = out.read().decode()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    # Linux counts the peak in KiB, macOS in bytes.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    cpu = usage.ru_utime + usage.ru_stime
    return Run(wall, cpu, usage.ru_maxrss / unit, output, ended)


def middle(runs: list[Run]) -> Run:
    """The median of each figure by itself."""
    from statistics import median

    wall, cpu, peak = (median(getattr(r, name) for r in runs) for name in ("wall", "cpu", "peak"))
    return Run(wall, cpu, peak, runs[-1].output)


def repeated(count: int, command: list[str], **extra: str) -> Run:
    """The medians of `count` runs, after one that fills the disk's and the bytecode's caches."""
    run(command, **extra)
    return middle([run(command, **extra) for _ in range(count)])


# ── the stages, timed from outside ──────────────────────────────────────────────────────────


class Clock:
    """Gives every moment to one stage: the innermost that is running."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self.stack = ["other"]
        self.since = time.perf_counter()

    def _turn(self) -> None:
        now = time.perf_counter()
        self.seconds[self.stack[-1]] += now - self.since
        self.since = now

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what runs inside as `name`."""
        self._turn()
        self.stack.append(name)
        try:
            yield
        finally:
            self._turn()
            self.stack.pop()

    def wrap(self, owner: Any, attribute: str, name: str) -> None:
        """Count calls of `owner.attribute` as `name`."""
        inner: Callable[..., Any] = getattr(owner, attribute)

        def timed(*args: Any, **kwargs: Any) -> Any:
            with self.stage(name):
                return inner(*args, **kwargs)

        setattr(owner, attribute, timed)


def stages(formats: str) -> None:
    """Build in this process and print the seconds of each stage as JSON."""
    begun = float(os.environ["BENCH_BEGUN"])
    clock = Clock()
    gc.set_threshold(*GARBAGE)
    clock.seconds["start"] = time.time() - begun
    if "pdf" in formats:
        with clock.stage(IMPORT):
            import weasyprint  # noqa: F401
    with clock.stage("other imports"):
        _import_all(formats)
    _wrap_all(clock, formats)
    from edition.build import build
    from edition.project import Project

    built = build(Project.at(ROOT), formats.split(","))
    clock._turn()
    sizes = {name.rpartition(".")[2]: len(data) for name, data in built.files.items()}
    print(json.dumps({"stages": clock.seconds, "sizes": sizes, "ended": time.time()}))
    gc.freeze()


def _import_all(formats: str) -> None:
    import edition.build
    import edition.citations
    import edition.csl_engine
    import edition.proof
    import edition.render
    import edition.schema.models

    if "pdf" in formats:
        import edition.pdf
    if "epub" in formats:
        import edition.epub  # noqa: F401


def _wrap_all(clock: Clock, formats: str) -> None:
    from edition import build, fonts, proof, render

    clock.wrap(build, "prepare", "prepare")
    for method in ("template", "split_note", "bibliography", "photo_list", "note_text"):
        clock.wrap(render.Renderer, method, "render")
    for function in ("prove_pdf", "prove_epub"):
        clock.wrap(proof, function, "proof")
    clock.wrap(fonts, "subset", "fonts")
    if "epub" in formats:
        from edition import epub

        clock.wrap(epub, "build", "epub")
        epub.subset = fonts.subset
    if "pdf" in formats:
        import weasyprint

        clock.wrap(weasyprint.HTML, "__init__", LAYOUT)
        clock.wrap(weasyprint.HTML, "render", LAYOUT)
        clock.wrap(weasyprint.Document, "write_pdf", WRITE)


def stage_table(count: int, formats: str) -> tuple[dict[str, float], float, dict[str, int]]:
    """Median seconds of each stage, of the whole process, and the sizes of the files."""
    import statistics

    found: list[dict[str, Any]] = []
    walls = []
    for _ in range(count):
        command = [sys.executable, __file__, "--stages", formats]
        done = run(command, BENCH_BEGUN=repr(time.time()))
        row = json.loads(done.output)
        row["stages"]["end"] = done.ended - row["ended"]
        found.append(row)
        walls.append(done.wall)
    medians = {name: statistics.median(f["stages"][name] for f in found) for name in STAGES}
    return medians, statistics.median(walls), found[-1]["sizes"]


# ── bare WeasyPrint ─────────────────────────────────────────────────────────────────────────


def capture(path: str) -> None:
    """Build the PDF and keep in `path` what WeasyPrint was fed: HTML strings, styles, fonts."""
    import pickle

    import weasyprint

    from edition import pdffiles
    from edition.build import build
    from edition.project import Project

    kept: dict[str, Any] = {"html": [], "files": {}}
    inner, files = weasyprint.HTML.__init__, pdffiles._files

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        kept["html"].append(kwargs["string"])
        inner(self, *args, **kwargs)

    def keep(*args: Any) -> dict[str, tuple[bytes, str]]:
        kept["files"] = files(*args)
        return kept["files"]

    weasyprint.HTML.__init__, pdffiles._files = init, keep
    build(Project.at(ROOT), ("pdf",))
    Path(path).write_bytes(pickle.dumps(kept))


def bare(path: str) -> None:
    """Render and write what `capture` kept with WeasyPrint as it is: no patches, no proof."""
    import logging
    import pickle

    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    kept = pickle.loads(Path(path).read_bytes())

    class Fetcher(URLFetcher):
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            data, media_type = kept["files"][url.removeprefix("edition:")]
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    fonts, fetcher = FontConfiguration(), Fetcher()
    start = time.perf_counter()
    documents = [
        HTML(string=html, base_url="edition:", url_fetcher=fetcher).render(
            font_config=fonts, pdf_variant="pdf/ua-1"
        )
        for html in kept["html"]
    ]
    laid_out = time.perf_counter()
    # Text, back matter, then the front matter as often as it was laid out: the last one counts.
    pages = [page for document in (documents[-1], *documents[:2]) for page in document.pages]
    data = documents[0].copy(pages).write_pdf(pdf_variant="pdf/ua-1")
    written = time.perf_counter()
    print(json.dumps([laid_out - start, written - laid_out, len(pages), len(data)]))


def bare_table(count: int, path: str) -> tuple[float, float, Run]:
    """Median seconds of bare WeasyPrint's layout and writing, and of its whole process."""
    import statistics

    command = [sys.executable, __file__, "--bare", path]
    run(command)
    runs = [run(command) for _ in range(count)]
    rows = [json.loads(r.output) for r in runs]
    return (*(statistics.median(row[k] for row in rows) for k in (0, 1)), middle(runs))


# ── pandoc ──────────────────────────────────────────────────────────────────────────────────


def pandoc_files(folder: Path) -> list[str]:
    """Write the interview as pandoc's Markdown into `folder`; returns pandoc's arguments."""
    from edition.model import Figure
    from edition.prepare import prepare
    from edition.project import Project

    edition = prepare(Project.at(ROOT)).edition
    lines = ["---", f"title: {json.dumps(edition.metadata.title)}", "lang: en", "---", ""]
    for chapter in edition.chapters:
        lines += [f"# {_plain(chapter.title)}", ""]
        for element in chapter.elements:
            blocks = element.words if isinstance(element, Figure) else (element,)
            lines += [line for block in blocks for line in (_pandoc_block(block), "")]
    for note in edition.notes:
        body = note.body.text.strip().replace("\n", "\n    ")
        lines += [f"[^{note.id}]: {_links_plain(body)}", ""]
    lines += ["# Glossary", ""]
    for entry in edition.glossary:
        definition = _links_plain(entry.term.definition.text.strip()).replace("\n", "\n    ")
        lines += [_plain(entry.term.headword), f":   {definition}", ""]
    lines += ["# Sources", ""]
    (folder / "book.md").write_text("\n".join(lines), encoding="utf-8")
    records = [record.csl for record in edition.records]
    (folder / "sources.json").write_text(json.dumps(_csl_json(records)), encoding="utf-8")
    return ["-f", "markdown", "-t", "epub3", "--citeproc", "--toc",
            f"--bibliography={folder / 'sources.json'}", str(folder / "book.md"),
            "-o", str(folder / "book.epub")]  # fmt: skip


def _pandoc_block(block: Any) -> str:
    from edition.model import NoteRef

    return "".join(
        f"[^{run.note_id}]" if isinstance(run, NoteRef) else _plain(getattr(run, "text", ""))
        for run in block.runs
    )


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|$@^~])", r"\\\1", " ".join(text.split()))


def _links_plain(text: str) -> str:
    """Without links between notes and terms, which pandoc does not resolve."""
    return re.sub(r"\[([^\]]*)\]\((?:term|note):([^)]*)\)", lambda m: m[1] or m[2], text)


def _csl_json(records: list[Any]) -> list[dict[str, Any]]:
    from edition.csl_records import for_citeproc

    return [
        {**for_citeproc(record, record["id"]), "URL": str(record.get("URL", ""))}
        for record in records
    ]


def pandoc(count: int) -> tuple[str, Run] | None:
    """pandoc's version and its EPUB, or None where pypandoc_binary is not installed."""
    try:
        import pypandoc
    except ImportError:
        return None
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        arguments = pandoc_files(Path(folder))
        found = repeated(count, [pypandoc.get_pandoc_path(), *arguments])
    return pypandoc.get_pandoc_version(), found


# ── the tables ──────────────────────────────────────────────────────────────────────────────


def measure(count: int) -> str:
    """All measurements as Markdown."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        kept = str(Path(folder) / "kept.pickle")
        command = [sys.executable, "build.py", "-q", "-o", folder]
        whole = {
            "cold build, EPUB and PDF": repeated(count, command),
            "cold build, PDF only": repeated(count, [*command, "--only", "pdf"]),
            "cold build, EPUB only": repeated(count, [*command, "--only", "epub"]),
            "`check`": repeated(count, [sys.executable, "build.py", "check", "-q"]),
            "Python that does nothing": repeated(count, [sys.executable, "-c", "pass"]),
        }
        run([sys.executable, __file__, "--capture", kept])
        layout, write, process = bare_table(count, kept)
    whole["bare WeasyPrint, the same HTML to PDF"] = process
    if other := pandoc(count):
        whole[f"pandoc {other[0]}, the same text to EPUB"] = other[1]
    both, pdf = stage_table(count, "pdf,epub"), stage_table(count, "pdf")
    epub = stage_table(count, "epub")
    parts = [_machine(count), _whole(whole), _stages(both, pdf, epub)]
    parts.append(_answers(whole, pdf, layout, write))
    return "\n\n".join(parts)


def _machine(count: int) -> str:
    import platform
    from importlib.metadata import version

    names = ("weasyprint", "ebooklib", "lxml", "citeproc-py", "pydantic")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return (f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
            f"{os.cpu_count()} cores; {versions}. Medians of {count} runs.")  # fmt: skip


def _whole(rows: dict[str, Run]) -> str:
    lines = ["| whole process | seconds | processor seconds | peak MiB |", "|---|---:|---:|---:|"]
    lines += [f"| {name} | {r.wall:.2f} | {r.cpu:.2f} | {r.peak:.0f} |" for name, r in rows.items()]
    return "\n".join(lines)


def _stages(*tables: tuple[dict[str, float], float, dict[str, int]]) -> str:
    lines = ["| stage, in seconds | EPUB and PDF | PDF only | EPUB only |", "|---|---:|---:|---:|"]
    for name in STAGES:
        figures = " | ".join(f"{table[0][name]:.3f}" for table in tables)
        lines.append(f"| {name} | {figures} |")
    figures = " | ".join(f"{sum(table[0].values()):.3f}" for table in tables)
    return "\n".join([*lines, f"| **together** | {figures} |"])


def _answers(whole: dict[str, Run], pdf: Any, layout: float, write: float) -> str:
    seconds, wall = pdf[0], pdf[1]
    theirs = seconds[LAYOUT] + seconds[WRITE]
    own = 100 * (1 - (theirs + seconds[IMPORT]) / wall)
    epub = whole["cold build, EPUB only"]
    return "\n".join([
        f"- Own part of the PDF build, all but WeasyPrint's import, layout and writing: "
        f"{wall - theirs - seconds[IMPORT]:.2f} of {wall:.2f} s, {own:.1f} % "
        f"(wanted: at most {OWN_SHARE_LIMIT:.0f} %). With WeasyPrint's import counted as ours: "
        f"{wall - theirs:.2f} s, {100 * (1 - theirs / wall):.1f} %.",
        f"- Layout {seconds[LAYOUT]:.2f} s and writing {seconds[WRITE]:.2f} s, with our patches; "
        f"bare WeasyPrint {layout:.2f} s and {write:.2f} s on the same HTML.",
        f"- EPUB-only cold build: {epub.wall:.2f} s, {epub.cpu:.2f} s of the processor "
        f"(wanted: at most {EPUB_LIMIT} s).",
    ])  # fmt: skip


def write_readme(tables: str) -> None:
    """Put `tables` between the marks of README.md."""
    path = HERE / "README.md"
    text = path.read_text(encoding="utf-8")
    begin, end = "<!-- begin figures -->", "<!-- end figures -->"
    head, tail = text.partition(begin)[0], text.partition(end)[2]
    path.write_text(f"{head}{begin}\n\n{tables}\n\n{end}{tail}", encoding="utf-8")


def main() -> None:
    """Measure and write the tables, or do the one part that a child process is asked for."""
    import argparse

    parser = argparse.ArgumentParser(description="Times the build; see benchmarks/README.md.")
    parser.add_argument("--runs", type=int, default=5, help="runs of each kind (default: 5)")
    parser.add_argument("--print", action="store_true", help="print only, leave the README")
    for name in ("stages", "capture", "bare"):  # parts, each in a process of its own
        parser.add_argument(f"--{name}", help=argparse.SUPPRESS)
    options = parser.parse_args()
    for name, part in (("stages", stages), ("capture", capture), ("bare", bare)):
        if value := getattr(options, name):
            return part(value)
    tables = measure(options.runs)
    print(tables)
    if not options.print:
        write_readme(tables)


if __name__ == "__main__":
    main()
