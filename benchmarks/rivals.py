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
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

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

    return [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", "epub3", "--citeproc", "--toc",
            f"--bibliography={folder / 'sources.json'}", str(folder / "book.md"),
            "-o", str(folder / "book.epub")]  # fmt: skip


def markdown(project: Path, folder: Path) -> None:
    """Write the edition in `project` as pandoc's Markdown and CSL JSON into `folder`."""
    from edition.prepare import prepare
    from edition.project import Project

    edition = prepare(Project.at(project)).edition
    lines = ["---", f"title: {json.dumps(edition.metadata.title)}", "lang: en", "---", ""]
    sections = [(section.title, section.body) for section in edition.front]
    if edition.text_note:
        sections.append(("Note on the text", edition.text_note))
    for title, body in sections:
        lines += [f"# {_plain(title)}", "", _linked(body.text).replace("\n#", "\n##"), ""]
    for chapter in edition.chapters:
        lines += [f"# {_plain(chapter.title)}", ""]
        for element in chapter.elements:
            blocks = getattr(element, "words", (element,))
            lines += [line for block in blocks for line in (_block(block), "")]
    for note in edition.notes:
        if note.body:
            lines += [f"[^{note.anchor}]: {_indented(note.body.text)}", ""]
    lines += ["# Glossary", ""]
    for entry in edition.glossary:
        term = entry.term
        lines += _definition(f"[{_plain(term.headword)}]{{#g-{term.id}}}", term.definition.text)
    lines += ["# Index", ""]
    for item in edition.index:
        heading = item.heading
        said = heading.description.text if heading.description else heading.name
        lines += _definition(f"[{_plain(heading.name)}]{{#i-{heading.id}}}", said)
    lines += ["# Sources", ""]
    (folder / "book.md").write_text("\n".join(lines), encoding="utf-8")
    records = _csl_json([record.csl for record in edition.records])
    (folder / "sources.json").write_text(json.dumps(records), encoding="utf-8")


def _definition(term: str, text: str) -> list[str]:
    return [term, f":   {_indented(text)}", ""]


def _indented(text: str) -> str:
    return _linked(text.strip()).replace("\n", "\n    ")


def _block(block: Any) -> str:
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


def _csl_json(records: list[Any]) -> list[dict[str, Any]]:
    from edition.csl_records import for_citeproc

    return [
        {**for_citeproc(record, record["id"]), "URL": str(record.get("URL", ""))}
        for record in records
    ]


# ── WeasyPrint ──────────────────────────────────────────────────────────────────────────────

#: Parts of a book are not bodies here but divisions of one.
_PARTS = ("front", "text", "back")
_FOLIOS = """
[data-to]::before { content: target-counter(attr(data-to), page) }
[data-to].front-folio::before { content: target-counter(attr(data-to), page, lower-roman) }
#glossary .uses a[href^="#"]::before, #index .uses a[href^="#"]:not(.ix-map)::before {
    content: target-counter(attr(href), page)
}
"""


def html(project: Path, kept: Path) -> None:
    """Keep in the file `kept` what WeasyPrint is fed to print the edition in `project`: the HTML
    and the files that it names."""
    from edition import pdffiles
    from edition.citations import Formatter
    from edition.prepare import prepare
    from edition.profiles import PROFILES
    from edition.project import Project
    from edition.render import Renderer

    prepared = prepare(Project.at(project))
    profile = PROFILES["screen"]
    renderer = Renderer(prepared, "pdf", Formatter.of(prepared.edition), profile)
    pages = _Pages(renderer)
    parts = {"front": pages.front(), "text": pages.text(), "back": pages.back()}
    bodies = {
        name: re.search(r"<body[^>]*>(.*)</body>", part, re.S) for name, part in parts.items()
    }
    head = parts["text"][: parts["text"].index("<body")]
    kind = "interview" if prepared.edition.speakers else ""
    divisions = "".join(f'<div class="{n} {kind}">{m[1]}</div>' for n, m in bodies.items() if m)
    document = f"{head}<style>{_FOLIOS}</style><body>{divisions}</body></html>"
    fetcher = pdffiles.fetcher(prepared, profile, renderer.all_text)
    names = set(re.findall(r'(?:href|src)="edition:([^"]+)"', document))
    files = {name: _served(fetcher, name) for name in names}
    for data, _ in list(files.values()):
        for name in re.findall(rb'edition:([^")\s]+)', data):
            files[name.decode()] = _served(fetcher, name.decode())
    kept.write_bytes(pickle.dumps({"html": document, "files": files}))


