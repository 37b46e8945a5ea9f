"""What was made and what went wrong in; words on standard error, results on standard output."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from msgspec import Struct, field

from kaartgen.errors import KaartgenError, Problem


class Voice(Struct):
    """How to speak: in words, in one JSON object, or only the results."""

    as_json: bool = False
    quiet: bool = False

    def say(self, text: str = "") -> None:
        """Tell the user something on standard error."""
        if not self.quiet and not self.as_json:
            print(text, file=sys.stderr)

    def files(
        self,
        pages: Mapping[Path, int],
        *,
        cards: int,
        sheets: int,
        findings: Sequence[str] = (),
        notes: Sequence[str] = (),
        more: Mapping[str, object] | None = None,
    ) -> None:
        """Give the results: the paths of the files, or all that is known as JSON.

        `notes` have been said already, so only JSON has them; so has `more`, keys of its own.
        """
        if self.as_json:
            self.json(
                {
                    "bestanden": [
                        {"pad": str(path), "paginas": count} for path, count in pages.items()
                    ],
                    "kaarten": cards,
                    "vellen": sheets,
                    "bevindingen": [{"bericht": text.strip()} for text in (*notes, *findings)],
                    **(more or {}),
                }
            )
            return
        for text in findings:
            self.say(f"Let op: {text}")
        sys.stderr.flush()
        for path in pages:
            print(path)

    def json(self, value: object) -> None:
        """Print one JSON value on standard output."""
        print(json.dumps(value, ensure_ascii=False, indent=2))

    def json_line(self, value: object) -> None:
        """Print one JSON value on a line of its own, at once: of some that come one by one."""
        print(json.dumps(value, ensure_ascii=False), flush=True)

    def problems(self, error: KaartgenError) -> None:
        """Tell everything that is wrong, and as JSON too if that was asked for."""
        found = error.problems
        if self.as_json:
            self.json(
                {
                    "bestanden": [],
                    "kaarten": 0,
                    "vellen": 0,
                    "bevindingen": [as_data(problem) for problem in found],
                }
            )
        self.told(error)

    def told(self, error: KaartgenError) -> None:
        """Tell everything that is wrong in words, also where JSON has it already."""
        found = error.problems
        if len(found) > 1:
            print(f"{len(found)} dingen om te verbeteren:\n", file=sys.stderr)
        print("\n\n".join(str(problem) for problem in found), file=sys.stderr)


def as_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON has it."""
    place = problem.place
    return {
        "bericht": problem.message,
        "bestand": str(place.file) if place else None,
        "regel": place.line if place else None,
        "kolom": place.column if place else None,
        **({"cel": place.spot} if place and place.spot else {}),
        "tip": problem.hint,
        "code": int(problem.code),
    }


# A bar for something that is over at once only flickers.
_PATIENCE_S = 1.0


class Progress(Struct):
    """A bar that appears when the work takes longer than a second and a terminal is watching."""

    voice: Voice
    label: str
    total: int
    done: int = 0
    _start: float = field(default_factory=time.monotonic)
    _bar: Any = None
    _task: Any = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, steps: int) -> None:
        """Note that so many steps are done."""
        self.done += steps
        if self._bar is not None:
            self._bar.update(self._task, completed=self.done)
        elif (
            time.monotonic() - self._start > _PATIENCE_S
            and not self.voice.quiet
            and not self.voice.as_json
            and sys.stderr.isatty()
        ):
            self._show()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as RichProgress

        self._bar = RichProgress(
            TextColumn(self.label),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task(self.label, total=self.total, completed=self.done)
        self._bar.start()
