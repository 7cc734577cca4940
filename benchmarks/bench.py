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
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias, TypedDict

import rivals
from checkout import ROOT
from measured import Run, middle, repeated, run

from edition.bootstrap import GARBAGE

HERE = Path(__file__).resolve().parent

OWN_SHARE_LIMIT = 15.0  # per cent of the PDF build
EPUB_LIMIT = 0.6  # seconds
IMPORT, LAYOUT, WRITE = "import of WeasyPrint", "lay out (WeasyPrint)", "write (WeasyPrint)"
JOIN = "join"
STAGES = (
    "start",
    IMPORT,
    "other imports",
    "prepare",
    "render",
    "fonts",
    LAYOUT,
    WRITE,
    JOIN,
    "proof",
    "epub",
    "other",
    "end",
)


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

    def wrap(self, owner: object, attribute: str, name: str) -> None:
        """Count calls of `owner.attribute` as `name`."""
        inner: Callable[..., object] = getattr(owner, attribute)

        def timed(*args: object, **kwargs: object) -> object:
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
    from edition.system.project import Project

    built = build(Project.at(ROOT), formats.split(","), jobs=1)
    clock._turn()
    sizes = {name.rpartition(".")[2]: len(data) for name, data in built.files.items()}
    print(json.dumps({"stages": clock.seconds, "sizes": sizes, "ended": time.time()}))
    gc.freeze()


def _import_all(formats: str) -> None:
    import edition.annotations.schema.models
    import edition.apparatus.citations.engine
    import edition.apparatus.citations.formatter
    import edition.build
    import edition.proof.source
    import edition.render.renderer

    if "pdf" in formats:
        import edition.pdf.book
    if "epub" in formats:
        import edition.epub.package  # noqa: F401


def _wrap_all(clock: Clock, formats: str) -> None:
    from edition import build
    from edition.proof import source
    from edition.render import renderer
    from edition.typography import fonts

    clock.wrap(build, "prepare", "prepare")
    for method in ("template", "split_note", "bibliography", "photo_list", "note_text"):
        clock.wrap(renderer.Renderer, method, "render")
    for function in ("prove_pdf", "prove_epub"):
        clock.wrap(source, function, "proof")
    clock.wrap(fonts, "subset", "fonts")
    if "epub" in formats:
        from edition.epub import package

        clock.wrap(package, "build", "epub")
        package.subset = fonts.subset  # type: ignore[attr-defined]  # a name it imports
    if "pdf" in formats:
        import weasyprint

        from edition.pdf.production import join

        clock.wrap(weasyprint.HTML, "__init__", LAYOUT)
        clock.wrap(weasyprint.HTML, "render", LAYOUT)
        clock.wrap(weasyprint.Document, "write_pdf", WRITE)
        for function in ("join", "numbered"):
            clock.wrap(join, function, JOIN)


#: Seconds of each stage and of the whole process, and the sizes of the files.
StageTable: TypeAlias = tuple[dict[str, float], float, dict[str, int]]


class _Row(TypedDict):
    """What `stages` prints."""

    stages: dict[str, float]
    sizes: dict[str, int]
    ended: float


def stage_table(count: int, formats: str) -> StageTable:
    """Median seconds of each stage, of the whole process, and the sizes of the files."""
    import statistics

    found: list[_Row] = []
    walls = []
    for _ in range(count):
        command = [sys.executable, __file__, "--stages", formats]
        done = run(command, BENCH_BEGUN=repr(time.time()))
        row: _Row = json.loads(done.output)
        row["stages"]["end"] = done.ended - row["ended"]
        found.append(row)
        walls.append(done.wall)
    medians = {name: statistics.median(f["stages"][name] for f in found) for name in STAGES}
    return medians, statistics.median(walls), found[-1]["sizes"]


# ── others ──────────────────────────────────────────────────────────────────────────────────


def bare(count: int, folder: Path) -> tuple[float, float, Run]:
    """Median seconds of bare WeasyPrint's layout and writing, and of its whole process."""
    import statistics

    script, kept = str(HERE / "rivals.py"), str(folder / "kept")
    run([sys.executable, script, "html", str(ROOT), kept])
    command = [sys.executable, script, "print", kept, str(folder / "bare.pdf")]
    run(command)
    runs = [run(command) for _ in range(count)]
    rows = [json.loads(r.output) for r in runs]
    return (*(statistics.median(row[k] for row in rows) for k in (0, 1)), middle(runs))


