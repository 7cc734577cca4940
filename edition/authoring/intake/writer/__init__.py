"""Writer: a manuscript as the files of an edition: the source in Markdown, the annotations, the
pictures. Pure."""
