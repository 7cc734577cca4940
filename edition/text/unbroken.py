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
from functools import lru_cache

_DASH = "\u2012-\u2015\u2e3a\u2e3b"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:\.|st|nd|rd|th|er|º)?"
#: What a number follows without a full stop: p 12, № 5, AD 100; and in small letters or large:
#: page 12, Chapter 3.
_BEFORE = (
    "pp? [Nn]os? [Nn]rs? [Vv]ols? [Cc]hs? [Cc]haps? [Ff]igs? [Aa]rts? secs? paras? cols? ll? ff? "
    "fols? nn? pts? bks? ca? Bd Abb Kap Str S Taf Sp Anm Z núms? n?º n° págs? vv? tt? стр с гл рис "
    "т кн ч вып мал ст р n[aº] č sv odd s k AD CE ص عام سنة ج עמ׳ עמ' פרק"
).replace(" ", "|")
_NUMBERED = (
    "pages? chapters? lines? notes? figures? tables? Seite Kapitel Abbildung Tabelle Zeile "
    "chapitre tableau tome página capítulo pagina capitolo страница глава том рисунок сторінка "
    "розділ strona rozdział strana kapitola sida sivu bladzijde"
).replace(" ", "|")
_TITLE = "Mr|Mrs|Ms|Dr|Prof|St|Mmes?|Mlles?|Mgr|Me"
#: What stands before a name with a full stop.
_DOTTED = (
    f"{_TITLE}|Sgt|Capt|Col|Gen|Lt|Maj|Rev|Hon|Sr|Sra|Srta|Jr|Fr|Hr|Frl|Hl|Ste|MM?|Mt|Ft|Hrn|Dña|"
    "sigg?|dott|dhr|mevr|mej|drs|św|ks|bł|ul|гр|ул|им|ім|пл|пр|кв|вул|св|бул|κα?|דר|פרופ"
)
#: The same, where they are no years or metres: г. Москва, but 1914 г.
_PLACE = r"(?<!\d[ \t\n])(?<!\w)[гмс]\."
_UNIT = (
    r"%|‰|°[CF]?|[kmcdµμ]?m[²³]?|[kmµμ]?g|[cmd]l|k?Hz|k?W|k?V|k?B|M[BWV]|G[BW]|min|ha|lbs?|ft|oz|"
    r"yds?|mi|km/h|mph|[ap]\.?m\.|[ap]m|AD|BCE?|CE|€|£|\$|₴|₽|¥|kr|zł|Kč|Ft|грн|руб|EUR|USD|GBP|CHF|"
    r"км/год|км/ч|км|кг|см|мм|м|т|ц|гг?|рр?|вв?|ст|тыс|тис|млн|млрд|ч|год|хв|Mio|Mrd|Tsd|tis|tys|"
    r"mil|mln|mld|thousand|million|billion|Million(?:en)?|Milliarden?|millions?|milliards?|mille|"
    r"Uhr|Std|Min|o[’']clock|uur|u|hrs?|h|mins?|secs?|[vn]\. ?Chr|av\. J|ap\. J|[ad]\. ?C|до н|"
    r"н\. [еэ]|r|f\. ?Kr|e\. ?Kr|př\. n|pr\. ?Kr|po Kr|p\.n\.e|n\.e|î\. ?Hr|пр\. ?н|[πμ]\. ?Χ|"
    r"ff?|sqq?|Abs|Bl|F|fr"
).replace(" ", "[ \t\n]")
#: What centuries in Roman figures are called: XIXe siècle, XIX в.; and before them: siglo XIX.
_CENTURY = "siècles?|s|вв?|век[аеу]?|вік[у]?|століття|ст|wieku?|w|secol[oi]|stol"
_OF_CENTURY = "sigl[oe]s?|secol[oi]|séculos?|segles?|sec|s|secolul|acte?|scène|Akt|część|tom|том"
#: German ordinal numbers, by the word before or behind: im 19. Jahrhundert.
_ARTICLE = "am|den|dem|der|des|das|die|im|vom|zum|zur|bis|ab|seit|beim"
_GERMAN = "Jahrhundert|Jhs?|Kapitel|Aufl|Weltkrieg|Klasse|Abschnitt|Band|Teil|Akt|Szene"
#: What a figure is followed by in Chinese and Japanese: year, month, day, hour, page, chapter …
_COUNTED = "年月日号時时分秒页頁行章节節条條卷巻回世歳岁人名個个"
#: Capital letters of the scripts that have initials.
_CAPITAL = "".join(map(chr, (code for code in range(0x41, 0x590) if chr(code).isupper())))
_INITIAL = rf"(?<!\w)[{_CAPITAL}]\."
_SP = "[ \t\n]"
_NO_LETTER = r"(?<![^\W\d_])"
_ROMAN = "[IVXLCІХ]"
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
        rf"(?<!\d){_DAY}{_SP}+[^\W\d_]+(?={_SP}+\d{{4}}(?!\d))",
        rf"{_NO_LETTER}[^\W\d_]{{1,5}}[.׳]{_SP}*(?:º{_SP}+)?(?:\d|[IVXLCivxlc]+(?!\w))",
        rf"{_NO_LETTER}(?:{_BEFORE}|(?i:{_NUMBERED})){_SP}+\d",
        rf"[§¶№£$€¥₽]{_SP}+\d",
        rf"{_NO_LETTER}(?:(?:(?:{_DOTTED})[.׳]|(?:{_TITLE})){_SP}+)+\w",
        rf"{_PLACE}{_SP}+[{_CAPITAL}]",
        rf"\d{_SP}+(?:{_UNIT})(?!\w)",
        rf"\d{_SP}h{_SP}\d\d|\d{_SP}[×+=÷·−]{_SP}\d",
        # Ordinal numbers: 19. století, im 19. Jahrhundert, XIX в.
        rf"(?<![\d.])\d{{1,3}}\.{_SP}+(?![{_CAPITAL}])[^\W\d_]",
        rf"(?<!\w)(?:{_ARTICLE}){_SP}+(?P<kept>\d{{1,3}}\.{_SP}+\w)|\d\.{_SP}+(?:{_GERMAN}|§)",
        rf"(?<!\w){_ROMAN}+(?:e|er|ème|º)?\.?{_SP}+(?:{_CENTURY})(?!\w)",
        rf"(?<!\w)(?i:{_OF_CENTURY})\.?{_SP}+{_ROMAN}+(?!\w)",
        rf"第?{_SP}?[\d〇一二三四五六七八九十百]*\d{_SP}?[{_COUNTED}]",
        # Initials and the name behind them; a number that is a part of a name.
        rf"{_INITIAL}(?:(?:{_SP}+|[-‐]?)[{_CAPITAL}]\.)*{_SP}+[{_CAPITAL}]",
        rf"{_INITIAL}[-‐][{_CAPITAL}]\.",
        rf"[{_CAPITAL}][^\W\d_]+{_SP}+(?:[VX]|[IVX]{{2,6}})(?!\w)",
        rf"[Ѐ-ӿ]{{3,}}{_SP}+[IVX]{{1,6}}(?!\w)",
        rf"[{_CAPITAL}][^\W\d_]+{_SP}+(?=[{_CAPITAL}]\.{_SP}?[{_CAPITAL}]\.(?!{_SP}+[{_CAPITAL}][^\W\d_]))[{_CAPITAL}]",
        # What is abbreviated in several words: z. B., e. g., т. е., bl. a.
        rf"(?<!\w)[^\W\d_]{{1,3}}(?:\.{_SP}+[^\W\d_]{{1,4}})+\.",
        rf"(?<!\w)(?:[иійaiyu]|та|et|ja){_SP}+(?:т|др|пр|ін|п|al|a|in|aj|dr)\.",
    )
)
#: What stands before or behind a break that a rule may be about: most breaks are told at once.
_ENDS = frozenset("\u2012\u2013\u2014\u2015\u2e3a\u2e3b\u2010-/.«‹§¶№£$€¥₽º׳")
_BEGINS = frozenset("\u2012\u2013\u2014\u2015\u2e3a\u2e3b-»›:;!?…,.")
_DASHES = frozenset("\u2012\u2013\u2014\u2015\u2e3a\u2e3b")
_ROMANS = frozenset("IVXLCІХ")
#: Titles without a full stop, and words for “and” before an abbreviation: et al., и др.
_LEADING = (*_TITLE.replace("s?", "").split("|"), "Mmes", "Mlles", " et", " и", " та", " i", " a")
_SIGHT = 40  # characters around a break that may decide about it

