"""Entries: two versions of a file of annotations that come of a third, merged by keys and by the
ids of entries. What neither changed stays as it is, to the byte. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TypeAlias

from edition.authoring.merge import lines
from edition.authoring.merge.lines import Labels
from edition.model.dataclass import dataclass
from edition.model.problems import errors
from edition.yamlfile.load import YamlPath, YamlValue, load
from edition.yamlfile.pieces import Piece, cut

#: What an entry is known by among its siblings.
_Key: TypeAlias = tuple[str | int, ...]
#: What the entries of a list are sorted by; None for one whose place is not known.
Sorting: TypeAlias = Callable[[YamlPath, Sequence[YamlValue]], Sequence[tuple[object, ...] | None]]
#: How much alike (0 to 1) two entries without ids must be to be versions of one.
_ALIKE = 0.6
#: Entries without ids that are compared for that, at most.
_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged file, and what must be settled by hand: the paths of entries and keys."""

    text: str
    conflicts: tuple[str, ...]


def merged(
    name: str, base: str, ours: str, theirs: str, labels: Labels, sorting: Sorting
) -> Merged:
    """The file `name` with the changes of both sides. `sorting` says where new entries of both
    belong that meet at one place."""
    whole = "\n" if not ours or ours.endswith("\n") else ""
    end = "\r\n" if "\r\n" in ours else "\n"
    texts = [_with_line_ends(text, end) for text in (base, ours, theirs)]
    pieces = [cut(name, text) for text in texts]
    empty = Piece("", {}, "", "")
    if not texts[0].strip():
        pieces[0] = empty
    if any(piece is None for piece in pieces):
        return _by_lines(name, texts, labels, whole)
    merging = _Merging(labels, sorting)
    found = merging.both((), *(piece or empty for piece in pieces))
    text = found.text if whole else found.text.removesuffix(end)
    if not merging.conflicts and _is_worse(name, text, texts[1:]):
        return _by_lines(name, texts, labels, whole)
    return Merged(text, tuple(merging.conflicts))


def _with_line_ends(text: str, end: str) -> str:
    text = text.replace("\r\n", "\n")
    text += "" if text.endswith("\n") or not text else "\n"
    return text.replace("\n", end)


def _by_lines(name: str, texts: Sequence[str], labels: Labels, whole: str) -> Merged:
    text, count = lines.merged(texts[0], texts[1], texts[2], labels)
    return Merged(text if whole else text.rstrip("\r\n"), (name,) if count else ())


def _is_worse(name: str, text: str, sides: Sequence[str]) -> bool:
    """Whether a merged file has a fault of form that neither side has."""
    known = {
        problem.code for side in sides for problem in errors(load(name, side.encode()).problems)
    }
    return any(problem.code not in known for problem in errors(load(name, text.encode()).problems))


class _Merging:
    def __init__(self, labels: Labels, sorting: Sorting) -> None:
        self.labels = labels
        self.sorting = sorting
        self.conflicts: list[str] = []

    def both(self, path: YamlPath, base: Piece, ours: Piece, theirs: Piece) -> Piece:
        """A group or a list with the changes of both sides."""
        known = _keys(base.inner, [], [])
        own = _keys(ours.inner, base.inner, known)
        other = _keys(theirs.inner, base.inner, known)
        b, o, t = (
            dict(zip(keys, piece.inner, strict=True))
            for keys, piece in ((known, base), (own, ours), (other, theirs))
        )
        pieces: dict[_Key, Piece] = {}
        for key in dict.fromkeys([*o, *t]):
            piece = self._one(path, b.get(key), o.get(key), t.get(key))
            if piece is not None:
                pieces[key] = piece
        sides = [{key: pieces[key] for key in side if key in pieces} for side in (o, t)]
        found = [pieces[key] for key in self._order(path, known, *sides)]
        head = self._text(path, base.head, ours.head, theirs.head)
        tail = self._text(path, base.tail, ours.tail, theirs.tail)
        return replace(ours, head=head, inner=_spaced(found, ours, theirs), tail=tail)

    def _one(
        self,
        path: YamlPath,
        base: Piece | None,
        ours: Piece | None,
        theirs: Piece | None,
    ) -> Piece | None:
        """What becomes of a key or an entry; None where it is taken out."""
        if ours is None or theirs is None:
            left = ours or theirs
            if left is None or (base is not None and base.text == left.text):
                return None
            if base is None:
                return left
            self._note(path, left)
            sides = (left.text, "") if ours else ("", left.text)
            return replace(left, head=lines.conflict(*sides, self.labels), inner=[], tail="")
        old = base.text if base else ""
        if ours.text == theirs.text or theirs.text == old:
            return ours
        if ours.text == old:
            return replace(theirs, gap=ours.gap)
        if ours.inner and theirs.inner and ours.is_list == theirs.is_list:
            empty = replace(ours, head=ours.head if base is None else base.head, inner=[])
            same = base is not None and (not base.inner or base.is_list == ours.is_list)
            inner = self.both((*path, ours.step), base if base and same else empty, ours, theirs)
            return inner if inner.inner or not ours.is_list else None
        text, count = lines.merged(old, ours.text, theirs.text, self.labels)
        if count:
            self._note(path, ours)
        return replace(ours, head=text, inner=[], tail="")

    def _text(self, path: YamlPath, base: str, ours: str, theirs: str) -> str:
        """The lines of a group or list beside its entries."""
        text, count = lines.merged(base, ours, theirs, self.labels)
        if count:
            self.conflicts.append("/".join(map(str, path)) or "the first or last lines")
        return text

    def _note(self, path: YamlPath, piece: Piece) -> None:
        data = piece.data
        id = data.get("id") if isinstance(data, Mapping) else None
        own = piece.step if isinstance(piece.step, str) else id or f"entry {piece.step + 1}"
        self.conflicts.append("/".join(map(str, (*path, own))))

    # ── order ───────────────────────────────────────────────────────────────────────────────

    def _order(
        self,
        path: YamlPath,
        base: Sequence[_Key],
        ours: dict[_Key, Piece],
        theirs: dict[_Key, Piece],
    ) -> list[_Key]:
        """All keys: in the order of the side that has moved something, what the other has more
        behind what stands before it there."""
        common = [key for key in base if key in ours and key in theirs]
        kept = set(common)
        moved = [key for key in theirs if key in kept] != common
        still = [key for key in ours if key in kept] == common
        main, more = (theirs, ours) if moved and still else (ours, theirs)
        found, known = list(main), set(base)
        fresh = {key for key in main if key not in known}
        places = self._places(path, ours, theirs, known)
        here = set(found)
        behind: dict[_Key | None, list[_Key]] = {}
        last: _Key | None = None
        for key in more:
            if key in here:
                last = key
            else:
                behind.setdefault(last, []).append(key)
        return _woven(found, behind, fresh, places)

    def _places(
        self,
        path: YamlPath,
        ours: Mapping[_Key, Piece],
        theirs: Mapping[_Key, Piece],
        known: set[_Key],
    ) -> Mapping[_Key, tuple[object, ...]]:
        """What the new entries are sorted by, where both sides have some."""
        new = {key: piece.data for side in (theirs, ours) for key, piece in side.items()}
        new = {key: data for key, data in new.items() if key not in known}
        both = [side for side in (ours, theirs) if any(key in new for key in side)]
        if len(both) < 2 or not all(isinstance(data, Mapping) for data in new.values()):
            return {}
        found = self.sorting(path, list(new.values()))
        return {key: at for key, at in zip(new, found, strict=True) if at is not None}


