"""Decode: the bytes of a source file as text, or what the file is instead, and what to do.

Nothing is ever converted here: which encoding is the right one, only a reader of the text can see.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from edition.model import FileRule
from edition.model.problems import Place, Problem, Severity, quoted
from edition.text import filekinds

LINE_END = re.compile(r"\r\n|\n|\r")

#: What XML 1.0 (section 2.2) cannot hold; such characters could not reach an EPUB unchanged.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: Letters beyond ASCII that touch each other: UTF-8 that was read as another encoding is such.
_RUN = re.compile(r"[^\x00-\x7f]{2,40}")
#: So many runs must be UTF-8 that was read wrongly: one may be a letter before a quotation mark.
_TWICE = 2
#: Runs that are looked at: a text is broken everywhere, or by hand.
_LOOKED_AT = 20_000


def text_of(
    rule: FileRule, data: bytes, language: str, markup: str
) -> tuple[str | None, list[Problem]]:
    """The text of a source file and warnings of letters that were lost before; or None, and the
    one problem that says what the file is, and how it becomes a text in UTF-8.

    `language` is the edition's, which says what encodings are likely. `markup` is what
    `source: markup` declares: with `none` a file of tags may be set as it is.
    """
    kind = filekinds.of_bytes(data, rule.path)
    if kind and not (kind.is_text and markup in ("none", "markdown")):
        return None, [_other_kind(rule, kind)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_other_encoding(rule, data, error, language)]
    if "\0" in text and (problem := _unicode(rule, data)):
        return None, [problem]
    if bad := _NOT_XML.search(text):
        place = _place(rule, text[: bad.start()])
        hint = "No EPUB or PDF can carry it. Take it out of the source, then pin the new SHA-256."
        message = f"The source has the control character U+{ord(bad.group()):04X}."
        return None, [Problem("source-control-character", place, message, hint)]
    return text, list(_damage(rule, text))


def _place(rule: FileRule, before: str) -> Place:
    """The line that stands behind `before`."""
    return Place(rule.path, sum(1 for _ in LINE_END.finditer(before)) + 1)


def _other_kind(rule: FileRule, kind: filekinds.FileKind) -> Problem:
    message = f"{rule.path} is {kind.name}, not a plain text."
    hint = kind.fix if kind.is_imported else f"{kind.fix}\nThen pin the SHA-256 of the new file."
    if kind.is_text:
        hint += "\nIf its signs are meant to be read, declare `markup: none` under `source`."
    return Problem("source-not-text", Place(rule.path, 1), message, hint)


def _other_encoding(
    rule: FileRule, data: bytes, error: UnicodeDecodeError, language: str
) -> Problem:
    return _unicode(rule, data) or _not_utf8(rule, data, error, language)


def _unicode(rule: FileRule, data: bytes) -> Problem | None:
    """The problem of a file in UTF-16 or UTF-32."""
    from edition.text import encodings  # only where something is wrong

    form = encodings.unicode_form(data)
    if form is None:
        return None
    name, marked = form
    order = "little" if name.endswith("LE") else "big"
    known = "by its byte-order mark" if marked else "without a byte-order mark"
    message = f"The source is {name[:6]} ({order}-endian, {known}), not UTF-8."
    hint = _convert(rule, name[:6] if marked else name)
    return Problem("source-not-utf8", Place(rule.path, 1), message, hint)


def _convert(rule: FileRule, name: str) -> str:
    return (
        "Convert the file once, then pin its new SHA-256: "
        f"iconv -f {name} -t UTF-8 {shlex.quote(rule.path)} > NEW.txt\n"
        f"Or open it in an editor as {name}, and save it as UTF-8."
    )


def _not_utf8(rule: FileRule, data: bytes, error: UnicodeDecodeError, language: str) -> Problem:
    place = _place(rule, data[: error.start].decode("utf-8"))
    byte = f"Byte {error.start + 1} of the file is 0x{data[error.start]:02x}."
    escaped = data.decode("utf-8", "surrogateescape")
    wrong = sum("\udc80" <= char <= "\udcff" for char in escaped)
    good = sum(char > "\x7f" for char in escaped) - wrong
    if wrong * 3 <= good:
        lines = sum("\udc80" <= max(line, default="") <= "\udcff" for line in escaped.split("\n"))
        message = (
            f"The source is UTF-8, but for {_counted(wrong, 'byte')} on {_counted(lines, 'line')}."
        )
        hint = f"{byte} Words in another encoding were pasted there, or a letter was cut in two. "
        hint += "Write these letters anew, then pin the new SHA-256."
        return Problem("source-not-utf8", place, message, hint)
    from edition.text import encodings  # only where something is wrong

    found = encodings.guesses(data, language)
    if not found:
        hint = f"{byte} In no encoding of texts can all of it be read. Is it the right file?"
        return Problem("source-not-utf8", place, "The source is not UTF-8.", hint)
    best, *others = found
    read = [f"as {guess.name} {quoted(guess.words)}" for guess in others]
    shown = "; ".join([f"{byte} Read as {best.name} the text has {quoted(best.words)}", *read])
    which = "the first of these" if others else "this"
    hint = f"{shown}.\nIf {which} reads right: {_convert(rule, best.name)}"
    message = f"The source is not UTF-8; it is probably {best.name}."
    return Problem("source-not-utf8", place, message, hint)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


# ── letters that were lost before ───────────────────────────────────────────────────────────


def _damage(rule: FileRule, text: str) -> Iterator[Problem]:
    """Warnings of what an earlier conversion has spoiled; the text stays as it is."""
    if count := text.count("\ufffd"):
        at = text.index("\ufffd")
        message = f"The source has the replacement character U+FFFD {_counted(count, 'time')}."
        hint = "A letter was lost when the file was converted. Look it up in the original."
        yield _warning(_place(rule, text[:at]), message, hint)
    found = [(at, words) for at, words in _read_wrongly(text) if words]
    if len(found) >= _TWICE:
        at, words = found[0]
        own = text[at : at + len(words.encode())]
        message = f"Letters of the source were read in a wrong encoding, {len(found)} times."
        hint = f"{quoted(own)} was probably {quoted(words)}. Convert the original file anew."
        yield _warning(_place(rule, text[:at]), message, hint)


def _read_wrongly(text: str) -> Iterator[tuple[int, str]]:
    """Where letters stand that are UTF-8 read as Windows-1252 or -1251, and what they were."""
    for number, run in enumerate(_RUN.finditer(text)):
        if number == _LOOKED_AT:
            return
        for codec in ("cp1252", "cp1251"):
            try:
                words = bytes(_bytes(run.group(), codec)).decode("utf-8")
            except UnicodeError:
                continue
            if codec == "cp1252" or len(words) > 1:
                yield run.start(), words
            break


def _bytes(letters: str, codec: str) -> Iterator[int]:
    """The letters in an encoding; those that Windows leaves free are controls (WHATWG Encoding)."""
    for letter in letters:
        yield ord(letter) if "\x80" <= letter <= "\x9f" else letter.encode(codec)[0]


def _warning(place: Place, message: str, hint: str) -> Problem:
    return Problem("source-damaged", place, message, hint, Severity.WARNING)
