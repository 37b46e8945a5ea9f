"""A deck as it is after loading: what it says of itself, and its cards in order."""

# No annotations as strings here: pydantic evaluates those anew for every class that inherits them.

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Struct
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from kaartgen.authored import Authored, WholeNumber, YesNo, mistake
from kaartgen.content.fields import Slug, Text
from kaartgen.content.kinds import KINDS, CardFile, Kind, Lens
from kaartgen.content.language import Language
from kaartgen.errors import Place
from kaartgen.yamlfile import Location

# What a card is until it is `vastgesteld`. A deck may have a status of its own words, which stands
# in the foot of its cards; these words say it of one card, by a mark on it.
DRAFTS = ("concept", "getest")


def _date(value: object) -> object:
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise mistake(
                f"‘{value}’ is geen datum.", "Schrijf een datum als 2026-11-24 (jaar-maand-dag)."
            ) from None
    return value


Date = Annotated[datetime.date, BeforeValidator(_date)]


class Category(Authored):
    """A theme that situations and questions can carry: a word and an icon."""

    naam: Text
    icoon: str


class LensFile(Authored):
    """What one of the three lenses is called and asks."""

    label: Text
    uitleg: Text


class BoardStep(Authored):
    """A step of the conversation."""

    nummer: Annotated[WholeNumber, Field(ge=0)]
    naam: Text
    vraag: Text | None = None
    minuten: Annotated[WholeNumber, Field(ge=1)] | None = None


class Ignored(Authored):
    """A signal of `kaartgen check` that the author has seen and leaves as it is."""

    signaal: str | None = Field(None, description="De naam van het signaal, zoals ‘lange-zin’.")
    kaart: str | None = Field(
        None, description="De code van de kaart, zoals S04; of deck, dialoogkaart of handreiking."
    )
    tekst: Text | None = Field(None, description="Alleen waar deze woorden staan.")
    reden: Text = Field(description="Waarom het hier zo mag blijven.")

    @model_validator(mode="after")
    def _about_something(self) -> "Ignored":
        if self.signaal is None and self.kaart is None:
            raise mistake(
                "Hier staat niet wat er te negeren is.",
                "Voeg ‘signaal: …’ toe, ‘kaart: …’, of allebei.",
            )
        return self


class Players(Authored):
    """How many people sit at one table."""

    min: Annotated[WholeNumber, Field(ge=1)]
    max: Annotated[WholeNumber, Field(ge=1)]

    @model_validator(mode="after")
    def _in_order(self) -> "Players":
        if self.min > self.max:
            raise mistake(f"Het aantal spelers loopt van {self.min} tot {self.max}.")
        return self


def _lenses() -> dict[Lens, LensFile]:
    return {
        "IS": LensFile(label="IS goed", uitleg="Wat vraagt het vak hier?"),
        "DOET": LensFile(label="DOET goed", uitleg="Voor wie pakt dit eerlijk uit?"),
        "VOELT": LensFile(label="VOELT goed", uitleg="Waar krijg je energie van?"),
    }


def _all_lenses(given: dict[Lens, LensFile]) -> dict[Lens, LensFile]:
    return {**_lenses(), **given}


class DeckFile(Authored):
    """The fields of deck.yaml."""

    breidt_uit: str | None = Field(
        None, description="Het deck waar dit op voortbouwt; dan is niets hieronder verplicht."
    )
    gebaseerd_op: str | None = Field(
        None, description="De versie van dat deck die je het laatst hebt bekeken."
    )
    weglaten: tuple[str, ...] = Field(
        (), strict=False, description="Kaarten van dat deck die niet meedoen: S03, V02, S05-S07."
    )
    titel: Text
    ondertitel: Text | None = None
    kort: Text | None = Field(None, description="De naam in de voet van de kaarten.")
    versie: str = "1"
    datum: Date = Field(description="Jaar-maand-dag; ook de datum in de pdf.")
    status: Text = "werk in uitvoering"
    doelgroep: Text | None = None
    domein: Text | None = None
    doel: Text | None = None
    rol_enkelvoud: Text | None = None
    rol_meervoud: Text | None = None
    taal: str = Field("nl", description="De taal: nl, en, de of fr, of een eigen taal.")
    taalniveau: Literal["B1", "B2"] | None = None
    makers: tuple[Text, ...] = Field((), strict=False)
    opdrachtgever: Text | None = None
    herkomst: Literal["verzonnen", "samengesteld", "praktijk-geanonimiseerd"] | None = None
    licentie: Text | None = None
    dank: Text | None = None
    geen_uitgave_van: Text | None = None
    url: str | None = None
    aantal_spelers: Players | None = None
    duur_minuten: Annotated[WholeNumber, Field(ge=1)] | None = None
    huisstijl: str = "helder"
    sjablonen: str = Field("kleurvlak", description="De familie van sjablonen.")
    formaten: dict[str, str] = Field(
        {}, description="Per soort een ander formaat, bijvoorbeeld ‘vraag: poker’."
    )
    typografie: YesNo = Field(True, description="Nette aanhalingstekens en streepjes.")
    categorieen: dict[Slug, Category] = {}
    lenzen: Annotated[dict[Lens, LensFile], AfterValidator(_all_lenses)] = Field(
        default_factory=_lenses
    )
    stappen: tuple[BoardStep, ...] = Field((), strict=False)
    negeer: tuple[Ignored, ...] = Field(
        (), strict=False, description="Signalen van ‘kaartgen check’ die zo mogen blijven."
    )


