"""Upstream: what WeasyPrint, pydyf and tinycss2 hand us, each thing by its name.

None of the three has types, so each name is an alias of `Any`: it says what is meant, and a type
checker asks no more. `Any` itself is written in no other module of the PDF. Dotted names are those
of WeasyPrint 70.0 and pydyf 0.13.0.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

Function: TypeAlias = Callable[..., Any]
"""A function of theirs that is wrapped, or what wraps it: the same arguments, the same result."""
Argument: TypeAlias = Any
"""What one of their functions hands to another; we hand it on."""
Result: TypeAlias = Any
"""What one of their functions returns; we hand it on."""

# ── layout ──────────────────────────────────────────────────────────────────────────────────
Box: TypeAlias = Any
"""Any box (`formatting_structure.boxes.Box`): its `element`, `style`, `children`, its place."""
LineBox: TypeAlias = Any
"""A line (`boxes.LineBox`)."""
TextBox: TypeAlias = Any
"""Words on one line in one style (`boxes.TextBox`)."""
FootnoteBox: TypeAlias = Any
"""A note: a box with `footnote_marker` in it, the footnote of a call."""
FootnoteArea: TypeAlias = Any
"""The notes of a page (`boxes.FootnoteAreaBox`)."""
PageBox: TypeAlias = Any
"""A page (`boxes.PageBox`) or, finished, `document.Page`."""
LayoutContext: TypeAlias = Any
"""The state of a layout (`layout.LayoutContext`)."""
SkipStack: TypeAlias = Any
"""Where layout goes on in a box: nested {index of a child: the same for it}, or None."""
PangoLayout: TypeAlias = Any
"""Words measured by Pango (`text.line_break.Layout`)."""

# ── styles and documents ────────────────────────────────────────────────────────────────────
Style: TypeAlias = Any
"""Computed values by property name (`css.ComputedStyle`)."""
StyleSheet: TypeAlias = Any
"""A parsed style sheet (`weasyprint.CSS`)."""
CssNode: TypeAlias = Any
"""A rule, a declaration or a token (`tinycss2.ast.Node`)."""
Element: TypeAlias = Any
"""An element of the markup (`xml.etree.ElementTree.Element`, wrapped by cssselect2 or not)."""
Document: TypeAlias = Any
"""A document that is laid out (`weasyprint.Document`)."""
FontConfiguration: TypeAlias = Any
"""The fonts of a document (`text.fonts.FontConfiguration`)."""
Fetcher: TypeAlias = Any
"""What answers a document's requests for files (`urls.URLFetcher`)."""

# ── the PDF that is written ─────────────────────────────────────────────────────────────────
Pdf: TypeAlias = Any
"""A PDF that is being written (`pydyf.PDF`)."""
PdfObject: TypeAlias = Any
"""An object of it: `pydyf.Dictionary`, `Array`, `String`, or a reference, as bytes."""
Stream: TypeAlias = Any
"""The content of a page (`pdf.stream.Stream`)."""
Matrix: TypeAlias = Any
"""A transformation (`matrix.Matrix`)."""
