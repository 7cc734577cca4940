"""Prepares a style's fonts for Pango once, and not for each text that is measured or painted.

A helper of `weasy`. Nothing of it changes a page. WeasyPrint 70 makes a Pango context, a font
description and a list of font features for each layout of a piece of a line, and asks for the
height of a line of each style by a key of 14 properties. All of that follows from the style alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from edition.pdf.weasyprint70.patch import patch

_DECORATION = (
    "ascent",
    "underline_position",
    "strikethrough_position",
    "underline_thickness",
    "strikethrough_thickness",
)


def install() -> None:
    """Patch WeasyPrint; called once, by `weasy.install`."""
    from weasyprint.css import computed_values, units
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    patch(line_break.Layout, "setup", _prepared)
    for module in (line_break, inline, computed_values, units):
        patch(module, "strut", _kept_at_style)


@dataclass(slots=True)
class _Fonts:
    """What a style says to Pango; `attribute` is for the font features, if there are any."""

    context: Any
    language: Any
    description: Any
    attribute: Any
    decoration: dict[str, Any]


def _prepared(original: Any) -> Any:
    from weasyprint.text.ffi import ffi, gobject, pango

    def setup(layout: Any, style: Any) -> None:
        fonts = style.__dict__.get("edition_fonts")
        if fonts is None:
            original(layout, style)
            style.edition_fonts = _of(layout, style)
            return
        layout.style, layout.language = style, fonts.language
        layout.first_line_direction = 0
        layout.layout = made = ffi.gc(pango.pango_layout_new(fonts.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(made, False)
        pango.pango_layout_set_font_description(made, fonts.description)
        layout.__dict__.update(fonts.decoration)
        if fonts.attribute is not None:
            # Of its own, since the attributes of its text are added to it.
            attributes = pango.pango_attr_list_new()
            pango.pango_attr_list_insert(attributes, fonts.attribute)
            pango.pango_layout_set_attributes(made, attributes)

    return setup


def _of(layout: Any, style: Any) -> _Fonts:
    """What `Layout.setup` has worked out for `style`."""
    from weasyprint.text.fonts import font_features, get_font_description

    names = (
        "kerning",
        "variant_ligatures",
        "variant_position",
        "variant_caps",
        "variant_numeric",
        "variant_alternates",
        "variant_east_asian",
        "feature_settings",
    )
    features = font_features(*(style[f"font_{name}"] for name in names))
    text = ",".join(f"{key} {value}" for key, value in features.items()).encode()
    attribute = style.font_config.font_features[text] if features else None
    decoration = {name: layout.__dict__[name] for name in _DECORATION if name in layout.__dict__}
    return _Fonts(
        _context(layout, style), layout.language, get_font_description(style), attribute, decoration
    )


def _context(layout: Any, style: Any) -> Any:
    """The Pango context for texts of this direction and language; nothing else is told to it."""
    from weasyprint.text.constants import PANGO_DIRECTION
    from weasyprint.text.ffi import ffi, gobject, pango

    config = style.font_config
    known = config.__dict__.setdefault("edition_contexts", {})
    speaks = style["font_language_override"] != "normal" or style["lang"]
    key = (style["direction"], int(ffi.cast("uintptr_t", layout.language)) if speaks else None)
    if key not in known:
        made = pango.pango_font_map_create_context(config.font_map)
        known[key] = context = ffi.gc(made, gobject.g_object_unref)
        pango.pango_context_set_round_glyph_positions(context, False)
        pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
        if speaks:
            pango.pango_context_set_language(context, layout.language)
    return known[key]


def _kept_at_style(original: Any) -> Any:
    def strut(style: Any) -> tuple[float, float]:
        known: tuple[float, float] | None = style.__dict__.get("edition_strut")
        if known is None:
            known = style.edition_strut = original(style)
        return known

    return strut
