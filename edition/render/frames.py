"""Frames: the elements around formatted words, between the runs of a block.

A run says what formatting it has; neighbours that have the same stand in one element.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TypeAlias

from markupsafe import Markup

from edition.model import Form, Formatting, Run
from edition.model.dataclass import dataclass
from edition.text.scripts import is_right_to_left

#: How each form is written; `class` where the element alone does not say it.
ELEMENTS = {
    Form.EMPHASIS: ("em", ""),
    Form.STRONG: ("strong", ""),
    Form.SMALL_CAPS: ("span", "smallcaps"),
    Form.SUPERSCRIPT: ("sup", ""),
    Form.SUBSCRIPT: ("sub", ""),
    Form.UNDERLINE: ("u", ""),
    Form.STRUCK: ("s", ""),
    Form.TITLE: ("cite", ""),
    Form.CODE: ("code", ""),
    Form.LANGUAGE: ("span", "foreign"),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """Tags between two runs."""

    markup: Markup


#: A run, or what stands between two.
Piece: TypeAlias = Run | Frame


def framed(runs: Sequence[Run], xml: bool) -> Sequence[Piece]:
    """The runs with the tags around those that are formatted; `xml` for the EPUB, in which a
    language is said twice (XHTML 1.0, C.7)."""
    if not any(run.forms for run in runs):
        return runs
    found: list[Piece] = []
    now: tuple[Formatting, ...] = ()
    for run in runs:
        if run.forms != now:
            found.append(Frame(_between(now, run.forms, xml)))
            now = run.forms
        found.append(run)
    if now:
        found.append(Frame(_between(now, (), xml)))
    return found


def _between(before: Sequence[Formatting], after: Sequence[Formatting], xml: bool) -> Markup:
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    closed = "".join(_close(form) for form in reversed(before[same:]))
    return Markup(closed + "".join(_opened(after[same:], xml)))


def _opened(forms: Iterable[Formatting], xml: bool) -> Iterable[str]:
    for form in forms:
        if form.form is Form.BREAK:
            yield "<br/>"
            continue
        name, css = ELEMENTS[form.form]
        attributes = f' class="{css}"' if css else ""
        if form.form is Form.LANGUAGE:
            attributes += language_attributes(form.value, xml)
        yield f"<{name}{attributes}>"


def language_attributes(language: str, xml: bool) -> str:
    """How a language is said in a tag."""
    tag = escape(language)
    direction = "rtl" if is_right_to_left(language) else "ltr"
    return f' lang="{tag}"' + (f' xml:lang="{tag}"' if xml else "") + f' dir="{direction}"'


def _close(form: Formatting) -> str:
    return "" if form.form is Form.BREAK else f"</{ELEMENTS[form.form][0]}>"
