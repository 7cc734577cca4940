"""Engine: pandoc's citeproc, run once for all citations of an edition; JSON in, JSON out.

It is the engine that the field measures others by. A run is begun as soon as the annotations are
read, and works beside the other stages; what it has made is kept from build to build, by all that
it was made of. pandoc runs in its sandbox, bounded in time and memory, and gets one file, the
style.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence

from edition.apparatus.citations import beside, written
from edition.apparatus.citations.beside import Marks
from edition.apparatus.citations.request import Request
from edition.apparatus.citations.richtext import Inline
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Place, Problem
from edition.system import cachedir, fingerprint, pandoc

#: Runs that are remembered: the books of an edition ask for the same.
_KEPT = 8
_INSTALL = "Install it: pip install pypandoc-binary"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: each citation, and (id, entry) in the order of the style."""

    citations: tuple[str, ...]
    entries: tuple[tuple[str, str], ...]


_recent: dict[str, Run] = {}


def begun(
    asked: bytes, request: Callable[[], Request], style: bytes, addresses: Mapping[str, str]
) -> Run:
    """A run begun now or a moment ago. `asked` is all that the `request` is made of, which is
    written for a new run alone; `addresses` are those of entries by their ids."""
    parts = (asked, style, json.dumps(addresses, sort_keys=True).encode())
    key = " ".join(hashlib.sha256(part).hexdigest() for part in parts)
    if key not in _recent:
        while len(_recent) >= _KEPT:
            del _recent[next(iter(_recent))]
        _recent[key] = Run(key, request, style, addresses)
    return _recent[key]


class Run:
    """One run of the engine, begun at once and waited for when its result is asked for."""

    def __init__(
        self,
        key: str,
        request: Callable[[], Request],
        style: bytes,
        addresses: Mapping[str, str],
    ) -> None:
        self.key = key
        self._style, self._addresses = style, addresses
        self._made: Made | None = None
        self._failed: BuildFailed | None = None
        self._cache = _cache()
        self._thread: threading.Thread | None = None
        if kept := self._cache.get(self.key):
            self._made = _unpacked(kept)
            return
        self._request = request()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def result(self) -> Made:
        """What was made. Raises `BuildFailed` where pandoc is missing, or failed."""
        if self._thread:
            self._thread.join()
        if self._failed:
            raise self._failed
        assert self._made is not None, "a run ends with a result or a failure"
        return self._made

    def keep(self) -> None:
        """Keep what was made for the next build."""
        if self._made and self._thread:
            self._cache.put(self.key, _packed(self._made))
            self._cache.tidy()

    def _work(self) -> None:
        try:
            tree = _asked(self._request, self._style)
            self._made = _read(tree, self._addresses, self._request.marks)
        except BuildFailed as failed:
            self._failed = failed


def _cache() -> cachedir.Cache:
    folder = cachedir.kept("citations")
    return cachedir.Cache(folder, fingerprint.digest("pypandoc-binary", "lxml") if folder else "")


def _packed(made: Made) -> bytes:
    return json.dumps([made.citations, made.entries], ensure_ascii=False).encode()


def _unpacked(kept: bytes) -> Made:
    citations, entries = json.loads(kept)
    return Made(tuple(citations), tuple((id, markup) for id, markup in entries))


def _asked(request: Request, style: bytes) -> Mapping[str, Sequence[Inline]]:
    """The document as pandoc gives it back, its citations written out."""
    arguments = ["-f", "json", "-t", "json", "--citeproc", "--csl=style.csl"]
    files = {"style.csl": style}
    if request.beside:
        arguments.append("--bibliography=beside.json")
        files["beside.json"] = request.beside
    try:
        data = pandoc.run(request.document, arguments, files)
    except pandoc.PandocFailed as failed:
        code = "pandoc-missing" if failed.missing else "citations-failed"
        hint = _INSTALL if failed.missing else "Try another style, or fewer sources."
        message = f"The sources cannot be set: {failed}."
        raise BuildFailed([Problem(code, Place("annotations.yaml"), message, hint)]) from failed
    found: Mapping[str, Sequence[Inline]] = json.loads(data)
    return found


def _read(
    tree: Mapping[str, Sequence[Inline]], addresses: Mapping[str, str], marks: Mapping[str, Marks]
) -> Made:
    blocks = list(tree["blocks"])
    listed = blocks.pop()["c"][1] if blocks and blocks[-1]["t"] == "Div" else []
    languages = {
        letters: mark for of_one in marks.values() for letters, mark in of_one.items() if mark[1]
    }
    citations = [
        written.citation(beside.restored(cite["c"][1], dict(languages)))
        for note in blocks
        for cite in _cites(note)
    ]
    entries = []
    for block in listed:
        id = block["c"][0][0].removeprefix("ref-")
        made = beside.marked(block["c"][1], marks.get(id, {}))
        if markup := written.entry(made, addresses.get(id, "")):
            entries.append((id, markup))
    return Made(tuple(citations), tuple(entries))


def _cites(note: Inline) -> Iterator[Inline]:
    """The one citation in a note."""
    for outer in note.get("c", ()):
        for block in outer["c"] if outer["t"] == "Note" else ():
            yield from (item for item in block["c"] if item["t"] == "Cite")
