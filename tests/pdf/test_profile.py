"""Which profile a PDF may be made for: one of a press that prints in CMYK, whole and readable."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageCms

from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.pdf.profile import FOGRA39, check_for_pdfx, load_profile

GOOD = FOGRA39.read_bytes()


def _saved(folder: Path, data: bytes, name: str = "profiel.icc") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def _of_a_screen() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _with(at: int, new: bytes) -> bytes:
    return GOOD[:at] + new + GOOD[at + len(new) :]


def refused(file: Path) -> KaartgenError:
    with pytest.raises(KaartgenError) as caught:
        load_profile(file)
    return caught.value


def test_the_shipped_profile_is_that_of_fogra39() -> None:
    found = load_profile(FOGRA39)
    assert (found.identifier, found.name) == ("FOGRA39", "FOGRA39L Coated")
    assert found.data == GOOD


@pytest.mark.parametrize(
    ("name", "condition"),
    [
        ("FOGRA51L Coated", "FOGRA51"),
        ("PSOcoated_v3   ", "FOGRA51"),
        ("PSOuncoated_v3 ", "FOGRA52"),
        ("PSO Uncoated ISO", None),
        ("ISO Coated v2  ", "FOGRA39"),
        ("Persje van Piet", None),
    ],
)
def test_the_condition_is_read_from_the_profiles_name(
    name: str, condition: str | None, tmp_path: Path
) -> None:
    data = GOOD.replace(b"FOGRA39L Coated", name[:15].encode())
    found = load_profile(_saved(tmp_path, data))
    assert found.condition == condition
    assert found.identifier == (condition or name.strip()[:15])


def test_the_condition_may_also_be_in_the_files_name(tmp_path: Path) -> None:
    data = GOOD.replace(b"FOGRA39L Coated", b"Persje van Piet")
    file = _saved(tmp_path, data, "PSO_Uncoated_ISO12647_eci.icc")
    assert load_profile(file).condition == "FOGRA47"


@pytest.mark.parametrize(
    ("data", "words", "code"),
    [
        (b"", "is geen ICC-profiel", ExitCode.FILE),
        (b"%PDF-1.4 " * 40, "is geen ICC-profiel", ExitCode.FILE),
        (GOOD[:60_000], "beschadigd", ExitCode.FILE),
        (GOOD[:140], "beschadigd", ExitCode.FILE),
        (_with(132, b"\xff" * 300), "beschadigd", ExitCode.FILE),
        (_of_a_screen(), "voor rgb, niet voor cmyk", ExitCode.USAGE),
        (_with(12, b"scnr"), "een scanner, geen drukpers", ExitCode.USAGE),
        (_with(12, b"link"), "een koppeling van twee apparaten", ExitCode.USAGE),
    ],
)
def test_anything_else_is_refused_in_words(
    data: bytes, words: str, code: ExitCode, tmp_path: Path
) -> None:
    error = refused(_saved(tmp_path, data))
    assert words in str(error)
    assert error.code == code


def test_one_that_is_not_there_is_told_by_its_path(tmp_path: Path) -> None:
    error = refused(tmp_path / "nergens.icc")
    assert "nergens.icc" in str(error)
    assert "het is er niet" in str(error)
    assert error.code == ExitCode.FILE


def test_a_folder_is_no_profile(tmp_path: Path) -> None:
    assert "het is een map" in str(refused(tmp_path))


def test_a_profile_of_version_four_is_only_for_x4(tmp_path: Path) -> None:
    found = load_profile(_saved(tmp_path, _with(8, b"\x04\x20")))
    check_for_pdfx(found, "4")
    check_for_pdfx(found, "geen")
    for flat in ("1a", "3"):
        with pytest.raises(KaartgenError, match=r"(?s)versie 4.*--pdfx 4") as caught:
            check_for_pdfx(found, flat)
        assert caught.value.code == ExitCode.USAGE
