"""Apparatus: what is printed around the text (index, photographs, citations, chronology, maps), as
data and SVG. No XHTML of a page is written here, but of citations: that is `render`."""
