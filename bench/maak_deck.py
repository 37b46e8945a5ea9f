"""A number of cards in; a deck's folder out, filled with made up words in the shape of Dutch.

Usage: python -m bench.maak_deck FOLDER CARDS

Half of the cards are A6 with two full faces (situations; beyond 999, the highest number that a
card can have, also portraits and formats), half are tarot with a shared back (questions,
perspectives, nine values; beyond 999 of a kind also roles). The same number of cards always gives
the same texts: words are drawn evenly from 60,000, so that 520 cards have more than 17,000
different ones.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

# The model's highest `nummer`; more cards than this need another kind.
MOST = 999
VALUES = 9
VOCABULARY = 60_000
# Display texts are not hyphenated and have short lines.
SHORT_WORD = 10


def _apart(text: str) -> list[str]:
    return text.split(" ")


# Letters as often as they are wanted; the empty ones are in front.
_ONSETS = _apart(
    "b b d d g g h h j k k l l m m n n p p r r s t t v v w w z bl br dr gr kl kr pl sch st tr"
)
_NUCLEI = _apart("a a e e e i i o o u aa ee oo ie oe ui ij")
_CODAS = _apart("      n r l s t k p m ng nd rt st cht")
_ENDINGS = _apart("     en e er s ing heid lijk tje")
_SMALL = _apart(
    "de het een en of in op te van bij aan met voor om als dat die je jij ik we ze is niet geen "
    "uit tot door over naar dan wat wie hoe nog er haar hem zijn jouw mijn al maar ook zo hier"
)
_LENSES = ("IS", "DOET", "VOELT")
_CATEGORIES = ("thuis", "woorden", "grenzen", "onderweg", "samen")

_DECK = """\
titel: Meetdeck van {cards} kaarten
kort: Meetdeck
versie: "1"
datum: 2026-01-01
status: om te meten
makers: [Team kaartgen]
huisstijl: helder
sjablonen: kleurvlak
categorieen:
  thuis: {{naam: Thuis, icoon: house-line}}
  woorden: {{naam: Woorden, icoon: chats}}
  grenzen: {{naam: Grenzen, icoon: signpost}}
  onderweg: {{naam: Onderweg, icoon: footprints}}
  samen: {{naam: Samen, icoon: users-three}}
stappen:
  - {{nummer: 1, naam: Situatie}}
  - {{nummer: 2, naam: Perspectieven}}
  - {{nummer: 3, naam: Afweging}}
  - {{nummer: 4, naam: Beeld}}
  - {{nummer: 5, naam: Stap}}
