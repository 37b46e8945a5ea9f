"""A name or a string of a PDF in; what it says out, whatever bytes a damaged file has there."""

from __future__ import annotations


def said(thing: object, default: str = "") -> str:
    """Return the text of a name (with its slash) or a string, `default` if there is none."""
    if thing is None:
        return default
    try:
        return str(thing)
    except UnicodeDecodeError:
        return "?"


def name_of(thing: object, default: str = "?") -> str:
    """Return a name without its slash."""
    return said(thing, f"/{default}").removeprefix("/")
