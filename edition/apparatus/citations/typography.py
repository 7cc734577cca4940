"""The typography of citations that citeproc-py leaves undone: quotes, stops, order, language.

Pure functions on text and XHTML fragments. Rules: The Chicago Manual of Style, 17th edition.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from edition.apparatus.citations.records import (
    HIDDEN,
    NAME_FIELDS,
    CleanRecord,
    parse_date,
    parse_names,
)
from edition.languages import edtf, sorting
from edition.languages.collation import Key
from edition.markup.languagespans import LANGUAGE_TAG, without_spans

_ENTITIES = str.maketrans({hidden: escape(char) for char, hidden in HIDDEN.items()})


def reveal(text: str) -> str:
    """`text` with the hidden `&`, `<`, `>` as entities."""
    return text.translate(_ENTITIES)


def without_stop(title: str) -> str:
    """A title has no full stop at its end; that of an ellipsis or an initial stays."""
    if title.endswith(".") and not re.search(r"(?:\.\.|\b\w)\.$", title):
        return title[:-1]
    return title


def curl(text: str, quoted: bool) -> str:
    """Curly quotes for straight ones; double ones become single within quotes (13.30)."""
    text = re.sub(r'"(?=\w|[(\[‘“«])', "“", text).replace('"', "”")
    text = re.sub(r"(?:(?<=^)|(?<=[\s(\[“«—–]))'(?=\w)", "‘", text).replace("'", "’")
    return text.replace("“", "‘").replace("”", "’") if quoted else text


def punctuate(markup: str, american: bool) -> str:
    """One mark at a seam, and commas and full stops within closing quotes if `american` (6.9)."""
    markup = re.sub(r"([?!…])((?:</span>|</i>|[’”»])*)\.(?=\s|$)", r"\1\2", markup)
    if not american:
        return markup
    return re.sub(r"(’?)((?:</span>)?)”([.,])", _inside, markup)


def _inside(found: re.Match[str]) -> str:
    inner, span, mark = found.groups()
    since = found.string[found.string.rfind("“", 0, found.start()) : found.start()]
    # A ’ that closes no ‘ is an apostrophe: “The Kadyrovs’,” but “The ‘Enemy.’”
    if inner and since.count("‘"):
        return f"{mark}{inner}{span}”"
    return f"{inner}{span}{mark}”"


def close(markup: str) -> str:
    """`markup` with a full stop at its end, unless a mark stands there, in quotes or not."""
    tail = re.sub(r"<[^>]*>", "", markup)[-4:]
    return markup if re.search(r"[.?!…][”’»]*$", tail) else markup + "."


def sort_key(record: Mapping[str, object], language: str = "en") -> tuple[Key, Key, int, str]:
    """The order of the list of sources in an edition of this language: first author, title, date
    (14.65 to 14.71, 16.57)."""
    names = parse_names(record.get("author")) or parse_names(record.get("editor")) or []
    parts = [name.get(key, "") for name in names for key in ("literal", "family", "given")]
    container, title = (
        without_spans(str(record.get(field) or "")) for field in ("container-title", "title")
    )
    # A source without an author stands under its newspaper (14.199).
    own = str(record.get("language") or "")
    own = own if LANGUAGE_TAG.fullmatch(own) else ""
    author = " ".join(filter(None, parts))
    first = (
        sorting.name_key(language, author, "person")
        if author
        else sorting.title_key(language, container or title, own)
    )
    date = parse_date(record.get("issued"))
    issued = edtf.days(date).first if date else 0
    return first, sorting.title_key(language, title, own), issued, str(record.get("id"))


def mark_language(markup: str, clean: CleanRecord, language: str, edition: str) -> str:
    """The title, and names in another script, marked with the record's language if it differs.

    `clean` is the record as it went to citeproc-py. Screen readers and hyphenation need the mark
    (EPUB Accessibility 1.1 with WCAG 2.2, 3.1.2 "Language of Parts").
    """
    if not LANGUAGE_TAG.fullmatch(language):
        return markup
    if language.split("-")[0].lower() == edition.split("-")[0].lower():
        return markup
    lists = [value for field in NAME_FIELDS if isinstance(value := clean.get(field), list)]
    names = [name for value in lists for name in value]
    texts: list[object] = [clean.get(field) for field in ("container-title", "publisher", "genre")]
    texts += [name.get(part) for name in names for part in ("literal", "family", "given")]
    # A Latin name may be in any language: "Meduza" in a Russian record.
    wanted = {text for text in texts if isinstance(text, str) and _NOT_LATIN.search(text)}
    titles = (clean.get("title"), clean.get("title-short"))
    wanted |= {
        text for text in titles if isinstance(text, str) and text and not text.startswith("[")
    }
    if not wanted:
        return markup
    found = sorted((reveal(text) for text in wanted), key=lambda t: (-len(t), t))
    opening = _opening(language)
    marked = _wrapped(markup, found, opening)
    for between in (" ", ", "):
        marked = marked.replace(f"</span>{between}{opening}", between)
    return marked


def mark_words(markup: str, words: str, language: str) -> str:
    """`words` of a title marked with the language that the annotator gave for them; of a title
    that was shortened, as much of them as is left."""
    pieces = re.split(r"(<[^>]*>)", markup)
    whole = re.escape(words)
    start = rf"{whole}(?!\w)" if words in "".join(pieces[::2]) else _beginning(words, pieces[::2])
    pattern = re.compile(rf"(?<!\w){start}")
    if start:
        pieces[::2] = [
            pattern.sub(lambda found: f"{_opening(language)}{found[0]}</span>", text)
            for text in pieces[::2]
        ]
    return "".join(pieces)


def _beginning(words: str, texts: Sequence[str]) -> str:
    """A pattern for the longest beginning of `words` that stands before an ellipsis."""
    ends = [found.start() for found in re.finditer(r"\s|$", words)]
    beginnings = (words[:end].rstrip(" ,;:—–-") for end in reversed(ends))
    found = (part for part in beginnings if any(f"{part}…" in text for text in texts))
    part = next(found, "")
    return rf"{re.escape(part)}(?=…)" if part else ""


def _opening(language: str) -> str:
    return f'<span lang="{language}" xml:lang="{language}">'


def _wrapped(markup: str, words: Sequence[str], opening: str) -> str:
    """`markup` with each whole occurrence of `words` wrapped; an earlier word goes before a later
    one that overlaps it. Faster than an expression made for one record."""
    taken: list[tuple[int, int]] = []
    for word in words:
        start = markup.find(word)
        while start >= 0:
            end = start + len(word)
            edges = markup[start - 1 : start] + markup[end : end + 1]
            whole = not any(char.isalnum() or char == "_" for char in edges)
            if whole and all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
            start = markup.find(word, start + 1)
    for start, end in sorted(taken, reverse=True):
        markup = f"{markup[:start]}{opening}{markup[start:end]}</span>{markup[end:]}"
    return markup


# Letters beyond Latin Extended-B.
_NOT_LATIN = re.compile("[^\\W\\d_\u0000-\u024f]")


def unquote_description(markup: str) -> str:
    """A description in the place of a title, in square brackets, takes no quotes or italics."""
    return re.sub(r"(?:[“„«‘「]\s?|<i>)(\[[^\[\]]*\])(?:\s?[”“»’」]|</i>)", r"\1", markup)
