"""Source: what annotations.yaml says of the source's markup, typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from edition.model import Form, FormattingRule, Selector

if TYPE_CHECKING:
    from edition.annotations.schema.edition import Source
    from edition.annotations.schema.notes import Formatting


def paragraphs(source: Source) -> str:
    """How paragraphs are divided: a text with marks is wrapped by hand, unless it says otherwise;
    Markdown's are."""
    if source.markup == "markdown":
        return "blank-line"
    return source.paragraphs or ("blank-line" if source.markup == "gutenberg" else "line")


def signs(source: Source) -> Mapping[str, Form]:
    """What stands around words in a plain text."""
    return {sign: Form(form) for sign, form in (source.signs or {"_": "emphasis"}).items()}


def formatting(
    items: Sequence[Formatting], selector: Callable[..., Selector]
) -> Iterator[FormattingRule]:
    """The forms of words; what is in another language may have one as well."""
    for k, item in enumerate(items):
        found = selector(item, "formatting", k)
        if item.as_:
            yield FormattingRule(Form(item.as_), "", found)
        if item.language:
            yield FormattingRule(Form.LANGUAGE, item.language, found)
