"""Finished faces of two decks: text inside its margins, clear of other text and of patterns."""

from __future__ import annotations

import itertools

import pytest

from kaartgen.content.deck import Deck
from kaartgen.content.kinds import KINDS
from kaartgen.content.markup import plain
from kaartgen.frame import Fill, Frame, GlyphRun, Path, Placed, Stroke, runs
from kaartgen.geometry import Rect, Size, Transform
from kaartgen.layout.look import load_look
from kaartgen.layout.typeset import TypesetDeck, typeset
from kaartgen.workspace import Workspace

from .conftest import in_formats, only, sides, with_text
from .grounds import ground_of
from .ink import text_boxes

# A white rim takes 5 mm; on the two formats of the design nothing comes nearer than 2.2 to that.
_CLEAR = 7.2
# On a poker card every millimetre counts: only the rim itself, and a cut that is a millimetre off.
_CLEAR_POKER = 6.0
_HAIR = 0.01
# Letters of one line in two fonts may lean over each other a little.
_LEAN = 0.75
_NAMES = [*(kind.name for kind in KINDS), "leeg-tarot"]
_POKER = ("vraag", "perspectief", "waarde", "rol", "joker", "keuze")

Faces = list[tuple[str, Frame]]


_SETS = {"proef": "proof_set", "redactie": "redactie_set"}
_CASES = [
    "jeugdzorg",
    *(f"{which} {name}" for which in _SETS for name in _NAMES),
    *(f"poker {name}" for name in _POKER),
]


@pytest.fixture(params=_CASES)
def faces(request: pytest.FixtureRequest, workspace: Workspace, proof: Deck) -> Faces:
    """All faces of the shipped deck, and those of one kind of the proof deck in all its shapes."""
    which, _, name = request.param.partition(" ")
    if which == "jeugdzorg":
        return list(sides(request.getfixturevalue("jeugdzorg_set")))
    if which != "poker":
        return list(sides(request.getfixturevalue(_SETS[which]), name))
    # Two lines of belang are too many for poker today: see test_fit.py.
    cards = [with_text(card, "belang", "Slapen.") for card in proof.of_kind(name)]
    deck = in_formats(only(proof, cards), {name: "poker"})
    return list(sides(typeset(deck, load_look(workspace, deck), deck.cards)))


def safe(size: Size) -> Rect:
    clear = _CLEAR_POKER if size == Size(63, 88) else _CLEAR
    return Rect.of(size).grown(_HAIR - clear)


def at(rect: Rect) -> str:
    return f"{rect.x:.2f} {rect.y:.2f} to {rect.right:.2f} {rect.bottom:.2f}"


def test_no_text_stands_nearer_to_the_edge_than_is_safe(faces: Faces) -> None:
    out = [
        f"{name}: {text.run.text!r} {at(text.box)}"
        for name, face in faces
        for text in text_boxes(face)
        if not safe(face.size).contains(text.box)
    ]
    assert out == []


def test_no_descender_hangs_nearer_to_the_edge_than_is_safe(faces: Faces) -> None:
    out = [
        f"{name}: {text.run.text!r} {at(text.deep)}"
        for name, face in faces
        for text in text_boxes(face)
        if safe(face.size).contains(text.box) and not safe(face.size).contains(text.deep)
    ]
    assert out == []


def test_no_two_texts_overlap(faces: Faces) -> None:
    over = [
        f"{name}: {one.run.text!r} and {other.run.text!r}"
        for name, face in faces
        for one, other in itertools.combinations(text_boxes(face), 2)
        if one.box.overlaps(other.box, _LEAN)
    ]
    assert over == []


def test_a_turned_code_keeps_a_millimetre_from_upright_text(faces: Faces) -> None:
    near = [
        f"{name}: {one.run.text!r} and {other.run.text!r}"
        for name, face in faces
        for one, other in itertools.permutations(text_boxes(face), 2)
        if one.upside_down and not other.upside_down and one.box.grown(1.0).overlaps(other.box)
    ]
    assert near == []


def test_no_text_stands_on_a_pattern(faces: Faces) -> None:
    over = [
        f"{name}: {text.run.text!r}"
        for name, face in faces
        for text in text_boxes(face)
        for pattern in ground_of(face).patterns
        if pattern.overlaps(text.deep, _HAIR)
    ]
    assert over == []


def test_no_text_runs_over_the_edge_of_its_ground(faces: Faces) -> None:
    over = [
        f"{name}: {text.run.text!r}"
        for name, face in faces
        for text in text_boxes(face)
        if len(ground_of(face).colours_under(text.box)) > 1
    ]
    assert over == []


