"""Deck sizes in; a table of seconds, memory and PDF size of kaartgen beside Typst out.

Usage: python -m bench.run [--aantallen 52 520] [--keer 5]

Everything is measured as a whole process, from its start to its exit. The runs of all tools are
interleaved, so that a busy machine hinders all of them; the table gives medians.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
# The sheet of instructions that kaartgen lays in front has no counterpart in Typst.
INSTRUCTIONS = 2


@dataclass
class Tool:
    """A command and what its runs took; `fresh` runs each find an empty cache."""

    name: str
    command: list[str]
    folder: Path
    result: Path | None = None
    fresh: bool = False
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    def run(self, caches: Path, *, counts: bool = True) -> None:
        """Run once as a process of its own; a warm-up does not count."""
        cache = tempfile.mkdtemp(dir=caches) if self.fresh else str(caches)
        environment = {**os.environ, "XDG_CACHE_HOME": cache, "PYTHONPATH": str(ROOT)}
        start = time.perf_counter()
        process = subprocess.Popen(
            self.command, cwd=self.folder, env=environment, stdout=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{self.name} stopped with {process.returncode}: {self.command}")
        if counts:
            self.seconds.append(seconds)
            self.cpu.append(usage.ru_utime + usage.ru_stime)
            # Linux counts in kilobytes, macOS in bytes.
            self.megabytes.append(usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))

    def numbers(self) -> tuple[float, ...]:
        """Return the medians of seconds, processor seconds and MB, and the result's size in kB."""
        size = self.result.stat().st_size / 1000 if self.result else float("nan")
        return (*map(statistics.median, (self.seconds, self.cpu, self.megabytes)), size)


def kaartgen(*arguments: str) -> list[str]:
    """Return the command of the kaartgen beside this Python."""
    return [str(Path(sys.executable).with_name("kaartgen")), *arguments]


def _start_up(workspace: Path) -> list[Tool]:
    pdf = workspace / "output" / "jeugdzorg-kaarten-thuis.pdf"
    jeugdzorg = kaartgen("deck", "jeugdzorg", "--stil")
    return [
        Tool("kaartgen --help", kaartgen("--help"), workspace),
        Tool("kaartgen deck jeugdzorg", jeugdzorg, workspace, pdf),
        Tool("the same, no cache yet", jeugdzorg, workspace, pdf, fresh=True),
    ]


def _contest(workspace: Path, cards: int) -> list[Tool]:
    deck = f"meet-{cards}"
    made = workspace / "output" / f"{deck}-kaarten-thuis.pdf"
    tools = [Tool("kaartgen", kaartgen("deck", deck, "--stil"), workspace, made)]
    for name, breaks in (("typst", "optimized"), ("typst, simple breaks", "simple")):
        out = workspace / f"{deck}-{breaks}.pdf"
        command = [sys.executable, "-m", "bench.typst_deck", ".", deck, str(out), breaks]
        tools.append(Tool(name, command, workspace, out))
    return tools


def measure(tools: list[Tool], times: int, caches: Path) -> None:
    """Run the tools in turns, after a warm-up that does not count."""
    for tool in tools:
        tool.run(caches, counts=False)
    for _ in range(times):
        for tool in tools:
            tool.run(caches)


def rows(title: str, tools: list[Tool], *, ratios: bool) -> list[list[str]]:
    """Return a line for each tool, and below it what the first is of it."""
    found: list[list[str]] = []
    first = tools[0].numbers()
    for tool in tools:
        numbers = tool.numbers()
        found.append([title, tool.name, *_written(numbers)])
        if ratios and tool is not tools[0]:
            shares = (ours / theirs for ours, theirs in zip(first, numbers, strict=True))
            found.append([title, f"**kaartgen / {tool.name}**", *(f"**{s:.2f}**" for s in shares)])
    return found


def _written(numbers: tuple[float, ...]) -> list[str]:
    seconds, cpu, megabytes, size = numbers
    kilobytes = "" if math.isnan(size) else f"{size:,.0f}"
    return [f"{seconds:.2f}", f"{cpu:.2f}", f"{megabytes:,.0f}", kilobytes]


def table(lines: list[list[str]]) -> None:
    """Print the rows below each other."""
    head = ["what", "tool", "s", "cpu s", "MB", "PDF kB"]
    widths = [max(len(row[at]) for row in [head, *lines]) for at in range(len(head))]
    rule = ["-" * (width - (at > 1)) + ":" * (at > 1) for at, width in enumerate(widths)]
    for row in [head, rule, *lines]:
        cells = [
            cell.rjust(width) if at > 1 else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print(f"| {' | '.join(cells)} |")


def same_work(tools: list[Tool], instructions: int = INSTRUCTIONS) -> None:
    """Stop if the tools did not fill the same number of pages, but for the first's instructions.

    kaartgen lays what is left of two formats on one sheet, and so may need a sheet less.
    """
    from pypdfium2 import PdfDocument  # noqa: PLC0415 (late, to keep this process small)

    pages = []
    for tool in tools:
        with PdfDocument(tool.result) as document:
            pages.append(len(document))
    fewer = pages[1] - (pages[0] - instructions)
    if len(set(pages[1:])) > 1 or fewer not in (0, 2):
        raise SystemExit(f"not the same work: {pages} pages")


def main() -> None:
    """Make the decks, run the tools and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument(
        "--aantallen", nargs="*", type=int, default=[52, 520], metavar="N", help="deck sizes"
    )
    parser.add_argument("--keer", type=int, default=5, metavar="N", help="runs of each tool")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kaartgen-bench-") as name:
        workspace = Path(name)
        caches = workspace / "cache"
        caches.mkdir()
        (workspace / "kaarten").mkdir()
        alone = _start_up(workspace)
        contests: dict[str, list[Tool]] = {}
        for cards in options.aantallen:
            # Made by another process: what this one uses is counted with its children.
            folder = str(workspace / "kaarten" / f"meet-{cards}")
            maker = [sys.executable, "-m", "bench.maak_deck", folder, str(cards)]
            print(subprocess.check_output(maker, cwd=ROOT, text=True), end="", flush=True)
            contests[f"{cards} cards"] = _contest(workspace, cards)
        for tools in (alone, *contests.values()):
            measure(tools, options.keer, caches)
        print()
        found = rows("on its own", alone, ratios=False)
        for title, tools in contests.items():
            found.extend(rows(title, tools, ratios=True))
        table(found)
        for tools in contests.values():
            same_work(tools)


if __name__ == "__main__":
    main()
