"""A number of pages in; out what a shop's file takes beside the plain master, and a look over.

Usage: python -m bench.drukker [--kaarten 52] [--nakijken 520] [--keer 5]

`--profiel drukker` turns the same pages into PDF/X-4 and holds them against the shop's wishes, so
what it takes longer than `--profiel master` is the finishing and the checking. `kaartgen preflight`
then looks over one PDF of ten times as many pages, without and with measured ink.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.run import ROOT, Tool, kaartgen, measure, rows, table


def main() -> None:
    """Make the decks, run the commands in turns and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.drukker", description=__doc__)
    parser.add_argument("--kaarten", type=int, default=52, metavar="N", help="cards for a shop")
    parser.add_argument("--nakijken", type=int, default=520, metavar="N", help="to look over")
    parser.add_argument("--keer", type=int, default=5, metavar="N", help="runs of each command")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kaartgen-bench-") as name:
        workspace = Path(name)
        caches = workspace / "cache"
        caches.mkdir()
        deck = _deck(workspace, options.kaarten)
        made = [
            Tool(f"--profiel {profile}", _for(deck, profile), workspace)
            for profile in ("master", "drukker")
        ]
        measure(made, options.keer, caches)
        file = _one_file(workspace, _deck(workspace, options.nakijken))
        looks = [
            Tool("preflight", kaartgen("preflight", file, "--stil"), workspace),
            Tool("preflight --inkt", kaartgen("preflight", file, "--inkt", "--stil"), workspace),
        ]
        measure(looks, options.keer, caches)
        table(
            [
                *rows(f"{2 * options.kaarten} pages", made, ratios=False),
                *rows(f"{2 * options.nakijken} pages", looks, ratios=False),
            ]
        )
        plain, shop = (tool.numbers() for tool in made)
        print(
            f"\nFinishing and checking: {shop[0] - plain[0]:.2f} s, {shop[1] - plain[1]:.2f} cpu s."
        )


def _deck(workspace: Path, cards: int) -> str:
    # By another process: what this one uses is counted with its children.
    folder = workspace / "kaarten" / f"meet-{cards}"
    folder.parent.mkdir(exist_ok=True)
    maker = [sys.executable, "-m", "bench.maak_deck", str(folder), str(cards)]
    print(subprocess.check_output(maker, cwd=ROOT, text=True), end="", flush=True)
    return folder.name


def _for(deck: str, profile: str) -> list[str]:
    return kaartgen("deck", deck, "--profiel", profile, "--stil")


def _one_file(workspace: Path, deck: str) -> str:
    """Make one PDF of a whole deck, and return its name."""
    command = [*_for(deck, "drukker"), "--formaat", "a6", "--uit", "nakijken.pdf"]
    subprocess.run(command, cwd=workspace, check=True, stdout=subprocess.DEVNULL)
    return "nakijken.pdf"


if __name__ == "__main__":
    main()
