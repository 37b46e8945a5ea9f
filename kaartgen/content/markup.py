"""Text with a small Markdown in, spans out: `*cursief*`, `**vet**`, a line break; nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct


class Span(Struct, frozen=True):
    """A piece of one line in one style."""

    text: str
    bold: bool = False
    italic: bool = False


Line = tuple[Span, ...]

_MARK = re.compile(r"\*{1,3}")


@lru_cache(maxsize=20_000)
def parsed(text: str) -> tuple[Line, ...]:
    r"""Return the lines of `text` as spans; `\*` is a plain asterisk."""
    if "*" not in text:
        return tuple((Span(part.strip(" ")),) for part in text.split("\n"))
    hidden = text.replace("\\*", "\0")
    spans: list[Span] = []
    bold = italic = False
    at = 0
    for start, end, kind in _paired(hidden):
        if start > at:
            spans.append(Span(hidden[at:start], bold, italic))
        if kind == "**":
            bold = not bold
        else:
            italic = not italic
        at = end
    spans.append(Span(hidden[at:], bold, italic))
    return _in_lines([Span(s.text.replace("\0", "*"), s.bold, s.italic) for s in spans if s.text])


def plain(text: str) -> str:
    """Return `text` as it reads, without its markup."""
    return "\n".join("".join(span.text for span in line) for line in parsed(text))


def _marks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the asterisks; of three together the inner one, of one style, is next to the text."""
    for match in _MARK.finditer(text):
        start, end = match.span()
        if end - start < 3:
            yield start, end, match[0]
        elif text[start - 1 : start].strip():
            yield start, start + 1, "*"
            yield start + 1, end, "**"
        else:
            yield start, end - 1, "**"
            yield end - 1, end, "*"


def _paired(text: str) -> list[tuple[int, int, str]]:
    """Return the asterisks that begin and end a style: (start, end, `*` or `**`), in order.

    One begins before a letter and ends after one; a single asterisk stands at the edge of a word.
    """
    open_ones: list[tuple[int, int, str]] = []
    pairs: list[tuple[int, int, str]] = []
    for start, end, kind in _marks(text):
        before, after = text[start - 1 : start], text[end : end + 1]
        closes = before.strip() and not (kind == "*" and after.isalnum())
        opens = after.strip() and not (kind == "*" and before.isalnum())
        found = next((n for n, one in enumerate(open_ones) if one[2] == kind), None)
        if closes and found is not None and open_ones[found][1] < start:
            pairs += [open_ones[found], (start, end, kind)]
            del open_ones[found:]
        elif opens and found is None:
            open_ones.append((start, end, kind))
    return sorted(pairs)


def _in_lines(spans: list[Span]) -> tuple[Line, ...]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *rest = span.text.split("\n")
        if first:
            lines[-1].append(Span(first, span.bold, span.italic))
        lines.extend([Span(part, span.bold, span.italic)] if part else [] for part in rest)
    return tuple(tuple(line) for line in lines)
