"""Set texts: markup that switches fonts, hyphens that come and go, and flush left edges."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kaartgen.layout.measure import TypeSize
from kaartgen.layout.paragraph import SetLine, Setter, SetText
from kaartgen.layout.style import Style

from .ink import font_file
from .laws import law

_SIZE = (TypeSize(12, 16),)
BODY = Style(font="text", sizes=_SIZE)
TITLE = Style(font="display", weight=700, sizes=_SIZE, balance=True, hyphenate=False, optical=True)
# "Inkt gelijk" is judged by eye at reading distance: a fiftieth of an em is 0.1 mm at 14 pt.
_FLUSH = 0.004
_POINT = 1 / 18  # the design gives its shifts in points for display of 18 pt


def lines(set_text: SetText) -> list[str]:
    """Return each line as it reads; pieces further apart than a hair have a space between."""
    return [read(line) for line in set_text.lines]


def read(line: SetLine) -> str:
    return "".join(piece.text for piece in line.pieces)


def fonts(line: SetLine) -> list[tuple[str, str]]:
    return [(piece.text, piece.font.ref.file.stem.split("_", 1)[1]) for piece in line.pieces]


def first_ink(line: SetLine, skipped: int = 0) -> float:
    """Return where the ink of a line's first letter begins, from the margin, in em."""
    piece = line.pieces[0]
    font = font_file(piece.font.ref.file)
    pen = -line.hang
    kerns = dict(piece.kerns)
    for index in range(skipped):
        pen += font.advance(piece.text[index]) + kerns.get(index, 0) / 1000
    return pen + font.left(piece.text[skipped])


def test_italic_and_bold_change_the_font_inside_a_line(setter: Setter) -> None:
    set_text = setter.set("een *zacht* en **hard** woord", BODY, [40])
    assert [(text.strip(), font) for text, font in fonts(set_text.lines[0])] == [
        ("een", "400Regular"),
        ("zacht", "400Regular_Italic"),
        ("en", "400Regular"),
        ("hard", "700Bold"),
        ("woord", "400Regular"),
    ]


def test_the_runs_of_a_line_join_to_the_text(setter: Setter) -> None:
    set_text = setter.set("een *zacht* en **hard** woord", BODY, [40])
    assert read(set_text.lines[0]) == "een zacht en hard woord"


def test_markup_inside_a_word_does_not_part_it(setter: Setter) -> None:
    set_text = setter.set("**S**01 en **on**mogelijk", BODY, [40])
    assert read(set_text.lines[0]) == "S01 en onmogelijk"


def test_each_run_starts_where_the_one_before_it_ends(setter: Setter) -> None:
    line = setter.set("een *zacht* en **hard** woord", BODY, [40]).lines[0]
    for before, after in zip(line.pieces, line.pieces[1:], strict=False):
        font = font_file(before.font.ref.file)
        width = sum(map(font.advance, before.text)) + sum(k for _, k in before.kerns) / 1000
        assert after.x == pytest.approx(before.x + width, abs=0.002)


def test_a_style_that_is_italic_turns_emphasis_upright(setter: Setter) -> None:
    style = BODY.model_copy(update={"italic": True})
    assert fonts(setter.set("*zacht*", style, [40]).lines[0]) == [("zacht", "400Regular")]


def test_the_authors_line_break_starts_a_line(setter: Setter) -> None:
    assert lines(setter.set("een\ntwee drie", BODY, [40])) == ["een", "twee drie"]


def test_measures_go_on_over_the_authors_line_breaks(setter: Setter) -> None:
    wide, narrow = setter.set("woord woord\nwoord woord", BODY, [40, 4]).lines[:2]
    assert (read(wide), read(narrow)) == ("woord woord", "woord")


def test_a_divided_word_gets_a_hyphen(setter: Setter) -> None:
    assert lines(setter.set("pleegzorgbegeleider", BODY, [5])) == ["pleegzorg-", "begeleider"]


def test_a_word_with_its_own_hyphen_breaks_there_without_another(setter: Setter) -> None:
    assert lines(setter.set("een oud-leerling", BODY, [5])) == ["een oud-", "leerling"]


def test_a_word_with_its_own_hyphen_stays_together_where_it_fits(setter: Setter) -> None:
    assert lines(setter.set("een oud-leerling", BODY, [40])) == ["een oud-leerling"]


def test_a_soft_hyphen_that_is_not_used_is_not_drawn(setter: Setter) -> None:
    assert lines(setter.set("pleeg\u00adzorg", BODY, [40])) == ["pleegzorg"]


def test_a_soft_hyphen_decides_where_a_word_is_divided(setter: Setter) -> None:
    text = "pleeg\u00adzorgbegeleider"
    assert lines(setter.set(text, BODY, [8])) == ["pleeg-", "zorgbegeleider"]


def test_a_non_breaking_space_keeps_a_number_with_its_unit(setter: Setter) -> None:
    set_text = setter.set("het duurt dertig 10\u00a0minuten", BODY, [9])
    assert any("10\u00a0minuten" in line for line in lines(set_text))


def test_a_word_wider_than_its_line_is_named(setter: Setter) -> None:
    set_text = setter.set("een onafbreekbaarheidje", TITLE, [5])
    assert set_text.too_wide == ("onafbreekbaarheidje",)


def test_a_character_that_the_font_lacks_is_named_with_its_font(setter: Setter) -> None:
    set_text = setter.set("een *☃*", BODY, [40])
    assert set_text.missing == (("SourceSans3-400Regular-Italic", "☃"),)


