"""Source: reads the finished EPUB and PDF, and holds what they say against the source.

It runs on every build. The text of each block, the apparatus taken away, must be the source's;
each note, glossary entry and figure must be there. What fails is a fault of the builder, since
the input has been checked before.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import normalize

from edition.apparatus.chronology import table
from edition.model import Block, Edition
from edition.proof import documents, formatting, milestones, notekeys, outline
from edition.render.renderer import Renderer
from edition.text.lineends import without
from edition.text.scripts import UNPAINTED, bidi_class, has_from_right, is_right_to_left, mirrored
from edition.typography import stylesheets

if TYPE_CHECKING:
    from edition.proof.pdftext import PdfText

#: Characters that set the direction of what follows them: embeddings, overrides, isolates.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class ProofFailed(Exception):
    """The finished file does not say what the source says; `faults` lists where."""

    def __init__(self, file: str, faults: list[str]) -> None:
        self.file = file
        self.faults = faults
        super().__init__(f"{file}: " + "; ".join(faults[:5]))

    def __reduce__(self) -> tuple[type[ProofFailed], tuple[str, list[str]]]:
        """So that a process can raise it in the one that asked (pickle)."""
        return type(self), (self.file, self.faults)


def prove_epub(edition: Edition, data: bytes) -> None:
    """Raise `ProofFailed` unless the EPUB's text is the source's, character by character, and
    every note, glossary entry and figure is in it, and no font of it can show one letter as
    another."""
    from lxml import etree

    from edition.proof import letters

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    read = documents.Read.of(edition)
    contents: list[bytes] = []
    sheets: list[bytes] = []
    fonts: dict[str, bytes] = {}
    with zipfile.ZipFile(BytesIO(data)) as book:
        for name in book.namelist():
            if name.endswith(".ttf"):
                fonts[name.rsplit("/", 1)[-1]] = book.read(name)
            if name.endswith(".css"):
                sheets.append(book.read(name))
            if name.endswith(".ncx"):
                read.outline.read_ncx(etree.fromstring(book.read(name), parser))
            if not name.endswith(".xhtml"):
                continue
            contents.append(book.read(name))
            read.take(name.rsplit("/", 1)[-1], etree.fromstring(contents[-1], parser))
    faults = in_documents(edition, read)
    faults += letters.in_epub(fonts, contents, sheets)
    raise_for("the EPUB", faults)


def in_documents(edition: Edition, read: documents.Read) -> list[str]:
    """What is wrong with a book of content documents."""
    wanted = {note.anchor: f"note “{note.id}”" for note in edition.notes}
    wanted |= _entries(edition)
    faults = [f"{what} is missing" for key, what in wanted.items() if key not in read.ids]
    faults += _compare(edition, read.units, lambda block, want, got: want == got)
    faults += formatting.in_epub(edition, read.marked) if read.marked and not faults else ()
    faults += milestones.faults(edition, read.pages) if edition.paged and not faults else ()
    faults += outline.in_epub(edition, read.outline) if not faults else ()
    faults += notekeys.in_documents(edition, read.notekeys) if not faults else ()
    return faults


def prove_pdf(
    renderer: Renderer,
    data: bytes,
    anchors: Mapping[str, int] | None,
    faces: Mapping[str, bytes] | None = None,
) -> PdfText:
    """Raise `ProofFailed` unless the PDF's text is the source's, but for white space and what
    is never painted, and every note is in it, whole, with every entry and figure, in letters that
    are seen as what they are.

    `anchors` are those that the layout put on a page, `faces` the edition's fonts by the names
    that they have in the PDF; None where only the finished file is at hand, which names no more
    places than links lead to: entries and figures are then not looked for, nor are shapes.
    Returns the text that was read, from which `pagelist` tells where the pages begin.
    """
    from edition.proof import pdfletters
    from edition.proof.pdftext import extract

    edition = renderer.edition
    language = edition.metadata.language
    found = extract(data, edition.has_marks())

    def same(block: Block, want: str, got: str) -> bool:
        return _same_in_pdf(want, got, block.language or language)

    faults = _compare(edition, found.units, same)
    if found.letters and not faults:
        project = renderer.prepared.project
        faults += formatting.in_pdf(
            edition,
            found.letters,
            sized=renderer.profile.family != "sans",
            styled=any(stylesheets.is_own(project, name) for name in stylesheets.NAMES),
        )
    for note in edition.notes:
        if note.is_own:
            continue  # its words are blocks of the text
        text = found.notes.get(note.anchor, "")
        text += found.units.get(f"long {note.anchor}", "")
        want = renderer.note_text(note)
        may_be_turned = is_right_to_left(language) or has_from_right(want)
        if bare(text) != bare(want) and not (may_be_turned and _same_characters(want, text)):
            faults.append(f"note “{note.id}” is not whole: {difference(want, text)}")
    if not faults:
        prepared = renderer.prepared
        faults += outline.in_pdf(edition, prepared.bodies, prepared.annotations.pictures, found)
        faults += notekeys.in_pdf(edition, found, renderer.labels["comma"])
    if anchors is not None:
        wanted = _entries(edition)
        faults += [f"{what} is missing" for key, what in wanted.items() if key not in anchors]
    if faces is not None:
        faults += pdfletters.in_pdf(data, faces)
    raise_for("the PDF", faults)
    return found


# ── comparing ───────────────────────────────────────────────────────────────────────────────


def _compare(
    edition: Edition, units: Mapping[str, str], same: Callable[[Block, str, str], bool]
) -> list[str]:
    blocks = edition.blocks()
    faults = []
    for block in blocks:
        want, got = _reading(edition, block), units.get(block.unit)
        if got is None:
            faults.append(f"paragraph {block.unit} is missing")
        elif not same(block, want, got):
            faults.append(f"paragraph {block.unit} differs: {difference(want, got)}")
    if not faults and not _in_order(edition, [unit for unit in units if documents.is_unit(unit)]):
        faults.append("the paragraphs are not in the source's order")
    return faults


def _in_order(edition: Edition, found: Sequence[str]) -> bool:
    """Whether the blocks of the text come in its order, and those of the source's notes, series by
    series, in the order of their calls: they stand between the others, or behind."""
    series = {block.unit: note.series.id for note in edition.notes for block in note.blocks}
    wanted = _by_series([block.unit for block in edition.blocks()], series)
    return _by_series(found, series) == wanted


def _by_series(units: Iterable[str], series: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for unit in units:
        found.setdefault(series.get(unit, ""), []).append(unit)
    return found


def _reading(edition: Edition, block: Block) -> str:
    """The words of a block as the source has them, but for the line ends that stand for no blank
    (`assembly.merge.check_whole`: they are white space, and with them it is the source)."""
    return without(edition.source.text, block.span, block.joins)


def _same_in_pdf(want: str, got: str, language: str) -> bool:
    """Whether a PDF's text of a block is the source's.

    Where letters run from right to left, their order on the page does not tell where a bracket, a
    full stop or a number between two directions belongs (UAX 9 is not one to one): that order alone
    is no fault. The words in left-to-right scripts must still come in theirs, but not where a line
    from right to left holds both, nor where the source turns letters round (UAX 9, 2).
    """
    if _painted(want) == _painted(got):
        return True
    is_mixed, from_right = has_from_right(want), is_right_to_left(language)
    if _TURNING.search(want) or (is_mixed and from_right):
        return _same_characters(want, got)
    if not is_mixed and not from_right:
        return False
    return _same_characters(want, got) and _left_to_right(want) == _left_to_right(got)


def _same_characters(want: str, got: str) -> bool:
    """Whether two texts have the same characters, in any order."""
    return _unmirrored(want) == _unmirrored(got)


def _unmirrored(text: str) -> list[str]:
    return sorted(min(char, mirrored(char)) for char in bare(text))


def _left_to_right(text: str) -> str:
    return "".join(char for char in bare(text) if bidi_class(char) == "L")


def _painted(text: str) -> str:
    """Text as a PDF can give it back: composed, one space for any white space."""
    return " ".join(UNPAINTED.sub("", normalize("NFC", text)).split())


def bare(text: str) -> str:
    """Text without white space: a note's paragraphs and list items are not told apart."""
    return _painted(text).replace(" ", "")


