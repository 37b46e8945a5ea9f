"""A card and its deck in; the fields that a template can name out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from kaartgen.content.deck import Card, Deck
from kaartgen.content.kinds import (
    KIND_BY_NAME,
    ChoiceCard,
    EmptyCard,
    FormatCard,
    Heading,
    InstructionCard,
    JokerCard,
    Kind,
    Lens,
    PortraitCard,
    QuestionCard,
    RoleCard,
    SituationCard,
    ValueCard,
)
from kaartgen.content.language import CARD_WORDS, Language
from kaartgen.yamlfile import Location

if TYPE_CHECKING:
    from kaartgen.content.own_kinds import Own


class Item(Struct, frozen=True):
    """Fields that belong together, and where in the card's file they come from."""

    fields: Mapping[str, FieldValue]
    origin: Location = ()


FieldValue: TypeAlias = "str | Item | tuple[Item, ...]"

# What every kind has beside the fields of its file.
_COMMON = ("letter", "cijfers", "nummer", "totaal", "code", "soort", "deck", "woorden")
_DERIVED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "situatie": {
        "categorie": ("naam", "icoon"),
        "perspectieven": ("naam", "zin", "nr"),
        "vragen": ("tekst", "nr"),
        "waarden": ("woord", "lens", "nr"),
    },
    "vraag": {
        "categorie": ("naam", "icoon"),
        "stap": ("nummer", "naam", "vraag"),
        "lens": ("naam", "label", "uitleg"),
    },
    "waarde": {"lens": ("naam", "label", "uitleg")},
    "beeld": {"afweging": ("is", "doet", "voelt"), "lenzen": ("naam", "label", "tekst", "nr")},
    "werkvorm": {
        "groep": (),
        "materiaal_regel": (),
        "stappen": ("tekst", "minuten", "nr"),
        "stappen_voor": ("tekst", "minuten", "nr"),
        "stappen_achter": ("tekst", "minuten", "nr"),
    },
    "rol": {"citaat": ()},
    "joker": {"citaat": ()},
    "keuze": {"keuze": ()},
    "leeg": {
        "soort_icoon": (),
        "kopjes_voor": ("label", "regels", "nr"),
        "kopjes_achter": ("label", "regels", "nr"),
    },
    "instructie": {
        "blokken_voor": ("kop", "tekst", "nr"),
        "blokken_achter": ("kop", "tekst", "nr"),
        "legenda": ("soort", "letter", "woord", "icoon", "nr"),
        "lenzen": ("naam", "label", "uitleg", "nr"),
    },
}
# Lists of texts that stand on a card as they are written.
_LISTS = frozenset({"wat_als", "opties", "materiaal"})
# Fields that say something of a card and are not for printing, or that others are made of.
_UNPRINTED = frozenset(
    {
        "id",
        "tags",
        "kern",
        "volgorde",
        "taal",
        "herkomst",
        "kopjes",
        "blokken",
        "notitie_begeleider",
    }
)
_DECK = (
    "titel",
    "ondertitel",
    "kort",
    "versie",
    "datum",
    "status",
    "voet",
    "rechten",
    "dank",
    "makers",
    "licentie",
    "opdrachtgever",
    "doelgroep",
    "url",
    "aantal",
)
# What is inside a field of a kind of one's own, by what it holds.
_OWN: Mapping[str, tuple[str, ...]] = {
    "tekst": (),
    "getal": (),
    "ja-nee": (),
    "keuze": (),
    "lijst": ("tekst", "nr"),
    "categorie": ("naam", "icoon"),
    "lens": ("naam", "label", "uitleg"),
}
_OWN_ROW = ("kop", "tekst", "nr")
# Which field of the author's file a derived text is made of.
# Fields that the program fills in and no author wrote.
PRINTED = frozenset({"letter", "cijfers", "nummer", "totaal", "code", "soort", "keuze", "woorden"})
DECK_ORIGINS: Mapping[str, tuple[str, ...]] = {
    "voet": ("kort", "titel"),
    "rechten": ("makers", "licentie", "geen_uitgave_van"),
}
ORIGINS: Mapping[str, str] = {
    "materiaal_regel": "materiaal",
    "groep": "groep_min",
    "citaat": "zin",
}


