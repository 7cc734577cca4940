"""Assembly: the files of a project become one `Edition`: read, checked, anchored, merged, numbered.
Nothing here writes markup or knows of a book's format."""
