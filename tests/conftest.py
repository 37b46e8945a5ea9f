"""What all tests share: the shipped deck, loaded once, and a small workspace with every kind."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from kaartgen.content.deck import Deck
from kaartgen.content.load import load
from kaartgen.layout.look import Look, load_look
from kaartgen.workspace import Workspace

# What kaartgen keeps for the next run, the tests keep for the next test, and then throw away.
_CACHE = tempfile.TemporaryDirectory(prefix="kaartgen-", ignore_cleanup_errors=True)
os.environ["XDG_CACHE_HOME"] = _CACHE.name

# The same examples on every machine: a law that breaks breaks for everyone, at once.
settings.register_profile("kaartgen", deadline=None, derandomize=True, max_examples=20)
# `pytest --hypothesis-profile=grondig` looks longer, and elsewhere each time.
settings.register_profile("grondig", deadline=None, max_examples=600)
settings.load_profile("kaartgen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write golden files anew instead of comparing"
    )


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def shipped() -> Workspace:
    """The workspace of a user who has no folder of their own."""
    return Workspace(None)


@pytest.fixture(scope="session")
def jeugdzorg(shipped: Workspace) -> Deck:
    """The shipped deck."""
    return load(shipped, "jeugdzorg")


@pytest.fixture(scope="session")
def jeugdzorg_look(shipped: Workspace, jeugdzorg: Deck) -> Look:
    """The templates and house style of the shipped deck."""
    return load_look(shipped, jeugdzorg)


_ELEVEN = {
    "deck": """
        titel: Een klein deck
        kort: Klein deck
        versie: "7"
        datum: 2026-03-14
        makers: [Team kaartgen]
        stappen:
          - {nummer: 1, naam: Situatie, vraag: "Wat gebeurt er?"}
    """,
    "situaties": """
        - titel: De dichte deur
          rol: Je bent begeleider
          verhaal: Je klopt twee keer. Binnen staat de radio aan en niemand zegt iets.
          kantelpunt: Je hand ligt op de klink.
          spanning: Wachten of naar binnen gaan?
          perspectieven:
            - {naam: De bewoner, zin: Mijn deur is van mij.}
            - {kaart: de-buurvrouw, zin: Ik hoorde vannacht iets vallen.}
          vragen: [Wat weet je zeker?, Wie bel je eerst?]
          waarden: [rust, moed]
    """,
    "vragen": """
        - {tekst: Wat zie je als je niets invult?, stap: 1}
        - {tekst: Wie is hier niet gehoord?, stap: 1}
    """,
    "perspectieven": """
        - {naam: De buurvrouw, bril: "Ik woon hiernaast, al dertig jaar."}
    """,
    "waarden": """
        - {woord: Rust, lens: VOELT, uitleg: Het mag even stil zijn.}
        - {woord: Moed, lens: DOET, uitleg: Je zegt het lastige zelf.}
    """,
    "beelden": """
        - titel: Soep op de trap
          wie: Een wijkverpleegkundige
          situatie_kort: Hij deed al een week niet open.
          keuze: Ik zette een pan soep neer en ging op de trap zitten.
          afweging: {is: Wie eet praat., doet: Hij bleef de baas., voelt: Ik had de tijd.}
    """,
    "werkvormen": """
        - naam: Om en om
          doel: Iedereen komt aan bod.
          groep_min: 3
          groep_max: 6
          minuten: 15
          stappen:
            - {tekst: Lees voor., minuten: 5}
            - {tekst: Vraag door., minuten: 5}
            - {tekst: Rond af., minuten: 5}
    """,
    "rollen": """
        - {naam: Gastheer, opdracht: Zorg dat iedereen zit.}
    """,
    "jokers": """
        - gedeeld: pas
        - gedeeld: even-stil
    """,
    "leeg": """
        - titel: Eigen situatie
          voor_type: situatie
          regels: 3
          kopjes:
            - {label: Mijn rol, kant: voor}
            - {label: Onze vragen, kant: achter}
        - titel: Eigen vraag
          voor_type: vraag
          aantal: 2
          regels: 3
          kopjes:
            - {label: Mijn vraag, kant: voor}
    """,
    "instructie": """
        - titel: Zo speel je
          blokken:
            - {kop: Waarvoor, tekst: Om samen te wegen., kant: voor}
            - {kop: Leg klaar, tekst: Alle stapels., kant: voor}
            - {kop: Daarna, tekst: Ruim samen op., kant: achter}
    """,
    "keuzes": """
        - gedeeld: a
        - gedeeld: b
    """,
}


def write_eleven(root: Path) -> Workspace:
    """Write a deck `klein` with all eleven kinds under `root` and return its workspace."""
    folder = root / "kaarten" / "klein"
    folder.mkdir(parents=True)
    for name, text in _ELEVEN.items():
        lines = text.strip("\n").splitlines()
        plain = "\n".join(line.removeprefix(" " * 8) for line in lines)
        (folder / f"{name}.yaml").write_text(plain.rstrip() + "\n", encoding="utf-8")
    return Workspace(root)


@pytest.fixture
def eleven(tmp_path: Path) -> Workspace:
    """A workspace of one's own with the deck `klein`: 16 cards of all eleven kinds, free to edit.

    One of them, an empty card, is there twice, so there are 17 cards to print.
    """
    return write_eleven(tmp_path)
