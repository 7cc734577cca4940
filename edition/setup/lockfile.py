"""Lock files as uv writes them: which packages one lists, and parts of it to install."""

import re
from collections.abc import Iterable
from pathlib import Path

_BLOCK = re.compile(r"^([\w.-]+)==.*\n(?:[ \t]+.*\n)*", re.M)


def count(lock: Path) -> int:
    """How many packages a lock lists."""
    return sum("==" in line for line in lock.read_text("utf-8").splitlines())


def needed_for(lock: str, names: Iterable[str]) -> str:
    """The lines of a lock for these packages and for all that they came in for.

    In: the text of a lock, with a comment `# via` under each package.
    """
    blocks = _blocks(lock)
    # Under each package stand those that need it; wanted is the other way.
    needed_by = {
        name: re.findall(r"#(?: via)?\s+([\w.-]+)$", block, re.M) for name, block in blocks.items()
    }
    wanted = set(names)
    while more := {name for name, by in needed_by.items() if wanted & set(by)} - wanted:
        wanted |= more
    return "".join(blocks[name] for name in sorted(wanted))


def divided(lock: str, name: str) -> tuple[str, str]:
    """The lines of a lock in two parts: a third of the packages, with `name`, and the others."""
    blocks = _blocks(lock)
    few = {*list(blocks)[::3], name}
    return (
        "".join(block for name, block in blocks.items() if name in few),
        "".join(block for name, block in blocks.items() if name not in few),
    )


def _blocks(lock: str) -> dict[str, str]:
    """The lines of a lock for each package."""
    return {match[1]: match[0] for match in _BLOCK.finditer(lock)}
