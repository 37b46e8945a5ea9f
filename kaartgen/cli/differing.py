"""Chosen cards in; those that look different from before out, with what to say and to remember."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from kaartgen import __version__
from kaartgen.cli import output
from kaartgen.cli.dutch import count
from kaartgen.cli.report import Voice
from kaartgen.cli.styled import house_suffix
from kaartgen.content.deck import Card, Deck
from kaartgen.errors import KaartgenError, Problem
from kaartgen.layout.look import Look
from kaartgen.layout.typeset import typeset
from kaartgen.products.baseline import BEFORE, baseline_file, load_baseline, written
from kaartgen.products.changes import Changes, compared, named, told
from kaartgen.products.fingerprint import CardPrint, card_prints


class Comparison(Struct, frozen=True):
    """What was asked: since when, whether to remember what is made now, and how it is printed.

    A `house` style that was asked for is compared with what was made in it.
    `factors` says how many times its own size each format is printed, `raised` what the floors
    are raised by; both are for large print. `fronts` and `backs` say which sides are made.
    """

    since: str | None
    remember: bool
    large: bool = False
    factors: Mapping[str, float] = field(default_factory=dict)
    raised: float = 1.0
    fronts: bool = True
    backs: bool = True
    house: str | None = None

    @property
    def variant(self) -> str:
        """What is remembered apart from other ways to make the same cards."""
        return ("grootletter" if self.large else "gewoon") + house_suffix(self.house)


class Differing(Struct, frozen=True):
    """The cards to make, what to tell of them, and the file that remembers them (or none)."""

    cards: tuple[Card, ...]
    lines: tuple[str, ...]
    rows: Mapping[str, list[dict[str, str]]]
    remembered: Mapping[Path, bytes]

    def tell(self, voice: Voice) -> None:
        """Tell what differs; if nothing does, that is the whole result."""
        for line in self.lines:
            voice.say(line)
        if not self.cards:
            voice.files({}, cards=0, sheets=0, notes=self.lines, more=self.rows)

    def write(self, files: Mapping[Path, bytes]) -> None:
        """Write the files and what is remembered of them, or leave everything as it was.

        Raises KaartgenError if anything cannot be written.
        """
        try:
            output.write_all({**files, **self.remembered})
        except KaartgenError as error:
            for problem in error.problems:
                if problem.place and problem.place.file in self.remembered:
                    raise _cannot_remember(problem) from None
            raise


def differing_cards(
    base: Path, deck: Deck, look: Look, cards: Sequence[Card], asked: Comparison
) -> Differing:
    """Return which of the chosen cards look different from before.

    Faces are compared as they are at true size, whatever paper they go on, and without the
    version in their foot, which is another one each time and no reason to print. `base` is the
    folder that `output/` is made in. Raises KaartgenError if what was remembered cannot be read,
    the version is not known, or a text does not fit.
    """
    file = baseline_file(base, deck.name, asked.variant)
    baseline = load_baseline(file, deck.name)
    then = baseline.now if asked.since is None else baseline.since(asked.since)
    scales = {name: factor / asked.raised for name, factor in asked.factors.items()}
    plain = replace(deck, file=deck.file.model_copy(update={"versie": ""}))
    ready = typeset(plain, look, deck.cards, scales=scales)
    whole = card_prints(deck, look, ready, maker=__version__, scales=asked.factors)
    now, was = (
        [print_.sided(fronts=asked.fronts, backs=asked.backs) for print_ in prints]
        for prints in (whole, then or ())
    )
    changes = compared(now, was)
    chosen = {(card.kind.name, card.id) for card in cards}
    wanted = {change.card.key for change in changes.changed} & chosen
    made = tuple(card for card in cards if (card.kind.name, card.id) in wanted)
    remembered: dict[Path, bytes] = {}
    if asked.remember and made:
        prints = [print_ for print_ in now if print_.key in wanted]
        remembered[file] = written(baseline.moved(deck.file.versie, prints, now))
    lines: list[str]
    if then is None:
        lines = [_first(asked)]
    else:
        again = asked.since is None and baseline.before is not None
        lines = _lines(changes, now, wanted, _since(asked, baseline.latest), again=again)
    if made and not asked.remember and asked.since is None:
        lines.append("Dit is een proef: kaartgen onthoudt deze keer niet wat erop staat.")
    return Differing(made, tuple(lines), _rows(changes, wanted), remembered)


def _first(asked: Comparison) -> str:
    if not asked.remember:
        return "Er is nog niets om mee te vergelijken: alle gekozen kaarten doen mee."
    return (
        "Dit is de eerste keer met --gewijzigd: alle gekozen kaarten doen mee. Vanaf nu onthoudt "
        "kaartgen wat erop staat."
    )


def _since(asked: Comparison, latest: str | None) -> str:
    if asked.since is None:
        return f"de vorige keer (versie {latest})"
    return "de keer vóór de vorige" if asked.since == BEFORE else f"versie {asked.since}"


def _lines(
    changes: Changes,
    now: Sequence[CardPrint],
    wanted: set[tuple[str, str]],
    since: str,
    *,
    again: bool,
) -> list[str]:
    made = [change for change in changes.changed if change.card.key in wanted]
    others = [change.card for change in changes.changed if change.card.key not in wanted]
    if made:
        lines = [f"Veranderd sinds {since}: {count(len(made), 'kaart', 'kaarten')}."]
        lines += [f"  {line}" for line in told(made, now)]
    else:
        lines = [f"Er is niets veranderd sinds {since}; er valt niets te printen."]
        if again:
            lines.append(f"Wat toen veranderd was nog eens maken? Dat kan met --sinds {BEFORE}.")
    if others:
        lines.append(f"Ook veranderd of nieuw, maar nu niet gekozen: {named(others, now)}.")
    if changes.removed:
        gone = ", ".join(f"{card.code} ‘{card.title}’" for card in changes.removed)
        lines.append(f"Niet meer in het deck, haal ze uit de doos: {gone}.")
    lines += [
        f"{card.code} zit nu {card.copies} keer in het deck, eerder {count(was, 'keer', 'keer')}; "
        f"de kaart zelf is gelijk. Bijprinten: --alleen {card.code} --aantal {card.copies - was}."
        for card, was in changes.more
    ]
    return lines


def _rows(changes: Changes, wanted: set[tuple[str, str]]) -> dict[str, list[dict[str, str]]]:
    return {
        "gewijzigd": [
            {"kaart": one.card.code, "titel": one.card.title, "reden": one.why}
            for one in changes.changed
            if one.card.key in wanted
        ],
        "verwijderd": [{"kaart": one.code, "titel": one.title} for one in changes.removed],
    }


def version_in_a_name(version: str) -> str:
    """Write a version so that it can stand in a file's name and no two look alike."""
    name = re.sub(r"[^A-Za-z0-9.]+", "-", version).strip("-.")
    if name == version:
        return name
    return f"{name[:40]}-{hashlib.sha256(version.encode()).hexdigest()[:8]}".strip("-")


def _cannot_remember(problem: Problem) -> KaartgenError:
    """Return the error of a file that a user did not ask for: what it is, and how to do without."""
    message = (
        "Hierin wil kaartgen onthouden wat er op de kaarten staat, en dat lukt niet. Er is niets "
        f"gemaakt. {problem.message}"
    )
    hint = (
        "Maak plaats, of werk in een map waar je mag schrijven. Zonder te onthouden kan het ook: "
        "kies de kaarten met --alleen, of vergelijk met --sinds."
    )
    return KaartgenError([replace(problem, message=message, hint=hint)])