class Layer(Struct, frozen=True):
    """One of the decks that a deck is made of: where it is, and which version."""

    name: str
    folder: Path
    title: str
    version: str
    language: Language


class Replaced(Struct, frozen=True):
    """What stood in a card's place in the deck that is extended; `changed` if fields remain."""

    title: str
    changed: bool


class Card(Struct, frozen=True, eq=False):
    """One card of a deck: its kind, number and what its author wrote.

    `layer` counts the decks that it may come from: 0 is the deck itself, 1 what that extends.
    """

    kind: Kind
    number: int
    id: str
    content: CardFile
    places: Mapping[Location, Place]
    layer: int = 0
    replaces: Replaced | None = None

    @property
    def code(self) -> str:
        """The code printed on the card, such as S07; a voting card is known by its letter."""
        return f"{self.kind.letter}{self.number:02d}"

    @property
    def title(self) -> str:
        """What one calls this card when speaking of it."""
        return str(getattr(self.content, self.kind.title_field))

    def place(self, *location: str | int) -> Place:
        """Return where a field of this card stands, or the card itself."""
        for end in range(len(location), -1, -1):
            found = self.places.get(location[:end])
            if found is not None:
                return found
        raise KeyError(location)


class LeftOut(Struct, frozen=True):
    """A card of the deck that is extended which does not take part, and where that is said."""

    card: Card
    place: Place


class Deck(Struct, frozen=True):
    """A deck: its folder, what deck.yaml says, and its cards in printing order.

    `layers` are the decks that it is made of: itself, then what it extends.
    """

    name: str
    folder: Path
    file: DeckFile
    cards: tuple[Card, ...]
    places: Mapping[Location, Place]
    layers: tuple[Layer, ...]
    left_out: tuple[LeftOut, ...] = ()
    # Every kind that a card of it can be of: the eleven, and those of its workspace.
    kinds: tuple[Kind, ...] = KINDS
    # The languages that cards name for themselves.
    spoken: Mapping[str, Language] = {}

    @property
    def language(self) -> Language:
        """The deck's language."""
        return self.layers[0].language

    def language_of(self, card: Card) -> Language:
        """Return the language that a card is in."""
        taal = card.content.taal
        return self.spoken[taal] if taal else self.layers[card.layer].language

    @property
    def languages(self) -> tuple[Language, ...]:
        """Every language that a card is in, the deck's own first."""
        every = (*(layer.language for layer in self.layers), *self.spoken.values())
        return tuple({language.code: language for language in every}.values())

    @property
    def reading(self) -> Mapping[str, object]:
        """How the texts of the deck's own files are read."""
        return {"typography": self.language.typography if self.file.typografie else None}

    @property
    def version(self) -> str:
        """The deck's version in words: versie 2."""
        return self.language.says("deck.versie", versie=self.file.versie)

    @property
    def rights(self) -> tuple[str, ...]:
        """Who made the deck and what one may do with it, in whole sentences."""
        file, says = self.file, self.language.says
        makers = ", ".join(file.makers)
        said = (
            makers and says("deck.teksten", makers=makers),
            file.licentie and says("deck.licentie", licentie=file.licentie),
            file.geen_uitgave_van and says("deck.geen_uitgave", naam=file.geen_uitgave_van),
        )
        return tuple(f"{words}." for words in said if words)

    @property
    def foot(self) -> str:
        """The deck's name, version and status, as printed at the foot of a back."""
        file = self.file
        return f"{file.kort or file.titel} · {self.version} · {file.status}"

    def place(self, *location: str | int) -> Place:
        """Return where a field of deck.yaml stands, or the file itself."""
        for end in range(len(location), 0, -1):
            found = self.places.get(location[:end])
            if found is not None:
                return found
        return Place(self.folder / "deck.yaml")

    @property
    def moved_on(self) -> str | None:
        """Return in words that the extended deck is another version than the author looked at."""
        known = self.file.gebaseerd_op
        if known is None or len(self.layers) < 2 or self.layers[1].version == known:
            return None
        base = self.layers[1]
        return f"gebaseerd op versie {known} van {base.name}; dat is nu versie {base.version}"

    def source(self, card: Card) -> str:
        """Return the name of the deck that a card comes from; `eigen` if that is this one."""
        if card.layer == 0:
            return "eigen"
        name = self.layers[card.layer].name
        return f"{name} (meegeleverd)" if name == self.name else name

    def companion(self, name: str) -> Path:
        """Return the file that belongs to the deck: its own, else that of what it extends."""
        files = [layer.folder / name for layer in self.layers]
        return next((file for file in files if file.exists()), files[0])

    def picture_folder(self, card: Card) -> Path:
        """Return the folder that a card's picture is named in: the deck's that names it."""
        file = card.place("afbeelding").file
        folders = [layer.folder for layer in self.layers]
        return next((one for one in folders if file.parent == one), folders[card.layer])

    def status_of(self, card: Card) -> str:
        """Return a card's status: its own, else the deck's."""
        return card.content.status or self.file.status

    def draft(self, card: Card) -> str | None:
        """Return what the mark on a card's print says; None if it is definite, or says nothing."""
        status = self.status_of(card).casefold()
        return status if status in DRAFTS else None

    @property
    def size(self) -> int:
        """The number of cards in the box: a card counts as often as its `aantal` says."""
        return sum(card.content.aantal for card in self.cards)

    def of_kind(self, name: str) -> tuple[Card, ...]:
        """Return the cards of the kind with that name."""
        return tuple(card for card in self.cards if card.kind.name == name)
