"""A card and its deck in; the fields that are made of what its author wrote out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kaartgen.content.deck import Card, Deck
from kaartgen.content.item import FieldValue, Item, numbered
from kaartgen.content.kinds import (
    KIND_BY_NAME,
    ChoiceCard,
    EmptyCard,
    FormatCard,
    Heading,
    InstructionCard,
    JokerCard,
    Lens,
    PortraitCard,
    QuestionCard,
    RoleCard,
    SituationCard,
    ValueCard,
)
from kaartgen.content.language import Language

if TYPE_CHECKING:
    from kaartgen.content.own_kinds import Own


def derived(card: Card, deck: Deck, language: Language) -> Mapping[str, FieldValue]:
    """Return the fields of a card that do not stand in its file as they are printed."""
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
            return {"lenzen": numbered(rows), "afweging": Item(inside, ("afweging",))}
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
                fields[name] = numbered(
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
    fields.update({f"velden_{side}": numbered(items) for side, items in rows.items() if items})
    return fields


def _situation(content: SituationCard, deck: Deck) -> dict[str, FieldValue]:
    fields = _category(content.categorie, deck)
    people = {card.id: card.title for card in deck.of_kind("perspectief")}
    words = {
        card.id: card.content
        for card in deck.of_kind("waarde")
        if isinstance(card.content, ValueCard)
    }
    fields["perspectieven"] = numbered(
        Item(
            {"naam": voice.naam or people[voice.kaart or ""], "zin": voice.zin},
            ("perspectieven", index, "zin"),
        )
        for index, voice in enumerate(content.perspectieven)
    )
    fields["vragen"] = numbered(
        Item({"tekst": question}, ("vragen", index))
        for index, question in enumerate(content.vragen)
    )
    fields["waarden"] = numbered(
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
    steps = numbered(
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

    return numbered(
        Item({"label": heading.label, "regels": lines(heading)}, ("kopjes", index, "label"))
        for index, heading in enumerate(content.kopjes)
        if heading.kant == side
    )


def _instruction(content: InstructionCard, deck: Deck, language: Language) -> dict[str, FieldValue]:
    def blocks(side: str) -> tuple[Item, ...]:
        return numbered(
            Item({"kop": block.kop, "tekst": block.tekst}, ("blokken", index, "tekst"))
            for index, block in enumerate(content.blokken)
            if block.kant == side
        )

    used = dict.fromkeys(card.kind for card in deck.cards)
    legend = numbered(
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
    lenses = numbered(
        Item({"naam": name, "label": lens.label, "uitleg": lens.uitleg})
        for name, lens in deck.file.lenzen.items()
    )
    return {
        "blokken_voor": blocks("voor"),
        "blokken_achter": blocks("achter"),
        "legenda": legend,
        "lenzen": lenses,
    }
