"""`kaartgen proef --volg`: pictures that follow what is saved, and what is told meanwhile."""

from __future__ import annotations

import io
import json
import os
import queue
import re
import signal
import threading

import pytest
from PIL import Image

from kaartgen.cli import watch as watching
from kaartgen.cli.proof import ProofRequest
from kaartgen.cli.report import Voice
from kaartgen.cli.watch import watch
from kaartgen.errors import ExitCode, KaartgenError
from tests.cli.conftest import files_under, finished, started

PATIENCE_S = 60


class Followed:
    """A command that follows the small deck, with one step of a user between two rounds."""

    def __init__(self, small, monkeypatch, capsys):
        self.small = small
        monkeypatch.chdir(small.root)
        self._capsys = capsys

    def __call__(self, *steps, request=None, voice=None):
        """Take the steps one by one; return what was said on stderr and stdout in each round."""
        todo = list(steps)
        rounds = []

        def next_step(scope, states):
            said = self._capsys.readouterr()
            rounds.append((said.err, said.out))
            if not todo:
                raise KeyboardInterrupt
            todo.pop(0)()
            return scope.states()

        self.code = watch(request or ProofRequest("proef"), voice or Voice(), next_step)
        self.end = self._capsys.readouterr()
        return rounds

    def said(self):
        return self._capsys.readouterr().err

    def picture(self, kind="situatie"):
        return (self.small.root / "output" / f"proef-proef-{kind}.png").read_bytes()


@pytest.fixture
def followed(small, monkeypatch, capsys):
    return Followed(small, monkeypatch, capsys)


def without_numbers(text):
    return re.sub(r"\d+,?\d*", "#", text)


def test_a_save_makes_only_the_picture_that_changes(followed, small):
    rounds = followed(lambda: small.spoil("situaties.yaml", "De deur", "De poort"))
    assert rounds[1][1] == f"{small.root}/output/proef-proef-situatie.png\n"
    assert without_numbers(rounds[1][0]) == "#:#:#  situaties.yaml: situaties in # s.\n"


def test_the_picture_shows_what_was_saved(followed, small, kaartgen):
    followed(lambda: small.spoil("situaties.yaml", "De deur", "De poort"))
    found = followed.picture()
    kaartgen("proef", "proef", "--uit", "anders")
    assert found == (small.root / "anders" / "proef-proef-situatie.png").read_bytes()


def test_the_first_round_says_what_is_followed(followed, small):
    ((first, paths),) = followed()
    assert first == (
        "Klaar: 3 kaarten, een plaatje voor elke soort.\n"
        f"Ik volg {small.folder} en alles wat het deck gebruikt. Stoppen: Ctrl-C.\n"
    )
    assert len(paths.splitlines()) == 2


def test_a_mistake_is_told_with_its_place_and_the_last_good_picture_stays(followed, small):
    good = []

    def spoil():
        good.append(followed.picture())
        small.spoil("situaties.yaml", "verhaal:", "verhal:")

    told = followed(spoil)[1][0]
    assert "zo kan het niet. De plaatjes blijven zoals ze waren." in told
    assert "situaties.yaml, regel 4, kolom 3: Het veld ‘verhal’ bestaat hier niet." in told
    assert followed.picture() == good[0]


def test_a_text_that_does_not_fit_is_told_as_check_does(followed, small, kaartgen):
    told = followed(lambda: small.spoil("situaties.yaml", "Het regent", "Het regent. " * 99))[1][0]
    message = kaartgen("check", "proef").err
    assert "de tekst loopt" in told
    assert all(line in message for line in told.splitlines() if "loopt" in line)


def test_what_is_put_right_is_told(followed, small):
    def put_right():
        small.spoil("situaties.yaml", "verhal:", "verhaal:")

    rounds = followed(lambda: small.spoil("situaties.yaml", "verhaal:", "verhal:"), put_right)
    assert "weer goed, er verandert niets aan de plaatjes." in rounds[2][0]


