"""Lines: two versions of a text that come of a third, merged by lines as `diff3` does. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from edition.model.dataclass import dataclass

#: How many signs begin the lines around a conflict, as git writes them.
MARK = 7


@dataclass(frozen=True, slots=True)
class Labels:
    """What the two sides are called in the marks of a conflict."""

    ours: str
    theirs: str


def merged(base: str, ours: str, theirs: str, labels: Labels) -> tuple[str, int]:
    """The merged text, and how many conflicts are marked in it."""
    parts: list[str] = []
    conflicts = 0
    for chunk in _chunks(*(text.splitlines(keepends=True) for text in (base, ours, theirs))):
        if isinstance(chunk, str):
            parts.append(chunk)
        else:
            parts.append(conflict(*chunk, labels))
            conflicts += 1
    return "".join(parts), conflicts


def conflict(ours: str, theirs: str, labels: Labels) -> str:
    """Both versions between marks; what they have in common at their ends stands outside."""
    one, other = (text.splitlines(keepends=True) for text in (ours, theirs))
    head = next(
        (k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    rest = min(len(one), len(other)) - head
    tail = next((k for k in range(rest) if one[-1 - k] != other[-1 - k]), rest)
    end = "\r\n" if "\r\n" in ours + theirs else "\n"
    return "".join([
        *one[:head],
        f"{'<' * MARK} {labels.ours}{end}",
        *one[head : len(one) - tail],
        f"{'=' * MARK}{end}",
        *other[head : len(other) - tail],
        f"{'>' * MARK} {labels.theirs}{end}",
        *one[len(one) - tail :],
    ])  # fmt: skip


def _chunks(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[str | tuple[str, str]]:
    """What is settled, and pairs of what is not."""
    at = our = their = 0
    for start, a, b, length in _common(base, ours, theirs):
        old, one, other = base[at:start], ours[our:a], theirs[their:b]
        if one == other or other == old:
            yield "".join(one)
        elif one == old:
            yield "".join(other)
        else:
            yield "".join(one), "".join(other)
        yield "".join(base[start : start + length])
        at, our, their = start + length, a + length, b + length


def _common(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of lines that stand in all three: where in each, and how long; at last the ends,
    of no length."""
    one = SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks()
    other = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(one) - 1 and j < len(other) - 1:
        start = max(one[i].a, other[j].a)
        end = min(one[i].a + one[i].size, other[j].a + other[j].size)
        if start < end:
            yield (
                start,
                one[i].b + start - one[i].a,
                other[j].b + start - other[j].a,
                end - start,
            )
        if one[i].a + one[i].size <= other[j].a + other[j].size:
            i += 1
        else:
            j += 1
    yield len(base), len(ours), len(theirs), 0
