"""A request for pictures in; the pictures made again at every save, until one is interrupted."""

from __future__ import annotations

import datetime
import gc
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from kaartgen.cli import output
from kaartgen.cli.dutch import number
from kaartgen.cli.places import here, open_file
from kaartgen.cli.proof import Darkroom, Planned, ProofRequest
from kaartgen.cli.report import Voice, as_data
from kaartgen.cli.watched_files import Reading, Scope, State, await_change, changed
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem, file_error, reason
from kaartgen.layout.artwork import DRAWN
from kaartgen.layout.picture import SUFFIXES
from kaartgen.workspace import Workspace

# Where what a deck is made with can appear, be it there yet or not.
_ROOMS: Final = (
    "sjablonen", "huisstijlen", "fonts", "gedeeld", "drukkers", "soorten", "talen", "beelden",
)  # fmt: skip
# Names of files on one line; of a folder that was replaced there can be hundreds.
_MOST_NAMED: Final = 3
_PLAIN: Final = (".yaml", ".yml")
# What is read again when it is another, and changes nothing but the cards that show it.
_SHOWN: Final = SUFFIXES | DRAWN
# Windows refuses to replace a file that another program is just reading.
_TRIES: Final = 4
_MOMENT_S: Final = 0.07

Await = Callable[[Scope, dict[str, State]], dict[str, State]]


def watch(request: ProofRequest, voice: Voice, await_next: Await = await_change) -> ExitCode:
    """Make the pictures, and those that change again whenever a file of the deck does.

    Ends when the user interrupts it. Raises KaartgenError if what was asked for cannot be, such as
    a deck that does not exist; a mistake in a file is told and waited for.
    """
    reading = _reading()
    follower = _Follower(request, here(), voice)
    # The command line looks for no cycles, since one command ends soon; this one does not.
    gc.freeze()
    saved: tuple[str, ...] = ()
    scope = follower.scope(frozenset())
    states = scope.states()
    try:
        while True:
            follower.make(saved)
            gc.collect()
            earlier, scope = scope, follower.scope(reading.files())
            states = _known(states, earlier, scope)
            found = await_next(scope, states)
            saved, states = changed(states, found), found
    except KeyboardInterrupt:
        # Behind the ^C that a terminal shows.
        voice.say("\nGestopt met volgen. De plaatjes staan er nog.")
        return ExitCode.INTERRUPTED
    finally:
        gc.unfreeze()


def _known(states: dict[str, State], earlier: Scope, scope: Scope) -> dict[str, State]:
    """Return the states that the pictures show, with those of files that are looked at from now.

    What came where one already looked, came while the pictures were made: that is a change.
    """
    now = scope.states()
    looked_at = earlier.states()
    new = {name: state for name, state in now.items() if name not in looked_at}
    return scope.only({**new, **states})


@cache
def _reading() -> Reading:
    return Reading()


