"""Outside judges of the finished books: EPUBCheck, veraPDF and a reading system."""
