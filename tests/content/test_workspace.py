"""Where things are looked for: the nearest folder upward with `kaarten/`, then what ships."""

from __future__ import annotations

import re

import pytest

from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.imposition.paper_file import load_paper
from kaartgen.layout.house_style import load_house_style
from kaartgen.layout.template_load import load_template
from kaartgen.workspace import PACKAGE, SHIPPED, Workspace, found_from
from tests.content.small import DECK, ROLE, SmallDeck, made_in

DECKS = SHIPPED / "kaarten"


def unknown(workspace: Workspace, name: str) -> tuple[ExitCode, str]:
    with pytest.raises(KaartgenError) as caught:
        workspace.deck_folder(name)
    return caught.value.code, str(caught.value)


def test_the_folder_with_kaarten_is_the_workspace(small):
    assert found_from(small.root) == Workspace(small.root)


@pytest.mark.parametrize("inside", ["kaarten", "kaarten/proef", "output/eind/versie"])
def test_a_folder_inside_a_workspace_belongs_to_it(small, inside):
    (small.root / inside).mkdir(parents=True, exist_ok=True)
    assert found_from(small.root / inside) == Workspace(small.root)


def test_the_nearest_of_two_workspaces_counts(small):
    inner = made_in(small.root / "kopie")
    assert found_from(inner.root / "kaarten") == Workspace(inner.root)


def test_a_file_called_kaarten_makes_no_workspace(tmp_path):
    (tmp_path / "kaarten").write_text("")
    assert found_from(tmp_path) == Workspace(None)


def test_without_a_workspace_the_shipped_decks_are_there(tmp_path):
    assert found_from(tmp_path).decks() == {
        "duurzaamdoor": DECKS / "duurzaamdoor",
        "front-desk": DECKS / "front-desk",
        "grenswerkers": DECKS / "grenswerkers",
        "jeugdzorg": DECKS / "jeugdzorg",
        "rijksinspecties": DECKS / "rijksinspecties",
    }


def test_ones_own_decks_stand_beside_the_shipped_ones(small):
    assert list(small.workspace.decks().items()) == [
        ("duurzaamdoor", DECKS / "duurzaamdoor"),
        ("front-desk", DECKS / "front-desk"),
        ("grenswerkers", DECKS / "grenswerkers"),
        ("jeugdzorg", DECKS / "jeugdzorg"),
        ("proef", small.folder),
        ("rijksinspecties", DECKS / "rijksinspecties"),
    ]


def test_ones_own_deck_wins_over_a_shipped_one_of_that_name(small):
    small.write("../jeugdzorg/deck.yaml", DECK.replace("Proefdeck", "Van ons"))
    small.write("../jeugdzorg/rollen.yaml", ROLE)
    assert load(small.workspace, "jeugdzorg").file.titel == "Van ons"


@pytest.mark.parametrize("room", ["gedeeld", "sjablonen", "huisstijlen", "papier", "drukkers"])
def test_the_rooms_beside_the_decks_are_no_decks(small, room):
    small.write(f"../{room}/deck.yaml", DECK)
    assert room not in small.workspace.decks()


def test_a_folder_without_a_deck_file_is_no_deck(small):
    small.write("../los/rollen.yaml", ROLE)
    assert "los" not in small.workspace.decks()


@pytest.mark.parametrize("name", ["rollen.yaml", "deck.yml", "dek.yaml"])
def test_a_folder_without_a_deck_file_is_told_what_is_missing(small, name):
    small.write(f"../los/{name}", ROLE)
    assert "deck.yaml" in unknown(small.workspace, "los")[1]


# --- An unknown deck --------------------------------------------------------------------------


def test_an_unknown_deck_says_where_it_looked_and_names_the_nearest(small):
    assert unknown(small.workspace, "praef") == (
        ExitCode.USAGE,
        (
            f"Er is geen deck ‘praef’. Gezocht in {small.root}/kaarten en {SHIPPED}/kaarten.\n"
            "  → Bedoel je ‘proef’?"
        ),
    )


