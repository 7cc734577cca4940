"""Speed: the same pages in less time. Nothing here changes a page: what does is no matter of
speed."""
