"""A user who typed only `kaartgen`: asks in Dutch what to make, and makes it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from kaartgen.cli import build, listing, places
from kaartgen.cli.printing import Asked, Choice, way_to_print
from kaartgen.cli.report import Voice
from kaartgen.errors import KaartgenError, usage_error
from kaartgen.products.selection import Selection

INSTEAD: Final = "kaartgen deck jeugdzorg"
_WAYS: Final = (
    ("Ja, en hij slaat het vel om over de lange zijde, als een boek (bij twijfel)", Asked()),
    ("Ja, en hij slaat het om over de korte zijde, als een notitieblok", Asked(flip="kort")),
    ("Nee: eerst alle voorkanten, dan alle achterkanten", Asked(one_sided=True)),
    ("Nee: voor- en achterkant naast elkaar, om te vouwen en te plakken", Asked(folded=True)),
)


def ask() -> None:
    """Ask which deck and what of it, then make that."""
    workspace = places.here()
    names = list(workspace.decks())
    if not names:
        raise usage_error(
            "Er is hier nog geen deck.", "Maak een map in kaarten/ met een deck.yaml."
        )
    say("Welkom bij kaartgen. Wat ga je maken?\n")
    name = names[pick("Welk deck?", [_titled(row) for row in listing.deck_rows(workspace)])]
    what = pick(
        "Wat wil je van dit deck?",
        [
            "Alle kaarten, om zelf te printen",
            "Eén vel, om de printer te proberen",
            "Een paar kaarten",
            "Plaatjes, om te bekijken",
            "Eén kant per pagina, voor de drukker",
            "De dialoogkaart, de mat die onder het gesprek ligt",
            "De handreiking, voor wie het gesprek leidt",
            "Alles voor één workshop, in één map",
        ],
    )
    voice = Voice()
    if what == 3:
        from kaartgen.cli.proof import ProofRequest, make_proof

        make_proof(ProofRequest(name, selection=Selection(copies=1)), voice)
        say(f"\nDe volgende keer kan het in één regel: kaartgen proef {name}")
        return
    if what == 4:
        build.make_deck(build.DeckRequest(name, profile="drukker"), voice)
        _say_again(name, "--profiel drukker")
        return
    if what >= 5:
        _make_beside(name, what - 5, voice)
        return
    only = line("Welke kaarten? Bijvoorbeeld S01,S04-S07,V: ") if what == 2 else None
    way = _WAYS[pick("Kan je printer dubbelzijdig printen?", [words for words, _ in _WAYS])][1]
    printing, flip = way_to_print(way)
    printer = _printer()
    options = [
        option
        for option, wanted in (
            (f"--printer {printer}", printer),
            ("--zijde kort", way.flip),
            *((option, True) for option in way.options),
            ("--proefvel", what == 1),
            (f"--alleen {only}", only),
        )
        if wanted
    ]
    request = build.DeckRequest(
        name,
        flip=flip.value,
        trial=what == 1,
        selection=Selection(only),
        printing=printing,
        printer=printer,
    )
    build.make_deck(request, voice)
    _say_again(name, *options)


def _printer() -> str | None:
    """Ask which printer to put the sheets right for, if one was ever calibrated."""
    from kaartgen.imposition.printer_profile import printer_names

    names = printer_names()
    if not names:
        return None
    which = pick("Voor welke printer?", [*names, "Een andere"])
    return names[which] if which < len(names) else None


def _make_beside(name: str, what: int, voice: Voice) -> None:
    """Make what lies beside the cards: the board, the guide, or all for one workshop."""
    from kaartgen.cli.board import BoardRequest, GuideRequest, make_board, make_guide
    from kaartgen.cli.extras import WorksetRequest, make_workset
    from kaartgen.products.handreiking import clock

    if what == 0:
        choice, one_side = _two_sided()
        make_board(BoardRequest(name, choice=choice), voice)
        say(f"\nDe volgende keer kan het in één regel: kaartgen dialoogkaart {name}{one_side}")
        return
    start = _time("Hoe laat begin je? Bijvoorbeeld 13:30 (of Enter): ")
    at = f" --start {start}" if start else ""
    if what == 1:
        choice, one_side = _two_sided()
        make_guide(GuideRequest(name, start=start, choice=choice), voice)
        words = f"kaartgen handreiking {name}{at}{one_side}"
        say(f"\nDe volgende keer kan het in één regel: {words}")
        return
    tables = _number("Hoeveel tafels doen er mee? [1]: ", 50)
    choice, one_side = _two_sided()
    make_workset(
        WorksetRequest(name, tables=tables, start=clock(start) if start else None, choice=choice),
        voice,
    )
    words = f"kaartgen werkset {name} --tafels {tables}{at}{one_side}"
    say(f"\nDe volgende keer kan het in één regel: {words}")


def _two_sided() -> tuple[Choice, str]:
    """Ask whether the printer prints two-sided; return the choice and its option."""
    answers = ["Ja", "Nee: eerst alle voorkanten, dan alle achterkanten"]
    one_sided = pick("Kan je printer dubbelzijdig printen?", answers) == 1
    return Choice(Asked(one_sided=one_sided)), " --enkelzijdig" if one_sided else ""


def _time(prompt: str) -> str | None:
    from kaartgen.products.handreiking import clock

    while True:
        answer = line(prompt)
        try:
            if answer:
                clock(answer)
        except KaartgenError as wrong:
            say(str(wrong))
        else:
            return answer or None


def _number(prompt: str, most: int) -> int:
    while True:
        answer = line(prompt) or "1"
        if answer.isdecimal() and 1 <= int(answer) <= most:
            return int(answer)
        say(f"Typ een getal van 1 tot {most} en druk op Enter.")


def _say_again(name: str, *options: str) -> None:
    words = " ".join(["kaartgen deck", name, *options])
    say(f"\nDe volgende keer kan het in één regel: {words}")


def _titled(row: listing.Row) -> str:
    return f"{row['naam']}: {row['titel']}"


def pick(question: str, choices: Sequence[str], instead: str = INSTEAD) -> int:
    """Ask for one of the choices; return its number, counted from 0."""
    say(question)
    for number, choice in enumerate(choices, 1):
        say(f"  {number}. {choice}")
    while True:
        answer = line("Kies een nummer [1]: ", instead).strip() or "1"
        if answer.isdecimal() and 1 <= int(answer) <= len(choices):
            say("")
            return int(answer) - 1
        say(f"Typ een nummer van 1 tot {len(choices)} en druk op Enter.")


def line(prompt: str, instead: str = INSTEAD) -> str:
    """Ask for a line of text; `instead` is what to type where nobody can answer.

    Raises KaartgenError if no answer comes.
    """
    sys.stderr.write(prompt)
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise usage_error(
            "Er kwam geen antwoord.", f"Zeg in één regel wat je wilt, zoals: {instead}"
        )
    return answer.strip()


def say(text: str) -> None:
    """Tell something between questions."""
    print(text, file=sys.stderr)
