"""Decks in; everything that can be known of them without printing, told, and an exit code out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, structs

from kaartgen.cli.build import sizes_in_words
from kaartgen.cli.dutch import count, number
from kaartgen.cli.house_checking import (
    CheckedHouse,
    Pairs,
    beside_cards,
    checked_house,
    house_alone,
    houses_as_data,
    on_cards,
    tell_houses,
)
from kaartgen.cli.places import here
from kaartgen.cli.report import Voice, as_data
from kaartgen.cli.styled import house_named, styled_deck
from kaartgen.content.board import FILE as BOARD_FILE
from kaartgen.content.board import Board, read_board
from kaartgen.content.deck import Deck
from kaartgen.content.guide import FILE as GUIDE_FILE
from kaartgen.content.guide import Guide, load_guide
from kaartgen.content.lint.balance import Balance
from kaartgen.content.lint.registry import Report, lint
from kaartgen.content.lint.signal import Signal
from kaartgen.errors import ExitCode, KaartgenError, Problem, usage_error
from kaartgen.layout.lettering import lettered_as_cards
from kaartgen.layout.look import Look
from kaartgen.layout.typeset import Fullness, Measured, measured
from kaartgen.products.drafts import drafts_in_words
from kaartgen.products.looks import look_of
from kaartgen.workspace import Workspace

_BAR: Final = 10
_TITLE: Final = 30


class Checked(Struct):
    """What is known of one deck; what could not be found out is None."""

    name: str
    problems: list[Problem]
    findings: list[str]
    deck: Deck | None = None
    texts: Report | None = None
    set_deck: Measured | None = None
    house: CheckedHouse | None = None


def check(
    name: str | None, voice: Voice, *, strict: bool = False, house: str | None = None
) -> ExitCode:
    """Tell everything that is wrong or worth a second look in a deck, or in all decks.

    With a `house` style the deck is looked at in that, or without a deck the house style alone.
    Returns the lowest code of what is wrong; with `strict` a signal that remains counts as a
    mistake of the author.
    """
    workspace = here()
    if house is not None and name is None:
        return _check_house(workspace, house, voice, strict=strict)
    names = [name] if name else list(workspace.decks())
    if not names:
        raise usage_error("Er is geen enkel deck om na te kijken.")
    looked = [_checked(workspace, one, house, whole=name is not None) for one in names]
    # Several decks may wear one house style; what there is to say of it is said once.
    houses = list({one.house.name: one.house for one in looked if one.house}.values())
    signals = [(one.name, signal) for one in looked for signal in _signals(one)]
    problems = tuple(dict.fromkeys(problem for one in looked for problem in one.problems))
    if voice.as_json:
        voice.json(_data(looked, signals, problems, houses))
    else:
        for one in looked:
            for line in _told(one, whole=name is not None):
                voice.say(line)
        # What counts as a mistake is told, as mistakes are, also to who asked for silence.
        aloud = Voice() if strict else voice
        _tell_signals(aloud, signals, many=len(names) > 1)
        tell_houses(aloud, houses)
    if problems:
        voice.told(KaartgenError(problems))
    codes = [problem.code for problem in problems]
    if strict and (signals or any(one.report.signals for one in houses)):
        codes.append(ExitCode.AUTHOR)
    return min(codes, default=ExitCode.OK)


def _check_house(workspace: Workspace, name: str, voice: Voice, *, strict: bool) -> ExitCode:
    """Tell what there is to say of a house style."""
    one = house_alone(workspace, house_named(workspace, name))
    if voice.as_json:
        voice.json(
            {"bestanden": [], "kaarten": 0, "vellen": 0, "bevindingen": houses_as_data([one])}
        )
    else:
        if not one.report.signals:
            voice.say(f"Huisstijl {one.name}: alles is te lezen en te onderscheiden.")
        ignored = one.report.ignored
        tell_houses(Voice() if strict else voice, [one])
        if ignored:
            voice.say(f"Genegeerd: {count(ignored, 'signaal', 'signalen')} (zie de huisstijl).")
    return ExitCode.AUTHOR if strict and one.report.signals else ExitCode.OK


def _checked(workspace: Workspace, name: str, house: str | None, *, whole: bool) -> Checked:
    """Look a deck over, going on after what is wrong as far as can be.

    A deck that is asked for as a `whole` is also set, for the colours that its texts stand on.
    """
    found = Checked(name, [], [])
    try:
        found.deck = deck = styled_deck(workspace, name, house)
    except KaartgenError as error:
        found.problems.extend(error.problems)
        return found
    board: Board | None = None
    guide: Guide | None = None
    try:
        board_file = deck.companion(BOARD_FILE)
        if board_file.exists():
            board = read_board(board_file, deck.reading)
    except KaartgenError as error:
        found.problems.extend(error.problems)
    try:
        if deck.companion(GUIDE_FILE).exists():
            guide = load_guide(deck)
    except KaartgenError as error:
        found.problems.extend(error.problems)
    found.texts = lint(deck, board, guide)
    try:
        look = look_of(workspace, deck)
        found.set_deck = measured(deck, look)
    except KaartgenError as error:
        found.problems.extend(error.problems)
        return found
    used = _colours_used(workspace, deck, look, found, board, guide) if whole else set()
    found.house = checked_house(workspace, look.house, used)
    found.findings += found.set_deck.findings
    found.problems.extend(found.set_deck.problems)
    found.problems.extend(_beside_the_cards(workspace, deck, board, guide))
    return found


def _colours_used(
    workspace: Workspace,
    deck: Deck,
    look: Look,
    found: Checked,
    board: Board | None,
    guide: Guide | None,
) -> Pairs:
    """Return the colours of texts and their grounds on all that fits; what does not is told."""
    if found.set_deck is None or found.set_deck.problems:
        return set()
    try:
        house = lettered_as_cards(workspace, deck)
        return on_cards(deck, look) | beside_cards(deck, look, board, guide, house)
    except KaartgenError:
        return set()


def _beside_the_cards(
    workspace: Workspace, deck: Deck, board: Board | None, guide: Guide | None
) -> Iterable[Problem]:
    """Return what does not fit on the dialoogkaart, and the signs that the guide cannot print."""
    from kaartgen.imposition.paper_file import load_paper
    from kaartgen.layout.paragraph import Setter
    from kaartgen.products.dialoogkaart import BoardJob, build_board
    from kaartgen.products.signs import missing_signs

    if board is None and guide is None:
        return []
    problems: list[Problem] = []
    language = deck.language.hyphenation
    try:
        house = lettered_as_cards(workspace, deck)
        if guide is not None:
            problems.extend(missing_signs(Setter(house.book, language), guide))
        if board is not None:
            job = BoardJob(load_paper(workspace, "A3"))
            build_board(deck, board, house, language, job)
    except KaartgenError as error:
        problems.extend(error.problems)
    return problems


def _signals(one: Checked) -> Sequence[Signal]:
    return one.texts.signals if one.texts else ()


def _told(one: Checked, *, whole: bool) -> Iterator[str]:
    """Yield the lines about one deck: in short, or with a bar for each side of each card."""
    deck = one.deck
    if deck is None:
        if not whole:  # of a deck asked for by name, what is wrong says enough
            yield f"{one.name}: niet te lezen."
        return
    cards = count(deck.size, "kaart", "kaarten")
    wrong = len(dict.fromkeys(one.problems))
    if wrong:
        yield f"{one.name}: {cards}, {count(wrong, 'ding', 'dingen')} te verbeteren."
    else:
        yield f"{one.name}: {cards}, alles klopt en past."
    if one.set_deck and not one.set_deck.problems:
        yield f"  Lettergrootte: {sizes_in_words(one.set_deck.sizes)}."
    drafts = drafts_in_words(deck, deck.cards)
    if drafts:
        yield f"  {drafts}"
    if deck.moved_on:
        yield (
            f"  Dit deck is {deck.moved_on}. Kijk met ‘kaartgen lijst {one.name}’ of het nog "
            f'klopt, en zet dan ‘gebaseerd_op: "{deck.layers[1].version}"’.'
        )
    if whole:
        if one.set_deck:
            yield from _bars(one.set_deck.fullness)
        if one.texts:
            yield from _balance(one.texts.balance)
    if one.texts and one.texts.ignored:
        yield f"  Genegeerd: {count(one.texts.ignored, 'signaal', 'signalen')} (zie deck.yaml)."
    for text in one.findings:
        yield f"Let op: {one.name}: {text}"


def _bars(fullness: Iterable[Fullness]) -> Iterator[str]:
    rows = [one for one in fullness if one.front is not None or one.back is not None]
    if not rows:
        return
    title = min(_TITLE, max(len(one.card.title) for one in rows))
    code = max(len(one.card.code) for one in rows)
    yield ""
    yield "  Hoe vol elke kant is"
    for one in rows:
        name = one.card.title
        name = name if len(name) <= title else name[: title - 1] + "…"
        # The front of an empty card is lines: only its back may hold text.
        sides = [
            f"{side} {_bar(filled)}"
            for side, filled in (("voor", one.front), ("achter", one.back))
            if filled is not None
        ]
        yield f"  {one.card.code:<{code}}  {name:<{title}}  {'   '.join(sides)}"


def _bar(filled: float) -> str:
    """Return a bar of ten blocks and the percentage; a block stands for what is quite full."""
    blocks = min(_BAR, int(filled * _BAR + 1e-9))
    told = f"{_percent(filled):>3} %"
    return f"{'█' * blocks}{'░' * (_BAR - blocks)} {told}{' te vol' if filled > 1 else ''}"


def _percent(filled: float) -> int:
    # Never 100 for what just runs over, nor for what just does not.
    rounded = round(filled * 100)
    if rounded == 100 and abs(filled - 1) > 1e-6:
        return 101 if filled > 1 else 99
    return rounded


def _balance(balance: Balance) -> Iterator[str]:
    rows: list[tuple[str, Mapping[str, int]]] = [
        ("Vragen bij elke stap", balance.steps),
        ("Waarden bij elke lens", balance.lenses),
        ("In het spel bij situaties", balance.lenses_at_stake),
        ("Situaties per categorie", balance.categories),
        ("Situaties per fase", balance.phases),
        ("Waarden in het spel", balance.values),
    ]
    yield ""
    yield "  Balans"
    for label, counts in rows:
        if counts:
            yield f"  {label}: " + " · ".join(f"{key} {times}" for key, times in counts.items())
    if balance.longest_sentence:
        yield (
            f"  Zinnen: gemiddeld {number(balance.words_per_sentence)} woorden, de langste "
            f"{balance.longest_sentence}."
        )


def _tell_signals(voice: Voice, signals: Sequence[tuple[str, Signal]], *, many: bool) -> None:
    if not signals:
        return
    amount = count(len(signals), "signaal", "signalen")
    families = Counter(signal.check.family for _, signal in signals)
    counted = " · ".join(f"{family} {times}" for family, times in families.most_common())
    voice.say(f"\n{amount} om nog eens naar te kijken; jij beslist. ({counted})\n")
    for deck, signal in signals:
        where = signal.where
        about = f"{deck} {where.code}" if many else where.code
        voice.say(
            f"{where.place}: {about}, {where.field} ({signal.check.id}): {signal.message}\n"
            f"  → {signal.hint}\n"
        )
    voice.say("Mag iets zo blijven? Zet het in deck.yaml onder ‘negeer’, met een reden.")


def _data(
    looked: Sequence[Checked],
    signals: Sequence[tuple[str, Signal]],
    problems: Sequence[Problem],
    houses: Sequence[CheckedHouse],
) -> dict[str, Any]:
    return {
        "bestanden": [],
        "kaarten": sum(one.deck.size for one in looked if one.deck),
        "vellen": 0,
        "bevindingen": [
            *(as_data(problem) for problem in problems),
            *(_signal_data(deck, signal) for deck, signal in signals),
            *houses_as_data(houses),
            *({"bericht": f"{one.name}: {text}"} for one in looked for text in one.findings),
        ],
        "decks": [_deck_data(one) for one in looked],
    }


def _signal_data(deck: str, signal: Signal) -> dict[str, Any]:
    place = signal.where.place
    return {
        "bericht": signal.message,
        "bestand": _absolute(place.file),
        "regel": place.line,
        "kolom": place.column,
        "tip": signal.hint,
        "signaal": signal.check.id,
        "naam": signal.check.title,
        "groep": signal.check.family,
        "deck": deck,
        "kaart": signal.where.code,
        "veld": signal.where.field,
        "tekst": signal.quote,
    }


def _absolute(file: Path) -> str:
    return str(file.absolute())


def _deck_data(one: Checked) -> dict[str, Any]:
    data: dict[str, Any] = {"naam": one.name, "kaarten": one.deck.size if one.deck else None}
    if one.deck:
        data["concepten"] = dict(Counter(filter(None, map(one.deck.draft, one.deck.cards))))
    if one.set_deck:
        data["lettergrootte"] = {
            size.kind.name: size.size_pt for size in one.set_deck.sizes if size.size_pt is not None
        }
        data["vulling"] = [
            {
                "kaart": full.card.code,
                "voor": _rounded(full.front),
                "achter": _rounded(full.back),
            }
            for full in one.set_deck.fullness
        ]
    if one.texts:
        data["genegeerd"] = one.texts.ignored
        data["balans"] = _balance_data(one.texts.balance)
    return data


def _rounded(filled: float | None) -> float | None:
    return None if filled is None else round(filled, 3)


_BALANCE_NAMES: Final = {
    "steps": "vragen_per_stap",
    "lenses": "waarden_per_lens",
    "lenses_at_stake": "lenzen_in_het_spel",
    "categories": "situaties_per_categorie",
    "phases": "situaties_per_fase",
    "values": "waarden_in_het_spel",
    "words_per_sentence": "woorden_per_zin",
    "longest_sentence": "langste_zin",
}


def _balance_data(balance: Balance) -> dict[str, Any]:
    return {_BALANCE_NAMES[name]: value for name, value in structs.asdict(balance).items()}
