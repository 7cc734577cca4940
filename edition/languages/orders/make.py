"""Makes the orders of letters in this folder from ICU's, which are those of CLDR.

Run by hand, with PyICU (a wheel of it: `pip install pyicu-wheels`), when CLDR has a new release:

    python -m edition.languages.orders.make

`root.json` has the collation elements of letters, signs and marks, `LANGUAGE.json` those that a
language has otherwise (UTS 10 and UTS 35, part 5); an element is `primary.secondary.tertiary`, in
hexadecimal. `han` is the order of Chinese characters, where the language has one of its own.
`alphabets.json` beside this folder has the letters of each language's index, with the first
character of those that are none themselves: `B=八`.
Unicode data files and ICU: © Unicode, Inc., Unicode License v3.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
#: What no name begins with: Hangul is letters by its parts, the others are in no index.
_LEFT_OUT = re.compile(
    "[\u2500-\u27bf\u2800-\u28ff\u2e80-\u2fdf\u31c0-\u31ef\u4dc0-\u4dff\ua000-\ua4cf]"
)
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
#: What repeats or lengthens the kana before it.
_AFTER_KANA = "\u30fc\u309d\u309e\u30fd\u30fe"
_CONTINUES = 0xC0
#: `no` is looked for as `nb`.
_NOT_ASKED_FOR = ("en-US-POSIX", "no")
#: The weight of the first letter: before it are signs and figures.
FIRST_LETTER = 0x2B000000


def elements(collator: Any, text: str) -> str:
    """The collation elements of a text."""
    found: list[list[int]] = []
    for order in collator.createCollationElementIterator(text):
        primary, secondary, tertiary = order >> 16 & 0xFFFF, order >> 8 & 0xFF, order & 0xFF
        if tertiary & _CONTINUES == _CONTINUES and found:
            last = found[-1]
            last[0] |= primary
            last[1] |= secondary
        elif primary or secondary or tertiary:
            found.append([primary << 16, secondary << 8, tertiary])
    return " ".join(".".join(f"{weight:x}" for weight in element) for element in found)


def _root(collator: Any) -> dict[str, str]:
    """The elements of every letter that is none of several, and of the composed letters that are
    not what their parts are: й is no и with a breve."""
    found = {}
    chars = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code))[0] != "C"]
    for char in chars:
        plain = unicodedata.normalize("NFKD", char) == char
        if plain and not _HAN.match(char) and not _LEFT_OUT.match(char):
            found[char] = elements(collator, char)
    for char in chars:
        parts = unicodedata.normalize("NFD", char)
        if (
            parts != char
            and not "\uac00" <= char <= "\ud7a3"
            and all(part in found for part in parts)
        ):
            whole = elements(collator, char)
            if whole != " ".join(filter(None, (found[part] for part in parts))):
                found[parts] = whole
    return found


def _tailored(collator: Any, root: Any, extra: Iterable[str], *, ranks_han: bool) -> dict[str, str]:
    import icu

    strings = {str(item) for item in collator.getTailoredSet(icu.UnicodeSet())} | set(extra)
    found = {}
    for string in strings:
        parts = unicodedata.normalize("NFKD", string)
        is_ranked = _HAN.search(parts) and (ranks_han or parts != string)
        if is_ranked or {"Cn", "Co"} & set(map(unicodedata.category, string)):
            continue
        own = elements(collator, string)
        is_canonical = parts == unicodedata.normalize("NFD", string)
        if is_canonical and max(map(ord, string)) < 0x10000 and own != elements(root, string):
            found[parts] = own
    return found


def _han(collator: Any) -> str:
    import icu

    chars = (str(item) for item in collator.getTailoredSet(icu.UnicodeSet()))
    own = [char for char in chars if _HAN.fullmatch(char)]
    return "".join(sorted(own, key=collator.getSortKey))


def _script_ranges(root: dict[str, str], scripts: Iterable[str]) -> dict[str, list[int]]:
    """The first and last primary weight of the letters of each script."""
    import icu

    ranges: dict[str, list[int]] = {}
    wanted = set(scripts)
    for string, own in root.items():
        script = icu.Script.getScript(string[0]).getShortName()
        primary = int(own.partition(".")[0] or "0", 16) if own else 0
        if script in wanted and primary >= FIRST_LETTER and script != "Hani":
            low, high = ranges.get(script, [primary, primary])
            ranges[script] = [min(low, primary), max(high, primary)]
    return dict(sorted(ranges.items()))


def _locales() -> Iterator[tuple[str, Any]]:
    """Each language whose order is not the root's, with its collator; a country's only where it
    is not its language's."""
    import icu

    seen: set[tuple[str, str]] = set()
    for name in sorted(icu.Collator.getAvailableLocales()):
        collator = icu.Collator.createInstance(icu.Locale(name))
        tag = str(name).replace("_", "-")
        known = tag.split("-")[0], collator.getRules()
        if known[1] and known not in seen and tag not in _NOT_ASKED_FOR:
            seen.add(known)
            yield tag, collator


