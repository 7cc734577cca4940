"""Headings: the paragraphs that patterns say are headings, and of which level. Pure.

A pattern of several lines (`CHAPTER * / *`) takes the paragraphs behind the one that its first line
is like: the number of a chapter and its title are one heading. In a list of patterns that names no
levels, one whose paragraphs stand directly over those of another is that of parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.model import HeadingRule, Role, SourceText
from edition.model.dataclass import dataclass
from edition.text import patterns
from edition.text.lineends import folded_words
from edition.text.normalize import fold_quote
from edition.text.parts import Part

#: Longest paragraph, in characters, that a heading pattern is tried on, and longest title.
LONGEST, LONGEST_TITLE = 300, 100
#: What stands in a pattern for the end of a line.
LINE_END = " / "
#: With what a part begins, in the languages of the world's printers.
_PARTS = frozenset((
    "part", "book", "volume", "partie", "livre", "tome", "teil", "buch", "band", "parte",
    "libro", "tomo", "livro", "deel", "boek", "del", "bok", "bind", "osa", "kirja", "část",
    "kniha", "część", "księga", "tom", "rész", "könyv", "часть", "книга", "том", "частина",
    "μέρος", "βιβλίο",
))  # fmt: skip
#: How a sentence ends, and what opens one that is spoken.
_STOP = re.compile(r"[.,;:\u2026\u3002]['\"\u2019\u201d\u00bb)]*\Z|['\"\u2019\u201d\u00bb]\Z")
_SPOKEN = re.compile(r"['\"\u2018\u201c\u201e\u00ab\u2014\u2013-]")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of `headings`: an expression for each of its lines, and for all in one."""

    rule: HeadingRule
    lines: tuple[re.Pattern[str], ...]
    whole: re.Pattern[str]

    def is_like(self, words: str) -> bool:
        """Whether a paragraph is such a heading, or the first line of one."""
        return bool(self.whole.fullmatch(words) or self.lines[0].fullmatch(words))

    @property
    def is_open(self) -> bool:
        """Whether it can stand for several paragraphs."""
        return "*" in self.rule.pattern or "?" in self.rule.pattern


def compiled(rule: HeadingRule) -> Pattern:
    """The pattern of a rule."""
    lines = [line for line in rule.pattern.split(LINE_END) if line.strip()] or [rule.pattern]
    return Pattern(rule, tuple(map(patterns.whole, lines)), patterns.whole(" ".join(lines)))


def words_of(source: SourceText, part: Part) -> str:
    """The words of a part as patterns are held against them; none of one that is too long."""
    start, end = part.span
    return folded_words(source, part.span).text if end - start <= LONGEST else ""


def assign(source: SourceText, parts: Sequence[Part], rules: Sequence[HeadingRule]) -> list[Part]:
    """The parts with the roles that the patterns of `rules` give to those that have no other."""
    if not rules:
        return list(parts)
    found = _Matcher(source, parts, [compiled(rule) for rule in rules]).found()
    roles = _roles(found, rules)
    named = [
        replace(part, role=roles[part.pattern]) if part.pattern >= 0 else part for part in found
    ]
    return list(_titles(named))


