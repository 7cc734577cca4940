"""Chronology: dates, the table of events, and the drawn timelines. Writes no markup but SVG, and
reads no files."""
