"""A content stream in; its tokens out, as bytes: numbers, names, strings and operators.

Numbers and the operator behind them are one token, as is a run of points with the operators that
draw between them (that one ends in white space), and an array of numbers and hexadecimal strings.

One regular expression is several times faster than asking a parser for an object each; what it
cannot read with certainty (an image within the text, strings out of hand) goes to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pikepdf

# Parentheses may stand in a string when they balance; three deep is more than anyone writes.
_FLAT: Final = rb"[^()\\]++|\\."
_STRING: Final = rb"\((?:" + _FLAT + rb"|\((?:" + _FLAT + rb"|\((?:" + _FLAT + rb")*+\))*+\))*+\)"
# Numbers before an operator are most of a stream. So many signs of them are looked at together, so
# that a stream of numbers alone is not looked through again for each of them.
_NUMBERS: Final = rb"[-+.\d][-+.\d \r\n]{1,90}+"
_RUN: Final = rb"(?:" + _NUMBERS + rb"[mlcvy][ \r\n]++(?:h[ \r\n]++)?+)++"
_CALL: Final = _NUMBERS + rb"[A-Za-z]{1,3}+(?=[\s\[<(/])"
_TOKEN: Final = re.compile(
    _RUN
    + rb"|"
    + _CALL
    + rb"|\[[<>0-9A-Fa-f+.\s-]*+\]|"
    + _STRING
    + rb"|<<|>>|<[0-9A-Fa-f\s]*+>|/[^\s()<>\[\]{}/%\0]*+|[\[\]]|%[^\r\n]*+|[^\s()<>\[\]{}/%\0]++"
    + rb"|[()<>]",
    re.DOTALL,
)
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]*+)>")
_INLINE: Final = re.compile(rb"(?:^|[\s\]>)])BI\s")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_UNSURE: Final = frozenset([b"(", b")", b"<", b">"])

# A token that begins with one of these and ends in white space is a run of points; in a letter, it
# is numbers with their operator; else it is a number.
NUMERIC: Final = frozenset(b"-+.0123456789")
SPACE: Final = 32
LETTER: Final = ord("A")

# What stands for an image within the text: its colour space and filter follow no resource.
INLINE_IMAGE: Final = b"EI"


# What separates the numbers in a run of points.
_LETTERS: Final = bytes.maketrans(b"mlcvyh", b" " * 6)


def numbers_in(run: bytes) -> list[bytes]:
    """Return the numbers in a run of points."""
    return run.translate(_LETTERS).split()


def in_array(array: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return what the strings in an array in hexadecimal say, and the numbers between them.

    Raises ValueError if there is anything else in it.
    """
    digits = _HEX.findall(array)
    numbers = _HEX.sub(b" ", array[1:-1]).split()
    return [_from_hex(string) for string in digits], numbers


def tokens(data: bytes, stream: pikepdf.Object) -> list[bytes]:
    """Return the tokens of a stream, comments left out.

    Raises pikepdf.PdfError if the stream cannot be read at all.
    """
    if b"BI" not in data or not _INLINE.search(data):
        found = _TOKEN.findall(data)
        if not _UNSURE.intersection(found):
            return [token for token in found if token[0] != 37] if b"%" in data else found
    return list(_parsed(stream))


def _parsed(stream: pikepdf.Object) -> Iterator[bytes]:
    for instruction in pikepdf.parse_content_stream(stream):
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            image = instruction.iimage
            yield str(image.width).encode()
            yield str(image.height).encode()
            yield str(image.bits_per_component).encode()
            yield f"/{_space_name(image)}".encode()
            yield INLINE_IMAGE
            continue
        for operand in instruction.operands:
            yield from _written(operand)
        yield str(instruction.operator).encode()


def _space_name(image: pikepdf.PdfInlineImage) -> str:
    if image.image_mask:
        return "ImageMask"
    try:
        return str(image.colorspace or "DeviceGray").removeprefix("/")
    except (NotImplementedError, pikepdf.PdfError):
        return "DeviceGray"


def _written(operand: object) -> Iterator[bytes]:
    if isinstance(operand, pikepdf.Array):
        yield b"["
        for inside in operand:
            yield from _written(inside)
        yield b"]"
    elif isinstance(operand, pikepdf.Dictionary):
        yield b"<<"
        yield b">>"
    elif isinstance(operand, pikepdf.String):
        yield b"<" + bytes(operand).hex().encode() + b">"
    else:
        yield str(operand).encode()


def string_bytes(token: bytes) -> bytes:
    """Return what a string token says."""
    if token[:1] == b"<":
        return _from_hex(token[1:-1])
    inside = token[1:-1]
    return _ESCAPE.sub(_unescaped, inside) if b"\\" in inside else inside


def _from_hex(digits: bytes) -> bytes:
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        # White space within a byte, or a last digit alone: that has a nought behind it.
        together = b"".join(digits.split()).decode("ascii")
        return bytes.fromhex(together + "0" * (len(together) % 2))


def _unescaped(match: re.Match[bytes]) -> bytes:
    found = match[1]
    if found[:1].isdigit() and found[0] < 56:
        return bytes([int(found, 8) & 255])
    if found in (b"\n", b"\r", b"\r\n"):
        return b""
    return _ESCAPED.get(found, found)
