"""Readings that cannot all be right are told: which, by how much, and what was likely meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kaartgen.geometry import Sides, Size
from kaartgen.imposition.misreading import faults
from kaartgen.imposition.plan import Flip
from kaartgen.imposition.printer import BackReading, Readings
from tests.imposition.press import Error, Press, errors, read_backs

A4 = Size(210, 297)
SOUND = {"A": (0.3, -0.5), "B": (0.4, -0.5), "C": (0.3, -0.3), "D": (0.1, -0.2), "E": (0.2, -0.1)}
LABELS = st.sampled_from("ABCDE")


def read(backs: dict[str, tuple[float, float]], **more: object) -> Readings:
    readings = tuple(BackReading(label, *pair) for label, pair in backs.items())
    return Readings(A4, Flip.LONG_EDGE, readings, **more)  # type: ignore[arg-type]


def test_sound_readings_have_no_fault():
    assert faults(read(SOUND, ruler=(99.8, 100.1), distances=(25, 25.3, 25, 25.2))) == []


@given(
    error=errors, label=LABELS, right=st.sampled_from([-2.0, 0.0, 1.5]), flip=st.sampled_from(Flip)
)
def test_a_misread_target_is_found_among_those_that_are_named(error, label, right, flip):
    backs = read_backs(Press(A4, Error(), error), flip, 1)
    backs[label] = (backs[label][0] + right, backs[label][1] + 1.5)
    readings = replace(read(backs), flip=flip)
    (fault,) = faults(readings)
    assert label in fault.labels


@given(error=errors, label=LABELS)
def test_of_two_corners_that_face_each_other_the_misread_one_is_named_first(error, label):
    backs = read_backs(Press(A4, Error(), error), Flip.LONG_EDGE, 1)
    backs[label] = (backs[label][0] + 2.5, backs[label][1])
    (fault,) = faults(read(backs))
    assert fault.labels[0] == label


def test_it_is_told_what_was_read_what_follows_and_by_how_much_they_differ():
    (fault,) = faults(read({**SOUND, "B": (0.4, 1.6)}))
    assert fault.message == (
        "De metingen spreken elkaar tegen: bij B lees je 0,4 1,6, maar uit de andere volgt "
        "0,4 −0,4. Dat scheelt 2 mm."
    )
    assert fault.hint == "Lees B opnieuw af, en kijk ook D na."


def test_a_missed_minus_is_proposed():
    (fault,) = faults(read({**SOUND, "B": (0.4, 0.5)}))
    assert fault.hint.startswith("Is het misschien B 0,4 −0,5? Lees B opnieuw af")


def test_two_numbers_the_wrong_way_round_are_proposed_the_other_way():
    backs = {"A": (2, 0.1), "B": (2, 0.1), "C": (2, 0.1), "D": (2, 0.1), "E": (0.1, 2)}
    (fault,) = faults(read(backs))
    assert fault.hint.startswith("Is het misschien E 2 0,1?")


@pytest.mark.parametrize("flip", Flip)
def test_a_printer_that_turns_the_other_way_is_named_when_a_hole_is_far_off(flip):
    (fault,) = faults(replace(read({**SOUND, "D": (14, 0.2)}), flip=flip))
    other = "kort" if flip is Flip.LONG_EDGE else "lang"
    assert fault.labels == ("D",)
    assert fault.message == "Bij D staat 14 0,2; zo ver ernaast drukt geen printer."
    assert f"--zijde {other}" in fault.hint


def test_up_taken_for_down_everywhere_makes_a_printer_that_cannot_be():
    # A back that is 1.6 % lower than its front, and read as if the middle did not matter.
    backs = {"A": (0, 2.0), "B": (0, 2.0), "C": (0, 0.0), "D": (0, -2.0), "E": (0, -2.0)}
    (fault,) = faults(read(backs))
    assert fault.message == (
        "Volgens de metingen is de achterkant 1,6 % groter of kleiner; zoveel doet geen printer."
    )


def test_a_sheet_that_was_fitted_to_the_page_is_told_so():
    lying, standing = faults(read(SOUND, ruler=(97.2, 103)))
    assert lying.message == (
        "De liggende liniaal is 97,2 mm in plaats van 100: het vel is verkleind geprint."
    )
    assert standing.message == (
        "De staande liniaal is 103 mm in plaats van 100: het vel is vergroot geprint."
    )
    assert "100 %" in lying.hint


def test_a_distance_that_cannot_be_is_named_by_its_number():
    (fault,) = faults(read(SOUND, distances=(25, 25, 52, 25)))
    assert fault.message == "Afstand 3 is 52 mm; dat hoort ongeveer 25 mm te zijn."


def test_distances_that_contradict_each_other_are_told_with_both_tilts():
    (fault,) = faults(read(SOUND, distances=(26.5, 25, 25, 24)))
    assert fault.message == (
        "De afstanden spreken elkaar tegen: volgens 1 en 2 staat de voorkant 0,35° rechtsom, "
        "volgens 3 en 4 0,36° linksom. Dat scheelt 2 mm."
    )


def test_distances_of_a_sheet_that_is_only_turned_agree():
    # Half a degree clockwise about the middle: A moves right and up, B down, D left.
    turn = 0.00873
    over = (turn * 123.5, -turn * 123.5, -turn * 80, turn * 80)
    assert faults(read(SOUND, distances=tuple(25 + shift for shift in over))) == []


@pytest.mark.parametrize("edge", [-1, 15])
def test_a_blank_edge_beyond_the_scale_is_refused(edge):
    (fault,) = faults(read(SOUND, edges=Sides(4, 4, edge, 4)))
    assert (fault.subject, fault.labels) == ("rand", ())
    assert "kan niet" in fault.message


def test_everything_that_cannot_be_is_told_at_once():
    found = faults(read({**SOUND, "A": (20, 0)}, ruler=(90, 100), edges=Sides.equal(30)))
    assert [fault.subject for fault in found] == ["metingen", "liniaal", "rand"]