@pytest.mark.parametrize("style", [BODY, TITLE], ids=["body", "title"])
def test_an_opening_quote_hangs_out_of_the_line(setter: Setter, style: Style) -> None:
    line = setter.set("“Nu” zegt zij", style, [40]).lines[0]
    assert first_ink(line) < -0.2


@pytest.mark.parametrize("word", ["Nu", "Dan", "Mag", "Wij", "Als", "Ja", "Het", "Vraag", "stil"])
@pytest.mark.parametrize("style", [BODY, TITLE], ids=["body", "title"])
def test_behind_a_hanging_quote_the_letter_stands_where_it_would_without(
    setter: Setter, style: Style, word: str
) -> None:
    quoted = setter.set(f"“{word}", style, [40]).lines[0]
    plain = setter.set(word, style, [40]).lines[0]
    assert first_ink(quoted, 1) == pytest.approx(first_ink(plain), abs=_FLUSH)


def test_a_quote_in_the_middle_of_a_line_does_not_hang(setter: Setter) -> None:
    assert setter.set("zij zegt “nu”", BODY, [40]).lines[0].hang == 0


def test_an_apostrophe_does_not_hang(setter: Setter) -> None:
    assert setter.set("’s avonds", BODY, [40]).lines[0].hang == 0


@pytest.mark.parametrize("letter", list("HNDEBKLIPRMU"))
def test_the_ink_of_a_stem_stands_on_the_margin(setter: Setter, letter: str) -> None:
    line = setter.set(letter, TITLE, [40]).lines[0]
    assert first_ink(line) == pytest.approx(0, abs=_FLUSH)


@pytest.mark.parametrize("letter", list("OCGQS"))
def test_a_round_letter_stands_a_third_of_a_point_out_at_18_points(
    setter: Setter, letter: str
) -> None:
    line = setter.set(letter, TITLE, [40]).lines[0]
    assert first_ink(line) == pytest.approx(0, abs=_FLUSH)
    assert line.overshoot_pt == 0.35


@pytest.mark.parametrize("letter", list("VWAYTJ"))
def test_a_diagonal_letter_stands_three_quarters_of_a_point_out_at_18_points(
    setter: Setter, letter: str
) -> None:
    line = setter.set(letter, TITLE, [40]).lines[0]
    assert first_ink(line) == pytest.approx(0, abs=_FLUSH)
    assert line.overshoot_pt == 0.75


def test_running_text_is_not_shifted_by_its_first_letter(setter: Setter) -> None:
    assert setter.set("Vader", BODY, [40]).lines[0].hang == 0


_SMALL = {"de", "het", "een", "en", "of", "in", "op", "te", "van", "je", "niet"}


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("De enige vrije plek van het jaar", 12),
        ("Zeggen wat je ziet of de vrede bewaren", 13),
        ("Een boek op de gang", 6),
        ("Wat hoort bij jou en wat hoort bij het werk?", 14),
        ("Doorgaan zonder hem of nog één keer kijken?", 14),
    ],
)
def test_a_title_does_not_end_a_line_on_a_small_word(
    setter: Setter, title: str, measure: float
) -> None:
    set_text = setter.set(title, TITLE, [measure])
    assert len(set_text.lines) > 1
    assert not [line for line in lines(set_text)[:-1] if line.split(" ")[-1] in _SMALL]


_PROSE = (
    "Moeder trekt de koelkast open voordat je je jas uit hebt “Kijk *alles* vers” de "
    "gedragswetenschapper een pleegzorgbegeleider **oud-leerling** geïnteresseerd patiënten"
)
_WORDS = _PROSE.split()


def joined(found: Sequence[str], divided: Sequence[str]) -> str:
    """Join lines again: a hyphen that none of the words has was put there by dividing one."""
    text = ""
    for line in found:
        if text.endswith("-") and text.rpartition(" ")[2] not in divided:
            text = text[:-1] + line
        elif text.endswith("-"):
            text += line
        else:
            text = f"{text} {line}".strip()
    return text


@law(120)
@given(
    words=st.lists(st.sampled_from(_WORDS), min_size=1, max_size=40),
    measures=st.lists(st.floats(11, 25), min_size=1, max_size=3),
    tight=st.booleans(),
)
def test_the_lines_of_a_set_text_joined_again_are_the_text(
    setter: Setter, words: list[str], measures: list[float], tight: bool
) -> None:
    set_text = setter.set(" ".join(words), BODY, measures, tight=tight)
    assert joined(lines(set_text), ["oud-"]) == " ".join(words).replace("*", "")


@law(120)
@given(
    words=st.lists(st.sampled_from(_WORDS), min_size=1, max_size=40),
    measures=st.lists(st.floats(11, 25), min_size=1, max_size=3),
    style=st.sampled_from([BODY, TITLE]),
)
def test_every_set_line_fits_its_measure_as_drawn(
    setter: Setter, words: list[str], measures: list[float], style: Style
) -> None:
    text = " ".join(words)
    if style is TITLE:
        text = text.replace("*", "")
    set_text = setter.set(text, style, measures)
    assume(not set_text.too_wide)
    for number, line in enumerate(set_text.lines):
        last = line.pieces[-1]
        font = font_file(last.font.ref.file)
        drawn = sum(map(font.advance, last.text)) + sum(k for _, k in last.kerns) / 1000
        # Kerning is drawn in whole thousandths of an em.
        assert last.x + drawn <= measures[min(number, len(measures) - 1)] + 0.02
