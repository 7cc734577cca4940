"""Read: an original of any kind as a manuscript, whose words have been counted twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from pathlib import Path

from edition.authoring.intake import bounds, kinds, pandoc, words, xmltree
from edition.authoring.intake.files import Files, Folder
from edition.authoring.intake.kinds import Kind
from edition.authoring.intake.manuscript import Block, Dropped, Manuscript, Para
from edition.authoring.intake.originals.scan import Scan
from edition.authoring.intake.readers import package, plain
from edition.authoring.intake.readers.plain import PlainText
from edition.model import Role
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed

Progress = Callable[[str], None]


@dataclass(slots=True)
class Original:
    """What was read: `manuscript`, or `plain` for a text that is taken over as it is. `files` are
    the bytes of the original by their names, `picture` gives one of its pictures."""

    path: Path
    kind: Kind
    files: dict[str, bytes]
    manuscript: Manuscript = field(default_factory=lambda: Manuscript([]))
    plain: PlainText | None = None
    picture: Callable[[str], bytes | None] = lambda name: None


def read(path: Path, progress: Progress) -> Original:
    """Read the file or folder at `path`.

    Raises `BuildFailed`: what cannot be read (`import-unreadable`, `import-unknown`,
    `import-needs-pandoc`), and `import-lost-words` where the two readings differ.
    """
    if path.is_dir():
        return _folder(path, progress)
    progress(f"Reading {path.name}")
    data = bounds.read(path)
    kind = kinds.of_file(data, path)
    original = Original(path, kind, {path.name: data})
    if kind in (Kind.DOCX, Kind.ODT, Kind.MARKDOWN):
        _by_pandoc(original, data)
    elif kind is Kind.EPUB:
        archive = bounds.Archive(data, path.name)
        _book(original, archive, progress)
    elif kind is Kind.TEXT:
        original.plain = plain.read(data, path.name)
    else:
        _by_itself(original, data)
    return original


def _folder(path: Path, progress: Progress) -> Original:
    """A folder: Standard Ebooks' sources, or an EPUB that was unpacked."""
    files = Folder(path)
    if not package.is_book(files):
        message = f"{path} holds no package document (.opf), so it is no EPUB."
        bounds.refuse("import-unknown", str(path), message, "Name the file that is to be imported.")
    original = Original(path, Kind.FOLDER, {})
    _book(original, files, progress)
    original.files = {name: files.read(name) for name in _kept(files)}
    return original


def _kept(files: Files) -> Iterable[str]:
    """The files of a book's folder that are its text."""
    return (name for name in files if name.endswith((".xhtml", ".html", ".opf", ".ncx", ".xml")))


def _book(original: Original, files: Files, progress: Progress) -> None:
    from edition.authoring.intake.readers import web

    original.manuscript = web.of_book(files, progress)
    original.picture = lambda name: files.read(name) if name in files else None


def _by_itself(original: Original, data: bytes) -> None:
    """HTML, TEI, RTF and subtitles."""
    name = original.path.name
    if original.kind is Kind.HTML:
        from edition.authoring.intake.readers import web

        original.manuscript = web.of_page(data, name)
        original.picture = _beside(original.path)
    elif original.kind is Kind.TEI:
        _tei(original, data, name)
    elif original.kind is Kind.RTF:
        from edition.authoring.intake.originals import rtf as scanned
        from edition.authoring.intake.readers import rtf

        original.manuscript = rtf.manuscript(data)
        _hold_apart(original, *scanned.scan(data))
    else:
        from edition.authoring.intake.readers import subtitles

        text, _ = plain.decoded(data, name)
        original.manuscript = subtitles.manuscript(text)
        _hold(original, subtitles.shown(text))


def _tei(original: Original, data: bytes, name: str) -> None:
    from edition.authoring.intake.originals import tei as scanned
    from edition.authoring.intake.readers import tei

    original.manuscript = tei.manuscript(xmltree.parse(data, name), name)
    original.picture = _beside(original.path)
    _hold_apart(original, *scanned.scan(data, tei.BLOCKS, tei.FLOATING, tei.AROUND))


def _hold(original: Original, found: Iterable[str]) -> None:
    """Refuse a manuscript that has not the words which were found by other means."""
    own = words.of_original(original.manuscript.blocks)
    _refuse(words.lost(found, own, original.path.name, "what was read of it"))


