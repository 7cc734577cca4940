"""The fonts of an EPUB: embedded, readable, not obfuscated (EPUB 3.3, 4.4), and all there."""

from __future__ import annotations

from collections.abc import Iterator

import tinycss2
from tinycss2.ast import Node

from edition.verify.epub.container import ENCRYPTION, EpubFile, resolve, scheme
from edition.verify.findings import Finding

_JUDGE = "EPUB walk"
#: How a font file begins: TrueType, OpenType, Apple's TrueType, a collection, WOFF, WOFF2.
_BEGINNINGS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2")
_GENERIC = frozenset({
    "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "inherit",
    "initial", "unset", "revert", "revert-layer", "ui-serif", "ui-sans-serif", "ui-monospace",
})  # fmt: skip


def walk(book: EpubFile) -> tuple[int, list[Finding]]:
    """How many font files are embedded, and what is wrong with them and with the style sheets."""
    fonts = [
        name
        for name, media, _ in book.manifest.values()
        if media.startswith(("font/", "application/font", "application/vnd.ms-opentype"))
    ]
    sheets = {
        name: book.members[name].decode("utf-8", "replace")
        for name, media, _ in book.manifest.values()
        if media == "text/css" and name in book.members
    }
    found = list(_damaged(book, fonts))
    embedded: set[str] = set()
    named: dict[str, str] = {}
    for name, text in sheets.items():
        rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        found += _rules(book, name, rules, embedded, named)
    found += [
        _finding(
            "font-not-embedded",
            f"The font “{family}” is not in the book.",
            name,
            "Name a font of the builder first, or a generic one (serif).",
        )
        for family, name in named.items()
        if family.lower() not in embedded
    ]
    return len(fonts), found


def _finding(code: str, message: str, place: str, hint: str = "") -> Finding:
    return Finding(_JUDGE, "ERROR", code, message, place, hint=hint)


def _damaged(book: EpubFile, fonts: list[str]) -> Iterator[Finding]:
    hidden = book.members.get(ENCRYPTION, b"")
    if b"embedding" in hidden or b"RC" in hidden or b"EncryptedData" in hidden:
        yield _finding(
            "font-obfuscated",
            "The book has encrypted or obfuscated files.",
            ENCRYPTION,
            "Embed the fonts as they are.",
        )
    for name in fonts:
        if name in book.members and not book.members[name].startswith(_BEGINNINGS):
            yield _finding(
                "font-damaged",
                "This is no font file, or it is obfuscated.",
                name,
                "Build the book again.",
            )


def _rules(
    book: EpubFile, name: str, rules: list[Node], embedded: set[str], named: dict[str, str]
) -> Iterator[Finding]:
    """What is wrong in some rules; adds the families that are embedded and those first named."""
    for rule in rules:
        place = f"{name}:{rule.source_line}"
        if rule.type == "error":
            yield _finding("style-syntax", rule.message, place)
            continue
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inner = tinycss2.parse_rule_list(rule.content or [], True, True)
            yield from _rules(book, name, inner, embedded, named)
            continue
        if rule.type == "at-rule" and rule.lower_at_keyword == "import":
            yield from _urls(book, name, rule.prelude, strings=True)
        if not rule.content:
            continue
        yield from _urls(book, name, rule.content)
        is_face = rule.type == "at-rule" and rule.lower_at_keyword == "font-face"
        for line in tinycss2.parse_blocks_contents(rule.content, True, True):
            if line.type == "declaration" and line.lower_name in ("font-family", "font"):
                family = _family(line.value, line.lower_name == "font")
                if is_face:
                    embedded.add(family.lower())
                elif family:
                    named.setdefault(family, place)


def _family(tokens: list[Node], shorthand: bool) -> str:
    """The first family that a declaration names; "" for a generic one, or none."""
    for token in tokens:
        if token.type == "string":
            return str(token.value)
    if shorthand:
        return ""  # without quotation marks a family cannot be told from the rest
    words: list[str] = []
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            break
        if token.type == "ident":
            words.append(token.value)
    family = " ".join(words)
    return "" if family.lower() in _GENERIC else family


def _urls(
    book: EpubFile, name: str, tokens: list[Node], strings: bool = False
) -> Iterator[Finding]:
    for token in tokens:
        if token.type == "{} block":
            yield from _urls(book, name, token.content)
        address = _address(token, strings)
        if address is None or address.startswith("data:"):
            continue
        place = f"{name}:{token.source_line}"
        if scheme(address):
            yield _finding(
                "remote-resource",
                f"{address} is fetched from elsewhere.",
                place,
                "Take it out: a book must have everything in it.",
            )
        elif resolve(name, address)[0] not in book.members:
            yield _finding("link-nowhere", f"{address} is no file of the book.", place)


def _address(token: Node, strings: bool) -> str | None:
    if token.type == "url" or (strings and token.type == "string"):
        return str(token.value)
    if token.type == "function" and token.lower_name == "url":
        return next((str(inner.value) for inner in token.arguments if inner.type == "string"), None)
    return None
