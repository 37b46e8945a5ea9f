"""Conditions: what a designer writes after `als`."""

from __future__ import annotations

import pytest

from kaartgen.layout.condition import fields_of, holds, terms

CARD = {"hulpzin": "Denk aan vroeger.", "stap.nummer": "1", "lens.naam": "IS", "vragen": (1, 2)}


@pytest.mark.parametrize(
    ("condition", "so"),
    [
        ("hulpzin", True),
        ("niet hulpzin", False),
        ("belang", False),
        ("niet belang", True),
        ("vragen", True),
        ("stap.nummer = 1", True),
        ("stap.nummer = 2", False),
        ("stap.nummer != 2", True),
        ("stap.nummer != 1", False),
        ("niet stap.nummer = 1", False),
        ("lens.naam = is", True),
        ("belang = 1", False),
        ("belang != 1", True),
        ("hulpzin = Denk aan vroeger.", True),
        ("belang of hulpzin", True),
        ("belang of niet hulpzin", False),
        ("belang en hulpzin", False),
        ("hulpzin en stap.nummer = 1", True),
        ("belang en hulpzin of lens.naam = IS", True),
        ("lens.naam = DOET of lens.naam = IS", True),
    ],
)
def test_a_condition_holds_or_not(condition: str, *, so: bool) -> None:
    assert holds(condition, CARD.get) is so


@pytest.mark.parametrize(
    "condition", ["", "niet", "of", "hulpzin of", "stap.nummer =", "= 1", "Hulpzin", "a b", "a en"]
)
def test_what_is_no_condition_is_refused(condition: str) -> None:
    assert terms(condition) is None


def test_a_condition_names_its_fields() -> None:
    condition = "niet belang en stap.nummer = 1 of hulpzin"
    assert list(fields_of(condition)) == ["belang", "stap.nummer", "hulpzin"]
