"""System: files, locks, processes, caches and the clock. Nothing here knows of annotations or
books."""
