"""Guess: what a plain text probably is: how its paragraphs are divided, its markup, its headings,
who speaks in it, its language, its title. Pure; each guess is said, and none changes the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import field
from itertools import pairwise

from edition.authoring.intake.manuscript import About, Person
from edition.model.dataclass import dataclass
from edition.text import headinglines, languages

#: No text is wrapped by hand at more characters than this.
_WIDEST = 110
_ENDED = re.compile(r"[.!?:;…]['\"”’»)\]]*$")
_ITALICS = re.compile(r"(?<![\w_])_(?=\w)[^_\n]{1,200}(?<=\S)_(?![\w_])")
_GUTENBERG = re.compile(r"^\[(?:Footnote|Illustration)\b|^\s*\*(?:\s+\*){2,}\s*$", re.M)
_MARKDOWN = re.compile(r"^#{1,6} \S|^\[\^\w+\]:|^> \S|^(?:\*\*\*|---)$|\*\*\S|\]\(\S+\)", re.M)
_LABEL = re.compile(r"([^\W\d_][\w.’' -]{0,30}?)(?: ?\([^)]{1,40}\))?:(?=\s|$)")
_CAPITALS = re.compile(r"([^\W\d_a-zа-яё]{2,}(?: [^\W\d_a-zа-яё.]+){0,3})\.(?=\s)")
_BY = re.compile(r"(?:by|von|par|di|por|автор:?)\s+(\S.{1,60})", re.I)
#: Words before a colon that name nobody.
_NOBODY = frozenset(
    ("note", "notes", "example", "chapter", "part", "book", "act", "scene", "title", "author",
     "date", "source", "http", "https", "produced by", "contents", "illustration", "language")
)  # fmt: skip
_DIRECTION = re.compile(r"[\[(].{1,200}[\])]")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A paragraph of the text: the line that it begins on (from 1), and its lines."""

    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(" ".join(self.lines).split())


@dataclass(slots=True)
class Guess:
    """What was guessed; `said` has a line for each guess, for whoever is to look it over."""

    paragraphs: str = "line"
    markup: str = ""
    roles: dict[str, list[int]] = field(default_factory=dict)
    speakers: list[tuple[str, str, str]] = field(default_factory=list)
    """Name, role, what begins their turns."""
    stage_directions: list[str] = field(default_factory=list)
    about: About = field(default_factory=About)
    said: list[str] = field(default_factory=list)


def guess(text: str, name: str = "", markup: str = "", title: str = "") -> Guess:
    """What a text is. `name` is its file's, whose ending says that it is Markdown; `markup` what
    is known of its markup already, `title` of its title."""
    found = Guess()
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    found.markup = markup or _markup(text, name)
    found.about.language = languages.guess(text)
    if found.about.language:
        found.said.append(f"language: {found.about.language}, by its commonest words")
    if found.markup:
        found.said.append(f"markup: {found.markup}, by its signs")
    if found.markup == "markdown":
        _title_of_markdown(lines, found)
        return found
    _wrapping(lines, found)
    chunks = list(_chunks(lines, found.paragraphs))
    first = _title(chunks, found, title)
    _speakers(chunks[first:], found)
    taken = _headings(chunks, first, found)
    if found.paragraphs == "blank-line":
        _verse(chunks[first:], taken, found)
    return found


# ── markup and wrapping ─────────────────────────────────────────────────────────────────────


def _markup(text: str, name: str) -> str:
    if name.lower().endswith((".md", ".markdown")) or len(_MARKDOWN.findall(text)) >= 3:
        return "markdown"
    if len(_ITALICS.findall(text)) >= 2 or len(_GUTENBERG.findall(text)) >= 2:
        return "gutenberg"
    return ""


def _wrapping(lines: Sequence[str], found: Guess) -> None:
    """Whether lines are wrapped by hand: most that touch run on from one to the next."""
    shown = [line.rstrip() for line in lines]
    touching = [(one, other) for one, other in pairwise(shown) if one.strip() and other.strip()]
    blank = any(not line.strip() for line in shown[:-1])
    narrow = sum(len(line) <= _WIDEST for line in shown) >= 0.9 * len(shown)
    on = [pair for pair in touching if not _ENDED.search(pair[0]) and not _LABEL.match(pair[1])]
    least = 1 if found.markup == "gutenberg" else 2
    if blank and narrow and len(touching) >= least and len(on) >= 0.4 * len(touching):
        found.paragraphs = "blank-line"
        found.said.append("paragraphs: blank-line, since lines run on from one to the next")
    else:
        found.said.append("paragraphs: line, since each line is a paragraph")


