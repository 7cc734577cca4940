"""Join: joins fragments into one PDF, and gives it all that belongs to the book as a whole.

In: the fragments in their order, and a cover: a PDF without a page that has the metadata and the
fonts of the book. Page numbers are set, and links, bookmarks and the structure tree joined: a tree
of one Document, whose kids are those of each fragment's (ISO 32000-1, 14.7). A plain merge of
files would lose all of these.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Object, String

from edition.model.dataclass import dataclass
from edition.pdf.fragment import Fragment, SharedFont
from edition.pdf.production.pagenumbers import PageNumberWriter

#: How many names or numbers stand in one leaf of a tree (ISO 32000-1, 7.9.6 and 7.9.7).
_LEAF = 256


@dataclass(frozen=True, slots=True)
class Joined:
    """The finished file, and what its making had to say."""

    data: bytes
    warnings: tuple[str, ...]


def numbered(
    fragments: Iterable[tuple[Fragment, int]],
    writer: PageNumberWriter,
    fonts: Mapping[str, SharedFont],
) -> list[list[list[bytes]]]:
    """For each fragment, given with the number of its first page, and each of its pages: the
    content to put in where a number was left out. `fonts` are completed with its glyphs."""
    return [
        [
            [writer.content(folio, first + index, fonts[folio.font]) for folio in page]
            for index, page in enumerate(fragment.folios)
        ]
        for fragment, first in fragments
    ]


def join(
    cover: bytes,
    fragments: Sequence[Fragment],
    content: Sequence[Sequence[Sequence[bytes]]],
    depths: Mapping[int, int] | None = None,
) -> Joined:
    """Join `fragments` behind `cover`, which gives the catalog, the metadata and the fonts, and
    loses its one page; `content` is what `numbered` made for them. `depths` says of those, by their
    index, whose bookmarks belong below others' how deep they stand, from 1."""
    with pikepdf.open(BytesIO(cover)) as pdf:
        book = _JoinedPdf(pdf)
        for index, (fragment, inserted) in enumerate(zip(fragments, content, strict=True)):
            with pikepdf.open(BytesIO(fragment.pdf)) as part:
                book.depth = (depths or {}).get(index, 1)
                book.add(part, fragment, inserted)
        book.finish({name for fragment in fragments for name in fragment.wanted})
        out = BytesIO()
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return Joined(out.getvalue(), tuple(book.warnings))