def test_a_mistake_at_the_start_is_waited_for(followed, small):
    small.spoil("situaties.yaml", "verhaal:", "verhal:")
    rounds = followed(lambda: small.spoil("situaties.yaml", "verhal:", "verhaal:"))
    assert "Ik volg" in rounds[0][0]
    assert rounds[0][1] == ""
    assert len(rounds[1][1].splitlines()) == 2


@pytest.mark.parametrize("name", ["prof", "bestaat-niet"])
def test_a_deck_that_does_not_exist_is_refused_at_once(followed, name):
    with pytest.raises(KaartgenError, match=f"Er is geen deck ‘{name}’"):
        followed(request=ProofRequest(name))


def test_a_folder_that_disappears_is_told_and_its_return_is_seen(followed, small):
    aside = small.root / "opzij"
    rounds = followed(
        lambda: small.folder.rename(aside),
        lambda: aside.rename(small.folder),
    )
    assert "De map van het deck is weg." in rounds[1][0]
    assert "weer goed" in rounds[2][0]
    assert followed.picture()


def test_a_deck_that_shipped_does_not_take_the_place_of_ones_own(followed, small):
    own = small.root / "kaarten" / "jeugdzorg"
    small.folder.rename(own)
    rounds = followed((own / "deck.yaml").unlink, request=ProofRequest("jeugdzorg"))
    assert "Hier staat geen deck.yaml meer." in rounds[1][0]


def test_a_template_of_ones_own_is_used_as_soon_as_it_is_there(followed, small):
    shipped = watching.here().folders("sjablonen")[-1]

    def copy():
        own = small.root / "kaarten" / "sjablonen" / "kleurvlak"
        own.mkdir(parents=True)
        text = (shipped / "kleurvlak" / "waarde.yaml").read_text("utf-8")
        (own / "waarde.yaml").write_text(text + "\ncorner: 20mm\n", "utf-8")

    rounds = followed(copy)
    assert rounds[1][1] == f"{small.root}/output/proef-proef-waarde.png\n"


def test_a_house_style_of_ones_own_is_used_as_soon_as_it_is_there(followed, small):
    shipped = watching.here().folders("huisstijlen")[-1]
    before = []

    def copy():
        before.extend((followed.picture(), followed.picture("waarde")))
        own = small.root / "kaarten" / "huisstijlen"
        own.mkdir(parents=True)
        text = (shipped / "helder.yaml").read_text("utf-8")
        (own / "helder.yaml").write_text(text.replace("[90, 25, 50, 30]", "[0, 0, 0, 90]"), "utf-8")

    rounds = followed(copy)
    assert rounds[1][1] == f"{small.root}/output/proef-proef-situatie.png\n"
    assert followed.picture() != before[0]
    assert followed.picture("waarde") == before[1]


def test_a_deck_that_extends_another_follows_that_too(followed, small):
    own = small.root / "kaarten" / "wijk"
    own.mkdir()
    (own / "deck.yaml").write_text("breidt_uit: proef\ntitel: Wijk\ndatum: 2026-11-24\n", "utf-8")
    scopes = []
    request = ProofRequest("wijk")

    def change(scope, states):
        scopes.append(scope)
        if len(scopes) > 1:
            raise KeyboardInterrupt
        small.spoil("situaties.yaml", "De deur", "De poort")
        found = scope.states()
        assert found != states
        return found

    watch(request, Voice(), change)
    assert followed.said().count("situaties.yaml: situaties in") == 1


def test_a_picture_on_a_card_that_changes_under_the_same_name_is_seen(followed, small):
    def draw(colour):
        out = io.BytesIO()
        Image.new("RGB", (600, 400), colour).save(out, "PNG")
        small.write("foto.png", out.getvalue())

    draw("red")
    small.spoil("situaties.yaml", "  rol:", "  afbeelding: {bestand: foto.png, alt: Kleur}\n  rol:")
    before = []

    def repaint():
        before.append(followed.picture())
        draw("blue")

    rounds = followed(repaint)
    assert "foto.png: situaties in" in rounds[1][0]
    assert followed.picture() != before[0]


