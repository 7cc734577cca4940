"""Names: finds what looks like a name or an acronym in a text, by capital letters. Pure.

Works for every script that has capitals (Latin, Cyrillic, Greek …): the letters' Unicode
categories decide, and the text itself says which words are capitalized only where a sentence
begins. Time grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from edition.authoring.suggest.wordlists import (
    ABBREVIATED,
    ALWAYS_CAPITAL,
    ARTICLES,
    BODIES,
    DEMONYMS,
    FUNCTION,
    OFFICES,
    PAIRS,
    PARTICLES,
    PLACES,
    ROLES,
    STRUCTURE,
    TITLES,
)
from edition.languages import cldr
from edition.model.dataclass import dataclass

_MARKS = "\u0300-\u036f"
_WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?"
    rf"|[^\W_](?:[^\W_]|[{_MARKS}])*(?:['’ʼ‘\-\u2010\u2011][^\W_](?:[^\W_]|[{_MARKS}])*)*"
)
_POSSESSIVE = re.compile(r"['’ʼ][sS]\Z")
_ENDS = frozenset(".!?…:։؟。")
_OPENING = frozenset("\"“„«‘'([{‹¿¡—–-*_")
#: Words that are no names alone; what makes a name of the word behind it a common one.
_NO_NAMES = ROLES | STRUCTURE | DEMONYMS | OFFICES | PLACES | BODIES
#: Those that a title before them does not make a name.
_NEVER = OFFICES | STRUCTURE
#: How words for what cannot be touched end.
_ABSTRACT = ("tion", "ment", "ness", "ity", "ship", "hood", "ism")
_DETERMINERS = ARTICLES | {"my", "your", "his", "her", "its", "our", "their", "some", "any"}
_ROMAN = re.compile(r"[IVXivx]+\Z")
#: A heading with its number: “CHAPTER IV. The Jackal”, “IV. The Jackal”.
_HEADING = re.compile(
    r"\s*(?:(?i:chapter|book|part|letter|canto|act|scene)\s+(?:[IVXLC]{1,7}|[0-9]{1,3})\b[.:—–-]?"
    r"|[IVXLC]{1,7}\.)"
    r"(?:\s+(?:[A-Z][\w'’-]*|[a-z]{1,4})[,;:]?){1,12}\s*\Z"
)
#: How often a word that is no name may begin a sentence, and how often a name is well known.
_SELDOM, _OFTEN = 2, 10
#: The share of capitals among a paragraph's letters over which they say nothing.
_SHOUTED = 0.5
#: Words of which it is remembered what they are: a text repeats its words.
_KEPT = 1 << 16


class Token(NamedTuple):
    """A word of a paragraph: offsets in the whole text; `initial` where a sentence, a quotation or
    a bracket may begin with it; `joined` where only white space parts it from the one before."""

    word: str
    start: int
    end: int
    initial: bool
    joined: bool

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital, or with a small prefix to one."""
        return _is_capital(self.word)


class Name(NamedTuple):
    """What looks like a name, where it stands, and the title before it, in small letters."""

    words: tuple[str, ...]
    start: int
    end: int
    acronym: bool
    title: str


