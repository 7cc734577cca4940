"""Walks through the folder of a web edition: every file is the one that was built, every link and
every file that a page names is there, and nothing in it could run or fetch something.

Rules: HTML Living Standard, 3.2.6 (ids); Content Security Policy Level 3.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from lxml.etree import Element, _Element

from edition.proof import website
from edition.system import folders
from edition.verify.epub import safety
from edition.verify.epub.container import XHTML, resolve, scheme
from edition.verify.findings import Finding, Judged

JUDGE = "Web walk"
_AGAIN = "Build the web edition again."
_LINKS = ("http", "https", "mailto")
#: What the policy of each page must begin with: what it does not allow after it, it forbids.
_POLICY = "default-src 'none';"
_SCRIPTS = "script-src"
_Ids = Mapping[str, Mapping[str, int]]


def walk(folder: Path) -> Judged:
    """What is wrong in the web edition in `folder`, and how much was looked at."""
    files = folders.read(folder)
    if files is None:
        why = "There is something in the folder that is no file, or cannot be read."
        return Judged((Finding(JUDGE, "FATAL", "unreadable", why, folder.name, hint=_AGAIN),))
    pages = {n: website.parsed(data) for n, data in files.items() if n.endswith(".html")}
    ids = {name: Counter(_ids(root)) for name, root in pages.items()}
    found = [*_as_built(files), *_repeated(ids)]
    links = 0
    for name, root in pages.items():
        found += _page(name, root)
        for element in root.iter(Element):
            address = element.get("href") or element.get("src")
            if address is not None:
                links += 1
                found += _address(files, ids, name, element, address)
    for name, data in files.items():
        if name.endswith(".css"):
            found += _ours(safety.style_sheet(name, data.decode("utf-8", "replace")))
    return Judged(tuple(found), {"pages": len(pages), "links": links, "files": len(files)})


def _ids(root: _Element) -> Iterator[str]:
    return (key for element in root.iter(Element) if (key := element.get("id")))


def _finding(code: str, message: str, place: str, hint: str = "") -> Finding:
    return Finding(JUDGE, "ERROR", code, message, place, hint=hint)


def _ours(findings: Iterator[Finding]) -> Iterator[Finding]:
    return (replace(finding, judge=JUDGE) for finding in findings)


def _as_built(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """The files are those of the list that was built with them."""
    listed = {}
    for line in files.get(folders.LIST, b"").decode("utf-8", "replace").splitlines():
        listed[line[66:]] = line[:64]
    for name in sorted(listed.keys() | files.keys() - {folders.LIST}):
        if name not in files:
            yield _finding("file-missing", "The file is not there.", name, _AGAIN)
        elif name not in listed:
            message = f"{folders.LIST} does not name the file."
            yield _finding("file-unknown", message, name, "Take it out, or build again.")
        elif hashlib.sha256(files[name]).hexdigest() != listed[name]:
            yield _finding("file-changed", "The file was changed after the build.", name, _AGAIN)


def _repeated(ids: _Ids) -> Iterator[Finding]:
    for name, counted in ids.items():
        for key, count in counted.items():
            if count > 1:
                message = f"{count} elements have the id “{key}”."
                yield _finding("id-repeated", message, name)


def _page(name: str, root: _Element) -> Iterator[Finding]:
    """What a page has that it must not have; what it must: its policy."""
    policies = []
    for element in root.iter(Element):
        if element.tag == f"{XHTML}meta" and element.get("http-equiv"):
            policies.append(element.get("content", ""))
        else:
            yield from _ours(safety.element(element, name))
    if len(policies) != 1 or not policies[0].startswith(_POLICY) or _SCRIPTS in policies[0]:
        message = "The page has no policy that refuses scripts and what comes from elsewhere."
        yield _finding("policy", message, name, _AGAIN)


def _address(
    files: Mapping[str, bytes], ids: _Ids, name: str, element: _Element, address: str
) -> Iterator[Finding]:
    """A link leads somewhere, and what is loaded is a file of the folder."""
    kind, is_link = scheme(address), element.tag == f"{XHTML}a"
    if kind and not is_link:
        yield _finding("remote-resource", f"{address} is fetched from elsewhere.", name)
    elif kind and kind not in _LINKS:
        message = f"The link {address} is of a kind that no reader follows."
        yield _finding("link-scheme", message, name, "Write an address with https://.")
    elif not kind:
        target, fragment = resolve(name, address)
        if target not in files:
            yield _finding("link-nowhere", f"{address} leads to no file of the folder.", name)
        elif fragment and fragment not in ids.get(target, ()):
            yield _finding("link-nowhere", f"Nothing has the address {address}.", name)
