"""Unbroken: the places in a text at which a line must not end. Pure: text in, spans out.

Unicode's rules for lines (UAX 14) let a dash begin a line, and end one behind any space: « stands
alone then, “p.” without its number, “15” without December. What is kept together:

* a dash and the word before it; a dash that opens an aside (` —said he—`), and the word behind;
* quotation marks and other signs that a space sets off from their word (« mot », mot ?);
* the two numbers of a range, and a number and what it counts or what counts it: a unit, a month,
  an abbreviation (Chicago Manual of Style, 18th ed., 6.119 to 6.129; Lexique de l'Imprimerie
  nationale, “Coupures”);
* initials and the name behind them, a name and its number, and abbreviations of several words.

An address is no text: it has no hyphens but its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_DASH = "\u2012-\u2015\u2e3a\u2e3b"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:\.|st|nd|rd|th|er|º)?"
#: The months of languages with Latin and Cyrillic letters, as they follow a day, by how they begin.
_MONTH = (
    "jan fév feb mar mär mai may maj maio mei apr avr abr ab[ri] jun juin jui jul aug août ago "
    "sep set oct okt out ott nov déc dec dez dic gen ene giu lug mag stycz lut kwie czer lip sier "
    "wrze paźdz list grud янв фев мар апр мая июн июл авг сен окт ноя дек січ лют бер кві тра чер "
    "лип сер вер жов лис гру"
).replace(" ", "|")
#: What a number follows: “p. 12”.
_BEFORE = (
    "pp? [Nn]os? [Nn]rs? [Vv]ols? [Cc]hs? [Cc]haps? [Ff]igs? [Aa]rts? secs? paras? cols? ll? ff? "
    "fols? nn? pts? bks? ca? Bd Abb Kap Str S Taf Sp Anm Z núms? nº n° págs? vv? tt? стр с гл рис "
    "т кн ч вып мал ст р n[aº] č sv odd s k"
).replace(" ", "|")
_TITLE = "Mr|Mrs|Ms|Dr|Prof|St|Mme|Mlle"
_DOTTED = f"{_TITLE}|Sgt|Capt|Col|Gen|Lt|Rev|Hon|Sr|Jr|Fr|Hr|Ste|MM?"
_UNIT = (
    r"%|‰|°[CF]?|[kmcdµμ]?m[²³]?|[kmµμ]?g|[cmd]l|k?Hz|k?W|k?V|k?B|M[BWV]|G[BW]|min|ha|lbs?|ft|oz|"
    r"yds?|mi|km/h|mph|[ap]\.?m\.|[ap]m|AD|BCE?|CE|€|£|\$|₴|₽|¥|kr|zł|Kč|грн|руб|EUR|USD|GBP|CHF|"
    r"км/год|км/ч|км|кг|см|мм|м|т|гг?|рр?|вв?|ст|тыс|тис|млн|млрд|Mio|Mrd|Tsd|tis|mil|mln|mld|"
    r"Uhr|Std|Min|o[’']clock|hrs?|h|mins?|secs?|[vn]\. ?Chr|av\. J|ap\. J|[ad]\. ?C|до н|н\. [еэ]|"
    r"f\.Kr|př\. n|p\.n\.e|n\.e"
).replace(" ", "[ \t\n]")
#: What a figure is followed by in Chinese and Japanese: year, month, day, hour, page, chapter …
_COUNTED = "年月日号時时分秒页頁行章节節条條卷巻回世歳岁人名個个"
#: Capital letters of the scripts that have initials.
_CAPITAL = "".join(map(chr, (code for code in range(0x41, 0x590) if chr(code).isupper())))
_INITIAL = rf"(?<!\w)[{_CAPITAL}]\."
_SP = "[ \t\n]"
_NO_LETTER = r"(?<![^\W\d_])"
_RULES = tuple(
    re.compile(pattern)
    for pattern in (
        # A dash behind a word never begins a line, nor one with a space on each side.
        rf"[^\s{_DASH}](?:[{_DASH}]|--+)+[’”»\"'.,;:!?)\]]*",
        rf"\S{_SP}+(?:[{_DASH}]+|-+)(?={_SP}|$)",
        # One with a space before and none behind opens what follows.
        rf"(?<![^\s“‘«„(\[])(?:[{_DASH}]|--)+[^\s{_DASH}-]",
        # Signs that a space sets off from their words.
        rf"(?<![^\s(\[{_DASH}])[«‹]{_SP}+\S",
        rf"\S{_SP}+[»›](?![^\W_])",
        rf"\S{_SP}+[:;!?…,.]+(?=[\s»”’\"')\]]|$)",
        rf"\.(?:{_SP}\.)+",
        # Numbers: ranges, groups of digits, and what they belong to.
        rf"\d(?:{_SP}?[{_DASH}/-]{_SP}?\d+)+",
        r"(?<!\w)[ivxlc]+[\u2013-][ivxlc]+(?!\w)",
        rf"(?<!\d)\d{{1,3}}[{_DASH}-]\d{{1,3}}{_SP}+[^\W\d_]{{1,12}}(?!\w)",
        rf"(?<!\d)\d{{1,3}}(?:{_SP}\d{{3}})+(?!\d)",
        rf"(?<!\d){_DAY}{_SP}+(?:de{_SP}+)?(?i:{_MONTH})",
        rf"{_NO_LETTER}(?i:{_MONTH})[^\W\d_]*{_SP}+{_DAY}(?!\d)",
        rf"(?<!\d){_DAY}{_SP}+[^\W\d_]+(?={_SP}+\d{{4}}(?!\d))",
        rf"{_NO_LETTER}(?:{_BEFORE})\.{_SP}+(?:\d|[IVXLCivxlc]+(?!\w))",
        rf"{_NO_LETTER}(?:{_BEFORE}){_SP}+\d",
        rf"[§¶№£$€¥₽]{_SP}+\d",
        rf"{_NO_LETTER}(?:(?:{_DOTTED})\.|(?:{_TITLE})){_SP}+\w",
        rf"\d{_SP}+(?:{_UNIT})(?!\w)",
        rf"第?{_SP}?[\d〇一二三四五六七八九十百]*\d{_SP}?[{_COUNTED}]",
        # Initials and the name behind them; a number that is a part of a name.
        rf"{_INITIAL}(?:(?:{_SP}+|[-‐]?)[{_CAPITAL}]\.)*{_SP}+[{_CAPITAL}]",
        rf"{_INITIAL}[-‐][{_CAPITAL}]\.",
        rf"[{_CAPITAL}][^\W\d_]+{_SP}+(?:[VX]|[IVX]{{2,6}})(?!\w)",
        # What is abbreviated in several words: z. B., e. g., т. е.
        rf"(?<!\w)[^\W\d_](?:\.{_SP}+[^\W\d_]{{1,4}})+\.",
    )
)
#: What stands before or behind a break that a rule may be about: most breaks are told at once.
_ENDS = frozenset("\u2012\u2013\u2014\u2015\u2e3a\u2e3b\u2010-/.«‹§¶№£$€¥₽º")
_BEGINS = frozenset("\u2012\u2013\u2014\u2015\u2e3a\u2e3b-»›:;!?…,.")
_DASHES = frozenset("\u2012\u2013\u2014\u2015\u2e3a\u2e3b")
_TITLES = tuple(_TITLE.split("|"))
_SIGHT = 40  # characters around a break that may decide about it

_TO_WORD, _FROM_WORD = re.compile(r"(?<!\S)\S+\Z|\S{300}\Z"), re.compile(r"\S+")
_LONGEST = 400  # characters of a word that are looked at on each side of a place
_ADDRESS = re.compile(
    r"\w://|(?:^|[(\[<“\"])www\.|\S@\S{1,60}\.\w|[\\_=%]|/[^\s/]{0,99}/|\w\.\w{1,60}/"
    r"|\w(?:\.\w{1,60}){3}|(?=[\w:-]{0,40}\d)(?=[\w:-]{0,40}[^\W\d])[\w:-]{12}",
    re.I,
)


def around(text: str, at: int) -> tuple[int, int] | None:
    """The longest stretch of `text` around `at`, where a line would end, that is kept together;
    None where it may end there. White space at the end of the line stands before `at`."""
    start = max(0, at - _SIGHT)
    words = text[start:at].rstrip(" \t\n")
    if not words or at >= len(text) or not _may_matter(words[-1], text[at], words):
        return None
    window = text[start : at + _SIGHT]
    here = at - start
    found = [
        match.span()
        for rule in _RULES
        for match in rule.finditer(window)
        if match.start() < here < match.end()
    ]
    if not found and text[at - 1] in "-\u2010" and in_address(text, at):
        found = [(here - 1, here + 1)]  # it would be taken for a hyphen of the layout
    if not found:
        return None
    return start + min(first for first, _ in found), start + max(last for _, last in found)


def joints(text: str, start: int, end: int) -> Iterator[int]:
    """Where a line might end within a stretch that is kept together."""
    for at in range(start + 1, end):
        before, behind = text[at - 1], text[at]
        if not behind.isspace() and (
            before.isspace() or {before, behind} & _ENDS or behind in _COUNTED
        ):
            yield at


def belong_together(one: str, other: str) -> bool:
    """Whether no line may end between two characters that meet, where more is not known."""
    return (
        (other in _DASHES and not one.isspace())
        or (one.isspace() and other in "»›:;!?")
        or one in "«‹"
    )


def _may_matter(before: str, behind: str, words: str) -> bool:
    """Whether any rule can be about a break between these characters."""
    return (
        before in _ENDS
        or behind in _BEGINS
        or behind.isdigit()
        or any(map(str.isdigit, words[-4:]))  # 15., 1er, 5th
        or words.endswith(_TITLES)
        or behind in "IVX"
        or behind in _COUNTED
    )


def in_address(text: str, at: int) -> bool:
    """Whether `at` is within an address of the web, the path of a file or a sum, which are no
    words to be hyphenated."""
    start = max(0, at - _LONGEST)
    before = _TO_WORD.search(text, start, at)
    behind = _FROM_WORD.match(text, at, at + _LONGEST)
    word = (before[0] if before else "") + (behind[0] if behind else "")
    return len(word) > 5 and _ADDRESS.search(word) is not None
