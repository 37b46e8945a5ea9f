"""Cards, decks and places on a sheet, as numbers, in; which card is printed on which sheet out.

Cards are numbers, so that tests can print, cut and stack paper without asking the planner.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Gathering: TypeAlias = Literal["stapelen", "herhalen"]
"""How cut sheets become decks: piles laid on each other, or one card taken from every pile."""


class Run(Struct, frozen=True):
    """What is printed: for every sheet the card in each place, counted from 0, or None.

    Every sheet is printed `times` times, and gives `copies` of every card on it: two if both its
    sides are printed from one plate.
    """

    sheets: tuple[tuple[int | None, ...], ...]
    times: int
    copies: int = 1

    @property
    def printed(self) -> int:
        """How many sheets of paper go through the press."""
        return len(self.sheets) * self.times

    @property
    def places(self) -> int:
        """How many cards the paper could hold."""
        return sum(map(len, self.sheets)) * self.times * self.copies

    @property
    def empty(self) -> int:
        """How many of those places stay blank."""
        blank = sum(card is None for sheet in self.sheets for card in sheet)
        return blank * self.times * self.copies

    @property
    def plates(self) -> int:
        """How many times a press is set up: for each side that is different."""
        return len(self.sheets) * (1 if self.copies > 1 else 2)


def cut_and_stack(cards: int, decks: int, places: int, copies: int = 1) -> Run:
    """Return the run whose piles, the first place's on top, are decks in order; each sheet once.

    The first place has the first cards down the whole pile of sheets, the second place goes on
    where that ends. What stays blank lies at the bottom of the last pile. With two copies either
    half of the sheets is half of the decks, rounded up.
    """
    total = cards * each_copy(decks, copies)
    sheets = number_of_sheets(cards, decks, places, copies)
    return Run(
        tuple(
            tuple(
                at % cards if (at := place * sheets + sheet) < total else None
                for place in range(places)
            )
            for sheet in range(sheets)
        ),
        1,
        copies,
    )


def repeated(cards: int, decks: int, places: int, copies: int = 1) -> Run:
    """Return the run in which each place of each sheet is one card, printed for all the decks."""
    sheets = -(-cards // places)
    return Run(
        tuple(
            tuple(at if (at := sheet * places + place) < cards else None for place in range(places))
            for sheet in range(sheets)
        ),
        each_copy(decks, copies),
        copies,
    )


def each_copy(decks: int, copies: int) -> int:
    """Return how many decks come from each copy; of two copies that makes an even number."""
    return -(-decks // copies)


def number_of_sheets(cards: int, decks: int, places: int, copies: int = 1) -> int:
    """Return how many different sheets it takes to cut and stack."""
    return -(-cards * each_copy(decks, copies) // places)
