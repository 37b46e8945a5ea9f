"""YAML as people type it: what comes out, where it stood, and what is said when it is broken."""

from __future__ import annotations

import errno
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kaartgen import yamlfile
from kaartgen.errors import ExitCode, KaartgenError, Place

FILE = Path("f.yaml")


def value(text: str):
    return yamlfile.parse(FILE, text).value


def refused(text: str) -> str:
    with pytest.raises(KaartgenError) as caught:
        yamlfile.parse(FILE, text)
    assert caught.value.code is ExitCode.AUTHOR
    return str(caught.value)


def refused_file(folder: Path, raw: bytes) -> str:
    file = folder / "f.yaml"
    file.write_bytes(raw)
    with pytest.raises(KaartgenError) as caught:
        yamlfile.read(file)
    assert caught.value.code is ExitCode.AUTHOR
    return str(caught.value).replace(f"{folder}/", "")


# --- What comes out ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["no", "yes", "on", "NO", "True", "010", "0x1F", "13:30", "1.0", "1e3", ".inf", "1_000", "="],
)
def test_what_other_readers_turn_into_something_else_stays_as_it_was_typed(typed):
    assert value(f"a: {typed}") == {"a": typed}


@pytest.mark.parametrize("typed", ["~", "", "null"])
def test_a_tilde_or_nothing_alone_is_empty(typed):
    assert value(f"a: {typed}") == {"a": None}


@pytest.mark.parametrize("typed", ['"~"', "'~'", '"null"', '""', "''"])
def test_between_quotes_nothing_is_special(typed):
    assert value(f"a: {typed}") == {"a": typed[1:-1]}


def test_a_tilde_in_a_text_is_a_tilde():
    assert value("a: ~ tien mensen") == {"a": "~ tien mensen"}


def test_names_of_fields_stay_text_too():
    assert value("1: a\nno: b\n") == {"1": "a", "no": "b"}


def test_folded_lines_become_one_without_an_end():
    assert value("a: >-\n  Het regent\n  en het waait.\nb: >\n  Het\n  regent.\n") == {
        "a": "Het regent en het waait.",
        "b": "Het regent.",
    }


def test_kept_lines_stay_lines():
    assert value("a: |\n  Het regent\n  en het waait.\n") == {"a": "Het regent\nen het waait."}


def test_a_hash_inside_a_word_is_no_comment():
    assert value("a: nr#5\n") == {"a": "nr#5"}


def test_a_file_from_windows_reads_the_same():
    assert value("- a: b\r\n  c: d\r\n") == [{"a": "b", "c": "d"}]


def test_an_empty_file_is_empty():
    assert value("# nog niets\n") is None


def test_tags_make_nothing_of_a_text():
    assert value("a: !!python/object/apply:os.getcwd []\n") == {"a": []}


@given(st.text(st.characters(exclude_categories=["C"], include_characters="\n"), max_size=60))
@example("~")
@example("no")
@example('\'s avonds: "ja" # nee')
@example("*vet* & !veel {a} [b] @c `d` %e")
@settings(max_examples=150)
def test_every_text_that_was_written_as_yaml_comes_back(text):
    written = yaml.safe_dump({"a": text}, allow_unicode=True)
    assert value(written) == {"a": text.removesuffix("\n")}


@pytest.mark.parametrize("typed", ["!Let op", "&zo gaat het", "!!str Let op"])
def test_no_word_of_a_text_is_lost_in_silence(typed):
    try:
        found = value(f"kop: {typed}\n")
    except KaartgenError:
        return
    assert found == {"kop": typed}


# --- Where it stood ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("location", "line", "column"),
    [
        ((), 1, 1),
        ((0,), 1, 3),
        ((0, "titel"), 1, 3),
        ((0, "vragen"), 2, 3),
        ((0, "vragen", 1), 4, 7),
        ((1, "titel"), 5, 3),
    ],
)
def test_every_field_and_item_knows_where_it_stood(location, line, column):
    text = "- titel: a\n  vragen:\n    - één\n    - twee\n- titel: b\n"
    assert yamlfile.parse(FILE, text).place(location) == Place(FILE, line, column)


def test_what_is_not_there_stands_where_the_thing_around_it_stands():
    document = yamlfile.parse(FILE, "- titel: a\n- titel: b\n")
    assert document.place((1, "rol", "naam")) == Place(FILE, 2, 3)


