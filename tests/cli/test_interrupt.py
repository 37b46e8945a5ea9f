"""Ctrl-C, a reader that leaves, a full disk behind the pipe: no traceback, nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.conftest import Answer, files_under, finished, started
from tests.content.small import SITUATION, made_in

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")


class Interrupted(NamedTuple):
    """A run that was interrupted, and the folder that it was writing to."""

    answer: Answer
    output: Path


def feed(process: subprocess.Popen[str], pipe: Path, text: str) -> None:
    """Write into the pipe as soon as the process reads from it."""
    patience = time.monotonic() + 30
    while True:
        try:
            handle = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
            break
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < patience
            time.sleep(0.02)
    os.set_blocking(handle, True)
    with os.fdopen(handle, "w") as stream:
        stream.write(text)


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> Interrupted:
    """Interrupt the building of nine hundred situations, over the output of an earlier run."""
    small = made_in(tmp_path_factory.mktemp("groot"))
    text = "".join(
        SITUATION.replace("de-deur", f"deur-{number}").replace("De deur", f"Deur {number}")
        for number in range(1, 901)
    )
    output = small.root / "output"
    output.mkdir()
    (output / "proef-kaarten-thuis.pdf").write_bytes(b"een eerdere versie")
    # The deck comes through a pipe, so that we know when kaartgen has begun to read.
    pipe = small.folder / "situaties.yaml"
    pipe.unlink()
    os.mkfifo(pipe)
    process = started("deck", "proef", cwd=small.root)
    feed(process, pipe, text)
    time.sleep(0.4)
    process.send_signal(signal.SIGINT)
    return Interrupted(finished(process), output)


def test_ctrl_c_ends_with_code_130(interrupted):
    assert interrupted.answer.code == 130


def test_ctrl_c_is_answered_in_dutch(interrupted):
    assert interrupted.answer.err == "\nAfgebroken. Er is niets half weggeschreven.\n"


def test_ctrl_c_gives_no_path(interrupted):
    assert interrupted.answer.out == ""


def test_ctrl_c_leaves_the_earlier_output_whole(interrupted):
    file = interrupted.output / "proef-kaarten-thuis.pdf"
    assert file.read_bytes() == b"een eerdere versie"


def test_ctrl_c_leaves_no_other_file(interrupted):
    assert files_under(interrupted.output) == ["proef-kaarten-thuis.pdf"]


def test_ctrl_c_at_a_question_ends_with_code_130(small):
    process = started(cwd=small.root, stdin=subprocess.PIPE)
    assert process.stderr is not None
    read = ""
    while "Kies een nummer" not in read:
        letter = process.stderr.read(1)
        assert letter
        read += letter
    process.send_signal(signal.SIGINT)
    assert finished(process).code == 130


def test_a_reader_that_leaves_is_no_mistake(small):
    reading, writing = os.pipe()
    os.close(reading)
    answer = finished(started("lijst", "--json", cwd=small.root, stdout=writing))
    os.close(writing)
    assert answer == Answer(0, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [("lijst",), ("deck", "proef", "--stil")])
def test_a_full_disk_behind_standard_output_is_code_six_without_traceback(small, arguments):
    with Path("/dev/full").open("w") as full:
        answer = finished(started(*arguments, cwd=small.root, stdout=full))
    assert answer.code == 6
    assert "Traceback" not in answer.err


def test_a_working_folder_that_is_gone_is_told_without_traceback(tmp_path):
    gone = tmp_path / "weg"
    gone.mkdir()
    # Only a process that is already in the folder can lose it.
    shell = f"cd {gone} && rmdir {gone} && exec {sys.executable} -m kaartgen lijst"
    done = subprocess.run(
        ["sh", "-c", shell], check=False, capture_output=True, text=True, timeout=30
    )
    assert done.returncode in (2, 6)
    assert "Traceback" not in done.stderr
