"""The command line library's own English words in; Dutch out. All of them are kept here."""

from __future__ import annotations

import re
from typing import Final

from kaartgen.nearest import nearest

_HELP: Final = (
    ("Usage: ", "Gebruik: "),
    ("\nOptions:", "\nOpties:"),
    ("\nArguments:", "\nArgumenten:"),
    ("\nCommands:", "\nOpdrachten:"),
    ("[OPTIONS]", "[OPTIES]"),
    ("COMMAND [ARGS]...", "OPDRACHT …"),
    ("Show this message and exit.", "Laat deze uitleg zien."),
    ("[required]", "[verplicht]"),
)
# How the library writes a type or a metavar, and where a line may be broken inside its remarks.
_SHAPES: Final = (
    (re.compile(r"\[default:(\s)"), r"[standaard:\1"),
    (re.compile(r"\{([A-Z]+)\}"), r"\1"),
    (re.compile(r"\[\[([A-Z]+)\]\]"), r"[\1]"),
    (re.compile(r" ?<str>"), ""),
)


def help_text(text: str) -> str:
    """Return a help page with the library's headings and remarks in Dutch."""
    for english, dutch in _HELP:
        text = text.replace(english, dutch)
    for pattern, dutch in _SHAPES:
        text = pattern.sub(dutch, text)
    return text


def usage_message(error: Exception, commands: list[str], options: list[str]) -> tuple[str, str]:
    """Return what was wrong with the command line, and what to do."""
    kind = type(error).__name__
    said = str(getattr(error, "message", "") or error)
    if kind == "NoSuchOption":
        name = str(getattr(error, "option_name", "")) or said.rpartition(" ")[2]
        match = nearest(name, options)
        return f"De optie ‘{name}’ bestaat niet.", _perhaps(match)
    if found := re.search(r"No such command '([^']*)'", said):
        return f"De opdracht ‘{found[1]}’ bestaat niet.", _perhaps(nearest(found[1], commands))
    if said.startswith("Missing command"):
        return "Er ontbreekt nog wat je wilt doen.", f"Kies uit: {', '.join(commands)}."
    if found := re.search(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", said):
        return f"Dit is te veel: ‘{found[1]}’.", "Zet een naam met spaties tussen aanhalingstekens."
    if kind == "MissingParameter":
        parameter = getattr(error, "param", None)
        name = str(getattr(parameter, "metavar", None) or getattr(parameter, "name", "")).upper()
        return f"Er ontbreekt nog: {name}.", _SEE_HELP
    if found := re.search(r"Option '(.*)' requires", said):
        return f"Achter ‘{found[1]}’ hoort nog iets te staan.", _SEE_HELP
    if found := re.search(r"Option '(.*)' does not take a value", said):
        return f"Achter ‘{found[1]}’ hoort niets te staan.", _SEE_HELP
    return "Deze opdracht is niet te lezen.", _SEE_HELP


_SEE_HELP: Final = "Kijk met --help wat er kan."


def _perhaps(match: str | None) -> str:
    return f"Bedoel je ‘{match}’?" if match else _SEE_HELP


def number(value: float) -> str:
    """Write 11.5 as "11,5" and 12.0 as "12"."""
    return f"{round(value, 2):g}".replace(".", ",")


def count(amount: int, one: str, more: str) -> str:
    """Write "1 kaart" or "54 kaarten"."""
    return f"{amount} {one if amount == 1 else more}"
