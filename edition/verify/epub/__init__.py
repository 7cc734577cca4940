"""Checks of a finished EPUB by our own reading: container, fonts, links, pop-ups, safety. No
outside program is started here: that is `verify.judges`."""
