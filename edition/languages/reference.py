"""Reference: writes docs/languages.md from the labels, CLDR and the orders of letters.

python -m edition.languages.reference          writes it
python -m edition.languages.reference --check  says whether it is out of date
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

from edition.languages import labels, sorting, tags
from edition.languages.datewords import DateWriter
from edition.languages.labels import Labels
from edition.text.closing import placement
from edition.text.scripts import is_right_to_left

PAGE = Path(__file__).parents[2] / "docs" / "languages.md"
#: Names in no order, for each language those that tell its order from that of others.
SAMPLES = {
    "ar": "يوم باب كتاب آدم تاج Zulu",
    "cs": "Žák Dub Chrám Hora Čapek Cyril Říp Rys",
    "da": "Åse Aalborg Ørsted Ærø Zahle Bo",
    "de": "Zulu Äther Azur Öffner Ort Straße Strauß",
    "en-GB": "Zulu École Élan Eb Øre Pi",
    "en-US": "Zulu École Élan Eb Øre Pi",
    "es": "oso ñandú nube llano lobo chico caña",
    "fr": "Zola Œuvre été École côté cote côte coté",
    "he": "Zulu שם מלך כלב גן אבן",
    "it": "Zulu Università à città casa là",
    "ja": "さい きょう がん かな あさ アキ Zulu",
    "nb": "Ås Ødegård Ærlig Zorn Bo",
    "nl": "Zulu Jan ijs Ieper één",
    "pl": "Żaba Źródło Zamek Śnieg Sad Łódź Lato Ćma Cel",
    "pt-BR": "zebra coração avó avô água açúcar",
    "ru": "Zulu Яма Жук Ёж Ель",
    "sv": "Öst Ärlig Åberg Zorn Wallin Vasa Anna",
    "uk": "Яма Йосип Їжак Іван Жук Євген Дім Ґава Гай",
    "zh-Hans": "Zulu 中国 人民 国家 北京 阿城",
    "zh-Hant": "Zulu 臺灣 國家 中國 一",
}

_INTRODUCTION = """\
# Languages

<!-- Made by `python -m edition.languages.reference`. -->

What the builder itself prints, it prints in the `language` of the edition: headings and labels,
what contributors did, dates, numbers, quotation marks. Names are sorted in the order of the
language. The source and what you write are never changed by it.

## Words, dates, order

"""

_UNREAD = """\
{} have been written by the makers of the builder, and **no speaker has read them**. If you are one:
[a file for each language](../edition/languages/words/) wants you."""

_AFTER_TABLE = """\

{unread}

- `en` alone is `en-US`: American spelling, and the month before the day, December 4, 2014.
  `en-GB` and the like have British spelling and the day first. `edition: date-order: day-first`
  has the day first in an American book too: wherever the builder writes a date, in the
  chronology, the index, the colophon and the sources (a style such as MLA has its own order in
  the list). `pt-PT` has the words of Brazil, Swiss and Austrian German those of Germany,
  Canadian French those of France; the quotation marks of Switzerland and Portugal are their own.
  `zh-TW` and `zh-HK` have those of `zh-Hant`.
