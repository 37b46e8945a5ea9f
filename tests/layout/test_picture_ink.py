"""Pictures of every kind in ink: profiles, grey, depth, transparency, turns, and their size."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageFile, ImageFilter

from kaartgen.errors import ExitCode, KaartgenError, Place
from kaartgen.frame import Raster
from kaartgen.layout.picture import PROFILE, WHOLE, developed, opened_picture, raster_of
from kaartgen.pixels import image_of, in_four_inks

PLACE = Place(Path("rollen.yaml"), 4)
SCREEN = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def printed(picture: Image.Image, kind: str = "PNG", **options: object) -> Raster:
    return raster_of(saved(picture, kind, **options), "proef", PLACE)


def inks(raster: Raster, x: int = 0, y: int = 0) -> tuple[int, ...]:
    return in_four_inks(raster).getpixel((x, y))


def seen(raster: Raster, x: int = 0, y: int = 0) -> tuple[int, ...]:
    """How a pixel looks on the press's own paper, in sRGB (the profile read the other way)."""
    pixel = Image.new("CMYK", (1, 1), inks(raster, x, y))
    shown = ImageCms.profileToProfile(
        pixel, str(PROFILE), SCREEN, renderingIntent=1, outputMode="RGB"
    )
    return shown.getpixel((0, 0))


def wide_gamut() -> bytes:
    """Return a profile in which RGB (200, 60, 60) is another colour than in sRGB: gamma 1, say.

    It is sRGB with its tone curves replaced by straight lines.
    """
    raw = bytearray(SCREEN.tobytes())
    count = int.from_bytes(raw[128:132])
    for at in range(count):
        entry = 132 + 12 * at
        if raw[entry : entry + 4] in (b"rTRC", b"gTRC", b"bTRC"):
            start = int.from_bytes(raw[entry + 4 : entry + 8])
            # A curve of no points is the straight line (ICC.1, 10.6).
            raw[start : start + 12] = b"curv" + bytes(8)
            raw[entry + 8 : entry + 12] = (12).to_bytes(4)
    return bytes(raw)


# Colours


def test_a_colour_of_the_screen_comes_out_as_that_colour() -> None:
    red = printed(Image.new("RGB", (2, 2), (180, 60, 60)))
    assert seen(red) == pytest.approx((180, 60, 60), abs=10)


def test_a_profile_in_the_picture_says_what_its_numbers_mean() -> None:
    picture = Image.new("RGB", (2, 2), (128, 30, 30))
    plain = printed(picture)
    straight = printed(picture, icc_profile=wide_gamut())
    # Half of the light is far lighter than what a screen shows for half of its number.
    assert seen(straight)[0] > seen(plain)[0] + 30
    assert seen(straight)[0] == pytest.approx(188, abs=10)


def test_a_broken_profile_is_told_and_not_used() -> None:
    content = saved(Image.new("RGB", (2, 2), (180, 60, 60)), icc_profile=b"geen profiel" * 20)
    assert inks(raster_of(content, "proef", PLACE)) == inks(
        printed(Image.new("RGB", (2, 2), (180, 60, 60)))
    )


def test_a_profile_for_other_colours_is_told_and_not_used(tmp_path: Path) -> None:
    picture = Image.new("L", (2, 2), 100)
    file = tmp_path / "grijs.png"
    picture.save(file, icc_profile=SCREEN.tobytes())
    found = developed(opened_picture(file, PLACE), PLACE)
    assert found.raster == printed(picture)
    assert "dat er niet bij past" in found.notes[0]


def test_lab_comes_out_as_that_colour() -> None:
    # Lightness 50, 40 along the red axis (in memory 128 is none): an sRGB of (184, 84, 119).
    lab = printed(Image.new("LAB", (2, 2), (128, 168, 128)), "TIFF")
    assert seen(lab) == pytest.approx((184, 84, 119), abs=10)


def test_inks_without_a_profile_stay_what_they_are_and_that_is_said(tmp_path: Path) -> None:
    file = tmp_path / "druk.tif"
    Image.new("CMYK", (2, 2), (10, 200, 30, 40)).save(file)
    found = developed(opened_picture(file, PLACE), PLACE)
    assert inks(found.raster) == (10, 200, 30, 40)
    assert "zonder kleurprofiel" in found.notes[0]


def test_inks_for_this_very_press_stay_what_they_are_and_nothing_is_said(tmp_path: Path) -> None:
    file = tmp_path / "druk.tif"
    Image.new("CMYK", (2, 2), (0, 0, 0, 255)).save(file, icc_profile=PROFILE.read_bytes())
    found = developed(opened_picture(file, PLACE), PLACE)
    assert inks(found.raster) == (0, 0, 0, 255)
    assert found.notes == ()


def test_inks_in_a_jpeg_of_a_design_program_are_not_upside_down() -> None:
    found = printed(Image.new("CMYK", (16, 16), (255, 0, 0, 0)), "JPEG", quality=95)
    assert inks(found, 8, 8) == pytest.approx((255, 0, 0, 0), abs=6)


