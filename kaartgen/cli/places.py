"""Nothing in; where the user is and where results go out, and a result shown to the user."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from kaartgen.cli.report import Voice
from kaartgen.errors import usage_error
from kaartgen.workspace import Workspace, found_from


def here() -> Workspace:
    """Return the workspace of the folder that the user is in."""
    try:
        return found_from(Path.cwd())
    except OSError:
        raise usage_error(
            "De map waarin je werkt is er niet meer.", "Ga met cd naar een map die er wel is."
        ) from None


def target_base(workspace: Workspace) -> Path:
    """Return the folder in which `output/` is made: the workspace, else where the user is."""
    return workspace.root or Path.cwd()


def open_file(path: Path, voice: Voice) -> None:
    """Show a file in the program that the user's system opens it with."""
    try:
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 (the system's own way)
        else:
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            subprocess.Popen(
                [opener, str(path)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
    except OSError:
        voice.say(f"Openen lukte niet; je vindt het bestand hier: {path}")