- An edition in any other language prints them in English, and [is
  warned](problems.md#labels-in-english): give them under `labels`. Its months, its order of names
  and, for 40 languages more, its quotation marks are its own all the same.
- [Dates of long ago](annotations.md#dates), before Christ, approximate, doubtful, of a decade
  or a season, are in the language too.

## The order of names

The index, the glossary, the list of sources and what `add` writes have one order: that of the
language, by Unicode's algorithm with the rules of CLDR, as ICU has them. It compares word by
word, first letters, then accents, then capitals; signs before the first letter do not count.
Names in another script stand behind those of the edition's own.

- An article does not count, if it is one of the edition's language: *The Times* in English,
  *Die Zeit* in German, *L’Humanité* in French; before a title one of the source's own
  `language`. People and places keep theirs (*La Fontaine*, *Den Haag*), but for an English
  *The* (*The Hague*).
- In the EPUB a long index has a line of its letters, which are those of the language: Ch in
  Czech, Å behind Z in Swedish, か for all kana from か to ご, pinyin for simplified Chinese
  characters, the number of strokes for traditional ones.
- Chinese is sorted by pinyin, in traditional characters by strokes; Japanese kana by sound and
  kanji as in JIS, not by how they are read.

## Fonts

Latin, Greek and Cyrillic letters, Hebrew and Arabic ones are always there, and Devanagari in the
PDF. Fonts of other scripts are packages of their own, since some are large: [`check`
names](problems.md#no-glyph) what is lacking, with the line that installs it into the builder's
Python. After that nothing is fetched: the letters that the edition needs are put into the EPUB
and the PDF, with the licence, and the same input gives the same bytes, where the fonts have the
same versions: `pip install -r requirements-fonts.lock` installs all of them in those that are
tested.

| script | package | extra |
| --- | --- | --- |
| Chinese, Japanese, Korean | `justmytype-intl-cjk` (30 MB) | `fonts-cjk` |
| Devanagari | `fontpkg-noto-sans-devanagari` | `fonts-devanagari` |
| Thai | `fontpkg-noto-sans-thai` | `fonts-thai` |
| Khmer | `fontpkg-noto-sans-khmer` | `fonts-khmer` |
| Tamil | `fontpkg-noto-sans-tamil` | `fonts-tamil` |
| Telugu | `fontpkg-noto-sans-telugu` | `fonts-telugu` |
| Bengali | `justmytype-intl-south-asia` | `fonts-bengali` |
| Lao, Burmese | `justmytype-intl-sea` | `fonts-southeast-asia` |
| Ethiopic | `justmytype-intl-africa` | `fonts-ethiopic` |
| Georgian, Armenian | `matplotlib`, for the DejaVu Serif in it | `fonts-caucasus` |

Chinese, Japanese and Korean share letters that each shapes in its own way: the `language` of the
edition, or `{{lang=ja}}` of the words, says which font they are in.

An edition in Chinese or Japanese has lines 1.7 of their letters apart, paragraphs with an indent
of two letters, in Japanese of one, no slope, a dot at each letter that is stressed, no blank
where a line of the source ends, and its titles in 《》 or 『』. It is set in horizontal lines that
are justified between letters; no line begins with 。 or ends with （.

## The labels

Each can be replaced, by its name under [`labels`](annotations.md#edition). `{{}}` stands for
what is filled in. Where a number decides about the form, `words` replaces all forms,
`words-one`, `words-few` and so on one of them (CLDR's categories).

"""


def _labels(language: str) -> str:
    return "yes" if labels.document(language)["read-by-a-speaker"] else "yes, unread"


def _months(language: str) -> str:
    writer = DateWriter(Labels(language))
    stretch = writer.written("2014-12-30", "2015-01-02")
    return f"{stretch}; {writer.written('2014-03', known_year=2014)}; {writer.written('-0043')}"


def _order(language: str) -> str:
    names = SAMPLES[language].split()
    return ", ".join(sorted(names, key=lambda name: sorting.name_key(language, name)))


def _quotation(language: str) -> str:
    own = Labels(language)
    return own.filled("quoted", f"a {own.filled('inner-quoted', 'b')} c")


def _calls(language: str) -> str:
    return f"{placement(language)} punctuation"


def _hyphenation(language: str) -> str:
    """Whether pyphen has patterns; a language that divides no words needs none."""
    from pyphen import language_fallback

    if is_right_to_left(language) or tags.primary(language) in ("zh", "ja"):
        return "none"
    return "yes" if language_fallback(language) else "no patterns"


#: The columns of the table: a heading, and what it says of a language.
COLUMNS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("labels", _labels),
    ("dates", _months),
    ("order of names", _order),
    ("quotation marks", _quotation),
    ("calls", _calls),
    ("hyphenation", _hyphenation),
)


def page() -> str:
    """The page as it should be."""
    languages = labels.languages()
    unread = [name for name in languages if _labels(name) != "yes"]
    listed = f"The words of {', '.join(unread[:-1])} and {unread[-1]}"
    heads = ["language", *(head for head, _ in COLUMNS)]
    rows = [heads, ["---"] * len(heads)]
    rows += [[f"`{name}`", *(column(name) for _, column in COLUMNS)] for name in languages]
    words = [["name", "English"], ["---", "---"]]
    words += [[f"`{name}`", _english(name)] for name in labels.words(labels.ENGLISH)]
    after = _AFTER_TABLE.format(unread=textwrap.fill(_UNREAD.format(listed), 100))
    return _INTRODUCTION + _table(rows) + after + _table(words)


def _english(name: str) -> str:
    found = labels.words(labels.ENGLISH)[name]
    forms = [found] if isinstance(found, str) else list(dict.fromkeys(found.values()))
    return ", ".join(f"“{form}”" if form != form.strip() else form for form in forms)


def _table(rows: list[list[str]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def main(arguments: list[str]) -> int:
    """Write the page; with `--check` say whether it is out of date."""
    is_right = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page()
    if arguments == ["--check"]:
        print(
            "docs/languages.md is up to date." if is_right else "docs/languages.md is out of date."
        )
        return int(not is_right)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
