"""Lines: how a paragraph is broken into lines and words are set, from either side. Nothing here
moves a line to another page."""
