"""Faults: killed, out of room, refused, overtaken. The last good files stay, each is a test."""
