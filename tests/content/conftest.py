"""What the tests of authors' files share: the small deck."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.small import SmallDeck, made_in


@pytest.fixture
def small(tmp_path: Path) -> SmallDeck:
    """A deck of one situation and two values, free to spoil."""
    return made_in(tmp_path)
