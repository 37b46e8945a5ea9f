"""The folder of a workshop: what is in it, what its packing list says, and all of it or nothing."""

from __future__ import annotations

import datetime
import errno
import json
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from kaartgen.cli.app import run
from kaartgen.errors import ExitCode
from tests.cli.conftest import files_under
from tests.content.small import made_in
from tests.pdf.reading import opened, plain_text, size_mm

DECKS = ("jeugdzorg", "duurzaamdoor", "grenswerkers", "rijksinspecties")
FIRST = "0-paklijst.pdf"
# The steps of the jeugdzorg board in minutes, one after another, and where that brings the clock.
HALF_PAST_ONE = ("13:30", "13:35", "13:45", "14:00", "14:20", "14:35", "14:45")

every_deck = pytest.mark.parametrize("name", DECKS)

Make = Callable[..., Path]


@cache
def text_of(file: Path) -> str:
    pdf = file.read_bytes()
    return "\n".join(plain_text(pdf, page) for page in range(len(opened(pdf).pages)))


def listed(folder: Path) -> list[tuple[int, str, str, str]]:
    """Return what the packing list says of each file: how often, what, its name, and how."""
    lines = text_of(folder / FIRST).split("\n")
    found = []
    for at, line in enumerate(lines):
        if match := re.fullmatch(r"(\d+) keer: (.*)", line.strip()):
            found.append((int(match[1]), match[2], lines[at + 1].strip(), lines[at + 2]))
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """Make the folder of a shipped deck with these options, once for each, and return it."""
    root = tmp_path_factory.mktemp("werk")
    kept: dict[tuple[str, ...], Path] = {}

    def make(name: str = "jeugdzorg", *options: str) -> Path:
        key = (name, *options)
        if key not in kept:
            where = root / str(len(kept))
            assert run(["werkset", *key, "--stil", "--uit", str(where)]) is ExitCode.OK
            (kept[key],) = where.iterdir()
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        yield make


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- What is in the folder --------------------------------------------------------------------


@every_deck
def test_the_packing_list_is_the_first_file_of_the_folder(made, name):
    assert files_under(made(name))[0] == FIRST


def test_the_packing_list_is_told_first(here, capsys):
    run(["werkset", "jeugdzorg", "--kern", "--stil", "--uit", str(here)])
    names = [Path(line).name for line in capsys.readouterr().out.split()]
    assert names == sorted(names)
    assert names[0] == FIRST


@every_deck
def test_the_packing_list_names_exactly_the_files_beside_it(made, name):
    folder = made(name)
    named = [file for _, _, file, _ in listed(folder)]
    assert [FIRST, *named] == files_under(folder)


@every_deck
def test_there_are_cards_a_board_a_guide_and_a_box_for_each_format(made, name):
    assert [file for _, _, file, _ in listed(made(name))] == [
        f"1-{name}-kaarten.pdf",
        f"2-{name}-dialoogkaart.pdf",
        f"3-{name}-handreiking.pdf",
        f"4-{name}-doosje-a6.pdf",
        f"5-{name}-doosje-tarot.pdf",
    ]


@every_deck
def test_the_packing_list_is_one_page_of_a4(made, name):
    pages = opened((made(name) / FIRST).read_bytes()).pages
    assert [size_mm(page) for page in pages] == [pytest.approx((210, 297), abs=0.05)]


@every_deck
def test_each_file_is_on_the_paper_that_the_list_names(made, name):
    long_sides = {"A4": 297, "A3": 420, "SRA3": 450}
    folder = made(name)
    for _, _, file, how in listed(folder):
        page = opened((folder / file).read_bytes()).pages[0]
        paper = re.match(r"(SRA3|A\d)\b", how)
        assert paper
        assert max(size_mm(page)) == pytest.approx(long_sides[paper[1]], abs=0.05)


@every_deck
def test_each_file_is_printed_on_the_sides_that_the_list_names(made, name):
    said = {"enkelzijdig": "/Simplex", "lange": "/DuplexFlipLongEdge"}
    said["korte"] = "/DuplexFlipShortEdge"
    folder = made(name)
    for _, _, file, how in listed(folder):
        (word,) = [word for word in said if word in how]
        preferences = opened((folder / file).read_bytes()).Root.ViewerPreferences
        assert str(preferences.Duplex) == said[word]


