"""Tidy: what every reader leaves to be done to a manuscript: the title off the first page, breaks
out of rows of asterisks, headings out of lines that look so, levels without gaps. Pure.

No word is lost: what is taken out of the text stands in the tree as `Dropped`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from edition.authoring.intake import matchnotes, words
from edition.authoring.intake.manuscript import (
    Block,
    Dropped,
    Entry,
    Heading,
    Inline,
    Items,
    LineBreak,
    Manuscript,
    NoteText,
    Para,
    Quote,
    SceneBreak,
    Style,
    Styled,
)
from edition.model import Role
from edition.text import headinglines

_ROW = re.compile(r"(?:[*⁂•·~#—–=_◆❦☙✻-]\s*){1,40}")
#: A single sign that is a break by itself.
_SIGNS = frozenset(("*", "⁂", "#", "❦", "☙", "◆", "✻", "~", "•"))
#: So many blocks at the beginning may be the title page.
_FRONT = 12
_BY = re.compile(r"^(?:by|von|par|di|de|av|by the)\s+|[.,:]+$", re.I)


def tidy(manuscript: Manuscript) -> None:
    """Do all of it, in place."""
    matchnotes.match(manuscript)
    blocks = list(_breaks(manuscript.blocks))
    _untitle(manuscript, blocks)
    if not any(isinstance(block, Heading) for block in blocks):
        blocks = list(_guessed(blocks, manuscript.aside))
    blocks = list(_over_notes(_listed(blocks)))
    manuscript.blocks = list(_needed_breaks(blocks))
    for block in manuscript.blocks:
        if isinstance(block, Heading) and _is_bold(block.inlines):
            block.inlines = _unbold(block.inlines)
    _levels(manuscript.blocks)


# ── breaks ──────────────────────────────────────────────────────────────────────────────────


def _breaks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Rows of asterisks as breaks."""
    for block in blocks:
        if isinstance(block, Quote):
            block.blocks = list(_breaks(block.blocks))
        if isinstance(block, Para) and _is_row(block.inlines):
            text = words.flat(block.inlines, original=True).strip()
            yield Dropped(text, "rows of signs", "a break between scenes", block.place)
            yield SceneBreak()
        else:
            yield block


def _is_row(inlines: Sequence[Inline]) -> bool:
    text = words.flat(inlines).strip()
    if not text or len(text) > 80 or not _ROW.fullmatch(text):
        return False
    return text in _SIGNS or len("".join(text.split())) >= 3


def _needed_breaks(blocks: Sequence[Block]) -> Iterator[Block]:
    """No break at the beginning or the end of a text, beside a heading, or behind another."""
    shown = [k for k, block in enumerate(blocks) if not isinstance(block, Dropped | NoteText)]
    place = {k: at for at, k in enumerate(shown)}
    for k, block in enumerate(blocks):
        if isinstance(block, SceneBreak):
            at = place[k]
            before = blocks[shown[at - 1]] if at else None
            behind = blocks[shown[at + 1]] if at + 1 < len(shown) else None
            if before is None or isinstance(before, Heading | SceneBreak):
                continue
            if behind is None or isinstance(behind, Heading):
                continue
        yield block


def _over_notes(blocks: Sequence[Block]) -> Iterator[Block]:
    """Headings below which stand notes alone, which are printed elsewhere: no headings."""
    for k, block in enumerate(blocks):
        below = takewhile(lambda item: not isinstance(item, Heading), blocks[k + 1 :])
        kinds = {type(item) for item in below} if isinstance(block, Heading) else set()
        if (
            isinstance(block, Heading)
            and NoteText in kinds
            and kinds <= {NoteText, Dropped, SceneBreak}
        ):
            text = words.flat(block.inlines, original=True)
            yield Dropped(text, "headings over notes", "the edition makes its own", block.place)
        else:
            yield block


# ── lists ───────────────────────────────────────────────────────────────────────────────────