def _chunks(lines: Sequence[str], paragraphs: str) -> Iterator[Chunk]:
    if paragraphs == "line":
        yield from (Chunk(k, (line,)) for k, line in enumerate(lines, 1) if line.strip())
        return
    first, kept = 0, list[str]()
    for k, line in enumerate([*lines, ""], 1):
        if line.strip():
            first = first or k
            kept.append(line)
        elif kept:
            yield Chunk(first, tuple(kept))
            first, kept = 0, []


# ── title ───────────────────────────────────────────────────────────────────────────────────


def _title_of_markdown(lines: Sequence[str], found: Guess) -> None:
    heads = [line[2:].strip() for line in lines if line.startswith("# ")]
    if len(heads) == 1:
        found.about.title = re.sub(r"[*_`]|\s*\{[^}]*\}$", "", heads[0])
        found.said.append("title: the one heading of the first level")


def _title(chunks: Sequence[Chunk], found: Guess, known: str) -> int:
    """A title and a name at the head of the text; returns how many paragraphs they are. `known` is
    what somebody says the title is."""
    heads = [chunk.text for chunk in chunks[:4]]
    if len(heads) < 3 or not _is_title(heads[0]):
        return 0
    if by := _BY.fullmatch(heads[1]):
        count = 2
    elif len(heads) > 3 and (by := _BY.fullmatch(heads[2])) and _is_title(heads[1]):
        found.roles["subtitle"] = [chunks[1].line]
        count = 3
    elif _is_alone(chunks) or heads[0].casefold() == known.casefold() or _begins(heads):
        found.about.title = heads[0].title() if heads[0].isupper() else heads[0]
        found.roles["title"] = [chunks[0].line]
        found.said.append(f"title: {found.about.title}, the first line")
        return 1
    else:
        return 0
    found.about.title = heads[0].title() if heads[0].isupper() else heads[0]
    author = by[1].strip(" .")
    found.about.people = [Person(author.title() if author.isupper() else author)]
    found.roles["title"], found.roles["byline"] = [chunks[0].line], [chunks[count - 1].line]
    found.said.append(f"title: {found.about.title}, and author, at the head of the text")
    return count


def _begins(heads: Sequence[str]) -> bool:
    """Whether the first chapter begins behind the first line."""
    opens = headinglines.is_number(heads[1]) or bool(headinglines.alike(heads[1:2]))
    return opens and not _LABEL.match(heads[0])


def _is_alone(chunks: Sequence[Chunk]) -> bool:
    """Whether the first line is short, nobody's, and what follows it is running text."""
    first, second = chunks[0].text, chunks[1].text
    named = _LABEL.match(first) or _CAPITALS.match(first)
    return (
        len(first) <= 60 and not named and not first.endswith(("!", "?", ":")) and len(second) > 60
    )


def _is_title(text: str) -> bool:
    return (
        0 < len(text) <= 80
        and not text.endswith((".", ",", ";"))
        and not headinglines.alike([text])
    )


# ── headings ────────────────────────────────────────────────────────────────────────────────


def _headings(chunks: Sequence[Chunk], first: int, found: Guess) -> set[int]:
    """The lines of headings by their level; returns those lines."""
    short = [chunk for chunk in chunks[first:] if len(chunk.lines) <= 2]
    levels = headinglines.alike([_head(chunk) for chunk in short])
    level_of = {chunk.line: levels.get(_head(chunk), 0) for chunk in short}
    listed = _contents(chunks, level_of)
    placed = [
        (c.line, level_of[c.line]) for c in short if level_of[c.line] and c.line not in listed
    ]
    if not placed:
        return set()
    titles = _titles_below(chunks, {line for line, _ in placed})
    names = names_of_levels([level for _, level in placed], [_head(c) for c in short])
    for line, level in placed:
        below = [titles[line]] if line in titles else []
        found.roles.setdefault(names[level], []).extend([line, *below])
    counts = Counter(names[level] for _, level in placed)
    what = ", ".join(f"{count} of the role {name}" for name, count in counts.items())
    two_lines = ", with the titles below their numbers" if titles else ""
    found.said.append(f"headings: {what}, by how they begin{two_lines}")
    return {line for line, _ in placed} | set(titles.values())


def _titles_below(chunks: Sequence[Chunk], placed: Collection[int]) -> dict[int, int]:
    """The lines of the titles that stand below the numbers of chapters, by the lines of these; none
    unless all that are nothing but numbers have one, with text behind it."""
    found: dict[int, int] = {}
    for chunk, below, text in zip(chunks, chunks[1:], chunks[2:], strict=False):
        if chunk.line not in placed or not headinglines.is_number(chunk.text):
            continue
        is_title = len(below.lines) == 1 and headinglines.may_be_title(below.text)
        if not is_title or below.line in placed or headinglines.may_be_title(text.text):
            return {}
        found[chunk.line] = below.line
    return found


