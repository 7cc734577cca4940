"""The only importer of citeproc-py: one cleaned CSL record in, its two forms out.

citeproc-py writes its own tags (`<i>`) but does not escape all fields, so the text that comes in
has `&`, `<` and `>` hidden (`records.HIDDEN`) and keeps them hidden.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

# Loads in about 0.06 s, so this module is imported when the first citation is formatted.
import citeproc
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import html
from citeproc.source.json import CiteProcJSON

from edition.apparatus.citations.records import CleanRecord
from edition.languages import tags

#: An element of the style, or what is cited: citeproc-py has no types.
_Untyped: TypeAlias = Any

_STYLE = Path(__file__).with_name("chicago-notes.csl")

#: Questions to an element of the style whose answer never changes.
_UNCHANGING = (
    "calls_variable",
    "get_locale_option",
    "get_macro",
    "get_option",
    "get_root",
    "get_term",
)
#: Attributes by which an element sets the form of its text (CSL 1.0.2, "Formatting").
_FORMS = frozenset(
    ("font-style", "font-variant", "font-weight", "text-decoration", "vertical-align")
)


@lru_cache(maxsize=8)
def _locale(language: str) -> str:
    """The locale of CSL nearest to a language; American English where there is none."""
    folder = Path(citeproc.__file__).parent / "data" / "locales"
    known = json.loads((folder / "locales.json").read_text(encoding="utf-8"))
    chinese = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
    for tag in map(lambda tag: chinese.get(tag, tag), tags.candidates(language)):
        found = str(known["primary-dialects"].get(tag, tag))
        if (folder / f"locales-{found}.xml").is_file():
            return found
    return "en-US"


class Engine:
    """The style in one language; `language` is a BCP 47 tag, unknown ones fall back to English."""

    def __init__(self, language: str) -> None:
        locale = _locale(language)
        self.american = locale == "en-US"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Checking the style against its schema takes longer than all the rest.
            self._style = CitationStylesStyle(str(_STYLE), locale=locale, validate=False)
        self._remember_searches()

    def _remember_searches(self) -> None:
        """citeproc-py asks the unchanging style the same 80 times a record: most of its time.

        The attributes last as long as the element's Python object, so the objects are kept.
        """
        root = self._style.root
        self._alive = [element for tree in (root, *root.locales) for element in tree.iter()]
        for element in self._alive:
            element.xpath_search = lru_cache(maxsize=None)(element.xpath_search)
            element.get_formatter = _formatter
        for element in root.iter():
            for name in _UNCHANGING:
                if method := getattr(element, name, None):
                    setattr(element, name, lru_cache(maxsize=None)(method))
            if method := getattr(element, "_type", None):
                element._type = _by_type(method)
            # citeproc-py changes the attributes of this one as it goes.
            if not str(element.tag).endswith("date-part"):
                self._leave_plain(element)

    @staticmethod
    def _leave_plain(element: _Untyped) -> None:
        """What sets no form and no quotes need not be asked for each of them."""
        if getattr(element, "format", None) and _FORMS.isdisjoint(element.attrib):
            element.format = _as_text
        if getattr(element, "quote", None) and "quotes" not in element.attrib:
            element.quote = _as_it_is

    def term(self, name: str) -> str:
        """A word of the language's citations, short: `chap.` for `chapter`; empty for none."""
        found = self._style.root.get_term(name, "short")
        if found is None:
            found = self._style.root.get_term(name)
        return "" if found is None else str(found.single)

    def note(self, record: CleanRecord) -> str:
        """The short form, without a closing full stop."""
        engine, citation = self._load(record)
        return str(engine.cite(citation, lambda item: ""))

    def entry(self, record: CleanRecord) -> str:
        """The form for the list of sources, without address and closing full stop."""
        engine, _citation = self._load(record)
        return "".join(map(str, engine.bibliography()))

    def _load(self, record: CleanRecord) -> tuple[CitationStylesBibliography, Citation]:
        """A fresh engine for each record: a shared one would call the second use "subsequent"."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # for each field that citeproc-py does not know
            source = CiteProcJSON([record])
        engine = CitationStylesBibliography(self._style, source, html)
        citation = Citation([_Item(str(record["id"]), source)])
        engine.register(citation)
        return engine, citation


class _Item(CitationItem):  # type: ignore[misc]  # citeproc-py has no types
    """A cited record that has its fields at hand; citeproc-py would look them up 50 times."""

    reference: _Untyped = None  # hides a property

    def __init__(self, key: str, source: CiteProcJSON) -> None:
        super().__init__(key)
        self.__dict__["reference"] = source[key]


def _formatter() -> object:
    return html


def _as_text(text: object) -> object:
    return str(text) if isinstance(text, (int, float)) else text


def _as_it_is(text: object) -> object:
    return text


def _by_type(method: Callable[[_Untyped], list[bool]]) -> Callable[[_Untyped], list[bool]]:
    """Which of the types that a condition names an item has; the answer is the same for all
    items of a type."""
    known: dict[str, list[bool]] = {}

    def remembered(item: _Untyped) -> list[bool]:
        kind = item.reference.type
        if kind not in known:
            known[kind] = method(item)
        return known[kind]

    return remembered
