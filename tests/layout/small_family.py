"""A small family of templates with one deck of jokers, to be changed in one place at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

from kaartgen.content.load import load
from kaartgen.frame import Frame
from kaartgen.layout.look import load_look
from kaartgen.layout.typeset import typeset
from kaartgen.workspace import Workspace

BASE = """\
format: tarot
variables:
  band: 25.4
  side: 8
styles:
  body: {font: text, sizes: [12/15.7, 11/14.5], floor: body}
  title: {font: display, weight: 700, sizes: [18/20], balance: ja, hyphenate: nee}
front:
  regions:
    band: {fill: kind, h: band}
    title: {text: "{naam}", style: title, x: side, right: side, y: band + 5.6}
    effect: {text: "{effect}", style: body, x: side, right: side, y: 60}
back:
  shared: ja
  regions:
    ground: {fill: kind}
"""
DECK = """\
titel: Klein deck
datum: 2026-01-02
sjablonen: klein
"""
JOKER = """\
- naam: Even stil
  effect: Iedereen zwijgt.
"""
POKER = """\
extends: basis
variants:
  poker:
    variables: {band: 19}
    styles:
      title: {sizes: [16/18]}
    front:
      regions:
        effect: null
"""

Write = Callable[..., Workspace]


def writer(root: Path) -> Write:
    """Return a function that writes a family of templates and gives the workspace it is in."""

    def written(deck: str = DECK, jokers: str = JOKER, **templates: str) -> Workspace:
        files = {
            **{f"sjablonen/klein/{name}.yaml": text for name, text in templates.items()},
            "deck/deck.yaml": deck,
            "deck/jokers.yaml": jokers,
        }
        for name, text in files.items():
            file = root / "kaarten" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(dedent(text), "utf-8")
        return Workspace(root)

    return written


def front(workspace: Workspace) -> Frame:
    """Return the front of the small deck's only card."""
    deck = load(workspace, "deck")
    return typeset(deck, load_look(workspace, deck), deck.cards).cards[0].faces.front


def with_effect(more: str) -> str:
    return BASE.replace("right: side, y: 60}", f"right: side, y: 60, {more}}}")
