"""The same content made by others: an EPUB by pandoc, a PDF by WeasyPrint as it is.

    python benchmarks/rivals.py markdown FOLDER OUT    writes book.md and sources.json for pandoc
    python benchmarks/rivals.py html FOLDER OUT        keeps in the file OUT what WeasyPrint is fed
    python benchmarks/rivals.py print OUT PDF          lays it out and writes it, unpatched

pandoc gets the same paragraphs, notes, glossary (its uses are links), descriptions of the index,
sections and sources as Markdown, and sets the citations. It makes no index with places, no cover,
no page list, embeds no fonts, and proves nothing.

WeasyPrint gets our templates' HTML as one document, with our style sheets and fonts. The page
numbers of the contents, the glossary, the index and the photographs are target-counter(), as
WeasyPrint's users write them. A page that several uses are on is printed several times then, and
the calls of notes are no links; it may lose notes, and nothing is proved. The HTML is made
before its time is taken.
"""

from __future__ import annotations

import json
import pickle
import re
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import checkout  # noqa: F401

if TYPE_CHECKING:
    from edition.model import Block, Edition


# ── pandoc ──────────────────────────────────────────────────────────────────────────────────


def pandoc_version() -> str:
    """pandoc's version, or nothing where `pypandoc_binary` is not installed."""
    try:
        import pypandoc
    except ImportError:
        return ""
    return str(pypandoc.get_pandoc_version())


def pandoc_command(folder: Path) -> list[str]:
    """What makes folder/book.epub of the files that `markdown` wrote into `folder`."""
    import pypandoc

    return [
        pypandoc.get_pandoc_path(),
        "-f",
        "markdown",
        "-t",
        "epub3",
        "--citeproc",
        "--toc",
        f"--bibliography={folder / 'sources.json'}",
        str(folder / "book.md"),
        "-o",
        str(folder / "book.epub"),
    ]


def markdown(project: Path, folder: Path) -> None:
    """Write the edition in `project` as pandoc's Markdown and CSL JSON into `folder`."""
    from edition.assembly.prepare import prepare
    from edition.system.project import Project

    edition = prepare(Project.at(project)).edition
    lines = ["---", f"title: {json.dumps(edition.metadata.title)}", "lang: en", "---", ""]
    lines += [*_text(edition), *_apparatus(edition), "# Sources", ""]
    (folder / "book.md").write_text("\n".join(lines), encoding="utf-8")
    records = _csl_json([record.csl for record in edition.records])
    (folder / "sources.json").write_text(json.dumps(records), encoding="utf-8")


def _text(edition: Edition) -> Iterator[str]:
    """The sections before the text, and the chapters."""
    from edition.model import Figure

    sections = [(section.title, section.body) for section in edition.front]
    if edition.text_note:
        sections.append(("Note on the text", edition.text_note))
    for title, body in sections:
        yield from (f"# {_plain(title)}", "", _linked(body.text).replace("\n#", "\n##"), "")
    for chapter in edition.chapters:
        yield from (f"# {_plain(chapter.title)}", "")
        for element in chapter.elements:
            for block in element.words if isinstance(element, Figure) else (element,):
                yield from (_block(block), "")


def _apparatus(edition: Edition) -> Iterator[str]:
    """The notes, the glossary and the index."""
    for note in edition.notes:
        if note.body:
            yield from (f"[^{note.anchor}]: {_indented(note.body.text)}", "")
    yield from ("# Glossary", "")
    for entry in edition.glossary:
        term = entry.term
        yield from _definition(f"[{_plain(term.headword)}]{{#g-{term.id}}}", term.definition.text)
    yield from ("# Index", "")
    for item in edition.index:
        heading = item.heading
        said = heading.description.text if heading.description else heading.name
        yield from _definition(f"[{_plain(heading.name)}]{{#i-{heading.id}}}", said)


def _definition(term: str, text: str) -> list[str]:
    return [term, f":   {_indented(text)}", ""]


def _indented(text: str) -> str:
    return _linked(text.strip()).replace("\n", "\n    ")


