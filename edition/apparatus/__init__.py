"""Apparatus: what the edition adds around the text: index, photographs, citations, chronology,
maps. Drawings and entries are made here as data and SVG; markup of pages belongs to `render`."""
