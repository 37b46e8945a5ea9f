"""What was made of files is kept, and made anew as soon as one of them differs."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from kaartgen import kept
from kaartgen.content.kinds import KIND_BY_NAME
from kaartgen.content.load import load
from kaartgen.workspace import Workspace


class Maker:
    """Makes the text of its files, and counts how often it had to."""

    def __init__(self, *files: Path) -> None:
        self.files, self.times = files, 0

    def __call__(self) -> list[str]:
        self.times += 1
        return [file.read_text(encoding="utf-8") for file in self.files]

    def ask(self, about: str = "iets") -> list[str]:
        return kept.kept(about, self.files, self)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "tekst.yaml"
    file.write_text("een", encoding="utf-8")
    return file


def test_a_second_run_takes_what_the_first_has_made(file: Path) -> None:
    first, second = Maker(file), Maker(file)
    assert first.ask() == second.ask() == ["een"]
    assert (first.times, second.times) == (1, 0)


def test_another_text_of_the_same_length_and_time_is_made_anew(file: Path) -> None:
    maker = Maker(file)
    maker.ask()
    moment = file.stat().st_mtime_ns
    file.write_text("zes", encoding="utf-8")
    os.utime(file, ns=(moment, moment))
    assert maker.ask() == ["zes"]


def test_one_file_more_is_made_anew(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "ander.yaml"
    other.write_text("twee", encoding="utf-8")
    assert Maker(file).ask() == ["een"]
    assert Maker(file, other).ask() == ["een", "twee"]


def test_the_same_files_may_be_read_for_two_ends(file: Path) -> None:
    maker = Maker(file)
    maker.ask("dit")
    maker.ask("dat")
    assert maker.times == 2


def test_other_code_makes_it_anew(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = Maker(file)
    maker.ask()
    monkeypatch.setattr(kept, "_code", lambda: "de volgende versie")
    maker.ask()
    assert maker.times == 2


@pytest.mark.parametrize("damage", [b"", b"\x80", b"onzin die geen bewaarde waarde is" * 9])
def test_what_is_damaged_is_made_anew(file: Path, folder: Path, damage: bytes) -> None:
    maker = Maker(file)
    maker.ask()
    (there,) = folder.glob("*.bewaard")
    there.write_bytes(there.read_bytes()[:32] + damage)
    assert maker.ask() == ["een"]
    assert maker.times == 2


def test_an_error_is_not_kept(file: Path, folder: Path) -> None:
    def fail() -> str:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 (our own)
        kept.kept("iets", [file], fail)
    assert not list(folder.glob("*"))


def test_what_is_not_worth_it_is_not_kept(file: Path, folder: Path) -> None:
    kept.kept("iets", [file], Maker(file), worth=lambda made: made == ["twee"])
    assert not list(folder.glob("*.bewaard"))


def test_without_a_place_to_keep_it_all_still_works(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "geen-map").write_text("", encoding="utf-8")
    monkeypatch.setattr(kept, "folder", lambda: tmp_path / "geen-map" / "cache")
    assert Maker(file).ask() == ["een"]


def test_a_full_disk_leaves_no_half_file_behind(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def full(self: Path, raw: bytes) -> int:
        write(self, raw[:20])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert Maker(file).ask() == ["een"]
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes are Linux's")
def test_a_folder_whose_name_is_no_utf8_is_kept_too(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / os.fsdecode(b"caf\xe9.yaml")
    file.write_text("een", encoding="utf-8")
    maker = Maker(file)
    assert maker.ask(f"deck {file}") == maker.ask(f"deck {file}") == ["een"]
    assert maker.times == 1


@pytest.mark.parametrize("where", ["content", "pdf", "products", "writing"])
def test_code_in_any_folder_tells_one_version_from_another(where: str) -> None:
    own = Path(kept.__file__).parent / where
    assert any(str(file) in kept._code() for file in own.glob("*.py"))


def test_the_cache_does_not_grow_for_ever(file: Path, folder: Path) -> None:
    for number in range(70):
        Maker(file).ask(f"deck {number}")
    assert len(list(folder.iterdir())) == 60


def test_a_kept_deck_is_the_deck(folder: Path) -> None:
    made = load(Workspace(None), "jeugdzorg")
    found = load(Workspace(None), "jeugdzorg")
    assert list(folder.glob("*.bewaard"))
    assert found.file == made.file
    assert [card.content for card in found.cards] == [card.content for card in made.cards]
    assert [card.place("titel") for card in found.cards] == [
        card.place("titel") for card in made.cards
    ]
    assert all(card.kind is KIND_BY_NAME[card.kind.name] for card in found.cards)
