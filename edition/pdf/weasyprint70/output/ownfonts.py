"""Own fonts: leaves the fonts of the machine out, in WeasyPrint 70.

WeasyPrint finds fonts with the machine's Fontconfig: a letter that none of the `@font-face` rules
has comes from whatever is installed, and so does a family that a style sheet names. The same
edition is then another book on another machine, in fonts whose licence nobody has read. Here a
document with fonts of its own has no others, nor the machine's rules of how fonts are chosen.
"""

from __future__ import annotations

from functools import lru_cache

from edition.pdf.upstream import Argument, FontConfiguration, Function, Result


def leave_machine_fonts(original: Function) -> Function:
    """Wrap `FontConfiguration.add_font_face`: before the first one, all others are left out."""

    def add_font_face(
        configuration: FontConfiguration, descriptors: Argument, fetcher: Argument
    ) -> Result:
        if configuration._folder is None:  # it is made for the first font
            _empty(configuration)
        return original(configuration, descriptors, fetcher)

    return add_font_face


def _empty(configuration: FontConfiguration) -> None:
    from weasyprint.text.ffi import ffi, fontconfig, pangoft2

    _declare()
    configuration._config = fontconfig.FcConfigCreate()
    fontconfig.FcConfigBuildFonts(configuration._config)
    pangoft2.pango_fc_font_map_set_config(
        ffi.cast("PangoFcFontMap *", configuration.font_map), configuration._config
    )
    # The font map holds it now, as in `FontConfiguration.__init__`.
    fontconfig.FcConfigDestroy(configuration._config)


@lru_cache(maxsize=1)
def _declare() -> None:
    """Declare functions of Fontconfig that WeasyPrint does not use."""
    from weasyprint.text.ffi import ffi

    ffi.cdef("FcConfig * FcConfigCreate (void); FcBool FcConfigBuildFonts (FcConfig *config);")
