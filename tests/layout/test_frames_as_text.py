"""One card of each kind written out as text, compared with what somebody last looked at.

`pytest --accept` writes the golden files anew; read the difference before committing it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kaartgen.content.kinds import KINDS
from kaartgen.frame import written_out
from kaartgen.layout.look import template_name
from kaartgen.layout.typeset import TypesetDeck

_GOLDEN = Path(__file__).parent.parent / "gouden"
_NAMES = [*(kind.name for kind in KINDS), "leeg-tarot"]


@pytest.mark.parametrize("name", _NAMES)
def test_a_card_is_drawn_as_it_was_last_accepted(
    request: pytest.FixtureRequest, proof_set: TypesetDeck, name: str
) -> None:
    one = next(one for one in proof_set.cards if template_name(one.card) == name)
    lines = [f"{one.card.code} voorkant", *written_out(one.faces.front, "  ")]
    lines += [f"{one.card.code} achterkant", *written_out(one.faces.back, "  ")]
    text = "\n".join(lines) + "\n"
    golden = _GOLDEN / f"{name}.txt"
    if request.config.getoption("--accept", default=False):
        golden.write_text(text, "utf-8")
    assert golden.exists(), "no golden file yet: look at the card, then run pytest --accept"
    assert text == golden.read_text("utf-8")
