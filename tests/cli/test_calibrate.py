"""`kaartgen kalibreer` and `--printer`: the sheet, the readings, the profile, what is refused."""

from __future__ import annotations

import io
import json
import math
import signal
import subprocess
import sys

import pytest

from kaartgen.errors import ExitCode
from tests.cli.conftest import Answer, Call, files_under, finished, started
from tests.pdf.reading import letters, opened, size_mm

READ = "A 0,6 -0,4; B 0,6 -0,4; C 0,6 -0,4; D 0,6 -0,4; E 0,6 -0,4"
RIGHT = "25 25 25 25"
# In the order of the sheet: rulers, edge, distances, then A to E.
ANSWERS = ("100", "100", "4,2", "25", "25", "25", "25", *(("0,6 -0,4",) * 5))


@pytest.fixture
def kantoor(kaartgen: Call, settings_folder) -> str:
    """Calibrate a printer whose backs lie 0.6 mm too far to the left and 0.4 mm too high."""
    options = ("--metingen", READ, "--afstanden", RIGHT, "--rand", "5")
    answer = kaartgen("kalibreer", "--printer", "kantoor", *options)
    assert answer.code is ExitCode.OK
    return "kantoor"


@pytest.fixture
def answering(kaartgen: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call `kaartgen kalibreer --printer kantoor` and answer its questions; then no more comes."""

    def call(*answers: str, options: tuple[str, ...] = ()) -> Answer:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{one}\n" for one in answers)))
        return kaartgen("kalibreer", "--printer", "kantoor", *options)

    return call


def profile(settings_folder, name: str = "kantoor") -> str:
    return (settings_folder / "printers" / f"{name}.yaml").read_text("utf-8")


# The sheet


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ((), "ijkvel-a4.pdf"),
        (("--zijde", "kort"), "ijkvel-a4-kort.pdf"),
        (("--papier", "A3"), "ijkvel-a3.pdf"),
        (("--papier", "a3", "--zijde", "kort"), "ijkvel-a3-kort.pdf"),
    ],
)
def test_it_makes_a_sheet_of_two_sides_named_after_its_choices(small, kaartgen, options, name):
    answer = kaartgen("kalibreer", *options)
    assert (answer.code, answer.out) == (ExitCode.OK, f"{small.root}/output/{name}\n")
    assert len(opened((small.root / "output" / name).read_bytes()).pages) == 2


def test_it_says_how_to_print_the_sheet_and_how_to_come_back(kaartgen):
    assert kaartgen("kalibreer", "--papier", "A3", "--zijde", "kort").err == (
        "Klaar: het ijkvel voor A3. Wat je doet, staat erop.\n"
        "Zo print je: dubbelzijdig, omslaan over de korte zijde, schaal 100 %.\n"
        "Vul daarna in wat je meet: "
        "kaartgen kalibreer --printer kantoor --papier A3 --zijde kort\n"
    )


def test_the_sheet_as_json_is_as_that_of_other_products(small, kaartgen):
    answer = kaartgen("kalibreer", "--json")
    assert json.loads(answer.out) == {
        "bestanden": [{"pad": f"{small.root}/output/ijkvel-a4.pdf", "paginas": 2}],
        "kaarten": 0,
        "vellen": 1,
        "bevindingen": [],
    }


# The readings, as options


def test_readings_are_kept_with_the_user_and_not_with_the_deck(small, kantoor, settings_folder):
    assert files_under(settings_folder) == ["printers/kantoor.yaml"]
    assert "kantoor.yaml" not in "".join(files_under(small.root / "kaarten"))


def test_what_is_kept_is_what_was_read(kantoor, settings_folder):
    text = profile(settings_folder)
    for line in (
        "naam: kantoor",
        '  - papier: "A4"',
        "      A: [0.6, -0.4]",
        "    afstanden: [25, 25, 25, 25] # 1, 2, 3, 4",
        "    rand: [5, 5, 5, 5] # boven, rechts, onder, links",
    ):
        assert f"{line}\n" in text


def test_the_error_is_told_in_words(kaartgen):
    answer = kaartgen("kalibreer", "--printer", "kantoor", "--metingen", READ, "--rand", "4 4 6 4")
    assert answer.err == (
        "Printer ‘kantoor’ op A4:\n"
        "  De achterkant ligt 0,6 mm te ver naar links en 0,4 mm te hoog.\n"
        "  Je metingen passen bij elkaar op minder dan 0,1 mm na.\n"
        "  De printer laat boven 4 mm, rechts 4 mm, onder 6 mm, links 4 mm wit.\n"
        "Zet voortaan bij alles wat je maakt: --printer kantoor\n"
    )


def test_the_profile_s_path_is_the_result(kaartgen, settings_folder):
    answer = kaartgen("kalibreer", "--printer", "kantoor", "--metingen", READ, "--stil")
    file = settings_folder / "printers" / "kantoor.yaml"
    assert (answer.out, answer.err) == (f"{file}\n", "")


def test_the_error_as_json_is_numbers(kaartgen):
    answer = kaartgen("kalibreer", "--printer", "kantoor", "--metingen", READ, "--json")
    (one,) = json.loads(answer.out)["printer"]["ijkingen"]
    assert (one["achterkant"]["rechts"], one["achterkant"]["omlaag"]) == (-0.6, -0.4)
    assert (one["papier"], one["zijde"], one["rand"]) == ("A4", "lang", None)


def test_what_is_told_later_is_put_over_what_is_kept(kaartgen, kantoor, settings_folder):
    answer = kaartgen("kalibreer", "--printer", "kantoor", "--liniaal", "99,7x100")
    assert answer.code is ExitCode.OK
    text = profile(settings_folder)
    assert "liniaal: [99.7, 100]" in text
    assert "A: [0.6, -0.4]" in text
    assert "rand: [5," in text


def test_every_paper_has_a_calibration_of_its_own(kaartgen, kantoor, settings_folder):
    other = READ.replace("0,6", "1,5")
    kaartgen("kalibreer", "--printer", "kantoor", "--papier", "A3", "--metingen", other)
    kaartgen("kalibreer", "--printer", "kantoor", "--metingen", READ.replace("0,6", "0,9"))
    text = profile(settings_folder)
    assert text.count("papier:") == 2
    assert "A: [0.9, -0.4]" in text
    assert "A: [1.5, -0.4]" in text


@pytest.mark.parametrize("typed", ["A 0.6 -0.4", "a: 0,6 mm, −0,4 mm", "A=+0,6  -0,4"])
def test_numbers_may_be_written_in_many_ways(kaartgen, settings_folder, typed):
    metingen = READ.replace("A 0,6 -0,4", typed)
    assert kaartgen("kalibreer", "--printer", "kantoor", "--metingen", metingen).code == 0
    assert "A: [0.6, -0.4]" in profile(settings_folder)


def test_every_slip_in_the_readings_is_told_at_once(kaartgen, settings_folder):
    answer = kaartgen(
        *("kalibreer", "--printer", "kantoor", "--liniaal", "99", "--afstanden", "x"),
        *("--rand", "4 4", "--metingen", "A 0,3 -0,5; B 0,4; F 1 1; A 0 0; D 1 1; E nan 1"),
    )
    assert answer.code is ExitCode.USAGE
    for words_of_it in (
        "8 dingen om te verbeteren",
        "Achter B horen twee getallen: naar rechts en omhoog; er staat ‘0,4’.",
        "‘F’ is geen letter van het ijkvel.",
        "A staat er twee keer.",
        "Achter E horen twee getallen: naar rechts en omhoog; er staat ‘nan 1’.",
        "C ontbreekt nog.",
        "Bij --liniaal horen 2 getallen in millimeters; er staat ‘99’.",
        "Bij --afstanden horen 4 getallen in millimeters; er staat ‘x’.",
        "Bij --rand horen 4 getallen in millimeters; er staat ‘4 4’.",
    ):
        assert words_of_it in answer.err
    assert not settings_folder.exists()


def test_readings_that_contradict_each_other_are_refused_and_nothing_is_kept(
    kaartgen, settings_folder
):
    wrong = READ.replace("B 0,6 -0,4", "B 0,6 1,4")
    answer = kaartgen("kalibreer", "--printer", "kantoor", "--metingen", wrong)
    assert answer.code is ExitCode.USAGE
    assert (
        "bij B lees je 0,6 1,4, maar uit de andere volgt 0,6 −0,4. Dat scheelt 1,8 mm."
        in answer.err
    )
    assert not settings_folder.exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--metingen", READ), "Van welke printer zijn deze metingen?"),
        (("--printer", "Kantoor 2", "--metingen", READ), "zoals ‘kantoor-2’"),
        (("--printer", "grootletter", "--metingen", READ), "is al een woord van kaartgen zelf"),
        (("--printer", "kantoor", "--rand", "4"), "nog niet bekend hoe de achterkant ligt"),
        (("--papier", "A5"), "Het ijkvel past niet op A5"),
        (("--zijde", "krot"), "Bedoel je ‘kort’?"),
    ],
)
def test_what_cannot_be_asked_is_code_two(kaartgen, settings_folder, options, told):
    answer = kaartgen("kalibreer", *options)
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert told in answer.err
    assert not settings_folder.exists()


def test_a_settings_folder_that_cannot_be_written_is_code_six(kaartgen, settings_folder):
    settings_folder.parent.mkdir(parents=True)
    settings_folder.write_text("een bestand waar de map hoort")
    answer = kaartgen("kalibreer", "--printer", "kantoor", "--metingen", READ)
    assert (answer.code, answer.out) == (ExitCode.FILE, "")
    assert "zorg dat je daar mag schrijven" in answer.err


# The readings, asked for


def test_it_asks_in_the_order_of_the_sheet_and_keeps_the_answers(answering, settings_folder):
    answer = answering("1", *ANSWERS)
    assert answer.code is ExitCode.OK
    asked = [
        *("Heb je het ijkvel al geprint en gemeten?", "Liggende liniaal", "Staande liniaal"),
        *("Rand", "Afstand 1, links tot A", "Afstand 2", "Afstand 3", "Afstand 4, boven tot B"),
        *("De achterkant: naar rechts en omhoog", "  A: ", "  B: ", "  C: ", "  D: ", "  E: "),
    ]
    places = [answer.err.index(words_of_it) for words_of_it in asked]
    assert places == sorted(places)
    assert "A: [0.6, -0.4]" in profile(settings_folder)


def test_who_has_no_sheet_yet_gets_one(small, answering):
    answer = answering("2")
    assert answer.out == f"{small.root}/output/ijkvel-a4.pdf\n"


def test_all_but_the_targets_can_be_skipped(answering, settings_folder):
    answer = answering("1", "", "", "", "", *ANSWERS[-4:], "0,6 -0,4")
    assert answer.code is ExitCode.OK
    text = profile(settings_folder)
    for field in ("liniaal", "afstanden", "rand"):
        assert f"    {field}:" not in text


def test_an_answer_that_is_no_number_is_asked_again(answering):
    answer = answering("1", "een", *ANSWERS)
    assert answer.code is ExitCode.OK
    assert answer.err.count("Typ één getal, zoals: 99,8") == 1


def test_a_target_without_an_answer_is_asked_again(answering):
    answer = answering("1", *ANSWERS[:7], "", *ANSWERS[7:])
    assert answer.code is ExitCode.OK
    assert "typ 0 0 als het gaatje precies in het midden zit" in answer.err


def test_a_contradiction_is_told_and_asked_again(answering, settings_folder):
    wrong = (*ANSWERS[:7], "0,6 2", *ANSWERS[8:])
    answer = answering("1", *wrong, "0,6 -0,4", "")
    assert answer.code is ExitCode.OK
    assert "De metingen spreken elkaar tegen: bij A lees je 0,6 2" in answer.err
    assert "A: [0.6, -0.4]" in profile(settings_folder)


def test_a_contradiction_that_is_left_is_refused(answering, settings_folder):
    wrong = (*ANSWERS[:7], "0,6 2", *ANSWERS[8:])
    answer = answering("1", *wrong, "", "")
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert not settings_folder.exists()


@pytest.mark.parametrize("count", [0, 1, 5, 9])
def test_no_answer_is_code_two_with_what_to_type_instead(answering, settings_folder, count):
    answer = answering(*("1", *ANSWERS)[:count])
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert 'kaartgen kalibreer --printer kantoor --metingen "A 0,3' in answer.err
    assert not settings_folder.exists()


def test_ctrl_c_at_a_question_keeps_nothing(small, settings_folder):
    process = started("kalibreer", "--printer", "kantoor", cwd=small.root, stdin=subprocess.PIPE)
    assert process.stderr is not None
    read = ""
    while "Kies een nummer" not in read:
        letter = process.stderr.read(1)
        assert letter
        read += letter
    process.send_signal(signal.SIGINT)
    assert finished(process).code == 130
    assert not settings_folder.exists()


# --printer


@pytest.mark.parametrize(
    ("product", "names"),
    [
        (("deck", "proef"), ["proef-kaarten-thuis-kantoor.pdf"]),
        (("deck", "proef", "--zijde", "kort"), ["proef-kaarten-thuis-kort-kantoor.pdf"]),
        (
            ("dialoogkaart", "jeugdzorg", "--vouw"),
            ["jeugdzorg-dialoogkaart-thuis-vouw-kantoor.pdf"],
        ),
        (("deck", "proef", "--vouw"), ["proef-kaarten-thuis-vouw-kantoor.pdf"]),
        (
            ("deck", "proef", "--enkelzijdig", "--apart"),
            [
                "proef-kaarten-thuis-enkelzijdig-kantoor-achterkanten.pdf",
                "proef-kaarten-thuis-enkelzijdig-kantoor-voorkanten.pdf",
            ],
        ),
        (("handreiking", "jeugdzorg"), ["jeugdzorg-handreiking-thuis-kantoor.pdf"]),
        (("bundel", "jeugdzorg", "--boekje"), ["jeugdzorg-bundel-thuis-boekje-kantoor.pdf"]),
        (
            ("doosje", "proef"),
            ["proef-doosje-thuis-kantoor-a6.pdf", "proef-doosje-thuis-kantoor-tarot.pdf"],
        ),
    ],
)
def test_every_product_is_made_for_a_printer_under_a_name_that_says_so(
    small, kaartgen, kantoor, product, names
):
    answer = kaartgen(*product, "--printer", "kantoor")
    assert answer.code is ExitCode.OK
    assert files_under(small.root / "output") == names
    assert "Rechtgezet voor printer ‘kantoor’: print dit alleen daarop.\n" in answer.err
    for name in names:
        for page in opened((small.root / "output" / name).read_bytes()).pages:
            assert size_mm(page) == pytest.approx((210, 297), abs=0.01)


# The sheet was read over the long edge: its backs came out 0.6 mm too far to the left and 0.4 mm
# too high. Over the short edge the page of the back lies the other way up on the paper.
@pytest.mark.parametrize(
    ("options", "stem", "shift", "backs"),
    [
        ((), "proef-kaarten-thuis", (0.6, 0.4), {1, 3}),
        (("--zijde", "kort"), "proef-kaarten-thuis-kort", (-0.6, -0.4), {1, 3}),
        (("--enkelzijdig",), "proef-kaarten-thuis-enkelzijdig", (0.6, 0.4), {2, 3}),
        (("--kant", "achter"), "proef-kaarten-thuis-achterkanten", (0.6, 0.4), {0, 1}),
    ],
)
def test_a_back_moves_to_where_the_printer_makes_up_for_it_and_a_good_front_stays(
    small, kaartgen, kantoor, options, stem, shift, backs
):
    one = ("deck", "proef", *options, "--alleen", "S01")
    assert kaartgen(*one).code is ExitCode.OK
    assert kaartgen(*one, "--printer", "kantoor").code is ExitCode.OK
    before = (small.root / "output" / f"{stem}-S01.pdf").read_bytes()
    after = (small.root / "output" / f"{stem}-S01-kantoor.pdf").read_bytes()
    count = len(opened(before).pages)
    assert len(opened(after).pages) == count
    # With the blank edge that papers are taken to have anyway, the plan is the same with a printer.
    for page in range(count):
        was, now = letters(before, page), letters(after, page)
        across, down = shift if page in backs else (0, 0)
        assert len(was) == len(now) > 20
        for letter in was:
            due = (letter.x + across, letter.y + down)
            same = [other for other in now if other.character == letter.character]
            assert min(math.dist((other.x, other.y), due) for other in same) < 0.02


def test_cards_of_another_program_are_put_right_too(small, kaartgen, kantoor):
    assert kaartgen("deck", "proef", "--profiel", "master", "--alleen", "S01").code is ExitCode.OK
    (source,) = (small.root / "output").glob("*.pdf")
    one = ("inslag", str(source), "--zonder-uitleg", "--rand", "wit")
    assert kaartgen(*one).code is ExitCode.OK
    assert kaartgen(*one, "--printer", "kantoor").code is ExitCode.OK
    stem = f"{source.stem}-inslag-thuis-wit-zonder-uitleg"
    before = (small.root / "output" / f"{stem}.pdf").read_bytes()
    after = (small.root / "output" / f"{stem}-kantoor.pdf").read_bytes()
    for page, (across, down) in enumerate(((0, 0), (0.6, 0.4))):
        was, now = letters(before, page), letters(after, page)
        assert len(was) == len(now) > 20
        for letter in was:
            due = (letter.x + across, letter.y + down)
            same = [other for other in now if other.character == letter.character]
            assert min(math.dist((other.x, other.y), due) for other in same) < 0.02


def test_a_workset_puts_right_what_it_can_and_names_the_rest(small, kaartgen, kantoor):
    answer = kaartgen("werkset", "jeugdzorg", "--printer", "kantoor", "--json")
    found = json.loads(answer.out)
    assert [one["bericht"] for one in found["bevindingen"]] == [
        "de dialoogkaart is niet rechtgezet: printer ‘kantoor’ is op dat papier niet geijkt."
    ]
    assert (small.root / "output" / "jeugdzorg-werkset-1-tafel-kantoor").is_dir()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("deck", "proef", "--printer", "kantor"), "Bedoel je ‘kantoor’?"),
        (("deck", "proef", "--printer", "kantoor", "--profiel", "master"), "--profiel thuis"),
        (
            ("dialoogkaart", "jeugdzorg", "--printer", "kantoor"),
            "niet geijkt op papier van 297 × 420",
        ),
        (("bundel", "jeugdzorg", "--printer", "kantoor"), "Zet --boekje erbij"),
    ],
)
def test_a_printer_that_cannot_be_used_is_code_two_and_nothing_is_made(
    small, kaartgen, kantoor, arguments, told
):
    answer = kaartgen(*arguments)
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert told in answer.err
    assert not (small.root / "output").exists()


def test_before_any_printer_is_calibrated_it_is_said_how_to_begin(kaartgen):
    answer = kaartgen("deck", "proef", "--printer", "kantoor")
    assert answer.code is ExitCode.USAGE
    assert "Er is nog geen printer geijkt. Begin met: kaartgen kalibreer" in answer.err


def test_a_correction_that_the_sheet_cannot_take_is_code_four(small, kaartgen):
    far = READ.replace("0,6", "5")
    kaartgen("kalibreer", "--printer", "ver", "--metingen", far, "--rand", "5")
    answer = kaartgen("deck", "proef", "--printer", "ver")
    assert (answer.code, answer.out) == (ExitCode.DOES_NOT_FIT, "")
    assert "Printer ‘ver’ zit er te ver naast" in answer.err
    assert not (small.root / "output").exists()


# A profile that someone spoilt


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("B: [0.6, -0.4]", "B: [0.6, 2.4]", "regel 17, kolom 7: De metingen spreken elkaar tegen"),
        ("B: [0.6, -0.4]", "B: [0.6]", "regel 17, kolom 7: Bij ‘B’ horen er minstens 2"),
        ("B: [0.6, -0.4]", "Q: [0.6, -0.4]", "Het veld ‘Q’ bestaat hier niet."),
        ("breedte: 210", "breedte: breed", "regel 11, kolom 5: Bij ‘breedte’ hoort een getal"),
        ("zijde: lang", "zijde: dwars", "‘dwars’ kan niet bij ‘zijde’."),
        ("afstanden: [25,", "afstanden: [250,", "regel 21, kolom 5: Afstand 1 is 250 mm"),
        ("naam: kantoor", "naam: [", "regel"),
    ],
)
def test_a_broken_profile_is_told_with_file_and_line(
    kaartgen, kantoor, settings_folder, old, new, told
):
    file = settings_folder / "printers" / "kantoor.yaml"
    text = profile(settings_folder)
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    answer = kaartgen("deck", "proef", "--printer", "kantoor")
    assert (answer.code, answer.out) == (ExitCode.AUTHOR, "")
    assert str(file) in answer.err
    assert told in answer.err


def test_a_broken_profile_can_be_thrown_away(kaartgen, kantoor, settings_folder):
    (settings_folder / "printers" / "kantoor.yaml").write_text("naam: kantoor\n", "utf-8")
    answer = kaartgen("kalibreer", "--printer", "kantoor", "--metingen", READ)
    assert answer.code is ExitCode.AUTHOR
    assert "gooi het bestand weg en ijk opnieuw" in answer.err


# lijst printers


def test_printers_are_listed_with_how_they_err(kaartgen, kantoor, settings_folder):
    answer = kaartgen("lijst", "printers")
    assert answer.out == (
        "kantoor  A4: achterkant 0,6 mm te ver naar links en 0,4 mm te hoog  "
        f"{settings_folder}/printers/kantoor.yaml\n"
    )


def test_printers_as_json_have_their_numbers(kaartgen, kantoor):
    (row,) = json.loads(kaartgen("lijst", "printers", "--json").out)
    assert row["naam"] == "kantoor"
    assert row["ijkingen"][0]["achterkant"]["rechts"] == -0.6
    assert row["ijkingen"][0]["rand"] == [5, 5, 5, 5]


def test_no_printers_is_an_empty_list_and_how_to_begin(kaartgen):
    assert kaartgen("lijst", "printers", "--json").out == "[]\n"
    answer = kaartgen("lijst", "printers")
    assert (answer.code, answer.out) == (ExitCode.OK, "")
    assert answer.err == "Er is nog geen printer geijkt. Begin met: kaartgen kalibreer\n"


def test_a_broken_profile_does_not_hide_the_others(kaartgen, kantoor, settings_folder):
    (settings_folder / "printers" / "zolder.yaml").write_text("naam: zolder\n", "utf-8")
    answer = kaartgen("lijst", "printers")
    assert answer.code is ExitCode.OK
    assert "kantoor  A4: achterkant" in answer.out
    assert "zolder   (het bestand is niet te lezen)" in answer.out


def test_printers_stand_in_the_list_of_everything(kaartgen, kantoor):
    assert "\nPrinters\n  kantoor  A4: " in kaartgen("lijst").out
