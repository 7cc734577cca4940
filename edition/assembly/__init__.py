"""Assembly: the files of a project become one `Edition`, anchored, merged and numbered. Nothing
here writes markup or knows of a book's format."""
