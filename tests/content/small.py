"""A deck of three cards in a workspace of its own, to be spoiled in one place at a time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kaartgen.content.deck import Deck
from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.layout.look import load_look
from kaartgen.layout.typeset import TypesetDeck, typeset
from kaartgen.workspace import SHIPPED, Workspace

DECK = """\
titel: Proefdeck
versie: "1"
datum: 2026-11-24
"""

# Line numbers in the tests count these lines.
SITUATION = """\
- id: de-deur
  titel: De deur
  rol: Je bent hulpverlener
  verhaal: Het regent en de deur gaat open.
  kantelpunt: Ze kijkt je aan.
  vraag: Wat zeg je?
  spanning: Naar binnen of niet?
  perspectieven:
    - naam: De moeder
      zin: Ik wacht al een uur.
    - naam: Het kind
      zin: Ik hoor alles.
  vragen:
    - Wat zie je?
    - Wat doe je?
  waarden: [rust, moed]
"""

VALUES = """\
- id: rust
  woord: Rust
  lens: IS
  uitleg: Dat je wacht.
- id: moed
  woord: Moed
  lens: DOET
  uitleg: Dat je gaat.
"""

ROLE = """\
- naam: Gastheer
  opdracht: Zorg dat iedereen zit.
"""

PORTRAIT = """\
- titel: Soep op de trap
  wie: Een wijkverpleegkundige
  situatie_kort: Hij deed al een week niet open.
  keuze: Ik zette een pan soep neer.
  afweging: {is: Wie eet praat., doet: Hij bleef de baas., voelt: Ik had de tijd.}
"""

FORMAT = """\
- naam: Om en om
  doel: Iedereen komt aan bod.
  groep_min: 3
  groep_max: 6
  minuten: 15
  stappen:
    - {tekst: Lees voor., minuten: 5}
    - {tekst: Vraag door., minuten: 5}
    - {tekst: Rond af., minuten: 5}
"""


class Told(NamedTuple):
    """What a user is told: the exit code, and all problems as printed, with short paths."""

    code: ExitCode
    text: str


@dataclass(frozen=True, slots=True)
class SmallDeck:
    """The deck `proef` under `root`: one situation and two values."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "kaarten" / "proef"

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.root)

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file, its name counted from the deck's folder."""
        file = self.root / "kaarten" / "proef" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def spoil(self, name: str, old: str, new: str) -> None:
        """Replace a piece of a file that is there."""
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def load(self) -> Deck:
        return load(self.workspace, "proef")

    def typeset(self) -> TypesetDeck:
        deck = self.load()
        return typeset(deck, load_look(self.workspace, deck), deck.cards)

    def refused(self) -> Told:
        """Load and typeset the deck, which must go wrong, and return what is told."""
        try:
            self.typeset()
        except KaartgenError as error:
            return Told(error.code, self.shortened(str(error)))
        raise AssertionError("this deck was accepted")

    def shortened(self, text: str) -> str:
        shipped = text.replace(f"{SHIPPED / 'kaarten'}/", "meegeleverd/")
        return shipped.replace(f"{self.root / 'kaarten'}/", "")


def made_in(root: Path) -> SmallDeck:
    """Write the small deck under `root`."""
    small = SmallDeck(root)
    small.write("deck.yaml", DECK)
    small.write("situaties.yaml", SITUATION)
    small.write("waarden.yaml", VALUES)
    return small