def _woven(
    main: Sequence[_Key],
    behind: Mapping[_Key | None, Sequence[_Key]],
    fresh: set[_Key],
    places: Mapping[_Key, tuple[object, ...]],
) -> list[_Key]:
    """The keys of one side with those of the other, which stand `behind` some of them; where new
    ones of both meet, by their places, those of `main` first where these are not known."""
    found: list[_Key] = []
    waiting = list(behind.get(None, ()))
    for key in main:
        if key in fresh:
            while waiting and _is_before(places.get(waiting[0]), places.get(key)):
                found.append(waiting.pop(0))
        else:
            found += waiting
            waiting = []
        found.append(key)
        waiting += behind.get(key, ())
    return found + waiting


def _is_before(one: tuple[object, ...] | None, other: tuple[object, ...] | None) -> bool:
    return one is not None and other is not None and one < other


# ── what an entry is known by ───────────────────────────────────────────────────────────────


def _keys(pieces: Sequence[Piece], base: Sequence[Piece], known: Sequence[_Key]) -> list[_Key]:
    """For each piece what it is known by: its key or id; else, of one without an id, that of the
    entry of the `base` that it is, or is a version of."""
    counted: Counter[_Key] = Counter()
    found: list[_Key | None] = []
    for piece in pieces:
        own = _own_key(piece)
        if own is not None:
            counted[own] += 1
            own = (*own, counted[own])
        found.append(own)
    if None in found:
        _match(found, pieces, base, known)
    return [key for key in found if key is not None]


def _own_key(piece: Piece) -> _Key | None:
    if isinstance(piece.step, str):
        return ("key", piece.step)
    id = piece.data.get("id") if isinstance(piece.data, Mapping) else None
    return ("id", str(id)) if id else None


def _match(
    found: list[_Key | None], pieces: Sequence[Piece], base: Sequence[Piece], known: Sequence[_Key]
) -> None:
    """Give keys to the entries without ids."""
    counted: Counter[str] = Counter()
    taken: set[_Key] = set()
    texts = {(piece.text, key[-1]): key for piece, key in zip(base, known, strict=True)}
    for k, piece in enumerate(pieces):
        if found[k] is None:
            counted[piece.text] += 1
            key = texts.get((piece.text, counted[piece.text]))
            if key is not None:
                found[k] = key
                taken.add(key)
    left = [
        (piece, key)
        for piece, key in zip(base, known, strict=True)
        if key not in taken and key[0] == "text"
    ]
    for k, piece in enumerate(pieces):
        if found[k] is not None:
            continue
        near = max(
            ((_alike(piece, old), -n) for n, (old, _) in enumerate(left[:_COMPARED])),
            default=(0, 0),
        )
        if near[0] >= _ALIKE:
            found[k] = left.pop(-near[1])[1]
        else:
            found[k] = ("text", piece.text, counted[piece.text])


def _alike(one: Piece, other: Piece) -> float:
    matcher = SequenceMatcher(None, one.text, other.text, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0


# ── blank lines ─────────────────────────────────────────────────────────────────────────────


def _spaced(found: list[Piece], ours: Piece, theirs: Piece) -> list[Piece]:
    """The pieces with the blank lines that are usual between them, where one came to stand first,
    or no longer stands there."""
    first = ours.inner[0].gap if ours.inner else theirs.inner[0].gap if theirs.inner else ""
    gaps = Counter(piece.gap for side in (ours, theirs) for piece in side.inner[1:])
    usual = gaps.most_common(1)[0][0] if gaps else first
    firsts = {side.inner[0].step for side in (ours, theirs) if side.inner}
    spaced: list[Piece] = []
    for k, piece in enumerate(found):
        gap = first if k == 0 else usual if piece.step in firsts else piece.gap
        spaced.append(piece if gap == piece.gap else replace(piece, gap=gap))
    return spaced
