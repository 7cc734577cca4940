"""What a fresh machine lacks: Python packages, node packages, system packages. Standard library
alone, and nothing of an edition."""
