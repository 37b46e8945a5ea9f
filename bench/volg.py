"""Saves in; how long each takes until `kaartgen proef --volg` has put the new picture there, out.

Usage: python -m bench.volg [--keer 7]

The shipped deck jeugdzorg (80 cards) is copied into a workspace of its own, with its templates and
house style. A process follows it, and this one saves files as an editor does. Measured is the time
from the moment that a file is saved until another picture stands under its name, seen by looking
every two milliseconds. Last comes what making all pictures anew takes, as without `--volg`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from bench.run import ROOT

DECK = "jeugdzorg"
PATIENCE_S = 60
# Between two saves: two thoughts of a writer, in which the process has long gone back to looking.
PAUSE_S = 0.8


class Save(NamedTuple):
    """A file in `kaarten/`, what is replaced in it, and the kind of card on which that shows."""

    what: str
    file: str
    old: str
    new: str
    kind: str


SAVES = (
    Save("a word in a situation", f"{DECK}/situaties.yaml", "koffiekopjes", "glazen", "situatie"),
    Save("a word in a question", f"{DECK}/vragen.yaml", "tekst: Wat", "tekst: Wat dan", "vraag"),
    Save(
        "a measure in the template of situations",
        "sjablonen/kleurvlak/situatie.yaml",
        "style: support-right, x: 60, right: side, y: 8.3",
        "style: support-right, x: 60, right: side, y: 8.4",
        "situatie",
    ),
    Save(
        "a colour in the house style",
        "huisstijlen/helder.yaml",
        "[90, 25, 50, 30]",
        "[90, 25, 50, 34]",
        "situatie",
    ),
)
ALONE = ("--alleen", "S07", "--kant", "voor", "--zoom", "3")


def main() -> None:
    """Follow, save, look, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.volg", description=__doc__)
    parser.add_argument("--keer", type=int, default=7, metavar="N", help="saves of each kind")
    times = parser.parse_args().keer
    with tempfile.TemporaryDirectory(prefix="kaartgen-bench-") as name:
        workspace = Path(name)
        _copy(workspace)
        found: list[tuple[str, Taken]] = []
        with _following(workspace) as follower:
            found.extend(
                (save.what, _saved(workspace, save, save.kind, follower, times)) for save in SAVES
            )
        with _following(workspace, *ALONE, "--hulplijnen") as follower:
            part = "situatie-S07-voor-zoom-3-hulplijnen"
            what = "a word, one side at --zoom 3 with --hulplijnen"
            found.append((what, _saved(workspace, SAVES[0], part, follower, times)))
        found.append(("all pictures anew, without --volg", _anew(workspace, times)))
    print("| saved | median ms | fastest | slowest | cpu ms |")
    print("| --- | --: | --: | --: | --: |")
    for what, times_taken in found:
        seconds = times_taken.seconds
        middle, least, most = statistics.median(seconds), min(seconds), max(seconds)
        measured = " | ".join(f"{one * 1000:.0f}" for one in (middle, least, most, times_taken.cpu))
        print(f"| {what} | {measured} |")


class Taken(NamedTuple):
    """How long each save took, and what the process used for one, looking in between included."""

    seconds: list[float]
    cpu: float


class Follower(NamedTuple):
    """A process that follows the deck, and the lines that it writes."""

    process: subprocess.Popen[str]
    lines: IO[str]

    def next(self) -> None:
        """Wait for the next line that tells of pictures; raise SystemExit for one of a mistake.

        On a busy machine a file can be half written when it is read; its other half then changes
        nothing.
        """
        while not (told := json.loads(self.lines.readline()))["bestanden"]:
            if told["bevindingen"]:
                raise SystemExit(f"no picture: {told}")

    def cpu_seconds(self) -> float:
        """Return what the process used so far; not a number where the system does not tell."""
        facts = Path(f"/proc/{self.process.pid}/stat")
        if not facts.exists():
            return math.nan
        numbers = facts.read_text().rpartition(")")[2].split()
        return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")


def _copy(workspace: Path) -> None:
    shutil.copytree(ROOT / "kaarten" / DECK, workspace / "kaarten" / DECK)
    shutil.copytree(ROOT / "kaarten" / "gedeeld", workspace / "kaarten" / "gedeeld")
    for room in ("sjablonen", "huisstijlen"):
        shutil.copytree(ROOT / "kaartgen" / room, workspace / "kaarten" / room)


def _command(*more: str) -> list[str]:
    return [sys.executable, "-m", "kaartgen", "proef", DECK, *more]


@contextlib.contextmanager
def _following(workspace: Path, *more: str) -> Iterator[Follower]:
    """Give a process that follows the deck, its first pictures made."""
    process = subprocess.Popen(
        _command("--volg", "--json", *more), cwd=workspace, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    follower = Follower(process, process.stdout)
    try:
        follower.next()
        yield follower
    finally:
        process.kill()
        process.communicate()


def _saved(workspace: Path, save: Save, part: str, follower: Follower, times: int) -> Taken:
    file = workspace / "kaarten" / save.file
    picture = workspace / "output" / f"{DECK}-proef-{part}.png"
    text = file.read_text("utf-8")
    changed = text.replace(save.old, save.new, 1)
    assert changed != text
    found: list[float] = []
    before_all = follower.cpu_seconds()
    for number in range(times):
        time.sleep(PAUSE_S)
        before = picture.stat().st_ino
        file.write_text(changed if number % 2 == 0 else text, "utf-8")
        start = time.perf_counter()
        while picture.stat().st_ino == before:
            if time.perf_counter() - start > PATIENCE_S:
                raise SystemExit(f"{save.what}: no new picture")
            time.sleep(0.002)
        found.append(time.perf_counter() - start)
        follower.next()
    used = (follower.cpu_seconds() - before_all) / times
    if times % 2:
        file.write_text(text, "utf-8")
        follower.next()
    return Taken(found, used)


def _anew(workspace: Path, times: int) -> Taken:
    found: list[float] = []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    runs = min(times, 3)
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(_command("--stil"), cwd=workspace, stdout=subprocess.DEVNULL, check=True)
        found.append(time.perf_counter() - start)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(found, used / runs)


if __name__ == "__main__":
    main()
