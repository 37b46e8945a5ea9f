"""A house style's fonts: by weight, one variable font, or a folder; and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.layout.house_style import HouseStyle, load_house_style
from kaartgen.layout.look import load_look
from kaartgen.layout.typeset import typeset
from kaartgen.workspace import PACKAGE, Workspace
from tests.conftest import write_eleven
from tests.layout import font_files

_SHIPPED = (PACKAGE / "huisstijlen" / "helder.yaml").read_text(encoding="utf-8")
_REST = _SHIPPED[_SHIPPED.index("colours:") :]


def write(root: Path, text: str) -> Workspace:
    """Write a house style `klant` in which every role has the family that `text` says."""
    file = root / "kaarten" / "huisstijlen" / "klant.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    roles = "\n".join(f"  {role}: {text}" for role in ("text", "display", "read"))
    file.write_text(f"fonts:\n{roles}\n{_REST}", encoding="utf-8")
    return Workspace(root)


def house(root: Path, text: str) -> HouseStyle:
    return load_house_style(write(root, text), "klant")


def refused(root: Path, text: str) -> KaartgenError:
    with pytest.raises(KaartgenError) as caught:
        house(root, text)
    return caught.value


def test_a_variable_font_given_once_serves_all_weights(tmp_path: Path) -> None:
    font_files.variable(tmp_path / "fonts" / "Rek.ttf")
    book = house(tmp_path, "{file: Rek.ttf}").book
    assert [book.font("text", weight).shaped("H").advance for weight in (300, 450, 600)] == [
        pytest.approx(0.6),
        pytest.approx(0.65),
        pytest.approx(0.7),
    ]
    assert book.weights("text") == [(weight, False) for weight in range(300, 1000, 100)]


def test_a_variable_font_may_stand_at_each_weight(tmp_path: Path) -> None:
    font_files.variable(tmp_path / "fonts" / "Rek.ttf")
    book = house(tmp_path, "{files: {300: Rek.ttf, 900: Rek.ttf}}").book
    assert book.font("text", 900).shaped("H").advance == pytest.approx(0.8)
    assert not book.has("text", 600, italic=False)


def test_italics_come_from_a_file_of_their_own(tmp_path: Path) -> None:
    font_files.variable(tmp_path / "fonts" / "Rek.ttf")
    font_files.variable(tmp_path / "fonts" / "Schuin.ttf", family="Schuin", italic=True)
    book = house(tmp_path, "{file: Rek.ttf, italic: Schuin.ttf}").book
    assert book.font("text", 400, italic=True).ref.name == "Schuin-400i"


def test_a_width_is_chosen_for_the_whole_family(tmp_path: Path) -> None:
    font_files.variable(tmp_path / "fonts" / "Rek.ttf")
    book = house(tmp_path, "{file: Rek.ttf, axes: {wdth: 50}}").book
    assert book.font("text", 300).shaped("H").advance == pytest.approx(0.5)


def test_a_folder_gives_each_font_its_own_weight_and_slope(tmp_path: Path) -> None:
    folder = tmp_path / "fonts" / "klant"
    font_files.font(folder / "een.ttf", weight=400, width=500)
    font_files.font(folder / "twee.otf", weight=700, width=700, cff=True)
    font_files.font(folder / "drie.ttf", weight=400, width=510, italic=True)
    (folder / "OFL.txt").write_text("Copyright", encoding="utf-8")
    book = house(tmp_path, "{folder: klant}").book
    assert book.weights("text") == [(400, False), (400, True), (700, False)]
    assert book.font("text", 700).shaped("H").advance == pytest.approx(0.7)
    assert book.font("text", 400, italic=True).shaped("H").advance == pytest.approx(0.51)


def test_a_collection_given_once_serves_the_weights_in_it(tmp_path: Path) -> None:
    light = font_files.font(tmp_path / "a.ttf", weight=400)
    bold = font_files.font(tmp_path / "b.ttf", weight=700)
    (tmp_path / "fonts").mkdir()
    font_files.collection(tmp_path / "fonts" / "Samen.ttc", light, bold)
    assert house(tmp_path, "{file: Samen.ttc}").book.weights("text") == [(400, False), (700, False)]


def test_a_face_of_a_collection_is_taken_by_its_number(tmp_path: Path) -> None:
    light = font_files.font(tmp_path / "a.ttf", width=500)
    other = font_files.font(tmp_path / "b.ttf", width=700)
    (tmp_path / "fonts").mkdir()
    font_files.collection(tmp_path / "fonts" / "Samen.ttc", light, other)
    book = house(tmp_path, "{files: {400: Samen.ttc#1, 600: Samen.ttc#2}}").book
    assert book.font("text", 600).shaped("H").advance == pytest.approx(0.7)


def test_a_path_with_backslashes_is_a_path(tmp_path: Path) -> None:
    font_files.font(tmp_path / "fonts" / "klant" / "een.ttf")
    assert house(tmp_path, r"{files: {400: klant\een.ttf}}").book.font("text", 400)


def test_two_families_with_a_file_of_one_name_stay_apart(tmp_path: Path) -> None:
    font_files.font(tmp_path / "fonts" / "a" / "Regular.ttf")
    font_files.font(tmp_path / "fonts" / "b" / "Regular.ttf", width=900)
    book = house(tmp_path, "{files: {400: a/Regular.ttf, 700: b/Regular.ttf}}").book
    one, other = book.font("text", 400).ref, book.font("text", 700).ref
    assert one.name != other.name


def test_a_missing_weight_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    font_files.variable(tmp_path / "fonts" / "Rek.ttf")
    book = house(tmp_path, "{name: Rekbaar, file: Rek.ttf}").book
    with pytest.raises(KaartgenError, match="Rekbaar is er niet in gewicht 950") as caught:
        book.font("text", 950)
    assert "De huisstijl kent: 300 tot 900." in str(caught.value)
    assert caught.value.code is ExitCode.FONT


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{name: Leeg}", "niet bij waar dit lettertype ligt"),
        ("{italic: Rek.ttf, folder: klant}", "hoort ‘file’"),
        ("{file: Rek.ttf, axes: {wght: 400}}", "kiest het sjabloon"),
        ("{file: Rak.ttf}", "‘Rak.ttf’ is er niet"),
        ("{folder: klan}", "De map ‘klan’ is er niet"),
        ("{folder: leeg}", "staat geen lettertype"),
        ("{folder: dubbel}", "‘a.ttf’ en ‘b.ttf’ hebben allebei gewicht 400"),
        ("{file: stuk.ttf}", "is leeg"),
        ("{files: {vet: Rek.ttf}}", "‘vet’ is geen gewicht"),
    ],
)
def test_what_is_wrong_with_a_family_is_told(tmp_path: Path, text: str, said: str) -> None:
    fonts = tmp_path / "fonts"
    font_files.variable(fonts / "Rek.ttf")
    font_files.font(fonts / "klant" / "een.ttf")
    font_files.font(fonts / "dubbel" / "a.ttf")
    font_files.font(fonts / "dubbel" / "b.ttf")
    font_files.font(fonts / "leeg" / "dieper" / "c.ttf")
    (fonts / "stuk.ttf").write_bytes(b"")
    error = refused(tmp_path, text)
    assert said in str(error)
    assert error.code in (ExitCode.FONT, ExitCode.AUTHOR)


def test_the_nearest_names_are_told_whatever_the_kind_of_file(tmp_path: Path) -> None:
    font_files.font(tmp_path / "fonts" / "Blokjes.otf", cff=True)
    assert "Bedoel je ‘Blokjes.otf’?" in str(refused(tmp_path, "{file: Blokje.otf}"))


def test_a_folder_with_its_fonts_one_deeper_says_where_they_are(tmp_path: Path) -> None:
    font_files.font(tmp_path / "fonts" / "klant" / "static" / "een.ttf")
    assert "static’: noem die map" in str(refused(tmp_path, "{folder: klant}"))


def test_a_card_with_a_sign_that_a_converted_font_lacks_names_sign_card_and_font(
    tmp_path: Path,
) -> None:
    letters = font_files.LETTERS.replace("é", "")
    font_files.font(tmp_path / "fonts" / "Kaal.otf", cff=True, letters=letters)
    workspace = write_eleven(tmp_path)
    weights = ", ".join(f"{weight}: Kaal.otf" for weight in (400, 500, 600, 700, 800))
    slanted = ", ".join(f"{weight}i: Kaal.otf" for weight in (400, 600))
    write(tmp_path, f"{{name: Kaal, files: {{{weights}, {slanted}}}}}")
    deck_file = tmp_path / "kaarten" / "klein" / "deck.yaml"
    deck_file.write_text(deck_file.read_text("utf-8") + "huisstijl: klant\n", "utf-8")
    roles = tmp_path / "kaarten" / "klein" / "rollen.yaml"
    roles.write_text("- {naam: Gastheer, opdracht: Zorg voor één tafel.}\n", "utf-8")
    deck = load(workspace, "klein")
    with pytest.raises(KaartgenError) as caught:
        typeset(deck, load_look(workspace, deck), deck.cards)
    told = [one for one in caught.value.problems if "‘é’ (U+00E9)" in one.message]
    assert told
    assert told[0].code is ExitCode.FONT
    assert "R01" in told[0].message
    assert "Kaal" in told[0].message
    assert told[0].place is not None
    assert told[0].place.file == roles


def test_weights_that_shipped_templates_want_are_told_once_in_the_house_style(
    tmp_path: Path,
) -> None:
    font_files.font(tmp_path / "fonts" / "klant" / "Kaal.ttf")
    font_files.font(tmp_path / "fonts" / "klant" / "Vet.ttf", weight=600)
    workspace = write_eleven(tmp_path)
    write(tmp_path, "{folder: klant}")
    deck_file = tmp_path / "kaarten" / "klein" / "deck.yaml"
    deck_file.write_text(deck_file.read_text("utf-8") + "huisstijl: klant\n", "utf-8")
    with pytest.raises(KaartgenError, match="‘display’ ook in gewicht 800") as caught:
        load_look(workspace, load(workspace, "klein"))
    assert caught.value.code is ExitCode.FONT
    told = [str(one) for one in caught.value.problems]
    assert len(told) == len(set(told)) <= 4  # text 700, display 700 and 800
    assert all("klant.yaml" in one and "(wel: 400, 600)" in one for one in told)
    assert any("‘files: {800: klant/Vet.ttf}’ is het naaste" in one for one in told)


def test_a_template_of_ones_own_that_wants_a_weight_that_is_not_there_is_told_itself(
    tmp_path: Path,
) -> None:
    font_files.font(tmp_path / "fonts" / "Kaal.ttf")
    workspace = write_eleven(tmp_path)
    family = "{files: {400: Kaal.ttf, 400i: Kaal.ttf, 600: Kaal.ttf, 700: Kaal.ttf, 800: Kaal.ttf}}"
    write(tmp_path, family)
    deck_file = tmp_path / "kaarten" / "klein" / "deck.yaml"
    deck_file.write_text(deck_file.read_text("utf-8") + "huisstijl: klant\n", "utf-8")
    own = tmp_path / "kaarten" / "sjablonen" / "kleurvlak" / "rol.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("extends: tarot\nstyles:\n  body: {weight: 350}\n", "utf-8")
    with pytest.raises(KaartgenError, match="geen gewicht 350") as caught:
        load_look(workspace, load(workspace, "klein"))
    (told,) = caught.value.problems
    assert told.place is not None
    assert (told.place.file, told.place.line) == (own, 3)
    assert told.hint == "Kies uit: 400, 600, 700, 800."
