"""For a print shop: files of its flavour with telling names, and every slip told in words."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from kaartgen.errors import ExitCode
from kaartgen.pdf.profile import FOGRA39
from tests.cli.conftest import files_under, finished, started
from tests.content.small import ROLE
from tests.pdf.reading import box_mm, images, pictured, plain_text, size_mm


def made(answer) -> list[Path]:
    assert answer.code == 0, answer.err
    return [Path(line) for line in answer.out.splitlines()]


def intent(file: Path) -> pikepdf.Object:
    with pikepdf.open(file) as pdf:
        (found,) = pdf.Root.OutputIntents
        return str(found.OutputConditionIdentifier), bytes(found.DestOutputProfile.read_bytes())


def shop(small, name: str, **more: object) -> None:
    """Write a print shop of the user's own."""
    wishes = {"naam": "Pers van Piet", "bron": "x", "datum": "2026-11-24", "afloop": 3, "veilig": 5}
    lines = [f"{key}: {value}\n" for key, value in (wishes | more).items()]
    small.write(f"../drukkers/{name}.yaml", "".join(lines))


# --- The files ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ("", "proef-kaarten-drukker-a6.pdf proef-kaarten-drukker-tarot.pdf"),
        ("--alleen S01", "proef-kaarten-drukker-S01-a6.pdf"),
        ("--soort S --pdfx 1a", "proef-kaarten-drukker-x1a-S-a6.pdf"),
        ("--soort S --pdfx 3", "proef-kaarten-drukker-x3-S-a6.pdf"),
        ("--soort S --pdfx geen", "proef-kaarten-drukker-zonder-pdfx-S-a6.pdf"),
        ("--soort S --icc Mijn_Pers.icc", "proef-kaarten-drukker-mijn-pers-S-a6.pdf"),
        (
            "--soort W --per-kaart --aantal 2",
            " ".join(f"proef-kaarten-drukker-per-kaart-W-2x-tarot-W0{n}.pdf" for n in (1, 2)),
        ),
        ("--datum 2025-01-31 --soort S", "proef-kaarten-drukker-S-a6.pdf"),
    ],
)
def test_every_choice_is_in_the_name(arguments: str, names: str, small, kaartgen) -> None:
    (small.root / "Mijn_Pers.icc").write_bytes(FOGRA39.read_bytes())
    answer = kaartgen("deck", "proef", "--profiel", "drukker", *arguments.split())
    assert [file.name for file in made(answer)] == names.split()
    assert files_under(small.root / "output") == sorted(names.split())


def test_the_general_shop_gets_pdfx_4_for_fogra39(kaartgen) -> None:
    for file in made(kaartgen("deck", "proef", "--profiel", "drukker")):
        assert file.read_bytes()[:8] == b"%PDF-1.6"
        assert b"<pdfxid:GTS_PDFXVersion>PDF/X-4<" in file.read_bytes()
        assert intent(file) == ("FOGRA39", FOGRA39.read_bytes())


@pytest.mark.parametrize(("kind", "says"), [("1a", "PDF/X-1a:2003"), ("3", "PDF/X-3:2002")])
def test_another_pdfx_can_be_asked_for(kind: str, says: str, kaartgen) -> None:
    answer = kaartgen("deck", "proef", "--profiel", "drukker", "--soort", "S", "--pdfx", kind)
    (file,) = made(answer)
    with pikepdf.open(file) as pdf:
        assert str(pdf.docinfo["/GTS_PDFXVersion"]) == says
    assert says in answer.err


def test_without_pdfx_there_is_no_intent_but_boxes_all_the_same(kaartgen) -> None:
    answer = kaartgen("deck", "proef", "--profiel", "drukker", "--soort", "S", "--pdfx", "geen")
    (file,) = made(answer)
    assert "PDF/X" not in answer.err
    with pikepdf.open(file) as pdf:
        assert "/OutputIntents" not in pdf.Root
        assert box_mm(pdf.pages[0], "/TrimBox") == pytest.approx((3, 3, 108, 151), abs=0.01)


def test_the_master_can_be_pdfx_too(kaartgen) -> None:
    answer = kaartgen("deck", "proef", "--profiel", "master", "--soort", "S", "--pdfx", "4")
    (file,) = made(answer)
    assert file.name == "proef-kaarten-master-x4-S-a6.pdf"
    assert intent(file)[0] == "FOGRA39"