def known_fields(kind: Kind) -> dict[str, tuple[str, ...]]:
    """Return the fields a template for `kind` can name, each with the names inside it."""
    names: dict[str, tuple[str, ...]] = {
        field.alias or name: ("tekst", "nr") if name in _LISTS else ()
        for name, field in kind.model.model_fields.items()
        if name not in _UNPRINTED
    }
    names.update(dict.fromkeys(_COMMON, ()))
    names["deck"] = _DECK
    names["woorden"] = CARD_WORDS
    names["afbeelding"] = ("bestand", "alt")
    names.update(_DERIVED.get(kind.name, {}))
    if kind.own:
        names.update({name: _OWN[one.soort] for name, one in kind.own.written.velden.items()})
        names.update(kaarttitel=(), titelveld=(), velden_voor=_OWN_ROW, velden_achter=_OWN_ROW)
    return names


def kind_fields(kind: Kind, deck: Deck) -> Item:
    """Return the fields that all cards of a kind share, for the back that they share."""
    return Item(
        {
            "letter": kind.letter,
            "soort": deck.language.kind(kind, "kort"),
            "totaal": str(len(deck.of_kind(kind.name))),
            "deck": _deck_item(deck),
            "woorden": _words(deck.language),
        }
    )


def card_fields(card: Card, deck: Deck, shared: Item | None = None) -> Item:
    """Return the fields of one card, references looked up and lists numbered.

    `shared` are the fields of its kind, for who asks for many cards of one.
    """
    common = (shared or kind_fields(card.kind, deck)).fields
    language = deck.language_of(card)
    fields: dict[str, FieldValue] = {}
    for name, field in type(card.content).model_fields.items():
        value = getattr(card.content, name)
        if name in _UNPRINTED:
            continue
        if isinstance(value, str | int) and not isinstance(value, bool):
            fields[field.alias or name] = str(value)
        elif name in _LISTS and value:
            fields[name] = _numbered(
                Item({"tekst": text}, (name, at)) for at, text in enumerate(value)
            )
    if card.content.afbeelding:
        picture = card.content.afbeelding
        shown: dict[str, FieldValue] = {"bestand": picture.bestand, "alt": picture.alt or ""}
        if picture.fit:
            shown["fit"] = picture.fit
        if picture.focus:
            shown["focus"] = " ".join(map(str, picture.focus))
        fields["afbeelding"] = Item(shown, ("afbeelding", "bestand"))
    fields.update(
        letter=card.kind.letter,
        cijfers=f"{card.number:02d}",
        nummer=str(card.number),
        totaal=common["totaal"],
        code=card.code,
        soort=language.kind(card.kind),
        deck=common["deck"],
        woorden=common["woorden"] if language is deck.language else _words(language),
    )
    fields.update(_derived(card, deck, language))
    return Item(fields)


def _deck_item(deck: Deck) -> Item:
    file = deck.file
    says = deck.language.says
    makers = ", ".join(file.makers)
    rights = [says("deck.teksten", makers=makers) if makers else "", file.licentie or ""]
    if file.geen_uitgave_van:
        rights.append(says("deck.geen_uitgave", naam=file.geen_uitgave_van))
    fields: dict[str, FieldValue] = {
        "titel": file.titel,
        "kort": file.kort or file.titel,
        "versie": file.versie,
        "datum": says(
            "deck.datum",
            dag=file.datum.day,
            maand=says(f"maanden.{file.datum.month}"),
            jaar=file.datum.year,
        ),
        "aantal": str(deck.size),
        "status": file.status,
        "voet": deck.foot,
        "rechten": ". ".join(part for part in rights if part) + ".",
    }
    optional = {
        "ondertitel": file.ondertitel,
        "dank": file.dank,
        "makers": ", ".join(file.makers),
        "licentie": file.licentie,
        "opdrachtgever": file.opdrachtgever,
        "doelgroep": file.doelgroep,
        "url": file.url,
    }
    fields.update({name: text for name, text in optional.items() if text})
    return Item(fields)