def test_a_byte_order_mark_is_accepted_and_takes_no_place(tmp_path):
    file = tmp_path / "f.yaml"
    file.write_bytes(b"\xef\xbb\xbftitel: caf\xc3\xa9\n")
    document = yamlfile.read(file)
    assert (document.value, document.place(("titel",))) == ({"titel": "café"}, Place(file, 1, 1))


# --- Broken YAML ------------------------------------------------------------------------------

COLON = (
    "Hier staat een dubbele punt op een plek waar dat niet kan.\n"
    "  → Zet een tekst waar een dubbele punt in staat tussen aanhalingstekens."
)
UNCLOSED = (
    "Een aanhalingsteken wordt geopend en niet gesloten.\n"
    "  → Zet aan het eind van de tekst hetzelfde aanhalingsteken."
)
UNEVEN_FIELDS = (
    "De velden van een kaart staan niet recht onder elkaar.\n"
    "  → Laat alle velden van een kaart even ver inspringen."
)
UNEVEN_LIST = (
    "De streepjes van een lijst staan niet recht onder elkaar.\n"
    "  → Zet elk ‘-’ van dezelfde lijst even ver naar rechts."
)
NO_COLON = (
    "Hier ontbreekt een dubbele punt na de naam van een veld.\n"
    "  → Schrijf een veld als ‘naam: tekst’, en laat een tekst van meer regels inspringen."
)
ALIAS = (
    "Hier staat een * vooraan, en dat betekent in YAML een verwijzing.\n"
    "  → Zet een tekst die met * begint tussen aanhalingstekens."
)
NO_ALIAS = (
    "Hier staat een * vooraan, en dat betekent in YAML een verwijzing die er niet is.\n"
    "  → Zet een tekst die met * begint tussen aanhalingstekens."
)
NO_START = (
    "Met dit teken kan een tekst in YAML niet beginnen.\n  → Zet de tekst tussen aanhalingstekens."
)


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        pytest.param('titel: "De deur\nrol: x\n', "regel 1, kolom 8", UNCLOSED, id="quote"),
        pytest.param("a: b\ntitel: 's avonds\n", "regel 2, kolom 8", UNCLOSED, id="apostrophe"),
        pytest.param("- rol: Pas op: gevaar\n", "regel 1, kolom 14", COLON, id="colon in a text"),
        pytest.param("- Zie je: wat nu: dit?\n", "regel 1, kolom 17", COLON, id="colon in an item"),
        pytest.param(
            "- a: x\n  b: y\n c: z\n", "regel 3, kolom 2", UNEVEN_FIELDS, id="field too far left"
        ),
        pytest.param(
            "a:\n    - c\n   - d\n", "regel 3, kolom 4", UNEVEN_LIST, id="item too far left"
        ),
        pytest.param("- a: x\n - b: y\n", "regel 2, kolom 2", UNEVEN_LIST, id="card too far right"),
        pytest.param("titel: a\nrol\nzin: b\n", "regel 2, kolom 1", NO_COLON, id="no colon"),
        pytest.param("titel: *vet* woord\n", "regel 1, kolom 8", ALIAS, id="cursive first"),
        pytest.param("titel: **vet** woord\n", "regel 1, kolom 8", ALIAS, id="bold first"),
        pytest.param("titel: *vet woord\n", "regel 1, kolom 8", NO_ALIAS, id="one asterisk first"),
        pytest.param("titel: @jan\n", "regel 1, kolom 8", NO_START, id="at sign first"),
        pytest.param("titel: `jan`\n", "regel 1, kolom 8", NO_START, id="backtick first"),
        pytest.param("titel: %jan\n", "regel 1, kolom 8", NO_START, id="percent sign first"),
    ],
)
def test_broken_yaml_is_told_with_its_place_and_a_remedy(text, place, told):
    assert refused(text) == f"f.yaml, {place}: {told}"


def test_a_field_that_is_indented_too_far_is_told_to_mind_its_indentation():
    assert "inspringen" in refused("- titel: a\n   rol: b\n")


@pytest.mark.parametrize(
    "text",
    ['- zin: "Mag het?" zegt ze.\n', "- zin: 'Foto's kijken'\n", '- zin: "Ja", zei hij.\n'],
)
def test_a_text_that_goes_on_after_its_quotes_is_told_to_mind_its_quotes(text):
    assert "aanhalingsteken" in refused(text)


