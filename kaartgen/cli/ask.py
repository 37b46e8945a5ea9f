"""A user who typed only `kaartgen`: asks in Dutch what to make, and makes it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kaartgen.cli import build, listing
from kaartgen.cli.report import Voice
from kaartgen.errors import KaartgenError, usage_error
from kaartgen.products.selection import Selection


def ask() -> None:
    """Ask which deck and what of it, then make that."""
    workspace = build.here()
    names = list(workspace.decks())
    if not names:
        raise usage_error(
            "Er is hier nog geen deck.", "Maak een map in kaarten/ met een deck.yaml."
        )
    _say("Welkom bij kaartgen. Wat ga je maken?\n")
    name = names[_pick("Welk deck?", [_titled(row) for row in listing.deck_rows(workspace)])]
    what = _pick(
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
        build.make_proof(build.ProofRequest(name, selection=Selection(copies=1)), voice)
        _say(f"\nDe volgende keer kan het in één regel: kaartgen proef {name}")
        return
    if what == 4:
        build.make_deck(build.DeckRequest(name, profile="master"), voice)
        _say_again(name, "--profiel master")
        return
    if what >= 5:
        _make_beside(name, what - 5, voice)
        return
    only = _line("Welke kaarten? Bijvoorbeeld S01,S04-S07,V: ") if what == 2 else None
    flip = ("lang", "kort")[
        _pick(
            "Hoe slaat je printer het vel om? Bij twijfel: de lange zijde.",
            ["Over de lange zijde, als een boek", "Over de korte zijde, als een notitieblok"],
        )
    ]
    options = [
        option
        for option, wanted in (
            ("--zijde kort", flip == "kort"),
            ("--proefvel", what == 1),
            (f"--alleen {only}", only),
        )
        if wanted
    ]
    build.make_deck(
        build.DeckRequest(name, flip=flip, trial=what == 1, selection=Selection(only)), voice
    )
    _say_again(name, *options)


def _make_beside(name: str, what: int, voice: Voice) -> None:
    """Make what lies beside the cards: the board, the guide, or all for one workshop."""
    from kaartgen.cli.board import BoardRequest, GuideRequest, make_board, make_guide
    from kaartgen.cli.extras import WorksetRequest, make_workset
    from kaartgen.products.handreiking import clock

    if what == 0:
        make_board(BoardRequest(name), voice)
        _say(f"\nDe volgende keer kan het in één regel: kaartgen dialoogkaart {name}")
        return
    start = _time("Hoe laat begin je? Bijvoorbeeld 13:30 (of Enter): ")
    at = f" --start {start}" if start else ""
    if what == 1:
        make_guide(GuideRequest(name, start=start), voice)
        _say(f"\nDe volgende keer kan het in één regel: kaartgen handreiking {name}{at}")
        return
    tables = _number("Hoeveel tafels doen er mee? [1]: ", 50)
    make_workset(WorksetRequest(name, tables=tables, start=clock(start) if start else None), voice)
    words = f"kaartgen werkset {name} --tafels {tables}{at}"
    _say(f"\nDe volgende keer kan het in één regel: {words}")


def _time(prompt: str) -> str | None:
    from kaartgen.products.handreiking import clock

    while True:
        answer = _line(prompt)
        try:
            if answer:
                clock(answer)
        except KaartgenError as wrong:
            _say(str(wrong))
        else:
            return answer or None


def _number(prompt: str, most: int) -> int:
    while True:
        answer = _line(prompt) or "1"
        if answer.isdecimal() and 1 <= int(answer) <= most:
            return int(answer)
        _say(f"Typ een getal van 1 tot {most} en druk op Enter.")


def _say_again(name: str, *options: str) -> None:
    words = " ".join(["kaartgen deck", name, *options])
    _say(f"\nDe volgende keer kan het in één regel: {words}")


def _titled(row: listing.Row) -> str:
    return f"{row['naam']}: {row['titel']}"


def _pick(question: str, choices: Sequence[str]) -> int:
    _say(question)
    for number, choice in enumerate(choices, 1):
        _say(f"  {number}. {choice}")
    while True:
        answer = _line("Kies een nummer [1]: ").strip() or "1"
        if answer.isdecimal() and 1 <= int(answer) <= len(choices):
            _say("")
            return int(answer) - 1
        _say(f"Typ een nummer van 1 tot {len(choices)} en druk op Enter.")


def _line(prompt: str) -> str:
    sys.stderr.write(prompt)
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise usage_error(
            "Er kwam geen antwoord.", "Zeg in één regel wat je wilt, zoals: kaartgen deck jeugdzorg"
        )
    return answer.strip()


def _say(text: str) -> None:
    print(text, file=sys.stderr)
