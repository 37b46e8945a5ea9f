"""Every font that a file names is in the file, as a subset."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.frame import FontRef, Frame, Placed
from kaartgen.geometry import Transform
from kaartgen.pdf.draw import drawn
from tests.pdf.reading import opened, streams
from tests.pdf.small import BOLD, DISPLAY, TEXT, block, document, figure, written

_STANDARD = re.compile(rb"Helvetica|Times-|Courier|ZapfDingbats|/Symbol|Arial")


def _varied() -> bytes:
    """A file with text on a page, in a form, in a form in a form, and a page without any text."""
    twice = figure(written("in een vorm", font=BOLD))
    outer = figure(Placed(twice, Transform()), Placed(twice, Transform.move(0, 5)))
    return drawn(
        document(
            figure(written("op de pagina")),
            figure(Placed(outer, Transform()), Placed(outer, Transform.move(0, 20))),
            figure(block(1, 1, 10, 10)),
            figure(written("Groot", font=DISPLAY, size_pt=30)),
        )
    )


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
            yield thing


def test_every_font_is_embedded() -> None:
    found = list(_fonts(opened(_varied())))
    assert found
    for font in found:
        assert "/FontFile2" in font["/FontDescriptor"]


def test_every_font_is_a_subset_by_its_name() -> None:
    names = [str(font["/BaseFont"]) for font in _fonts(opened(_varied()))]
    assert all(re.fullmatch(r"/[A-Z]{6}\+.+", name) for name in names)


def test_no_two_subsets_have_the_same_name() -> None:
    names = [str(font["/BaseFont"]) for font in _fonts(opened(_varied()))]
    assert len(names) == len(set(names))


def test_a_subset_holds_little_more_than_the_letters_that_are_used() -> None:
    pdf = opened(drawn(document(figure(written("aap")))))
    (font,) = _fonts(pdf)
    embedded = font["/FontDescriptor"]["/FontFile2"].read_bytes()
    with TTFont(io.BytesIO(embedded)) as subset:
        glyphs = subset["maxp"].numGlyphs
    assert glyphs < 260
    assert len(embedded) < TEXT.file.stat().st_size / 4


def test_no_font_is_named_that_does_not_come_along() -> None:
    pdf = opened(_varied())
    for thing in pdf.objects:
        text = thing.unparse(resolved=False) if not isinstance(thing, pikepdf.Stream) else b""
        assert not _STANDARD.search(text)
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and "/Length1" not in thing:
            assert not _STANDARD.search(thing.read_bytes())


def test_every_font_that_text_is_set_in_is_among_the_resources_of_its_stream() -> None:
    used = 0
    for stream in streams(opened(_varied())):
        known = stream.resources.get("/Font", {})
        for operator, operands in stream.operators:
            if operator == "Tf":
                used += 1
                assert str(operands[0]) in known, stream.name
    assert used >= 3


def test_every_font_among_the_resources_of_a_page_or_form_is_an_embedded_one() -> None:
    for stream in streams(opened(_varied())):
        for font in dict(stream.resources.get("/Font", {})).values():
            assert "/FontFile2" in font["/FontDescriptor"], stream.name


def test_every_font_tells_which_characters_its_codes_are() -> None:
    assert all("/ToUnicode" in font for font in _fonts(opened(_varied())))


def _font_of(content: bytes, tmp_path: Path) -> Frame:
    file = tmp_path / "kapot.ttf"
    file.write_bytes(content)
    return figure(written("a", font=FontRef("kapot", file)))


@pytest.mark.parametrize("content", [b"", b"geen lettertype", b"OTTO" + bytes(200)])
def test_a_file_that_is_no_font_is_the_users_to_repair(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(KaartgenError) as caught:
        drawn(document(_font_of(content, tmp_path)))
    assert caught.value.code is ExitCode.FONT
    assert caught.value.problems[0].place is not None
    assert caught.value.problems[0].place.file == tmp_path / "kapot.ttf"


def test_after_a_broken_font_the_next_document_is_drawn_as_ever(tmp_path: Path) -> None:
    good = document(figure(written("goed")))
    before = drawn(good)
    with pytest.raises(KaartgenError):
        drawn(document(_font_of(b"", tmp_path)))
    assert drawn(good) == before


def test_a_font_that_turns_out_broken_when_its_letters_are_taken_out_is_the_users_to_repair(
    tmp_path: Path,
) -> None:
    with TTFont(TEXT.file, recalcTimestamp=False) as font:
        at = font.reader.tables["loca"].offset
        number = font.getGlyphID(font.getBestCmap()[ord("a")])
        wide = 4 if font["head"].indexToLocFormat else 2
    raw = bytearray(TEXT.file.read_bytes())
    # The letter begins far beyond the end of the letters.
    raw[at + wide * number : at + wide * number + 1] = b"\x7f"
    with pytest.raises(KaartgenError) as caught:
        drawn(document(_font_of(bytes(raw), tmp_path)))
    assert caught.value.code is ExitCode.FONT
    assert caught.value.problems[0].place is not None
    assert caught.value.problems[0].place.file == tmp_path / "kapot.ttf"
