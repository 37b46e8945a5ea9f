"""Fonts of every kind: variable, PostScript, in collections, for the web, and forbidden ones."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.pens.areaPen import AreaPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

from kaartgen import kept
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import Fill, FontRef
from kaartgen.layout.fonts import Font
from kaartgen.layout.static_font import FontFile, static_font
from kaartgen.pdf.draw import drawn
from kaartgen.pdf.outlines import in_outlines
from tests.layout import font_files
from tests.pdf.small import document, figure, written


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


def opened(wanted: FontFile) -> Font:
    return Font(FontRef("proef", static_font(wanted)))


def refused(wanted: FontFile) -> KaartgenError:
    with pytest.raises(KaartgenError) as caught:
        static_font(wanted)
    assert caught.value.problems[0].place is not None
    assert caught.value.problems[0].place.file == wanted.path
    return caught.value


def names_in(file: Path) -> str:
    return " ".join(
        str(record) for record in TTFont(file)["name"].names if record.nameID < 7 and record.nameID
    )


# What can be used as it lies


def test_a_static_truetype_font_is_used_as_it_lies(tmp_path: Path, cache: Path) -> None:
    file = font_files.font(tmp_path / "blok.ttf")
    assert static_font(FontFile(file)) == file
    assert not cache.exists()


def test_for_a_static_truetype_font_the_converter_is_not_loaded(tmp_path: Path) -> None:
    file = font_files.font(tmp_path / "blok.ttf")
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from kaartgen.layout.static_font import FontFile, static_font\n"
        f"static_font(FontFile(Path({str(file)!r})))\n"
        "sys.exit('fontTools' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", ["Blok[jes]", "Blök", ""])
def test_a_font_whose_name_no_pdf_can_hold_gets_another(tmp_path: Path, name: str) -> None:
    whole = font_files.font(tmp_path / "heel.ttf")
    font = TTFont(whole, recalcTimestamp=False)
    font["name"].removeNames(platformID=1)
    font["name"].setName(name, 6, 3, 1, 0x409)
    file = tmp_path / "vreemd.ttf"
    font.save(file)
    ref = FontRef("vreemd", static_font(FontFile(file)))
    assert ref.file != file
    assert drawn(document(figure(written("Ho", font=ref)))).startswith(b"%PDF")


# Variable fonts


@pytest.mark.parametrize(("weight", "em"), [(300, 0.6), (600, 0.7), (900, 0.8)])
def test_a_variable_font_is_as_wide_as_its_weight_asks(
    tmp_path: Path, weight: int, em: float
) -> None:
    file = font_files.variable(tmp_path / "rek.ttf")
    font = opened(FontFile(file, weight))
    assert font.shaped("H").advance == pytest.approx(em)
    # Not only its measure: the block itself is white of 50 on either side.
    face = hb.Font(hb.Face(hb.Blob.from_file_path(str(font.ref.file))))
    extents = face.get_glyph_extents(face.get_nominal_glyph(ord("H")))
    assert extents is not None
    assert extents.width == pytest.approx(em * 1000 - 100)


def test_another_axis_stands_where_the_house_style_puts_it(tmp_path: Path) -> None:
    file = font_files.variable(tmp_path / "rek.ttf")
    assert opened(FontFile(file, 300, axes=(("wdth", 50.0),))).shaped("H").advance == 0.5
    assert opened(FontFile(file, 300)).shaped("H").advance == 0.6


def test_what_was_variable_is_static_in_the_pdf(tmp_path: Path) -> None:
    file = font_files.variable(tmp_path / "rek.ttf")
    ref = FontRef("rek", static_font(FontFile(file, 900)))
    assert "fvar" not in TTFont(ref.file)
    assert drawn(document(figure(written("Hallo", font=ref)))).startswith(b"%PDF")


@pytest.mark.parametrize("weight", [200, 950])
def test_a_weight_beyond_the_axis_is_told_with_its_ends(tmp_path: Path, weight: int) -> None:
    error = refused(FontFile(font_files.variable(tmp_path / "rek.ttf"), weight))
    assert error.code is ExitCode.FONT
    assert f"niet met gewicht {weight}" in str(error)
    assert "van 300 tot 900" in str(error)


def test_an_axis_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    file = font_files.variable(tmp_path / "rek.ttf")
    error = refused(FontFile(file, 300, axes=(("opsz", 12.0),)))
    assert "geen as ‘opsz’" in str(error)
    assert "wght, wdth" in str(error)


def test_an_axis_for_a_static_font_is_told(tmp_path: Path) -> None:
    file = font_files.font(tmp_path / "blok.ttf")
    assert "geen as ‘wdth’" in str(refused(FontFile(file, axes=(("wdth", 80.0),))))


# PostScript outlines


def test_a_postscript_disc_stays_round(tmp_path: Path) -> None:
    file = static_font(FontFile(font_files.font(tmp_path / "blok.otf", cff=True)))
    font = TTFont(file)
    pen = AreaPen()
    font.getGlyphSet()[font.getBestCmap()[ord("o")]].draw(pen)
    assert abs(pen.value) == pytest.approx(3.14159 * 250**2, rel=0.003)


def test_contours_turn_as_truetype_wants_them(tmp_path: Path) -> None:
    font = TTFont(static_font(FontFile(font_files.font(tmp_path / "blok.otf", cff=True))))
    pen = AreaPen()
    # Of our counter-clockwise PostScript disc; filled shapes run clockwise in TrueType.
    font.getGlyphSet()[font.getBestCmap()[ord("o")]].draw(pen)
    assert pen.value < 0


def test_a_converted_font_keeps_its_widths_and_kerning(tmp_path: Path) -> None:
    font = opened(FontFile(font_files.font(tmp_path / "blok.otf", cff=True)))
    assert font.shaped("H").advance == 0.6
    assert font.shaped("Ho").advance == pytest.approx(1.1)
    assert font.shaped("Ho").kerns == ((0, -100),)
    assert font.cap_height == pytest.approx(0.7)


def test_a_converted_font_lies_in_the_pdf_and_as_outlines(tmp_path: Path) -> None:
    ref = FontRef("blok", static_font(FontFile(font_files.font(tmp_path / "b.otf", cff=True))))
    page = document(figure(written("Ho", font=ref)))
    assert b"Blokjes-400" in drawn(page)
    (shape,) = in_outlines(page).pages[0].frame.figure
    assert isinstance(shape, Fill)


def test_a_converted_font_misses_what_the_first_missed(tmp_path: Path) -> None:
    file = font_files.font(tmp_path / "blok.otf", cff=True, letters="Ho ")
    assert opened(FontFile(file)).missing("Hoi") == "i"


# Collections and fonts for the web


def test_a_collection_gives_the_face_of_the_weight_that_is_asked(tmp_path: Path) -> None:
    light = font_files.font(tmp_path / "a.ttf", width=500, weight=400)
    bold = font_files.font(tmp_path / "b.ttf", width=800, weight=700)
    both = font_files.collection(tmp_path / "c.ttc", light, bold)
    assert opened(FontFile(both, 700)).shaped("H").advance == 0.8
    assert opened(FontFile(both, 400)).shaped("H").advance == 0.5
    assert opened(FontFile(both, 400, number=2)).shaped("H").advance == 0.8


def test_a_weight_that_a_collection_lacks_is_told_with_its_numbers(tmp_path: Path) -> None:
    light = font_files.font(tmp_path / "a.ttf", weight=400)
    slanted = font_files.font(tmp_path / "b.ttf", weight=400, italic=True)
    error = refused(FontFile(font_files.collection(tmp_path / "c.ttc", light, slanted), 600))
    assert "geen lettertype met gewicht 600" in str(error)
    assert "#1 is 400, #2 is 400 cursief" in str(error)


def test_a_number_beyond_the_collection_is_told(tmp_path: Path) -> None:
    light = font_files.font(tmp_path / "a.ttf")
    error = refused(FontFile(font_files.collection(tmp_path / "c.ttc", light), number=4))
    assert "geen lettertype nummer 4" in str(error)


@pytest.mark.parametrize("flavour", ["woff", "woff2"])
def test_a_font_for_the_web_is_unpacked(tmp_path: Path, flavour: str) -> None:
    plain = font_files.font(tmp_path / "blok.ttf", width=640)
    file = font_files.packed(tmp_path / f"blok.{flavour}", plain, flavour)
    font = opened(FontFile(file))
    assert font.shaped("H").advance == 0.64
    assert font.ref.file.read_bytes()[:4] == b"\x00\x01\x00\x00"


# Licences


@pytest.mark.parametrize("kind", ["ttf", "otf"])
@pytest.mark.parametrize(
    ("embedding", "said"),
    [(0x0002, "niet in een pdf"), (0x0100, "in zijn geheel"), (0x0200, "alleen plaatjes")],
)
def test_a_font_that_may_not_be_embedded_is_refused(
    tmp_path: Path, kind: str, embedding: int, said: str
) -> None:
    file = font_files.font(tmp_path / f"blok.{kind}", cff=kind == "otf", embedding=embedding)
    error = refused(FontFile(file))
    assert error.code is ExitCode.FONT
    assert said in str(error)
    assert "Vraag de maker" in str(error)


# Installable, preview and print, editable, and the least strict of two.
@pytest.mark.parametrize("embedding", [0, 4, 8, 2 | 8])
def test_a_font_that_may_be_embedded_is_used(tmp_path: Path, embedding: int) -> None:
    assert static_font(FontFile(font_files.font(tmp_path / "blok.ttf", embedding=embedding)))


_RESERVING = 'Copyright 2020 Jan (https://voorbeeld.nl/), with Reserved Font Name "Blokjes".'


def test_a_reserved_name_is_not_given_to_what_was_converted(tmp_path: Path) -> None:
    file = font_files.font(tmp_path / "b.otf", cff=True, copyright_line=_RESERVING)
    names = names_in(static_font(FontFile(file)))
    assert "Blokjes" not in names
    assert "Kaartgen" in names


def test_a_name_reserved_in_the_licence_beside_the_file_is_not_given_either(
    tmp_path: Path,
) -> None:
    file = font_files.font(tmp_path / "b.otf", cff=True)
    (tmp_path / "OFL.txt").write_text(_RESERVING, encoding="utf-8")
    assert "Blokjes" not in names_in(static_font(FontFile(file)))


def test_a_licence_that_only_explains_what_is_reserved_reserves_nothing(tmp_path: Path) -> None:
    file = font_files.font(tmp_path / "b.otf", cff=True)
    text = 'Copyright 2020 Jan\n"Reserved Font Name" refers to any names specified as such.'
    (tmp_path / "OFL.txt").write_text(text, encoding="utf-8")
    assert "Blokjes" in names_in(static_font(FontFile(file)))


def test_the_copyright_stays_in_what_was_converted(tmp_path: Path) -> None:
    file = font_files.font(tmp_path / "b.otf", cff=True, copyright_line=_RESERVING)
    assert TTFont(static_font(FontFile(file)))["name"].getDebugName(0) == _RESERVING


# The cache


def test_a_second_run_takes_the_font_that_the_first_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = FontFile(font_files.font(tmp_path / "b.otf", cff=True))
    first = static_font(wanted)
    monkeypatch.setitem(sys.modules, "kaartgen.layout.font_convert", None)  # importing it fails
    assert static_font(wanted) == first


def test_another_font_under_the_same_name_is_converted_anew(tmp_path: Path) -> None:
    wanted = FontFile(font_files.font(tmp_path / "b.otf", cff=True, width=600))
    assert opened(wanted).shaped("H").advance == 0.6
    font_files.font(tmp_path / "b.otf", cff=True, width=650)
    assert opened(wanted).shaped("H").advance == 0.65


def test_the_same_font_is_converted_into_the_same_bytes_whatever_the_hash_seed(
    tmp_path: Path,
) -> None:
    files = (font_files.font(tmp_path / "b.otf", cff=True), font_files.variable(tmp_path / "v.ttf"))
    code = (
        "import hashlib, sys\nfrom pathlib import Path\n"
        "from kaartgen.layout.font_convert import converted\n"
        "for file in sys.argv[1:]:\n"
        "    data = Path(file).read_bytes()\n"
        "    made = converted(data, 0, {}, family=None, weight=4, italic=False)\n"
        "    print(hashlib.sha256(made).hexdigest())\n"
    )

    def made(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code, *map(str, files)]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True
        ).stdout

    assert made("1") == made("2")


def test_on_a_full_disk_no_half_font_is_left(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = font_files.font(tmp_path / "b.otf", cff=True)
    real = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        real(self, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(KaartgenError, match="de schijf is vol") as caught:
        static_font(FontFile(file))
    assert caught.value.code is ExitCode.FILE
    assert not list((cache / "lettertypen").iterdir())


def test_where_nothing_can_be_kept_the_font_is_made_elsewhere(tmp_path: Path, cache: Path) -> None:
    cache.write_text("hier kan geen map zijn", encoding="utf-8")
    file = font_files.font(tmp_path / "b.otf", cff=True)
    made = static_font(FontFile(file))
    assert made.is_file()
    assert not made.is_relative_to(cache)
    made.unlink()
    made.parent.rmdir()


# What is no font


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is leeg"),
        (b"zomaar tekst", "geen lettertype, al heet het zo"),
        (b"<!DOCTYPE html><html>", "een webpagina"),
        (b"PK\x03\x04rommel", "een zip-bestand"),
        (b"%!PS-AdobeFont-1.0", "Type 1"),
        (b"OTTO" + bytes(3), "houdt te vroeg op"),
        (b"\x00\x01\x00\x00\x00\x00" + bytes(300), "ontbreekt"),
        (b"ttcf" + bytes(3), "houdt te vroeg op"),
        (b"wOFF" + bytes(60), "niet uit te pakken"),
        (b"wOF2" + bytes(60), "niet uit te pakken"),
    ],
)
def test_what_is_no_font_is_told_for_what_it_is(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "letters.ttf"
    file.write_bytes(content)
    error = refused(FontFile(file))
    assert error.code is ExitCode.FONT
    assert said in str(error)


@pytest.mark.parametrize("table", ["cmap", "hmtx", "post", "glyf"])
def test_a_font_without_a_table_is_told_which(tmp_path: Path, table: str) -> None:
    whole = font_files.font(tmp_path / "heel.ttf")
    file = tmp_path / "half.ttf"
    file.write_bytes(whole.read_bytes().replace(table.encode(), b"zzzz", 1))
    error = refused(FontFile(file))
    assert f"er ontbreekt {table}" in str(error)


@pytest.mark.parametrize("kind", ["otf", "ttf"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_half_a_font_is_told(tmp_path: Path, kind: str, share: float) -> None:
    whole = font_files.font(tmp_path / "heel.ttf", cff=kind == "otf").read_bytes()
    file = tmp_path / f"half.{kind}"
    file.write_bytes(whole[: int(len(whole) * share)])
    assert "houdt te vroeg op" in str(refused(FontFile(file)))


def test_a_font_with_nonsense_inside_is_told(tmp_path: Path) -> None:
    raw = bytearray(font_files.font(tmp_path / "b.otf", cff=True).read_bytes())
    start = raw.index(b"CFF ")
    at = int.from_bytes(raw[start + 8 : start + 12], "big")
    raw[at : at + 400] = b"\xff" * 400
    file = tmp_path / "stuk.otf"
    file.write_bytes(raw)
    error = refused(FontFile(file))
    assert error.code is ExitCode.FONT
    assert "niet om te zetten" in str(error)


def test_a_font_of_pictures_alone_is_told(tmp_path: Path) -> None:
    font = TTFont(font_files.font(tmp_path / "heel.ttf"), recalcTimestamp=False)
    for table in ("glyf", "loca"):
        del font[table]
    pictures = DefaultTable("CBDT")
    pictures.data = bytes(8)
    font["CBDT"] = pictures
    out = io.BytesIO()
    font.save(out)
    file = tmp_path / "kleur.ttf"
    file.write_bytes(out.getvalue())
    assert "bestaat uit plaatjes" in str(refused(FontFile(file)))