def around(path: Path, through: Transform) -> Rect:
    xs = [number for _, numbers in path.segments for number in numbers[0::2]]
    ys = [number for _, numbers in path.segments for number in numbers[1::2]]
    return through.rect(Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))


def signs(frame: Frame, through: Transform | None = None) -> list[Rect]:
    """Return where the icons, marks, bars and writing lines of a face lie."""
    outer = through or Transform()
    found: list[Rect] = []
    for item in frame.figure:
        if isinstance(item, Fill | Stroke):
            found.append(around(item.path, outer))
        elif isinstance(item, Placed):
            found.extend(signs(item.frame, item.transform.then(outer)))
    return found


def test_no_sign_stands_nearer_to_the_edge_than_is_safe(faces: Faces) -> None:
    out = [
        f"{name}: {at(sign)}"
        for name, face in faces
        for sign in signs(face)
        if not safe(face.size).contains(sign)
    ]
    assert out == []


def test_no_text_stands_on_a_sign(faces: Faces) -> None:
    over = [
        f"{name}: {text.run.text!r} on {at(sign)}"
        for name, face in faces
        for text in text_boxes(face)
        for sign in signs(face)
        if sign.overlaps(text.box, _HAIR)
    ]
    assert over == []


def test_a_text_keeps_its_distance_from_the_texts_above_it(faces: Faces) -> None:
    """From descenders to the next cap height there is at least a hair of white."""
    near = [
        f"{name}: {one.run.text!r} and {other.run.text!r}"
        for name, face in faces
        for one, other in itertools.permutations(text_boxes(face), 2)
        if one.box.bottom < other.box.y and one.deep.overlaps(other.box, 0.05)
    ]
    assert near == []


def words(text: str) -> list[str]:
    return plain(text).replace("\u00ad", "").split()


_SHOWN = {
    "situatie": ("titel", "rol", "verhaal", "kantelpunt", "vraag", "spanning"),
    "vraag": ("tekst", "hulpzin"),
    "perspectief": ("naam", "bril", "belang"),
    "waarde": ("woord", "uitleg"),
    "beeld": ("titel", "wie", "situatie_kort", "keuze", "twijfel"),
    "werkvorm": ("naam", "doel", "tip"),
    "rol": ("naam", "opdracht", "zin"),
    "joker": ("naam", "effect", "zin"),
    "leeg": ("titel",),
    "instructie": ("titel",),
    "keuze": ("letter",),
}


def shown(face: Frame) -> str:
    """Return all letters of a face, in painting order, without spaces or hyphens."""
    return "".join(run.text for run, _ in runs(face)).replace(" ", "").replace("-", "")


@pytest.mark.parametrize("deck_name", ["proof_set", "redactie_set", "jeugdzorg_set"])
def test_every_letter_of_an_author_comes_on_the_card(
    request: pytest.FixtureRequest, deck_name: str
) -> None:
    ready: TypesetDeck = request.getfixturevalue(deck_name)
    lost = []
    for one in ready.cards:
        letters = shown(one.faces.front) + shown(one.faces.back)
        for name in _SHOWN[one.card.kind.name]:
            text = getattr(one.card.content, name)
            if text and "".join(words(text)).replace("-", "") not in letters:
                lost.append(f"{one.card.code} {name}")
    assert lost == []


def test_a_situations_front_never_shows_the_marks_of_its_lenses(jeugdzorg_set: TypesetDeck) -> None:
    """All three must be weighed; which values are at stake is for the back."""
    for one in jeugdzorg_set.cards:
        if one.card.kind.name == "situatie":
            front = shown(one.faces.front)
            assert not any(word in front for word in ("ISgoed", "DOETgoed", "VOELTgoed"))


@pytest.mark.parametrize("name", _NAMES)
def test_text_lies_over_the_ground_so_that_a_white_rim_can_clip_it(
    proof_set: TypesetDeck, name: str
) -> None:
    for _, face in sides(proof_set, name):
        assert not any(isinstance(item, GlyphRun) for item in face.ground)


@pytest.mark.parametrize("name", _NAMES)
def test_a_face_has_the_size_and_bleed_of_its_format(proof_set: TypesetDeck, name: str) -> None:
    small = name in ("vraag", "perspectief", "waarde", "rol", "joker", "keuze", "leeg-tarot")
    for _, face in sides(proof_set, name):
        assert face.size == (Size(70, 120) if small else Size(105, 148))
        assert face.bleed == 3