def pandoc(count: int) -> Run | None:
    """pandoc's EPUB, or None where pypandoc_binary is not installed."""
    if not rivals.pandoc_version():
        return None
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        rivals.markdown(ROOT, Path(folder))
        return repeated(count, rivals.pandoc_command(Path(folder)))


# ── the tables ──────────────────────────────────────────────────────────────────────────────


def measure(count: int) -> str:
    """All measurements as Markdown."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        command = [sys.executable, "build.py", "-q", "-o", folder]
        whole = {
            "cold build, EPUB and PDF": repeated(count, command),
            "cold build, PDF only": repeated(count, [*command, "--only", "pdf"]),
            "cold build, EPUB only": repeated(count, [*command, "--only", "epub"]),
            "`check`": repeated(count, [sys.executable, "build.py", "check", "-q"]),
            "Python that does nothing": repeated(count, [sys.executable, "-c", "pass"]),
        }
        layout, write, process = bare(count, Path(folder))
    whole["bare WeasyPrint, the same content to PDF"] = process
    if other := pandoc(count):
        whole[f"pandoc {rivals.pandoc_version()}, the same content to EPUB"] = other
    both, pdf = stage_table(count, "pdf,epub"), stage_table(count, "pdf")
    epub = stage_table(count, "epub")
    parts = [_machine(count), _whole(whole), _stages(both, pdf, epub)]
    parts.append(_answers(whole, pdf, layout, write))
    return "\n\n".join(parts)


def _machine(count: int) -> str:
    import platform
    from importlib.metadata import version

    names = ("weasyprint", "ebooklib", "lxml", "pypandoc-binary", "pydantic")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores; {versions}. Medians of {count} runs."
    )


def _whole(rows: dict[str, Run]) -> str:
    lines = ["| whole process | seconds | processor seconds | peak MiB |", "|---|---:|---:|---:|"]
    lines += [f"| {name} | {r.wall:.2f} | {r.cpu:.2f} | {r.peak:.0f} |" for name, r in rows.items()]
    return "\n".join(lines)


def _stages(*tables: StageTable) -> str:
    lines = ["| stage, in seconds | EPUB and PDF | PDF only | EPUB only |", "|---|---:|---:|---:|"]
    for name in STAGES:
        figures = " | ".join(f"{table[0][name]:.3f}" for table in tables)
        lines.append(f"| {name} | {figures} |")
    figures = " | ".join(f"{sum(table[0].values()):.3f}" for table in tables)
    return "\n".join([*lines, f"| **together** | {figures} |"])


def _answers(whole: dict[str, Run], pdf: StageTable, layout: float, write: float) -> str:
    seconds, wall = pdf[0], pdf[1]
    theirs = seconds[LAYOUT] + seconds[WRITE]
    own = 100 * (1 - (theirs + seconds[IMPORT]) / wall)
    epub = whole["cold build, EPUB only"]
    return "\n".join(
        [
            f"- Own part of the PDF build, all but WeasyPrint's import, layout and writing: "
            f"{wall - theirs - seconds[IMPORT]:.2f} of {wall:.2f} s, {own:.1f} % "
            f"(wanted: at most {OWN_SHARE_LIMIT:.0f} %). With WeasyPrint's import counted as ours: "
            f"{wall - theirs:.2f} s, {100 * (1 - theirs / wall):.1f} %.",
            f"- Layout {seconds[LAYOUT]:.2f} s and writing {seconds[WRITE]:.2f} s, "
            f"with our patches; bare WeasyPrint {layout:.2f} s and {write:.2f} s on the same "
            "content.",
            f"- EPUB-only cold build: {epub.wall:.2f} s, {epub.cpu:.2f} s of the processor "
            f"(wanted: at most {EPUB_LIMIT} s).",
        ]
    )


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
    parser.add_argument("--stages", help=argparse.SUPPRESS)  # a part, in a process of its own
    options = parser.parse_args()
    if options.stages:
        return stages(options.stages)
    tables = measure(options.runs)
    print(tables)
    if not options.print:
        write_readme(tables)


if __name__ == "__main__":
    main()
