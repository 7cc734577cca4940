"""Encodings: in which one a file is that is not UTF-8, as a proposal with words to look at. Pure.

UTF-16 and UTF-32 are known by their byte-order mark or by where their zero bytes are (Unicode
Standard, 23.8). An encoding of single bytes can only be guessed: charset-normalizer and a list of
what was in use for the edition's language propose, and what the letters look like decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

#: Bytes of a file that are looked at; those of lines with a letter beyond ASCII.
_SAMPLE = 1 << 16
#: A proposal so much worse than the best one is not shown.
_MUCH_WORSE = 1.05
#: What counts against an encoding that hardly anything is in.
_RARE = 0.3
#: How many proposals are shown at most.
_SHOWN = 3
#: Characters on each side of the letter that is shown.
_AROUND = 24


#: What no text of single bytes has, but the halves of letters in UTF-16 do: controls, and bytes
#: that are no UTF-8 where they are.
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x19\x1b-\x1f\x80-\xff]")

_C0 = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f]")


class Guess(NamedTuple):
    """An encoding by its name for `iconv`, and words of the file as it reads them."""

    name: str
    words: str


def unicode_form(data: bytes) -> tuple[str, bool] | None:
    """The encoding, by its name for `iconv`, of a file in UTF-16 or UTF-32, and whether a
    byte-order mark says so; None for any other."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, True
    if 0 not in data or not (5 * data.count(0) >= len(data) or _CONTROL.search(data)):
        return None
    for name in ("UTF-32LE", "UTF-32BE", "UTF-16LE", "UTF-16BE"):
        if _reads_as_text(data, name):
            return name, False
    return None


_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32LE"),
    (b"\x00\x00\xfe\xff", "UTF-32BE"),
    (b"\xff\xfe", "UTF-16LE"),
    (b"\xfe\xff", "UTF-16BE"),
)


def _reads_as_text(data: bytes, codec: str) -> bool:
    """Whether all of the beginning is letters, signs and line ends, with a space or a line end
    among them, or nothing else than ASCII."""
    width = 4 if "32" in codec else 2
    if len(data) % width:
        return False
    try:
        text = data[:_SAMPLE].decode(codec)
    except UnicodeDecodeError:
        return False
    plain = all(char.isprintable() or char in "\r\n\t\f\u00a0\u00ad\u200b\ufeff" for char in text)
    return plain and bool(text) and (text.isascii() or any(char in " \n\r" for char in text))


def guesses(data: bytes, language: str) -> list[Guess]:
    """What a file of single bytes (or of an East Asian encoding) may be, the likeliest first;
    `language` is the edition's tag. Empty where nothing reads it."""
    sample = _sample(data)
    if not sample or _C0.search(sample):
        return []
    read: dict[str, str] = {}
    for codec in _candidates(sample, language):
        try:
            text = sample.decode(codec)
            data.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
        if text not in read.values():
            read[codec] = text
    letters = _LETTERS.get(_tag(language), "")
    dense = _is_dense(sample)
    known = (*_OF_LANGUAGES.get(_tag(language), ()), *_COMMON)
    scored = [
        (_oddness(text, letters, dense) + (codec not in known) * _RARE, codec, text)
        for codec, text in read.items()
    ]
    scored.sort(key=lambda item: item[0])
    best = scored[0][0] if scored else 0.0
    found: dict[str, Guess] = {}
    for score, codec, text in scored:
        words = _excerpt(text)
        if score <= best + _MUCH_WORSE and words not in found:
            found[words] = Guess(_NAMES.get(codec, codec.upper().replace("_", "-")), words)
    return list(found.values())[:_SHOWN]


def _tag(language: str) -> str:
    return language.partition("-")[0].lower()


def _is_dense(sample: bytes) -> bool:
    """Whether so many bytes are beyond ASCII that the letters of the text are no Latin ones."""
    high = sum(byte > 0x7F for byte in sample)
    return high > 0.5 * (high + sum(chr(byte).isalpha() for byte in sample if byte < 0x80))