def _served(fetcher: Any, name: str) -> tuple[bytes, str]:
    response = fetcher.fetch(f"edition:{name}")
    data, kind = response.read(), response.headers["Content-Type"]
    if kind.startswith("text/css"):
        for part in _PARTS:
            data = data.replace(b"body.%s" % part.encode(), b"div.%s" % part.encode())
    return data, kind


class _Pages:
    """Our templates filled in without page numbers: in their place stand elements that say where
    they point, which the style sheet fills in."""

    def __init__(self, renderer: Any) -> None:
        self.renderer = renderer
        self.edition = renderer.edition

    def _filled(self, name: str, **values: Any) -> str:
        from edition import pdffiles

        language = self.edition.metadata.language
        sheets = pdffiles.sheets(self.renderer.profile, language)
        return str(
            self.renderer.template(f"pdf/{name}.html", created="2026-01-01T00:00:00Z",
                                   pages_before=0, starts="", sheets=sheets, **values)
        )  # fmt: skip

    def front(self) -> str:
        """The front matter with the contents."""
        from edition.pdf import BACK
        from edition.render import TocEntry

        labels = self.renderer.labels
        later = [(chapter.title, chapter.id) for chapter in self.edition.chapters]
        later += [(labels[name], name) for name in BACK if name not in self._missing()]
        front = [(section.title, f"front-{section.id}") for section in self.edition.front]
        front.append((labels["note-on-the-text"], "text-note"))
        contents = [
            (TocEntry(title, "", name), _folio(name, "front-folio")) for title, name in front
        ]
        contents += [(TocEntry(title, "", name), _folio(name)) for title, name in later]
        return self._filled("front", contents=contents, blank=False)

    def _missing(self) -> set[str]:
        """The sections of the back matter that this edition has not."""
        edition = self.edition
        has = {"chronology": edition.chronology, "maps": edition.maps, "glossary": edition.glossary,
               "photographs": edition.figures, "sources": edition.records, "index": edition.index,
               "colophon": True}  # fmt: skip
        return {"end-notes", "long-notes"} | {name for name, there in has.items() if not there}

    def text(self) -> str:
        """The text; each note stands whole at the foot of its page."""
        from markupsafe import Markup

        feet = {n.anchor: Markup("".join(self.renderer.split_note(n))) for n in self.edition.notes}
        return self._filled("body", feet=feet, long=set())

    def back(self) -> str:
        """The back matter."""
        from edition import locators

        edition, renderer = self.edition, self.renderer
        photos = {figure.photo.id: _folio(f"photo-{figure.photo.id}") for figure in edition.figures}
        uses = {
            entry.term.id: [("", f"gu-{entry.term.id}-{use.use}") for use in entry.uses]
            for entry in edition.glossary
        }
        return self._filled(
            "back", use_pages=uses, long_notes=[], photo_pages=photos, end_notes=[],
            years=renderer.chronology(), timelines=renderer.timelines(), maps=renderer.maps(),
            photos=renderer.photo_list(), sources=renderer.bibliography(),
            index_groups=locators.groups(edition),
            index_pages={entry.heading.id: _mentions(entry) for entry in edition.index},
            tools=[], attached=(),
        )  # fmt: skip


def _mentions(entry: Any) -> list[Any]:
    """A locator for each mention of a heading in the text and for each note that names it."""
    from edition.locators import Page, PageLocator

    places = dict.fromkeys(mention.anchor for mention in entry.mentions)
    found = [PageLocator(Page("", anchor)) for anchor in places]  # type: ignore[arg-type]
    return found + [PageLocator(Page("", n.anchor), None, n.mark) for n in entry.notes]  # type: ignore[arg-type]


def _folio(anchor: str, kind: str = "folio") -> Any:
    from markupsafe import Markup

    return Markup('<span class="{}" data-to="#{}"></span>').format(kind, anchor)


def print_it(kept: Path, pdf: Path) -> None:
    """Lay out and write what `html` kept with WeasyPrint as it is; prints as JSON the seconds of
    the layout and of the writing, the pages, and the bytes."""
    import logging

    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fed = pickle.loads(kept.read_bytes())

    class Fetcher(URLFetcher):
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
