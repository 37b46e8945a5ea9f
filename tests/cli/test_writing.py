"""Finished files to disk: all of them or none, an earlier version whole, nothing left behind."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kaartgen.cli import output
from kaartgen.cli.output import target, write_all
from kaartgen.errors import ExitCode, KaartgenError
from tests.cli.conftest import files_under

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
FORBIDDEN = PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def refused(files: dict[Path, bytes]) -> tuple[ExitCode, str]:
    with pytest.raises(KaartgenError) as caught:
        write_all(files)
    return caught.value.code, str(caught.value)


def failing(error: BaseException, calls: int = 1) -> Callable[..., None]:
    """Return a function that raises when it is called for the `calls`th time."""
    seen = []

    def fail(*_: object, **__: object) -> None:
        seen.append(None)
        if len(seen) == calls:
            raise error

    return fail


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file of an earlier run."""
    file = tmp_path / "output" / "oud.pdf"
    file.parent.mkdir()
    file.write_bytes(b"oud")
    return file


# --- When all goes well -----------------------------------------------------------------------


def test_every_file_is_written(tmp_path):
    write_all({tmp_path / "a.pdf": b"a", tmp_path / "nieuw" / "map" / "b.pdf": b"b"})
    assert files_under(tmp_path) == ["a.pdf", "nieuw/map/b.pdf"]


def test_an_earlier_version_is_replaced(old):
    write_all({old: b"nieuw"})
    assert old.read_bytes() == b"nieuw"


def test_others_may_read_the_file_as_usual(tmp_path):
    write_all({tmp_path / "a.pdf": b"a"})
    usual = tmp_path / "b.pdf"
    usual.write_bytes(b"b")
    assert (tmp_path / "a.pdf").stat().st_mode == usual.stat().st_mode


# --- A full disk ------------------------------------------------------------------------------


@pytest.fixture(params=["write", "fsync", "mkstemp"])
def full_disk(request, monkeypatch):
    """A disk on which there is no room, noticed at one of three moments."""
    if request.param == "mkstemp":
        monkeypatch.setattr(tempfile, "mkstemp", failing(FULL))
    elif request.param == "fsync":
        monkeypatch.setattr(os, "fsync", failing(FULL))
    else:

        class Stream:
            fileno = write = failing(FULL)

            def __init__(self, handle: int, _: str) -> None:
                self.handle = handle

            def __enter__(self):
                return self

            def __exit__(self, *_: object) -> None:
                os.close(self.handle)

        monkeypatch.setattr(os, "fdopen", Stream)


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_is_told_with_what_to_do(tmp_path):
    assert refused({tmp_path / "a.pdf": b"a"}) == (
        ExitCode.FILE,
        (
            f"{tmp_path / 'a.pdf'}: De schijf is vol; het bestand is niet geschreven.\n"
            "  → Maak ruimte, of kies met --uit een andere schijf. Een eerdere versie is nog heel."
        ),
    )


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_the_earlier_version_whole(old):
    refused({old: b"nieuw"})
    assert old.read_bytes() == b"oud"


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_no_file_behind(tmp_path):
    refused({tmp_path / "a.pdf": b"a"})
    assert files_under(tmp_path) == []


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_no_folder_behind(tmp_path):
    refused({tmp_path / "nieuw" / "map" / "a.pdf": b"a"})
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_at_the_second_file_leaves_the_first_as_it_was(old, monkeypatch):
    monkeypatch.setattr(os, "fsync", failing(FULL, calls=2))
    refused({old: b"nieuw", old.with_name("twee.pdf"): b"twee"})
    assert (files_under(old.parent), old.read_bytes()) == (["oud.pdf"], b"oud")


def test_the_file_that_did_not_fit_is_the_one_that_is_named(old, monkeypatch):
    monkeypatch.setattr(os, "fsync", failing(FULL, calls=2))
    second = old.with_name("twee.pdf")
    assert refused({old: b"nieuw", second: b"twee"})[1].startswith(f"{second}: ")


# --- A file that is held open elsewhere -------------------------------------------------------


