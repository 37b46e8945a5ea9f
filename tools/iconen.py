"""Phosphor's SVG icons in; kaartgen's icon tables out (absolute M, L, C and Z, one icon a line).

Usage: python tools/iconen.py ASSETS_FOLDER, the `assets` folder of the npm package
`@phosphor-icons/core`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from fontTools.pens.areaPen import AreaPen
from fontTools.pens.basePen import BasePen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.reverseContourPen import ReverseContourPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path

TARGET = Path(__file__).parents[1] / "kaartgen" / "iconen"


class _Pen(BasePen):
    def __init__(self) -> None:
        super().__init__(None)
        self.parts: list[str] = []

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = " ".join(f"{n:.2f}".rstrip("0").rstrip(".") for point in points for n in point)
        self.parts.append(f"{operator} {numbers}".strip())

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._add("M", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._add("L", pt)

    def _curveToOne(
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self._add("C", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self._add("Z")

    def _endPath(self) -> None:
        pass


def _outline(file: Path) -> RecordingPen:
    pen = RecordingPen()
    for data in re.findall(r'\bd="([^"]+)"', file.read_text("utf-8")):
        parse_path(data, pen)
    return pen


def _hexagon_question(assets: Path) -> str:
    """Return Phosphor's hexagon with its question mark cut out: our sign for a question."""
    pen = _Pen()
    share = 0.62
    inside = TransformPen(pen, (share, 0, 0, share, 128 * (1 - share), 128 * (1 - share)))
    (hexagon,) = _contours(_outline(assets / "fill" / "hexagon-fill.svg"))
    hexagon.replay(pen)
    # A hole runs the other way round than what it is cut from.
    for contour in _contours(_outline(assets / "bold" / "question-mark-bold.svg")):
        same = (_area(contour) > 0) is (_area(hexagon) > 0)
        contour.replay(ReverseContourPen(inside) if same else inside)
    return " ".join(pen.parts)


def _contours(outline: RecordingPen) -> list[RecordingPen]:
    contours: list[RecordingPen] = []
    for step in outline.value:
        if step[0] == "moveTo":
            contours.append(RecordingPen())
        contours[-1].value.append(step)
    return contours


def _area(outline: RecordingPen) -> float:
    pen = AreaPen()
    outline.replay(pen)
    return float(pen.value)


def main(assets: Path) -> None:
    """Write one table for each weight."""
    for weight in ("fill", "bold"):
        rows = []
        for file in sorted((assets / weight).glob("*.svg")):
            pen = _Pen()
            _outline(file).replay(pen)
            rows.append(f"{file.stem}\t{' '.join(pen.parts)}\n")
        if weight == "fill":
            rows.append(f"hexagon-question-fill\t{_hexagon_question(assets)}\n")
        (TARGET / f"phosphor-{weight}.tsv").write_text("".join(rows), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