def _sample(data: bytes) -> bytes:
    kept: list[bytes] = []
    size = 0
    for line in data[: _SAMPLE * 16].splitlines(keepends=True):
        if line.isascii():
            continue
        if size + len(line) > _SAMPLE and kept:
            break
        kept.append(line)
        size += len(line)
    return b"".join(kept)


def _candidates(sample: bytes, language: str) -> Iterator[str]:
    """The encodings to try: those of the language, those that charset-normalizer proposes, the
    common ones."""
    from charset_normalizer import from_bytes  # only where a file is not UTF-8

    yield from _OF_LANGUAGES.get(_tag(language), ())
    proposed = [
        match.encoding
        for match in from_bytes(sample, cp_exclusion=["utf_8", "utf_7", "utf_16", "utf_32"])
    ][:6]
    for codec in proposed:
        yield from _SAME.get(codec, ())  # by its common name, if that reads the same
        yield codec
    yield from ("cp1252", "mac_roman", "cp850", "cp437")


def _oddness(text: str, letters: str, dense: bool) -> float:
    """How odd the characters beyond ASCII are where they are, for each of them: 0 where all are at
    home. `letters` are those that the language has, if that is known; in a `dense` text they are
    no Latin ones, whatever the edition's language."""
    total, count = 0.0, 0
    for at, char in enumerate(text):
        if char < "\x80":
            continue
        count += 1
        own = "" if dense else letters
        total += _odd(char, text[at - 1 : at], text[at + 1 : at + 2], own)
        total += 2 * (dense and unicodedata.name(char, "").startswith("LATIN"))
    return total / max(1, count)


def _odd(char: str, before: str, after: str, letters: str) -> float:
    kind = unicodedata.category(char)
    if kind[0] == "C" and char != "\u00ad":
        return 10
    if kind[0] == "L":
        odd = 2.0 if kind == "Lu" and before.islower() else 0.0
        odd += sum(3 for other in (before, after) if _other_script(char, other))
        return odd + (letters != "" and char.lower() not in letters)
    inside = before.isalpha() and after.isalpha()
    if char in "‚„" and before.isalpha():
        return 3
    if kind in ("Mn", "Mc"):
        return 0 if before.isalpha() else 3
    if char in _WIDE:
        return 0
    if (inside and char not in "’·‑­") or kind in ("So", "Sk"):
        return 3
    if kind in ("Po", "No", "Sc", "Sm") and before.isalpha() and char not in "’…·":
        return 2
    return 0.1


def _other_script(char: str, other: str) -> bool:
    """Whether a letter of another alphabet touches this one, as no word has it."""
    if not other.isalpha():
        return False
    one, two = (unicodedata.name(letter, "?").partition(" ")[0] for letter in (char, other))
    return one != two and {one, two} & _ALPHABETS != set()


def _excerpt(text: str) -> str:
    """Words around the first letter beyond ASCII, or around the first other sign."""
    first = next((at for at, char in enumerate(text) if char > "\x7f" and char.isalpha()), None)
    if first is None:
        first = next((at for at, char in enumerate(text) if char > "\x7f"), 0)
    start = text.rfind("\n", 0, first) + 1
    words = text[max(start, first - _AROUND) : first + _AROUND].partition("\n")[0]
    return " ".join(words.split())


def _spread(table: Iterable[tuple[str, Sequence[str]]]) -> dict[str, Sequence[str]]:
    return {tag: codecs for tags, codecs in table for tag in tags.split()}


