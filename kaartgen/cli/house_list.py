"""House styles in; a row for each out, with what its colours of a screen became in ink."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kaartgen.errors import KaartgenError
from kaartgen.frame import Cmyk
from kaartgen.layout.house_style import HouseStyle, read_house_style
from kaartgen.workspace import Workspace

Row = dict[str, Any]


def house_rows(workspace: Workspace) -> list[Row]:
    """Return a row for every house style, also for one with mistakes in it."""
    return [_row(workspace, name) for name in workspace.names("huisstijlen")]


def _row(workspace: Workspace, name: str) -> Row:
    try:
        written = read_house_style(workspace, name)
    except KaartgenError as error:
        wrong = len(error.problems)
        told = f"(nog {wrong} te verbeteren: kaartgen check --huisstijl {name})"
        return {"naam": name, "titel": told}
    found, file = written.found, written.file
    return {
        "naam": name,
        "titel": file.title or name,
        "omschrijving": file.about or "",
        "letters": list(dict.fromkeys(family.called() for family in file.fonts.values())),
        "kleuren": {
            colour: {
                "cmyk": [inks.c, inks.m, inks.y, inks.k],
                **({"hex": found.hexes[colour]} if colour in found.hexes else {}),
                **({"steunkleur": inks.spot.name} if inks.spot else {}),
            }
            for colour, inks in found.colours.items()
        },
        "bestand": str(written.document.file),
    }


def in_words(row: Row) -> Row:
    """Return a row as people read it: without the colours, but for those that were converted."""
    if "kleuren" not in row:
        return row
    became = [
        f"{name} {colour['hex']} is {_inks(colour['cmyk'])}"
        for name, colour in row["kleuren"].items()
        if "hex" in colour
    ]
    spots = sorted({one["steunkleur"] for one in row["kleuren"].values() if "steunkleur" in one})
    more = ["; ".join(became)] if became else []
    more += [f"steunkleur {', '.join(spots)}"] if spots else []
    return {
        "naam": row["naam"],
        "titel": row["titel"],
        "letters": ", ".join(row["letters"]),
        "meer": ". ".join([part for part in (row["omschrijving"].rstrip("."), *more) if part]),
    }


def converted_in_words(house: HouseStyle) -> str | None:
    """Say what the colours of a screen became in ink; None if there are none."""
    return _converted(house.hexes, house.colours)


def _converted(hexes: Mapping[str, str], colours: Mapping[str, Cmyk]) -> str | None:
    if not hexes:
        return None
    told = [
        f"{name} {text} is {_inks([colour.c, colour.m, colour.y, colour.k])}"
        for name, text in list(hexes.items())[:3]
        if (colour := colours.get(name)) is not None
    ]
    rest = len(hexes) - len(told)
    more = f" en nog {rest} (zie kaartgen lijst huisstijlen)" if rest else ""
    return f"Van scherm naar inkt: {'; '.join(told)}{more}."


def _inks(inks: Sequence[float]) -> str:
    return f"[{', '.join(f'{ink:g}' for ink in inks)}]"
