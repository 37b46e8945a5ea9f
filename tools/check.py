"""Nothing in; every check of this repository run, and exit code 1 if one of them failed, out.

Usage: python tools/check.py

By hand and in CI the same list. Each tool runs with this interpreter, so that it is the one of
the environment in which kaartgen is installed, on Windows too.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
# import-linter is the one tool that cannot be run as a module.
_LINT_IMPORTS: Final = "from importlinter.cli import lint_imports_command as run; run()"
STEPS: Final[Sequence[tuple[str, Sequence[str]]]] = (
    ("ruff format --check", ("-m", "ruff", "format", "--check")),
    ("ruff check", ("-m", "ruff", "check")),
    ("mypy", ("-m", "mypy")),
    ("lint-imports", ("-c", _LINT_IMPORTS)),
    ("tools/schema.py --check", ("tools/schema.py", "--check")),
    ("pytest", ("-m", "pytest", "--numprocesses", "auto")),
)


def main() -> int:
    """Run all steps, also after one has failed, and tell which did."""
    # Started in the background, as CI may, all processes below would not hear Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    failed: list[str] = []
    for name, command in STEPS:
        print(f"── {name}", flush=True)
        start = time.monotonic()
        done = subprocess.run([sys.executable, *command], cwd=ROOT, check=False)
        if done.returncode:
            failed.append(name)
        print(f"   {time.monotonic() - start:.1f} s\n", flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "all checks hold")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