def _settings(rules: str) -> dict[str, object]:
    found: dict[str, object] = {}
    if reorder := re.search(r"\[reorder ([^\]]*)\]", rules):
        found["first"] = reorder[1].split()
    if "[caseFirst upper]" in rules:
        found["capitals-first"] = True
    if "[backwards 2]" in rules:
        found["accents-backwards"] = True
    return found


def _alphabets() -> dict[str, str]:
    """The letters of the index of each language, where they are not those of a wider tag."""
    import icu

    found: dict[str, str] = {}
    for name in sorted(icu.Locale.getAvailableLocales()):
        parts = str(name).split("_")
        wider = ("-".join(parts[:size]) for size in range(len(parts) - 1, 0, -1))
        own = " ".join(_letters(icu.AlphabeticIndex(icu.Locale(name)), _ranked(str(name))))
        if own != next((found[tag] for tag in wider if tag in found), found.get("en")):
            found["-".join(parts)] = own
    return found


def _letters(alphabet: Any, ranked: str) -> Iterator[str]:
    """The letters of an alphabet; for one of Chinese characters, which are `ranked`, each with its
    first. Not what stands for all others (`…`)."""
    starts: dict[int, str] = {}
    for char in ranked:
        starts.setdefault(alphabet.getBucketIndex(char), char)
    alphabet.resetBucketIterator()
    while alphabet.nextBucket():
        label, start = str(alphabet.bucketLabel), starts.get(alphabet.bucketIndex)
        if alphabet.bucketLabelType == 0 and (start or not ranked):
            yield f"{label}={start}" if start else label[0] + label[1:].lower()


def _ranked(name: str) -> str:
    """The Chinese characters in the order of the language, where they have letters."""
    import icu

    return _han(icu.Collator.createInstance(icu.Locale(name))) if name.startswith("zh") else ""


def main() -> int:
    """Write the files."""
    import icu

    collator = icu.Collator.createInstance(icu.Locale("und"))
    root = _root(collator)
    files: dict[str, dict[str, object]] = {}
    for tag, own in _locales():
        file = _settings(own.getRules())
        kana = [chr(code) + mark for code in range(0x3041, 0x30FB) for mark in _AFTER_KANA]
        extra = [pair for pair in kana if _KANA.match(pair)] if tag == "ja" else []
        if han := _han(own) if tag.split("-")[0] in ("zh", "ja") else "":
            file["han"] = han
        if letters := _tailored(own, collator, extra, ranks_han=bool(han)):
            file["letters"] = dict(sorted(letters.items()))
        if file:
            files[tag] = file
    scripts = {code for file in files.values() for code in file.get("first", ())}  # type: ignore[attr-defined]
    files["root"] = {
        "icu": icu.ICU_VERSION,
        "scripts": _script_ranges(root, scripts),
        "letters": dict(sorted(root.items())),
    }
    for old in _FOLDER.glob("*.json"):
        old.unlink()
    for name, file in files.items():
        text = json.dumps(file, ensure_ascii=False, indent=0, separators=(",", ":"))
        (_FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    alphabets = json.dumps(_alphabets(), ensure_ascii=False, indent=0, separators=(",", ":"))
    (_FOLDER.parent / "alphabets.json").write_text(alphabets + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
