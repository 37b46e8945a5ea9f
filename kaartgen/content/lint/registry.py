"""All checks by their names; a deck in, its signals out, without those that the deck ignores."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kaartgen.content.board import Board
from kaartgen.content.deck import Deck
from kaartgen.content.guide import Guide
from kaartgen.content.lint import (
    balance,
    privacy,
    questions,
    sentences,
    situation,
    slips,
    translation,
    wording,
)
from kaartgen.content.lint.balance import Balance
from kaartgen.content.lint.ignored import heeded
from kaartgen.content.lint.passages import passages
from kaartgen.content.lint.place import exact
from kaartgen.content.lint.signal import Check, Signal, Subject

CHECKS: Final = (
    Check("lange-zin", "Lange zin", "taal", sentences.long_sentences),
    Check("lijdende-vorm", "Lijdende vorm", "taal", sentences.passives),
    Check("moeilijk-woord", "Moeilijk woord", "taal", wording.difficult_words),
    Check("vaktaal", "Vaktaal", "taal", wording.jargon),
    Check("afkorting", "Afkorting", "taal", wording.abbreviations),
    Check("kritiek", "Kritiek of kritisch", "taal", wording.critical),
    Check("dubbel-woord", "Dubbel woord", "taal", slips.doubled_words),
    Check("aanhalingsteken", "Aanhalingstekens", "taal", slips.quotes),
    Check("niet-vertaald", "Nog niet vertaald", "taal", translation.left_in_another_language),
    Check("gesloten-vraag", "Gesloten vraag", "vragen", questions.closed),
    Check("sturende-vraag", "Sturende vraag", "vragen", questions.leading),
    Check("waarom-vraag", "Waarom te vroeg", "vragen", questions.why_first),
    Check("oplossing", "Oplossing in de situatie", "situatie", situation.solutions),
    Check("verleden-tijd", "Verleden tijd", "situatie", situation.past_tense),
    Check("zonder-je", "Geen je in het verhaal", "situatie", situation.without_you),
    Check("thema-titel", "Titel is een thema", "situatie", situation.theme_titles),
    Check("spanning", "Spanning met één kant", "situatie", situation.tensions),
    Check("zelfde-stem", "Twee keer dezelfde stem", "situatie", situation.same_voices),
    Check("achternaam", "Achternaam", "privacy", privacy.surnames),
    Check("bsn", "Burgerservicenummer", "privacy", privacy.bsns),
    Check("telefoonnummer", "Telefoonnummer", "privacy", privacy.phones),
    Check("e-mailadres", "E-mailadres", "privacy", privacy.mails),
    Check("kenteken", "Kenteken", "privacy", privacy.plates),
    Check("adres", "Adres", "privacy", privacy.addresses),
    Check("postcode", "Postcode", "privacy", privacy.postcodes),
    Check("rekeningnummer", "Rekeningnummer", "privacy", privacy.accounts),
    Check("stap-zonder-vraag", "Stap zonder vraag", "balans", balance.steps_without_question),
    Check("lens-zonder-waarde", "Lens zonder waarde", "balans", balance.lenses_without_value),
    Check("lens-niet-in-spel", "Lens niet in het spel", "balans", balance.lenses_not_at_stake),
    Check("lege-categorie", "Lege categorie", "balans", balance.unused_categories),
    Check("zware-categorie", "Zware categorie", "balans", balance.heavy_category),
    Check("ongebruikte-waarde", "Ongebruikte waarde", "balans", balance.unused_values),
    Check("dubbele-kaart", "Dubbele kaart", "balans", balance.same_cards),
)


class Report(Struct, frozen=True):
    """What is to be told of a deck's texts, what its author chose to ignore, and its balance."""

    signals: tuple[Signal, ...]
    ignored: int
    balance: Balance


def lint(deck: Deck, board: Board | None = None, guide: Guide | None = None) -> Report:
    """Return the signals of a deck and its companions, in the order of the files."""
    subject = Subject(deck, passages(deck, board, guide))
    found = [
        Signal(check, hit.where, hit.message, hit.hint, hit.quote)
        for check in CHECKS
        for hit in check.find(subject)
    ]
    kept, ignored = heeded(deck, found, [check.id for check in CHECKS])
    order = {card.code: number for number, card in enumerate(deck.cards, 1)}
    after = len(order) + 1
    told = [_placed(signal) for signal in kept]
    told.sort(
        key=lambda signal: (
            order.get(signal.where.code, 0 if signal.where.code == "deck" else after),
            str(signal.where.place.file),
            signal.where.place.line or 0,
            signal.where.place.column or 0,
        )
    )
    return Report(tuple(told), ignored, balance.balance(subject))


def _placed(signal: Signal) -> Signal:
    place = exact(signal.where.place, signal.quote)
    return replace(signal, where=replace(signal.where, place=place))
