"""Words in, lines out: the total fit of a ragged-right paragraph, or balanced display lines.

All widths are in em, so that one set of words serves every size. The model is Knuth and Plass's,
for ragged text: a line costs the square of the share of the measure that it leaves empty.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

_SLACK: Final = 4.0
_LINE: Final = 0.02
_HYPHEN: Final = 0.12
_HYPHENS_IN_A_ROW: Final = 0.3
# A last line that begins with half a word is read twice.
_HYPHEN_BEFORE_LAST: Final = 0.5
_SHORT_LAST: Final = 1.0
_WORD_ALONE: Final = 0.6
# The last line fills at least this share of the measure, or looks left behind.
_LAST_SHARE: Final = 0.22
# Display lines that end where a reader breathes look composed; ones that end on "de" do not.
_PAUSE: Final = 0.05
_LOOSE_END: Final = 0.06
# A second half that begins with its conjunction is read as one.
_HALVES: Final = frozenset(["of", "en", "maar", "want"])
_LOOSE = frozenset(
    [
        "de",
        "het",
        "een",
        "en",
        "of",
        "in",
        "op",
        "te",
        "van",
        "bij",
        "aan",
        "met",
        "voor",
        "om",
        "als",
        "dat",
        "die",
        "je",
        "we",
        "ik",
        "ze",
        "is",
        "niet",
        "geen",
        "uit",
        "tot",
        "door",
        "over",
        "naar",
        "dan",
        "wat",
        "wie",
        "hoe",
        "nog",
        "er",
    ]
)
_TOLERANCE: Final = 1e-6

Cut = tuple[int, float, float]
"""(index, width of the part before it with its hyphen, width of the part after it)."""


class Word(Struct, frozen=True):
    """A word to set: its text and width, and the space before it, in em.

    `glued` says that no space stands before it (the second half of "oud-leerling").
    """

    text: str
    width: float
    space: float
    glued: bool = False


class LineSpan(Struct, frozen=True):
    """The words from `first` to `last` (both included).

    `start` characters of the first are on the line before; only `end` characters of the last are
    on this one, followed by a hyphen (None: the whole word).
    """

    first: int
    last: int
    start: int = 0
    end: int | None = None


Cuts = Callable[[int], Sequence[Cut]]


def no_cuts(_: int) -> Sequence[Cut]:
    """Divide no word."""
    return ()


def fitted(
    words: Sequence[Word], measures: Sequence[float], cuts: Cuts = no_cuts, *, tight: bool = False
) -> list[LineSpan] | None:
    """Break `words` over lines with the least total cost.

    `measures` are the widths of the successive lines; the last one repeats. `tight` prefers the
    fewest lines above all. Returns None if some word is wider than its line however divided.
    """
    if not words:
        return []
    line_cost = 100.0 if tight else _LINE
    if len(measures) == 1 and not tight:
        easy = _without_cuts(words, measures[0])
        if easy is not None:
            return easy
    return _with_cuts(words, measures, cuts, line_cost)


# A paragraph whose worst line leaves this share empty gains nothing from dividing words: the hole
# costs less than the hyphen that might fill it.
_GOOD_ENOUGH: Final = 0.17


def _without_cuts(words: Sequence[Word], measure: float) -> list[LineSpan] | None:
    """Break without dividing words; None if that leaves something that a hyphen might mend."""
    count = len(words)
    infinite = float("inf")
    best = [0.0] + [infinite] * count
    back = [0] * (count + 1)
    limit = measure + _TOLERANCE
    for end in range(1, count + 1):
        width = 0.0
        start = end
        while start > 0:
            start -= 1
            word = words[start]
            width += word.width
            if width > limit:
                break
            slack = (measure - width) / measure
            if end == count:
                cost = _last_line(slack, alone=end - start == 1) if start else 0.0
            else:
                cost = _SLACK * slack * slack
            cost += best[start] + _LINE
            if cost < best[end]:
                best[end], back[end] = cost, start
            width += word.space
    if best[count] == infinite:
        return None
    spans: list[LineSpan] = []
    end = count
    while end > 0:
        spans.append(LineSpan(back[end], end - 1))
        end = back[end]
    spans.reverse()
    for span in spans[:-1]:
        if _width(words, span) < (1 - _GOOD_ENOUGH) * measure:
            return None
    last = spans[-1]
    slack = 1 - _width(words, last) / measure
    if len(spans) > 1 and _last_line(slack, alone=last.first == last.last):
        return None
    return spans


def _width(words: Sequence[Word], span: LineSpan) -> float:
    """Return the width of a line of whole words."""
    line = words[span.first : span.last + 1]
    return sum(word.width + word.space for word in line) - (line[0].space if line else 0.0)


def _last_line(slack: float, *, alone: bool) -> float:
    """Return the cost of a last line that leaves this share of its measure empty."""
    if slack > 1 - _LAST_SHARE:
        return _SHORT_LAST
    return _WORD_ALONE if alone else 0.0


_Node = tuple[float, "_Node | None", LineSpan | None, bool]
"""A way to have set everything up to a break: its cost, the node before, its line, a hyphen."""


def _with_cuts(
    words: Sequence[Word], measures: Sequence[float], cuts: Cuts, line_cost: float
) -> list[LineSpan] | None:
    """Forward dynamic programming over (word, characters already set, line if lines differ)."""
    count = len(words)
    # The nodes that start at word i, by (characters set, line capped to where measures repeat).
    starts: list[dict[tuple[int, int], _Node]] = [{} for _ in range(count + 1)]
    starts[0][0, 0] = (0.0, None, None, False)
    for first in range(count):
        done: set[tuple[int, int]] = set()
        # Dividing the first word of a line adds nodes that start at this very word.
        while pending := [key for key in starts[first] if key not in done]:
            for key in pending:
                done.add(key)
                _extend(words, measures, cuts, line_cost, starts, first, key)
    ends = starts[count].values()
    return _traced(min(ends, key=lambda node: node[0])) if ends else None


def _extend(
    words: Sequence[Word],
    measures: Sequence[float],
    cuts: Cuts,
    line_cost: float,
    starts: list[dict[tuple[int, int], _Node]],
    first: int,
    key: tuple[int, int],
) -> None:
    """Add every line that can begin at word `first`, of which `key[0]` characters are set."""
    start, line = key
    node = starts[first][key]
    base = node[0] + line_cost
    hyphens = _HYPHENS_IN_A_ROW if node[3] else 0.0
    measure = measures[min(line, len(measures) - 1)]
    next_line = min(line + 1, len(measures) - 1)
    limit = measure + _TOLERANCE
    final = len(words) - 1
    # The width of the line up to its last word, and of what is left of that last word.
    tail, piece = 0.0, words[first].width
    divisions = cuts(first)
    if start:
        piece = next(after for index, _, after in divisions if index == start)
    for last in range(first, len(words)):
        if last > first:
            tail += piece + words[last].space
            piece = words[last].width
            divisions = cuts(last)
        for index, before, after in divisions:
            set_now = before
            if last == first and start:
                if index <= start:
                    continue
                set_now = piece - after + (before + after - words[first].width)
            if tail + set_now <= limit:
                slack = (measure - tail - set_now) / measure
                cost = base + _SLACK * slack * slack + _HYPHEN + hyphens
                nodes = starts[last]
                known = nodes.get((index, next_line))
                if known is None or cost < known[0] - 1e-12:
                    span = LineSpan(first, last, start, index)
                    nodes[index, next_line] = (cost, node, span, True)
        width = tail + piece
        if width > limit:
            return
        slack = (measure - width) / measure
        if last == final:
            cost = base
            if first + start > 0:
                cost += _last_line(slack, alone=last == first)
            if start:
                cost += _HYPHEN_BEFORE_LAST
        else:
            cost = base + _SLACK * slack * slack
        nodes = starts[last + 1]
        known = nodes.get((0, next_line))
        if known is None or cost < known[0] - 1e-12:
            nodes[0, next_line] = (cost, node, LineSpan(first, last, start), False)


def _traced(node: _Node) -> list[LineSpan]:
    spans: list[LineSpan] = []
    _, before, span, _ = node
    while before is not None and span is not None:
        spans.append(span)
        _, before, span, _ = before
    spans.reverse()
    return spans


def balanced(words: Sequence[Word], measures: Sequence[float]) -> list[LineSpan] | None:
    """Break display text over the fewest lines that hold it, those lines as equal as can be.

    Words are never divided. Lines rather end at a pause, or before a second half, than on a small
    word. Returns None if a word is wider than its line.
    """
    least = fitted(words, measures, tight=True)
    if least is None or len(least) == 1:
        return least
    lines = len(least)
    total = sum(word.width + word.space for word in words)
    ideal = total / lines
    return _even(words, measures, lines, ideal)


def _even(
    words: Sequence[Word], measures: Sequence[float], lines: int, ideal: float
) -> list[LineSpan] | None:
    count = len(words)
    infinite = float("inf")
    best: list[dict[int, tuple[float, int]]] = [{} for _ in range(lines + 1)]
    best[0][0] = (0.0, 0)
    for number in range(1, lines + 1):
        measure = measures[min(number - 1, len(measures) - 1)]
        for start, (cost_before, _) in best[number - 1].items():
            width = 0.0
            for end in range(start + 1, count + 1):
                word = words[end - 1]
                width += word.width + (word.space if end - 1 > start else 0.0)
                if width > measure + _TOLERANCE:
                    break
                deviation = (ideal - width) / measures[0]
                cost = cost_before + deviation * deviation + _ending(words, end)
                if cost < best[number].get(end, (infinite, 0))[0]:
                    best[number][end] = (cost, start)
    if count not in best[lines]:
        return None
    spans: list[LineSpan] = []
    end = count
    for number in range(lines, 0, -1):
        start = best[number][end][1]
        spans.append(LineSpan(start, end - 1))
        end = start
    spans.reverse()
    return spans


def _ending(words: Sequence[Word], end: int) -> float:
    if end == len(words):
        return 0.0
    text = words[end - 1].text
    if text[-1:] in ",;:.?!–—":
        return -_PAUSE
    if words[end].text.casefold() in _HALVES:
        return -_PAUSE
    return _LOOSE_END if text.casefold() in _LOOSE else 0.0
