"""docs/sjablonen.md: true of the models, a picture of every element, a tutorial that works."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image

from kaartgen.cli.app import run
from kaartgen.content.kind_file import KindFile, OwnField
from kaartgen.content.load import load
from kaartgen.errors import ExitCode
from kaartgen.frame import runs
from kaartgen.layout.look import load_look
from kaartgen.layout.style import Style
from kaartgen.layout.template import FaceFile, Template
from kaartgen.layout.typeset import typeset
from kaartgen.pdf.foreign import opened
from kaartgen.workspace import Workspace

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
import sjablonen  # noqa: E402 (a tool, not a module of the package)

PAGE = sjablonen.PAGE.read_text("utf-8")
MODELS = [*sjablonen.elements().values(), Style, Template, FaceFile, KindFile, OwnField]


def test_the_page_and_its_pictures_are_as_the_models_say():
    assert sjablonen.stale() == []


@pytest.mark.parametrize("key", sjablonen.elements())
def test_every_element_has_its_picture_on_the_page(key):
    assert f"](beelden/sjablonen/{key}.png)" in PAGE
    with Image.open(sjablonen.PICTURES / f"{key}.png") as image:
        # Something is drawn: an empty picture has one colour and its edge.
        assert len(image.convert("RGB").getcolors(10_000) or []) > 4


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_that_a_designer_writes_is_described(model):
    silent = [name for name, info in model.model_fields.items() if not info.description]
    assert set(silent) <= {"name", "format_name", "places"}


@pytest.fixture
def followed(tmp_path, monkeypatch) -> Path:
    """An empty folder in which all that the tutorial says has been done."""
    monkeypatch.chdir(tmp_path)
    assert run(["nieuw", "brug-gesprek", "--titel", "Over de brug", "--stil"]) is ExitCode.OK
    sjablonen.follow(PAGE, tmp_path)
    return tmp_path


def test_the_tutorial_makes_cards_of_the_new_kind_in_the_new_style(followed):
    workspace = Workspace(followed)
    deck = load(workspace, "brug-gesprek")
    look = load_look(workspace, deck)
    first, *_ = typeset(deck, look, deck.of_kind("dilemma")).cards
    said = " ".join(run_.text for run_, _ in runs(first.faces.front))
    assert "De buurman" in said
    assert "2 minuten om te denken" in said
    assert look.house.logo is not None
    assert look.house.kinds["dilemma"].motif == "arrows"
    assert {name: one.files[0].parent.name for name, one in look.templates.items()}["vraag"] == (
        "kleurvlak"
    )


def test_the_tutorial_ends_in_a_printed_sheet(followed, capsys):
    order = ["deck", "brug-gesprek", "--soort", "D", "--aantal", "4", "--zonder-uitleg", "--stil"]
    assert run(["check", "brug-gesprek"]) is ExitCode.OK
    capsys.readouterr()
    assert run(order) is ExitCode.OK
    (pdf,) = capsys.readouterr().out.split()
    # Six cards of 70 by 120 go on a sheet of A4, so eight take two sheets, front and back.
    assert len(opened(Path(pdf)).pages) == 4
