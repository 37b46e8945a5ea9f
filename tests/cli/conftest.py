"""What the tests of the command line share: a small workspace, and `kaartgen` called in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kaartgen.cli.app import run
from kaartgen.errors import ExitCode
from kaartgen.imposition import printer_profile
from tests.content.small import SITUATION, SmallDeck, made_in


class Answer(NamedTuple):
    """What came of a command: its code and what it said on either stream."""

    code: int
    out: str
    err: str


Call = Callable[..., Answer]


@pytest.fixture
def small(tmp_path: Path) -> SmallDeck:
    """A deck of one situation and two values, free to spoil."""
    return made_in(tmp_path)


@pytest.fixture(autouse=True)
def settings_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that kaartgen keeps a user's settings in: never that of who runs the tests."""
    folder = tmp_path / "instellingen"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setattr(printer_profile, "user_config_path", lambda *_, **__: folder / "kaartgen")
    return folder / "kaartgen"


@pytest.fixture
def three(small: SmallDeck) -> SmallDeck:
    """The small deck with three situations."""
    titles = ("De deur", "Het raam", "De trap")
    text = "".join(
        SITUATION.replace("de-deur", title.lower().replace(" ", "-")).replace("De deur", title)
        for title in titles
    )
    small.write("situaties.yaml", text)
    return small


@pytest.fixture
def kaartgen(
    small: SmallDeck, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Call the command line in the small workspace, in this process."""
    monkeypatch.chdir(small.root)
    # Help is as wide as the terminal.
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: str) -> Answer:
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        return Answer(ExitCode(code), said.out, said.err)

    return call


def started(*arguments: str, cwd: Path, **more: Any) -> subprocess.Popen[str]:
    """Start `python -m kaartgen` as a process of its own."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(
        [sys.executable, "-m", "kaartgen", *arguments],
        cwd=cwd,
        encoding="utf-8",
        **{**streams, **more},
    )


def finished(process: subprocess.Popen[str]) -> Answer:
    """Wait for a process and return what it said."""
    with process:
        out, err = process.communicate(timeout=60)
    return Answer(process.returncode, out or "", err or "")


def files_under(folder: Path) -> list[str]:
    """Return the names of all files under a folder, hidden ones too."""
    return sorted(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
    )
