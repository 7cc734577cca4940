"""Speed: the same pages in less time. Nothing here changes a page."""