def holding(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let a file be replaced by nobody, as on Windows while a viewer has it open."""
    really = Path.replace

    def replace(self: Path, goal: Path) -> Path:
        if Path(goal).name == name:
            raise FORBIDDEN
        return really(self, goal)

    monkeypatch.setattr(Path, "replace", replace)


def test_a_file_that_is_open_elsewhere_is_told_with_what_to_do(old, monkeypatch):
    holding(monkeypatch, "oud.pdf")
    assert refused({old: b"nieuw"}) == (
        ExitCode.FILE,
        (
            f"{old}: Dit bestand is niet te schrijven.\n"
            "  → Sluit het als het nog openstaat (in Acrobat bijvoorbeeld), of kies met --uit een "
            "map waar je mag schrijven."
        ),
    )


def test_a_file_that_is_open_elsewhere_stays_whole_and_alone(old, monkeypatch):
    holding(monkeypatch, "oud.pdf")
    refused({old: b"nieuw"})
    assert (files_under(old.parent), old.read_bytes()) == (["oud.pdf"], b"oud")


def test_when_the_last_of_two_is_held_open_the_first_keeps_its_earlier_version(old, monkeypatch):
    second = old.with_name("twee.pdf")
    second.write_bytes(b"twee oud")
    holding(monkeypatch, "twee.pdf")
    refused({old: b"nieuw", second: b"twee nieuw"})
    assert (old.read_bytes(), second.read_bytes()) == (b"oud", b"twee oud")


def test_when_the_last_of_two_is_held_open_no_new_file_appears(tmp_path, monkeypatch):
    holding(monkeypatch, "twee.pdf")
    refused({tmp_path / "een.pdf": b"een", tmp_path / "twee.pdf": b"twee"})
    assert files_under(tmp_path) == []


# --- A place where nothing can be written -----------------------------------------------------


def test_a_folder_with_the_files_own_name_is_told(tmp_path):
    (tmp_path / "a.pdf").mkdir()
    assert refused({tmp_path / "a.pdf": b"a"}) == (
        ExitCode.FILE,
        f"{tmp_path / 'a.pdf'}: Hier staat al een map met die naam.",
    )


@pytest.mark.parametrize("inside", ["a.pdf", "map/a.pdf"])
def test_a_file_in_the_place_of_a_folder_is_told_without_english(tmp_path, inside):
    (tmp_path / "bestand").write_text("x")
    code, text = refused({tmp_path / "bestand" / inside: b"a"})
    assert code is ExitCode.FILE
    assert text.startswith(f"{tmp_path / 'bestand' / inside}: Dit bestand is niet te schrijven")
    assert not [word for word in ("File exists", "Not a directory") if word in text]


def test_a_name_that_is_too_long_is_told_without_english(tmp_path):
    code, text = refused({tmp_path / ("x" * 300 + ".pdf"): b"a"})
    assert code is ExitCode.FILE
    assert "File name too long" not in text


def test_a_disk_that_may_only_be_read_is_told_without_english(tmp_path, monkeypatch):
    error = OSError(errno.EROFS, os.strerror(errno.EROFS))
    monkeypatch.setattr(tempfile, "mkstemp", failing(error))
    code, text = refused({tmp_path / "a.pdf": b"a"})
    assert code is ExitCode.FILE
    assert "Read-only file system" not in text


# --- Interrupted ------------------------------------------------------------------------------


def test_an_interruption_while_writing_leaves_everything_as_it_was(old, monkeypatch):
    monkeypatch.setattr(os, "fsync", failing(KeyboardInterrupt(), calls=2))
    with pytest.raises(KeyboardInterrupt):
        write_all({old: b"nieuw", old.parent / "map" / "twee.pdf": b"twee"})
    assert (list(old.parent.iterdir()), old.read_bytes()) == ([old], b"oud")


# --- Where a file goes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (None, "basis/output/naam.pdf"),
        ("map", "map/naam.pdf"),
        ("map/onder", "map/onder/naam.pdf"),
        ("los.pdf", "los.pdf"),
        ("map/los.pdf", "map/los.pdf"),
        ("los.PDF", "los.PDF"),
        (".", "naam.pdf"),
        ("bestaat.pdf", "bestaat.pdf/naam.pdf"),
    ],
)
def test_a_pdfs_name_is_a_file_and_any_other_name_a_folder(tmp_path, monkeypatch, where, expected):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bestaat.pdf").mkdir()
    assert target(tmp_path / "basis", where, "naam") == tmp_path / expected


def test_a_tilde_is_ones_own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert target(Path("basis"), "~/kaarten", "naam") == tmp_path / "kaarten" / "naam.pdf"


def test_pictures_have_names_of_their_own(tmp_path):
    assert output.target(tmp_path, None, "naam", ".png") == tmp_path / "output" / "naam.png"
