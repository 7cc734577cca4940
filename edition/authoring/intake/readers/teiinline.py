"""The words of TEI: inlines with their styles, notes, names, corrections and glosses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edition.authoring.intake import xmltree
from edition.authoring.intake.manuscript import (
    Added,
    Call,
    Corrected,
    Dropped,
    Entry,
    Glossed,
    Inline,
    Link,
    Milestone,
    Named,
    NameKind,
    Picture,
    Style,
    Styled,
)
from edition.authoring.intake.readers.inlines import InlineReader

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = {
    "persName": NameKind.PEOPLE, "placeName": NameKind.PLACES, "orgName": NameKind.ORGANIZATIONS,
    "settlement": NameKind.PLACES, "country": NameKind.PLACES, "geogName": NameKind.PLACES,
}  # fmt: skip
_TYPED = {"person": NameKind.PEOPLE, "place": NameKind.PLACES, "org": NameKind.ORGANIZATIONS}
_STYLES = {
    "emph": Style.EMPHASIS, "title": Style.TITLE, "mentioned": Style.EMPHASIS,
    "term": Style.EMPHASIS, "del": Style.STRIKE, "code": Style.CODE,
}  # fmt: skip
_REND = (
    (r"small.?caps|\bsc\b|smallcaps", Style.SMALL_CAPS),
    (r"italic|\bi\b|\bit\b|slant", Style.EMPHASIS),
    (r"bold|\bb\b|strong", Style.STRONG),
    (r"sup", Style.SUPERSCRIPT),
    (r"sub", Style.SUBSCRIPT),
    (r"underline|\bu\b", Style.UNDERLINE),
    (r"strike", Style.STRIKE),
)
#: Of two forms of the same words the first is what the source has; the other is the editor's.
_CHOICES = (("sic", "corr"), ("orig", "reg"), ("abbr", "expan"))
#: Quotation marks at the beginning of words, and before them.
_QUOTED, _OPENED = re.compile(r"[\"'«„“‘]"), re.compile(r"[“‘\"«„]$")
_EDITORS = "readings of the editors"


def notes_of(root: _Element) -> dict[str, _Element]:
    """The notes that stand elsewhere than where they are called, by their ids."""
    called = {
        (item.get("target") or "").lstrip("#")
        for item in root.iter()
        if xmltree.local(item) in ("ref", "ptr") and (item.get("target") or "").startswith("#")
    }
    found: dict[str, _Element] = {}
    for item in root.iter():
        if (
            xmltree.local(item) == "note"
            and (name := item.get(f"{xmltree.XML}id")) in called
            and name
        ):
            found[name] = item
    return found


def _glosses(root: _Element) -> dict[str, str]:
    """What is said of terms, by their ids."""
    return {
        (item.get("target") or "").lstrip("#"): _text(item)
        for item in root.iter()
        if xmltree.local(item) == "gloss" and (item.get("target") or "").startswith("#")
    }


class Inlines(InlineReader):
    """Makes inlines of the elements of one document. `called` are the notes that were met, with
    their labels, until somebody takes them."""

    def __init__(self, path: str, root: _Element, language: str) -> None:
        self.path, self.language = path, language
        elsewhere = notes_of(root)
        self.glosses = _glosses(root)
        self.labels = {name: str(k) for k, name in enumerate(elsewhere, 1)}
        self.by_element = {note: self.labels[name] for name, note in elsewhere.items()}
        self.number = len(self.labels)
        self.called: list[tuple[str, _Element]] = []
        self.aside: list[Entry] = []

    def foreign(self, element: _Element) -> str:
        """The language that an element declares, where it is not the text's."""
        language = element.get(f"{xmltree.XML}lang") or ""
        same = language.split("-")[0] == self.language.split("-")[0]
        return "" if same else language

    def _place(self, element: _Element) -> str:
        return f"{self.path}:{element.sourceline or 1}"

    def of(self, element: _Element) -> list[Inline]:
        """One element as inlines."""
        name = xmltree.local(element)
        if name == "note":
            return self._note(element)
        if name == "lb":
            return [] if element.get("break") == "no" else [" "]
        if name in ("pb", "cb", "milestone", "fw", "gb"):
            return self._milestone(element, name)
        if name == "choice":
            return self._choice(element)
        if name == "app":
            return self._apparatus(element)
        if name in ("sic", "corr", "supplied", "gap", "unclear"):
            return self._editorial(element, name)
        if name in ("ref", "ptr"):
            return self._reference(element)
        if name == "graphic":
            return [Picture(element.get("url") or "", "", self._place(element))]
        return self._styled(element, name)

    def _styled(self, element: _Element, name: str) -> list[Inline]:
        found = self.inside(element)
        if not found:
            return found
        if name in ("q", "said", "soCalled", "quote") and self._wants_quotes(element, found):
            signs = [Added(sign, "quotation marks", f"of the element `{name}`") for sign in "“”"]
            found = [signs[0], *found, signs[1]]
        if kind := self._name_kind(element, name):
            key = (
                element.get("ref")
                or element.get("key")
                or " ".join("".join(map(str, element.itertext())).split())
            )
            found = [Named(kind, key, found)]
        if definition := self.glosses.get(element.get(f"{xmltree.XML}id") or ""):
            found = [Glossed(found, definition)]
        if language := self.foreign(element):
            found = [Styled(Style.LANGUAGE, found, language)]
            if name == "foreign":
                return [Styled(Style.EMPHASIS, found)]
        style = self._style(element, name)
        return [Styled(style, found)] if style else found

    def _wants_quotes(self, element: _Element, inlines: list[Inline]) -> bool:
        """Whether words that are said have no quotation marks of their own, nor around them."""
        if element.get("rend") == "none" or _QUOTED.match(_begin(inlines).lstrip()):
            return False
        before = element.getprevious()
        parent = element.getparent()
        text = before.tail if before is not None else parent.text if parent is not None else ""
        return not _OPENED.search((text or "").rstrip())

    def _style(self, element: _Element, name: str) -> Style | None:
        said = " ".join(
            filter(None, (element.get("rend"), element.get("rendition"), element.get("style")))
        )
        if name == "hi" or said:
            for words, style in _REND:
                if re.search(words, said, re.I):
                    return style
        if name == "title" and element.get("level") == "a":
            return None
        if name == "hi":
            return Style.EMPHASIS
        return Style.EMPHASIS if name in ("foreign", "stage") else _STYLES.get(name)

    def _name_kind(self, element: _Element, name: str) -> NameKind | None:
        if name in ("rs", "name"):
            return _TYPED.get((element.get("type") or "").removesuffix("Name"))
        return _NAMES.get(name)

    def _note(self, element: _Element) -> list[Inline]:
        """A note in its place; one that is called from elsewhere is only its text here."""
        if label := self.by_element.get(element, ""):
            self.called.append((label, element))
            return []
        self.number += 1
        label = str(self.number)
        self.called.append((label, element))
        return [Call(label)]

    def _reference(self, element: _Element) -> list[Inline]:
        target = element.get("target") or ""
        if label := self.labels.get(target.lstrip("#")) if target.startswith("#") else None:
            text = "".join(str(item) for item in element.itertext())
            why = "the edition makes its own"
            return [
                *([Dropped(text, "the numbers of notes", why)] if text.strip() else []),
                Call(label),
            ]
        found = self.inside(element)
        if re.match(r"https?:", target):
            return [Link(target, found)]
        if target:
            self.aside.append(Entry("links within the text", "became words", self._place(element)))
        return found

    def _milestone(self, element: _Element, name: str) -> list[Inline]:
        text = "".join(str(item) for item in element.itertext())
        number = element.get("n") or ""
        found: list[Inline] = [" "] if element.get("break") != "no" and name != "fw" else []
        if name == "pb" and number:
            found.append(Milestone("page", number))
        elif name == "milestone" and number:
            found.append(Milestone(element.get("unit") or "milestone", number))
        if text.strip():
            found.append(
                Dropped(text, "running heads and feet", "no part of the text", self._place(element))
            )
        return found

    def _choice(self, element: _Element) -> list[Inline]:
        """The words of the source; the reading of its editors is an emendation, or left out."""
        parts = {xmltree.local(item): item for item in element}
        for own, other in _CHOICES:
            if own in parts:
                found: list[Inline] = []
                reading = _text(parts[other]) if other in parts else ""
                for child in element:  # in their order, so that no word changes places
                    name = xmltree.local(child)
                    if name == own:
                        words = self.inside(child)
                        is_slip = own == "sic" and reading and _text(child) != reading
                        found += [Corrected(words, reading)] if is_slip else words
                    elif name:
                        text = "".join(str(item) for item in child.itertext())
                        why = "in the emendations" if own == "sic" else f"the source has `{own}`"
                        found.append(Dropped(text, _EDITORS, why, self._place(child)))
                return found
        return self.inside(element)

    def _apparatus(self, element: _Element) -> list[Inline]:
        """The reading of the text; those of other witnesses are left out."""
        found: list[Inline] = []
        chosen = next((i for i in element if xmltree.local(i) == "lem"), None)
        chosen = (
            chosen
            if chosen is not None
            else next((i for i in element if isinstance(i.tag, str)), None)
        )
        for child in element:
            if child is chosen:
                found += self.inside(child)
            elif isinstance(child.tag, str):
                text = "".join(str(item) for item in child.itertext())
                found.append(
                    Dropped(
                        text, "readings of other witnesses", "the text has one", self._place(child)
                    )
                )
        return found

    def _editorial(self, element: _Element, name: str) -> list[Inline]:
        what = {"sic": "slips that are marked", "corr": "corrections in the text",
                "supplied": "words that editors supplied", "gap": "gaps",
                "unclear": "words that are unclear"}[name]  # fmt: skip
        self.aside.append(Entry(what, "became plain words", self._place(element)))
        return self.inside(element)


def _begin(inlines: list[Inline]) -> str:
    for item in inlines:
        if isinstance(item, str) and item.strip():
            return item
        if isinstance(item, Styled | Named | Link):
            return _begin(item.inlines)
    return ""


def _text(element: _Element) -> str:
    return " ".join("".join(str(item) for item in element.itertext()).split())
