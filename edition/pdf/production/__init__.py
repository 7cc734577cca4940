"""Production: lays out the fragments of a book, in several processes and from the cache, and joins
them to one PDF. What a fragment says or looks like is not decided here."""