@every_deck
def test_the_list_says_how_many_sheets_come_out_for_one_table(made, name):
    folder = made(name)
    what = listed(folder)[0][1]
    sides = len(opened((folder / f"1-{name}-kaarten.pdf").read_bytes()).pages)
    assert f"({sides // 2} vellen per tafel)" in what


@every_deck
def test_the_list_names_every_box_by_the_cards_that_go_in(made, name):
    folder = made(name)
    for _, what, file, _ in listed(folder):
        if "doosje" in file:
            cards = re.fullmatch(r"het doosje voor (\d+ kaarten)", what)
            assert cards
            assert cards[1] in text_of(folder / file)


def test_the_core_is_54_cards_in_two_boxes(made):
    whats = [what for _, what, _, _ in listed(made("jeugdzorg", "--kern"))]
    assert whats[-2:] == ["het doosje voor 24 kaarten", "het doosje voor 30 kaarten"]


# --- How often, and when ----------------------------------------------------------------------


def tables_of(tables: int) -> tuple[str, ...]:
    return () if tables == 1 else ("--tafels", str(tables))


@pytest.mark.parametrize("tables", [1, 3])
def test_everything_is_printed_once_for_each_table(made, tables):
    folder = made("jeugdzorg", *tables_of(tables))
    assert [times for times, *_ in listed(folder)] == [tables] * 5


@pytest.mark.parametrize(("tables", "words"), [(1, "1 tafel ·"), (3, "3 tafels ·")])
def test_the_list_says_for_how_many_tables_it_is(made, tables, words):
    assert words in text_of(made("jeugdzorg", *tables_of(tables)) / FIRST)


@pytest.mark.parametrize(("tables", "pens"), [(1, 6), (3, 18)])
def test_there_are_six_pens_a_table(made, tables, pens):
    text = text_of(made("jeugdzorg", *tables_of(tables)) / FIRST)
    assert f"{pens} pennen" in text


def test_the_guide_carries_the_time_of_every_step(made):
    folder = made("jeugdzorg", "--start", "13:30")
    text = text_of(folder / "3-jeugdzorg-handreiking.pdf")
    assert [time for time in HALF_PAST_ONE if time not in text.replace(".", ":")] == []


def test_the_list_carries_the_time_and_the_length(made):
    text = text_of(made("jeugdzorg", "--start", "9:05", "--duur", "45") / FIRST)
    assert "45 minuten · begin 09:05" in text


def length(minutes: int) -> tuple[str, ...]:
    return () if minutes == 75 else ("--duur", str(minutes))


@pytest.mark.parametrize("minutes", [75, 45, 20])
def test_the_clock_runs_from_the_beginning_for_as_long_as_was_asked(made, minutes):
    folder = made("jeugdzorg", "--start", "13:30", *length(minutes))
    text = text_of(folder / "3-jeugdzorg-handreiking.pdf")
    # The steps have their minutes behind them; an afternoon to collect stories has not.
    steps = re.findall(r"(\d\d:\d\d) – (\d\d:\d\d) · (\d+) min", text)
    clock = datetime.datetime(2026, 1, 1, 13, 30, tzinfo=datetime.UTC)
    for begin, end, lasts in steps:
        assert begin == f"{clock:%H:%M}"
        clock += datetime.timedelta(minutes=int(lasts))
        assert end == f"{clock:%H:%M}"
    assert sum(int(one) for *_, one in steps) == minutes


def test_without_a_beginning_nobody_is_told_a_time(made):
    folder = made("jeugdzorg")
    for file in (FIRST, "3-jeugdzorg-handreiking.pdf"):
        assert not re.search(r"\b\d?\d:\d\d\b", text_of(folder / file))


@pytest.mark.parametrize("start", ["25:00", "13:60", "half twee", "1330", "13:5", "-1:00"])
def test_a_beginning_that_is_no_time_is_refused_and_nothing_is_written(here, capsys, start):
    code = run(["werkset", "jeugdzorg", "--start", start])
    said = capsys.readouterr()
    assert (code, said.out) == (ExitCode.USAGE, "")
    assert said.err == f"‘{start}’ is geen tijd.\n  → Schrijf de tijd als 13:30.\n"
    assert files_under(here) == []


