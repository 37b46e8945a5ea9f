"""The eleven kinds of card: their letters, words, files and the fields that authors fill in."""

# No annotations as strings here: pydantic evaluates those anew for every class that inherits them.

from typing import TYPE_CHECKING, Annotated, Final, Literal

from msgspec import Struct
from pydantic import Field, StringConstraints, model_validator

from kaartgen.authored import Authored, WholeNumber, YesNo, mistake
from kaartgen.content.fields import Fit, Focus, Slug, Tag, Text

if TYPE_CHECKING:
    from kaartgen.content.own_kinds import Own

Lens = Literal["IS", "DOET", "VOELT"]
Side = Literal["voor", "achter"]
PositiveWhole = Annotated[WholeNumber, Field(ge=1)]


class CardPicture(Authored):
    """A picture on a card; only its file, or with words and where it is cut."""

    bestand: str = Field(description="Het bestand, gerekend vanaf de map van het deck.")
    alt: Text | None = Field(description="Wat er op te zien is, in woorden.")
    fit: Fit | None = Field(
        None,
        description="contain: de hele afbeelding; cover: de hele plek gevuld, wat te veel is valt "
        "weg; stretch: uitgerekt. Zonder ‘fit’ doet het sjabloon het op zijn manier.",
    )
    focus: Focus | None = Field(
        None,
        description="Het punt dat bij cover in beeld blijft: van links en van boven, van 0 tot 1.",
    )

    @model_validator(mode="before")
    @classmethod
    def _file_alone(cls, value: object) -> object:
        return {"bestand": value, "alt": None} if isinstance(value, str) else value


class CardFile(Authored):
    """What every card can say of itself."""

    id: Slug | None = Field(None, description="Vaste naam; zonder id komt hij uit de titel.")
    nummer: Annotated[WholeNumber, Field(ge=1, le=999)] | None = Field(
        None, description="Het nummer op de kaart; zonder nummer volgt hij op de vorige."
    )
    aantal: Annotated[WholeNumber, Field(ge=1, le=200)] = Field(
        1, description="Hoe vaak deze kaart in het deck zit."
    )
    tags: tuple[Tag, ...] = Field(
        (), strict=False, description="Waar hij bij hoort, om met --tag op te kiezen."
    )
    kern: YesNo = Field(True, description="Hoort bij de kern van het deck; ‘nee’: alleen volledig.")
    volgorde: WholeNumber | None = Field(None, description="Plaats binnen de soort.")
    taal: str | None = None
    afbeelding: CardPicture | None = None
    herkomst: Literal["verzonnen", "samengesteld", "praktijk-geanonimiseerd"] | None = None
    status: Literal["concept", "getest", "vastgesteld"] | None = None
    notitie_begeleider: Text | None = Field(
        None, description="Alleen voor de begeleider; komt nooit op de kaart."
    )


class Voice(Authored):
    """One perspective on a situation: a name, or a perspective card, and what it says."""

    naam: Text | None = None
    kaart: str | None = Field(None, description="De id van een perspectiefkaart.")
    zin: Text

    @model_validator(mode="after")
    def _named(self) -> "Voice":
        if self.naam is None and self.kaart is None:
            raise mistake(
                "Dit perspectief heeft geen naam.",
                "Voeg een regel ‘naam: …’ toe, of ‘kaart: …’ met de id van een perspectiefkaart.",
            )
        return self


class SituationCard(CardFile):
    """A critical situation, told up to the choice."""

    titel: Text = Field(description="Een concreet beeld, niet het thema; tot ongeveer 41 tekens.")
    categorie: str | None = None
    rol: Text = Field(description="Wie je bent: ‘Je bent jeugdbeschermer’.")
    fase: Text | None = None
    verhaal: Text = Field(description="Tweede persoon, tegenwoordige tijd, stopt vóór de keuze.")
    kantelpunt: Text = Field(description="Het moment waar het op aankomt.")
    vraag: Text = Field("Wat doe jij, en waarom?", description="Tot ongeveer 62 tekens.")
    spanning: Text = Field(description="‘X of Y’.")
    perspectieven: tuple[Voice, ...] = Field(min_length=2, max_length=5, strict=False)
    vragen: tuple[Text, ...] = Field(min_length=2, max_length=4, strict=False)
    waarden: tuple[str, ...] = Field(min_length=2, max_length=4, strict=False)
    wat_als: tuple[Text, ...] = Field((), max_length=3, strict=False)
    opties: tuple[Text, ...] = Field((), max_length=4, strict=False)
    wijsheid: Text | None = None
    duur: Literal["kort", "lang"] | None = None
    gevoelig: Text | None = Field(None, description="De reden; er komt een merkje op de kaart.")

    @model_validator(mode="after")
    def _four_options(self) -> "SituationCard":
        if len(self.opties) not in (0, 4):
            raise mistake(f"Er zijn {len(self.opties)} opties; het zijn er vier (A tot D) of geen.")
        return self


class QuestionCard(CardFile):
    """One open question, tied to a step of the conversation."""

    tekst: Text
    stap: PositiveWhole
    lens: Lens | None = None
    categorie: str | None = None
    hulpzin: Text | None = None


