"""Formatting: whether the words that the text sets apart, and no others, are set apart in a book.

What is wanted comes from the source's markup and from annotations.yaml (`Edition.formatting`), not
from what was made of it on the way to the books. In an EPUB each word is asked for the elements
that it stands in; in a PDF each letter for its face: a sloped, heavy or smaller font, another glyph
for a small capital, the language of its tag. What a PDF draws as lines (`underline`, `struck`) is
no property of a letter, and not asked for there.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from unicodedata import normalize

from edition.model import SLANTED, Block, Edition, Form, Formatting, Role
from edition.text.scripts import UNPAINTED, has_from_right, is_right_to_left

if TYPE_CHECKING:
    from lxml import etree

    from edition.proof.pdftext import Letter

#: What a character stands in, the outermost first: forms, and of a language its tag.
Forms: TypeAlias = tuple[tuple[Form, str], ...]
#: Words in the order of a book, with what they stand in.
Words: TypeAlias = list[tuple[str, Forms]]

_XHTML = "{http://www.w3.org/1999/xhtml}"
_ELEMENTS = {
    "em": Form.EMPHASIS,
    "strong": Form.STRONG,
    "sup": Form.SUPERSCRIPT,
    "sub": Form.SUBSCRIPT,
    "u": Form.UNDERLINE,
    "s": Form.STRUCK,
    "cite": Form.TITLE,
    "code": Form.CODE,
}
_HEAVY = ("bold", "semi", "heavy")
_SMALLER = 0.95


# ── what is wanted ──────────────────────────────────────────────────────────────────────────


def wanted(edition: Edition, block: Block, own: Sequence[Formatting]) -> Words:
    """The words of a block as the source has them, with the forms of `own` that they have."""
    text, gone = edition.source.text, iter([*block.joins, (block.span.end, block.span.end)])
    join = next(gone)
    found: Words = []
    cuts = sorted({offset for form in own for offset in form.span} | {block.span.start})
    ends = [*cuts[1:], block.span.end]
    coming = deque(own)
    around: list[Formatting] = []
    for start, end in zip(cuts, ends, strict=True):
        while coming and coming[0].span.start <= start:
            around.append(coming.popleft())
        around = [form for form in around if form.span.end > start]
        forms = tuple((form.form, form.value) for form in around)
        at = start
        while at < end:
            while join[1] <= at and join[1] < block.span.end:
                join = next(gone)
            stop = min(end, max(at, join[0]))
            if stop > at:
                found.append((text[at:stop], forms))
            at = min(end, join[1]) if join[0] <= stop < join[1] else max(stop, at)
            if join[0] >= end:
                break
    return found


def of_block(edition: Edition) -> Mapping[str, Sequence[Formatting]]:
    """For each block that has formatted words, by its unit, their formatting."""
    blocks = sorted(edition.blocks(), key=lambda block: block.span)
    found: dict[str, list[Formatting]] = defaultdict(list)
    items = iter(sorted(edition.formatting, key=lambda form: (form.span.start, -form.span.end)))
    item = next(items, None)
    for block in blocks:
        while item and item.span.start < block.span.end:
            if item.span.start >= block.span.start:
                found[block.unit].append(item)
            item = next(items, None)
    return found


# ── the EPUB ────────────────────────────────────────────────────────────────────────────────


def in_epub(edition: Edition, shown: Mapping[str, Words]) -> Iterator[str]:
    """What is wrong with the formatting of an EPUB, whose blocks are `shown` by their units. The
    words themselves are compared elsewhere."""
    own = of_block(edition)
    for block in edition.blocks():
        words = wanted(edition, block, own.get(block.unit, ())), shown.get(block.unit, [])
        if not any(forms for side in words for _, forms in side):
            continue  # neither has any, as in most blocks
        want, got = (list(_marked(side)) for side in words)
        if len(want) != len(got):
            continue  # told as words that differ
        if bad := [(a, b) for a, b in zip(want, got, strict=True) if a[1] != b[1]]:
            yield _told(block, bad)


def _marked(words: Words) -> Iterator[tuple[str, Forms]]:
    """Each character with its forms; a line end counts as one where it must be kept."""
    for text, forms in words:
        rest = tuple(item for item in forms if item[0] is not Form.BREAK)
        for k, char in enumerate(text):
            yield char, rest if k else forms


def element_forms(element: etree._Element) -> Forms:
    """The forms that an element gives to the words in it."""
    name = str(element.tag).removeprefix(_XHTML)
    if form := _ELEMENTS.get(name):
        return ((form, ""),)
    if name == "span":
        classes = (element.get("class") or "").split()
        if "smallcaps" in classes:
            return ((Form.SMALL_CAPS, ""),)
        if "foreign" in classes:
            return ((Form.LANGUAGE, element.get("lang") or ""),)
    return ()


def _told(block: Block, bad: Sequence[tuple[tuple[str, Forms], tuple[str, Forms]]]) -> str:
    want, got = bad[0][0][1], bad[0][1][1]
    same = [one[0] for one, other in bad if (one[1], other[1]) == (want, got)]
    words = "".join(same)[:40]
    return f"paragraph {block.unit}: “{words}” should be {_said(want)}, and is {_said(got)}"


def _said(forms: Forms) -> str:
    return ", ".join(value or str(form) for form, value in forms) or "plain"


# ── the PDF ─────────────────────────────────────────────────────────────────────────────────


class _Face(NamedTuple):
    """What can be seen of a letter, and asked for."""

    slanted: bool
    heavy: bool
    size: float


def in_pdf(
    edition: Edition,
    letters: Mapping[str, Sequence[Letter]],
    *,
    sized: bool = True,
    styled: bool = False,
) -> Iterator[str]:
    """What is wrong with the formatting of a PDF, whose blocks have these `letters` by units.

    `sized`: not all letters of the book have one size, so that what is raised is smaller. Words
    that are set apart are sloped, or where a book has no slopes heavy. `styled`: the book has style
    sheets of its own, which may set words apart in any way, and first lines too: then only their
    languages are asked for.
    """
    own = of_block(edition)
    blocks = edition.blocks()
    usual, plain_codes = _plain(edition, blocks, own, letters)
    for block in blocks:
        pairs = _paired(edition, block, own.get(block.unit, ()), letters.get(block.unit, ()))
        if pairs and not styled:
            yield from _of_block(block, pairs, usual, plain_codes, sized)
        elif block.unit in own and pairs:
            yield from _languages(block, pairs)
        elif block.unit in own and _is_in_order(edition, block):
            yield f"paragraph {block.unit}: its letters do not show what is set apart"


_Pairs: TypeAlias = list[tuple[str, Forms, "Letter"]]


def _paired(
    edition: Edition, block: Block, own: Sequence[Formatting], letters: Sequence[Letter]
) -> _Pairs:
    """The letters of a block, each with what it should be; none where their order on the page is
    not that of the text (right to left). The name of who speaks is set apart by itself."""
    want = [
        (piece, forms)
        for text, forms in wanted(edition, block, own)
        for char in text
        for piece in _bare(char)
    ]
    got = [(piece, letter) for letter in letters for char in letter.text for piece in _bare(char)]
    if [piece for piece, _ in want] != [piece for piece, _ in got]:
        return []
    text = edition.source.words(block.span)
    if has_from_right(text):
        return []
    named = sum(len(_bare(char)) for char in text[: block.label])
    pairs = zip(want, got, strict=True)
    return [(piece, forms, letter) for (piece, forms), (_, letter) in pairs][named:]


def _is_in_order(edition: Edition, block: Block) -> bool:
    """Whether the letters of a block must come on the page in the order of the text."""
    turned = is_right_to_left(block.language or edition.metadata.language)
    return not turned and not has_from_right(edition.source.words(block.span))


def _bare(char: str) -> str:
    """A character as pieces that both sides have: nothing of what is not painted."""
    return "" if char.isspace() or UNPAINTED.match(char) else normalize("NFKD", char)


#: The glyphs of letters, by font and letter.
_Codes: TypeAlias = set[tuple[str, str, bytes]]


def _plain(
    edition: Edition,
    blocks: Iterable[Block],
    own: Mapping[str, Sequence[Formatting]],
    letters: Mapping[str, Sequence[Letter]],
) -> tuple[Mapping[Role, _Face], _Codes]:
    """How most letters of each role are set that have no formatting, and the glyphs of these."""
    counts: dict[Role, Counter[_Face]] = defaultdict(Counter)
    codes: _Codes = set()
    for block in blocks:
        pairs = _paired(edition, block, own.get(block.unit, ()), letters.get(block.unit, ()))
        plain = [(piece, letter) for piece, forms, letter in pairs if not forms]
        counts[block.role].update(_face(letter) for piece, letter in plain if piece.isalpha())
        if block.role not in (Role.BYLINE, Role.SIGNATURE):  # in small capitals by themselves
            codes.update((letter.font, piece, letter.code) for piece, letter in plain)
    return {role: count.most_common(1)[0][0] for role, count in counts.items() if count}, codes


def _face(letter: Letter) -> _Face:
    name = letter.font.lower()
    slanted = "italic" in name or "oblique" in name
    return _Face(slanted, any(word in name for word in _HEAVY), round(letter.size, 2))


def _of_block(
    block: Block,
    pairs: _Pairs,
    usual: Mapping[Role, _Face],
    plain_codes: _Codes,
    sized: bool,
) -> Iterator[str]:
    plain = Counter(_face(x) for piece, forms, x in pairs if piece.isalpha() and not forms)
    base = plain.most_common(1)[0][0] if plain else usual.get(block.role, _Face(False, False, 0))
    bad = [
        (piece, fault)
        for piece, forms, letter in pairs
        if piece.isalnum() and (fault := _fault(piece, forms, letter, base, plain_codes, sized))
    ]
    for fault, group in groupby(bad, key=lambda item: item[1]):
        words = "".join(piece for piece, _ in group)[:40]
        yield f"paragraph {block.unit}: “{words}” {fault}"
        return


def _fault(
    piece: str,
    forms: Forms,
    letter: Letter,
    base: _Face,
    plain_codes: _Codes,
    sized: bool,
) -> str:
    """What is wrong with a letter; empty where nothing is."""
    face, kinds = _face(letter), [form for form, _ in forms]
    apart = sum(kind in SLANTED for kind in kinds) % 2 == 1
    heavy = Form.STRONG in kinds or Form.SMALL_CAPS in kinds
    same = (face.slanted, face.heavy) == (base.slanted, base.heavy)
    if not _has_one_face(letter):
        if apart and not heavy and same:
            return f"should be set apart ({_said(forms)}), and is not"
        if not apart and not heavy and not same:
            return "should be as the words around it, and is set apart"
        if Form.STRONG in kinds and not (face.heavy or base.heavy):
            return "should be bold, and is not"
    raised = Form.SUPERSCRIPT in kinds or Form.SUBSCRIPT in kinds
    if raised and sized and base.size and not face.size < base.size * _SMALLER:
        return "should be raised or lowered, and is not"
    is_full = face.size >= base.size * _SMALLER and (letter.font, piece, letter.code) in plain_codes
    is_full = is_full and face.heavy == base.heavy
    if Form.SMALL_CAPS in kinds and piece.islower() and is_full:
        return "should be in small capitals, and is not"
    return _other_language(forms, letter)


def _other_language(forms: Forms, letter: Letter) -> str:
    language = next((value for form, value in reversed(forms) if form is Form.LANGUAGE), "")
    if language and letter.language != language:
        return f"should be in the language {language}, and is in {letter.language or 'none'}"
    return ""


def _languages(block: Block, pairs: _Pairs) -> Iterator[str]:
    bad = [(piece, fault) for piece, forms, x in pairs if (fault := _other_language(forms, x))]
    if bad:
        yield f"paragraph {block.unit}: “{''.join(piece for piece, _ in bad)[:40]}” {bad[0][1]}"


def _has_one_face(letter: Letter) -> bool:
    """Whether a letter is in a font of a script that has no italics: it is set in that alone."""
    return any(name in letter.font.lower() for name in ("amiri", "frank", "boxes"))
