"""Where everything is: the nearest folder upward with `kaarten/`, then what ships with kaartgen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.nearest import nearest

PACKAGE = Path(__file__).parent
# A wheel carries the decks and fonts inside the package; a checkout has them beside it.
_CARRIED = PACKAGE / "meegeleverd"
SHIPPED = _CARRIED if _CARRIED.is_dir() else PACKAGE.parent

# Folders in kaarten/ that hold other things than a deck.
NOT_DECKS = frozenset(
    {"gedeeld", "sjablonen", "huisstijlen", "papier", "drukkers", "soorten", "talen"}
)


class Workspace(Struct, frozen=True):
    """The user's folder (None where there is none) before the shipped one."""

    root: Path | None

    def deck_folder(self, name: str) -> Path:
        """Return the folder of a deck; raises KaartgenError with the nearest name if unknown."""
        known = self.decks()
        if name in known:
            return known[name]
        for parent in self._deck_parents():
            if re.fullmatch(r"[\w-]+", name) and name not in NOT_DECKS and (parent / name).is_dir():
                raise KaartgenError(
                    [
                        Problem(
                            f"In de map ‘{name}’ staat geen deck.yaml.",
                            ExitCode.AUTHOR,
                            Place(parent / name),
                            "Maak dat bestand, met ten minste een titel en een datum.",
                        )
                    ]
                )
        looked = " en ".join(str(folder) for folder in self._deck_parents())
        match = nearest(name, known)
        hint = f"Bedoel je ‘{match}’?" if match else f"Deze zijn er: {', '.join(known)}."
        raise KaartgenError(
            [
                Problem(
                    f"Er is geen deck ‘{name}’. Gezocht in {looked}.",
                    ExitCode.USAGE,
                    hint=hint if known else "Maak er een met een map in kaarten/.",
                )
            ]
        )

    def deck_beneath(self, name: str, folder: Path) -> Path | None:
        """Return the deck that one in `folder` means by `name`: of its own name, the next one."""
        parents = self._deck_parents()
        if folder.name == name and folder.parent in parents:
            parents = parents[parents.index(folder.parent) + 1 :]
        if name in NOT_DECKS or not re.fullmatch(r"[\w-]+", name):
            return None
        found = (parent / name for parent in parents)
        return next((one for one in found if (one / "deck.yaml").exists()), None)

    def decks(self) -> dict[str, Path]:
        """Return every deck's folder by its name, in order of name."""
        found: dict[str, Path] = {}
        for parent in reversed(self._deck_parents()):
            if parent.is_dir():
                for folder in parent.iterdir():
                    if folder.name not in NOT_DECKS and (folder / "deck.yaml").exists():
                        found[folder.name] = folder
        return dict(sorted(found.items()))

    def find(self, room: str, name: str) -> Path | None:
        """Return the file `name` in a room (`sjablonen`, `fonts` …), the user's own first."""
        for folder in self.folders(room):
            file = folder / name
            if file.is_file():
                return file
        return None

    def names(self, room: str, suffix: str = ".yaml") -> list[str]:
        """Return the names, without suffix, of all files in a room."""
        found: set[str] = set()
        for folder in self.folders(room):
            for file in _files(folder, suffix):
                found.add(file.relative_to(folder).as_posix().removesuffix(suffix))
        return sorted(found)

    def folders(self, room: str) -> tuple[Path, ...]:
        """Return the folders of a room, the user's own first."""
        if room == "fonts":
            own, shipped = "fonts", SHIPPED / "fonts"
        elif room == "gedeeld":
            own, shipped = "kaarten/gedeeld", SHIPPED / "kaarten" / "gedeeld"
        else:
            own, shipped = f"kaarten/{room}", PACKAGE / room
        return (shipped,) if self.root is None else (self.root / own, shipped)

    def _deck_parents(self) -> list[Path]:
        shipped = SHIPPED / "kaarten"
        if self.root is None or self.root / "kaarten" == shipped:
            return [shipped]
        return [self.root / "kaarten", shipped]


def found_from(start: Path) -> Workspace:
    """Return the workspace that `start` lies in."""
    for folder in (start, *start.parents):
        if (folder / "kaarten").is_dir():
            return Workspace(folder)
    return Workspace(None)


def _files(folder: Path, suffix: str) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(folder.rglob(f"*{suffix}"))