def difference(want: str, got: str) -> str:
    want, got = _painted(want), _painted(got)
    pairs = enumerate(zip(want, got, strict=False))
    at = next((k for k, (a, b) in pairs if a != b), min(len(want), len(got)))
    start = max(0, at - 20)
    return f"“{want[start : at + 30]}” became “{got[start : at + 30]}”"


def _entries(edition: Edition) -> dict[str, str]:
    wanted = {
        f"g-{entry.term.id}": f"glossary entry “{entry.term.id}”" for entry in edition.glossary
    }
    wanted |= {
        f"picture-{item.id}": f"picture “{item.id}”"
        for items in edition.pictures.values()
        for item in items
    }
    wanted |= milestones.anchors(edition)
    wanted |= table.anchors(edition.chronology)
    wanted |= {map_.anchor: f"map “{map_.id}”" for map_ in edition.maps}
    wanted |= {
        f"i-{entry.heading.id}": f"index entry “{entry.heading.id}”" for entry in edition.index
    }
    return wanted | {
        f"photo-{figure.photo.id}": f"photo “{figure.photo.id}”" for figure in edition.figures
    }


def raise_for(file: str, faults: list[str]) -> None:
    """Raise `ProofFailed` if there are faults."""
    if faults:
        raise ProofFailed(file, faults)