def _listed(blocks: Iterable[Block]) -> list[Block]:
    """Paragraphs that begin with a bullet as the items of a list."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Para) and _has_bullet(block):
            assert isinstance(block.inlines[0], str)
            mark, rest = block.inlines[0][:1], block.inlines[0][1:].lstrip()
            block.inlines = [
                Dropped(f"{mark} ", "bullets", "made a list", block.place),
                rest,
                *block.inlines[1:],
            ]
            if found and isinstance(found[-1], Items) and found[-1].start is None:
                found[-1].items.append([block])
            else:
                found.append(Items(None, [[block]]))
        else:
            found.append(block)
    return found


def _has_bullet(block: Para) -> bool:
    first = block.inlines[0] if block.inlines else ""
    return isinstance(first, str) and re.match(r"[•▪‣◦]\s", first) is not None


# ── the title ───────────────────────────────────────────────────────────────────────────────


def _untitle(manuscript: Manuscript, blocks: list[Block]) -> None:
    """Take the title, the subtitle and the authors off the beginning: the title page has them."""
    about = manuscript.about
    known = {_bare(about.title), _bare(about.subtitle), _bare(f"{about.title} {about.subtitle}")}
    known |= {_bare(person.name) for person in about.people} | {_bare(about.date)}
    known -= {""}
    if not known:
        return
    for k, block in enumerate(blocks[:_FRONT]):
        if isinstance(block, Dropped | SceneBreak):
            continue
        if not isinstance(block, Heading | Para):
            return
        text = words.flat(block.inlines)
        if not text.strip():
            continue  # where a page begins
        if _bare(text) not in known or _has_more(block.inlines):
            return
        whole = words.flat(block.inlines, original=True)
        blocks[k] = Dropped(whole, "the title and the author", "on the title page", block.place)


def _bare(text: str) -> str:
    return _BY.sub("", " ".join(words.split(text))).casefold()


def _has_more(inlines: Sequence[Inline]) -> bool:
    """Whether there is more than words: the call of a note, a picture."""
    return any(
        _has_more(item.inlines)
        if isinstance(item, Styled)
        else not isinstance(item, str | LineBreak | Dropped)
        for item in inlines
    )


# ── headings ────────────────────────────────────────────────────────────────────────────────


def _guessed(blocks: Sequence[Block], aside: list[Entry]) -> Iterator[Block]:
    """Headings of a text that declares none: lines that read like one, or stand in bold alone."""
    texts = [words.flat(b.inlines).strip() if isinstance(b, Para) else "" for b in blocks]
    looks = headinglines.alike([text for text in texts if text])
    bold = [
        isinstance(b, Para) and _is_bold(b.inlines) and len(words.flat(b.inlines)) < 80
        for b in blocks
    ]
    by_face = 2 <= sum(bold) <= len(blocks) / 3
    for block, text, is_bold in zip(blocks, texts, bold, strict=True):
        if not isinstance(block, Para) or not text or block.role is not Role.NARRATIVE:
            yield block
        elif (level := looks.get(text, 0)) or (by_face and not looks and is_bold):
            aside.append(Entry("headings", "guessed from how they look", block.place, text))
            yield Heading(level or 1, _unbold(block.inlines), block.place)
        else:
            yield block


def _is_bold(inlines: Sequence[Inline]) -> bool:
    shown = [item for item in inlines if not (isinstance(item, str) and not item.strip())]
    return bool(shown) and all(isinstance(i, Styled) and i.style is Style.STRONG for i in shown)


def _unbold(inlines: Sequence[Inline]) -> list[Inline]:
    found: list[Inline] = []
    for item in inlines:
        if isinstance(item, Styled) and item.style is Style.STRONG:
            found += item.inlines
        else:
            found.append(item)
    return found


def _levels(blocks: Iterable[Block]) -> None:
    """Number the levels of headings from 1 on, without gaps."""
    found = [block for block in _all(blocks) if isinstance(block, Heading)]
    order = {level: k for k, level in enumerate(sorted({block.level for block in found}), 1)}
    for block in found:
        block.level = order[block.level]


def _all(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Quote):
            yield from _all(block.blocks)
