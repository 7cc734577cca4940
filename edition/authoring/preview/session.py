"""Session: the newest state of a watched edition, for all who look at it.

One thread rebuilds; any number read. A state is replaced as a whole, never changed.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import field, replace
from pathlib import PurePosixPath
from threading import Condition
from time import perf_counter

from edition.annotations import ledger
from edition.assembly import drafts
from edition.assembly.consequences import CONSEQUENCES
from edition.assembly.inputs import ANNOTATIONS
from edition.assembly.partial import Salvaged, salvage
from edition.authoring.preview import book as books
from edition.authoring.preview import dependencies
from edition.authoring.preview.book import File, PreviewBook
from edition.authoring.preview.editors import NO_EDITOR, Editor
from edition.authoring.preview.locations import Locations, Target
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Place, Problem, Severity, in_order, visible
from edition.system import snapshot
from edition.system.project import Project, Refused
from edition.yamlfile.load import YamlFile
from edition.yamlfile.prune import path_at

#: Lines of the file that are shown with a problem.
_EXCERPT = 3
#: How many problems the page is told of; the terminal's `check` lists all.
MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class State:
    """What there is to show after a build.

    `status`: `sound`, `salvaged` (something is left out), `stale` (nothing of the newest files
    can be shown: `book` is the last one that could), `nothing` (and there never was one).
    """

    version: int
    status: str
    book: PreviewBook | None
    map: Locations | None
    problems: tuple[Problem, ...]
    targets: tuple[Target | None, ...]
    excerpts: tuple[tuple[tuple[int, str], ...], ...]
    seconds: float
    left_out: int = 0
    names: frozenset[str] = field(default_factory=frozenset)
    #: Of each problem whether it is in an entry of a list, which can be opened.
    of_entries: tuple[bool, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many problems of a severity there are."""
        return sum(problem.severity is severity for problem in self.problems)


