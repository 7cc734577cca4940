"""Checks of a finished PDF by our own reading: claims, color, fonts, safety, structure."""
