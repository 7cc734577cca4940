"""Page CSS: the rules that set a profile's page and type."""

from __future__ import annotations

from edition.typography.profiles import GUTTER, MARKS, MM, PAPERS, UNSET, Profile

#: The pages that have none, by their names in the style sheets.
WITHOUT = ("front", "bare", "front-section", "back-section", "chronology")
#: The pages of sections, by their names.
SECTIONS = ("section", "front-section", "back-section", "chronology")


def page_css(profile: Profile) -> str:
    """The rules that set the page and its type: all that pdf.css counts from.

    `rem` is the size of the text, `rlh` its line: the grid on which the page is built.
    """
    width, height = PAPERS[profile.paper]
    bottom = height - profile.top - profile.height
    # WeasyPrint draws the marks within the bleed; `pdf` says how much of it is one.
    beyond = max(profile.bleed, MARKS if profile.marks else 0)
    print_rules = f" bleed: {beyond}mm;" if beyond else ""
    print_rules += " marks: crop cross;" if profile.marks else ""
    return (
        f":root {{ --page-width: {width}mm; --page-height: {height}mm; --inner: {profile.inner}mm;"
        f" --outer: {profile.outer}mm; --measure: {profile.measure:.3f}mm; }}\n"
        f"html {{ font-size: {profile.size}pt; line-height: {profile.leading}pt; }}\n"
        f"@page {{ size: {width}mm {height}mm; margin: {profile.top}mm {profile.outer}mm"
        f" {bottom:.3f}mm {profile.inner}mm;{print_rules} }}\n{_beside(profile)}"
    )


def depths(profile: Profile) -> tuple[str, ...]:
    """Rules that make the pages of sections deeper or less deep by lines of the text, in the order
    in which they are tried: a line more, one to three less."""
    bottom = PAPERS[profile.paper][1] - profile.top - profile.height
    pages = ", ".join(SECTIONS)
    return tuple(
        f"@page {pages} {{ margin-bottom: {bottom - more * profile.leading / MM:.3f}mm; }}"
        for more in (1, -1, -2, -3)
    )


def _beside(profile: Profile) -> str:
    """The place of the notes beside the text (`footnotes.beside`), and the pages that have none."""
    if not profile.side:
        return ""
    from_text = profile.measure + GUTTER
    to_edge = profile.outer - GUTTER - profile.side
    without = profile.outer - profile.side + UNSET
    return (
        f"@page {{ @footnote {{ margin-left: {from_text:.3f}mm; width: {profile.side}mm; }}"
        f" @top-right-corner {{ padding-right: {to_edge:.3f}mm; }} }}\n"
        + "".join(f"@page {name} {{ margin-right: {without:.3f}mm; }}\n" for name in WITHOUT)
    )