def test_an_unknown_deck_like_no_other_names_all_there_are(small):
    assert unknown(small.workspace, "xyz") == (
        ExitCode.USAGE,
        (
            f"Er is geen deck ‘xyz’. Gezocht in {small.root}/kaarten en {SHIPPED}/kaarten.\n"
            "  → Deze zijn er: duurzaamdoor, front-desk, grenswerkers, jeugdzorg, "
            "proef, rijksinspecties."
        ),
    )


def test_without_a_workspace_only_the_shipped_folder_is_named():
    assert unknown(Workspace(None), "xyz") == (
        ExitCode.USAGE,
        (
            f"Er is geen deck ‘xyz’. Gezocht in {SHIPPED}/kaarten.\n"
            "  → Deze zijn er: duurzaamdoor, front-desk, grenswerkers, jeugdzorg, rijksinspecties."
        ),
    )


@pytest.mark.parametrize("name", ["../proef", "proef/", ".", "..", "/", "", "gedeeld"])
def test_a_path_is_no_decks_name(small, name):
    small.write("../gedeeld/deck.yaml", DECK)
    assert unknown(small.workspace, name)[0] is ExitCode.USAGE


# --- One's own templates, papers, styles and fonts --------------------------------------------


def test_ones_own_template_wins(small):
    small.write("../sjablonen/kleurvlak/rol.yaml", "extends: tarot\nformat: poker\n")
    assert load_template(small.workspace, "kleurvlak", "rol").format_name == "poker"


def test_ones_own_template_may_build_on_a_shipped_one(small):
    small.write("../sjablonen/van-ons/rol.yaml", "extends: kleurvlak/rol\nbleed: 5\n")
    assert load_template(small.workspace, "van-ons", "rol").bleed == 5


def test_a_mistake_in_ones_own_template_points_into_it(small):
    file = small.write("../sjablonen/kleurvlak/rol.yaml", "extends: tarot\nfrmat: poker\n")
    with pytest.raises(KaartgenError, match=re.escape(f"{file.resolve()}, regel 2, kolom 1: ")):
        load_template(small.workspace, "kleurvlak", "rol")


def test_ones_own_paper_wins(small):
    shipped = (PACKAGE / "papier" / "a4.yaml").read_text("utf-8")
    small.write("../papier/a4.yaml", shipped.replace("297", "290"))
    assert load_paper(small.workspace, "A4").size.height == 290


def test_a_paper_of_ones_own_is_there_beside_the_shipped_ones(small):
    shipped = (PACKAGE / "papier" / "a4.yaml").read_text("utf-8")
    small.write("../papier/sra4.yaml", shipped)
    assert set(small.workspace.names("papier")) >= {"a3", "a4", "sra4"}


def test_a_mistake_in_ones_own_paper_points_into_it(small):
    file = small.write("../papier/a4.yaml", "naam: A4\nbreedte: breed\n")
    with pytest.raises(KaartgenError) as caught:
        load_paper(small.workspace, "A4")
    assert f"{file.resolve()}, regel 2, kolom 1: Bij ‘breedte’ hoort een getal" in str(caught.value)


def test_ones_own_house_style_wins(small):
    shipped = (PACKAGE / "huisstijlen" / "helder.yaml").read_text("utf-8")
    file = small.write("../huisstijlen/helder.yaml", shipped)
    assert load_house_style(small.workspace, "helder").file.resolve() == file.resolve()


def test_ones_own_font_wins(small):
    name = "source-sans-3/SourceSans3_400Regular.ttf"
    own = small.root / "fonts" / name
    own.parent.mkdir(parents=True)
    own.write_bytes((SHIPPED / "fonts" / name).read_bytes())
    assert small.workspace.find("fonts", name) == own


def test_a_broken_font_of_ones_own_is_told_with_code_five(small):
    name = "source-sans-3/SourceSans3_400Regular.ttf"
    own = small.root / "fonts" / name
    own.parent.mkdir(parents=True)
    own.write_bytes(b"geen lettertype")
    with pytest.raises(KaartgenError) as caught:
        SmallDeck(small.root).typeset()
    assert (caught.value.code, str(caught.value)) == (
        ExitCode.FONT,
        (
            f"{own}: Dit is geen lettertype, al heet het zo.\n"
            "  → Gebruik een ttf, otf, ttc, woff of woff2."
        ),
    )
