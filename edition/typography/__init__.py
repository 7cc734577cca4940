"""Typography: fonts, page profiles, style sheets and which CSS they may contain, the cover. Nothing
here lays out a page."""