@dataclass(slots=True)
class Census:
    """How often each word, in small letters, stands so, with a capital inside a sentence, and with
    one at a beginning, where a sentence goes on; and what stands before a colon, as a label."""

    small: Counter[str]
    capital: Counter[str]
    initial: Counter[str]
    labels: frozenset[str]
    #: How often an article or the like stands before a word with a capital.
    article: Counter[str]
    #: How often a word is written with its first letter as a capital and no other.
    mixed: Counter[str]
    #: Months and days of the week, and words that are always capitals.
    calendar: frozenset[str]

    def is_name(self, token: Token) -> bool:
        """Whether a capitalized word that stands alone is one for more than its place."""
        word = key_of(token.word)
        if _is_function(token.word) or word in self.calendar or word in _NO_NAMES | PARTICLES:
            return False
        inside, small = self.capital[word], self.small[word]
        if inside:
            # “the Vicar”, where there is a vicar as well
            if small and (self.article[word] * 2 > inside or small * 4 > inside):
                return False
            return not (self.article[word] and word.endswith(_ABSTRACT))
        seldom = self.initial[word] < 2 or word.endswith("ly") or len(word) < 3
        return not (small or seldom or word in self.labels)

    def is_common(self, token: Token) -> bool:
        """Whether a word that begins a run of capitals is only the sentence's first word."""
        word = key_of(token.word)
        if _is_function(token.word) or word in self.calendar:
            return True
        if not token.initial:
            return False
        if not self.capital[word] and word.endswith(("ing", "ed", "ly")):
            return True
        return self.small[word] > self.capital[word] or (
            word in self.labels and not self.capital[word]
        )

    def only_begins(self, token: Token, after: Token) -> bool:
        """Whether a strange word only begins the sentence, before a name that is well known:
        “Hereupon Startop”."""
        word, name = key_of(token.word), key_of(after.word)
        strange = token.initial and not self.capital[word] and self.initial[word] <= _SELDOM
        return strange and self.capital[name] >= _OFTEN


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words of a paragraph; none where it is printed in capitals, or is a numbered heading."""
    found: list[Token] = []
    last = start
    for match in _WORD.finditer(text, start, end):
        gap = text[last : match.start()]
        before = found[-1].word if found else ""
        if gap == " " and found:
            initial, joined = before[-1] == ".", True
        else:
            initial = not found or _begins(gap, before)
            joined = bool(found) and (
                gap.isspace() or (gap.strip() == "." and _abbreviates(before))
            )
        found.append(Token(match.group(), match.start(), match.end(), initial, joined))
        last = match.end()
    return [] if _is_shouted(text[start:end]) or _HEADING.match(text, start, end) else found


def census(text: str, paragraphs: Iterable[Sequence[Token]], language: str) -> Census:
    """Count the words of all paragraphs of `text`, which is in this language."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    initial: Counter[str] = Counter()
    labels: set[str] = set()
    article: Counter[str] = Counter()
    mixed: Counter[str] = Counter()
    for paragraph in paragraphs:
        before = ""
        for token, after in zip_longest(paragraph, paragraph[1:]):
            if not token.is_capital:
                small[token.word] += 1
            elif not token.initial:
                mixed[key_of(token.word)] += token.word[1:].islower()
                capital[key_of(token.word)] += 1
                article[key_of(token.word)] += token.joined and before in _DETERMINERS
            elif after and after.joined:
                initial[key_of(token.word)] += 1
            elif after and text[token.end] == ":":
                labels.add(key_of(token.word))
            before = token.word
    calendar = ALWAYS_CAPITAL.union(map(str.lower, cldr.calendar_names(language)))
    return Census(small, capital, initial, frozenset(labels), article, mixed, calendar)


def names(paragraph: Sequence[Token], counted: Census) -> Iterator[Name]:
    """The names and acronyms of a paragraph, in order."""
    k = 0
    while k < len(paragraph):
        token = paragraph[k]
        if is_acronym(token.word):
            if _stands_for_words(paragraph, k, counted):
                bare = bare_acronym(token.word)
                yield Name((bare,), token.start, token.start + len(bare), True, "")
            k += 1
        elif token.is_capital:
            end = _run_end(paragraph, k, counted)
            yield from _name(paragraph[k:end], counted, _title_before(paragraph, k))
            k = end
        else:
            k += 1


def _stands_for_words(paragraph: Sequence[Token], k: int, counted: Census) -> bool:
    """Whether a word in capitals is an acronym, and no word of a heading or of a sign."""
    word = key_of(paragraph[k].word)
    if counted.small[word] or counted.mixed[word]:
        return False
    if _ROMAN.match(paragraph[k].word) or word in _NO_NAMES:
        return False
    beside = [*paragraph[max(0, k - 1) : k], *paragraph[k + 1 : k + 2]]
    return not any(_is_shouted_word(token) for token in beside)


def _is_shouted_word(token: Token) -> bool:
    letters = [char for char in token.word if char.isalpha()]
    long = len(letters) > 3 or token.word.lower() in FUNCTION
    return long and len(letters) > 1 and all(map(str.isupper, letters))


