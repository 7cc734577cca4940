"""Typography: fonts, page profiles, style sheets and the cover. Nothing here lays out a page."""
