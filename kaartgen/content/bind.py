"""A card and its deck in; the fields that a template can name out, filled in."""

from __future__ import annotations

from kaartgen.content.deck import Card, Deck
from kaartgen.content.derived import derived
from kaartgen.content.field_names import LISTS, UNPRINTED
from kaartgen.content.item import FieldValue, Item, numbered
from kaartgen.content.kinds import Kind
from kaartgen.content.language import CARD_WORDS, Language


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
        if name in UNPRINTED:
            continue
        if isinstance(value, str | int) and not isinstance(value, bool):
            fields[field.alias or name] = str(value)
        elif name in LISTS and value:
            fields[name] = numbered(
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
    fields.update(derived(card, deck, language))
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