def _words(language: Language) -> Item:
    return Item({name: language.says(f"kaart.{name}") for name in CARD_WORDS})


def _derived(card: Card, deck: Deck, language: Language) -> Mapping[str, FieldValue]:
    content = card.content
    if card.kind.own:
        return _own(card, card.kind.own, deck)
    match content:
        case SituationCard():
            return _situation(content, deck)
        case QuestionCard():
            fields = _category(content.categorie, deck)
            step = next((s for s in deck.file.stappen if s.nummer == content.stap), None)
            inside: dict[str, FieldValue] = {"nummer": str(content.stap)}
            if step is not None:
                inside["naam"] = step.naam
                inside.update({"vraag": step.vraag} if step.vraag else {})
            fields["stap"] = Item(inside, ("stap",))
            if content.lens:
                fields["lens"] = _lens(content.lens, deck)
            return fields
        case ValueCard():
            return {"lens": _lens(content.lens, deck)}
        case PortraitCard():
            weighed: dict[Lens, str] = {
                "IS": content.afweging.is_,
                "DOET": content.afweging.doet,
                "VOELT": content.afweging.voelt,
            }
            rows = [
                Item(
                    {"naam": name, "label": deck.file.lenzen[name].label, "tekst": text},
                    ("afweging", name.casefold()),
                )
                for name, text in weighed.items()
            ]
            inside = {name.casefold(): text for name, text in weighed.items()}
            return {"lenzen": _numbered(rows), "afweging": Item(inside, ("afweging",))}
        case FormatCard():
            return _format(content, language)
        case RoleCard() | JokerCard():
            quoted = content.zin and language.typography.quoted(content.zin)
            return {"citaat": quoted} if quoted else {}
        case ChoiceCard():
            return {"keuze": content.letter}
        case EmptyCard():
            named = KIND_BY_NAME[content.voor_type]
            return {
                "soort_icoon": named.name,
                "kopjes_voor": _headings(content, "voor"),
                "kopjes_achter": _headings(content, "achter"),
            }
        case InstructionCard():
            return _instruction(content, deck, language)
        case _:
            return {}


def _own(card: Card, own: Own, deck: Deck) -> dict[str, FieldValue]:
    """Return the fields of a card of one's own kind, and what the general template shows of it."""
    fields: dict[str, FieldValue] = {
        "kaarttitel": card.title,
        "titelveld": own.written.titel,
    }
    rows: dict[str, list[Item]] = {"voor": [], "achter": []}
    for name, one in own.written.velden.items():
        value = getattr(card.content, name)
        if value is None or value is False or value == ():
            continue
        said = str(value)
        match one.soort:
            case "lijst":
                fields[name] = _numbered(
                    Item({"tekst": text}, (name, at)) for at, text in enumerate(value)
                )
                said = "\n".join(f"– {text}" for text in value)
            case "categorie":
                category = deck.file.categorieen[value]
                said = category.naam
                inside: dict[str, FieldValue] = {"naam": said, "icoon": category.icoon}
                fields[name] = Item(inside, (name,))
            case "lens":
                lens = deck.file.lenzen[value]
                said = lens.label
                inside = {"naam": value, "label": said, "uitleg": lens.uitleg}
                fields[name] = Item(inside, (name,))
            case "ja-nee":
                fields[name] = said = "ja"
        if name == own.written.titel:
            continue
        row: dict[str, FieldValue] = {"tekst": said}
        heading = one.kop or name.replace("_", " ").capitalize()
        if heading.casefold() != "geen":
            row["kop"] = heading
        rows[one.kant].append(Item(row, (name,)))
    fields.update({f"velden_{side}": _numbered(items) for side, items in rows.items() if items})
    return fields