def test_a_picture_that_someone_throws_away_comes_back(followed, small):
    def throw_away():
        (small.root / "output" / "proef-proef-waarde.png").unlink()
        small.write("waarden.yaml", (small.folder / "waarden.yaml").read_bytes() + b"\n")

    rounds = followed(throw_away)
    assert rounds[1][1] == f"{small.root}/output/proef-proef-waarde.png\n"


def test_pictures_inside_the_deck_are_not_followed(followed, small):
    scopes = []
    request = ProofRequest("proef", where=str(small.folder))

    def next_step(scope, states):
        scopes.append((scope.states(), states))
        raise KeyboardInterrupt

    watch(request, Voice(), next_step)
    (now, before), *_ = scopes
    assert now == before
    assert not [name for name in now if name.startswith(f"{small.folder}/proef-proef")]


def test_each_round_is_one_line_of_json(followed, small):
    rounds = followed(
        lambda: small.spoil("situaties.yaml", "De deur", "De poort"),
        lambda: small.spoil("situaties.yaml", "verhaal:", "verhal:"),
        voice=Voice(as_json=True),
    )
    first, second, third = (json.loads(out) for _, out in rounds)
    situation = f"{small.root}/output/proef-proef-situatie.png"
    assert [len(found["bestanden"]) for found in (first, second, third)] == [2, 1, 0]
    assert second["bestanden"] == [{"pad": situation, "paginas": 1}]
    assert second["gewijzigd"] == [f"{small.folder}/situaties.yaml"]
    assert [found["regel"] for found in third["bevindingen"]] == [1, 4]
    assert all(len(out.splitlines()) == 1 for _, out in rounds)


def test_in_silence_there_are_only_paths(followed, small):
    rounds = followed(
        lambda: small.spoil("situaties.yaml", "De deur", "De poort"), voice=Voice(quiet=True)
    )
    assert [err for err, _ in rounds] == ["", ""]
    assert rounds[1][1].splitlines() == [f"{small.root}/output/proef-proef-situatie.png"]


def test_the_picture_is_opened_once(followed, small, monkeypatch):
    opened = []
    monkeypatch.setattr(watching, "open_file", lambda path, voice: opened.append(path.name))
    followed(
        lambda: small.spoil("situaties.yaml", "De deur", "De poort"),
        request=ProofRequest("proef", show=True),
    )
    assert opened == ["proef-proef-situatie.png"]


def test_what_cannot_be_written_is_told_and_tried_again(followed, small):
    output = small.root / "output"

    def block():
        # A folder stands where the picture has to come.
        (output / "proef-proef-situatie.png").unlink()
        (output / "proef-proef-situatie.png").mkdir()
        small.spoil("situaties.yaml", "De deur", "De poort")

    def unblock():
        (output / "proef-proef-situatie.png").rmdir()
        small.spoil("deck.yaml", 'versie: "1"', 'versie: "1" ')

    rounds = followed(block, unblock)
    assert "Hier staat al een map met die naam." in rounds[1][0]
    assert rounds[2][1] == f"{output}/proef-proef-situatie.png\n"


def test_stopping_leaves_the_pictures_and_gives_code_130(followed, small):
    followed()
    assert followed.code is ExitCode.INTERRUPTED
    assert followed.end.err == "\nGestopt met volgen. De plaatjes staan er nog.\n"
    assert len(files_under(small.root / "output")) == 2


class Running:
    """`kaartgen proef --volg --json` as a process of its own, and its lines as they come."""

    def __init__(self, small, *more):
        self.process = started("proef", "proef", "--volg", "--json", *more, cwd=small.root)
        self._lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self._lines.put(line)

    def next(self):
        return json.loads(self._lines.get(timeout=PATIENCE_S))


@pytest.fixture
def running(small):
    found = Running(small)
    try:
        yield found
    finally:
        found.process.kill()
        found.process.communicate()


