"""On the import path of the Pythons that tests start; see sitecustomize.py."""
