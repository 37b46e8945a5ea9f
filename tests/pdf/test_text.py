"""Text that is written comes out again as it went in, with its kerning."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from kaartgen.frame import GlyphRun, Placed
from kaartgen.geometry import Size, Transform
from kaartgen.pdf.draw import drawn
from tests.pdf.reading import letters, opened, plain_text, streams
from tests.pdf.small import BOLD, DISPLAY, TEXT, document, em, figure, written

_HARD = [
    "coëfficiënt",
    "ij",
    "IJsvrij",
    "€ 12,50",
    "’s avonds",
    "één",
    "“Zo,” zei hij … (en ‘ja’) – klaar",
    "efficiënt flauw affluiten",
    "(haakjes) en )omgekeerd(",
    "een \\ en nog een \\\\",
    "\\(",
    "½ × ²",
    "façade, über, São, Łódź, señor",
]


@pytest.mark.parametrize("font", [TEXT, BOLD, DISPLAY], ids=lambda font: font.name)
@pytest.mark.parametrize("text", _HARD)
def test_text_read_back_is_what_was_written(text: str, font: object) -> None:
    assert plain_text(drawn(document(figure(written(text, font=font))))) == text


@pytest.mark.parametrize("text", _HARD)
def test_text_in_a_form_read_back_is_what_was_written(text: str) -> None:
    one = figure(written(text))
    page = figure(Placed(one, Transform()), Placed(one, Transform.move(0, 20)))
    # Where one form follows another, a reader guesses whether a line ends.
    characters = [letter.character for letter in letters(drawn(document(page)), 0)]
    assert "".join(characters) == text + text


@pytest.mark.parametrize("text", _HARD)
def test_kerned_text_read_back_is_what_was_written(text: str) -> None:
    kerns = tuple((index, -15) for index in range(len(text) - 1))
    assert plain_text(drawn(document(figure(written(text, kerns=kerns))))) == text


def test_soft_pieces_of_one_word_are_read_as_one_word() -> None:
    first = written("werk", x=5, font=BOLD)
    width = letters(drawn(document(figure(first, written("x", x=40)))), 0)[3].right
    page = figure(first, written("vorm", x=width))
    assert plain_text(drawn(document(page))) == "werkvorm"


def _origins(run: GlyphRun) -> list[float]:
    return [letter.x for letter in letters(drawn(document(figure(run, size=Size(200, 40)))), 0)]


def test_a_kern_moves_all_that_follows_by_thousandths_of_an_em() -> None:
    plain = _origins(written("Tom", size_pt=24))
    kerned = _origins(written("Tom", size_pt=24, kerns=((0, -70),)))
    moved = [after - before for before, after in zip(plain, kerned, strict=True)]
    assert moved == pytest.approx([0, -0.07 * em(24), -0.07 * em(24)], abs=0.005)


def test_a_kern_may_widen() -> None:
    plain = _origins(written("Tom", size_pt=24))
    kerned = _origins(written("Tom", size_pt=24, kerns=((1, 120),)))
    moved = [after - before for before, after in zip(plain, kerned, strict=True)]
    assert moved == pytest.approx([0, 0, 0.12 * em(24)], abs=0.005)


def test_kerning_goes_on_over_parentheses_and_backslashes() -> None:
    text = "(a)\\b"
    kerns = tuple((index, -100) for index in range(len(text) - 1))
    plain, kerned = _origins(written(text)), _origins(written(text, kerns=kerns))
    moved = [after - before for before, after in zip(plain, kerned, strict=True)]
    assert moved == pytest.approx([-0.1 * em(12) * number for number in range(5)], abs=0.005)


def test_letters_stand_on_the_baseline_at_their_x() -> None:
    (first, *_) = letters(drawn(document(figure(written("Hallo", x=7.25, y=21.5)))), 0)
    assert (first.x, first.y) == pytest.approx((7.25, 21.5), abs=0.005)
    assert first.bottom == pytest.approx(21.5, abs=0.05)


def test_letters_are_as_large_as_their_points_say() -> None:
    (letter,) = letters(drawn(document(figure(written("H", size_pt=36)))), 0)
    with TTFont(TEXT.file) as font:
        cap = font["OS/2"].sCapHeight / font["head"].unitsPerEm
    assert letter.bottom - letter.top == pytest.approx(cap * em(36), abs=0.1)


def test_letters_are_as_wide_as_the_font_says() -> None:
    first, second = _origins(written("nn", size_pt=36))
    with TTFont(TEXT.file) as font:
        advance = font["hmtx"][font.getBestCmap()[ord("n")]][0] / font["head"].unitsPerEm
    assert second - first == pytest.approx(advance * em(36), abs=0.01)


def _many() -> list[str]:
    """Over four hundred different characters, in lines of forty."""
    with TTFont(TEXT.file) as font:
        known = sorted(font.getBestCmap())
    letters_only = [chr(code) for code in known if chr(code).isalpha() and 0x30 < code < 0x500]
    assert len(letters_only) > 400
    return ["".join(letters_only[at : at + 40]) for at in range(0, len(letters_only), 40)]


def test_more_characters_than_one_subset_holds_all_come_out_again() -> None:
    lines = _many()
    runs = [written(text, y=10 + 8 * number) for number, text in enumerate(lines)]
    pdf = drawn(document(figure(*runs, size=Size(300, 180))))
    assert plain_text(pdf).splitlines() == lines


def test_kerning_goes_on_where_one_subset_follows_another() -> None:
    lines = _many()
    early, late = lines[0][:3], lines[-1][:3]
    mixed = "".join(a + b for a, b in zip(early, late, strict=True))
    filler = [written(text, y=10 + 8 * number) for number, text in enumerate(lines)]
    size = Size(300, 180)

    def origins(kerns: tuple[tuple[int, int], ...]) -> list[float]:
        pdf = drawn(document(figure(*filler, written(mixed, y=170, kerns=kerns), size=size)))
        return [letter.x for letter in letters(pdf, 0) if letter.y > 165]

    plain, kerned = origins(()), origins(((1, -50), (3, -90), (4, 30)))
    moved = [
        round((after - before) / em(12), 3) for before, after in zip(plain, kerned, strict=True)
    ]
    assert moved == pytest.approx([0, 0, -0.05, -0.05, -0.14, -0.11], abs=0.002)


def test_a_word_of_one_line_is_one_operator_so_that_readers_keep_it_together() -> None:
    pdf = opened(drawn(document(figure(written("jeugdprofessional", kerns=((3, -5), (8, 4)))))))
    (page,) = streams(pdf)
    shown = [operator for operator, _ in page.operators if operator in ("Tj", "TJ")]
    assert shown == ["TJ"]
