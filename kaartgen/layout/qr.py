"""A text in; its QR code as one outline out, a module wide and high being 1."""

from __future__ import annotations

from functools import lru_cache

from kaartgen.frame import Path, Segment


@lru_cache(maxsize=64)
def qr_code(text: str, level: str) -> tuple[Path, int] | None:
    """Return the outline of the dark modules and how many modules a side has.

    `level` is L, M, Q or H (ISO/IEC 18004). None if the text is longer than a code can hold.
    """
    # Late: only for templates that have one.
    from reportlab.graphics.barcode.qrencoder import (  # noqa: PLC0415
        QR8bitByte,
        QRCode,
        QRErrorCorrectLevel,
    )

    code = QRCode(None, getattr(QRErrorCorrectLevel, level))
    # Always as bytes: the library would take some texts for Japanese.
    code.addData(QR8bitByte(text))
    # Past the largest version the library puts too much into it and then gives up.
    try:
        code.make()
    except Exception:
        return None
    size: int = code.getModuleCount()
    rows = [[bool(code.isDark(row, column)) for column in range(size)] for row in range(size)]
    return Path(tuple(_outline(rows))), size


def _outline(rows: list[list[bool]]) -> list[Segment]:
    """Return a rectangle for each run of dark modules, as high as the runs under it are the same.

    Rectangles that touch in one path leave no hairline between them when they are drawn.
    """
    segments: list[Segment] = []
    open_runs: dict[tuple[int, int], int] = {}
    for number, row in enumerate([*rows, []]):
        runs = set(_runs(row))
        for run in [one for one in open_runs if one not in runs]:
            top = open_runs.pop(run)
            left, right = run
            segments += [
                ("M", (left, top)),
                ("L", (right, top)),
                ("L", (right, number)),
                ("L", (left, number)),
                ("Z", ()),
            ]
        for run in sorted(runs):
            open_runs.setdefault(run, number)
    return segments


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start: int | None = None
    for column, dark in enumerate([*row, False]):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            found.append((start, column))
            start = None
    return found
