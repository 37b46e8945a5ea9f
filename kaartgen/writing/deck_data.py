"""What a sheet says of the deck itself in; its deck.yaml, and those fields typed, out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

from kaartgen.content.deck import DeckFile
from kaartgen.content.deck_files import typed
from kaartgen.content.spoken import Spoken
from kaartgen.errors import Place, raise_all
from kaartgen.writing import scaffold, yamlout
from kaartgen.writing.doubts import Doubts
from kaartgen.writing.grouping import categorise, step_numbers
from kaartgen.writing.raw import Raw
from kaartgen.writing.tables import Book
from kaartgen.yamlfile import Document, Location, Value


def on_its_own(data: dict[str, Value], spots: Mapping[Location, str], doubts: Doubts) -> None:
    """Leave out that a deck extends another: which of its cards are new, a sheet cannot say."""
    for name in ("breidt_uit", "gebaseerd_op", "weglaten"):
        if data.pop(name, None) is not None:
            doubts.add(
                "veld",
                next(spot for path, spot in spots.items() if path[0] == name),
                f"‘{name}’ is niet overgenomen: wat je inleest is een deck op zichzelf.",
                "Zet het in deck.yaml en haal de kaarten weg die al in dat andere deck staan.",
            )


def deck_text(
    data: dict[str, Value], title: str, date: datetime.date, raws: list[Raw], doubts: Doubts
) -> tuple[str, dict[str, Value]]:
    """Return deck.yaml and what it says.

    Who gives a date gives a whole deck; else what was given goes over the example's.
    """
    from kaartgen.yamlfile import parse  # noqa: PLC0415 (the parser takes 15 ms)

    example = scaffold.deck_file(title, date)
    base = parse(Path("deck.yaml"), example).value
    assert isinstance(base, dict)
    whole: dict[str, Value] = (
        {"titel": title, **data}
        if "datum" in data
        else {**base, "categorieen": {}, "herkomst": None, **data}
    )
    known = whole.get("categorieen")
    known = known if isinstance(known, dict) else {}
    made = categorise(raws, known, doubts)
    both: dict[str, Value] = {**known, **{key: {**one} for key, one in made.items()}}
    if both or "categorieen" in data:
        whole["categorieen"] = both
    else:
        whole.pop("categorieen", None)
    if whole.get("herkomst") is None:
        whole.pop("herkomst", None)
    steps = whole.get("stappen")
    numbered = [one for one in steps if isinstance(one, dict)] if isinstance(steps, list) else []
    step_numbers(raws, numbered, doubts)
    if data:
        return yamlout.mapping(whole, "De gegevens van het hele deck."), whole
    return _with_categories(example, both), whole


def _with_categories(example: str, categories: Mapping[str, Value]) -> str:
    """Return the example's deck.yaml, comments and all, with other categories.

    Where the situations come from, only their writer knows.
    """
    example = re.sub(r"(?m)^# verzonnen.*\nherkomst: .*\n", "", example)
    block = "".join(
        f"  {key}: {{naam: {yamlout.scalar(str(one['naam']), flow=True)}, icoon: {one['icoon']}}}\n"
        for key, one in categories.items()
        if isinstance(one, dict)
    )
    if block:
        return re.sub(
            r"(?m)^categorieen:\n(?:  .*\n)+", lambda _: f"categorieen:\n{block}", example
        )
    # With the comment above them, and the empty line after.
    return re.sub(r"(?m)(?:^#.*\n)+categorieen:\n(?:  .*\n)+\n", "", example)


def deck_file(
    book: Book, whole: dict[str, Value], spots: Mapping[Location, str], spoken: Spoken
) -> DeckFile:
    """Read the deck's data; raises KaartgenError with every mistake, each with its cell."""
    places = {path: book.place(spot) for path, spot in spots.items()}
    document = Document(book.file, whole, {(): Place(book.file), **places})
    found = typed(document, spoken)
    raise_all(spoken.problems)
    assert found is not None  # there are problems where it is missing
    return found
