"""What was said of `--profiel` and what goes with it: words in, typed values out, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from kaartgen.cli.options import (
    choice,
    day,
    millimetres,
)
from kaartgen.errors import ExitCode, KaartgenError, usage_error


def pdfx_for(profile: str, pdfx: str | None, *more: str) -> Any:
    """Check the name of a profile and of a PDF/X, and return the second as it is.

    `more` are profiles that only this product has.
    """
    known = ("thuis", "master", *more)
    if profile not in known:
        from kaartgen.cli.places import here

        choice("--profiel", profile, (*known, *here().names("drukkers")))
    # Any: the words have been checked to be those of the type.
    return None if pdfx is None else choice("--pdfx", pdfx, ("4", "1a", "3", "geen"))


def shop_for(
    profile: str, pdfx: str | None, icc: str | None, date: str | None, *, spots: bool = False
) -> Any:
    """Return the print shop that a product beside the cards is made for, or None at home."""
    kind = pdfx_for(profile, pdfx)
    moment = None if date is None else day("--datum", date)
    if profile == "thuis":
        for option, given in (("--pdfx", pdfx), ("--icc", icc), ("--datum", date)):
            if given is not None:
                raise for_a_shop(option)
        if spots:
            raise for_a_shop("--steunkleuren")
        return None
    from kaartgen.cli.build import PressChoice
    from kaartgen.cli.press_loose import Shop

    return Shop(profile, PressChoice(kind, icc, spots_apart=spots), moment)


def card_format(value: str, *, compared: bool, enlarged: bool) -> str:
    """Return the name of a format of cards; raises KaartgenError where it cannot be chosen."""
    from kaartgen.layout.measure import FORMATS

    if enlarged:
        raise usage_error(
            "--formaat en --grootletter gaan niet samen.", "Kaarten met grote letters zijn A5."
        )
    if compared:
        raise usage_error(
            "--formaat en --gewijzigd of --sinds gaan niet samen.",
            "In een ander formaat is elke kaart anders; kies ze met --alleen.",
        )
    return choice("--formaat", value.casefold(), list(FORMATS))


def check_press_sheets(
    on_sheets: bool,
    apart: Sequence[tuple[str, bool]],
    sets: str | None,
    alone: Sequence[tuple[str, str | None]],
) -> None:
    """Refuse what does not go with press sheets, and what goes only with them (`alone`)."""
    if not on_sheets:
        for option, word in alone:
            if word is not None:
                raise usage_error(
                    f"{option} is voor drukvellen.",
                    "Zet erbij: --profiel drukvel, of laat het weg.",
                )
        return
    for option, given in apart:
        if given:
            raise usage_error(
                f"{option} gaat niet samen met drukvellen.",
                f"Laat {option} weg, of neem --profiel drukker.",
            )
    if sets is not None:
        raise usage_error(
            "Hoeveel decks er op drukvellen komen, zegt --oplage.",
            f"Typ --oplage {sets} in plaats van --sets {sets}.",
        )
    choice("--indeling", dict(alone)["--indeling"] or "stapelen", ("stapelen", "herhalen"))


def press_wishes(
    turning: str | None, gripper: str | None, gutter: float | None, grid: tuple[int, int] | None
) -> Any:
    """Return what is wished of a press sheet; raises KaartgenError for words that are not known."""
    from kaartgen.imposition.press import GRIPPER, PressWishes, Turning

    known = [way.value for way in Turning]
    way = Turning.SHEETWISE if turning is None else Turning(choice("--keren", turning, known))
    edge = GRIPPER if gripper is None else millimetres("--grijper", gripper, 30)
    return PressWishes(way, edge, gutter, grid)


def for_a_shop(option: str) -> KaartgenError:
    """Return the error for an option that says something to a print shop alone."""
    return usage_error(
        f"{option} is voor een drukker.", "Zet erbij: --profiel drukker, of laat het weg."
    )


def leave(code: ExitCode) -> None:
    """End the command with a code of its own, its result being made and told."""
    if code:
        raise typer.Exit(int(code))
