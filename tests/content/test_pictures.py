"""Pictures that cannot be used: elsewhere, missing, no picture, or far too large."""

from __future__ import annotations

import io
import struct
import time
import zlib

import pytest
from PIL import Image

from kaartgen.errors import ExitCode, KaartgenError
from tests.content.small import ROLE, SITUATION, SmallDeck, Told

PLACE = "proef/rollen.yaml, regel 4, kolom 5"
NO_PICTURE = (
    "‘deur.png’ is niet als afbeelding te lezen.\n"
    "  → Gebruik een PNG, JPEG, TIFF of WebP en kijk of hij zelf wel opent."
)
SMALLER = "\n  → Verklein haar; voor een kaart zijn 2000 beeldpunten breed ruim genoeg."


def role_with(picture: str) -> str:
    return f"{ROLE}  afbeelding:\n    bestand: {picture}\n    alt: Een deur.\n"


def png(width: int = 60, height: int = 40, mode: str = "RGB") -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (width, height)).save(stream, "PNG")
    return stream.getvalue()


def claiming(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes whose header claims these sizes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    image = chunk(b"IDAT", zlib.compress(bytes(100)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + image + chunk(b"IEND", b"")


def refused(small: SmallDeck, name: str, raw: bytes | None = None) -> Told:
    small.write("rollen.yaml", role_with(name))
    if raw is not None:
        small.write(name, raw)
    return small.refused()


def test_a_picture_beside_the_deck_is_used(small):
    small.write("deur.png", png())
    small.write("rollen.yaml", role_with("deur.png"))
    assert len(small.typeset().cards) == 4


def test_a_picture_in_a_folder_of_the_deck_is_used(small):
    small.write("beelden/deur.png", png())
    small.write("rollen.yaml", role_with("beelden/deur.png"))
    assert len(small.typeset().cards) == 4


@pytest.mark.parametrize(
    "name", ["../gedeeld/deur.png", "beelden/../../gedeeld/deur.png", "/etc/hostname", ".."]
)
def test_a_picture_outside_the_decks_folder_is_refused(small, name):
    small.write("../gedeeld/deur.png", png())
    assert refused(small, name) == Told(
        ExitCode.AUTHOR,
        f"{PLACE}: De afbeelding ‘{name}’ ligt buiten de map van het deck.\n"
        f"  → Zet het bestand in {small.folder} en schrijf alleen zijn naam.".replace(
            f"{small.root / 'kaarten'}/", ""
        ),
    )


def test_a_link_to_a_picture_outside_the_decks_folder_is_refused(small):
    elsewhere = small.write("../gedeeld/deur.png", png())
    (small.folder / "deur.png").symlink_to(elsewhere)
    assert "ligt buiten de map van het deck" in refused(small, "deur.png").text


@pytest.mark.parametrize("name", ["deur.png", "beelden/deur.png", "Deur.PNG"])
def test_a_missing_picture_says_where_to_put_it(small, name):
    assert refused(small, name) == Told(
        ExitCode.FILE,
        f"{PLACE}: De afbeelding ‘{name}’ is er niet.\n"
        "  → Zet het bestand in proef, of verbeter de naam.",
    )


def test_a_folder_is_no_picture(small):
    small.write("beelden/deur.png", png())
    assert refused(small, "beelden") == Told(
        ExitCode.FILE,
        f"{PLACE}: De afbeelding ‘beelden’ is er niet.\n"
        "  → Zet het bestand in proef, of verbeter de naam.",
    )


@pytest.mark.parametrize("name", ['"a\\0b.png"', "x" * 300 + ".png", '"\\u2603/\\u2603.png"'])
def test_a_strange_name_is_no_crash(small, name):
    small.write("rollen.yaml", role_with(name))
    told = small.refused()
    assert told.code in (ExitCode.AUTHOR, ExitCode.FILE)
    assert told.text.startswith(PLACE)


@pytest.mark.parametrize(
    "raw",
    [b"", b"zomaar tekst", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7\n", png()[:50]],
    ids=["empty", "text", "svg", "pdf", "half a png"],
)
def test_a_file_that_is_no_picture_is_told(small, raw):
    assert refused(small, "deur.png", raw) == Told(ExitCode.FILE, f"{PLACE}: {NO_PICTURE}")


def test_a_picture_of_no_size_is_no_picture(small):
    assert refused(small, "deur.png", claiming(0, 0)).text == f"{PLACE}: {NO_PICTURE}"


def test_a_header_that_claims_what_the_file_does_not_hold_is_no_picture(small):
    assert refused(small, "deur.png", claiming(900, 900)).text == f"{PLACE}: {NO_PICTURE}"


def test_a_picture_of_forty_thousand_square_is_too_large(small):
    told = refused(small, "deur.png", claiming(40_000, 40_000))
    assert told == Told(
        ExitCode.AUTHOR,
        f"{PLACE}: De afbeelding ‘deur.png’ is te groot (40000 × 40000 beeldpunten).{SMALLER}",
    )


def test_a_picture_of_nine_thousand_square_is_told_its_size(small):
    assert refused(small, "deur.png", claiming(9_000, 9_000)) == Told(
        ExitCode.AUTHOR,
        f"{PLACE}: De afbeelding ‘deur.png’ is te groot (9000 × 9000 beeldpunten).{SMALLER}",
    )


def test_a_picture_far_too_large_takes_no_time(small):
    start = time.monotonic()
    refused(small, "deur.png", claiming(40_000, 40_000))
    assert time.monotonic() - start < 3


def test_a_picture_without_words_asks_for_them(small):
    small.write("rollen.yaml", ROLE + "  afbeelding:\n    bestand: deur.png\n")
    assert small.refused() == Told(
        ExitCode.AUTHOR,
        "proef/rollen.yaml, regel 3, kolom 3: Het veld ‘alt’ ontbreekt.\n"
        "  → Voeg een regel ‘alt: …’ toe.",
    )


def test_a_picture_in_a_shared_card_points_into_the_shared_file(small):
    small.write(
        "../gedeeld/rollen.yaml", role_with("deur.png").replace("- naam", "- id: a\n  naam")
    )
    small.write("rollen.yaml", "- gedeeld: a\n")
    assert small.refused() == Told(
        ExitCode.FILE,
        "gedeeld/rollen.yaml, regel 5, kolom 5: De afbeelding ‘deur.png’ is er niet.\n"
        "  → Zet het bestand in proef, of verbeter de naam.",
    )


def test_every_picture_that_is_missing_is_told(small):
    small.write("rollen.yaml", role_with("a.png") + role_with("b.png").replace("Gastheer", "Gast"))
    small.write("jokers.yaml", "- gedeeld: pas\n  afbeelding: {bestand: c.png, alt: Een stoel.}\n")
    text = small.refused().text
    assert [f"‘{name}.png’ is er niet" in text for name in "abc"] == [True] * 3


def test_a_missing_picture_does_not_hide_a_text_that_does_not_fit(small):
    small.write("rollen.yaml", role_with("deur.png"))
    small.spoil("situaties.yaml", "De deur", "Te lang" * 12)
    told = small.refused()
    assert told.code is ExitCode.DOES_NOT_FIT
    assert "‘deur.png’ is er niet" in told.text


@pytest.mark.parametrize(
    ("file", "card"),
    [
        ("vragen.yaml", "- tekst: Wat zie je?\n  stap: 1\n"),
        ("rollen.yaml", ROLE),
        ("situaties.yaml", SITUATION),
    ],
)
def test_a_picture_is_never_left_out_in_silence(small, file, card):
    small.write(file, f"{card}  afbeelding: {{bestand: weg.png, alt: Een deur.}}\n")
    with pytest.raises(KaartgenError, match=r"weg\.png|afbeelding"):
        small.typeset()
