"""Proof: the finished books read back and held against the source. It imports no engine that
made them, so that a fault of theirs cannot hide."""
