"""What changes in watched folders is seen, once it is over; by a clock that tests move."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kaartgen.cli.watched_files import Scope, await_change, changed

PATIENCE = 200


class Clock:
    """A clock that only moves when one waits, and does at given moments what it was told to."""

    def __init__(self, *events):
        self.now = 0.0
        self.waits = 0
        self.events = sorted(events, key=lambda event: event[0])

    def time(self):
        return self.now

    def sleep(self, seconds):
        self.waits += 1
        assert self.waits < PATIENCE, "nothing came of it"
        self.now += seconds
        while self.events and self.events[0][0] <= self.now:
            self.events.pop(0)[1]()


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "deck"
    folder.mkdir()
    (folder / "een.yaml").write_text("een")
    (folder / "twee.yaml").write_text("twee")
    return folder


def awaited(folder, *events, scope=None):
    """Wait for the events to be over; return the names of what changed, and when that was seen."""
    scope = scope or Scope(frozenset({folder}))
    before = scope.states()
    clock = Clock(*events)
    after = await_change(scope, before, sleep=clock.sleep, clock=clock.time)
    return [name.removeprefix(f"{folder}/") for name in changed(before, after)], clock.now


def test_a_save_is_seen(folder):
    save = (1.0, lambda: (folder / "een.yaml").write_text("een en meer"))
    assert awaited(folder, save)[0] == ["een.yaml"]


def test_a_save_of_the_same_length_is_seen(folder):
    def save():
        (folder / "een.yaml").write_text("één"[:3])
        os.utime(folder / "een.yaml", ns=(5, 5))

    assert awaited(folder, (1.0, save))[0] == ["een.yaml"]


def test_a_new_file_in_a_new_folder_is_seen(folder):
    def save():
        (folder / "beelden").mkdir()
        (folder / "beelden" / "fiets.png").write_text("png")

    assert awaited(folder, (1.0, save))[0] == ["beelden/fiets.png"]


def test_a_folder_that_comes_later_is_seen(tmp_path):
    later = tmp_path / "sjablonen"

    def save():
        later.mkdir()
        (later / "situatie.yaml").write_text("x")

    scope = Scope(frozenset({later}))
    assert awaited(later, (1.0, save), scope=scope)[0] == ["situatie.yaml"]


def test_a_file_that_is_gone_for_good_is_seen(folder):
    gone = (1.0, (folder / "een.yaml").unlink)
    assert awaited(folder, gone)[0] == ["een.yaml"]


def test_a_folder_that_is_gone_is_seen(folder):
    aside = folder.with_name("opzij")
    gone = (1.0, lambda: folder.rename(aside))
    assert awaited(folder, gone)[0] == ["een.yaml", "twee.yaml"]


def test_an_editor_that_saves_by_renaming_is_one_change(folder):
    """The file is put aside, and the new one takes its name a fifth of a second later."""
    file = folder / "een.yaml"

    def put_back():
        (folder / ".een.yaml.nieuw").write_text("een en meer")
        (folder / ".een.yaml.nieuw").rename(file)

    aside = (1.0, lambda: file.rename(folder / "een.yaml~"))
    seen, moment = awaited(folder, aside, (1.2, put_back))
    assert seen == ["een.yaml"]
    assert moment > 1.2
    assert file.exists()


def test_saves_in_a_burst_are_one_change(folder):
    """Ten saves, each well before the one before it is old enough to be the last."""
    count = []

    def save():
        count.append(1)
        (folder / "een.yaml").write_text("een" * len(count))

    burst = [(1.0 + at * 0.03, save) for at in range(10)]
    awaited(folder, *burst, (1.31, lambda: (folder / "twee.yaml").write_text("meer")))
    assert len(count) == 10


def test_a_burst_without_end_is_not_waited_for(folder):
    count = []

    def save():
        count.append(1)
        (folder / "een.yaml").write_text("een" * len(count))

    _, moment = awaited(folder, *[(1.0 + at * 0.02, save) for at in range(200)])
    assert moment < 4


def test_what_is_put_back_as_it_was_is_no_change(folder):
    file, aside = folder / "een.yaml", folder / "een.yaml~"
    facts = file.stat()

    def back():
        aside.rename(file)
        os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))

    scope = Scope(frozenset({folder}))
    before = {name: (state[0], 0, *state[2:]) for name, state in scope.states().items()}
    # A rename is noted by some systems; what people see is the content.
    file.rename(aside)
    back()
    after = {name: (state[0], 0, *state[2:]) for name, state in scope.states().items()}
    assert changed(before, after) == ()


@pytest.mark.parametrize("name", [".een.yaml.swp", "een.yaml~", "4913", ".git/index", "x.tmp"])
def test_what_editors_leave_behind_is_not_seen(folder, name):
    scope = Scope(frozenset({folder}))
    before = scope.states()
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("x")
    assert changed(before, scope.states()) == ()


def test_our_own_pictures_are_not_seen(folder):
    picture = folder / "proef.png"
    scope = Scope(frozenset({folder}), without=frozenset({picture}))
    before = scope.states()
    picture.write_text("x")
    assert changed(before, scope.states()) == ()


def test_a_file_of_which_only_the_name_is_known_is_seen(folder, tmp_path):
    letter = tmp_path / "letter.ttf"
    scope = Scope(frozenset(), files=frozenset({letter}))
    seen, _ = awaited(tmp_path, (1.0, lambda: letter.write_text("x")), scope=scope)
    assert seen == ["letter.ttf"]


def test_a_link_to_a_folder_above_ends(folder):
    (folder / "boven").symlink_to(folder)
    assert len(Scope(frozenset({folder})).states()) < 40


def test_what_python_reads_is_noted_and_what_it_writes_is_not(tmp_path):
    script = f"""
import os, pathlib
from kaartgen.cli.watched_files import Reading
(pathlib.Path({str(tmp_path)!r}) / "voor.yaml").write_text("x")
reading = Reading()
os.chdir({str(tmp_path)!r})
pathlib.Path("voor.yaml").read_text()
open(b"voor.yaml", "rb").close()
pathlib.Path("na.txt").write_text("x")
os.close(os.open("ook.txt", os.O_WRONLY | os.O_CREAT))
print(*sorted(reading.files()))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == [str(tmp_path / "voor.yaml")]