class _Matcher:
    def __init__(
        self, source: SourceText, parts: Sequence[Part], declared: Sequence[Pattern]
    ) -> None:
        self.parts = parts
        self.declared = declared
        self.words = [words_of(source, part) if part.is_default else "" for part in parts]

    def found(self) -> list[Part]:
        """The parts, those of a heading with its pattern; the later lines of one go on with it."""
        first = {k: n for k, n in enumerate(map(self._pattern, range(len(self.parts)))) if n >= 0}
        plain = self._plain_titles(first)
        found = list(self.parts)
        for k, n in first.items():
            heading = replace(found[k], role=Role.HEADING, is_default=False, pattern=n)
            found[k] = heading
            for line in self._further(k, n, first, plain):
                found[line] = replace(
                    found[line], role=Role.HEADING, is_default=False, pattern=n, goes_on=True
                )
        return found

    def _pattern(self, k: int) -> int:
        """The pattern that a paragraph, or the first line of a heading, is like; else -1."""
        if not self.words[k]:
            return -1
        for n, pattern in enumerate(self.declared):
            if pattern.whole.fullmatch(self.words[k]) or self._begins(k, pattern):
                return n
        return -1

    def _begins(self, k: int, pattern: Pattern) -> bool:
        """Whether the lines of a pattern are those of the paragraphs from `k` on. A line that can
        be anything may be missing: not each chapter has a title."""
        head, *rest = pattern.lines
        if not rest or not head.fullmatch(self.words[k]):
            return False
        behind = [*self.words[k + 1 : k + 1 + len(rest)], *[""] * len(rest)]
        return all(
            line.pattern == _ANYTHING or line.fullmatch(words)
            for line, words in zip(rest, behind, strict=False)
        )

    def _further(
        self, k: int, n: int, first: dict[int, int], plain: frozenset[int]
    ) -> Iterator[int]:
        """The paragraphs that are the later lines of the heading that begins with `k`."""
        lines = self.declared[n].lines
        if not lines[0].fullmatch(self.words[k]):
            return  # all its lines are in one paragraph
        for at, line in enumerate(lines[1:], k + 1):
            words = self.words[at] if at < len(self.words) else ""
            anything = line.pattern == _ANYTHING
            if not words or not line.fullmatch(words) or at in first:
                return
            if anything and not (_is_title(words) and (n not in plain or not _STOP.search(words))):
                return
            yield at

    def _plain_titles(self, first: dict[int, int]) -> frozenset[int]:
        """The patterns most of whose titles do not end as sentences do: what does is none."""
        counts: dict[int, list[int]] = {}
        for k, n in first.items():
            if len(self.declared[n].lines) > 1 and k + 1 < len(self.words):
                words = self.words[k + 1]
                if words and k + 1 not in first and _is_title(words):
                    count = counts.setdefault(n, [0, 0])
                    count[bool(_STOP.search(words))] += 1
        return frozenset(n for n, (plain, stopped) in counts.items() if plain >= stopped)


_ANYTHING = patterns.whole("*").pattern


def _is_title(words: str) -> bool:
    """Whether words can be the title of a chapter: they are few, and nobody says them."""
    return 0 < len(words) <= LONGEST_TITLE and not (words[0].islower() or _SPOKEN.match(words))


def looks_like_title(words: str) -> bool:
    """Whether a paragraph that no pattern names looks like a title."""
    return _is_title(words) and len(words) <= 60 and not _STOP.search(words)


def _roles(parts: Sequence[Part], rules: Sequence[HeadingRule]) -> list[Role]:
    """What the paragraphs of each pattern are."""
    above = {n for n, rule in enumerate(rules) if rule.role is None and _is_above(n, parts, rules)}
    return [
        rule.role or (Role.PART if n in above else Role.HEADING) for n, rule in enumerate(rules)
    ]


def _is_above(n: int, parts: Sequence[Part], rules: Sequence[HeadingRule]) -> bool:
    """Whether a pattern is that of parts: others of more headings, or as many and it begins with a
    word for a part, stand directly below its own."""
    pattern = rules[n].pattern
    if not ("*" in pattern or "?" in pattern):
        return False
    below = _directly_below(n, parts)
    if not below or n in below:
        return False
    mine = sum(part.pattern == n and not part.goes_on for part in parts)
    most = max(sum(part.pattern == m and not part.goes_on for part in parts) for m in below)
    begins = fold_quote(pattern).casefold().split()
    if begins and begins[0].rstrip("*?.") in _PARTS:
        return most >= mine
    return most > mine == len(below) > 1


def _directly_below(n: int, parts: Sequence[Part]) -> list[int]:
    """The patterns of the headings directly below those of `n`, a title between them left out."""
    found: list[int] = []
    waits = False
    for part in parts:
        if part.pattern == n:
            waits = True
        elif waits and part.pattern >= 0:
            found.append(part.pattern)
            waits = False
        elif part.role is not Role.HEADING:
            waits = False
    return found


def _titles(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts; a heading named by its line, between a part's and a chapter's, is the part's."""
    for k, part in enumerate(parts):
        is_title = (
            part.role is Role.HEADING
            and part.pattern < 0
            and not part.level
            and 0 < k < len(parts) - 1
            and parts[k - 1].role is Role.PART
            and parts[k - 1].pattern >= 0
            and parts[k + 1].role is Role.HEADING
            and parts[k + 1].pattern >= 0
        )
        yield replace(part, role=Role.PART) if is_title else part