def _head(chunk: Chunk) -> str:
    """The line of a paragraph that says whether it is a heading: its first."""
    return " ".join(chunk.lines[0].split())


def _contents(chunks: Sequence[Chunk], level_of: dict[int, int]) -> set[int]:
    """The lines of a table of contents: many headings, and no text between them. The last of them
    is a heading all the same, unless it comes again."""
    last = {_head(chunk): chunk.line for chunk in chunks}
    found: set[int] = set()
    run: list[Chunk] = []
    for chunk in [*chunks, Chunk(0, ("",))]:
        if level_of.get(chunk.line):
            run.append(chunk)
            continue
        if len(run) >= 4:
            found |= {item.line for item in run[:-1]}
            found |= {item.line for item in run[-1:] if last[_head(item)] != item.line}
        run = []
    return found


def names_of_levels(levels: Sequence[int], texts: Sequence[str]) -> dict[int, str]:
    """What the levels of headings are called in annotations.yaml: where there are several, the
    highest is that of parts if its headings are fewer than those below it and say so."""
    order = sorted(set(levels))
    counts = Counter(levels)
    below = counts[order[1]] if len(order) > 1 else 0
    names = ["heading", "subheading"]
    if len(order) > 2 or (below > counts[order[0]] and any(_is_part(text) for text in texts)):
        names = ["part", *names]
    return {level: names[min(k, len(names) - 1)] for k, level in enumerate(order)}


def _is_part(text: str) -> bool:
    return bool(
        re.match(
            r"(?:part|book|volume|teil|buch|band|partie|livre|tome|parte|libro|часть|том|книга)\b",
            text,
            re.I,
        )
    )


# ── who speaks ──────────────────────────────────────────────────────────────────────────────


def _speakers(chunks: Sequence[Chunk], found: Guess) -> None:
    for pattern in (_LABEL, _CAPITALS):
        named = [
            (m[1].strip(), m[0], chunk.text) for chunk in chunks if (m := pattern.match(chunk.text))
        ]
        counts = Counter(name for name, _, _ in named if name.casefold() not in _NOBODY)
        people = [name for name, count in counts.items() if count >= 2]
        spoken = sum(counts[name] for name in people)
        if len(people) >= 2 and spoken >= max(4, 0.2 * len(chunks)):
            break
    else:
        return
    # Whoever speaks once is somebody too, if his name is written as theirs are.
    capitals = all(name.isupper() for name in people)
    people += [n for n, count in counts.items() if count == 1 and capitals and n.isupper()]
    roles = _roles(people, named)
    for name in people:
        shown = name.title() if name.isupper() and len(name) > 2 else name
        found.speakers.append((shown, roles[name], _turns(name, named)))
    if any(_DIRECTION.fullmatch(chunk.text) for chunk in chunks):
        found.stage_directions = ["[*]" if any(c.text.startswith("[") for c in chunks) else "(*)"]
    found.said.append(f"speakers: {', '.join(people)}, since their names begin paragraphs")


def _turns(name: str, named: Sequence[tuple[str, str, str]]) -> str:
    """What begins somebody's turns; what stands in brackets behind a name differs."""
    whole = {full for known, full, _ in named if known == name}
    sign = next(iter(whole))[-1]
    return f"{name}{sign}*" if whole == {f"{name}{sign}"} else f"{name}*{sign}*"


def _roles(people: Sequence[str], named: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """In an interview one asks: of two the one whose turns end in question marks."""
    if len(people) != 2:
        return dict.fromkeys(people, "speech")
    asks = {
        name: [text.rstrip("\"'”’").endswith(("?", "؟", "？")) for n, _, text in named if n == name]
        for name in people
    }
    share = {name: sum(ends) / max(1, len(ends)) for name, ends in asks.items()}
    one, other = sorted(people, key=lambda name: -share[name])
    if share[one] >= 0.5 and share[one] > share[other] + 0.2:
        return {one: "question", other: "answer"}
    return dict.fromkeys(people, "speech")


def _verse(chunks: Sequence[Chunk], taken: set[int], found: Guess) -> None:
    """Stanzas: several short lines, all of them indented."""
    lines = [
        chunk.line
        for chunk in chunks
        if len(chunk.lines) > 1
        and chunk.line not in taken
        and all(line[:1] in (" ", "\t") for line in chunk.lines)
        and max(map(len, chunk.lines)) < 66
        and not chunk.lines[0].lstrip().startswith(("[", "*"))
    ]
    if lines:
        found.roles["verse"] = lines
        found.said.append(f"verse: {len(lines)} stanzas, since their lines are indented")
