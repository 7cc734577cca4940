"""Strategies: for each input a hypothesis strategy of the files that a contributor might send."""

from __future__ import annotations

from hypothesis import strategies as st

from ..case import Case


def of(name: str) -> st.SearchStrategy[Case]:
    """The strategy of one of `case.INPUTS`."""
    from . import css, images, markdown, selectors, svg, yamls

    return {
        "yaml": yamls.CASES,
        "markdown": markdown.CASES,
        "selectors": selectors.CASES,
        "svg": svg.CASES,
        "images": images.CASES,
        "css": css.CASES,
    }[name]