@pytest.mark.parametrize("text", ["- titel: [Naam] komt binnen\n", "- titel: {naam} komt binnen\n"])
def test_a_text_that_begins_with_a_bracket_is_told_to_stand_between_quotes(text):
    assert "tussen aanhalingstekens" in refused(text)


@pytest.mark.parametrize(
    "text", ["a: b\n---\nc: d\n", "a: |x\n", "a: [b, c\nd: e\n", "a: - b\n", 'a: "C:\\map"\n']
)
def test_any_other_broken_yaml_still_says_where_to_look(text):
    assert (
        "Hier klopt de opbouw van het YAML-bestand niet.\n  → Kijk naar inspringen, dubbele "
        "punten en aanhalingstekens op en vlak boven deze regel." in refused(text)
    )


def test_every_line_that_is_indented_with_a_tab_is_told():
    told = (
        "Deze regel springt in met een tab; YAML kent alleen spaties.\n"
        "  → Vervang de tab door twee spaties."
    )
    assert refused("- titel: a\n\trol: b\n- titel: c\n  \trol: d\n") == (
        f"f.yaml, regel 2, kolom 1: {told}\nf.yaml, regel 4, kolom 3: {told}"
    )


def test_a_tab_inside_a_line_is_no_indentation():
    assert value("titel:\ta\tb\n") == {"titel": "a\tb"}


def test_a_name_that_is_itself_a_list_is_refused():
    assert refused("? [a, b]\n: c\n") == (
        "f.yaml, regel 1, kolom 3: De naam van een veld moet één woord zijn."
    )


def test_every_repeated_field_points_back_to_the_first():
    told = (
        "Het veld ‘titel’ staat hier voor de tweede keer.\n"
        "  → Het stond al op regel 1; haal een van beide weg."
    )
    assert refused("titel: a\nrol: x\ntitel: b\n") == f"f.yaml, regel 3, kolom 1: {told}"


def test_repeated_fields_of_several_cards_are_told_together():
    found = refused("- a: 1\n  a: 2\n- b: 1\n  b: 2\n")
    assert [line.partition(":")[0] for line in found.split("\n")[::2]] == [
        "f.yaml, regel 2, kolom 3",
        "f.yaml, regel 4, kolom 3",
    ]


# --- Wrong characters -------------------------------------------------------------------------

NOT_UTF8 = (
    "Dit bestand is niet opgeslagen als UTF-8; hier staat een teken dat niet te lezen is.\n"
    "  → Sla het opnieuw op met codering UTF-8 (in Kladblok: Opslaan als, onderaan)."
)


def test_a_file_saved_by_old_windows_points_to_its_first_accent(tmp_path):
    raw = "- titel: Hallo\n  rol: Je bent coördinator\n".encode("cp1252")
    assert refused_file(tmp_path, raw) == f"f.yaml, regel 2, kolom 18: {NOT_UTF8}"


def test_columns_count_letters_and_not_bytes(tmp_path):
    raw = "titel: één ".encode() + b"\x93ja\x94\n"
    assert refused_file(tmp_path, raw) == f"f.yaml, regel 1, kolom 12: {NOT_UTF8}"


def test_a_file_saved_as_utf_16_is_told_how_to_save_it(tmp_path):
    raw = "titel: a\n".encode("utf-16")
    assert refused_file(tmp_path, raw) == f"f.yaml, regel 1, kolom 1: {NOT_UTF8}"


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("a: x\nb: x\x07y\n", "regel 2, kolom 5", "U+0007"),
        ("a: x\x00\n", "regel 1, kolom 5", "U+0000"),
        ("a: één\nb: crème\x07brûlée\n", "regel 2, kolom 9", "U+0007"),
        ("- zin: “Mag het?” vraagt ze\x0b…\n", "regel 1, kolom 28", "U+000B"),
    ],
)
def test_a_control_character_is_told_at_its_place(text, place, code):
    assert refused(text) == (
        f"f.yaml, {place}: Hier staat een stuurteken ({code}) dat niet in tekst hoort.\n"
        "  → Verwijder het teken; vaak is het meegekomen met plakken."
    )


