"""Mistakes in templates: each told with the place it stands at, and what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.layout.look import load_look
from kaartgen.layout.template_load import load_template
from kaartgen.workspace import Workspace

from .small_family import BASE, DECK, POKER, Write, front, with_effect


def line_of(file: Path, text: str) -> int:
    return 1 + file.read_text("utf-8").split("\n").index(
        next(line for line in file.read_text("utf-8").split("\n") if text in line)
    )


def assert_told(caught: pytest.ExceptionInfo[KaartgenError], file: str, at: str, said: str) -> None:
    """Check that one problem says `said` and points at the line of `file` that holds `at`."""
    problem = caught.value.problems[0]
    assert problem.code is ExitCode.AUTHOR
    assert said in f"{problem.message} {problem.hint}"
    assert problem.place is not None
    assert problem.place.file.name == file
    assert problem.place.line == line_of(problem.place.file, at)


def test_an_unknown_variable_is_told_with_the_nearest_and_its_line(write: Write) -> None:
    workspace = write(basis=BASE.replace("y: band + 5.6", "y: bnad + 5.6"))
    with pytest.raises(KaartgenError) as caught:
        load_template(workspace, "klein", "basis")
    assert_told(caught, "basis.yaml", "bnad", "Bedoel je ‘band’?")


@pytest.mark.parametrize("measure", ["band +", "+ + 4", "4 keer 5", "9 12", "-", "4 * 5", "9px"])
def test_what_is_no_measure_is_told_with_its_line(write: Write, measure: str) -> None:
    workspace = write(basis=BASE.replace("h: band}", f'h: "{measure}"}}'))
    with pytest.raises(KaartgenError) as caught:
        load_template(workspace, "klein", "basis")
    assert_told(caught, "basis.yaml", "fill: kind, h", "geen maat")


def test_a_variable_that_is_no_measure_is_told_with_its_line(write: Write) -> None:
    workspace = write(basis=BASE.replace("band: 25.4", "band: hoog"))
    with pytest.raises(KaartgenError) as caught:
        load_template(workspace, "klein", "basis")
    assert_told(caught, "basis.yaml", "band: hoog", "‘hoog’")


def test_a_loop_in_extends_is_told_with_its_line(write: Write) -> None:
    workspace = write(
        joker="extends: rol\n", rol="format: tarot\nextends: waarde\n", waarde="extends: rol\n"
    )
    with pytest.raises(KaartgenError) as caught:
        load_template(workspace, "klein", "joker")
    assert_told(caught, "waarde.yaml", "extends: rol", "kring")


def test_a_template_that_extends_itself_is_told(write: Write) -> None:
    with pytest.raises(KaartgenError) as caught:
        load_template(write(joker="extends: joker\n"), "klein", "joker")
    assert_told(caught, "joker.yaml", "extends", "kring")


def test_an_unknown_base_is_told_with_the_nearest_and_its_line(write: Write) -> None:
    workspace = write(basis=BASE, joker="# joker\nextends: bassis\n")
    with pytest.raises(KaartgenError) as caught:
        load_template(workspace, "klein", "joker")
    assert_told(caught, "joker.yaml", "extends: bassis", "klein/basis")


def test_three_measures_in_one_direction_are_too_many(write: Write) -> None:
    workspace = write(basis=BASE.replace("h: band}", "y: 0, h: band, bottom: 4}"))
    with pytest.raises(KaartgenError) as caught:
        load_template(workspace, "klein", "basis")
    assert_told(caught, "basis.yaml", "fill: kind", "drie maten in één richting")


@pytest.mark.parametrize("written", ["12", "12-16", "12/", "groot", "12/16/20", "-4/8"])
def test_what_is_no_size_is_told_with_its_line(write: Write, written: str) -> None:
    workspace = write(basis=BASE.replace("18/20", f'"{written}"'))
    with pytest.raises(KaartgenError) as caught:
        load_template(workspace, "klein", "basis")
    assert_told(caught, "basis.yaml", "title: {font", "geen lettergrootte")


def test_an_unknown_format_in_a_template_is_told_with_the_nearest(write: Write) -> None:
    with pytest.raises(KaartgenError) as caught:
        load_template(write(basis=BASE.replace("tarot", "tarto")), "klein", "basis")
    assert_told(caught, "basis.yaml", "format: tarto", "Bedoel je ‘tarot’?")


def test_an_unknown_format_in_a_deck_is_told_at_the_decks_own_line(write: Write) -> None:
    workspace = write(deck=DECK + "formaten:\n  joker: pokre\n", joker=BASE)
    deck = load(workspace, "deck")
    with pytest.raises(KaartgenError) as caught:
        load_look(workspace, deck)
    assert_told(caught, "deck.yaml", "joker: pokre", "Bedoel je ‘poker’?")


def test_a_format_for_a_kind_that_does_not_exist_is_told(write: Write) -> None:
    workspace = write(deck=DECK + "formaten:\n  jokker: poker\n", joker=BASE)
    with pytest.raises(KaartgenError) as caught:
        load_look(workspace, load(workspace, "deck"))
    assert_told(caught, "deck.yaml", "jokker: poker", "Bedoel je ‘joker’?")


def test_an_unknown_style_is_told_with_the_nearest(write: Write) -> None:
    with pytest.raises(KaartgenError) as caught:
        load_template(write(basis=BASE.replace("style: title", "style: titel")), "klein", "basis")
    assert_told(caught, "basis.yaml", "style: titel", "Bedoel je ‘title’?")


def test_an_unknown_style_deep_in_a_stack_is_told_with_the_nearest(write: Write) -> None:
    stack = """\
        extends: basis
        front:
          regions:
            what:
              stack:
                naam:
                  list: perspectieven
                  each:
                    zin: {text: "{zin}", style: bdoy}
        """
    with pytest.raises(KaartgenError) as caught:
        load_template(write(basis=BASE, joker=stack), "klein", "joker")
    assert_told(caught, "joker.yaml", "bdoy", "Bedoel je ‘body’?")


def told_while_loading_or_setting(workspace: Workspace) -> pytest.ExceptionInfo[KaartgenError]:
    with pytest.raises(KaartgenError) as caught:
        front(workspace)
    return caught


def test_an_unknown_style_of_a_marker_is_told_with_the_nearest(write: Write) -> None:
    marker = 'marker: {text: "1", style: titel, indent: 5}'
    caught = told_while_loading_or_setting(write(joker=with_effect(marker)))
    assert_told(caught, "joker.yaml", "style: titel", "Bedoel je ‘title’?")


def test_an_unknown_colour_is_told_with_the_nearest_and_its_line(write: Write) -> None:
    caught = told_while_loading_or_setting(
        write(joker=BASE.replace("fill: kind, h", "fill: kindd, h"))
    )
    assert_told(caught, "joker.yaml", "fill: kindd", "Bedoel je ‘kind’?")


def test_an_unknown_colour_of_a_style_is_told_with_its_line(write: Write) -> None:
    joker = BASE.replace("floor: body}", "floor: body, colour: inkt}")
    caught = told_while_loading_or_setting(write(joker=joker))
    assert_told(caught, "joker.yaml", "colour: inkt", "Bedoel je ‘ink’?")


def test_an_unknown_icon_is_told_with_the_nearest_and_its_line(write: Write) -> None:
    caught = told_while_loading_or_setting(
        write(joker=with_effect("marker: {icon: hexagn, size: 4, indent: 5}"))
    )
    assert_told(caught, "joker.yaml", "hexagn", "Bedoel je ‘hexagon’?")


def test_an_unknown_font_of_a_style_is_told_with_the_nearest(write: Write) -> None:
    joker = BASE.replace("font: display", "font: dislpay")
    caught = told_while_loading_or_setting(write(joker=joker))
    assert_told(caught, "joker.yaml", "dislpay", "Bedoel je ‘display’?")


def test_an_unknown_field_in_a_text_is_told_with_the_nearest(write: Write) -> None:
    caught = told_while_loading_or_setting(write(joker=BASE.replace("{effect}", "{efect}")))
    assert_told(caught, "joker.yaml", "{efect}", "Bedoel je ‘effect’?")


def test_an_unknown_key_is_told_with_the_nearest_and_its_line(write: Write) -> None:
    caught = told_while_loading_or_setting(write(joker=with_effect("collour: kind")))
    assert_told(caught, "joker.yaml", "collour", "Bedoel je ‘colour’?")


def test_an_element_that_says_not_what_it_is_is_told_with_its_line(write: Write) -> None:
    caught = told_while_loading_or_setting(
        write(joker=BASE.replace("band: {fill: kind, h: band}", "band: {h: band}"))
    )
    assert_told(caught, "joker.yaml", "band: {h: band}", "zegt niet wat het is")


def test_an_unknown_template_is_told_with_the_nearest(write: Write) -> None:
    with pytest.raises(KaartgenError, match="Bedoel je ‘klein/joker’"):
        load_template(write(joker=BASE), "klein", "joekr")


def test_a_mistake_in_a_variant_is_told_at_its_own_line(write: Write) -> None:
    workspace = write(basis=BASE, joker=POKER.replace("[16/18]", "[16-18]"))
    with pytest.raises(KaartgenError) as caught:
        load_template(workspace, "klein", "joker", "poker")
    assert_told(caught, "joker.yaml", "16-18", "geen lettergrootte")


def test_an_overflow_names_no_field_that_the_author_did_not_write(write: Write) -> None:
    joker = BASE.replace(
        'effect: {text: "{effect}", style: body, x: side, right: side, y: 60}',
        'effect: {text: "{letter} {soort}", style: body, x: side, w: 20, y: 60, h: 1}',
    )
    with pytest.raises(KaartgenError) as caught:
        front(write(joker=joker))
    assert "‘letter’" not in str(caught.value)


def region_told(write: Write, region: str) -> tuple[str, int | None]:
    """Return what is told of a region that is added to a good template, and on which line."""
    text = BASE.replace("back:\n", f"    proef: {{{region}}}\nback:\n", 1)
    caught = told_while_loading_or_setting(write(joker=text))
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert problem.code is ExitCode.AUTHOR
    assert problem.place.column is not None
    assert problem.place.line == line_of(problem.place.file, "proef:")
    return f"{problem.message} {problem.hint}"


@pytest.mark.parametrize(
    ("region", "said"),
    [
        ("fill: kind, x: 80, w: 20, h: 4", "‘proef’ valt rechts 27 mm buiten de kaart"),
        ("fill: kind, x: -8, w: 20, h: 4", "valt links 5 mm buiten de kaart"),
        ("fill: kind, y: 119, h: 5.5", "valt onder 1,5 mm buiten de kaart"),
        ("fill: kind, bottom: 119, h: 5.5", "valt boven 1,5 mm buiten de kaart"),
        ("text: Hoi, style: body, y: 130", "‘proef’ wordt -10 mm hoog"),
        ("fill: kind, x: 40, right: 40, h: 3", "‘proef’ wordt -10 mm breed"),
        ("fill: kind, x: 2, y: 2, w: 40, h: 2, turn: 45", "valt boven"),
        ("fill: kind, w: 0, h: 4", "‘proef’ wordt 0 mm breed"),
        ("fill: kind, w: -4, h: 4", "‘w’ moet minstens 0 zijn"),
        ("fill: kind, h: 4, radius: -1", "‘radius’ moet minstens 0 zijn"),
        ("fill: kind, h: 4, stroke: kind, thickness: -1", "‘thickness’ moet minstens 0 zijn"),
        ("fill: kind, h: 4, stroke: kind, dash: [0, 0]", "minstens 0,2 mm lang"),
        ("line: kind, h: 4, dash: [0.01]", "minstens 0,2 mm lang"),
        ("text: Hoi, style: body, lines: 0", "‘lines’ moet minstens 1 zijn"),
        ("text: Hoi, style: body, turn: 400", "‘turn’ mag hooguit 360 zijn"),
        ("text: Hoi, style: body, turn: schuin", "‘turn’"),
        ("text: Hoi, style: body, z: boven", "‘z’"),
        ("text: Hoi, style: body, align: midden", "‘align’"),
        ("text: Hoi, style: body, als: effectt", "Bedoel je ‘effect’?"),
        ("text: Hoi, style: body, als: effect is leeg", "is geen voorwaarde"),
        ('qr: "{deck.urll}", h: 20', "Bedoel je ‘url’?"),
        ("circle: knid, h: 20", "Bedoel je ‘kind’?"),
        ("line: none, h: 20", "De kleur ‘none’ bestaat niet"),
        ("fill: kind, stroke: knid, h: 20", "Bedoel je ‘kind’?"),
        ("pattern: wave, h: 20", "Bedoel je ‘waves’?"),
        ("pattern: waves, h: 20, size: 0.1", "‘size’ moet minstens 1 zijn"),
        ("list: naam, each: {a: {fill: kind, h: 4}}", "Het veld ‘naam’ is geen lijst."),
        ("lines: effect, pitch: 8, style: body", "geen lijst van kopjes"),
        ("picture: naam, h: 20", "Kies uit: afbeelding."),
        ("fill: kind, h: 4, rounded: [boven]", "‘rounded’"),
        ("icon: hexagn, h: 4", "Bedoel je ‘hexagon’? Er zijn ook: "),
        ('icon: "{soortje}", h: 4', "Bedoel je ‘soort’?"),
        ("row: {a: {fill: kindd, h: 4}}", "Bedoel je ‘kind’?"),
        ("stack: {a: {fill: kind, h: 4, turn: 90}}", "‘turn’ kan alleen bij een gebied zelf"),
        ("row: {a: {fill: kind, h: 4, z: 1}}", "‘z’ kan alleen bij een gebied zelf"),
        ("fil: kind, h: 4", "Dit element zegt niet wat het is"),
    ],
)
def test_a_mistake_in_a_region_is_told_with_its_line(write: Write, region: str, said: str) -> None:
    assert said in region_told(write, region)


def test_two_regions_of_one_name_are_told(write: Write) -> None:
    text = BASE.replace("back:\n", "    title: {fill: kind, h: 4}\nback:\n", 1)
    caught = told_while_loading_or_setting(write(joker=text))
    assert_told(caught, "joker.yaml", "title: {fill", "‘title’")


def test_a_style_without_a_size_is_told(write: Write) -> None:
    caught = told_while_loading_or_setting(write(joker=BASE.replace(", sizes: [18/20]", "")))
    assert_told(caught, "joker.yaml", "title: {font", "sizes")


def test_a_main_style_that_does_not_exist_is_told(write: Write) -> None:
    caught = told_while_loading_or_setting(write(joker=BASE + "main: titel\n"))
    assert_told(caught, "joker.yaml", "main: titel", "Bedoel je ‘title’?")


def test_all_mistakes_in_a_template_are_told_at_once(write: Write) -> None:
    text = (
        BASE.replace("band: 25.4", "band: hoog")
        .replace("style: body", "style: boody")
        .replace("y: 60", "y: zestig + 4 +")
    )
    caught = told_while_loading_or_setting(write(joker=text))
    said = [problem.message for problem in caught.value.problems]
    assert len(said) == 3
    assert [word in " ".join(said) for word in ("‘hoog’", "boody", "zestig")] == [True] * 3


def test_a_variable_may_be_made_of_those_above_it(write: Write) -> None:
    text = BASE.replace("side: 8", "side: 8\n  lijst: band + side - 3.4")
    template = load_template(write(basis=text.replace("y: 60", "y: lijst")), "klein", "basis")
    assert template.front.regions["effect"].y == pytest.approx(30)


def test_a_variable_that_is_made_of_itself_is_told(write: Write) -> None:
    text = BASE.replace("side: 8", "side: side + 1")
    caught = told_while_loading_or_setting(write(joker=text))
    assert_told(caught, "joker.yaml", "side: side", "De maat ‘side’ bestaat niet.")


def test_the_ring_of_templates_that_extend_each_other_is_named(write: Write) -> None:
    workspace = write(
        joker="extends: rol\n", rol="format: tarot\nextends: waarde\n", waarde="extends: rol\n"
    )
    with pytest.raises(KaartgenError) as caught:
        load_template(workspace, "klein", "joker")
    assert "kring: klein/rol → klein/waarde → klein/rol." in caught.value.problems[0].message


@pytest.mark.parametrize(
    ("variants", "said"),
    [
        ("variants: poker", "Dit zijn geen varianten."),
        ("variants: {poker: klein}", "Dit is geen variant voor poker."),
        ("variants: {pokre: {bleed: 4}}", "Bedoel je ‘poker’?"),
    ],
)
def test_what_is_no_variant_is_told_with_its_line(write: Write, variants: str, said: str) -> None:
    with pytest.raises(KaartgenError) as caught:
        load_template(write(basis=f"{BASE}{variants}\n"), "klein", "basis", "poker")
    assert_told(caught, "basis.yaml", "variants:", said)


@pytest.mark.parametrize("card_format", ["[0, 0]", "[-5, 80]", "[105, 100000]", "[nan, 80]"])
def test_a_card_of_no_size_or_an_endless_one_is_told(write: Write, card_format: str) -> None:
    caught = told_while_loading_or_setting(
        write(joker=BASE.replace("format: tarot", f"format: {card_format}"))
    )
    assert_told(caught, "joker.yaml", "format:", "[105, 148]")


@pytest.mark.parametrize("size", ["0/0", "12/0", "0.5/12", "5000/5000"])
def test_a_size_that_cannot_be_set_is_told(write: Write, size: str) -> None:
    caught = told_while_loading_or_setting(write(joker=BASE.replace("18/20", size)))
    assert_told(caught, "joker.yaml", "title: {font", "geen lettergrootte die te zetten is")


def test_a_family_file_with_only_comments_builds_on_nothing(write: Write) -> None:
    workspace = write(basis=BASE, familie="# later\n")
    assert load_template(workspace, "klein", "basis").format_name == "tarot"
