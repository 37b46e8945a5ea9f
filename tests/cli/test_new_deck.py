"""`kaartgen nieuw NAAM`: a deck that builds at once, in a folder that is whole or not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kaartgen import yamlfile
from kaartgen.cli.app import run
from kaartgen.content.guide import load_guide
from kaartgen.content.kinds import KINDS
from kaartgen.content.load import load
from kaartgen.errors import ExitCode
from kaartgen.workspace import Workspace
from kaartgen.writing import scaffold
from tests.cli.conftest import Answer, Call, files_under


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Call the command line in an empty folder."""
    place = tmp_path / "leeg"
    place.mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")

    def call(*arguments: str) -> Answer:
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        return Answer(ExitCode(code), said.out, said.err)

    return call


def test_a_new_deck_builds_at_once(empty):
    assert empty("nieuw", "mijn-deck").code == ExitCode.OK
    assert empty("check", "mijn-deck").code == ExitCode.OK
    made = empty("deck", "mijn-deck", "--soort", "S,W")
    assert made.code == ExitCode.OK, made.err
    assert Path(made.out.strip()).read_bytes().startswith(b"%PDF")


def test_it_has_a_card_of_every_kind_and_a_guide(empty):
    empty("nieuw", "mijn-deck")
    deck = load(Workspace(Path.cwd()), "mijn-deck")
    assert {card.kind.name for card in deck.cards} == {kind.name for kind in KINDS}
    assert load_guide(deck).inleiding


def test_its_dialoogkaart_and_guide_are_made_at_once(empty):
    empty("nieuw", "mijn-deck")
    assert empty("dialoogkaart", "mijn-deck").code == ExitCode.OK
    assert empty("handreiking", "mijn-deck").code == ExitCode.OK


def test_its_title_comes_from_the_name_or_from_the_writer(empty):
    empty("nieuw", "goed-werk")
    empty("nieuw", "ander-werk", "--titel", "Werk: wat is ‘goed’?")
    workspace = Workspace(Path.cwd())
    assert load(workspace, "goed-werk").file.titel == "Goed werk"
    assert load(workspace, "ander-werk").file.titel == "Werk: wat is ‘goed’?"


def test_its_date_is_that_of_the_build(empty):
    empty("nieuw", "mijn-deck")
    assert load(Workspace(Path.cwd()), "mijn-deck").file.datum.isoformat() == "2026-09-21"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_explained_in_comments(kind):
    text = (scaffold.PACKAGE / "voorbeeld" / f"{kind.stem}.yaml").read_text("utf-8")
    assert text.startswith("# ")
    assert f"({kind.letter})" in text.splitlines()[0]


def test_the_commented_fields_of_a_situation_are_all_there_are():
    text = (scaffold.PACKAGE / "voorbeeld" / "situaties.yaml").read_text("utf-8")
    for name in KINDS[0].model.model_fields:
        if name not in ("aantal", "kern", "volgorde", "taal", "herkomst"):
            assert name in text, name


def test_the_result_is_the_folder_for_people_and_the_files_for_programs(empty):
    said = empty("nieuw", "een")
    assert Path(said.out.strip()) == Path.cwd() / "kaarten" / "een"
    answer = json.loads(empty("nieuw", "twee", "--json").out)
    assert {Path(one["pad"]).name for one in answer["bestanden"]} >= {"deck.yaml", "leeg.yaml"}
    assert answer["kaarten"] == load(Workspace(Path.cwd()), "twee").size


def test_a_folder_of_the_workspace_upward_is_used(empty, monkeypatch):
    empty("nieuw", "een")
    inside = Path.cwd() / "output" / "diep"
    inside.mkdir(parents=True)
    root = Path.cwd()
    monkeypatch.chdir(inside)
    empty("nieuw", "twee")
    assert (root / "kaarten" / "twee" / "deck.yaml").is_file()


def test_what_is_there_is_never_overwritten(kaartgen: Call, small):
    before = {name: (small.root / name).read_bytes() for name in files_under(small.root)}
    (small.root / "kaarten" / "map-zonder-deck").mkdir()
    for name in (small.folder.name, "map-zonder-deck"):
        said = kaartgen("nieuw", name)
        assert said.code == ExitCode.USAGE
        assert "die blijft zoals hij is" in said.err
    assert {name: (small.root / name).read_bytes() for name in files_under(small.root)} == before


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Mijn Déck!", "bijvoorbeeld ‘mijn-deck’"),
        ("../buiten", "bijvoorbeeld ‘buiten’"),
        ("***", "bijvoorbeeld ‘mijn-deck’"),
        ("gedeeld", "voor iets anders"),
        ("con", "Windows"),
        ("x" * 41, "41 tekens"),
        ("jeugdzorg", "‘mijn-jeugdzorg’"),
    ],
)
def test_a_bad_name_is_refused_with_one_that_can(empty, name, words):
    said = empty("nieuw", name)
    assert said.code == ExitCode.USAGE
    assert words in said.err
    assert files_under(Path.cwd()) == []


def test_without_a_name_it_says_what_to_type(empty):
    said = empty("nieuw")
    assert said.code == ExitCode.USAGE
    assert "kaartgen nieuw mijn-deck" in said.err


def test_nothing_is_left_when_the_disk_stops_halfway(empty, monkeypatch):
    original = Path.write_bytes

    def failing(self: Path, data: bytes) -> int:
        if self.name == "situaties.yaml":
            raise OSError(28, "No space left on device")
        return original(self, data)

    monkeypatch.setattr(Path, "write_bytes", failing)
    said = empty("nieuw", "mijn-deck")
    assert said.code == ExitCode.FILE
    assert "schijf is vol" in said.err
    assert list(Path.cwd().iterdir()) == []


def test_the_example_files_hold_only_fields_that_exist(empty):
    empty("nieuw", "mijn-deck")
    for file in (Path.cwd() / "kaarten" / "mijn-deck").glob("*.yaml"):
        assert yamlfile.read(file).value