class PreviewSession:
    """The project that is watched, and its newest state; `edition` is the one of its editions for
    some readers that is shown."""

    def __init__(self, project: Project, editor: Editor = NO_EDITOR, edition: str = "") -> None:
        self.project = project
        self._edition = edition
        self._editor = editor
        self.instance = secrets.token_urlsafe(9)
        self.closed = False
        self._changed = Condition()
        self._state = State(0, "nothing", None, None, (), (), (), 0.0)
        self._seen: dict[str, str] = {}

    @property
    def state(self) -> State:
        """The newest state."""
        return self._state

    def rebuild(self, *, always: bool = False) -> State | None:
        """Build from the files as they are; None where none of them has changed.

        A fault of the builder is shown as a problem: the next edit may be without it.
        """
        before = self._fingerprints(self._state.names)
        if not always and self._state.version and before == self._seen:
            return None
        started = perf_counter()
        try:
            state = self._built(started)
        except Exception as error:
            state = self._faulty(error, started)
        # What was there before the build: a file saved during it is still to be built of.
        self._seen = {**self._fingerprints(state.names), **before}
        with self._changed:
            self._state = state
            self._changed.notify_all()
        return state

    def wait(self, version: int, seconds: float) -> State | None:
        """The newest state as soon as it is not `version`; None when the time is over, or the
        session closed."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._state.version != version, seconds)
            return self._state if self._state.version != version and not self.closed else None

    def close(self) -> None:
        """Let everybody who waits go."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    # ── building ────────────────────────────────────────────────────────────────────────────

    def _built(self, started: float) -> State:
        salvaged = self._of_readers(salvage(self.project))
        old = self._state
        if salvaged.prepared is not None:
            book: PreviewBook | None = PreviewBook(salvaged.prepared)
            map_: Locations | None = Locations(salvaged.prepared)
            status = "salvaged" if salvaged.left_out else "sound"
        else:
            book, map_ = old.book, old.map
            status = "stale" if book else "nothing"
        problems = self._with_ledger(salvaged)
        stale = status == "stale"
        targets = [
            map_.of_problem(item, salvaged.file, newer=stale) if map_ else None
            for item in problems[:MOST_PROBLEMS]
        ]
        targets = [target if self._is_there(book, target) else None for target in targets]
        return State(
            old.version + 1,
            status,
            book,
            map_,
            problems,
            tuple(targets),
            tuple(self._excerpts(problems[:MOST_PROBLEMS])),
            perf_counter() - started,
            len(salvaged.left_out),
            self._names(salvaged) | (old.names if stale else frozenset()),
            tuple(_is_of_entry(item.place, salvaged.file) for item in problems[:MOST_PROBLEMS]),
        )

    def _of_readers(self, salvaged: Salvaged) -> Salvaged:
        """What is shown of it in the edition for some readers; all where there is none."""
        if not self._edition or salvaged.prepared is None:
            return salvaged
        try:
            of = drafts.reduced(
                self.project,
                salvaged.prepared,
                with_drafts=True,
                edition=self._edition,
                gone=salvaged.left_out,
            )
        except BuildFailed as failed:
            return replace(salvaged, problems=in_order([*salvaged.problems, *failed.problems]))
        return replace(salvaged, prepared=of)

    def _faulty(self, error: Exception, started: float) -> State:
        old = self._state
        message = f"A fault of the builder, not of your files: {error}"
        hint = "Please report it with the edit that you made. The next save tries again."
        problem = Problem("builder-fault", Place(ANNOTATIONS), message, hint)
        status = "stale" if old.book else "nothing"
        return State(
            old.version + 1,
            status,
            old.book,
            old.map,
            (problem,),
            (None,),
            ((),),
            perf_counter() - started,
            0,
            old.names | {ANNOTATIONS},
            (False,),
        )

    def _with_ledger(self, salvaged: Salvaged) -> tuple[Problem, ...]:
        if salvaged.prepared is None:
            return salvaged.problems
        _, found = ledger.read(self.project, salvaged.prepared.annotations)
        if salvaged.left_out:
            found = [problem for problem in found if problem.code not in CONSEQUENCES]
        return in_order([*salvaged.problems, *found])

    def _is_there(self, book: PreviewBook | None, target: Target | None) -> bool:
        return bool(book and target and target.page in book.pages)

    def _excerpts(self, problems: Iterable[Problem]) -> Iterable[tuple[tuple[int, str], ...]]:
        """Of each problem the lines of its file around it."""
        read: dict[str, list[str]] = {}
        for problem in problems:
            name, line = problem.place.file, problem.place.line
            if name not in read:
                read[name] = self._lines(name)
            first = max(1, line - 1)
            shown = read[name][first - 1 : first - 1 + _EXCERPT] if line else []
            yield tuple((first + k, text[:400]) for k, text in enumerate(shown))

    def _lines(self, name: str) -> list[str]:
        try:
            data = self.project.read(name, Place(name))
        except Refused:
            return []
        return data.decode("utf-8-sig", "replace").splitlines()

    # ── the files ───────────────────────────────────────────────────────────────────────────

    def _names(self, salvaged: Salvaged) -> frozenset[str]:
        data = salvaged.file.data if salvaged.file else None
        return (
            dependencies.files(data) | salvaged.file.names
            if salvaged.file and data is not None
            else self._state.names | dependencies.ALWAYS
        )

    def _fingerprints(self, names: Iterable[str]) -> dict[str, str]:
        """What is in the files by their names; nothing for one that cannot be read."""
        return snapshot.digests(self.project, {*names, ANNOTATIONS})

    # ── what is served ──────────────────────────────────────────────────────────────────────

    def page(self, name: str) -> File | None:
        """A file of the edition; while there is none, a page for its problems at the address of any
        page."""
        book = self._state.book
        if book is not None:
            return book.file(name)
        return books.empty() if PurePosixPath(name).suffix == ".html" else None

    def message(self) -> dict[str, object]:
        """The state as the page is told of it."""
        state = self._state
        book = state.book
        return {
            "instance": self.instance,
            "version": state.version,
            "status": state.status,
            "seconds": round(state.seconds, 3),
            "leftOut": state.left_out,
            "assets": book.assets if book else "",
            "title": book.prepared.edition.metadata.title if book else "",
            "contents": [{"name": n, "title": t} for n, t in book.contents] if book else [],
            "more": max(0, len(state.problems) - MOST_PROBLEMS),
            "problems": [
                {
                    **_problem(*item[:3]),
                    "link": self.link(item[0].place),
                    "entry": item[3],
                }
                for item in zip(
                    state.problems, state.targets, state.excerpts, state.of_entries, strict=False
                )
            ],
        }

    def find(self, group: str, id: str) -> dict[str, object] | None:
        """Where the entry `id` of a list shows (or that of `annotations.yaml:12`), in which
        state."""
        state = self._state
        entry = state.map and state.map.entries.get((group, id))
        if not entry:
            return None
        target = entry.target
        return {"page": target.page, "anchor": target.anchor, "version": state.version}

    def where(self, page: str, anchor: str) -> dict[str, str] | None:
        """Where the entry that shows at an anchor of a page stands in the file."""
        target = Target.of_page(page, anchor)
        entry = self._state.map and self._state.map.by_target.get(target)
        if not entry:
            return None
        return {
            "place": str(entry.place),
            "file": entry.place.file,
            "line": str(entry.place.line),
            "id": entry.own_id,
            "group": entry.group,
            "link": self.link(entry.place),
        }

    def is_current(self, name: str) -> bool:
        """Whether the newest state is that of the annotations in the file `name` as they are now,
        so that its lines are the file's."""
        now = self._fingerprints((name,))
        return all(self._seen.get(name) == digest for name, digest in now.items())

    def link(self, place: Place) -> str:
        """The address that opens a place of a file in the editor; empty where none is set."""
        return self._editor.link(self.project.root, place)


def _is_of_entry(place: Place, file: YamlFile | None) -> bool:
    if file is None or file.data is None or place.file not in file.names or not place.line:
        return False
    return any(isinstance(step, int) for step in path_at(file, place))


def _problem(
    problem: Problem, target: Target | None, excerpt: tuple[tuple[int, str], ...]
) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "place": visible(str(problem.place)),
        "file": visible(problem.place.file),
        "line": problem.place.line,
        "message": visible(problem.message),
        "hint": visible(problem.hint),
        "page": target.page if target else "",
        "anchor": target.anchor if target else "",
        "excerpt": [{"line": number, "text": visible(text)} for number, text in excerpt],
    }
