"""Checks of a finished PDF by our own reading: claims, color, fonts, safety, structure. No outside
program is started here: that is `verify.judges`."""
