"""The files in `kaarten/soorten/` in; kinds of card with fields of their own out, or mistakes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal

from msgspec import Struct
from pydantic import AfterValidator, Field, create_model

from kaartgen import yamlfile
from kaartgen.authored import WholeNumber, YesNo, mistake, validate
from kaartgen.content.fields import Text, slug_of
from kaartgen.content.kind_file import KindFile, OwnField
from kaartgen.content.kinds import KIND_BY_LETTER, KIND_BY_NAME, KINDS, CardFile, Kind, Lens
from kaartgen.errors import ExitCode, KaartgenError, Place, Problem
from kaartgen.nearest import did_you_mean
from kaartgen.yamlfile import Document

# What a template knows of every card, and what the general template is made of.
_RESERVED: Final = frozenset(
    {
        *(
            "letter",
            "cijfers",
            "nummer",
            "totaal",
            "code",
            "soort",
            "deck",
            "gedeeld",
            "nr",
            "woorden",
        ),
        *("kaarttitel", "titelveld", "velden_voor", "velden_achter"),
        *CardFile.model_fields,
    }
)
# Files in a deck's folder, and colours, that have a meaning already.
_OTHER_FILES: Final = frozenset({"deck", "dialoogkaart", "handreiking"})
_NAMES_OF_OTHERS: Final = frozenset({"kind", "white", "ink", "paper", "line", "none"})
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Own(Struct, frozen=True, eq=False):
    """What a kind of one's own says beside what every kind does; each is itself alone."""

    written: KindFile
    file: Path
    # Where its fields stand, for mistakes that show only beside a house style.
    places: Mapping[str, Place]

    def place(self, field: str) -> Place:
        """Return where a field of the kind's file stands."""
        return self.places.get(field, Place(self.file))

    def fields_of(self, kind: str) -> list[str]:
        """Return the names of the fields that hold such a thing."""
        return [name for name, one in self.written.velden.items() if one.soort == kind]


class OwnCard(CardFile):
    """A card of a kind of one's own; its fields stand in a model that is made from the kind."""

    kind: ClassVar[Kind]

    def __reduce__(self) -> tuple[object, ...]:
        """Let a kept card find its model again, which no module holds."""
        return _restored, (type(self).kind, self.__dict__, self.model_fields_set)


def _restored(kind: Kind, values: dict[str, Any], given: set[str]) -> CardFile:
    return kind.model.model_construct(given, **values)


def own_kinds(files: Sequence[Path]) -> tuple[tuple[Kind, ...], tuple[Problem, ...]]:
    """Read kinds from their files; return those that are right and all mistakes in the others."""
    kinds: list[Kind] = []
    problems: list[Problem] = []
    for file in files:
        try:
            document = yamlfile.read(file)
        except KaartgenError as error:
            problems.extend(error.problems)
            continue
        written, found = validate(KindFile, document)
        if written is not None:
            found.extend(_mistakes(file, document, written, kinds))
        problems.extend(found)
        if written is not None and not found:
            places = {name: document.place((name,)) for name in KindFile.model_fields}
            kinds.append(made(file.stem, Own(written, file, places)))
    return tuple(kinds), tuple(problems)


def made(name: str, own: Own) -> Kind:
    """Return the kind that a file describes, with a model for its cards."""
    written = own.written
    fields: dict[str, Any] = {
        field: _field(one, required=one.verplicht or field == written.titel)
        for field, one in written.velden.items()
    }
    model: type[OwnCard] = create_model(
        f"Card_{name.replace('-', '_')}", __base__=OwnCard, __module__=__name__, **fields
    )
    label = written.naam or name.replace("-", " ").capitalize()
    stem = written.bestand or slug_of(written.meervoud)
    kind = Kind(name, written.letter, label, stem, model, written.titel, written.meervoud, own)
    model.kind = kind
    return kind


def _field(one: OwnField, *, required: bool) -> tuple[Any, Any]:
    """Return a field of the model: its type, and whether it may be left out."""
    about: dict[str, Any] = {"description": one.uitleg}
    kind: Any
    match one.soort:
        case "tekst":
            kind = Annotated[Text, AfterValidator(_at_most(one.hoogstens))]
        case "lijst":
            kind = tuple[Text, ...]
            about |= {"strict": False, "max_length": one.hoogstens}
            if required:
                about["min_length"] = 1
        case "getal":
            kind = WholeNumber
            about |= {"ge": 0, "le": one.hoogstens}
        case "ja-nee":
            return YesNo, Field(False, **about)
        case "keuze":
            kind = Literal[one.uit]
        case "lens":
            kind = Lens
        case _:
            kind = str
    if required:
        return kind, Field(**about)
    return (
        (kind, Field((), **about)) if one.soort == "lijst" else (kind | None, Field(None, **about))
    )


