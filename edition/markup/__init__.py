"""Markup: the small, safe Markdown of notes, as a checked tree and as XHTML. It knows neither
files nor annotations."""
