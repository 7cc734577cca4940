"""The inline rules that note bodies add to CommonMark: citations and language spans.

In: markdown-it's inline state. Out: tokens of the types `citation`, `span_open`, `span_close`,
`malformed`, each with `meta["pos"]`, its offset in the inline text, so that a problem can be
reported with its line (markdown-it itself keeps lines for blocks only).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from edition.markup import unsupported
from edition.markup.emphasis import emphasis_rule, keep_signs
from edition.markup.raised import raised_rule
from edition.markup.signs import located
from edition.markup.tree import CitationItem

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_inline import StateInline

#: Words before a locator, in the spellings that pandoc knows (Pandoc User's Guide, "Citation
#: syntax"), by their CSL name (CSL 1.0.2, appendix II, "Locators").
LOCATORS = {
    "book": ("book", "books", "bk.", "bks."),
    "chapter": ("chapter", "chapters", "chap.", "chaps.", "ch."),
    "column": ("column", "columns", "col.", "cols."),
    "figure": ("figure", "figures", "fig.", "figs."),
    "folio": ("folio", "folios", "fol.", "fols."),
    "issue": ("number", "numbers", "no.", "nos.", "issue", "issues"),
    "line": ("line", "lines", "l.", "ll."),
    "note": ("note", "notes", "n.", "nn."),
    "opus": ("opus", "op.", "opp."),
    "page": ("page", "pages", "p.", "pp."),
    "paragraph": ("paragraph", "paragraphs", "para.", "paras.", "¶", "¶¶"),
    "part": ("part", "parts", "pt.", "pts."),
    "section": ("section", "sections", "sec.", "secs."),
    "verse": ("verse", "verses", "v.", "vv."),
    "volume": ("volume", "volumes", "vol.", "vols."),
}
#: A section by its sign, which is printed as it was typed: laws have no other name for it in any
#: language, and the word that a style has for a section is of books.
SECTION_SIGN = "section-sign"
#: The locator that is words and no number.
SUB_VERBO = "sub-verbo"
#: The other locators of CSL, of which pandoc knows none (CSL's locales, "Locators").
OTHER_LOCATORS = {
    "act": ("act", "acts"),
    "appendix": ("appendix", "appendices", "app.", "apps."),
    "article-locator": ("article", "articles", "art.", "arts."),
    "canon": ("canon", "canons", "can.", "cann."),
    "elocation": ("location", "locations", "loc.", "locs."),
    "equation": ("equation", "equations", "eq.", "eqs.", "eqq."),
    "rule": ("rule", "rules", "r.", "rr."),
    "scene": ("scene", "scenes", "sc.", "scs."),
    "supplement": ("supplement", "supplements", "supp.", "supps.", "suppl."),
    "table": ("table", "tables", "tbl.", "tbls."),
    "timestamp": ("timestamp", "timestamps"),
    "title-locator": ("title", "titles", "tit.", "titt."),
    "version": ("version", "versions"),
    SECTION_SIGN: ("§", "§§"),
}
_ALL_LOCATORS = {**LOCATORS, **OTHER_LOCATORS}
_LABEL_OF = {word: label for label, words in _ALL_LOCATORS.items() for word in (label, *words)}
_WORDS = "|".join(re.escape(word) for word in sorted(_LABEL_OF, key=len, reverse=True))
_DIGITS = r"[A-Za-z]?\d[\w.:]*(?<![.:])"
_NUMBER = rf"(?:{_DIGITS}|[ivxlcdmIVXLCDM]+\b)"
# Under which word.
_SUB_VERBO = re.compile(r"(?:,\s*|\s+)(?:s\.\s?vv?\.|sub verbo|sub verbis)\s+(?P<words>[^,;]+)")
# Without a label only digits count: "did" and "I" are Roman numerals too.
_LOCATOR = re.compile(
    rf"(?:,\s*|\s+)(?P<label>{_WORDS})\s*(?P<value>{_NUMBER}(?:\s*[-–—,&]\s*{_NUMBER})*)(?!\w)"
    rf"|,\s*(?P<bare>{_DIGITS}(?:\s*[-–—,&]\s*{_DIGITS})*)(?!\w)"
)
_KEY = r"\w(?:[\w:.+/-]*\w)?"
_ITEM = re.compile(rf"(?P<prefix>(?:.*\s)?)(?P<dash>-?)@(?P<id>{_KEY})(?P<rest>.*)", re.S)
_LOOKS_CITED = re.compile(r"(?:^|[\s;(-])@\w")


def parse_citation(content: str) -> tuple[CitationItem, ...] | None:
    """The items of a pandoc citation, `content` being what stands between the brackets.

    None where it is not well formed (Pandoc User's Guide, "Citation syntax"). `-@id` leaves the
    author out, whom the sentence has named.
    """
    items = []
    for part in content.split(";"):
        found = _ITEM.fullmatch(" ".join(part.split()))
        if not found:
            return None
        prefix, without_author = found["prefix"].strip(), bool(found["dash"])
        label, value, suffix = locator(found["rest"])
        items.append(CitationItem(found["id"], prefix, label, value, suffix, without_author))
    return tuple(items)


def locator(rest: str) -> tuple[str, str, str]:
    """Label, value and what follows; a bare number is a page, as in pandoc. A locator in another
    language than English is left in what follows, where the engine finds it."""
    if found := _SUB_VERBO.match(rest):
        return SUB_VERBO, found["words"].strip(), rest[found.end() :].strip()
    found = _LOCATOR.match(rest)
    if not found:
        return "", "", rest.strip()
    label, value = _LABEL_OF[found["label"] or "p."], found["value"] or found["bare"]
    if label == SECTION_SIGN:
        value = f"{found['label']}\u00a0{value}"
    return label, value, rest[found.end() :].strip()


def places(item: CitationItem) -> tuple[list[tuple[str, str]], str]:
    """The locators of an item, each with its label, and what stands behind them: its own, and those
    of the other kinds that follow it (act 3, scene 2). Numbers of a range are joined by a dash."""
    found, rest = [(item.label, item.locator)], item.suffix
    while item.locator and (more := locator(rest))[0] in OTHER_LOCATORS:
        found.append(more[:2])
        rest = more[2]
    dashed = [(label, re.sub(r"(?<=\d)-(?=\d)", "–", value)) for label, value in found if value]
    return dashed, rest


def citation_rule(state: StateInline, silent: bool) -> bool:
    """`[see @id, p. 4; @other]`, unless a link target or an attribute list follows."""
    if state.src[state.pos] != "[":
        return False
    end = state.src.find("]", state.pos, state.posMax)
    content = state.src[state.pos + 1 : end] if end > 0 else ""
    follows = state.src[end + 1 : end + 2] if end + 1 < state.posMax else ""
    if "[" in content or not _LOOKS_CITED.search(content) or follows in ("(", "{"):
        return False
    if not silent:
        items = parse_citation(content)
        token = state.push("citation" if items else "malformed", "", 0)
        token.content = f"[{content}]"
        token.meta["items"] = items
    state.pos = end + 1
    return True


def span_rule(state: StateInline, silent: bool) -> bool:
    """`[text]{lang=ru}`: a span with attributes (djot and pandoc write it so)."""
    from mdit_py_plugins.attrs.parse import ParseError, parse

    if state.src[state.pos] != "[":
        return False
    start, maximum = state.pos + 1, state.posMax
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    if end < 0 or end + 1 >= maximum or state.src[end + 1] != "{":
        return False
    close = state.src.find("}", end, maximum)
    try:
        attributes = parse(state.src[end + 1 : close + 1])[1] if close > 0 else {}
    except ParseError:
        attributes = {}
    if close < 0:
        return False
    if not silent:
        _push_span(state, start, end, attributes)
    state.pos, state.posMax = close + 1, maximum
    return True


def _push_span(state: StateInline, start: int, end: int, attributes: dict[str, str]) -> None:
    token = state.push("span_open", "span", 1)
    token.meta["attributes"] = attributes
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.push("span_close", "span", -1)


_Rule = Callable[["StateInline", bool], bool]


def _located(rule: _Rule, state: StateInline, silent: bool) -> bool:
    """Run `rule` and note on each new token where in the inline text it began."""
    first, pos = len(state.tokens), state.pos
    found = rule(state, silent)
    if found and not silent:
        for token in state.tokens[first:]:
            token.meta.setdefault("pos", pos)
    return found


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The configured markdown-it parser: what is refused is parsed too, to be reported."""
    from markdown_it import MarkdownIt, rules_block, rules_inline

    blocks = ["fence", "heading", "lheading", "html_block", "table", "reference"]
    inline = {
        "newline": rules_inline.newline,
        "escape": rules_inline.escape,
        "backticks": rules_inline.backtick,
        "link": rules_inline.link,
        "image": rules_inline.image,
        "autolink": rules_inline.autolink,
        "html_inline": rules_inline.html_inline,
        "entity": rules_inline.entity,
    }
    # Deeper than what is allowed: at its limit markdown-it drops text without a word.
    md = MarkdownIt("zero", {"html": True, "maxNesting": 24, "store_labels": True})
    md.enable([*blocks, *inline, "blockquote", "list", "hr", "emphasis"])
    alt: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    md.block.ruler.at("list", located(rules_block.list_block), alt)
    alt = {"alt": [*alt["alt"], "list"]}
    md.block.ruler.at("blockquote", located(rules_block.blockquote), alt)
    md.block.ruler.at("hr", unsupported.break_rule, alt)
    md.block.ruler.at("reference", unsupported.definition_rule)
    md.block.ruler.before("paragraph", "indented", unsupported.indented_rule)
    for name, rule in inline.items():
        md.inline.ruler.at(name, partial(_located, rule))
    md.inline.ruler.at("emphasis", partial(_located, emphasis_rule))
    md.inline.ruler2.before("emphasis", "signs", keep_signs)
    md.inline.ruler.before("link", "unsupported", partial(_located, unsupported.inline_rule))
    md.inline.ruler.before("unsupported", "raised", partial(_located, raised_rule))
    md.inline.ruler.before("link", "citation", partial(_located, citation_rule))
    md.inline.ruler.after("link", "span", partial(_located, span_rule))
    md.inline.ruler.push("leftover", partial(_located, unsupported.leftover_rule))
    # Every address becomes a token, so that a refused one is reported and not shown as text.
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # its way to set them
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]  # its way to set them
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]  # %20 stays
    return md
