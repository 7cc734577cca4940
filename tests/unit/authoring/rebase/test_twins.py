"""Texts made of near-twins, edited at random: nothing may be sure and wrong.

`REBASE_EDITS=2000` makes it the long run; 200 edits take a few seconds.
"""

from __future__ import annotations

import os

import pytest

from tests.unit.authoring.rebase import twins

COUNT = int(os.environ.get("REBASE_EDITS", "200"))


@pytest.mark.parametrize(
    ("several", "harder", "count", "least"),
    [
        pytest.param(False, False, COUNT, 0.90, id="one edit"),
        pytest.param(True, False, COUNT // 4, 0.75, id="several edits"),
        pytest.param(True, True, COUNT // 4, 0.70, id="testimonies put in and replaced"),
    ],
)
def test_notes_stay_with_their_witness(several, harder, count, least) -> None:
    results = [twins.one(seed, several=several, harder=harder) for seed in range(count)]
    wrong = [line for result in results for line in result.wrong]
    there, carried = sum(r.there for r in results), sum(r.carried for r in results)
    print(f"{count} texts, {there} quotations there, {carried} carried ({carried / there:.1%})")
    assert wrong == []
    assert carried >= least * there
