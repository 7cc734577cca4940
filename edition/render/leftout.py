"""Left out: what the note on the text says of the omissions.

In: the edition. Out: for each reason the lines, the number of words, and how the paragraphs begin.
A licence of 300 lines is “lines 1–29 and 13,061–13,427 (2,914 words)”, and not a number and an
opening for each of its paragraphs. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from edition.languages import cldr
from edition.languages.labels import Labels
from edition.model import Edition, OmittedText, SourceText
from edition.render.views import LeftOut
from edition.text.scripts import is_spaceless

#: As many paragraphs as are listed one by one, each with its opening.
_LISTED = 4
_LINE_END = re.compile(r"\r\n|\r|\n")


def left_out(edition: Edition, labels: Labels) -> list[LeftOut]:
    """What the reading text omits, by reason, in the order of the first line of each."""
    groups: dict[str, list[OmittedText]] = {}
    for item in edition.omitted:
        groups.setdefault(item.reason, []).append(item)
    return [_group(edition, labels, reason, items) for reason, items in groups.items()]


def _group(edition: Edition, labels: Labels, reason: str, items: Sequence[OmittedText]) -> LeftOut:
    source = edition.source
    texts = tuple(dict.fromkeys(item.text for item in items))
    are_lines = all(not _LINE_END.search(item.text) for item in items)
    if len(items) <= _LISTED and are_lines:
        numbers = [(str(item.line), item.file) for item in items]
        lines = _with_files(source, labels, numbers)
        return LeftOut(reason, _named(labels, lines, labels["comma"].join(lines)), texts)
    ranges = [(_range(run, labels), run[0].file) for run in _runs(source, items)]
    lines = _with_files(source, labels, ranges)
    words = labels.counted("words", sum(_words(item.text) for item in items))
    openings = texts if len(texts) <= _LISTED else ()
    listed = _named(labels, lines, labels.listed(lines))
    return LeftOut(reason, listed + labels.bracketed(words), openings)


def _words(text: str) -> int:
    """How many words a text has; each letter of Chinese and Japanese is one."""
    wide = {char for char in set(text) if char >= "\u2e80" and is_spaceless(char)}
    spaced = "".join(" " if char in wide else char for char in text)
    return sum(char in wide and char.isalpha() for char in text) + len(spaced.split())


def _named(labels: Labels, lines: Sequence[str], listed: str) -> str:
    """The lines behind their name."""
    one = len(lines) == 1 and "–" not in lines[0]
    return labels.numbered("line" if one else "lines", listed)


def _with_files(
    source: SourceText, labels: Labels, lines: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """The lines, where there are several files with the name of each behind its last."""
    if len(source.files) == 1:
        return tuple(line for line, _ in lines)
    following = [file for _, file in lines[1:]] + [""]
    return tuple(
        line if file == after else line + labels.bracketed(file)
        for (line, file), after in zip(lines, following, strict=True)
    )


def _range(run: Sequence[OmittedText], labels: Labels) -> str:
    first, last = run[0].line, run[-1].line + len(_LINE_END.findall(run[-1].text))
    numbers = dict.fromkeys((first, last))
    return "–".join(cldr.number(labels.printed_language, number) for number in numbers)


def _runs(source: SourceText, items: Iterable[OmittedText]) -> Iterable[list[OmittedText]]:
    """The paragraphs that follow each other in one file, with none between them that is read."""
    order = {(p.file, p.line): k for k, p in enumerate(source.paragraphs)}
    run: list[OmittedText] = []
    for item in items:
        follows = run and item.file == run[-1].file
        if follows and order[item.file, item.line] == order[run[-1].file, run[-1].line] + 1:
            run.append(item)
            continue
        if run:
            yield run
        run = [item]
    if run:
        yield run