"""


@dataclass(frozen=True)
class Mix:
    """How many cards there are of each kind, by the stem of their file."""

    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def mix(cards: int) -> Mix:
    """Return the kinds that `cards` cards are made of; ValueError beyond what numbers allow."""
    large = cards // 2
    small = cards - large - VALUES
    counts = {"waarden": VALUES}
    counts |= _shared(large, ("situaties", "beelden", "werkvormen"), first=MOST)
    counts |= _shared(small, ("vragen", "perspectieven", "rollen"), first=min(MOST, -(-small // 2)))
    if large < 1 or small < 2 or sum(counts.values()) != cards:
        raise ValueError(f"between {2 * VALUES + 4} and {6 * MOST} cards, not {cards}")
    return Mix({stem: count for stem, count in counts.items() if count})


def _shared(cards: int, stems: tuple[str, ...], *, first: int) -> dict[str, int]:
    counts: dict[str, int] = {}
    for number, stem in enumerate(stems):
        counts[stem] = min(cards, first if number == 0 else MOST)
        cards -= counts[stem]
    return counts


@dataclass
class Texts:
    """Draws texts of about a number of characters and remembers which words were used."""

    random: Random
    words: list[str]
    used: set[str] = field(default_factory=set)

    def phrase(self, characters: int, *, longest: int = 99, end: str = "") -> str:
        """Return one sentence of at most `characters`, a few short of it."""
        parts = [self._word(longest)]
        length = len(parts[0]) + len(end)
        while length < characters - 6:
            word = self._word(min(longest, characters - length - 1))
            parts.append(word)
            length += len(word) + 1
        text = " ".join(parts)
        return text[0].upper() + text[1:] + end

    def story(self, characters: int) -> str:
        """Return sentences of together at most `characters`."""
        sentences: list[str] = []
        room = characters
        while room > 24:
            length = min(room, self.random.randrange(24, 74))
            sentence = self.phrase(length if room - length > 24 else room, end=".")
            sentences.append(sentence)
            room -= len(sentence) + 1
        return " ".join(sentences)

    def one_of(self, choices: tuple[str, ...] | list[str]) -> str:
        return choices[int(self.random.random() * len(choices))]

    def _word(self, longest: int) -> str:
        word = self.one_of(_SMALL if self.random.random() < 0.48 else self.words)
        while len(word) > longest:
            word = self.one_of(_SMALL if longest < 7 else self.words)
        self.used.add(word)
        return word


def vocabulary(random: Random, count: int) -> list[str]:
    """Return that many different words of one to three syllables, 4 to 14 letters."""
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = 1 + (random.random() < 0.55) + (random.random() < 0.08)
        word = "".join(
            _any(random, _ONSETS) + _any(random, _NUCLEI) + _any(random, _CODAS)
            for _ in range(syllables)
        ) + _any(random, _ENDINGS)
        if 4 <= len(word) <= 14:
            found[word] = None
    return list(found)


def _any(random: Random, choices: list[str]) -> str:
    # `random()` gives the same on every version of Python; `choice` does not promise it.
    return choices[int(random.random() * len(choices))]


def write_deck(folder: Path, cards: int) -> int:
    """Write deck.yaml and the card files into `folder`; return how many different words."""
    random = Random(20261124)
    texts = Texts(random, vocabulary(random, VOCABULARY))
    counts = mix(cards).counts
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "deck.yaml").write_text(_DECK.format(cards=cards), "utf-8")
    for stem, count in counts.items():
        rows = [
            "\n".join(_CARDS[stem](texts, number, counts)) + "\n" for number in range(1, count + 1)
        ]
        (folder / f"{stem}.yaml").write_text("\n".join(rows), "utf-8")
    return len(texts.used)


def _situation(texts: Texts, number: int, counts: dict[str, int]) -> Iterator[str]:
    yield from _start("s", number)
    yield f"  titel: {texts.phrase(28, longest=SHORT_WORD)}"
    yield f"  categorie: {texts.one_of(_CATEGORIES)}"
    yield f"  rol: Je bent {texts.phrase(20).lower()}"
    yield from _folded("verhaal", texts.story(490))
    yield f"  kantelpunt: {texts.phrase(38, end='.')}"
    yield f"  vraag: {texts.phrase(46, longest=SHORT_WORD, end='?')}"
    yield f"  spanning: {texts.phrase(40, longest=SHORT_WORD, end='?')}"
    yield "  perspectieven:"
    yield f"    - kaart: p{1 + number % counts['perspectieven']:03d}"
    yield f"      zin: {texts.phrase(60, end='.')}"
    for _ in range(2):
        yield f"    - naam: {texts.phrase(18)}"
        yield f"      zin: {texts.phrase(60, end='.')}"
    yield "  vragen:"
    for _ in range(2):
        yield f"    - {texts.phrase(32, end='?')}"
    first = number % (VALUES - 2)
    yield f"  waarden: [w{first + 1:03d}, w{first + 2:03d}, w{first + 3:03d}]"


def _portrait(texts: Texts, number: int, _: dict[str, int]) -> Iterator[str]:
    yield from _start("b", number)
    yield f"  titel: {texts.phrase(24, longest=SHORT_WORD)}"
    yield f"  wie: {texts.phrase(42)}"
    yield from _folded("situatie_kort", texts.story(240))
    yield from _folded("keuze", texts.story(170))
    yield "  afweging:"
    for name in ("is", "doet", "voelt"):
        yield f"    {name}: {texts.phrase(62, end='.')}"
    yield f"  twijfel: {texts.phrase(66, end='?')}"


def _format(texts: Texts, number: int, _: dict[str, int]) -> Iterator[str]:
    yield from _start("f", number)
    yield f"  naam: {texts.phrase(18, longest=SHORT_WORD)}"
    yield f"  doel: {texts.phrase(70, longest=12, end='.')}"
    yield "  groep_min: 4\n  groep_max: 8\n  minuten: 25"
    yield f"  materiaal: [{texts.phrase(18)}, {texts.phrase(18)}]"
    yield "  stappen:"
    for _step in range(5):
        yield f"    - tekst: {texts.phrase(74, end='.')}"
        yield "      minuten: 5"
    yield f"  tip: {texts.phrase(70, end='.')}"


def _question(texts: Texts, number: int, _: dict[str, int]) -> Iterator[str]:
    yield from _start("v", number)
    yield f"  stap: {1 + number % 5}"
    yield f"  lens: {_LENSES[number % 3]}"
    yield f"  tekst: {texts.phrase(58, longest=SHORT_WORD, end='?')}"
    yield f"  hulpzin: {texts.phrase(38, longest=SHORT_WORD, end='.')}"


def _perspective(texts: Texts, number: int, _: dict[str, int]) -> Iterator[str]:
    yield from _start("p", number)
    yield f"  naam: {texts.phrase(18, longest=SHORT_WORD)}"
    yield from _folded("bril", texts.story(120))
    yield f"  belang: {texts.phrase(34, longest=SHORT_WORD, end='.')}"


def _role(texts: Texts, number: int, _: dict[str, int]) -> Iterator[str]:
    yield from _start("r", number)
    yield f"  naam: {texts.phrase(18, longest=SHORT_WORD)}"
    yield from _folded("opdracht", texts.story(120))
    yield f"  zin: {texts.phrase(32, longest=SHORT_WORD, end='.')}"


def _value(texts: Texts, number: int, _: dict[str, int]) -> Iterator[str]:
    yield from _start("w", number)
    yield f"  woord: {texts.phrase(12, longest=SHORT_WORD)}"
    yield f"  lens: {_LENSES[number % 3]}"
    yield f"  uitleg: {texts.phrase(64, end='.')}"


def _start(letter: str, number: int) -> tuple[str, str]:
    return f"- id: {letter}{number:03d}", f"  nummer: {number}"


def _folded(name: str, text: str) -> Iterator[str]:
    yield f"  {name}: >-"
    yield textwrap.indent(textwrap.fill(text, 84), "    ")


_CARDS: dict[str, Callable[[Texts, int, dict[str, int]], Iterator[str]]] = {
    "situaties": _situation,
    "beelden": _portrait,
    "werkvormen": _format,
    "vragen": _question,
    "perspectieven": _perspective,
    "rollen": _role,
    "waarden": _value,
}


def main() -> None:
    """Write the deck that the command line asks for."""
    folder, cards = Path(sys.argv[1]), int(sys.argv[2])
    words = write_deck(folder, cards)
    made = ", ".join(f"{count} {stem}" for stem, count in mix(cards).counts.items())
    print(f"{cards} cards ({made}), {words} different words")


if __name__ == "__main__":
    main()
