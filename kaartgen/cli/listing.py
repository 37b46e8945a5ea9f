"""What there is, as a list for people or for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from kaartgen.cli.places import here
from kaartgen.cli.report import Voice
from kaartgen.errors import KaartgenError, raise_all, usage_error
from kaartgen.nearest import did_you_mean
from kaartgen.workspace import Workspace

Row = dict[str, Any]


def deck_rows(workspace: Workspace) -> list[Row]:
    """Return a row for every deck, also for one with mistakes in it."""
    from kaartgen.content.load import load

    rows: list[Row] = []
    for name, folder in workspace.decks().items():
        try:
            deck = load(workspace, name)
        except KaartgenError as error:
            wrong = len(error.problems)
            rows.append(
                {"naam": name, "titel": f"(nog {wrong} te verbeteren: kaartgen check {name})"}
            )
            continue
        rows.append(
            {
                "naam": name,
                "titel": deck.file.titel,
                "kaarten": deck.size,
                "versie": deck.file.versie,
                "map": str(folder),
            }
        )
    return rows


def _kinds(workspace: Workspace) -> list[Row]:
    from kaartgen.content.all_kinds import all_kinds

    kinds, problems = all_kinds(workspace)
    raise_all(problems)
    return [
        {
            "naam": kind.name,
            "letter": kind.letter,
            "bestand": f"{kind.stem}.yaml",
            "eigen": kind.own is not None,
        }
        for kind in kinds
    ]


def _kind_in_words(row: Row) -> Row:
    return {**row, "eigen": "van jezelf" if row["eigen"] else ""}


def _named(room: str) -> Callable[[Workspace], list[Row]]:
    return lambda workspace: [{"naam": name} for name in workspace.names(room)]


def _templates(workspace: Workspace) -> list[Row]:
    from kaartgen.layout.family import template_names

    own = None if workspace.root is None else workspace.folders("sjablonen")[0]
    return [
        {
            "naam": name,
            "eigen": own is not None and (own / f"{name}.yaml").is_file(),
            "bestand": str(workspace.find("sjablonen", f"{name}.yaml")),
        }
        for name in template_names(workspace)
    ]


def _template_in_words(row: Row) -> Row:
    return {"naam": row["naam"], "eigen": "van jezelf" if row["eigen"] else ""}


def _papers(workspace: Workspace) -> list[Row]:
    from kaartgen.cli.papers import paper_rows

    return paper_rows(workspace)


def _paper_in_words(row: Row) -> Row:
    from kaartgen.cli.papers import in_words

    return in_words(row)


def _print_shops(workspace: Workspace) -> list[Row]:
    from kaartgen.pdf.print_shop import PDFX_NAMES
    from kaartgen.pdf.print_shop_file import load_print_shop

    shops = [load_print_shop(workspace, name) for name in workspace.names("drukkers")]
    return [
        {
            "naam": shop.name,
            "titel": shop.title,
            "bestand": PDFX_NAMES.get(shop.pdfx, shop.file),
            "afloop": shop.bleed,
            "veilig": shop.safe,
            "inkt": shop.ink if shop.colour == "cmyk" else None,
            "volgorde": shop.order,
            "bron": shop.source,
            "datum": shop.date,
        }
        for shop in shops
    ]


def _print_shop_in_words(row: Row) -> Row:
    """Leave out where it was looked up, which would make a line too long to read."""
    return {
        "naam": row["naam"],
        "titel": row["titel"],
        "bestand": row["bestand"],
        "afloop": f"afloop {row['afloop']:g} mm".replace(".", ","),
        "veilig": f"veilig {row['veilig']:g} mm".replace(".", ","),
        "inkt": f"{row['inkt']} % inkt" if row["inkt"] else "",
    }


def _languages(workspace: Workspace) -> list[Row]:
    from kaartgen.content.language import languages, load_language

    found = [load_language(workspace, code) for code in languages(workspace)]
    return [{"naam": one.code, "taal": one.name} for one in found]


def _printers(_: Workspace) -> list[Row]:
    from kaartgen.cli.printer import rows

    return rows()


def _houses(workspace: Workspace) -> list[Row]:
    from kaartgen.cli.house_list import house_rows

    return house_rows(workspace)


def _house_in_words(row: Row) -> Row:
    from kaartgen.cli.house_list import in_words

    return in_words(row)


_LISTS: Final[Mapping[str, Callable[[Workspace], list[Row]]]] = {
    "decks": deck_rows,
    "soorten": _kinds,
    "sjablonen": _templates,
    "huisstijlen": _houses,
    "talen": _languages,
    "papier": _papers,
    "drukkers": _print_shops,
    "printers": _printers,
}
SUBJECTS: Final = tuple(_LISTS)
# Where people want to read less, or otherwise, than programs.
_IN_WORDS: Final[Mapping[str, Callable[[Row], Row]]] = {
    "soorten": _kind_in_words,
    "sjablonen": _template_in_words,
    "papier": _paper_in_words,
    "drukkers": _print_shop_in_words,
    "huisstijlen": _house_in_words,
}


def show(subject: str | None, voice: Voice) -> None:
    """Print one list, a deck's cards if it is a deck that was named, or all lists.

    Raises KaartgenError with the nearest name if there is no such list or deck.
    """
    workspace = here()
    if subject is not None and subject not in _LISTS:
        decks = list(workspace.decks())
        if subject not in decks:
            raise usage_error(
                f"Er is geen lijst en geen deck ‘{subject}’.",
                did_you_mean(subject, [*SUBJECTS, *decks]),
            )
        from kaartgen.cli.deck_list import show_deck
        from kaartgen.content.load import load

        show_deck(load(workspace, subject), voice)
        return
    subjects = [subject] if subject else list(SUBJECTS)
    lists = {name: _LISTS[name](workspace) for name in subjects}
    if voice.as_json:
        rows = [
            row if subject else {**row, "lijst": name}
            for name, found in lists.items()
            for row in found
        ]
        voice.json(rows)
        return
    if subject == "printers" and not lists[subject]:
        voice.say("Er is nog geen printer geijkt. Begin met: kaartgen kalibreer")
    for number, (name, rows) in enumerate((name, rows) for name, rows in lists.items() if rows):
        if not subject:
            print(("\n" if number else "") + name.capitalize())
        _table([_IN_WORDS.get(name, dict)(row) for row in rows], "" if subject else "  ")


def _table(rows: Sequence[Row], indent: str) -> None:
    texts = [[_text(key, value) for key, value in row.items() if key != "fout"] for row in rows]
    widths = [
        max(len(row[at]) for row in texts if at < len(row))
        for at in range(max((len(row) for row in texts), default=0))
    ]
    for row in texts:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print((indent + "  ".join(cells)).rstrip())


def _text(key: str, value: object) -> str:
    match key:
        case "kaarten":
            return f"{value} kaarten"
        case "versie":
            return f"versie {value}"
        case "ijkingen":
            papers: list[Row] = list(value) if isinstance(value, list) else []
            return "; ".join(one["tekst"] for one in papers) or "(het bestand is niet te lezen)"
    return str(value)
