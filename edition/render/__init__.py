"""Render: an `Edition` as markup strings, through the templates. Templates never sort, number or
search: what they print is prepared here."""
