"""`kaartgen sjabloon kopieer`: a template of one's own, which then wins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kaartgen.cli.app import run
from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.layout.look import load_look
from kaartgen.layout.template_load import load_template
from kaartgen.workspace import PACKAGE, Workspace

from .conftest import files_under

SHIPPED = PACKAGE / "sjablonen"


def own(small) -> Path:
    return small.root / "kaarten" / "sjablonen"


def test_the_copy_holds_every_line_of_the_shipped_one_with_its_comments(small, kaartgen):
    answer = kaartgen("sjabloon", "kopieer", "situatie")
    file = own(small) / "kleurvlak" / "situatie.yaml"
    assert (answer.code, answer.out) == (ExitCode.OK, f"{file}\n")
    shipped = (SHIPPED / "kleurvlak" / "situatie.yaml").read_text("utf-8")
    assert file.read_text("utf-8").endswith(f"\n{shipped}")


def test_the_copy_wins_from_the_shipped_one_and_finds_what_it_extends(small, kaartgen):
    kaartgen("sjabloon", "kopieer", "situatie")
    file = own(small) / "kleurvlak" / "situatie.yaml"
    file.write_text(file.read_text("utf-8") + "\nbleed: 4\n", "utf-8")
    template = load_template(Workspace(small.root), "kleurvlak", "situatie")
    assert (template.bleed, template.format_name) == (4, "a6")


def test_a_copy_is_never_overwritten(small, kaartgen):
    kaartgen("sjabloon", "kopieer", "situatie")
    file = own(small) / "kleurvlak" / "situatie.yaml"
    file.write_text("van mij", "utf-8")
    answer = kaartgen("sjabloon", "kopieer", "situatie")
    assert answer.code is ExitCode.USAGE
    assert str(file) in answer.err
    assert file.read_text("utf-8") == "van mij"


def test_where_there_is_no_workspace_one_is_made(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "leeg"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert run(["sjabloon", "kopieer", "redactie/vraag", "--stil"]) is ExitCode.OK
    assert capsys.readouterr().err == ""
    assert files_under(folder) == [
        "kaarten/sjablonen/redactie/vraag.yaml",
        "kaarten/sjablonen/sjabloon.schema.json",
    ]


def test_a_family_of_ones_own_takes_the_rest_from_the_one_it_came_from(small, kaartgen):
    answer = kaartgen("sjabloon", "kopieer", "situatie", "--als", "onze-stijl/situatie")
    assert answer.code is ExitCode.OK
    small.spoil("deck.yaml", "titel: Proefdeck", "titel: Proefdeck\nsjablonen: onze-stijl")
    deck = load(Workspace(small.root), "proef")
    look = load_look(Workspace(small.root), deck)
    assert {name: one.place("front").file.parent.name for name, one in look.templates.items()} == {
        "situatie": "onze-stijl",
        "waarde": "kleurvlak",
    }


def test_a_base_of_ones_own_family_lies_under_what_it_takes_from_the_other(small, kaartgen):
    kaartgen("sjabloon", "kopieer", "situatie", "--als", "onze-stijl/situatie")
    (own(small) / "onze-stijl" / "tarot.yaml").write_text("extends: tarot\nbleed: 7\n", "utf-8")
    assert load_template(Workspace(small.root), "onze-stijl", "waarde").bleed == 7


def test_ones_own_can_extend_the_shipped_one_that_it_hides(small):
    file = own(small) / "kleurvlak" / "a6.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("extends: a6\nbleed: 6\n", "utf-8")
    template = load_template(Workspace(small.root), "kleurvlak", "situatie")
    assert (template.bleed, template.safe) == (6, 5)


def test_a_whole_family_is_copied_with_all_its_templates(small, kaartgen):
    answer = kaartgen("sjabloon", "kopieer", "redactie", "--als", "van-ons", "--json")
    shipped = sorted(file.name for file in (SHIPPED / "redactie").glob("*.yaml"))
    assert sorted(file.name for file in (own(small) / "van-ons").iterdir()) == shipped
    assert sorted(Path(one["pad"]).name for one in json.loads(answer.out)["bestanden"]) == shipped


def test_of_a_family_what_is_ones_own_already_stays(small, kaartgen):
    kaartgen("sjabloon", "kopieer", "redactie/vraag")
    mine = own(small) / "redactie" / "vraag.yaml"
    mine.write_text("van mij", "utf-8")
    answer = kaartgen("sjabloon", "kopieer", "redactie")
    assert answer.code is ExitCode.OK
    assert "bleven zoals ze zijn: vraag" in answer.err
    assert mine.read_text("utf-8") == "van mij"
    again = kaartgen("sjabloon", "kopieer", "redactie")
    assert again.code is ExitCode.USAGE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["situatei"], "Bedoel je ‘situatie’?"),
        (["redactei"], "Bedoel je ‘redactie’?"),
        (["redactie/vrag"], "Bedoel je ‘redactie/vraag’?"),
        (["vraag", "--familie", "redacte"], "Bedoel je ‘redactie’?"),
        (["redactie/vraag", "--familie", "kleurvlak"], "Laat een van beide weg"),
        (["vraag", "--als", "../vraag"], "kan niet als naam"),
        (["vraag", "--als", "a/b/c"], "kan niet als naam"),
        (["vraag", "--als", "Con"], "kan niet als naam"),
        (["vraag", "--als", "familie"], "kan niet als naam"),
        (["kleurvlak", "--als", "redactie"], "Er is al een familie"),
    ],
)
def test_a_wrong_name_is_told_and_nothing_is_made(small, kaartgen, arguments, said):
    answer = kaartgen("sjabloon", "kopieer", *arguments)
    assert answer.code is ExitCode.USAGE
    assert said in answer.err
    assert not own(small).exists()


def test_without_what_to_do_one_is_told_what_there_is(kaartgen):
    answer = kaartgen("sjabloon")
    assert (answer.code, answer.out) == (ExitCode.USAGE, "")
    assert "Kies uit: kopieer" in answer.err


def test_where_one_may_not_write_nothing_is_left(small, kaartgen):
    (small.root / "kaarten" / "sjablonen").write_text("geen map", "utf-8")
    answer = kaartgen("sjabloon", "kopieer", "situatie")
    assert answer.code is ExitCode.FILE
    assert (small.root / "kaarten" / "sjablonen").read_text("utf-8") == "geen map"


def test_the_list_says_which_templates_are_ones_own(kaartgen):
    kaartgen("sjabloon", "kopieer", "situatie")
    rows = json.loads(kaartgen("lijst", "sjablonen", "--json").out)
    assert [row["naam"] for row in rows if row["eigen"]] == ["kleurvlak/situatie"]
    assert "kleurvlak/situatie     van jezelf\n" in kaartgen("lijst", "sjablonen").out


def test_families_that_build_on_each_other_are_told_as_a_ring(small):
    for name, beneath in (("een", "twee"), ("twee", "drie"), ("drie", "twee")):
        folder = own(small) / name
        folder.mkdir(parents=True)
        (folder / "familie.yaml").write_text(f"extends: {beneath}\n", "utf-8")
    with pytest.raises(KaartgenError) as caught:
        load_template(Workspace(small.root), "een", "vraag")
    problem = caught.value.problems[0]
    assert "kring: twee → drie → twee." in problem.message
    assert problem.place is not None
    assert (problem.place.file.parent.name, problem.place.line) == ("drie", 1)
