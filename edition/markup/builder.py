"""Builds the tree of a note body from markdown-it's tokens, and finds what is refused in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from edition.markup.limits import HINTS, MAX_COLUMNS, MAX_NESTING, MAX_WIDTH
from edition.markup.tree import CELLS, HEADINGS, LINKS, ROWS, Body, Citation, Defect, Node, Ref
from edition.markup.urls import SAFE_LINK, normalize_address
from edition.markup.words import code, has_text, longest_word, own_sentence, text_around
from edition.model.pages import NAME
from edition.model.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from markdown_it.token import Token


# Not allowed in XML 1.0 (production 2, Char), or invisible and able to reorder the line
# (UAX #9 embeddings, overrides, isolates; `{dir=rtl}` does that openly).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# RFC 5646, section 2.1, the shape only: language, extlang, script, region, variants,
# extensions and private use; or private use alone.
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*"
    r"(?:-x(?:-[a-z\d]{1,8})+)?|x(?:-[a-z\d]{1,8})+",
    re.I,
)
_PICTURE = re.compile(r"picture:([\w.:-]+)")
_PASSAGE = re.compile(r"text:(p[1-9]\d{0,6})")
_PAGE = re.compile(rf"page:({NAME})")
_INTERNAL = re.compile(rf"(term|note|{'|'.join(HEADINGS)}):([\w.:-]+)")


#: The one class that a span may have.
SMALL_CAPS = "smallcaps"
_LINE_END = re.compile("\n")
_BARS = re.compile(r"^\|", re.M)
_NO_TABLE = (
    "Lines that begin with | are printed with it: this is no table.",
    "A table has a row |---|---| below its head. For verse, end each line but the last with a "
    "backslash.",
)
_BLOCKS = {
    "paragraph": "p",
    "heading": "p",
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    **{name: name for name in ("em", "strong", "sup", "sub")},
    **{name: name for name in (*ROWS, *CELLS)},
}


#: How markdown-it says how a column is set (GFM 0.29, 4.10); at the left is the rule.
_ALIGNED = {"text-align:center": "center", "text-align:right": "right"}


class Builder:
    """Turns markdown-it's flat tokens into nodes, collecting references and defects."""

    def __init__(self, headings: bool = False) -> None:
        self.headings = headings
        self.defects: list[Defect] = []
        self.citations: list[Citation] = []
        self.references: list[Ref] = []
        self.line = self.table_line = 0
        self.open_links = 0
        self.labels: set[str] = set()
        self.warned: set[str] = set()
        self.stack: list[tuple[Node, list[Node]]] = []

    def defect(self, code: str, message: str, words: str = "") -> None:
        self.defects.append(Defect(code, self.line, message, HINTS[code], words=words))

    def warning(self, code: str, message: str, hint: str) -> None:
        """Something that is printed otherwise than somebody may have meant; each said once."""
        if message not in self.warned:
            self.warned.add(message)
            self.defects.append(Defect(code, self.line, message, hint, Severity.WARNING))

    def clean(self, text: str) -> str:
        """`text` without the characters that may not be there, each reported at its line."""
        for found in _FORBIDDEN.finditer(text):
            self.line = text.count("\n", 0, found.start())
            self.defect("control-character", f"The character U+{ord(found[0]):04X} is not allowed.")
        return _FORBIDDEN.sub("", text)

    def body(
        self, tokens: Iterable[Token], env: Mapping[str, Any], warnings: Iterable[Defect] = ()
    ) -> Body:
        """The body made of the block tokens of one parse; `env` is what it says of the text as a
        whole, `warnings` what is known already."""
        self.defects += warnings
        nodes = self.build(tokens)
        self.whole_text(env)
        return Body(
            nodes=nodes,
            citations=tuple(self.citations),
            references=tuple(self.references),
            defects=tuple(sorted(self.defects, key=lambda defect: defect.line)),
        )

    def whole_text(self, env: Mapping[str, Any]) -> None:
        """Warn of addresses that no link leads to, and of blanks that are not printed."""
        definitions = env.get("references", {})
        unused = [definitions[label] for label in definitions if label not in self.labels]
        for definition in [*unused, *env.get("duplicate_refs", ())]:
            self.line = definition["map"][0]
            message = f"No link leads to the address {definition['href'][:60]}; it is not printed."
            hint = "Write [words][name] where it belongs, with the name of this line, or delete it."
            self.warning("markdown-unprinted", message, hint)
        for self.line in env.get("indented", ())[:1]:
            message = "The blanks at the beginning of the line are not printed."
            hint = "For verse, end each line but the last with a backslash; for code, use `signs`."
            self.warning("markdown-unsupported", message, hint)

    def build(self, tokens: Iterable[Token]) -> tuple[Node, ...]:
        self.stack = [(Node("body"), [])]
        for token in tokens:
            if token.map and token.nesting >= 0:
                self.line = token.map[0]
            if "message" in token.meta:
                self.warning("markdown-unsupported", token.meta["message"], token.meta["hint"])
            if token.type == "inline":
                self.inline(token)
            else:
                self.token(token)
        return tuple(self.stack[0][1])

    def inline(self, token: Token) -> None:
        first = token.map[0] if token.map else 0
        breaks = [found.start() for found in _LINE_END.finditer(token.content)]
        if len(_BARS.findall(token.content)) > 1:
            self.warning("markdown-unsupported", *_NO_TABLE)
        children = token.children or []
        for at, child in enumerate(children):
            if child.meta.get("code"):
                child.meta["around"] = text_around(children, at)[-60:]
            if child.type == "citation":
                child.meta["own_sentence"] = own_sentence(children, at)
            if "pos" in child.meta:  # a closing run of text has none: it goes on where we are
                self.line = first + bisect_right(breaks, child.meta["pos"] - 1)
            self.token(child)
            self.line += child.type in ("softbreak", "hardbreak")

    def token(self, token: Token) -> None:
        if token.nesting > 0:
            self.open(token)
        elif token.nesting < 0:
            self.close()
        else:
            self.leaf(token)

    def open(self, token: Token) -> None:
        node = self.element(token)
        if len(self.stack) == MAX_NESTING + 1:
            self.defect("nesting-too-deep", f"The text is more than {MAX_NESTING} levels deep.")
        if len(self.stack) > MAX_NESTING:
            node = Node("group")
        self.stack.append((node, []))
        self.open_links += node.kind in LINKS

    def close(self) -> None:
        node, children = self.stack.pop()
        if node.kind == "table":
            self.check_width(children)
        self.open_links -= node.kind in LINKS
        siblings = self.stack[-1][1]
        if node.kind == "h2" and not any(map(has_text, children)):
            self.defect("heading-not-allowed", "A heading has no words.")
        if node.kind == "group":
            siblings.extend(children)
            return
        if node.kind == "link" and not any(has_text(child) for child in children):
            self.defect("empty-link", f"The link to {node.target} has no words.")
            children = [Node("text", text=node.target)]
        siblings.append(replace(node, children=tuple(children)))

    def check_width(self, parts: list[Node]) -> None:
        """Report a table that is wider than a note, since no column is narrower than its words."""
        self.line = self.table_line
        rows = [row.children for part in parts for row in part.children]
        if len(rows[0]) > MAX_COLUMNS:
            self.defect("table-too-wide", f"The table has {len(rows[0])} columns.")
            return
        columns = zip(*rows, strict=True)  # markdown-it fills up every row (GFM 0.29, 4.10)
        longest = [max(map(longest_word, column)) for column in columns]
        if sum(longest) + 2 * (len(longest) - 1) > MAX_WIDTH:
            self.defect("table-too-wide", f"Its words need {sum(longest)} letters side by side.")

    def element(self, token: Token) -> Node:
        name = token.type.removesuffix("_open")
        if name == "heading":
            if self.headings and token.markup == "##" and len(self.stack) == 1:
                return Node("h2")
            self.defect("heading-not-allowed", "A heading is not allowed here.")
        if name == "link":
            self.labels.add(token.meta.get("label", ""))
            if title := str(token.attrs.get("title", "")):
                message = f"The title of a link is not printed: “{title[:60]}”."
                hint = "Write it among the words of the note."
                self.warning("markdown-unprinted", message, hint)
            return self.link(str(token.attrs.get("href", "")))
        if name == "span":
            return self.span(token.meta["attributes"])
        if name == "paragraph" and token.hidden:
            return Node("group")  # a tight list: CommonMark 0.31, section 5.3
        if name == "table":
            self.table_line = self.line
        if name in CELLS:
            return Node(name, align=_ALIGNED.get(str(token.attrs.get("style", "")), ""))
        return Node(_BLOCKS[name], start=int(token.attrs.get("start", 1)))

    def link(self, href: str) -> Node:
        if self.open_links:
            self.defect("nested-link", f"The link to {href} stands inside a link.")
            return Node("group")
        if internal := _INTERNAL.fullmatch(href):
            self.references.append(Ref(internal[1], internal[2], self.line))
            return Node(internal[1], target=internal[2])
        if passage := _PASSAGE.fullmatch(href):
            self.references.append(Ref("passage", passage[1], self.line))
            return Node("passage", target=passage[1])
        if page := _PAGE.fullmatch(href):
            self.references.append(Ref("page", page[1], self.line))
            return Node("page", target=page[1])
        address = normalize_address(href) if SAFE_LINK.match(href) else ""
        if address:
            return Node("link", target=address)
        self.defect("unsafe-link", f"The address “{href[:80]}” is not allowed.")
        return Node("group")

    def span(self, attributes: dict[str, str]) -> Node:
        lang, direction = attributes.get("lang", ""), attributes.get("dir", "")
        name = attributes.get("class", "")
        unknown = sorted(set(attributes) - {"lang", "dir", "class"})
        if name not in ("", SMALL_CAPS):
            self.defect("bad-attribute", f"The class “{name[:40]}” is not known.")
            name = ""
        if unknown or not attributes:
            names = ", ".join(unknown) or "list"
            self.defect("bad-attribute", f"The attribute {names} is not allowed.")
        if lang and not _LANGUAGE.fullmatch(lang):
            self.defect("bad-language-tag", f"“{lang}” is no language tag.")
            lang = ""
        if direction not in ("", "ltr", "rtl", "auto"):
            self.defect("bad-attribute", f"“{direction}” is no direction.")
            direction = ""
        if not (lang or direction or name):
            return Node("group")
        return Node("span", lang=lang, dir=direction, name=name)

    def leaf(self, token: Token) -> None:
        kind, text = token.type, token.content
        if kind == "citation":
            self.cite(token)
            return
        if kind == "hardbreak":
            self.add(Node("br"))
            return
        if kind in ("html_inline", "html_block"):
            tag = text.strip()
            self.defect("raw-html", f"HTML is not allowed here: {tag[:40]}", tag.partition("\n")[0])
        elif kind == "image":
            self.picture(token)
            return
        elif kind == "malformed":
            self.defect("bad-citation", f"The citation {text[:80]} cannot be read.")
        elif kind == "sign":
            self.sign(token)
        elif kind == "fence":
            self.add(Node("p", children=tuple(code(self.clean_leaf(text)))))
            return
        text = "\n" if kind == "softbreak" else self.clean_leaf(text)
        node = Node("code" if kind == "code_inline" else "text", text=text)
        # Raw HTML between blocks is shown as a paragraph, so that no text stands loose.
        self.add(Node("p", children=(node,)) if kind == "html_block" else node)

    def picture(self, token: Token) -> None:
        """A picture that the file declares, by its id; its words are its alt in this place."""
        address = str(token.attrs.get("src", ""))
        if found := _PICTURE.fullmatch(address):
            self.references.append(Ref("picture", found[1], self.line))
            self.add(Node("picture", text=self.clean_leaf(token.content), target=found[1]))
            return
        self.defect("image-not-allowed", f"A picture is not allowed here: {address}")
        self.add(Node("text", text=self.clean_leaf(token.content)))

    def sign(self, token: Token) -> None:
        """A sign of Markdown that stays one: a link that cannot be read, which CommonMark prints
        as it is and nobody wants, is refused; the rest is printed, and told."""
        meta = token.meta
        if meta.get("code") == "broken-link":
            self.defect("broken-link", f"The link at “{meta['around']}” cannot be read.")
        elif meta.get("code") == "bad-attribute":
            self.defect("bad-attribute", f"The attributes at “{meta['around']}” cannot be read.")
        elif meta.get("unsupported"):
            self.warning("markdown-unsupported", meta["message"], meta["hint"])
        else:
            self.warning("markdown-sign", meta["message"], meta["hint"])

    def clean_leaf(self, text: str) -> str:
        """An entity can smuggle in what `clean` has already taken out (`&#12;`)."""
        if found := _FORBIDDEN.search(text):
            self.defect("control-character", f"The character U+{ord(found[0]):04X} is not allowed.")
        return _FORBIDDEN.sub("", text)

    def cite(self, token: Token) -> None:
        citation = Citation(token.meta["items"], self.line, token.meta["own_sentence"])
        if self.open_links:
            self.defect("nested-link", f"The citation {token.content} stands inside a link.")
            self.add(Node("text", text=token.content))
            return
        self.citations.append(citation)
        self.references.extend(Ref("cite", item.id, self.line) for item in citation.items)
        self.add(Node("cite", citation=citation))

    def add(self, node: Node) -> None:
        self.stack[-1][1].append(node)
