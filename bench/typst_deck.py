"""A deck's folder in; the same cards as a PDF made by Typst out, as one process of its own.

Usage: python -m bench.typst_deck WORKSPACE DECK OUT.pdf [simple|optimized]
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"


def main() -> None:
    """Compile `kaarten.typ` over the deck's own YAML files."""
    workspace, deck, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    folder = workspace / "kaarten" / deck
    source = workspace / "kaarten.typ"
    shutil.copy(HERE / "kaarten.typ", source)  # Typst reads only what lies below its root
    stems = sorted(file.stem for file in folder.glob("*.yaml") if file.stem != "deck")
    typst.compile(
        str(source),
        output=str(out),
        root=str(workspace),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={
            "folder": f"/kaarten/{deck}",
            "stems": ",".join(stems),
            "linebreaks": sys.argv[4] if len(sys.argv) > 4 else "optimized",
        },
        pdf_tags=False,  # kaartgen writes none either
    )


if __name__ == "__main__":
    main()