def _run_end(paragraph: Sequence[Token], k: int, counted: Census) -> int:
    """The end of the run of capitalized words that begins at `k`, particles between them."""
    end = k + 1
    if _POSSESSIVE.search(paragraph[k].word):
        return end
    while end < len(paragraph):
        ahead = _particles(paragraph, end)
        at = end + ahead
        if at >= len(paragraph) or not all(t.joined for t in paragraph[end : at + 1]):
            return end
        token = paragraph[at]
        begins = token.initial and not _abbreviates(paragraph[at - 1].word)
        if (
            not token.is_capital
            or is_acronym(token.word)
            or begins
            or key_of(token.word) in counted.calendar
        ):
            return end
        end = at + 1
        if _POSSESSIVE.search(token.word):
            return end
    return end


def _particles(paragraph: Sequence[Token], k: int) -> int:
    """How many particles stand from `k` on: none, one or two."""
    words = tuple(token.word for token in paragraph[k : k + 2])
    if words in PAIRS:
        return 2
    return int(bool(words) and words[0] in PARTICLES)


def _name(run: Sequence[Token], counted: Census, title: str) -> Iterator[Name]:
    while run and (
        not run[0].is_capital
        or counted.is_common(run[0])
        or _is_title(run[0])
        or (len(run) > 1 and counted.only_begins(run[0], run[1]))
    ):
        # The Duke of Wellington has his title of a place.
        if _is_title(run[0]):
            title = run[0].word.lower()
        elif not run[0].is_capital:
            title = ""
        run = run[1:]
    if not run or (len(run) == 1 and not (title or counted.is_name(run[0]))):
        return
    if len(run) == 1 and (len(run[0].word) < 2 or _ROMAN.match(run[0].word)):
        return
    if len(run) == 1 and key_of(run[0].word) in _NEVER:
        return
    words = [token.word for token in run]
    end = run[-1].end
    if possessive := _POSSESSIVE.search(words[-1]):
        words[-1] = words[-1][: possessive.start()]
        end -= len(possessive[0])
    yield Name(tuple(words), run[0].start, end, False, title)


@lru_cache(maxsize=_KEPT)
def is_acronym(word: str) -> bool:
    """SMG, SPCh, U.S.S.R., NGOs; not McDonald, nor a word printed in capitals for stress."""
    letters = [char for char in _POSSESSIVE.sub("", word) if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    if upper < 2 or upper <= len(letters) - upper or not word[0].isupper():
        return False
    return len(letters) <= 6 or "-" in word or "." in word


def bare_acronym(word: str) -> str:
    """Without the possessive and the plural."""
    word = _POSSESSIVE.sub("", word)
    return word[:-1] if word[-1:] == "s" and word[:-1].isupper() else word


@lru_cache(maxsize=_KEPT)
def key_of(word: str) -> str:
    """A word by which its forms are counted: in small letters, without the possessive."""
    return _POSSESSIVE.sub("", word).lower()


def _is_function(word: str) -> bool:
    """Also with another word drawn to it: we’re, there's; not O’Brien."""
    head, mark, rest = _partition(word)
    drawn = mark in "'’ʼ" and rest.islower()
    return word.lower() in FUNCTION or (drawn and head.lower() in FUNCTION)


@lru_cache(maxsize=_KEPT)
def _is_capital(word: str) -> bool:
    if word[0].isupper() or word[0].istitle():
        return True
    # al-Banna, d’Artagnan
    head, _, rest = _partition(word)
    return len(head) <= 3 and rest[:1].isupper()


def _partition(word: str) -> tuple[str, str, str]:
    found = re.search(r"['’ʼ\-\u2010\u2011]", word)
    return (word[: found.start()], found[0], word[found.end() :]) if found else (word, "", "")


def _begins(gap: str, before: str) -> bool:
    """Whether a sentence or a quotation may begin behind `gap`."""
    if any(char in _ENDS for char in gap):
        return not (gap.strip() == "." and _abbreviates(before))
    return any(char in _OPENING for char in gap.lstrip(",;")) or before.endswith(".")


def _abbreviates(word: str) -> bool:
    return (len(word) == 1 and word.isupper()) or word.lower() in ABBREVIATED


def _is_title(token: Token) -> bool:
    return token.word.lower() in TITLES


def _title_before(paragraph: Sequence[Token], k: int) -> str:
    before = paragraph[k - 1] if k and paragraph[k].joined else None
    return before.word.lower() if before and _is_title(before) else ""


def _is_shouted(text: str) -> bool:
    upper = sum(map(str.isupper, text))
    if upper < 4:
        return False
    return upper > _SHOUTED * sum(map(str.isalpha, text))
