"""Where a line may not end: before a dash, between a number and what it belongs to, in a range."""

from __future__ import annotations

import pytest

from edition.text.unbroken import around, belong_together, in_address

#: Of English, German, Spanish, French, Russian and Hungarian.
MONTHS = ("May", "December", "Dez", "Dezember", "Mai", "mayo", "janvier", "mai", "декабря")


def shown(text: str) -> str:
    """`text` with a bar wherever a line may end by our rules, behind spaces and dashes."""
    out = ""
    for at, char in enumerate(text):
        may = at > 0 and not char.isspace() and text[at - 1] in " —–-/"
        out += "|" if may and around(text, at, MONTHS) is None else ""
        out += char
    return out


@pytest.mark.parametrize(
    "expected",
    [
        "went |down—|slowly, |to |the |yard—|where |it |lay",
        "He |went – |slowly – |down",
        "word - |word; |a--|b -- |c",
        "palabra |—inciso— |palabra",
        # koreader/crengine#364
        "on |the |sea—’ |said |he, |“—and |then—” |She |went",
        "said . . . |nothing . . . |of",
        "Elle |dit : |« Voici |le |métier » ; |puis |« Où |donc ? »",
        "sagte |er. |»Wort« |und |»mehr« |kam",
        "on |p. 12 |and |pp. 12–15, |vol. iv, |No. 5, |§ 12, |fig. 3",
        "the |years |1914–1918, |5–10 men, |3/4 |of |it, |xii–xv, |3 – 5, |2014-12-03",
        "on |15 December |2014, |December 15, |2014, |5th May",
        "le |1er janvier |1916, |den |15. Dezember |1916, |el |5 de mayo",
        "Она — |дома, |15 декабря |2014 г.",
        "100 km |and |5 % |and |100 000 |men, |£ 5",
        "Mr. Smith, |Dr Jones, |St. Petersburg",
        "by |J. R. R. Tolkien, |J.-P. Sartre, |J.R. Roe |and |Roe, |J. R.",
        "как |А. С. Пушкин, |Є. Маланюк, |Ł. Górnicki |пише",
        "Louis XIV, |Heinrich VIII. |und |Philip V |went; |When |I |came",
        "so, |z. B. |am |Abend, |d. h. |um |8 Uhr, |и т. д., |т. е. |так, |e. g. |this",
        "44 v. Chr., |44 до н. э., |44 av. J.-C., |2014 р., |5 млн |грн, |12 o’clock, |5 Mio.",
        "S. 4 ff. |und |Art. 5 Abs. 2 |GG, |§ 5 Abs. 2, |§§ 5 ff. |BGB",
        "am |3. Mai |kam, |im |19. Jahrhundert, |Ein |19. Jh. |war, |3. května |byl, |19. století",
        "Prof. Dr. Groß, |Hl. Anna, |Mgr Dupont, |Sra. Pérez, |dott. Rossi, |św. Anna, |דר׳ כהן",
        "le |XIXe siècle |fut, |XIX век |был, |ХІХ ст. |було, |XIX w. |był, |siglo XIX |fue",
        "Петр I |был, |Толстой Л. Н. |писал, |г. Москва |есть, |1914 г. |Потом, |5 тыс. руб. |дал",
        "он |и т. д. |Потом |и др. |были, |Roe |et al. |say, |bl. a. |det, |op. cit. |in",
        "kap. 3 |och |str. 12 |i |rys. 4 |a |blz. 12 |en |cap. 3 |y |n.º 5 |σελ. 12 |και |עמ׳ 12",
        "page 12 |and |Chapter 3 |or |Seite 4 |und |глава 5 |есть |AD 100 |was |fl. 1850 |at",
        "10 h 30 |et |2 × 3 |is |5 million |men |12 uur |kwam |8 ч. |был |44 π.Χ. |ήταν |12. § |a",
        "mint |2014. december |és |1914 r. |był |v |r. 1914 |byl",
        "in |т. 5, |кн. 2, |ст. 12, |№ 5, |¶ 12, |Bd. 2, |n° 5",
        "well-|known, |Leeds–|York, |either/|or",
        "He |had |16. |Then |she |came.",
        "https:/|/|a.example/|b-c/|d-e",
    ],
)
def test_where_a_line_may_end(expected: str) -> None:
    assert shown(expected.replace("|", "")) == expected


@pytest.mark.parametrize(
    ("pair", "together"),
    [("d—", True), ("—d", False), ("–5", False), (" »", True), ("« ", True), (" —", False)],
)
def test_two_letters_that_meet(pair: str, together: bool) -> None:
    assert belong_together(*pair) is together


@pytest.mark.parametrize(
    "word",
    [
        "https://a.example/b?c=d,",
        "www.example.org",
        "C:\\Users\\x.txt",
        "0123456789abcdef,",
        "ada@example.org",
        "/usr/lib/x",
        "10.1000/xyz123",
    ],
)
def test_addresses(word: str) -> None:
    text = f"see {word} too"
    assert all(in_address(text, at) for at in range(5, 4 + len(word)))
    assert not in_address(text, 2) and not in_address(text, len(text) - 1)


@pytest.mark.parametrize("word", ["weaver-in-chief", "unquestionably", "and/or", "1914–1918"])
def test_words_are_no_addresses(word: str) -> None:
    assert not in_address(f"see {word} too", 8)


def test_a_word_without_an_end_takes_no_time() -> None:
    """Whatever is asked, it looks at some hundred characters."""
    for part in ("word-", "a@b", "a.", "1a:", "//", "—", "12–"):
        text = part * 20_000
        assert around(text, 50_000) != (0, len(text))
