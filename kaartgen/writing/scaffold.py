"""A name in; the files of a new deck out, and the folder they go into, whole or not at all."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from kaartgen.content.fields import slug_of
from kaartgen.errors import file_error, reason, usage_error
from kaartgen.workspace import NOT_DECKS, PACKAGE, Workspace
from kaartgen.writing.yamlout import scalar

EXAMPLE: Final = PACKAGE / "voorbeeld"
# A deck's name stands in the names of all files that are made of it.
_LONGEST: Final = 40
# Names that Windows keeps for devices: a folder called so cannot be opened there.
DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)


def new_folder(workspace: Workspace, name: str, here: Path, extends: str | None = None) -> Path:
    """Return the folder for a new deck: in the workspace, else in a `kaarten/` in `here`.

    A deck may have the name of a shipped one that it `extends`.
    Raises KaartgenError if no deck can be called so, or if there is one.
    """
    _check_name(name)
    known = workspace.decks()
    folder = ((workspace.root or here) / "kaarten" / name).resolve()
    if folder.exists() or folder.is_symlink():
        raise usage_error(
            f"Er is al een map ‘{name}’ in {folder.parent}; die blijft zoals hij is.",
            f"Kies een andere naam, bijvoorbeeld ‘{_free(name, folder.parent, known)}’.",
        )
    if name in known and name != extends:
        raise usage_error(
            f"‘{name}’ heet al een deck dat bij kaartgen hoort; dat zou je niet meer zien.",
            f"Kies een andere naam, bijvoorbeeld ‘{_free(name, folder.parent, known)}’.",
        )
    return folder


def _free(name: str, parent: Path, known: Mapping[str, Path]) -> str:
    stem = f"mijn-{name}" if not name.startswith("mijn-") else name
    for candidate in (stem, *(f"{stem}-{number}" for number in range(2, 1000))):
        if candidate not in known and not (parent / candidate).exists():
            return candidate
    return "mijn-deck"


def _check_name(name: str) -> None:
    what = "Gebruik kleine letters, cijfers en streepjes"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        better = slug_of(name)[:_LONGEST].strip("-")
        if better in NOT_DECKS or better in DEVICES or not better:
            better = "mijn-deck"
        raise usage_error(f"‘{name}’ kan niet als naam.", f"{what}, bijvoorbeeld ‘{better}’.")
    if len(name) > _LONGEST:
        raise usage_error(
            f"Deze naam is {len(name)} tekens lang; hij komt in de naam van elke pdf.",
            f"Neem er hooguit {_LONGEST}.",
        )
    if name in NOT_DECKS:
        raise usage_error(
            f"De map ‘{name}’ is voor iets anders dan een deck.",
            f"Kies een andere naam, bijvoorbeeld ‘mijn-{name}’.",
        )
    if name in DEVICES:
        raise usage_error(
            f"‘{name}’ kan op Windows geen map zijn.",
            f"Kies een andere naam, bijvoorbeeld ‘mijn-{name}’.",
        )


def titled(name: str) -> str:
    """Return a deck's title as long as its writer has given none: `mijn-deck` is Mijn deck."""
    return name.replace("-", " ").capitalize()


def today() -> datetime.date:
    """Return today, or the day that SOURCE_DATE_EPOCH says it is."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if seconds.isdecimal():
        return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC).date()
    return datetime.date(*time.localtime()[:3])


def example_files(title: str, date: datetime.date) -> dict[str, str]:
    """Return the files of a deck with a first card of each kind, by name."""
    return {
        file.name: filled(file.read_text("utf-8"), title, date)
        for file in sorted(EXAMPLE.glob("*.yaml"))
    }


def deck_file(title: str, date: datetime.date) -> str:
    """Return the example's deck.yaml."""
    return filled((EXAMPLE / "deck.yaml").read_text("utf-8"), title, date)


def filled(text: str, title: str, date: datetime.date) -> str:
    """Return an example file with the deck's title and date in it."""
    return text.replace("__TITEL__", scalar(title)).replace("__DATUM__", date.isoformat())


def write_folder(
    folder: Path, files: Mapping[str, str | bytes], check: Callable[[Path], None] | None = None
) -> list[Path]:
    """Write a new deck's files (names may have folders in them) into a folder that is not there.

    The folder appears whole or not at all: also not if `check`, called on it before it gets its
    name, raises. Returns the files; raises KaartgenError if it cannot.
    """
    waiting: Path | None = None
    made = [one for one in (folder.parent, *folder.parent.parents) if not one.exists()]
    done = False
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        waiting = Path(tempfile.mkdtemp(prefix=".kaartgen-", dir=folder.parent))
        for name, content in files.items():
            file = waiting / PurePosixPath(name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        if check:
            check(waiting)
        waiting.chmod(folder.parent.stat().st_mode & 0o777)
        if folder.exists():
            raise file_error("Hier staat inmiddels al iets met die naam.", folder)
        waiting.rename(folder)
        done = True
    except OSError as error:
        raise file_error(
            f"Deze map is niet te maken: {reason(error)}.",
            folder,
            "Ga met cd naar een map waarin je mag schrijven.",
        ) from None
    finally:
        if not done:
            if waiting is not None:
                shutil.rmtree(waiting, ignore_errors=True)
            for one in made:
                with contextlib.suppress(OSError):
                    one.rmdir()
    return [folder / PurePosixPath(name) for name in files]
