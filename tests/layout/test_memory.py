"""What was set before is recalled only where nothing that decides it has changed."""

from __future__ import annotations

import pytest

from kaartgen.errors import KaartgenError
from kaartgen.frame import Cmyk
from kaartgen.layout import sizing
from kaartgen.layout.look import load_look
from kaartgen.layout.memory import Memory
from kaartgen.layout.typeset import typeset
from kaartgen.workspace import PACKAGE
from tests.content.small import SITUATION, made_in


@pytest.fixture
def small(tmp_path):
    small = made_in(tmp_path)
    titles = ("De deur", "Het raam", "De trap")
    small.write(
        "situaties.yaml",
        "".join(
            SITUATION.replace("de-deur", title.lower().replace(" ", "-")).replace("De deur", title)
            for title in titles
        ),
    )
    return small


@pytest.fixture
def set_codes(monkeypatch):
    """The codes of the cards that are set, a front each time."""
    codes = []
    prepared = sizing.prepared

    def noting(face, fields, setting):
        if face is setting.template.front:
            codes.append(fields.fields["code"])
        return prepared(face, fields, setting)

    monkeypatch.setattr(sizing, "prepared", noting)
    return codes


def twice(small, change, set_codes):
    """Set the deck, change it, and set it with what is remembered; return that."""
    deck = small.load()
    look, memory = load_look(small.workspace, deck), Memory()
    typeset(deck, look, deck.cards, memory=memory)
    set_codes.clear()
    change()
    deck = small.load()
    return deck, look, typeset(deck, look, deck.cards, memory=memory)


def test_only_the_card_that_changed_is_set_again(small, set_codes):
    change = lambda: small.spoil("situaties.yaml", "Het raam", "Het grote raam")  # noqa: E731
    twice(small, change, set_codes)
    assert set_codes == ["S02"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("situaties.yaml", "Het raam", "Het grote raam"),
        ("situaties.yaml", "- id: het-raam", "- id: ander-raam"),
        ("waarden.yaml", "woord: Rust", "woord: Geduld"),
        ("deck.yaml", "titel: Proefdeck", "titel: Ander deck"),
        # So long that all situations take a step down.
        ("situaties.yaml", "Het regent en de deur gaat open.", "Het regent en je wacht. " * 19),
    ],
)
def test_what_is_recalled_is_what_would_be_set(small, set_codes, file, old, new):
    deck, look, found = twice(small, lambda: small.spoil(file, old, new), set_codes)
    assert found == typeset(deck, look, deck.cards)


def test_a_template_that_says_the_same_elsewhere_in_its_file_recalls_all(small, set_codes):
    shipped = load_look(small.workspace, small.load())
    own = small.root / "kaarten" / "sjablonen" / "kleurvlak"
    own.mkdir(parents=True)
    text = (PACKAGE / "sjablonen" / "kleurvlak" / "situatie.yaml").read_text("utf-8")
    memory = Memory()
    deck = small.load()
    typeset(deck, shipped, deck.cards, memory=memory)
    set_codes.clear()
    (own / "situatie.yaml").write_text(f"# Een regel erbij.\n{text}", "utf-8")
    look = load_look(small.workspace, deck, shipped.house).over(shipped)
    typeset(deck, look, deck.cards, memory=memory)
    assert set_codes == []


def test_only_cards_of_a_template_that_changed_are_set_again(small, set_codes):
    shipped = load_look(small.workspace, small.load())
    own = small.root / "kaarten" / "sjablonen" / "kleurvlak"
    own.mkdir(parents=True)
    text = (PACKAGE / "sjablonen" / "kleurvlak" / "waarde.yaml").read_text("utf-8")
    memory = Memory()
    deck = small.load()
    typeset(deck, shipped, deck.cards, memory=memory)
    set_codes.clear()
    (own / "waarde.yaml").write_text(f"{text}\ncorner: 4mm\n", "utf-8")
    look = load_look(small.workspace, deck, shipped.house).over(shipped)
    typeset(deck, look, deck.cards, memory=memory)
    assert set_codes == ["W01", "W02"]


def test_of_a_house_style_in_other_colours_the_fonts_stay_open(small):
    shipped = load_look(small.workspace, small.load())
    own = small.root / "kaarten" / "huisstijlen"
    own.mkdir(parents=True)
    text = (PACKAGE / "huisstijlen" / "helder.yaml").read_text("utf-8")
    changed = text.replace("[90, 25, 50, 30]", "[0, 0, 0, 90]")
    assert changed != text
    (own / "helder.yaml").write_text(changed, "utf-8")
    look = load_look(small.workspace, small.load()).over(shipped)
    assert look.house.book is shipped.house.book
    assert look.house.colour("kind", "situatie") == Cmyk(0, 0, 0, 90)


def test_of_a_house_style_with_another_font_they_do_not(small):
    shipped = load_look(small.workspace, small.load())
    own = small.root / "kaarten" / "huisstijlen"
    own.mkdir(parents=True)
    text = (PACKAGE / "huisstijlen" / "helder.yaml").read_text("utf-8")
    regular, bold = "SourceSans3_400Regular.ttf", "SourceSans3_700Bold.ttf"
    changed = text.replace(f"400: source-sans-3/{regular}", f"400: source-sans-3/{bold}")
    assert changed != text
    (own / "helder.yaml").write_text(changed, "utf-8")
    look = load_look(small.workspace, small.load()).over(shipped)
    assert look.house.book is not shipped.house.book


def test_another_house_style_recalls_nothing(small, set_codes):
    deck = small.load()
    memory = Memory()
    typeset(deck, load_look(small.workspace, deck), deck.cards, memory=memory)
    set_codes.clear()
    typeset(deck, load_look(small.workspace, deck), deck.cards, memory=memory)
    assert set_codes == ["S01", "S02", "S03", "W01", "W02"]


def test_what_was_wrong_is_told_again(small, set_codes):
    deck = small.load()
    look, memory = load_look(small.workspace, deck), Memory()
    small.spoil("situaties.yaml", "De deur", "De ☃")
    deck = small.load()
    for _ in range(2):
        with pytest.raises(KaartgenError, match="☃"):
            typeset(deck, look, deck.cards, memory=memory)
