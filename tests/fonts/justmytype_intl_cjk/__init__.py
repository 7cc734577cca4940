"""Stands for the package justmytype-intl-cjk in tests: the letters of the golden cases alone."""