#: Signs of East Asian texts.
_WIDE = "、。，！？：；「」『』（）・ー〜～《》〈〉"
_ALPHABETS = frozenset(("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "THAI"))
_WESTERN = ("cp1252", "mac_roman", "cp850", "cp437", "iso8859_15")
_CENTRAL = ("cp1250", "iso8859_2", "cp852", "mac_latin2")
_CYRILLIC = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
#: What was in use for a language, the commonest first.
_OF_LANGUAGES = _spread((
    ("en fr de es it pt nl sv da no nb nn fi is la ca eu gl ga cy", _WESTERN),
    ("pl cs sk hu hr sl ro bs sq", _CENTRAL),
    ("ru bg be mk kk", _CYRILLIC),
    ("uk", ("cp1251", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic")),
    ("sr", ("cp1251", "cp1250", "iso8859_5", "iso8859_2")),
    ("el", ("cp1253", "iso8859_7", "cp737", "mac_greek")),
    ("tr az", ("cp1254", "cp857", "mac_turkish")),
    ("he yi", ("cp1255", "iso8859_8", "cp862")),
    ("ar fa ur", ("cp1256", "iso8859_6", "cp864")),
    ("lt lv et", ("cp1257", "iso8859_13", "cp775")),
    ("vi", ("cp1258",)),
    ("th", ("cp874",)),
    ("ja", ("shift_jis", "cp932", "euc_jp")),
    ("zh", ("gb18030", "big5")),
    ("ko", ("euc_kr", "cp949")),
))  # fmt: skip
_COMMON = (
    "cp1252", "cp1251", "koi8_r", "koi8_u", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256",
    "cp1257", "iso8859_2", "iso8859_5", "iso8859_7", "cp866", "cp850", "cp852", "mac_roman",
    "mac_cyrillic", "shift_jis", "cp932", "euc_jp", "gb18030", "big5", "euc_kr",
)  # fmt: skip
#: What a rare encoding of charset-normalizer's is but for letters that nobody uses.
_SAME = {"cp1125": ("cp866",), "euc_jis_2004": ("euc_jp",), "euc_jisx0213": ("euc_jp",),
         "cp949": ("euc_kr",), "johab": ("euc_kr",), "kz1048": ("cp1251",),
         "ptcp154": ("cp1251",)}  # fmt: skip
#: The names of `iconv`.
_NAMES = {
    **{f"cp{n}": f"WINDOWS-{n}" for n in range(1250, 1259)},
    **{f"iso8859_{n}": f"ISO-8859-{n}" for n in range(1, 17)},
    "mac_roman": "MACINTOSH", "mac_latin2": "MAC-CENTRALEUROPE", "mac_cyrillic": "MAC-CYRILLIC",
    "mac_greek": "MACGREEK", "mac_turkish": "MACTURKISH", "shift_jis": "SHIFT_JIS",
    "latin_1": "ISO-8859-1",
}  # fmt: skip
#: Letters beyond ASCII of the languages (CLDR 46, exemplar characters, main and auxiliary).
_LETTERS = {
    "en": "áàăâåäãāæçéèĕêëēíìĭîïīñóòŏôöøōœúùŭûüūÿ", "fr": "àâæçéèêëîïôœùûüÿáäåãíìñóòöøúāēīōß",
    "de": "äöüßáàâåãæçéèêëíìîïñóòôøœúùûÿ", "es": "áéíñóúüªºàèìòùçïäöâêîôû",
    "it": "àèéìòùíóúîïâçäöüñ", "pt": "áàâãçéêíóôõúüàèìñöªº", "nl": "áäâàåãçéëêèíïîóöôúüûñ",
    "sv": "åäöéàáâçèëêíïñóôüæø", "da": "æøåéáàâäçèêëíïñóôöü", "fi": "åäöšžéàáâçèëêíñóôüæøõ",
    "pl": "ąćęłńóśźżàâäåæçéèêëîïôöœùûüÿñš", "cs": "áčďéěíňóřšťúůýžäöüłàâåæçèêëìîïñòôøœùû",
    "sk": "áäčďéíĺľňóôŕšťúýžěřůöüł", "hu": "áéíóöőúüűàäâèêëïîçñ", "ro": "ăâîșțşţáéíóúäöü",
    "hr": "čćđšžáéíóúäöü", "sl": "čšžćđáéíóúäöü", "tr": "çğıîöşüâûéáàäß",
    "lt": "ąčęėįšųūžáàãéèíìñóòõúù", "lv": "āčēģīķļņšūžŗõö", "et": "õäöüšžéå",
}  # fmt: skip
