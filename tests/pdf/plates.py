"""A PDF in; the plates that Ghostscript makes of a page out, each a picture of its ink."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from PIL import Image, ImageChops

INKS = ("Cyan", "Magenta", "Yellow", "Black")
needs_ghostscript = pytest.mark.skipif(
    shutil.which("gs") is None, reason="Ghostscript is not on this machine"
)


def plates(pdf: bytes, page: int = 1, *, ppi: int = 72) -> dict[str, Image.Image]:
    """Return the plates of a page (from 1) by ink, spots too, 255 where the ink is full."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.pdf"
        source.write_bytes(pdf)
        subprocess.run(
            [
                *("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep"),
                *(f"-r{ppi}", f"-dFirstPage={page}", f"-dLastPage={page}"),
                f"-sOutputFile={folder}/page.tif",
                str(source),
            ],
            check=True,
            capture_output=True,
            timeout=60,
        )
        found = {}
        for file in Path(folder).glob("page(*).tif"):
            with Image.open(file) as plate:
                found[file.stem[5:-1]] = ImageChops.invert(plate.convert("L"))
        return found


def most_ink(found: dict[str, Image.Image]) -> float:
    """Return the largest sum of the four inks on one spot, in per cent."""
    rows = zip(*(found[ink].tobytes() for ink in INKS), strict=True)
    return max(map(sum, rows)) / 255 * 100
