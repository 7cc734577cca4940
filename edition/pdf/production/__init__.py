"""Production: lays out the parts of a book, in several processes and from the cache, and joins
them to one PDF. What a part looks like is not decided here."""