class _JoinedPdf:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.fonts = pdf.pages[0].Resources.get("/Font", Dictionary())
        self.root = pdf.Root.StructTreeRoot
        self.document = self.root.K[0]
        self.document.K = Array()
        self.next_key = 0
        self.numbers: list[tuple[int, Object]] = []
        self.ids: dict[bytes, Object] = {}
        self.places: dict[bytes, Object] = {}
        self.bookmarks: list[tuple[Object, int]] = []
        self.depth = 1
        self.open_bookmarks = 0
        self.pictures: dict[bytes, Object] = {}
        self.links: list[Object] = []
        self.warnings: list[str] = []
        self.kids: list[Object] = []
        del pdf.pages[0]

    # ── one fragment ───────────────────────────────────────────────────────────────────────

    def add(
        self, part: pikepdf.Pdf, fragment: Fragment, inserted: Sequence[Sequence[bytes]]
    ) -> None:
        """Append the pages of `part` and take in what it has."""
        pictures = self._pictures(part)
        first = len(self.pdf.pages)
        for page in part.pages:
            self.pdf.pages.append(page)
        pages = [self.pdf.pages[index] for index in range(first, len(self.pdf.pages))]
        wanted = set(fragment.wanted)
        for page, streams in zip(pages, inserted, strict=True):
            self._number(page, streams)
            page.StructParents = int(page.StructParents) + self.next_key
            for link in page.get("/Annots", ()):
                if "/StructParent" in link:
                    link.StructParent = int(link.StructParent) + self.next_key
                if wanted and str(link.get("/Dest", "")) in wanted:
                    self.links.append(link)
        self._resources(pages, fragment, pictures)
        self._tags(part)
        self._places(part)
        self._bookmarks(part)

    def _number(self, page: pikepdf.Page, streams: Sequence[bytes]) -> None:
        if not streams:
            return
        own = list(page.Contents)
        contents = Array([own[0]])
        for data, after in zip(streams, own[1:], strict=True):
            contents.append(self.pdf.make_stream(data))
            contents.append(after)
        page.Contents = contents

    def _pictures(self, part: pikepdf.Pdf) -> list[tuple[str, bytes]]:
        """The name of each picture of the fragment, and what tells it from others."""
        found = []
        if not len(part.pages):
            return []
        objects = part.pages[0].Resources.get("/XObject", Dictionary())
        for name, item in objects.items():
            if item.get("/Subtype") == "/Image" and "/SMask" not in item:
                told = hashlib.sha256(item.read_raw_bytes())
                entries = sorted((key, repr(value)) for key, value in item.items())
                told.update(repr(entries).encode())
                found.append((name, told.digest()))
        return found

    def _resources(
        self,
        pages: Sequence[pikepdf.Page],
        fragment: Fragment,
        pictures: Sequence[tuple[str, bytes]],
    ) -> None:
        """All pages of a fragment have the same: the fonts come from the cover, and a picture
        that an earlier fragment has is not there twice."""
        resources = pages[0].Resources
        for name in fragment.fonts:
            resources.Font[f"/{name}"] = self.fonts[f"/{name}"]
        for name, digest in pictures:
            objects = resources.XObject
            objects[name] = self.pictures.setdefault(digest, objects[name])

    def _tags(self, part: pikepdf.Pdf) -> None:
        root = part.Root.StructTreeRoot
        document = root.K[0]
        del document["/P"]
        copied = self.pdf.copy_foreign(document)
        for kid in copied.K:
            kid.P = self.document
            self.kids.append(kid)
        numbers = self.pdf.copy_foreign(part.make_indirect(root.ParentTree.Nums))
        for index in range(0, len(numbers), 2):
            self.numbers.append((int(numbers[index]) + self.next_key, numbers[index + 1]))
        self.next_key += int(root.ParentTreeNextKey)
        if "/IDTree" in root:
            names = self.pdf.copy_foreign(part.make_indirect(root.IDTree.Names))
            for name, element in _pairs(names):
                self._identify(name, element)

    def _identify(self, name: bytes, element: Object) -> None:
        unique, count = name, 1
        while unique in self.ids:
            count += 1
            unique = name + f"~{count}".encode()
        if unique != name:
            element.ID = String(unique)
        self.ids[unique] = element

    def _places(self, part: pikepdf.Pdf) -> None:
        names = part.Root.get("/Names", Dictionary()).get("/Dests", Dictionary()).get("/Names")
        if names is not None:
            for name, place in _pairs(self.pdf.copy_foreign(part.make_indirect(names))):
                self.places.setdefault(name, place)

    def _bookmarks(self, part: pikepdf.Pdf) -> None:
        outlines = part.Root.get("/Outlines")
        if outlines is None or "/First" not in outlines:
            return
        item: Object | None = outlines.First
        while item is not None:
            if "/Parent" in item:
                del item["/Parent"]
            item = item.get("/Next")
        self.open_bookmarks += int(outlines.Count)
        item = self.pdf.copy_foreign(outlines.First)
        while item is not None:
            self.bookmarks.append((item, self.depth))
            item = item.get("/Next")

    # ── the whole ───────────────────────────────────────────────────────────────────────────

    def finish(self, wanted: Iterable[str]) -> None:
        """Write what was taken in; links to one of the `wanted` anchors that is nowhere lead
        nowhere."""
        self.document.K = Array(self.kids)
        self.root.ParentTree = self._tree("/Nums", self.numbers)
        self.root.ParentTreeNextKey = self.next_key
        if self.ids:
            pairs = [(String(name), self.ids[name]) for name in sorted(self.ids)]
            self.root.IDTree = self._tree("/Names", pairs)
        if self.places:
            pairs = [(String(name), self.places[name]) for name in sorted(self.places)]
            if "/Names" not in self.pdf.Root:
                self.pdf.Root.Names = Dictionary()
            self.pdf.Root.Names.Dests = self._tree("/Names", pairs)
        self._write_bookmarks()
        lost = [name for name in sorted(wanted) if bytes(String(name)) not in self.places]
        self.warnings += [f"No anchor #{name} for internal URI reference" for name in lost]
        for link in self.links:
            if str(link.Dest) in lost:
                del link["/Dest"]

    def _tree(self, kind: str, pairs: Sequence[tuple[Object | int, Object]]) -> Object:
        """A name tree or number tree of sorted `pairs`."""
        leaves = []
        for start in range(0, len(pairs), _LEAF):
            part = pairs[start : start + _LEAF]
            entries = Array([item for pair in part for item in pair])
            limits = Array([part[0][0], part[-1][0]])
            leaf = Dictionary({kind: entries, "/Limits": limits})
            leaves.append(self.pdf.make_indirect(leaf))
        return self.pdf.make_indirect(Dictionary(Kids=Array(leaves)))

    def _write_bookmarks(self) -> None:
        if not self.bookmarks:
            return
        outlines = self.pdf.make_indirect(Dictionary(Count=self.open_bookmarks))
        around: list[tuple[Object, int]] = [(outlines, 0)]
        for item, depth in self.bookmarks:
            while around[-1][1] >= depth:
                around.pop()
            self._hang(item, around[-1][0])
            for parent, _ in around[1:]:
                parent.Count = int(parent.get("/Count", 0)) + 1 + max(0, int(item.get("/Count", 0)))
            around.append((item, depth))
        self.pdf.Root.Outlines = outlines

    def _hang(self, item: Object, parent: Object) -> None:
        """Put a bookmark behind the others below `parent`."""
        for link in ("/Next", "/Prev"):
            if link in item:
                del item[link]
        item.Parent = parent
        if "/Last" in parent:
            last = parent.Last
            last.Next, item.Prev = item, last
        else:
            parent.First = item
        parent.Last = item


def _pairs(flat: Object) -> Iterable[tuple[bytes, Object]]:
    for index in range(0, len(flat), 2):
        yield bytes(flat[index]), flat[index + 1]