# Grey


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGB", "P", "I;16"])
def test_what_has_no_colour_is_black_ink_alone(mode: str) -> None:
    picture = Image.new("L", (4, 1), 0)
    picture.putpixel((1, 0), 255)
    made = picture.convert(mode) if mode != "I;16" else _deep(0, 65535)
    found = printed(made)
    assert found.grey
    assert [inks(found, x) for x in (0, 1)] == [(0, 0, 0, 255), (0, 0, 0, 0)]


def _deep(*levels: int) -> Image.Image:
    raw = b"".join(level.to_bytes(2, "little") for level in levels)
    return Image.frombytes("I;16", (len(levels), 1), raw)


def test_sixteen_bits_give_the_same_tones_as_eight() -> None:
    levels = [0, 40, 128, 200, 255]
    eight = Image.new("L", (5, 1))
    for x, level in enumerate(levels):
        eight.putpixel((x, 0), level)
    deep, plain = printed(_deep(*(level * 257 for level in levels))), printed(eight)
    assert deep.pixels == plain.pixels


def test_sixteen_bits_of_colour_are_printed() -> None:
    # A PNG of one pixel, sixteen bits a part: (0xB400, 0x3C00, 0x3C00).
    def chunk(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    header = struct.pack(">IIBBBBB", 1, 1, 16, 2, 0, 0, 0)
    row = zlib.compress(b"\0" + bytes((0xB4, 0, 0x3C, 0, 0x3C, 0)))
    content = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", row) + chunk(b"IEND", b"")
    )
    assert seen(raster_of(content, "proef", PLACE)) == pytest.approx((180, 60, 60), abs=10)


def test_a_grey_is_as_light_on_paper_as_between_black_and_white_on_a_screen() -> None:
    tone = seen(printed(Image.new("L", (1, 1), 128)))
    paper, ink = (seen(Raster(1, 1, bytes([level]), grey=True)) for level in (0, 255))

    def light(pixel: tuple[int, ...]) -> float:
        return ((pixel[1] / 255 + 0.055) / 1.055) ** 2.4

    share = (light(tone) - light(ink)) / (light(paper) - light(ink))
    # An sRGB of 128 is 21.6 per cent of the light of white.
    assert share == pytest.approx(0.216, abs=0.02)


def test_a_touch_of_colour_is_not_taken_for_grey() -> None:
    picture = Image.new("RGB", (4, 1), (128, 128, 128))
    picture.putpixel((3, 0), (128, 128, 140))
    assert not printed(picture).grey


# Transparency


def test_what_is_transparent_shines_through_and_the_rest_does_not() -> None:
    picture = Image.new("RGBA", (3, 1), (200, 30, 30, 255))
    picture.putpixel((1, 0), (200, 30, 30, 128))
    picture.putpixel((2, 0), (0, 0, 0, 0))
    assert printed(picture).alpha == bytes((255, 128, 0))


def test_a_picture_whose_alpha_hides_nothing_has_none() -> None:
    assert printed(Image.new("RGBA", (3, 1), (200, 30, 30, 255))).alpha is None


def test_a_colour_that_a_palette_makes_transparent_shines_through() -> None:
    picture = Image.new("P", (2, 1))
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.putpixel((1, 0), 1)
    assert printed(picture, "GIF", transparency=1).alpha == bytes((255, 0))


def test_making_it_smaller_gives_no_edge_of_what_was_invisible(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (40, 40), (0, 255, 0, 0))  # invisible green
    picture.paste((220, 20, 20, 255), (0, 0, 21, 40))
    file = tmp_path / "rand.png"
    picture.save(file)
    small = developed(opened_picture(file, PLACE), PLACE, WHOLE, (4, 4)).raster
    assert small.alpha is not None
    half = [x for x in range(4) if 0 < small.alpha[x] < 255]
    assert half
    red, green, _ = seen(small, half[0])
    assert red > 150
    assert green < 90


# Turns, formats, sizes


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_picture_is_turned_as_the_camera_says(tmp_path: Path, kind: str) -> None:
    # What should be a left half of red lies on its side, with the note to turn it clockwise.
    upright = Image.new("RGB", (60, 40), "white")
    upright.paste((200, 20, 20), (0, 0, 30, 40))
    note = Image.Exif()
    note[0x0112] = 6
    file = tmp_path / f"gedraaid.{kind.lower()}"
    upright.transpose(Image.Transpose.ROTATE_90).save(file, kind, exif=note)
    found = opened_picture(file, PLACE)
    assert (found.width, found.height) == (60, 40)
    raster = developed(found, PLACE, WHOLE, (60, 40)).raster
    assert (raster.width, raster.height) == (60, 40)
    assert inks(raster, 10, 20)[1] > 150
    assert inks(raster, 50, 20)[1] < 10


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP"])
def test_every_usual_kind_of_file_is_printed(kind: str) -> None:
    assert seen(printed(Image.new("RGB", (32, 32), (180, 60, 60)), kind), 16, 16) == pytest.approx(
        (180, 60, 60), abs=12
    )