def test_a_process_follows_real_saves_until_it_is_interrupted(small, running):
    """An edit, an editor that saves by renaming, a mistake, a new file; then Ctrl-C."""
    file = small.folder / "situaties.yaml"
    assert len(running.next()["bestanden"]) == 2

    small.spoil("situaties.yaml", "De deur", "De poort")
    assert running.next()["gewijzigd"] == [str(file)]

    beside = small.folder / ".situaties.yaml.123"
    beside.write_text(file.read_text("utf-8").replace("De poort", "Het hek"), "utf-8")
    beside.replace(file)
    assert len(running.next()["bestanden"]) == 1

    small.spoil("situaties.yaml", "verhaal:", "verhal:")
    assert running.next()["bevindingen"][0]["code"] == 3
    small.spoil("situaties.yaml", "verhal:", "verhaal:")
    assert running.next()["bevindingen"] == []

    small.write("rollen.yaml", "- naam: Gastheer\n  opdracht: Zorg dat iedereen zit.\n")
    (made,) = running.next()["bestanden"]
    assert made["pad"].endswith("proef-proef-rol.png")

    running.process.send_signal(signal.SIGINT)
    running.process.wait(PATIENCE_S)
    assert running.process.returncode == 130
    assert "Traceback" not in running.process.stderr.read()
    assert not [name for name in files_under(small.root / "output") if "/." in f"/{name}"]


def test_words_of_ones_own_for_a_language_are_seen_when_they_come(small, running):
    running.next()
    file = small.write("../talen/nl.yaml", "kaart: {wat_schuurt: Wat wringt er?}\n").resolve()
    told = running.next()
    assert told["gewijzigd"] == [str(file)]
    assert [one["pad"] for one in told["bestanden"]] == [
        f"{small.root}/output/proef-proef-situatie.png"
    ]


def test_a_viewer_never_sees_half_a_picture(small, running):
    """Read the picture without a pause while it is made anew five times."""
    running.next()
    picture = small.root / "output" / "proef-proef-situatie.png"
    broken, done = [], threading.Event()

    def look():
        while not done.is_set():
            try:
                with Image.open(io.BytesIO(picture.read_bytes())) as seen:
                    seen.load()
            except OSError as error:
                broken.append(error)

    viewer = threading.Thread(target=look)
    viewer.start()
    for name in ("poort", "brug", "trap", "muur", "tuin"):
        text = (small.folder / "situaties.yaml").read_text("utf-8")
        small.write("situaties.yaml", re.sub(r"titel: De \w+", f"titel: De {name}", text))
        running.next()
    done.set()
    viewer.join()
    assert broken == []


def test_a_reader_of_the_lines_that_leaves_ends_it_without_a_traceback(small):
    reading, writing = os.pipe()
    process = started("proef", "proef", "--volg", "--json", cwd=small.root, stdout=writing)
    os.close(writing)
    with os.fdopen(reading) as stream:
        stream.readline()
    small.spoil("situaties.yaml", "De deur", "De poort")
    answer = finished(process)
    assert answer.code == 0
    assert "Traceback" not in answer.err


def test_a_drawing_under_the_text_that_is_saved_is_seen(followed, small):
    folder = small.root / "kaarten" / "sjablonen" / "ons"
    folder.mkdir(parents=True)
    drawing = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='105mm' height='148mm'>"
        "<rect width='105mm' height='148mm' fill='{}'/></svg>"
    )
    (folder / "familie.yaml").write_text("extends: kleurvlak\n")
    (folder / "situatie.yaml").write_text(
        "extends: kleurvlak/situatie\n"
        "front:\n  regions:\n    band: {fill: null, artwork: a.svg, h: 30}\n"
    )
    (folder / "a.svg").write_text(drawing.format("#000"))
    small.spoil("deck.yaml", "titel: Proefdeck", "titel: Proefdeck\nsjablonen: ons")
    seen = []

    def look():
        with Image.open(small.root / "output" / "proef-proef-situatie.png") as picture:
            seen.append(picture.convert("L").getpixel((picture.width // 4, 40)))

    def paint():
        look()
        (folder / "a.svg").write_text(drawing.format("#fff"))

    def spoil():
        look()
        (folder / "a.svg").write_text("<svg")

    *_, wrong = followed(paint, spoil)
    assert seen[0] < 80
    assert seen[1] > 200
    assert "‘a.svg’, regel 1: Dit is geen geldige svg" in wrong[0]
