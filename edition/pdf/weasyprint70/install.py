"""Adapts WeasyPrint 70: no note is lost, calls are links, and the tags fit PDF/UA.

`patches` is the record of all that is changed, and why; `state` has what is remembered.
All of it is proved with one version, and refuses any other. `python -m edition.pdf.weasyprint70`
switches the patches off one at a time.

What the HTML must say:

* a note is `<span class="fn" id="fn12" data-call-id="fnref12">` with `float: footnote`; its call
  gets the anchor `fnref12` and links to `#fn12`, its marker links to `#fnref12`;
* the attributes that shape the tags stand in `output.tags`.
"""

from __future__ import annotations

import os
from importlib.metadata import version

PROVED = {"weasyprint": "70.0", "pydyf": "0.13.0", "pyphen": "0.18.1"}
"""The releases that the tests of these patches have seen: of each library that is patched, or whose
insides are read."""

SWITCH = "EDITION_WITHOUT_PATCH"
"""The environment variable that has the name of a patch to leave out, for `__main__`."""

_installed = False


class UnsupportedWeasyPrint(RuntimeError):
    """WeasyPrint, or a library of it, is of a version that the patches were not proved with."""


def install() -> None:
    """Patch WeasyPrint in this process; a second call does nothing.

    Raises `UnsupportedWeasyPrint` unless the libraries are of the versions in `PROVED`, and
    `ValueError` if the environment names a patch to leave out that there is not.
    """
    global _installed
    if _installed:
        return
    _check_versions()
    from edition.pdf.weasyprint70.patches import PATCHES

    without = switched_off()
    if without and without not in {patch.name for patch in PATCHES}:
        raise ValueError(f"{SWITCH}: there is no patch of the name {without}")
    for patch in PATCHES:
        if patch.name != without:
            patch.apply()
    _installed = True


def switched_off() -> str:
    """The name of the patch that is left out in this process; else ''."""
    return os.environ.get(SWITCH, "")


def _check_versions() -> None:
    others = {name: found for name in PROVED if (found := version(name)) != PROVED[name]}
    if others:
        installed = ", ".join(f"{name} {found}" for name, found in others.items())
        wanted = " ".join(f"{name}=={PROVED[name]}" for name in others)
        raise UnsupportedWeasyPrint(
            f"{installed} is installed, but this program changes WeasyPrint's insides, and was "
            f"proved with other versions only: install {wanted}"
        )