def test_a_moving_picture_is_printed_as_its_first_and_that_is_said(tmp_path: Path) -> None:
    file = tmp_path / "beweegt.gif"
    first, second = Image.new("P", (4, 4), 0), Image.new("P", (4, 4), 1)
    for one in (first, second):
        one.putpalette([200, 0, 0, 0, 0, 200])
    first.save(file, save_all=True, append_images=[second])
    found = opened_picture(file, PLACE)
    assert "bestaat uit 2 beelden" in found.notes[0]
    red = seen(developed(found, PLACE).raster)
    assert red[0] > red[2]


@pytest.mark.parametrize(
    ("begin", "said"),
    [
        (b"\0\0\0\x18ftypheic", "is een HEIC"),
        (b"\0\0\0\x18ftypavif", "is een AVIF"),
        (b"8BPS\0\1", "is een Photoshop-bestand"),
    ],
)
def test_a_kind_that_is_not_read_is_named(tmp_path: Path, begin: bytes, said: str) -> None:
    file = tmp_path / "foto.jpg"
    file.write_bytes(begin + bytes(40))
    with pytest.raises(KaartgenError, match=said) as caught:
        opened_picture(file, PLACE)
    assert caught.value.code is ExitCode.FILE
    assert caught.value.problems[0].hint


@pytest.mark.parametrize("lenient", [False, True])
def test_half_a_photograph_is_told_whatever_other_libraries_let_pass(
    tmp_path: Path, lenient: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    whole = saved(Image.effect_noise((200, 200), 80), "JPEG")
    file = tmp_path / "half.jpg"
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(KaartgenError, match="niet als afbeelding te lezen"):
        developed(opened_picture(file, PLACE), PLACE, WHOLE, (50, 50))


@pytest.mark.parametrize("tag", [256, 257, 258, 259, 262])
def test_a_tiff_whose_header_makes_no_sense_is_told(tag: int) -> None:
    raw = bytearray(saved(Image.new("RGB", (4, 4), "red"), "TIFF"))
    start = int.from_bytes(raw[4:8], "little") + 2
    entry = next(
        at for at in range(start, len(raw), 12) if int.from_bytes(raw[at : at + 2], "little") == tag
    )
    raw[entry + 2] = 2  # text, where a number stands
    with pytest.raises(KaartgenError) as caught:
        raster_of(bytes(raw), "proef", PLACE)
    assert caught.value.code in (ExitCode.FILE, ExitCode.AUTHOR)


def test_no_more_pixels_are_kept_than_are_asked(tmp_path: Path) -> None:
    file = tmp_path / "groot.jpg"
    Image.effect_noise((1200, 800), 80).convert("RGB").save(file)
    raster = developed(opened_picture(file, PLACE), PLACE, WHOLE, (300, 200)).raster
    assert (raster.width, raster.height) == (300, 200)


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    file = tmp_path / "klein.png"
    Image.new("RGB", (30, 20), "red").save(file)
    raster = developed(opened_picture(file, PLACE), PLACE, WHOLE, (300, 200)).raster
    assert (raster.width, raster.height) == (30, 20)


def test_a_part_of_a_picture_is_that_part_also_of_a_large_jpeg(tmp_path: Path) -> None:
    picture = Image.new("RGB", (1600, 800), "white")
    picture.paste((200, 20, 20), (800, 400, 1600, 800))
    file = tmp_path / "vlak.jpg"
    picture.save(file, quality=95)
    raster = developed(opened_picture(file, PLACE), PLACE, (0.5, 0.5, 1.0, 1.0), (40, 20)).raster
    assert all(inks(raster, x, y)[1] > 150 for x in (1, 38) for y in (1, 18))


def test_another_picture_under_the_same_name_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "foto.png"
    Image.new("RGB", (4, 4), (200, 20, 20)).save(file)
    assert inks(developed(opened_picture(file, PLACE), PLACE).raster)[1] > 150
    Image.new("RGB", (5, 4), (20, 20, 200)).save(file)
    found = opened_picture(file, PLACE)
    assert found.width == 5
    assert inks(developed(found, PLACE).raster)[0] > 150


# As it lies in the file


def test_a_photograph_is_kept_small_and_looks_the_same() -> None:
    parts = [Image.effect_noise((400, 300), 90) for _ in range(3)]
    photo = Image.merge("RGB", parts).filter(ImageFilter.GaussianBlur(2))
    raster = printed(photo)
    assert raster.jpeg
    assert len(raster.pixels) < 400 * 300 * 4 / 2
    assert image_of(raster).size == (400, 300)


def test_a_drawing_keeps_every_pixel() -> None:
    drawing = Image.new("RGB", (400, 300), "white")
    drawing.paste((200, 20, 20), (100, 100, 101, 200))
    raster = printed(drawing)
    assert not raster.jpeg
    assert inks(raster, 100, 150)[1] > 150
    assert inks(raster, 99, 150) == inks(raster, 101, 150) == (0, 0, 0, 0)


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    noise = Image.effect_noise((300, 200), 60).convert("RGB")
    content = saved(noise, "JPEG")
    assert raster_of(content, "a", PLACE) == raster_of(content, "b", PLACE)
