"""A file in `.kaartgen/` in; what was on a deck's cards when they were last made, and back.

It holds a state for each version of the deck, and the state before the last one: with that the
last round can be made once more. People may read it, so it is JSON with one card a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.errors import ExitCode, KaartgenError, Problem, file_error, reason, usage_error
from kaartgen.products.fingerprint import CardPrint, FacePrint

FOLDER: Final = ".kaartgen"
BEFORE: Final = "vorige"
_FORMAT: Final = 1
_ABOUT: Final = (
    "Wat er op de kaarten stond toen ze het laatst met --gewijzigd zijn gemaakt. kaartgen schrijft "
    "dit bestand zelf. Haal je het weg, dan maakt --gewijzigd weer alle kaarten."
)

State = tuple[CardPrint, ...]


class Baseline(Struct, frozen=True):
    """What is known of a deck's cards: a state by version, the latest version, the state before."""

    deck: str
    latest: str | None = None
    states: Mapping[str, State] | None = None
    before: State | None = None

    @property
    def now(self) -> State | None:
        """The state that `--gewijzigd` compares with; None if there is none yet."""
        return None if self.latest is None else (self.states or {})[self.latest]

    def since(self, version: str) -> State:
        """Return the state of a version, or the one before the last for `vorige`.

        Raises KaartgenError, with the versions that are known, if it is not among them.
        """
        states = self.states or {}
        if version in states:
            return states[version]
        if version == BEFORE and self.before is not None:
            return self.before
        if not states:
            raise usage_error(
                f"Van ‘{self.deck}’ is nog geen enkele versie bewaard.",
                "Maak de kaarten een keer met --gewijzigd: kaartgen onthoudt dan wat erop staat.",
            )
        raise usage_error(
            f"Van ‘{self.deck}’ is geen versie ‘{version}’ bewaard.",
            f"Bewaard zijn: {', '.join(states)}. Met ‘{BEFORE}’ maak je nog eens wat de "
            "laatste keer veranderd was.",
        )

    def moved(self, version: str, made: Iterable[CardPrint], deck: Sequence[CardPrint]) -> Baseline:
        """Return what is known once `made` has been made from a deck with the cards `deck`.

        What was not made, a card or a side of one, keeps what was known of it; cards that left the
        deck are dropped.
        """
        known = {print_.key: print_ for print_ in self.now or ()}
        known.update({print_.key: print_.over(known.get(print_.key)) for print_ in made})
        state = tuple(known[print_.key] for print_ in deck if print_.key in known)
        # To make the same once more is no step: what was before stays what it was.
        before = self.before if state == self.now else self.now or ()
        states = {**(self.states or {}), version: state}
        return replace(self, latest=version, states=states, before=before)


def baseline_file(base: Path, deck: str, variant: str) -> Path:
    """Return where a deck's baseline is kept, beside `output/` in `base`.

    A variant, such as large print, looks different and has a file of its own.
    """
    return (base / FOLDER / variant / f"{deck}.json").resolve()


def load_baseline(file: Path, deck: str) -> Baseline:
    """Read a baseline; an empty one if there is no file yet.

    Raises KaartgenError if the file cannot be read or holds something else.
    """
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return Baseline(deck)
    except OSError as error:
        raise file_error(
            f"Wat van dit deck is onthouden is niet te lezen: {reason(error)}.",
            file,
            "Kijk of je dit bestand en de map eromheen mag lezen, of haal ze weg: dan maakt "
            "--gewijzigd weer alle kaarten.",
        ) from None
    except UnicodeDecodeError:
        raise _broken(file) from None
    try:
        return _read(json.loads(text), deck)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _broken(file) from None


_REMEDY: Final = (
    "Zet een eerdere kopie terug, of haal dit bestand weg: dan maakt --gewijzigd weer alle kaarten."
)


def _broken(file: Path) -> KaartgenError:
    return file_error("Dit bestand, waarin kaartgen onthoudt, is beschadigd.", file, _REMEDY)


def written(baseline: Baseline) -> bytes:
    """Return the text of a baseline's file, one card a line."""
    states = [
        f"  {_json(name)}: {_state(state)}" for name, state in (baseline.states or {}).items()
    ]
    parts = [
        f'"over": {_json(_ABOUT)}',
        f'"indeling": {_FORMAT}',
        f'"deck": {_json(baseline.deck)}',
        f'"laatste": {_json(baseline.latest)}',
        '"versies": {\n' + ",\n".join(states) + "\n}",
        f'"{BEFORE}": {"null" if baseline.before is None else _state(baseline.before)}',
    ]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _state(state: State) -> str:
    if not state:
        return "[]"
    return "[\n" + ",\n".join(f"    {_json(_card(print_))}" for print_ in state) + "\n  ]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _card(print_: CardPrint) -> dict[str, object]:
    return {
        "kaart": print_.code,
        "titel": print_.title,
        "soort": print_.kind,
        "id": print_.id,
        "aantal": print_.copies,
        "voor": _face(print_.front),
        "achter": _face(print_.back),
        "huisstijl": print_.house,
        "sjablonen": print_.template,
        "kaartgen": print_.maker,
    }


def _face(print_: FacePrint) -> dict[str, object]:
    shown: dict[str, object] = {"beeld": print_.drawn, "tekst": print_.words}
    if print_.pictures:
        shown["afbeelding"] = print_.pictures
    return {**shown, "letter": list(print_.sizes_pt)}


def _read(found: Any, deck: str) -> Baseline:
    if int(found["indeling"]) > _FORMAT:
        raise KaartgenError(
            [
                Problem(
                    f"Wat van ‘{deck}’ is onthouden is van een nieuwere kaartgen.",
                    ExitCode.FILE,
                    hint="Installeer de nieuwste kaartgen.",
                )
            ]
        )
    states = {str(name): _state_of(state) for name, state in found["versies"].items()}
    before = found[BEFORE]
    latest = found["laatste"]
    if latest not in states:
        raise ValueError(latest)
    return Baseline(deck, latest, states, None if before is None else _state_of(before))


def _state_of(found: list[dict[str, Any]]) -> State:
    return tuple(
        CardPrint(
            kind=_text(card["soort"]),
            id=_text(card["id"]),
            code=_text(card["kaart"]),
            title=_text(card["titel"]),
            copies=int(card["aantal"]),
            house=_text(card["huisstijl"]),
            template=_text(card["sjablonen"]),
            maker=_text(card["kaartgen"]),
            front=_face_of(card["voor"]),
            back=_face_of(card["achter"]),
        )
        for card in found
    )


def _face_of(found: dict[str, Any]) -> FacePrint:
    return FacePrint(
        _text(found["beeld"]),
        _text(found["tekst"]),
        _text(found.get("afbeelding", "")),
        tuple(float(size) for size in found["letter"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
