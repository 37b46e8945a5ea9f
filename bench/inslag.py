"""A number of pages in; seconds and memory of `kaartgen inslag` beside pdfimpose's `cards` out.

Usage: python -m bench.inslag [--paginas 1040] [--groot 10400] [--keer 5] [--pdfimpose COMMAND]

Both impose the same PDF on A4, nine cards a sheet, fronts and backs, with cut marks, as whole
processes and in turns, without the page of instructions that only kaartgen has. kaartgen alone also
imposes with that page, and a larger file.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.run import ROOT, Tool, kaartgen, measure, rows, same_work, table


def main() -> None:
    """Make the files, run the tools and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.inslag", description=__doc__)
    parser.add_argument("--paginas", type=int, default=1040, metavar="N", help="pages for both")
    parser.add_argument("--groot", type=int, default=10_400, metavar="N", help="for kaartgen alone")
    parser.add_argument("--keer", type=int, default=5, metavar="N", help="runs of each tool")
    parser.add_argument("--pdfimpose", default=shutil.which("pdfimpose"), metavar="COMMAND")
    options = parser.parse_args()
    if options.pdfimpose is None:
        raise SystemExit("pdfimpose is not here: install it, and name it with --pdfimpose")
    with tempfile.TemporaryDirectory(prefix="kaartgen-bench-") as name:
        folder = Path(name)
        caches = folder / "cache"
        caches.mkdir()
        contest = _contest(folder, options.paginas, options.pdfimpose)
        explained = _imposing(folder, options.paginas, explained=True)
        large = _imposing(folder, options.groot, explained=True)
        measure([*contest, explained], options.keer, caches)
        measure([large], 1, caches)
        found = rows(f"{options.paginas} pages", contest, ratios=True)
        found += rows(f"{options.paginas} pages", [explained], ratios=False)
        table([*found, *rows(f"{options.groot} pages", [large], ratios=False)])
        same_work(contest, instructions=0)


def _imposing(folder: Path, pages: int, *, explained: bool) -> Tool:
    source = folder / f"kaarten-{pages}.pdf"
    if not source.exists():
        # By another process: what this one uses is counted with its children.
        maker = [sys.executable, "-m", "bench.maak_pdf", str(source), str(pages)]
        subprocess.run(maker, cwd=ROOT, check=True)
    part, options = ("", []) if explained else ("-zonder-uitleg", ["--zonder-uitleg"])
    made = folder / "output" / f"kaarten-{pages}-inslag-thuis{part}.pdf"
    name = "kaartgen inslag" + (", explained" if explained else "")
    return Tool(name, kaartgen("inslag", source.name, "--stil", *options), folder, made)


def _contest(folder: Path, pages: int, pdfimpose: str) -> list[Tool]:
    ours = _imposing(folder, pages, explained=False)
    made = folder / "pdfimpose.pdf"
    options = ["cards", "--format", "A4", "--mark", "crop", "--output", made.name]
    command = [str(Path(pdfimpose).absolute()), *options, f"kaarten-{pages}.pdf"]
    return [ours, Tool("pdfimpose cards", command, folder, made)]


if __name__ == "__main__":
    main()
