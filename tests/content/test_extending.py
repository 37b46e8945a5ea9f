"""A deck on top of another: what it adds, replaces and leaves out, and numbers that stay."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartgen.content.board import load_board
from kaartgen.content.deck import Deck
from kaartgen.content.guide import load_guide
from kaartgen.content.kinds import SituationCard, ValueCard
from kaartgen.content.load import load
from kaartgen.errors import ExitCode, KaartgenError
from kaartgen.layout.look import load_look
from kaartgen.layout.typeset import typeset
from kaartgen.workspace import SHIPPED, Workspace
from tests.content.small import SITUATION, SmallDeck, Told

PLEASURE = "- {id: plezier, woord: Plezier, lens: VOELT, uitleg: Je lacht.}\n"


@dataclass(frozen=True, slots=True)
class Extended(SmallDeck):
    """The deck `eigen`, which extends the small deck `proef` beside it."""

    def own(self, name: str, text: str) -> Path:
        return self.write(f"../eigen/{name}", text)

    def eigen(self) -> Deck:
        return load(self.workspace, "eigen")

    def codes(self) -> list[str]:
        return [card.code for card in self.eigen().cards]

    def told(self) -> Told:
        try:
            self.eigen()
        except KaartgenError as error:
            return Told(error.code, self.shortened(str(error)))
        raise AssertionError("this deck was accepted")


@pytest.fixture
def both(small: SmallDeck) -> Extended:
    found = Extended(small.root)
    found.own("deck.yaml", "breidt_uit: proef\n")
    return found


def title(deck: Deck, code: str) -> str:
    return next(card.title for card in deck.cards if card.code == code)


# --- What a deck takes over --------------------------------------------------------------------


def test_a_deck_that_only_extends_has_everything_of_the_other(both):
    deck = both.eigen()
    assert [card.code for card in deck.cards] == ["S01", "W01", "W02"]
    assert (deck.name, deck.file.titel, deck.folder.name) == ("eigen", "Proefdeck", "eigen")


def test_ones_own_fields_go_over_those_of_the_other(both):
    both.own("deck.yaml", 'breidt_uit: proef\ntitel: Van ons\nversie: "3"\n')
    deck = both.eigen()
    assert (deck.file.titel, deck.file.versie) == ("Van ons", "3")
    assert str(deck.file.datum) == "2026-11-24"


def test_categories_come_beside_those_of_the_other(both):
    both.spoil("deck.yaml", "titel", "categorieen:\n  nu: {naam: Nu, icoon: house}\ntitel")
    both.own(
        "deck.yaml", "breidt_uit: proef\ncategorieen:\n  wijk: {naam: Wijk, icoon: buildings}\n"
    )
    assert list(both.eigen().file.categorieen) == ["nu", "wijk"]


def test_signals_that_either_deck_ignores_stay_ignored(both):
    both.spoil("deck.yaml", "titel", "negeer:\n  - {kaart: S01, reden: Mag.}\ntitel")
    both.own("deck.yaml", "breidt_uit: proef\nnegeer:\n  - {kaart: W01, reden: Mag.}\n")
    deck = both.eigen()
    assert [one.kaart for one in deck.file.negeer] == ["W01", "S01"]
    files = [deck.place("negeer", number).file.parent.name for number in (0, 1)]
    assert files == ["eigen", "proef"]


def test_a_card_of_ones_own_comes_behind_the_others_of_its_kind(both):
    both.own("waarden.yaml", PLEASURE)
    assert both.codes() == ["S01", "W01", "W02", "W101"]


def test_ones_own_cards_may_refer_to_the_others_and_to_ones_own(both):
    both.own("waarden.yaml", PLEASURE)
    both.own("situaties.yaml", SITUATION.replace("de-deur", "x").replace("[rust", "[plezier"))
    content = next(card.content for card in both.eigen().cards if card.code == "S101")
    assert isinstance(content, SituationCard)
    assert content.waarden == ("plezier", "moed")


def test_a_chain_of_two_counts_from_the_next_hundred(both):
    both.own("waarden.yaml", PLEASURE)
    both.write("../derde/deck.yaml", "breidt_uit: eigen\n")
    both.write("../derde/waarden.yaml", "- {woord: Lef, lens: DOET, uitleg: Je durft.}\n")
    deck = load(both.workspace, "derde")
    assert [card.code for card in deck.of_kind("waarde")] == ["W01", "W02", "W101", "W201"]
    assert [layer.name for layer in deck.layers] == ["derde", "eigen", "proef"]
    assert [card.layer for card in deck.of_kind("waarde")] == [2, 2, 1, 0]


def test_a_deck_may_be_called_as_the_shipped_one_that_it_extends(both):
    both.write("../jeugdzorg/deck.yaml", "breidt_uit: jeugdzorg\ntitel: Bij ons\n")
    deck = load(both.workspace, "jeugdzorg")
    shipped = load(Workspace(None), "jeugdzorg")
    assert deck.file.titel == "Bij ons"
    assert [card.code for card in deck.cards] == [card.code for card in shipped.cards]
    assert deck.layers[1].folder == SHIPPED / "kaarten" / "jeugdzorg"


def test_the_leaflets_are_ones_own_if_they_are_there_and_else_the_others(both):
    both.write("../team/deck.yaml", "breidt_uit: jeugdzorg\n")
    deck = load(both.workspace, "team")
    shipped = (SHIPPED / "kaarten" / "jeugdzorg" / "dialoogkaart.yaml").read_text("utf-8")
    assert load_board(both.workspace, deck).titel
    both.write("../team/dialoogkaart.yaml", shipped.replace("titel: ", "titel: Ons ", 1))
    assert load_board(both.workspace, deck).titel.startswith("Ons ")
    assert load_guide(deck)  # still that of jeugdzorg


@pytest.mark.parametrize("line", ['"breidt_uit": proef', "breidt_uit:   'proef'  # ons", "a"])
def test_the_other_deck_is_found_however_its_name_is_written(both, line):
    text = "{breidt_uit: proef}\n" if line == "a" else f"{line}\n"
    both.own("deck.yaml", text)
    assert both.codes() == ["S01", "W01", "W02"]


def test_a_change_in_the_other_deck_is_seen_at_once(both):
    assert both.codes() == ["S01", "W01", "W02"]
    both.spoil("waarden.yaml", "- id: moed", PLEASURE + "- id: moed")
    assert title(both.eigen(), "W02") == "Plezier"


# --- Replacing and changing --------------------------------------------------------------------


def test_a_card_that_replaces_another_has_its_number_and_nothing_else_of_it(both):
    both.spoil("waarden.yaml", "- id: rust\n", "- id: rust\n  tags: [oud]\n")
    both.own("waarden.yaml", "- {vervangt: W01, woord: Stilte, lens: IS, uitleg: Je zwijgt.}\n")
    card = both.eigen().of_kind("waarde")[0]
    assert (card.code, card.title, card.content.tags) == ("W01", "Stilte", ())
    assert card.replaces is not None
    assert (card.replaces.title, card.replaces.changed) == ("Rust", False)


@pytest.mark.parametrize("key", ["vervangt: W1", "vervangt: w01", "vervangt: rust", "id: rust"])
def test_what_is_replaced_is_named_by_its_code_or_its_id(both, key):
    both.own("waarden.yaml", f"- {{{key}, woord: Stilte, lens: IS, uitleg: Je zwijgt.}}\n")
    assert both.codes() == ["S01", "W01", "W02"]
    assert title(both.eigen(), "W01") == "Stilte"


def test_who_referred_to_the_replaced_card_refers_to_the_new_one(both):
    both.own(
        "waarden.yaml", "- {vervangt: W01, id: stilte, woord: Stilte, lens: IS, uitleg: Zwijg.}\n"
    )
    situation = both.eigen().cards[0].content
    assert isinstance(situation, SituationCard)
    assert situation.waarden == ("stilte", "moed")


def test_a_changed_card_keeps_what_is_not_said_anew(both):
    both.own("waarden.yaml", "- {wijzigt: W01, uitleg: Je ademt uit.}\n")
    card = both.eigen().of_kind("waarde")[0]
    assert isinstance(card.content, ValueCard)
    assert (card.code, card.id, card.content.woord, card.content.uitleg) == (
        "W01",
        "rust",
        "Rust",
        "Je ademt uit.",
    )
    assert card.place("uitleg").file.parent.name == "eigen"
    assert card.place("woord").file.parent.name == "proef"


def test_a_shared_card_may_replace_one(both):
    both.write("rollen.yaml", "- {naam: Gastheer, opdracht: Zorg dat iedereen zit.}\n")
    both.own("rollen.yaml", "- {gedeeld: tijdbewaker, vervangt: gastheer}\n")
    (role,) = both.eigen().of_kind("rol")
    assert (role.code, role.title) == ("R01", "Tijdbewaker")


def test_a_picture_lies_in_the_folder_of_the_deck_that_names_it(both):
    both.write(
        "rollen.yaml", "- {naam: Gast, opdracht: Zit., afbeelding: {bestand: a.png, alt: A}}\n"
    )
    both.own("rollen.yaml", "- {naam: Wij, opdracht: Zit., afbeelding: {bestand: b.png, alt: B}}\n")
    deck = both.eigen()
    folders = [deck.picture_folder(card).name for card in deck.of_kind("rol")]
    assert folders == ["proef", "eigen"]


# --- Leaving out -------------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["W03, W04", "W03-W04", "w3-4", "plezier, lef", "W4, plezier"])
def test_cards_are_left_out_by_code_by_stretch_or_by_id(both, named):
    lef = "- {id: lef, woord: Lef, lens: DOET, uitleg: Je durft.}\n"
    both.spoil("waarden.yaml", "- id: moed", "- id: moed\n  nummer: 2")
    both.write("waarden.yaml", (both.folder / "waarden.yaml").read_text("utf-8") + PLEASURE + lef)
    both.own("deck.yaml", f"breidt_uit: proef\nweglaten: [{named}]\n")
    deck = both.eigen()
    assert [card.code for card in deck.cards] == ["S01", "W01", "W02"]
    assert sorted(one.card.code for one in deck.left_out) == ["W03", "W04"]


def test_what_others_refer_to_cannot_be_left_out_and_who_is_named(both):
    both.own("deck.yaml", "breidt_uit: proef\nweglaten: [W01]\n")
    assert both.told() == (
        ExitCode.AUTHOR,
        (
            "eigen/deck.yaml, regel 2, kolom 12: W01 ‘Rust’ is weggelaten, maar S01 verwijst er "
            "nog naar.\n  → Laat hem ook weg, pas hem aan met ‘wijzigt’, of laat W01 staan."
        ),
    )


# --- Numbers stay ------------------------------------------------------------------------------

WORDS = ["Rust", "Moed", "Lef", "Vuur", "Zorg", "Tact", "Eer", "Hoop"]


def values(words: list[str], prefix: str) -> str:
    return "".join(
        f"- {{id: {prefix}-{word.lower()}, woord: {word}, lens: IS, uitleg: Zo.}}\n"
        for word in words
    )


@given(
    base=st.integers(1, 5),
    growth=st.integers(0, 3),
    added=st.integers(0, 4),
    gone=st.sets(st.integers(1, 5)),
    replaced=st.sets(st.integers(1, 5)),
)
def test_no_number_ever_moves(base, growth, added, gone, replaced):
    gone = {n for n in gone if n <= base}
    replaced = {n for n in replaced if n <= base} - gone
    with TemporaryDirectory() as root:
        kaarten = Path(root) / "kaarten"
        own, other = kaarten / "eigen", kaarten / "basis"
        own.mkdir(parents=True)
        other.mkdir()
        (other / "deck.yaml").write_text("titel: X\ndatum: 2026-01-01\n", "utf-8")
        # A deck must have a card: this one stays, whatever else is left out.
        (other / "rollen.yaml").write_text("- {naam: Gast, opdracht: Zit.}\n", "utf-8")
        left_out = ", ".join(f"W{n:02d}" for n in sorted(gone))
        (own / "deck.yaml").write_text(f"breidt_uit: basis\nweglaten: [{left_out}]\n", "utf-8")
        instead = "".join(
            f"- {{vervangt: W{n:02d}, woord: Anders, lens: IS, uitleg: Zo.}}\n" for n in replaced
        )
        (own / "waarden.yaml").write_text(instead + values(WORDS[:added], "eigen"), "utf-8")
        numbers: list[dict[str, int]] = []
        for size in (base, base + growth):
            (other / "waarden.yaml").write_text(values(WORDS[:size], "basis"), "utf-8")
            deck = load(Workspace(Path(root)), "eigen")
            numbers.append({card.id: card.number for card in deck.of_kind("waarde")})
        for found in numbers:
            for n, word in enumerate(WORDS[:base], 1):
                expected = None if n in gone else n
                assert found.get(f"basis-{word.lower()}") == expected
            for n, word in enumerate(WORDS[:added], 1):
                assert found[f"eigen-{word.lower()}"] == 100 + n
        assert len(set(numbers[-1].values())) == len(numbers[-1])


def test_a_number_of_ones_own_choice_is_kept_and_does_not_shift_the_next(both):
    both.own(
        "waarden.yaml",
        "- {nummer: 40, woord: Lef, lens: IS, uitleg: Zo.}\n"
        "- {woord: Vuur, lens: IS, uitleg: Zo.}\n"
        "- {nummer: 120, woord: Zorg, lens: IS, uitleg: Zo.}\n"
        "- {woord: Eer, lens: IS, uitleg: Zo.}\n",
    )
    deck = both.eigen()
    found = {card.code: card.title for card in deck.of_kind("waarde") if card.layer == 0}
    assert found == {"W40": "Lef", "W101": "Vuur", "W120": "Zorg", "W121": "Eer"}


def test_the_largest_number_still_fits_on_every_kind_of_card(both):
    deck = load(Workspace(None), "jeugdzorg")
    for name, text in _one_of_each(deck).items():
        both.write(f"../ver/{name}.yaml", text)
    both.write("../ver/deck.yaml", "breidt_uit: jeugdzorg\n")
    far = load(both.workspace, "ver")
    cards = [card for card in far.cards if card.number == 888]
    assert len({card.kind.name for card in cards}) == 10
    assert typeset(far, load_look(both.workspace, far), cards)


def _one_of_each(deck: Deck) -> dict[str, str]:
    """Return a card of each kind that is there, under number 888, as it is written."""
    found = {}
    for kind, cards in itertools.groupby(deck.cards, key=lambda card: card.kind):
        code = next(cards).code
        found[kind.stem] = f"- {{wijzigt: {code}}}\n"
        source = (deck.folder / f"{kind.stem}.yaml").read_text("utf-8")
        start = source.index("\n- ") + 1 if not source.startswith("- ") else 0
        first = source[start:].split("\n- ")[0].split("\n\n- ")[0]
        kept = [
            line
            for line in first.split("\n")
            if not line.lstrip("- ").startswith(("id:", "nummer:"))
        ]
        if first.startswith("- id:") or not kept[0].startswith("- "):
            kept = ["- id: heel-ver", *kept]
        else:
            kept.insert(1, "  id: heel-ver")
        kept.insert(1, "  nummer: 888")
        found[kind.stem] = "\n".join(kept) + "\n"
    return found


# --- What goes wrong ---------------------------------------------------------------------------


def test_an_unknown_deck_is_told_with_the_nearest(both):
    both.own("deck.yaml", "titel: X\nbreidt_uit: proev\n")
    assert both.told() == (
        ExitCode.AUTHOR,
        (
            "eigen/deck.yaml, regel 2, kolom 1: Er is geen deck ‘proev’ om uit te breiden.\n"
            "  → Bedoel je ‘proef’?"
        ),
    )


def test_a_deck_cannot_extend_itself(both):
    both.own("deck.yaml", "breidt_uit: eigen\n")
    assert "kan zichzelf niet uitbreiden" in both.told().text


def test_a_ring_of_decks_is_named(both):
    both.spoil("deck.yaml", "titel", "breidt_uit: eigen\ntitel")
    told = both.told().text
    assert "in een kring uit: eigen → proef → eigen." in told
    assert told.startswith("proef/deck.yaml, regel 1, kolom 1")


def test_mistakes_in_both_decks_are_told_at_once_each_in_its_place(both):
    both.spoil("waarden.yaml", "lens: IS", "lens: ES")
    both.own("waarden.yaml", "- {woord: Lef, lens: DOED, uitleg: Zo.}\n")
    lines = both.told().text.splitlines()
    assert lines[0].startswith("eigen/waarden.yaml, regel 1, kolom 16: ‘DOED’")
    assert any(line.startswith("proef/waarden.yaml, regel 3, kolom 3: ‘ES’") for line in lines)
    assert len([line for line in lines if not line.startswith(" ")]) == 2


@pytest.mark.parametrize(
    ("card", "message"),
    [
        (
            "vervangt: W09",
            (
                "1, kolom 4: In het deck dat je uitbreidt is geen kaart ‘W09’ (meer).\n"
                "  → Van W zijn er W01 tot en met W02. Of haal ‘vervangt’ weg: dan komt je "
                "kaart erbij."
            ),
        ),
        (
            "vervangt: rusd",
            (
                "1, kolom 4: In het deck dat je uitbreidt is geen kaart ‘rusd’ (meer).\n"
                "  → Bedoel je ‘rust’? Of haal ‘vervangt’ weg: dan komt je "
                "kaart erbij."
            ),
        ),
        (
            "vervangt: S01",
            (
                "1, kolom 4: ‘S01’ is geen kaart van deze soort; hier staan waarden.\n"
                "  → Een S-kaart hoort in situaties.yaml."
            ),
        ),
        (
            "vervangt: W01, nummer: 7",
            (
                "1, kolom 19: Deze kaart komt in de plaats van W01, en houdt dus dat nummer.\n"
                "  → Haal ‘nummer’ weg, of haal ‘vervangt’ weg: dan komt je kaart erbij."
            ),
        ),
        (
            "nummer: 2",
            (
                "1, kolom 4: Nummer 2 is al van ‘Moed’ (proef/waarden.yaml, regel 5, kolom 3).\n"
                "  → Laat ‘nummer’ bij je eigen kaart weg: dan krijgt hij er een dat vrij blijft."
            ),
        ),
        (
            "vervangt: [W01]",
            "1, kolom 4: Bij ‘vervangt’ hoort de code van één kaart te staan, zoals W07.",
        ),
    ],
)
def test_a_card_that_takes_no_place_is_told_why(both, card, message):
    both.own("waarden.yaml", f"- {{{card}, woord: Lef, lens: IS, uitleg: Zo.}}\n")
    assert both.told() == (ExitCode.AUTHOR, f"eigen/waarden.yaml, regel {message}")


def test_one_card_cannot_be_replaced_twice(both):
    card = "- {vervangt: W01, woord: Lef, lens: IS, uitleg: Zo.}\n"
    both.own("waarden.yaml", card + card)
    assert "Voor W01 ‘Rust’ staat er al een andere kaart (eigen/waarden.yaml, regel 1" in (
        both.told().text
    )


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("S09", "is geen kaart ‘S09’ (meer).\n  → Van S is er alleen S01. Of haal hem weg"),
        ("moet", "is geen kaart ‘moet’ (meer).\n  → Bedoel je ‘moed’? Of haal hem weg"),
        ("S05-S09", "is geen kaart ‘S05-S09’ (meer)."),
        ("W101", "W101 ‘Plezier’ is een eigen kaart van dit deck."),
    ],
)
def test_what_is_not_there_cannot_be_left_out(both, named, message):
    both.own("deck.yaml", f"breidt_uit: proef\nweglaten: [{named}]\n")
    both.own("waarden.yaml", PLEASURE)
    told = both.told()
    assert told.text.startswith("eigen/deck.yaml, regel 2, kolom 12: ")
    assert message in told.text


def test_a_card_is_not_both_changed_and_left_out(both):
    both.own("deck.yaml", "breidt_uit: proef\nweglaten: [S01]\n")
    both.own("situaties.yaml", "- {wijzigt: S01, vraag: En nu?}\n")
    assert "S01 staat bij ‘weglaten’, en wordt in dit deck ook aangepast" in both.told().text


@pytest.mark.parametrize(
    ("file", "text", "word"),
    [
        ("waarden.yaml", "- {vervangt: W01, woord: A, lens: IS, uitleg: B}\n", "vervangt"),
        ("waarden.yaml", "- {wijzigt: W01}\n", "wijzigt"),
        ("deck.yaml", "titel: X\ndatum: 2026-01-01\nweglaten: [S01]\n", "weglaten"),
        ("deck.yaml", "titel: X\ndatum: 2026-01-01\ngebaseerd_op: 1\n", "gebaseerd_op"),
    ],
)
def test_a_deck_that_extends_none_can_change_none(small, file, text, word):
    small.write(file, text)
    assert f"‘{word}’ kan alleen in een deck dat een ander uitbreidt." in small.refused().text


def test_replacing_and_changing_do_not_go_together(both):
    both.own("waarden.yaml", "- {vervangt: W01, wijzigt: W01, woord: A, lens: IS, uitleg: B}\n")
    assert "‘vervangt’ en ‘wijzigt’ gaan niet samen." in both.told().text


def test_a_mistake_of_ones_own_hides_no_other(both):
    both.own("deck.yaml", "breidt_uit: proef\nweglaten: [W77]\n")
    both.own(
        "waarden.yaml",
        "- {vervangd: W01, woord: Lef, lens: IS, uitleg: Zo.}\n"
        "- {vervangt: W88, woord: Vuur, lens: IS, uitleg: Zo.}\n",
    )
    told = both.told().text
    assert "Het veld ‘vervangd’ bestaat hier niet.\n  → Bedoel je ‘vervangt’?" in told
    assert "geen kaart ‘W88’" in told
    assert "geen kaart ‘W77’" in told


def test_what_may_stand_in_a_file_that_cannot_be_read_is_not_called_missing(both):
    both.spoil("waarden.yaml", "lens: IS", "lens: ES")
    both.own("waarden.yaml", "- {vervangt: W88, woord: Vuur, lens: IS, uitleg: Zo.}\n")
    told = both.told().text
    assert "‘ES’" in told
    assert "W88" not in told


def test_an_empty_name_is_told(both):
    both.own("deck.yaml", "breidt_uit:\ntitel: X\ndatum: 2026-01-01\n")
    both.own("waarden.yaml", PLEASURE)
    assert "Bij ‘breidt_uit’ staat niets." in both.told().text


def test_steps_of_ones_own_must_cover_the_others_questions(both):
    both.spoil("deck.yaml", "titel", "stappen:\n  - {nummer: 2, naam: Kijk}\ntitel")
    both.write("vragen.yaml", "- {tekst: Wat zie je?, stap: 2}\n")
    both.own("deck.yaml", "breidt_uit: proef\nstappen:\n  - {nummer: 1, naam: Doe}\n")
    told = both.told().text
    assert told.startswith(
        "eigen/deck.yaml, regel 2, kolom 1: V01 ‘Wat zie je?’ uit het deck dat je uitbreidt hoort "
        "bij stap ‘2’, en die is er nu niet."
    )