def _hold_apart(original: Original, main: Iterable[str], notes: Iterable[str]) -> None:
    """The same where notes stand within paragraphs: the text and the notes, each by itself."""
    blocks, name = original.manuscript.blocks, original.path.name
    _refuse(words.lost(main, words.of_original(blocks, False), name, "what was read of it"))
    own = (part for note in words.notes(blocks) for part in words.of_original(note.blocks, False))
    _refuse(words.lost(notes, own, name, "what was read of its notes"))


def _refuse(problem: object) -> None:
    from edition.model.problems import Problem

    if isinstance(problem, Problem):
        raise BuildFailed([problem])


def _beside(path: Path) -> Callable[[str], bytes | None]:
    """Pictures that lie below the folder of a page."""
    folder = path.resolve().parent

    def picture(name: str) -> bytes | None:
        joined = bounds.joined("", name)
        file = (folder / joined).resolve()
        inside = joined and file.is_relative_to(folder) and file.is_file()
        return bounds.read(file) if inside else None

    return picture


# ── pandoc ──────────────────────────────────────────────────────────────────────────────────

_READERS = {
    Kind.DOCX: "docx+styles",
    Kind.ODT: "odt",
    # What is typed stays as it is typed: no quotes made curly, no code of TeX or HTML; and blocks
    # begin where CommonMark begins them.
    Kind.MARKDOWN: (
        "markdown-smart-raw_tex-tex_math_dollars-citations-example_lists-native_divs-native_spans"
        "-fancy_lists-blank_before_header-blank_before_blockquote+lists_without_preceding_blankline"
    ),
}


def _by_pandoc(original: Original, data: bytes) -> None:
    from edition.authoring.intake.readers import pandoc as reader
    from edition.authoring.intake.readers import pandocmeta

    scan = _scanned(original, data)
    tree, media = pandoc.tree(original.path, _READERS[original.kind])
    made = reader.manuscript(tree, media)
    if original.kind is Kind.DOCX:
        made.blocks = [
            *_front(pandocmeta.front(tree), reader.abstract(tree), original, data),
            *made.blocks,
        ]
    made.aside += scan.aside
    made.about.language = made.about.language or scan.about.language
    made.about.title = made.about.title or scan.about.title
    made.about.people = made.about.people or scan.about.people
    original.manuscript = made
    original.picture = (
        media.get if media or original.kind is not Kind.MARKDOWN else _beside(original.path)
    )
    text = "".join(scan.words)
    _settle(made.blocks, text)
    _hold(original, [text])


def _settle(blocks: list[Block], text: str) -> None:
    """Put each caption of a table behind it where it stands there in the `text` of the original;
    pandoc has them all before their tables."""
    from edition.authoring.intake.readers.pandoc import CAPTION

    at = 0
    for k, block in enumerate(blocks):
        own = "".join(words.of_original([block]))
        following = blocks[k + 1] if k + 1 < len(blocks) else None
        is_caption = isinstance(block, Para) and block.place == CAPTION and following is not None
        if is_caption and following is not None and not text.startswith(own, at):
            blocks[k], blocks[k + 1] = following, block
            own = "".join(words.of_original([following]))
        at += len(own)


def _scanned(original: Original, data: bytes) -> Scan:
    """The words of the file, read without pandoc; and the file is whole, and no bomb."""
    if original.kind is Kind.MARKDOWN:
        from edition.authoring.intake.originals import markdown

        text, _ = plain.decoded(data, original.path.name)
        return markdown.scan(text.replace("\r\n", "\n"))
    archive = bounds.Archive(data, original.path.name)
    archive.check()
    if original.kind is Kind.DOCX:
        from edition.authoring.intake.originals import docx

        return docx.scan(archive)
    from edition.authoring.intake.originals import odt

    return odt.scan(archive)


def _front(
    taken: list[tuple[str, str]], abstract: list[Block], original: Original, data: bytes
) -> list[Block]:
    """What pandoc has taken out of a Word document's text, in the order in which it stands there:
    the title and the names are on the title page, a summary is text."""
    from edition.authoring.intake.originals import docx

    first = docx.paragraphs(bounds.Archive(data, original.path.name))
    where = {" ".join(item): k for k, item in reversed(list(enumerate(first)))}

    def order(item: tuple[str, str]) -> int:
        return where.get(" ".join(words.split(item[1])), len(first))

    found: list[Block] = []
    for key, text in sorted(taken, key=order):
        if key == "abstract":
            found += _standfirst(abstract)
        elif text:
            what = "the title, the author and the date"
            found.append(Dropped(text, what, "on the title page", f"the style of its {key}"))
    return found


def _standfirst(blocks: list[Block]) -> list[Block]:
    for block in blocks:
        if isinstance(block, Para):
            block.role = Role.STANDFIRST
    return blocks