def _block(block: Block) -> str:
    from edition.model import GlossRef, NoteRef

    parts = []
    for run in block.runs:
        text = _plain(getattr(run, "text", ""))
        if isinstance(run, NoteRef):
            text = f"[^{run.anchor}]"
        elif isinstance(run, GlossRef):
            text = f"[{text}](#g-{run.term_id})"
        parts.append(text)
    return "".join(parts)


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|$@^~])", r"\\\1", re.sub(r"\s+", " ", text))


#: The kinds of links of our Markdown, and what their ids begin with in pandoc's.
_TARGETS = {"term": "g-", "person": "i-", "organization": "i-", "place": "i-"}


def _linked(text: str) -> str:
    """Our Markdown with links that pandoc resolves; those to notes it cannot."""

    def link(found: re.Match[str]) -> str:
        words, kind, id = found.groups()
        return f"[{words or id}](#{_TARGETS[kind]}{id})" if kind in _TARGETS else words or id

    kinds = "|".join((*_TARGETS, "note", "map"))
    return re.sub(rf"\[([^\]]*)\]\(({kinds}):([^)]*)\)", link, text)


def _csl_json(records: list[Mapping[str, object]]) -> list[dict[str, object]]:
    from edition.apparatus.citations import exchange

    found: list[dict[str, object]] = json.loads(exchange.csl_json(records))
    return found


# ── WeasyPrint ──────────────────────────────────────────────────────────────────────────────

#: Parts of a book are not bodies here but divisions of one.
_PARTS = ("front", "text", "back")


def html(project: Path, kept: Path) -> None:
    """Keep in the file `kept` what WeasyPrint is fed to print the edition in `project`: the HTML
    and the files that it names."""
    from barepages import FOLIOS, Pages

    from edition.apparatus.citations.formatter import Formatter
    from edition.assembly.prepare import prepare
    from edition.pdf import assets
    from edition.render.renderer import Renderer
    from edition.system.project import Project
    from edition.typography.profiles import PROFILES

    prepared = prepare(Project.at(project))
    profile = PROFILES["screen"]
    renderer = Renderer(prepared, "pdf", Formatter.of(prepared), profile)
    pages = Pages(renderer)
    parts = {"front": pages.front(), "text": pages.text(), "back": pages.back()}
    kind = "interview" if prepared.edition.speakers else ""
    divisions = "".join(
        f'<div class="{name} {kind}">{_inside_body(part)}</div>' for name, part in parts.items()
    )
    head = parts["text"].partition("<body")[0]
    document = f"{head}<style>{FOLIOS}</style><body>{divisions}</body></html>"
    inputs = assets.layout_inputs(prepared, renderer)
    files = {name: _served(*file) for name, file in inputs.files.items()}
    kept.write_bytes(pickle.dumps({"html": document, "files": files}))


def _inside_body(document: str) -> str:
    found = re.search(r"<body[^>]*>(.*)</body>", document, re.S)
    assert found, "a template has no body"
    return found[1]


def _served(data: bytes, kind: str) -> tuple[bytes, str]:
    if kind.startswith("text/css"):
        for part in _PARTS:
            data = data.replace(b"body.%s" % part.encode(), b"div.%s" % part.encode())
    return data, kind


def print_it(kept: Path, pdf: Path) -> None:
    """Lay out and write what `html` kept with WeasyPrint as it is; prints as JSON the seconds of
    the layout and of the writing, the pages, and the bytes."""
    import logging

    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fed = pickle.loads(kept.read_bytes())

    class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            data, media_type = fed["files"][url.removeprefix("edition:")]
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    start = time.perf_counter()
    document = HTML(string=fed["html"], base_url="edition:", url_fetcher=Fetcher()).render(
        pdf_variant="pdf/ua-1"
    )
    laid_out = time.perf_counter()
    data = document.write_pdf(pdf_variant="pdf/ua-1")
    written = time.perf_counter()
    pdf.write_bytes(data)
    figures = [laid_out - start, written - laid_out, len(document.pages), len(data)]
    print(json.dumps(figures))


if __name__ == "__main__":
    what, here, there = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
    {"markdown": markdown, "html": html, "print": print_it}[what](here, there)