# --- Out of hand ------------------------------------------------------------------------------

OUT_OF_HAND = (
    "Dit bestand groeit door zijn verwijzingen of zijn nesting uit tot iets onwerkbaars.\n"
    "  → Schrijf de kaarten voluit, zonder & en *."
)


def test_a_file_of_ten_megabytes_is_refused_by_its_size(tmp_path):
    assert refused_file(tmp_path, b"a: " + b"x" * 9_999_997) == (
        "f.yaml: Dit bestand is 10,0 MB; dat is te groot voor kaartteksten.\n"
        "  → Maak er bestanden van hooguit 4 MB van."
    )


def test_a_file_of_ten_megabytes_is_not_read(tmp_path, monkeypatch):
    def read_bytes(_: Path) -> bytes:
        raise AssertionError("the file was read")

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert "te groot" in refused_file(tmp_path, b"a: " + b"x" * 9_999_997)


def test_a_text_of_a_megabyte_is_told_with_its_length():
    assert refused("a: b\nc: " + "x" * 1_000_000) == (
        "f.yaml, regel 2, kolom 4: Deze tekst is 1.000.000 tekens lang.\n"
        "  → Op een kaart passen hooguit enkele honderden tekens."
    )


def laughs(levels: int) -> str:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    for level in range(1, levels):
        inside = ", ".join([f"*a{level - 1}"] * 9)
        lines.append(f"a{level}: &a{level} [{inside}]")
    return "\n".join(lines) + "\n"


def test_a_billion_laughs_are_refused_long_before_the_last():
    # Written out, these would be 9 to the power of 20 texts: whoever tells them all never returns.
    assert refused(laughs(20)).partition(": ")[2] == OUT_OF_HAND


def test_a_list_that_holds_itself_is_refused():
    assert refused("a: &a [*a, *a]\n") == f"f.yaml, regel 1, kolom 4: {OUT_OF_HAND}"


def test_a_hundred_lists_in_one_another_are_refused():
    assert refused("[" * 100 + "]" * 100) == f"f.yaml, regel 1, kolom 42: {OUT_OF_HAND}"


@pytest.mark.parametrize("text", ['"[" * 100_000', '"- " * 50_000', '"{a: " * 100_000'])
def test_endless_nesting_does_not_bring_the_program_down(text):
    program = f"""
        from pathlib import Path
        from kaartgen import yamlfile
        from kaartgen.errors import KaartgenError
        try:
            yamlfile.parse(Path("f.yaml"), {text})
        except KaartgenError as error:
            print(int(error.code))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        check=False,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (done.returncode, done.stdout) == (0, "3\n")


# --- Files that cannot be read ----------------------------------------------------------------


def unreadable(file: Path) -> tuple[ExitCode, str]:
    with pytest.raises(KaartgenError) as caught:
        yamlfile.read(file)
    return caught.value.code, str(caught.value).replace(f"{file.parent}/", "")


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert unreadable(tmp_path / "weg.yaml") == (
        ExitCode.FILE,
        "weg.yaml: Dit bestand is er niet.",
    )


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path):
    (tmp_path / "rollen.yaml").mkdir()
    assert unreadable(tmp_path / "rollen.yaml") == (
        ExitCode.FILE,
        (
            "rollen.yaml: Dit bestand is niet te lezen (het is een map).\n"
            "  → Kijk of het bestand niet in een ander programma openstaat en of je het mag lezen."
        ),
    )


def broken_reading(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def read_bytes(_: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", read_bytes)


def test_a_file_one_may_not_read_is_told_so(tmp_path, monkeypatch):
    file = tmp_path / "f.yaml"
    file.write_text("a: b")
    broken_reading(monkeypatch, PermissionError(errno.EACCES, "Permission denied"))
    assert unreadable(file) == (
        ExitCode.FILE,
        (
            "f.yaml: Dit bestand is niet te lezen (geen toestemming).\n"
            "  → Kijk of het bestand niet in een ander programma openstaat en of je het mag lezen."
        ),
    )


def test_a_broken_disk_is_told_without_english(tmp_path, monkeypatch):
    file = tmp_path / "f.yaml"
    file.write_text("a: b")
    broken_reading(monkeypatch, OSError(errno.EIO, "Input/output error"))
    assert "Input/output error" not in unreadable(file)[1]
