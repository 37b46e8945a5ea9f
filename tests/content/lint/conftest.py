"""What the tests of the signals share: a text in, the names and words of its signals out."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from kaartgen.content.deck import Deck, DeckFile
from kaartgen.content.lint.registry import CHECKS, Report, lint
from kaartgen.content.lint.signal import Passage, Role, Subject, Where
from kaartgen.errors import Place
from tests.content.small import SmallDeck, made_in

EMPTY = Deck("x", Path("x"), DeckFile(titel="x", datum=datetime.date(2026, 1, 1)), (), {}, ())

Found = Callable[..., list[tuple[str, str]]]


def signals(text: str, role: Role = Role.TEXT, **more) -> list[tuple[str, str]]:
    """Return what is found in one text: the check and the words that it is about."""
    where = Where("S01", "tekst", Place(Path("x"), 1, 1))
    subject = Subject(EMPTY, (Passage(where, role, text, **more),))
    return [(check.id, hit.quote) for check in CHECKS for hit in check.find(subject)]


@pytest.fixture
def found() -> Found:
    return signals


@pytest.fixture
def named() -> Callable[..., set[str]]:
    """Only the names of what is found."""

    def names(text: str, role: Role = Role.TEXT, **more) -> set[str]:
        return {name for name, _ in signals(text, role, **more)}

    return names


@pytest.fixture
def small(tmp_path: Path) -> SmallDeck:
    return made_in(tmp_path)


@pytest.fixture
def report(small: SmallDeck) -> Callable[[], Report]:
    """Lint the small deck as it is now."""
    return lambda: lint(small.load())