class PerspectiveCard(CardFile):
    """A pair of eyes to look through."""

    naam: Text
    bril: Text
    belang: Text | None = None


class ValueCard(CardFile):
    """A value to name and to weigh."""

    woord: Text
    lens: Lens
    uitleg: Text


class Weighing(Authored):
    """The three considerations behind a choice."""

    is_: Text = Field(alias="is")
    doet: Text
    voelt: Text


class PortraitCard(CardFile):
    """A *beeld van goed werk*: one professional's choice and the considerations behind it."""

    titel: Text
    wie: Text
    situatie_kort: Text
    keuze: Text
    afweging: Weighing
    twijfel: Text | None = None
    bij_situatie: str | None = None


class Step(Authored):
    """One step of a werkvorm."""

    tekst: Text
    minuten: PositiveWhole


class FormatCard(CardFile):
    """A *werkvorm*: how to talk, with minutes."""

    naam: Text
    doel: Text
    groep_min: PositiveWhole
    groep_max: PositiveWhole
    minuten: PositiveWhole
    materiaal: tuple[Text, ...] = Field((), strict=False)
    stappen: tuple[Step, ...] = Field(min_length=3, max_length=6, strict=False)
    tip: Text | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> "FormatCard":
        total = sum(step.minuten for step in self.stappen)
        wrong = []
        if total != self.minuten:
            wrong.append(
                f"De stappen duren samen {total} minuten, maar bij ‘minuten’ staat {self.minuten}."
            )
        if self.groep_min > self.groep_max:
            wrong.append(f"De groep loopt van {self.groep_min} tot {self.groep_max}.")
        if wrong:
            raise mistake(" ".join(wrong))
        return self


class RoleCard(CardFile):
    """A role at the table."""

    naam: Text
    opdracht: Text
    zin: Text | None = None


class JokerCard(CardFile):
    """A card that changes the conversation for a moment."""

    naam: Text
    effect: Text
    zin: Text | None = None


class Heading(Authored):
    """A label on an empty card and the number of writing lines under it."""

    label: Text
    regels: PositiveWhole | None = None
    kant: Side = "voor"


class EmptyCard(CardFile):
    """A card to write one's own text on."""

    titel: Text
    voor_type: Literal["situatie", "vraag", "perspectief", "waarde", "beeld"]
    regels: PositiveWhole = Field(description="Regels onder een kopje dat zelf geen aantal noemt.")
    kopjes: tuple[Heading, ...] = Field(min_length=1, max_length=12, strict=False)


class Block(Authored):
    """A heading and a text on an instruction card."""

    kop: Text
    tekst: Text
    kant: Side = "voor"


class InstructionCard(CardFile):
    """The rules of the conversation on one card."""

    titel: Text
    blokken: tuple[Block, ...] = Field(min_length=3, max_length=6, strict=False)


class ChoiceCard(CardFile):
    """A letter to vote with."""

    letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]


class Kind(Struct, frozen=True):
    """A kind of card: its name, the letter of its codes, its printed word and its file."""

    name: str
    letter: str
    label: str
    stem: str
    model: type[CardFile]
    title_field: str
    plural: str
    # What a kind of one's own says of itself; None for the eleven.
    own: "Own | None" = None

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Let a card that was kept find its kind again, not a copy of it."""
        return _kind_called, (self.name, self.own)


def _kind_called(name: str, own: "Own | None") -> "Kind":
    if own is None:
        return KIND_BY_NAME[name]
    from kaartgen.content.own_kinds import made  # noqa: PLC0415 (most decks have none)

    return made(name, own)


KINDS: Final[tuple[Kind, ...]] = (
    Kind("situatie", "S", "Situatie", "situaties", SituationCard, "titel", "situaties"),
    Kind("vraag", "V", "Vraag", "vragen", QuestionCard, "tekst", "vragen"),
    Kind(
        "perspectief", "P", "Perspectief", "perspectieven", PerspectiveCard, "naam", "perspectieven"
    ),
    Kind("waarde", "W", "Waarde", "waarden", ValueCard, "woord", "waarden"),
    Kind("beeld", "B", "Beeld van goed werk", "beelden", PortraitCard, "titel", "beelden"),
    Kind("werkvorm", "F", "Werkvorm", "werkvormen", FormatCard, "naam", "werkvormen"),
    Kind("rol", "R", "Rol", "rollen", RoleCard, "naam", "rollen"),
    Kind("joker", "J", "Joker", "jokers", JokerCard, "naam", "jokers"),
    Kind("leeg", "L", "Leeg", "leeg", EmptyCard, "titel", "lege kaarten"),
    Kind("instructie", "I", "Instructie", "instructie", InstructionCard, "titel", "instructies"),
    Kind("keuze", "K", "Keuze", "keuzes", ChoiceCard, "letter", "keuzekaarten"),
)

KIND_BY_NAME: Final = {kind.name: kind for kind in KINDS}
KIND_BY_LETTER: Final = {kind.letter: kind for kind in KINDS}
