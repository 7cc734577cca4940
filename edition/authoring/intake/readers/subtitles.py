"""Subtitles: SubRip (SRT) and WebVTT as the text of what is said, turn by turn.

WebVTT: W3C, WebVTT, 4 and 5 (`<v Name>`, `NOTE`, `STYLE`); SubRip has no standard: numbers, times
with a comma, `<i>` and `{\\an8}`. Cues of one speaker are one paragraph until a sentence ends and
the paragraph is long, or nobody speaks for a while. When each begins is a milestone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from html import unescape

from edition.authoring.intake import words
from edition.authoring.intake.manuscript import (
    About,
    Added,
    Block,
    Entry,
    Inline,
    Manuscript,
    Milestone,
    Para,
    Style,
    Styled,
)
from edition.model.dataclass import dataclass

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_CUE = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}.*$")
_TAG = re.compile(r"(<[^<>]*>|\{\\[^{}]*\})")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_LABEL = re.compile(r"^(?:-\s*)?([^\W\d_][\w.’' ]{0,28}[\w.’']):\s+")
_STYLES = {"i": Style.EMPHASIS, "em": Style.EMPHASIS, "b": Style.STRONG, "u": Style.UNDERLINE}
_ENDS = re.compile(r"[.?!…]['\"”’»)]*\s*$")
#: Characters from which on a paragraph ends with a sentence; seconds of silence that end one.
_LONG, _SILENCE = 400, 4.0
_NO_SPEECH = ("NOTE", "STYLE", "REGION")


@dataclass(slots=True)
class Cue:
    """Words that are shown at a time: seconds, and the lines as they stand in the file."""

    start: float
    end: float
    lines: list[str]
    line: int


@dataclass(slots=True)
class _Turn:
    speaker: str
    start: float
    end: float
    line: int
    inlines: list[Inline] = field(default_factory=list)
    size: int = 0


def manuscript(text: str) -> Manuscript:
    """The manuscript of a file of subtitles."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    cues, aside = _cues(text)
    made = Manuscript([], About(), aside)
    turns = list(_turns(cues))
    made.blocks = [*_blocks(turns)]
    made.about.speakers = _speakers(turns)
    return made


def _speakers(turns: Sequence[_Turn]) -> list[tuple[str, str]]:
    """Who speaks, with what begins their turns: where it is said of most turns. Else whoever is
    named would seem to say what others do."""
    named = sum(bool(turn.speaker) for turn in turns)
    if 4 * named < 3 * len(turns):
        return []
    names = dict.fromkeys(turn.speaker for turn in turns if turn.speaker)
    return [
        (name.title() if name.isupper() and len(name) > 2 else name, f"{name}:*") for name in names
    ]


def shown(text: str) -> Iterator[str]:
    """The words that are shown, read line by line, without regard to cues or speakers."""
    is_cue = False
    for line in text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if "-->" in line:
            is_cue = True
        elif not line.strip():
            is_cue = False
        elif is_cue:
            yield words.stretch(unescape(_TAG.sub("", line)))


def _cues(text: str) -> tuple[list[Cue], list[Entry]]:
    cues: list[Cue] = []
    aside: list[Entry] = []
    lines = text.split("\n")
    k = 0
    while k < len(lines):
        if times := _CUE.match(lines[k]):
            kept = []
            first = k
            while k + 1 < len(lines) and lines[k + 1].strip():
                k += 1
                kept.append(lines[k])
            cues.append(
                Cue(_seconds(times.groups()[:4]), _seconds(times.groups()[4:]), kept, first + 2)
            )
        elif lines[k].startswith(_NO_SPEECH) or (k == 0 and lines[k].startswith("WEBVTT")):
            first = k
            while k + 1 < len(lines) and lines[k + 1].strip() and "-->" not in lines[k + 1]:
                k += 1
            text_of = " ".join(lines[first : k + 1])
            aside.append(
                Entry("what is not shown", "of the file itself", f"line {first + 1}", text_of)
            )
        k += 1
    aside.append(
        Entry(
            "numbers and times of cues", "times of paragraphs are milestones", f"{len(cues)} cues"
        )
    )
    return cues, aside


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, rest = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(rest.ljust(3, "0")) / 1000