_TO_WORD, _FROM_WORD = re.compile(r"(?<!\S)\S+\Z|\S{300}\Z"), re.compile(r"\S+")
_LONGEST = 400  # characters of a word that are looked at on each side of a place
_ADDRESS = re.compile(
    r"\w://|(?:^|[(\[<“\"])www\.|\S@\S{1,60}\.\w|[\\_=%]|/[^\s/]{0,99}/|\w\.\w{1,60}/"
    r"|\w(?:\.\w{1,60}){3}|(?=[\w:-]{0,40}\d)(?=[\w:-]{0,40}[^\W\d])[\w:-]{12}",
    re.I,
)


@lru_cache(maxsize=64)
def _of_months(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """What keeps a day with its month: 15 December, December 15, 15 de mayo."""
    if not names:
        return ()
    month = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return (
        re.compile(
            rf"(?<!\d)(?:{_DAY}|\d{{4}}\.){_SP}+(?:de{_SP}+)?(?:{month})(?![^\W\d_])", re.IGNORECASE
        ),
        re.compile(rf"{_NO_LETTER}(?:{month})\.?{_SP}+{_DAY}(?!\d)", re.IGNORECASE),
    )


def around(text: str, at: int, months: tuple[str, ...] = ()) -> tuple[int, int] | None:
    """The longest stretch of `text` around `at`, where a line would end, that is kept together;
    None where it may end there. White space at the end of the line stands before `at`. `months`
    are the names of months in the language of the text."""
    start = max(0, at - _SIGHT)
    words = text[start:at].rstrip(" \t\n")
    if not words or at >= len(text) or not _may_matter(words, text[at : at + 2]):
        return None
    window = text[start : at + _SIGHT]
    here = at - start
    found = [
        span
        for rule in (*_RULES, *_of_months(months))
        for match in rule.finditer(window)
        if (span := match.span(match.lastgroup or 0))[0] < here < span[1]
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


def _may_matter(words: str, behind: str) -> bool:
    """Whether any rule can be about a break between words and the two characters behind it."""
    return (
        words[-1] in _ENDS
        or behind[0] in _BEGINS
        or behind[0].isdigit()
        or behind[0] in _COUNTED
        or behind[1:] == "."  # initials, т. д.
        or not _ROMANS.isdisjoint((behind[0], *words[-3:]))
        or any(map(str.isdigit, words[-4:]))  # 15., 1er, 5th
        or words.endswith(_LEADING)
    )


def in_address(text: str, at: int) -> bool:
    """Whether `at` is within an address of the web, the path of a file or a sum, which are no
    words to be hyphenated."""
    start = max(0, at - _LONGEST)
    before = _TO_WORD.search(text, start, at)
    behind = _FROM_WORD.match(text, at, at + _LONGEST)
    word = (before[0] if before else "") + (behind[0] if behind else "")
    return len(word) > 5 and _ADDRESS.search(word) is not None
