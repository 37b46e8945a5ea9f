"""The repository itself: its test line, no traces of a build machine, a licence by every font."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEST_LINE = (
    "python3 -m venv .venv"
    ' && .venv/bin/python -m pip install --quiet --editable ".[dev]"'
    " && .venv/bin/python tools/check.py"
)
# Folders in which sessions and builds work; a path below one means nothing to a reader.
_MACHINE = re.compile(rb"(?<![\w.])/(?:tmp|root|work)/")


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """Every file under version control."""
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout")
    files = [ROOT / name for name in done.stdout.split("\0") if name]
    return [file for file in files if file.is_file()]


def test_the_readme_gives_the_test_line():
    assert TEST_LINE in (ROOT / "README.md").read_text("utf-8").splitlines()


def test_ci_runs_the_test_line():
    assert TEST_LINE in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_no_text_mentions_a_path_of_a_build_machine(tracked):
    found = []
    for file in tracked:
        content = file.read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.splitlines(), 1):
            if _MACHINE.search(line):
                found.append(f"{file.relative_to(ROOT)}:{number}: {line.decode(errors='replace')}")
    assert found == []


def test_every_font_has_its_licence_beside_it(tracked):
    fonts = [file for file in tracked if file.suffix == ".ttf"]
    assert fonts
    assert [font for font in fonts if not font.with_name("OFL.txt").is_file()] == []