def _at_most(most: int | None) -> Any:
    def check(text: str) -> str:
        if most is not None and len(text) > most:
            raise mistake(
                f"Deze tekst is {len(text)} tekens lang; er mogen er {most}.",
                f"Kort hem {len(text) - most} tekens in.",
            )
        return text

    return check


def _mistakes(
    file: Path, document: Document, written: KindFile, others: Sequence[Kind]
) -> Iterator[Problem]:
    def problem(message: str, *location: str, hint: str | None = None) -> Problem:
        return Problem(message, ExitCode.AUTHOR, document.place(location), hint)

    name = file.stem
    if slug_of(name) != name or name in _NAMES_OF_OTHERS:
        yield problem(
            f"‘{name}’ kan niet de naam van een soort zijn.",
            hint=f"Noem het bestand bijvoorbeeld {slug_of(name) or 'casus'}-kaart.yaml; gebruik "
            "kleine letters, cijfers en streepjes.",
        )
    if name in KIND_BY_NAME:
        yield problem(
            f"De soort ‘{name}’ is er al; die hoort bij kaartgen.",
            hint="Geef het bestand een andere naam.",
        )
    letters = {**KIND_BY_LETTER, **{kind.letter: kind for kind in others}}
    if written.letter in letters:
        free = ", ".join(letter for letter in _LETTERS if letter not in letters)
        yield problem(
            f"De letter {written.letter} is al van de soort ‘{letters[written.letter].name}’.",
            "letter",
            hint=f"Vrij zijn: {free}.",
        )
    stem = written.bestand or slug_of(written.meervoud)
    taken = next((kind.name for kind in (*KINDS, *others) if kind.stem == stem), None)
    if not stem or taken or stem in _OTHER_FILES:
        what = f"de soort ‘{taken}’" if taken else "iets anders"
        yield problem(
            f"Het bestand {stem}.yaml is al voor {what}." if stem else "Zo heet geen bestand.",
            "bestand" if written.bestand else "meervoud",
            hint="Kies met ‘bestand: …’ een andere naam.",
        )
    if written.zoals not in KIND_BY_NAME:
        yield problem(
            f"De soort ‘{written.zoals}’ bestaat niet.",
            "zoals",
            hint=did_you_mean(written.zoals, KIND_BY_NAME),
        )
    yield from _title_mistakes(document, written)
    for field, one in written.velden.items():
        if field in _RESERVED:
            yield problem(
                f"Elke kaart heeft al iets dat ‘{field}’ heet.",
                *("velden", field),
                hint="Geef dit veld een andere naam.",
            )
        if one.soort == "keuze" and (len(one.uit) < 2 or len(set(one.uit)) < len(one.uit)):
            yield problem(
                f"Bij ‘{field}’ valt niets te kiezen.",
                *("velden", field),
                hint="Geef er ten minste twee verschillende: ‘uit: [licht, zwaar]’.",
            )
        if one.soort != "keuze" and one.uit:
            yield problem(
                f"‘uit’ hoort bij een keuze, en ‘{field}’ is een {one.soort}.",
                *("velden", field, "uit"),
                hint="Schrijf ‘soort: keuze’, of haal ‘uit’ weg.",
            )
        if one.hoogstens and one.soort not in ("tekst", "lijst", "getal"):
            yield problem(
                f"‘hoogstens’ hoort bij tekst, een lijst of een getal; ‘{field}’ is dat niet.",
                *("velden", field, "hoogstens"),
                hint="Haal ‘hoogstens’ weg.",
            )


def _title_mistakes(document: Document, written: KindFile) -> Iterator[Problem]:
    title = written.velden.get(written.titel)
    texts = [name for name, one in written.velden.items() if one.soort == "tekst"]
    if title is None:
        yield Problem(
            f"Het veld ‘{written.titel}’, dat de titel zou geven, staat niet bij de velden.",
            ExitCode.AUTHOR,
            document.place(("titel",)),
            did_you_mean(written.titel, texts) or "Zet er een veld van de soort tekst bij.",
        )
    elif title.soort != "tekst":
        yield Problem(
            f"De titel moet een tekst zijn; ‘{written.titel}’ is een {title.soort}.",
            ExitCode.AUTHOR,
            document.place(("titel",)),
            f"Kies uit: {', '.join(texts)}."
            if texts
            else "Zet er een veld van de soort tekst bij.",
        )
