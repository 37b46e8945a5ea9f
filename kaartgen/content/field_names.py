"""A kind of card in; the names of the fields that a template for it can name out."""

from __future__ import annotations

from collections.abc import Mapping

from kaartgen.content.kinds import Kind
from kaartgen.content.language import CARD_WORDS

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
LISTS = frozenset({"wat_als", "opties", "materiaal"})
# Fields that say something of a card and are not for printing, or that others are made of.
UNPRINTED = frozenset(
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
# Fields that the program fills in and no author wrote.
PRINTED = frozenset({"letter", "cijfers", "nummer", "totaal", "code", "soort", "keuze", "woorden"})
# Which field of the author's file a derived text is made of.
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
        field.alias or name: ("tekst", "nr") if name in LISTS else ()
        for name, field in kind.model.model_fields.items()
        if name not in UNPRINTED
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