class _Follower:
    """Makes the pictures time after time, and tells of each time."""

    def __init__(self, request: ProofRequest, workspace: Workspace, voice: Voice) -> None:
        self._request, self._workspace, self._voice = request, workspace, voice
        # Another deck of that name is not what the user is looking at.
        self._folder = workspace.deck_folder(request.name)
        self._darkroom = Darkroom(request, workspace)
        self._paths: frozenset[Path] = frozenset()
        self._is_first = True
        self._was_wrong = False
        self._opened = False

    def scope(self, read: frozenset[Path]) -> Scope:
        """Return what is to be watched: all that was read, and where more may come."""
        rooms = (folder for room in _ROOMS for folder in self._workspace.folders(room))
        trees = frozenset((self._folder, *rooms))
        beside = frozenset(file.parent for file in read if file.suffix in _PLAIN)
        return Scope(trees, beside, read, self._paths)

    def make(self, saved: Sequence[str]) -> None:
        """Make what changed since the last time, and tell of it or of what is wrong."""
        start = time.perf_counter()
        self._prepare(saved)
        written: list[Path] = []
        try:
            self._check_folder()
            planned = self._darkroom.planned()
            self._paths |= frozenset(planned.mosaics)
            for path, picture in self._darkroom.pictures(planned):
                self._write(path, picture)
                written.append(path)
        except KaartgenError as error:
            if self._is_first and error.code is ExitCode.USAGE:
                raise
            self._tell_wrong(saved, error)
        except OSError as error:
            # Gone between two moments; when it is back, that is a change.
            where = Path(error.filename or self._folder)
            self._tell_wrong(saved, file_error(f"Niet te lezen: {reason(error)}.", where))
        else:
            self._tell_made(saved, planned, written, time.perf_counter() - start)

    def _write(self, path: Path, picture: bytes) -> None:
        """Put a picture in its place; a viewer or a virus scanner may hold it for a moment."""
        for left in reversed(range(_TRIES)):
            try:
                output.write_all({path: picture})
            except BaseException as error:
                if left and isinstance(error, KaartgenError):
                    time.sleep(_MOMENT_S)
                    continue
                self._darkroom.not_written(path)
                raise
            return

    def _prepare(self, saved: Sequence[str]) -> None:
        """Forget what was kept of files that have changed since."""
        files = [Path(name) for name in saved]
        files = [file for file in files if file.suffix.casefold() not in _SHOWN]
        if any(file.suffix not in _PLAIN for file in files):
            self._darkroom.forget_files()
            return
        templates = self._workspace.folders("sjablonen")
        cards = (self._folder, *self._workspace.folders("gedeeld"))
        for file in files:
            if any(map(file.is_relative_to, templates)):
                self._darkroom.forget_templates()
            # A deck may be made of another one.
            elif file.parent not in cards and not (file.parent / "deck.yaml").exists():
                self._darkroom.forget_house()

    def _check_folder(self) -> None:
        if (self._folder / "deck.yaml").exists():
            return
        if self._folder.is_dir():
            message, code = "Hier staat geen deck.yaml meer.", ExitCode.AUTHOR
        else:
            message, code = "De map van het deck is weg.", ExitCode.FILE
        hint = "Zet het terug; kaartgen blijft kijken."
        raise KaartgenError([Problem(message, code, Place(self._folder), hint)])

    def _tell_made(
        self, saved: Sequence[str], planned: Planned, written: Sequence[Path], seconds: float
    ) -> None:
        voice = self._voice
        if voice.as_json:
            voice.json_line(
                {
                    "bestanden": [{"pad": str(path), "paginas": 1} for path in written],
                    "kaarten": planned.cards,
                    "vellen": 0,
                    "bevindingen": [{"bericht": text} for text in planned.findings],
                    "gewijzigd": list(saved),
                    "seconden": round(seconds, 3),
                }
            )
        else:
            if self._is_first or not saved:
                voice.say(f"Klaar: {planned.in_words}.")
            else:
                voice.say(f"{self._when(saved)}{_made_in_words(planned, written, seconds)}")
            for text in planned.findings:
                voice.say(f"Let op: {text}")
            for path in written:
                print(path, flush=True)
        if self._request.show and written and not self._opened:
            self._opened = True
            open_file(written[0], voice)
        self._tell_watching()
        self._was_wrong = False

    def _tell_wrong(self, saved: Sequence[str], error: KaartgenError) -> None:
        voice = self._voice
        if voice.as_json:
            voice.json_line(
                {
                    "bestanden": [],
                    "kaarten": 0,
                    "vellen": 0,
                    "bevindingen": [as_data(problem) for problem in error.problems],
                    "gewijzigd": list(saved),
                }
            )
        if saved:
            voice.say(f"{self._when(saved)}zo kan het niet. De plaatjes blijven zoals ze waren.")
        voice.told(error)
        self._tell_watching()
        self._was_wrong = True

    def _tell_watching(self) -> None:
        if self._is_first:
            self._is_first = False
            self._voice.say(
                f"Ik volg {self._folder} en alles wat het deck gebruikt. Stoppen: Ctrl-C."
            )

    def _when(self, saved: Sequence[str]) -> str:
        """Return the time and what was saved, to begin a line with."""
        now = datetime.datetime.now().astimezone().strftime("%H:%M:%S")
        again = "weer goed, " if self._was_wrong else ""
        return f"{now}  {_named(saved)}: {again}"


def _made_in_words(planned: Planned, written: Sequence[Path], seconds: float) -> str:
    if not written:
        return "er verandert niets aan de plaatjes."
    kinds = [planned.titles[path] for path in written]
    listed = kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} en {kinds[-1]}"
    if len(written) == len(planned.mosaics) > 1:
        listed = "alle plaatjes"
    return f"{listed} in {number(round(seconds, 2))} s."


def _named(saved: Sequence[str]) -> str:
    names = list(dict.fromkeys(Path(name).name for name in saved))
    if len(names) <= _MOST_NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST_NAMED])} en nog {len(names) - _MOST_NAMED}"