def test_the_words_tell_the_shop_the_order_the_bleed_and_the_ink(kaartgen) -> None:
    answer = kaartgen("deck", "proef", "--profiel", "drukker")
    assert "voor- en achterkanten om en om, met 3 mm afloop" in answer.err
    assert "PDF/X-4 voor FOGRA39, hooguit 280 % inkt" in answer.err


# --- A shop by name -----------------------------------------------------------------------------


def test_a_shop_that_wants_more_bleed_gets_colour_to_its_end(small, kaartgen) -> None:
    shop(small, "piet", afloop=6)
    (file,) = made(kaartgen("deck", "proef", "--profiel", "piet", "--soort", "W"))
    with pikepdf.open(file) as pdf:
        assert size_mm(pdf.pages[0]) == pytest.approx((82, 132), abs=0.01)
        assert box_mm(pdf.pages[0], "/TrimBox") == pytest.approx((6, 6, 76, 126), abs=0.01)
    back = pictured(file.read_bytes(), 1, ppi=127).convert("L")
    for x, y in ((1, 1), (back.width - 2, 1), (1, back.height - 2), (back.width // 2, 1)):
        assert back.getpixel((x, y)) < 200


def test_a_shop_that_wants_less_bleed_gets_less(small, kaartgen) -> None:
    shop(small, "piet", afloop=2)
    (file,) = made(kaartgen("deck", "proef", "--profiel", "piet", "--soort", "W"))
    with pikepdf.open(file) as pdf:
        assert size_mm(pdf.pages[0]) == pytest.approx((74, 124), abs=0.01)


def _sides(file: Path) -> list[str]:
    """Return for each page whether it is a front of a value (it has its word) or the back."""
    data = file.read_bytes()
    with pikepdf.open(file) as pdf:
        count = len(pdf.pages)
    texts = [plain_text(data, page) for page in range(count)]
    return ["voor" if "Dat je" in text else "achter" for text in texts]


@pytest.mark.parametrize(
    ("order", "sides"),
    [
        ("afwisselend", ["voor", "achter", "voor", "achter"]),
        ("achter-eerst", ["achter", "voor", "achter", "voor"]),
        ("voorkanten-een-achterkant", ["voor", "voor", "achter"]),
    ],
)
def test_pages_are_in_the_shops_order(order: str, sides: list[str], small, kaartgen) -> None:
    shop(small, "piet", volgorde=order)
    (file,) = made(kaartgen("deck", "proef", "--profiel", "piet", "--soort", "W"))
    assert _sides(file) == sides


def test_two_files_hold_the_fronts_and_the_backs(small, kaartgen) -> None:
    shop(small, "piet", volgorde="twee-bestanden")
    fronts, backs = made(kaartgen("deck", "proef", "--profiel", "piet", "--soort", "W"))
    assert fronts.name == "proef-kaarten-piet-W-tarot-voorkanten.pdf"
    assert backs.name == "proef-kaarten-piet-W-tarot-achterkanten.pdf"
    assert _sides(fronts) == ["voor", "voor"]
    assert _sides(backs) == ["achter", "achter"]


def test_where_backs_differ_each_front_keeps_its_own(small, three, kaartgen) -> None:
    shop(small, "piet", volgorde="voorkanten-een-achterkant")
    (file,) = made(kaartgen("deck", "proef", "--profiel", "piet", "--soort", "S"))
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 6


def test_a_file_for_each_card_has_its_two_sides(kaartgen) -> None:
    files = made(kaartgen("deck", "proef", "--profiel", "drukker", "--soort", "W", "--per-kaart"))
    assert [_sides(file) for file in files] == [["voor", "achter"]] * 2


def test_the_ink_limit_of_the_shop_holds_for_pictures(small, kaartgen) -> None:
    Image.new("RGB", (300, 200), (6, 8, 4)).save(small.folder / "foto.png")
    small.write(
        "rollen.yaml", f"{ROLE}  afbeelding: {{bestand: foto.png, alt: Een donkere kamer.}}\n"
    )
    inks = {}
    for limit in (220, 300):
        shop(small, "piet", inkt=limit)
        (file,) = made(kaartgen("deck", "proef", "--profiel", "piet", "--soort", "R"))
        with pikepdf.open(file) as pdf:
            (image,) = images(pdf)
            pixels = pikepdf.PdfImage(image).as_pil_image().tobytes()
        inks[limit] = max(sum(pixels[at : at + 4]) for at in range(0, len(pixels), 4)) / 2.55
    assert inks[220] <= 220 < inks[300] <= 300


def test_a_shop_that_takes_no_fonts_gets_outlines(small, kaartgen) -> None:
    shop(small, "piet", tekst="contouren")
    (file,) = made(kaartgen("deck", "proef", "--profiel", "piet", "--soort", "S"))
    assert plain_text(file.read_bytes(), 0).strip() == ""
    dark = pictured(file.read_bytes(), 0).convert("L").point(lambda value: 255 if value < 90 else 0)
    assert dark.getbbox() is not None


# --- Looked over --------------------------------------------------------------------------------


def test_what_was_made_is_looked_over_and_never_called_certified(kaartgen) -> None:
    answer = kaartgen("deck", "proef", "--profiel", "drukker")
    assert "voldoet aan onze controle op PDF/X-4. Een certificaat is dat niet." in answer.err


def coarse(small) -> None:
    """Put a picture on a card that any shop would send back: 119 pixels an inch, 20 mm high."""
    Image.new("RGB", (126, 94), (90, 120, 60)).save(small.folder / "grof.png")
    small.write("rollen.yaml", f"{ROLE}  afbeelding: {{bestand: grof.png, alt: Een veld.}}\n")


def test_what_a_shop_would_refuse_is_told_and_gives_code_7(small, kaartgen) -> None:
    coarse(small)
    answer = kaartgen("deck", "proef", "--profiel", "drukker", "--soort", "R")
    assert answer.code == ExitCode.PREFLIGHT
    assert "proef-kaarten-drukker-R-tarot.pdf: 1 fout" in answer.err
    assert "ppi" in answer.err
    assert Path(answer.out.strip()).exists()


def test_a_picture_in_which_one_sees_the_pixels_is_refused_before_anything_is_made(
    small, kaartgen
) -> None:
    coarse(small)
    Image.new("RGB", (40, 30), (90, 120, 60)).save(small.folder / "grof.png")
    answer = kaartgen("deck", "proef", "--profiel", "drukker", "--soort", "R")
    assert answer.code == ExitCode.AUTHOR
    assert "rollen.yaml, regel 3" in answer.err
    assert "een drukker wil er minstens 100" in answer.err
    assert not answer.out
    at_home = kaartgen("deck", "proef", "--soort", "R")
    assert at_home.code == ExitCode.OK
    assert "is grof op deze plek" in at_home.err


def test_findings_are_in_the_json(small, kaartgen) -> None:
    coarse(small)
    answer = kaartgen("deck", "proef", "--profiel", "drukker", "--soort", "R", "--json")
    found = json.loads(answer.out)
    assert any(
        "proef-kaarten-drukker-R-tarot.pdf" in one["bericht"] for one in found["bevindingen"]
    )


@pytest.mark.parametrize("kind", ["1a", "3"])
def test_a_see_through_picture_is_laid_on_white_where_nothing_may_shine_through(
    kind: str, small, kaartgen
) -> None:
    picture = Image.new("RGBA", (400, 300), (200, 40, 40, 255))
    picture.paste((0, 0, 0, 0), (200, 0, 400, 300))
    picture.save(small.folder / "half.png")
    small.write("rollen.yaml", f"{ROLE}  afbeelding: {{bestand: half.png, alt: Een helft.}}\n")
    (file,) = made(
        kaartgen("deck", "proef", "--profiel", "drukker", "--soort", "R", "--pdfx", kind)
    )
    with pikepdf.open(file) as pdf:
        (image,) = images(pdf)
        assert "/SMask" not in image
        assert "/Mask" not in image
        pixels = pikepdf.PdfImage(image).as_pil_image()
    assert pixels.getpixel((300, 150)) == (0, 0, 0, 0)
    assert pixels.getpixel((100, 150))[1] > 150


# --- Dates and sameness -------------------------------------------------------------------------


def test_the_date_that_was_asked_for_is_in_the_file(kaartgen, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    answer = kaartgen(
        "deck", "proef", "--profiel", "drukker", "--soort", "S", "--datum", "2025-01-31"
    )
    (file,) = made(answer)
    with pikepdf.open(file) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20250131120000+00'00'"
        assert b"2025-01-31T12:00:00+00:00" in pdf.Root.Metadata.read_bytes()


def test_the_date_also_holds_at_home(kaartgen) -> None:
    (file,) = made(kaartgen("deck", "proef", "--datum", "2025-01-31"))
    with pikepdf.open(file) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20250131")


def test_without_it_source_date_epoch_holds(kaartgen, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    (file,) = made(kaartgen("deck", "proef", "--profiel", "drukker", "--soort", "S"))
    with pikepdf.open(file) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20010909014640+00'00'"


def test_two_processes_give_the_same_bytes(small) -> None:
    found = []
    for folder in ("een", "twee"):
        arguments = ("deck", "proef", "--profiel", "drukker", "--soort", "S", "--uit", folder)
        answer = finished(started(*arguments, cwd=small.root))
        found += [file.read_bytes() for file in made(answer)]
    assert found[0] == found[1]


# --- Slips --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("--profiel druker", "‘druker’ kan niet bij --profiel.\n  → Bedoel je ‘drukker’?"),
        ("--profiel drukker --pdfx 5", "‘5’ kan niet bij --pdfx."),
        ("--pdfx 4", "--pdfx is voor een drukker."),
        ("--icc x.icc", "--icc is voor een drukker."),
        ("--per-kaart", "--per-kaart is voor een drukker."),
        ("--profiel drukker --vouw", "--vouw hoort bij --profiel thuis."),
        ("--profiel drukker --papier A3", "--papier hoort bij --profiel thuis."),
        ("--profiel drukker --tot-de-rand", "--tot-de-rand hoort bij --profiel thuis."),
        ("--profiel drukker --grootletter", "--grootletter hoort bij --profiel thuis."),
        ("--datum gisteren", "Bij --datum hoort een datum als 2026-11-24; er staat ‘gisteren’."),
        ("--datum 2026-02-30", "er staat ‘2026-02-30’."),
        ("--datum 0026-02-03", "er staat ‘0026-02-03’."),
    ],
)
def test_a_wrong_choice_is_told_and_nothing_is_made(
    arguments: str, words: str, small, kaartgen
) -> None:
    answer = kaartgen("deck", "proef", *arguments.split())
    assert answer.code == ExitCode.USAGE
    assert words in answer.err
    assert not (small.root / "output").exists()


@pytest.mark.parametrize(
    ("data", "words", "code"),
    [
        (None, "het is er niet", ExitCode.FILE),
        (b"geen profiel", "is geen ICC-profiel", ExitCode.FILE),
        (
            ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
            "voor rgb, niet voor cmyk",
            ExitCode.USAGE,
        ),
    ],
)
def test_a_wrong_profile_is_refused(data, words: str, code: int, small, kaartgen) -> None:
    if data is not None:
        (small.root / "pers.icc").write_bytes(data)
    answer = kaartgen("deck", "proef", "--profiel", "drukker", "--icc", "pers.icc")
    assert answer.code == code
    assert words in answer.err
    assert "pers.icc" in answer.err
    assert not (small.root / "output").exists()


def test_a_shop_of_another_condition_asks_for_its_profile(small, kaartgen) -> None:
    shop(small, "piet", profiel="FOGRA52", pdfx=4)
    answer = kaartgen("deck", "proef", "--profiel", "piet")
    assert answer.code == ExitCode.USAGE
    assert "Pers van Piet drukt met FOGRA52" in answer.err
    assert "--icc" in answer.err


def test_with_its_profile_that_shop_is_served(small, kaartgen) -> None:
    shop(small, "piet", profiel="FOGRA52", pdfx=4)
    profile = FOGRA39.read_bytes().replace(b"FOGRA39L Coated", b"PSOuncoated_v3 ")
    (small.root / "ongestreken.icc").write_bytes(profile)
    answer = kaartgen(
        "deck", "proef", "--profiel", "piet", "--soort", "S", "--icc", "ongestreken.icc"
    )
    (file,) = made(answer)
    assert intent(file) == ("FOGRA52", profile)