def _turns(cues: Sequence[Cue]) -> Iterator[_Turn]:
    turn: _Turn | None = None
    for cue in cues:
        for speaker, given, inlines in _said(cue):
            ends = (
                turn is None
                or (given and speaker != turn.speaker)
                or (given and not speaker)
                or (turn.size > _LONG and _ENDS.search(_plain(turn.inlines)))
                or (cue.start - turn.end > _SILENCE and bool(_ENDS.search(_plain(turn.inlines))))
            )
            if ends:
                if turn:
                    yield turn
                who = speaker if given or turn is None else turn.speaker
                turn = _Turn(who, cue.start, cue.end, cue.line)
            assert turn
            turn.inlines += [*([" "] if turn.inlines else []), *inlines]
            turn.size += len(_plain(inlines))
            turn.end = cue.end
    if turn:
        yield turn


def _said(cue: Cue) -> Iterator[tuple[str, bool, list[Inline]]]:
    """What is said in a cue: by whom, whether it says so itself, and the words. A dash before each
    of several lines is a change of speakers."""
    dashes = len(cue.lines) > 1 and all(re.match(r"\s*[-–—]\s*\S", line) for line in cue.lines)
    groups = [[line] for line in cue.lines] if dashes else [cue.lines]
    for group in groups:
        text = "\n".join(group)
        voice = _VOICE.search(text)
        name = unescape(voice[1].strip()) if voice else ""
        inlines = _inlines(text)
        if not name and (label := _LABEL.match(_plain(inlines).lstrip())):
            yield label[1], True, inlines
        elif name:
            why = "the speaker that the file declares"
            yield name, True, [Added(f"{name}: ", "names of speakers", why), *inlines]
        else:
            yield "", dashes, inlines


def _inlines(text: str) -> list[Inline]:
    """The words of a cue with their styles; other tags are gone."""
    found: list[list[Inline]] = [[]]
    opened: list[str] = []
    for piece in _TAG.split(text):
        name = piece.strip("<>/ ").split(".")[0].split(" ")[0].lower()
        if not _TAG.fullmatch(piece):
            found[-1].append(unescape(re.sub(r"\s+", " ", piece)))
        elif name in _STYLES and not piece.startswith("</"):
            opened.append(name)
            found.append([])
        elif opened and piece.startswith("</") and name == opened[-1]:
            inner = found.pop()
            found[-1].append(Styled(_STYLES[opened.pop()], inner))
    while opened:  # never closed: it ends with the cue
        inner = found.pop()
        found[-1].append(Styled(_STYLES[opened.pop()], inner))
    return [item for item in found[0] if item != ""]


def _plain(inlines: Sequence[Inline]) -> str:
    return "".join(
        item if isinstance(item, str) else _plain(item.inlines) if isinstance(item, Styled) else ""
        for item in inlines
    )


def _blocks(turns: Sequence[_Turn]) -> Iterator[Block]:
    before = ""
    for turn in turns:
        inlines = turn.inlines
        if turn.speaker and turn.speaker == before:
            inlines = _unnamed(inlines)
        before = turn.speaker or before
        yield Para(
            [Milestone("time", _clock(turn.start)), *_without_repeats(inlines)],
            place=f"line {turn.line}",
        )


def _unnamed(inlines: Sequence[Inline]) -> list[Inline]:
    """A paragraph of whoever spoke before, whose name the file declares: it is not printed
    again."""
    return [
        item
        for item in inlines
        if not (isinstance(item, Added) and item.what == "names of speakers")
    ]


def _without_repeats(inlines: Sequence[Inline]) -> list[Inline]:
    """A turn with the name of its speaker once, at its head."""
    named = [k for k, item in enumerate(inlines) if isinstance(item, Added)]
    return [item for k, item in enumerate(inlines) if k not in named[1:] or k == 0]


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
