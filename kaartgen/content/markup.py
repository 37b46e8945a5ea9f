"""Text with a small Markdown in, spans out: `*cursief*`, `**vet**`, a line break; nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of one line in one style."""

    text: str
    bold: bool = False
    italic: bool = False


Line = tuple[Span, ...]

_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*(?!\*)", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]*[^\s*])\*(?![\w*])", re.DOTALL)


@lru_cache(maxsize=20_000)
def parsed(text: str) -> tuple[Line, ...]:
    r"""Return the lines of `text` as spans; `\*` is a plain asterisk."""
    if "*" not in text:
        return tuple((Span(part.strip(" ")),) for part in text.split("\n"))
    spans: list[Span] = []
    at = 0
    hidden = text.replace("\\*", "\0")
    for match in _STRONG.finditer(hidden):
        spans.extend(_emphasised(hidden[at : match.start()], bold=False))
        spans.extend(_emphasised(match[1], bold=True))
        at = match.end()
    spans.extend(_emphasised(hidden[at:], bold=False))
    return _in_lines([Span(s.text.replace("\0", "*"), s.bold, s.italic) for s in spans])


def plain(text: str) -> str:
    """Return `text` as it reads, without its markup."""
    return "\n".join("".join(span.text for span in line) for line in parsed(text))


def _emphasised(text: str, *, bold: bool) -> list[Span]:
    spans: list[Span] = []
    at = 0
    for match in _EMPHASIS.finditer(text):
        spans.append(Span(text[at : match.start()], bold))
        spans.append(Span(match[1], bold, italic=True))
        at = match.end()
    spans.append(Span(text[at:], bold))
    return [span for span in spans if span.text]


def _in_lines(spans: list[Span]) -> tuple[Line, ...]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *rest = span.text.split("\n")
        if first:
            lines[-1].append(Span(first, span.bold, span.italic))
        lines.extend([Span(part, span.bold, span.italic)] if part else [] for part in rest)
    return tuple(tuple(line) for line in lines)
