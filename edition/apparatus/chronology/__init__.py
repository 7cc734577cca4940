"""Chronology: dates, the table of events, and the drawn timelines. No markup but SVG."""