# --- The folder's name ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ("", "jeugdzorg-werkset-1-tafel"),
        ("--tafels 3", "jeugdzorg-werkset-3-tafels"),
        ("--kern", "jeugdzorg-werkset-1-tafel-kern"),
        ("--start 9:05 --duur 45", "jeugdzorg-werkset-1-tafel-45-0905"),
        ("--start 13:30", "jeugdzorg-werkset-1-tafel-1330"),
        (
            "--tafels 2 --kern --duur 20 --start 13:30",
            "jeugdzorg-werkset-2-tafels-kern-20-1330",
        ),
    ],
)
def test_every_choice_is_in_the_folders_name(made, options, name):
    assert made("jeugdzorg", *options.split()).name == name


def test_without_a_place_the_folder_comes_in_output(here, capsys):
    run(["werkset", "jeugdzorg", "--stil", "--kern"])
    folder = here / "output" / "jeugdzorg-werkset-1-tafel-kern"
    assert capsys.readouterr().out.split()[0] == str(folder / FIRST)
    assert len(files_under(folder)) == 6


def test_as_json_the_files_come_with_their_pages(here, capsys):
    run(["werkset", "jeugdzorg", "--json", "--tafels", "2", "--kern"])
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"bestanden", "kaarten", "vellen", "bevindingen"}
    pages = {
        one["pad"]: len(opened(Path(one["pad"]).read_bytes()).pages) for one in told["bestanden"]
    }
    assert pages == {one["pad"]: one["paginas"] for one in told["bestanden"]}
    assert [Path(one["pad"]).name for one in told["bestanden"]] == files_under(
        here / "output" / "jeugdzorg-werkset-2-tafels-kern"
    )
    assert told["kaarten"] == 2 * 54


# --- All or nothing ---------------------------------------------------------------------------


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """A disk that takes some files and then no more: (how many it takes)."""

    def after(count: int) -> None:
        real, moved = Path.replace, []

        def replace(self: Path, to: Path) -> Path:
            if len(moved) == count:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            moved.append(self)
            return real(self, to)

        monkeypatch.setattr(Path, "replace", replace)

    return after


@pytest.mark.parametrize("taken", [0, 4])
def test_a_full_disk_leaves_nothing_behind(here, stuck, capsys, taken):
    stuck(taken)
    code = run(["werkset", "jeugdzorg", "--kern"])
    assert (code, list(here.iterdir())) == (ExitCode.FILE, [])
    assert "De schijf is vol" in capsys.readouterr().err


def test_a_full_disk_says_not_that_it_is_ready(here, stuck, capsys):
    stuck(2)
    run(["werkset", "jeugdzorg", "--kern"])
    said = capsys.readouterr()
    assert said.out == ""
    assert "Klaar" not in said.err


def test_a_full_disk_leaves_the_earlier_folder_whole(here, monkeypatch):
    run(["werkset", "jeugdzorg", "--kern", "--stil"])
    folder = here / "output" / "jeugdzorg-werkset-1-tafel-kern"
    for file in folder.iterdir():
        file.write_bytes(b"eerder")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert run(["werkset", "jeugdzorg", "--kern", "--stil"]) is ExitCode.FILE
    assert [file.read_bytes() for file in folder.iterdir()] == [b"eerder"] * 6


def test_a_file_in_the_place_of_the_folder_is_told(here, capsys):
    (here / "output").mkdir()
    (here / "output" / "jeugdzorg-werkset-1-tafel-kern").write_bytes(b"mijn")
    code = run(["werkset", "jeugdzorg", "--kern"])
    assert code is ExitCode.FILE
    assert "er staat een bestand waar een map hoort" in capsys.readouterr().err
    assert files_under(here) == ["output/jeugdzorg-werkset-1-tafel-kern"]


# --- A deck of one's own ----------------------------------------------------------------------


def test_a_deck_without_a_board_is_only_advised_what_this_command_can_do(here, capsys):
    made_in(here)
    run(["werkset", "proef"])
    advised = set(re.findall(r"--[a-z-]+", capsys.readouterr().err))
    run(["werkset", "--help"])
    assert advised - set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) == set()