def _situation(content: SituationCard, deck: Deck) -> dict[str, FieldValue]:
    fields = _category(content.categorie, deck)
    people = {card.id: card.title for card in deck.of_kind("perspectief")}
    words = {
        card.id: card.content
        for card in deck.of_kind("waarde")
        if isinstance(card.content, ValueCard)
    }
    fields["perspectieven"] = _numbered(
        Item(
            {"naam": voice.naam or people[voice.kaart or ""], "zin": voice.zin},
            ("perspectieven", index, "zin"),
        )
        for index, voice in enumerate(content.perspectieven)
    )
    fields["vragen"] = _numbered(
        Item({"tekst": question}, ("vragen", index))
        for index, question in enumerate(content.vragen)
    )
    fields["waarden"] = _numbered(
        Item(
            {"woord": words[name].woord.casefold(), "lens": words[name].lens},
            ("waarden", index),
        )
        for index, name in enumerate(content.waarden)
    )
    return fields


def _category(name: str | None, deck: Deck) -> dict[str, FieldValue]:
    if name is None:
        return {}
    category = deck.file.categorieen[name]
    return {"categorie": Item({"naam": category.naam, "icoon": category.icoon}, ("categorie",))}


def _lens(name: str, deck: Deck) -> Item:
    for key, lens in deck.file.lenzen.items():
        if key == name:
            return Item({"naam": name, "label": lens.label, "uitleg": lens.uitleg}, ("lens",))
    raise KeyError(name)


def _format(content: FormatCard, language: Language) -> dict[str, FieldValue]:
    low, high = content.groep_min, content.groep_max
    people = language.says("deck.mensen", min=low, max=high)
    if low == high:
        people = language.says("deck.mensen_gelijk", aantal=low)
    steps = _numbered(
        Item(
            {"tekst": step.tekst, "minuten": language.says("deck.min", aantal=step.minuten)},
            ("stappen", index, "tekst"),
        )
        for index, step in enumerate(content.stappen)
    )
    # The aim and the setup share the front, so it takes the smaller half of the steps.
    half = len(steps) // 2
    fields: dict[str, FieldValue] = {
        "groep": people,
        "minuten": language.says("deck.minuten", aantal=content.minuten),
        "stappen": steps,
        "stappen_voor": steps[:half],
        "stappen_achter": steps[half:],
    }
    if content.materiaal:
        first, *rest = content.materiaal
        others = [name[0].lower() + name[1:] for name in rest]
        fields["materiaal_regel"] = ", ".join([first[0].upper() + first[1:], *others])
    return fields


def _headings(content: EmptyCard, side: str) -> tuple[Item, ...]:
    def lines(heading: Heading) -> str:
        return str(heading.regels or content.regels)

    return _numbered(
        Item({"label": heading.label, "regels": lines(heading)}, ("kopjes", index, "label"))
        for index, heading in enumerate(content.kopjes)
        if heading.kant == side
    )


def _instruction(content: InstructionCard, deck: Deck, language: Language) -> dict[str, FieldValue]:
    def blocks(side: str) -> tuple[Item, ...]:
        return _numbered(
            Item({"kop": block.kop, "tekst": block.tekst}, ("blokken", index, "tekst"))
            for index, block in enumerate(content.blokken)
            if block.kant == side
        )

    used = dict.fromkeys(card.kind for card in deck.cards)
    legend = _numbered(
        Item(
            {
                "soort": kind.name,
                "letter": kind.letter,
                "woord": language.kind(kind, "kort"),
            }
        )
        for kind in used
        if kind.name != "instructie"
    )
    lenses = _numbered(
        Item({"naam": name, "label": lens.label, "uitleg": lens.uitleg})
        for name, lens in deck.file.lenzen.items()
    )
    return {
        "blokken_voor": blocks("voor"),
        "blokken_achter": blocks("achter"),
        "legenda": legend,
        "lenzen": lenses,
    }


def _numbered(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(
        Item({**item.fields, "nr": str(number)}, item.origin)
        for number, item in enumerate(items, 1)
    )
